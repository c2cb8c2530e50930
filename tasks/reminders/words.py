"""Reminders in the words of the page and of the letter: which lines under which heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tasks.board.board import Board
from tasks.reminders.reading import Reminded
from tasks.reminders.rule import Reason

_NOBODY = "chưa có người phụ trách"


class Line(NamedTuple):
    """A reminder; ``who`` is empty for one's own cells."""

    reminder: Reminded
    who: str


class Heading(NamedTuple):
    """A part of the list; ``css`` marks the one that is late."""

    id: str
    title: str
    lines: list[Line]
    css: str = ""


def headings_of(found: Iterable[Reminded], board: Board) -> list[Heading]:
    """What is late first; the longest overdue on top."""
    late: list[Line] = []
    soon: list[Line] = []
    unreached: list[Line] = []
    of_all: list[Line] = []
    for one in found:
        line = Line(one, _who(one, board))
        if one.reason == Reason.UNOWNED:
            unreached.append(line)
        elif one.reason == Reason.LATE:
            of_all.append(line)
        else:
            (late if one.due_on < board.day else soon).append(line)
    headings = [
        Heading("qua-han", "Quá hạn", late, "work__head--late"),
        Heading("den-han", "Đến hạn trong 30 ngày", soon),
        Heading("qua-han-ca-dia-ban", "Cả địa bàn: quá hạn từ 7 ngày", of_all, "work__head--late"),
        Heading("chua-co-nguoi", "Chưa có người phụ trách", unreached),
    ]
    return [heading for heading in headings if heading.lines]


def _who(one: Reminded, board: Board) -> str:
    """The officers who can sign in, else the leading bodies by the names of the day."""
    if one.reason == Reason.MINE:
        return ""
    task = one.cell.task
    active = [str(officer) for officer in board.officers(task) if officer.is_active]
    names = ", ".join(active) or board.lead_names(task)
    if one.reason == Reason.UNOWNED:
        return "; ".join(filter(None, [names, _NOBODY]))
    return names or _NOBODY
