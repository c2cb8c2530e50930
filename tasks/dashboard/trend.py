"""The year as a line: what had ended by when, against what was due. A plot and its table."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasks.board.log import Entry
from tasks.states import OPEN_STATES

LEFT, RIGHT, TOP, BOTTOM = 34.0, 624.0, 18.0, 196.0
N_LINES = 4


class Point(NamedTuple):
    """A line of the table; ``ended`` is None for a day that the page has not reached."""

    day: dt.date
    due: int
    ended: int | None
    is_shown_day: bool


class Tick(NamedTuple):
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Trend:
    points: list[Point]
    due_path: str
    ended_path: str
    area_path: str
    dot: tuple[float, float] | None
    lines: list[Tick]
    months: list[Tick]
    n_due: int
    n_ended: int


def trend_of(
    entries: Iterable[Entry], due_days: Iterable[dt.date], *, year: int, day: dt.date, n_cells: int
) -> Trend:
    """``entries`` are of the year's cells, by ``day``; what is due after the year is not drawn.

    Until ``day`` the lines count whole days: a month-end is as of that day, as the list has it.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    end = min(day, last)
    due_days = sorted(due_days)
    ended = _ended(entries)
    days = [dt.date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    if day not in days and day >= first:
        days = sorted([*days, day])
    points = [
        Point(
            one,
            sum(due <= one for due in due_days),
            _at(ended, one) if one <= day else None,
            one == day,
        )
        for one in days
    ]
    scale = _Scale(first, last, max(n_cells, 1))
    due_path = scale.steps([(first, 0), *_counted(due_days)], last)
    has_begun = day >= first
    n_ended = _at(ended, end) if has_begun else 0
    before = [(first, _at(ended, first)), *((d, n) for d, n in ended if first < d <= end)]
    ended_path = scale.steps(before, end) if has_begun else ""
    base = f"V{BOTTOM:g}H{LEFT:g}z"
    return Trend(
        points=points,
        due_path=due_path,
        ended_path=ended_path,
        area_path=f"{ended_path}{base}" if has_begun else "",
        dot=(scale.x(end), scale.y(n_ended)) if has_begun else None,
        lines=scale.lines(),
        months=[
            Tick(round((scale.x(dt.date(year, m, 1)) + scale.x(days_end(year, m))) / 2, 1), str(m))
            for m in range(1, 13)
        ],
        n_due=sum(due <= last for due in due_days),
        n_ended=n_ended,
    )


def days_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, monthrange(year, month)[1])


def _ended(entries: Iterable[Entry]) -> list[tuple[dt.date, int]]:
    """How many cells had ended from each day on."""
    states: dict[int, bool] = {}
    found: dict[dt.date, int] = {}
    for entry in entries:
        states[entry.task_year_id] = entry.state not in OPEN_STATES
        found[entry.effective_on] = sum(states.values())
    return sorted(found.items())


def _at(counts: Sequence[tuple[dt.date, int]], day: dt.date) -> int:
    return next((n for d, n in reversed(counts) if d <= day), 0)


def _counted(days: Sequence[dt.date]) -> list[tuple[dt.date, int]]:
    return [(day, n) for n, day in enumerate(days, 1)]


class _Scale:
    def __init__(self, first: dt.date, last: dt.date, top: int) -> None:
        self.first, self.last, self.top = first, last, top

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)

    def y(self, n: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * n / self.top, 1)

    def steps(self, counts: Sequence[tuple[dt.date, int]], end: dt.date) -> str:
        (day, n), *rest = counts
        path = f"M{self.x(day):g} {self.y(n):g}"
        for next_day, next_n in rest:
            if next_day <= end:
                path += f"H{self.x(next_day):g}V{self.y(next_n):g}"
        return f"{path}H{self.x(end):g}"

    def lines(self) -> list[Tick]:
        """Whole numbers up the side."""
        step = max(1, -(-self.top // N_LINES))
        return [Tick(self.y(n), str(n)) for n in range(step, self.top + 1, step)]
