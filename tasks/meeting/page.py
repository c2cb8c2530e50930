"""Báo cáo giao ban: what one sheet of A4 says to a meeting, read from the board.

A list that is longer than its share of the sheet is cut, and says by how much.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tasks.board.board import Board
from tasks.board.load import last_updates
from tasks.meeting.room import n_lines, share
from tasks.models import Direction, StatusUpdate, Task, TaskYear
from tasks.states import DUE_SOON_DAYS, Label, State, Timeliness

DAYS_BETWEEN_MEETINGS = 7
# The sheet in millimetres: what is left for lists, what each thing takes. See components/sheet.css.
ROOM = 206.0
HEAD, MORE, LINE, ROW = 8.5, 4.5, 4.1, 2.2
NAME_WIDTH, WHO_WIDTH, NOTE_WIDTH = 40, 18, 95  # characters beside each other
LONGEST_NOTE = 180
FIRST_TAKES = 3  # what is late is what the meeting is about
MOST_LINKS = 8


class Line(NamedTuple):
    """A task-year in a table of the sheet."""

    label: Label
    name: str
    code: str
    year: int
    url: str
    who: str
    due: str
    updated: str

    @property
    def height(self) -> float:
        name = n_lines(f"{self.name} ({self.code}, {self.year})", NAME_WIDTH)
        return ROW + LINE * max(name, n_lines(self.who, WHO_WIDTH))


class Link(NamedTuple):
    """Words of a note that lead to a page."""

    word: str
    url: str


class Note(NamedTuple):
    """A sentence of the sheet with links inside."""

    before: str
    links: tuple[Link, ...]
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{', '.join(link.word for link in self.links)}{self.after}"

    @property
    def height(self) -> float:
        return 1 + LINE * n_lines(self.text, NOTE_WIDTH)


@dataclass(frozen=True, slots=True)
class Part:
    """A list of the sheet, in a table (``lines``) or in sentences (``notes``)."""

    key: str
    title: str
    thing: str
    lines: Sequence[Line] = ()
    notes: Sequence[Note] = ()
    n_cut: int = 0
    number: int = 0

    @property
    def heights(self) -> list[float]:
        return [line.height for line in self.lines] + [note.height for note in self.notes]

    @property
    def more(self) -> str:
        """What the reader is told of the rest: "và 12 việc khác"."""
        return f"và {self.n_cut} {self.thing} khác" if self.n_cut else ""

    def cut_to(self, n: int, number: int) -> Part:
        n_cut = len(self.heights) - n
        return replace(self, lines=self.lines[:n], notes=self.notes[:n], n_cut=n_cut, number=number)


class Figures(NamedTuple):
    """Of all plans shown; ``total`` and ``ended`` are of the year of the day alone."""

    year: int
    total: int
    ended: int
    late: int
    late_earlier: int
    due_soon: int
    silent: int
    asking: int
    waiting: int
    directions: int
    to_confirm: int
    returned: int
    unassigned: int
    earlier_open: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``parts`` have at least one entry each; ``absent`` names those that have none."""

    day: dt.date
    since: dt.date
    figures: Figures
    parts: Sequence[Part]
    absent: Sequence[str]

    @property
    def tables(self) -> list[Part]:
        return [part for part in self.parts if part.lines]

    @property
    def texts(self) -> list[Part]:
        return [part for part in self.parts if part.notes]


def sheet_of(board: Board, *, since: dt.date) -> Sheet:
    """What the meeting of the board's day hears; ``since`` is the day of the last one."""
    parts = [*_tables(board, since), *_texts(board)]
    full = [part for part in parts if part.heights]
    counts = share(
        [part.heights for part in full],
        room=ROOM,
        head=HEAD,
        more=MORE,
        first_takes=FIRST_TAKES,
    )
    return Sheet(
        day=board.day,
        since=since,
        figures=_figures(board),
        parts=[
            part.cut_to(n, number)
            for number, (part, n) in enumerate(zip(full, counts, strict=True), start=1)
        ],
        absent=[part.title for part in parts if not part.heights],
    )


def _figures(board: Board) -> Figures:
    year = board.day.year
    cells = board.cells
    of_year = [cell for cell in cells if cell.year == year]
    late = board.late
    return Figures(
        year=year,
        total=len(of_year),
        ended=sum(not cell.is_open for cell in of_year),
        late=len(late),
        late_earlier=sum(cell.year < year for cell in late),
        due_soon=len(board.due_soon),
        silent=len(board.silent),
        asking=len(board.asking),
        waiting=len(board.waiting),
        directions=len(board.directions),
        to_confirm=len(board.to_confirm),
        returned=len(board.returned),
        unassigned=len(board.unassigned),
        earlier_open=sum(cell.year < year and cell.is_open for cell in cells),
    )


# Tables


def _tables(board: Board, since: dt.date) -> list[Part]:
    def lines(found: Iterable[TaskYear]) -> list[Line]:
        return [_line(board, cell) for cell in found]

    return [
        Part("qua-han", "Quá hạn", "việc", lines(board.late)),
        Part("den-han", f"Đến hạn trong {DUE_SOON_DAYS} ngày", "việc", lines(board.due_soon)),
        Part(
            "da-ket-thuc",
            f"Đã kết thúc từ lần giao ban trước ({since:%d/%m/%Y})",
            "việc",
            lines(_ended_since(board, since)),
        ),
        Part(
            "dang-thuc-hien",
            "Đang thực hiện, chưa đến hạn",
            "việc",
            lines(cell for cell in board.cells if _is_in_hand(cell)),
        ),
    ]


