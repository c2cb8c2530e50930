"""Reminders in the words of the page and of the letter: which lines under which heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tasks.board.rows import Addresses
from tasks.reminders.reading import Reminded
from tasks.reminders.rule import Reason
from tasks.states import Label

_NOBODY = "chưa có người phụ trách"


class Line(NamedTuple):
    """``who`` is empty for one's own cells; ``mark`` only for what is not seen yet."""

    label: Label
    name: str
    of: str
    code: str
    year: int
    url: str
    due: str
    who: str
    mark: str


class Heading(NamedTuple):
    """A part of the list; ``css`` marks the one that is late."""

    id: str
    title: str
    lines: list[Line]
    css: str = ""


def headings_of(
    found: Iterable[Reminded], names: Mapping[int, list[str]], day: dt.date
) -> list[Heading]:
    """What is late first; the longest overdue on top. ``names`` are by task."""
    pages = Addresses("tasks:task_year_detail")
    late: list[Line] = []
    soon: list[Line] = []
    unowned: list[Line] = []
    of_all: list[Line] = []
    for one in found:
        line = _line(one, names.get(one.row.task_id, []), pages, day)
        if one.reason == Reason.UNOWNED:
            unowned.append(line)
        elif one.reason == Reason.LATE:
            of_all.append(line)
        else:
            (late if one.due_on < day else soon).append(line)
    headings = [
        Heading("qua-han", "Quá hạn", late, "work__head--late"),
        Heading("den-han", "Đến hạn trong 30 ngày", soon),
        Heading("qua-han-ca-dia-ban", "Cả địa bàn: quá hạn từ 7 ngày", of_all, "work__head--late"),
        Heading("chua-phan-cong", "Chưa có người phụ trách", unowned),
    ]
    return [heading for heading in headings if heading.lines]


def _line(one: Reminded, names: list[str], pages: Addresses, day: dt.date) -> Line:
    row = one.row
    if one.reason == Reason.MINE:
        who = ""
    elif one.reason == Reason.UNOWNED:
        who = "; ".join([*names, _NOBODY])
    else:
        who = "; ".join(names) or _NOBODY
    return Line(
        label=row.label_on(day),
        name=row.name,
        of=row.of,
        code=row.code,
        year=row.year,
        url=pages.of(row.pk),
        due=f"Hạn {one.due_on:%d/%m/%Y}",
        who=who,
        mark=one.mark if one.is_new else "",
    )
