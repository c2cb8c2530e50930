"""Figures of a year on a day. Nothing here asks a database or the clock."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.board.frame import Frame
from tasks.board.rows import CellRow
from tasks.states import Review, Timeliness


class Cell(NamedTuple):
    """A task-year as of the day shown."""

    row: CellRow
    is_owned: bool
    review: str

    @property
    def awaits_review(self) -> bool:
        """See also ``TaskYearQuerySet.awaiting_review``."""
        return not self.row.is_open and self.review == Review.PENDING


@dataclass(slots=True)
class Tally:
    """Counts of some cells: ``parts`` is the partition, the rest are flags on top of it."""

    n: int = 0
    parts: Counter[Timeliness] = field(default_factory=Counter)
    updated: int = 0
    ended: int = 0
    silent: int = 0
    wanting: int = 0
    unowned: int = 0
    to_confirm: int = 0

    @property
    def overdue(self) -> int:
        return self.parts[Timeliness.OVERDUE]

    def add(self, cell: Cell, day: dt.date) -> None:
        row = cell.row
        self.n += 1
        self.parts[row.timeliness_on(day)] += 1
        self.updated += row.updated_on is not None
        self.ended += not row.is_open
        self.silent += row.owes_update(day)
        self.wanting += row.needs_direction
        self.unowned += not cell.is_owned
        self.to_confirm += cell.awaits_review


@dataclass(slots=True)
class Figures:
    """A year of a plan: all of it, by leading body (key), by part of the plan (key)."""

    year: int
    total: Tally = field(default_factory=Tally)
    by_agency: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_group: dict[int | None, Tally] = field(default_factory=lambda: defaultdict(Tally))
    n_overdue_earlier: int = 0
    has_shared_lead: bool = False


def figures_of(
    cells: Iterable[Cell], frame: Frame, *, year: int, day: dt.date, today: dt.date
) -> Figures:
    """Bodies are those that stand in their place today, as the filter of the list has them."""
    found = Figures(year)
    leads: dict[int, set[int]] = {}
    for cell in cells:
        row = cell.row
        if row.year != year:
            is_late = row.year < year and row.timeliness_on(day) == Timeliness.OVERDUE
            found.n_overdue_earlier += is_late
            continue
        found.total.add(cell, day)
        found.by_group[row.group_id].add(cell, day)
        if row.task_id not in leads:
            leads[row.task_id] = frame.lead_ids_of(row.task_id, today)
        for agency_id in leads[row.task_id]:
            found.by_agency[agency_id].add(cell, day)
        found.has_shared_lead |= len(leads[row.task_id]) > 1
    return found


def exceptions(cells: Sequence[Cell], *, year: int, day: dt.date) -> list[Cell]:
    """What asks for attention: late (earlier years too), due soon, silent; each stands once."""
    late = [c for c in cells if c.row.year <= year and _is(c, Timeliness.OVERDUE, day)]
    this_year = [c for c in cells if c.row.year == year]
    soon = [c for c in this_year if _is(c, Timeliness.DUE_SOON, day)]
    silent = [
        c
        for c in this_year
        if c.row.owes_update(day)
        and c.row.timeliness_on(day) not in (Timeliness.OVERDUE, Timeliness.DUE_SOON)
    ]
    for found in (late, soon):
        found.sort(key=lambda c: c.row.due_on or dt.date.max)
    silent.sort(key=lambda c: -c.row.silent_days(day))
    return [*late, *soon, *silent]


def _is(cell: Cell, part: Timeliness, day: dt.date) -> bool:
    return cell.row.timeliness_on(day) == part
