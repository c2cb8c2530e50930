"""Days on which periods end, of any year, from the rows that an administrator edits."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mediators.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class CutOff:
    day: dt.date
    name: str
    deadline: str
    basis: str


def cut_offs(periods: Iterable[ReportingPeriod], year: int) -> list[CutOff]:
    """Those of the year that hold on their own day, in order."""
    found = []
    for period in periods:
        last = calendar.monthrange(year, period.month)[1]
        day = dt.date(year, period.month, min(period.day, last))
        if period.valid_from <= day and (period.valid_until is None or day <= period.valid_until):
            found.append(CutOff(day, period.name, period.deadline, period.legal_basis))
    return sorted(found, key=lambda one: one.day)


def last_cut_off(periods: Iterable[ReportingPeriod], today: dt.date) -> dt.date:
    """The last day on which a period ended by today; today itself where there is none."""
    rows = list(periods)
    days = [one.day for year in (today.year - 1, today.year) for one in cut_offs(rows, year)]
    return max((day for day in days if day <= today), default=today)
