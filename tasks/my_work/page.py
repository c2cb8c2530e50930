"""Việc của tôi: which cells, under which heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.access import oversees
from tasks.board.board import Board, cells_of, due_order
from tasks.board.contributions import Part
from tasks.models import Direction, TaskYear

MINE, PARTNER, EVERYONE = "cua-toi", "phoi-hop", "ca-dia-ban"
VIEWS = {MINE: "Của tôi", EVERYONE: "Cả địa bàn", PARTNER: "Phối hợp"}


class Row(NamedTuple):
    """A cell and who answers for it, or "phụ trách" for one's own."""

    cell: TaskYear
    who: str


class Heading(NamedTuple):
    """A part of the list; ``css`` marks the one that is late."""

    id: str
    title: str
    rows: list[Row]
    css: str = ""


@dataclass
class WorkList:
    """Each cell stands once, under the first heading that fits."""

    returned: list[TaskYear] = field(default_factory=list)
    late: list[TaskYear] = field(default_factory=list)
    soon: list[TaskYear] = field(default_factory=list)
    silent: list[TaskYear] = field(default_factory=list)
    rest: list[TaskYear] = field(default_factory=list)
    earlier: list[TaskYear] = field(default_factory=list)
    ended: list[TaskYear] = field(default_factory=list)

    @property
    def n_to_update(self) -> int:
        return len(self.returned) + len(self.late) + len(self.soon) + len(self.silent)


def to_do_in_words(work: WorkList, n_contributions: int) -> str:
    """ "2 quá hạn, 1 sắp đến hạn": what asks for a word now, part by part."""
    counts = (
        (len(work.returned), "bị trả lại"),
        (len(work.late), "quá hạn"),
        (len(work.soon), "sắp đến hạn"),
        (len(work.silent), "quá kỳ chưa cập nhật"),
        (n_contributions, "cần ghi kết quả phối hợp"),
    )
    return ", ".join(f"{n} {words}" for n, words in counts if n)


class DirectionRow(NamedTuple):
    """An open direction; ``deadline`` says by when it is to be answered, or that it was."""

    direction: Direction
    deadline: str
    is_late: bool


def direction_rows(directions: Iterable[Direction], day: dt.date) -> list[DirectionRow]:
    return [DirectionRow(one, deadline_of(one, day), one.is_late(day)) for one in directions]


def deadline_of(direction: Direction, day: dt.date) -> str:
    """By when the direction is to be answered, or who has answered, in the words of a list."""
    if direction.is_answered_on(day):
        is_asked = direction.answered_by_id == direction.addressee_id
        who = "đã" if is_asked else f"{direction.answered_by} đã"
        return f"{who} trả lời, chờ kết luận"
    if direction.answer_by_on is None:
        return "chờ trả lời"
    word = "quá hạn trả lời" if direction.is_late(day) else "trả lời trước"
    return f"{word} {direction.answer_by_on:%d/%m/%Y}"


def work_list(cells: Iterable[TaskYear]) -> WorkList:
    """Sort the cells under what asks for them first."""
    found = WorkList()
    for cell in cells:
        _list_for(cell, found).append(cell)
    found.late.sort(key=due_order)
    found.soon.sort(key=due_order)
    found.silent.sort(key=lambda cell: -cell.silent_days)
    return found


def _list_for(cell: TaskYear, found: WorkList) -> list[TaskYear]:
    if cell.is_returned:
        return found.returned
    if not cell.is_open:
        return found.ended
    if cell.is_late:
        return found.late
    if cell.is_due_soon:
        return found.soon
    if cell.is_silent:
        return found.silent
    return found.rest if cell.year == cell.day.year else found.earlier


def headings(found: WorkList, board: Board, view: str) -> list[Heading]:
    """The parts of the page that are not empty."""

    def rows(cells: Sequence[TaskYear]) -> list[Row]:
        return [Row(cell, who(board, cell, view)) for cell in cells]

    year = board.day.year
    shown = [
        Heading("tra-lai", "Lãnh đạo trả lại, cần báo cáo lại", rows(found.returned)),
        Heading("qua-han", "Quá hạn", rows(found.late), "work__head--late"),
        Heading("den-han", "Đến hạn trong 30 ngày", rows(found.soon)),
        Heading("qua-ky", "Quá kỳ chưa cập nhật", rows(found.silent)),
        Heading("viec-khac", f"Việc khác trong năm {year}", rows(found.rest)),
        Heading("nam-truoc", "Năm trước còn mở", rows(found.earlier)),
    ]
    return [heading for heading in shown if heading.rows]


def who(board: Board, cell: TaskYear, view: str) -> str:
    """Whose work it is, in the words of the page."""
    if view != EVERYONE:
        return "phụ trách"
    names = board.lead_names(cell.task)
    if board.has_owner(cell.task):
        return names
    return f"{names}, chưa phân công".lstrip(", ")


def cells_in(board: Board, view: str) -> list[TaskYear]:
    """The cells of one of ``VIEWS``: one's own, or all of the locality."""
    if view == EVERYONE:
        return board.cells
    return [cell for task in board.tasks if board.is_mine(task) for cell in cells_of(task)]


def views_of(board: Board, parts: Sequence[Part]) -> list[str]:
    """What the reader can choose from, in the order of the tabs."""
    is_offered = {MINE: True, EVERYONE: oversees(board.user), PARTNER: bool(parts)}
    return [view for view in VIEWS if is_offered[view]]


def first_view(board: Board, parts: Sequence[Part]) -> str:
    """What opens unasked: one's own work if there is any."""
    if any(board.is_mine(task) for task in board.tasks):
        return MINE
    if oversees(board.user):
        return EVERYONE
    return PARTNER if parts else MINE
