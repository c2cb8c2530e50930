"""Danh sách chưa cập nhật tiến độ: who owes a report, since when, and what nobody owns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from plans.text import sort_key
from tasks.board.frame import Frame
from tasks.board.rows import Addresses
from tasks.meeting.people import UNOWNED, bodies_of, officers_of
from tasks.meeting.reading import Seen


class Silent(NamedTuple):
    """A cell that owes a report. ``since`` is the day from which silence is counted."""

    officers: str
    name: str
    of: str
    code: str
    year: int
    url: str
    days: int
    since: dt.date
    has_report: bool
    is_owned: bool


class Body(NamedTuple):
    """What the bodies that lead a task owe; by officer, the longest silence first."""

    name: str
    rows: list[Silent]


class Unowned(NamedTuple):
    """A task with open cells for which nobody answers."""

    code: str
    name: str
    bodies: str
    years: str
    url: str


def silent_bodies(seen: Iterable[Seen], frame: Frame, day: dt.date) -> list[Body]:
    """Those who are silent for longest come first."""
    pages = Addresses("tasks:task_year_detail")
    found: dict[str, list[Silent]] = {}
    for one in seen:
        if one.row.owes_update(day):
            body = bodies_of(frame, one.row.task_id, day)
            found.setdefault(body, []).append(_silent(one, frame, pages, day))
    for rows in found.values():
        rows.sort(key=lambda row: (sort_key(row.officers), -row.days))
    bodies = [Body(name, rows) for name, rows in found.items()]
    return sorted(bodies, key=lambda body: -max(row.days for row in body.rows))


def _silent(one: Seen, frame: Frame, pages: Addresses, day: dt.date) -> Silent:
    row = one.row
    days = row.silent_days(day)
    officers = officers_of(frame, row.task_id)
    return Silent(
        officers=officers or ("" if one.is_owned else UNOWNED),
        name=row.name,
        of=row.of,
        code=row.code,
        year=row.year,
        url=pages.of(row.pk),
        days=days,
        since=day - dt.timedelta(days=days),
        has_report=row.updated_on is not None,
        is_owned=one.is_owned,
    )


def unowned_tasks(seen: Iterable[Seen], frame: Frame, day: dt.date) -> list[Unowned]:
    """Open by the year of ``day``, in the order of the plan."""
    pages = Addresses("tasks:task_detail")
    rows = [one.row for one in seen if not one.is_owned and one.row.is_open]
    rows = [row for row in rows if row.year <= day.year]
    found = []
    for task_id, group in groupby(rows, key=lambda row: row.task_id):
        cells = list(group)
        found.append(
            Unowned(
                code=cells[0].code,
                name=cells[0].task_name,
                bodies=bodies_of(frame, task_id, day),
                years=", ".join(str(year) for year in sorted({row.year for row in cells})),
                url=pages.of(task_id),
            )
        )
    return found