def _ended_since(board: Board, since: dt.date) -> list[TaskYear]:
    """Ended now, and open at the end of the day of the last meeting."""
    ended = {cell.pk: cell for cell in board.cells if not cell.is_open}
    before = last_updates(ended, since)
    return [
        cell for pk, cell in ended.items() if pk not in before or State(before[pk].state).is_open
    ]


def _is_in_hand(cell: TaskYear) -> bool:
    is_begun = cell.state == State.DOING and cell.has_begun
    return is_begun and cell.timeliness == Timeliness.NOT_DUE


def _line(board: Board, cell: TaskYear) -> Line:
    last = cell.completed_on or cell.updated_on
    name = f"{cell.name}: {cell.task_name}" if cell.task_name else cell.name
    return Line(
        label=cell.label,
        name=f"{name} ({cell.task.plan})" if board.is_of_several_plans else name,
        code=cell.task.code,
        year=cell.year,
        url=cell.get_absolute_url(),
        who=board.who_answers(cell.task),
        due=f"{cell.due_on:%d/%m/%Y}" if cell.due_on else "không đặt",
        updated=f"{last:%d/%m/%Y}" if last else "chưa có",
    )


# Sentences


def _texts(board: Board) -> list[Part]:
    last = last_updates({cell.pk for cell in board.asking}, board.day)
    asking = [_asking(board, cell, last.get(cell.pk)) for cell in board.asking]
    unassigned = [
        Note("", (_task_link(board, task),), _chaired_by(board.lead_names(task)))
        for task in board.unassigned
    ]
    return [
        Part("xin-chi-dao", "Xin ý kiến chỉ đạo", "việc", notes=asking),
        Part(
            "chi-dao",
            "Ý kiến chỉ đạo chưa kết thúc",
            "ý kiến",
            notes=[_given(row, board.day) for row in board.directions],
        ),
        Part("chua-cap-nhat", "Quá kỳ chưa cập nhật", "người, cơ quan", notes=_silence(board)),
        Part("chua-phan-cong", "Chưa phân công", "nhiệm vụ", notes=unassigned),
    ]


def _task_link(board: Board, task: Task) -> Link:
    plan = f" ({task.plan})" if board.is_of_several_plans else ""
    return Link(f"{task.code} {_in_short(task.name)}{plan}", task.get_absolute_url())


def _chaired_by(bodies: str) -> str:
    return f" (chủ trì: {bodies})" if bodies else ""


def _asking(board: Board, cell: TaskYear, last: StatusUpdate | None) -> Note:
    """``last`` is the entry that asks: its proposal, else what it found hard, is quoted."""
    request = (last.proposal or last.obstacles) if last else ""
    said = f": {_in_short(request)}" if request else ""
    when = f", {cell.updated_on:%d/%m/%Y}" if cell.updated_on else ""
    return Note(
        "",
        (Link(_named(cell.name, cell.task.code, cell.year), cell.get_absolute_url()),),
        _end(f"{said} ({board.who_answers(cell.task)}{when})"),
    )


def _given(row: Direction, day: dt.date) -> Note:
    cell = row.task_year
    link = Link(f"{cell.task.code}, {cell.year}", cell.get_absolute_url())
    return Note(f"{_in_short(row.text)} (", (link,), f"). {_upper(_waits_for(row, day))}.")


def _waits_for(row: Direction, day: dt.date) -> str:
    if row.is_answered_on(day):
        return f"{row.answered_by} đã trả lời, chờ kết luận"
    who = f"{row.addressee}, " if row.addressee else ""
    if row.answer_by_on is None:
        return f"{who}chờ trả lời"
    late = f", quá hạn {(day - row.answer_by_on).days} ngày" if row.is_late(day) else ""
    return f"{who}trả lời trước {row.answer_by_on:%d/%m/%Y}{late}"


def _silence(board: Board) -> list[Note]:
    """A sentence for each who answers, the longest silence first."""
    people: dict[str, list[TaskYear]] = defaultdict(list)
    for cell in board.silent:  # the longest first, so that the first one says how long
        people[board.who_answers(cell.task)].append(cell)
    return [_silent(name, cells) for name, cells in people.items()]


def _silent(name: str, cells: Sequence[TaskYear]) -> Note:
    days = cells[0].silent_days
    since = cells[0].day - dt.timedelta(days=days)
    longest = "lâu nhất " if len(cells) > 1 else ""
    links = tuple(
        Link(f"{cell.task.code} năm {cell.year}", cell.get_absolute_url()) for cell in cells
    )
    return Note(
        f"{name}: {len(cells)} việc, {longest}{days} ngày, từ {since:%d/%m/%Y}: ",
        links[:MOST_LINKS],
        f" và {len(links) - MOST_LINKS} việc khác" if len(links) > MOST_LINKS else "",
    )


def _named(name: str, code: str, year: int) -> str:
    return f"{name} ({code}, {year})"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _end(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _in_short(text: str) -> str:
    """On one line, cut at a word."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) <= LONGEST_NOTE:
        return text
    return f"{text[:LONGEST_NOTE].rsplit(' ', 1)[0]} …"
