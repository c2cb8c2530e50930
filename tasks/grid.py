"""The year grid: timelines by years, prepared for its template in one pass over the cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from tasks.frame import Frame
from tasks.rows import Addresses, CellRow, printed_time
from tasks.states import State, Timeliness

MANY_YEARS = 7  # more than these stand closer together


class Stop(NamedTuple):
    """A cell of the grid; without a url the year lies outside the timeline."""

    year: int
    css: str
    url: str = ""
    link_css: str = ""
    mark: str = ""
    word: str = ""
    more: str = ""
    has_ribbon: bool = False


@dataclass(slots=True)
class Line:
    """A timeline. ``group`` is the key of its place in the plan."""

    task_id: int
    group: int | None
    code: str
    time: str
    name: str
    of: str
    url: str
    is_owned: bool
    cells: list[CellRow]
    stops: list[Stop] = field(default_factory=list)


class Group(NamedTuple):
    """Lines under one heading of the plan."""

    title: str
    lines: list[Line]


class Counts(NamedTuple):
    """Figures of the whole plan on the day shown."""

    tasks: int
    cells: int
    ended: int
    overdue: int
    due_soon: int


def count(rows: Iterable[CellRow], day: dt.date) -> Counts:
    rows = list(rows)
    parts = Counter(row.timeliness_on(day) for row in rows)
    return Counts(
        tasks=len({row.task_id for row in rows}),
        cells=len(rows),
        ended=sum(not row.is_open for row in rows),
        overdue=parts[Timeliness.OVERDUE],
        due_soon=parts[Timeliness.DUE_SOON],
    )


def lines_of(cells: Iterable[tuple[CellRow, tuple[object, ...]]]) -> list[Line]:
    """One line a timeline; the cells come in the order of the plan, each with ``has_owner``."""
    pages = Addresses("tasks:task_detail")
    lines = []
    for _, group in groupby(cells, key=lambda pair: pair[0].timeline_id):
        pairs = list(group)
        first, (is_owned,) = pairs[0]
        lines.append(
            Line(
                task_id=first.task_id,
                group=first.group_id,
                code=first.code,
                time=printed_time(first),
                name=first.name,
                of=first.of,
                url=pages.of(first.task_id),
                is_owned=bool(is_owned),
                cells=[row for row, _ in pairs],
            )
        )
    return lines


def grouped(lines: Iterable[Line], frame: Frame) -> list[Group]:
    """Under the headings of the plan, in its order."""
    return [
        Group(frame.groups.get(key, "") if key else "", list(found))
        for key, found in groupby(lines, key=lambda line: line.group)
    ]


class Spans(NamedTuple):
    """Columns of a group's heading, of the tinted year (0 or 1), and after it."""

    heading: int
    now: int
    rest: int


def heading_spans(years: range, day: dt.date) -> Spans:
    """The tint of the shown day's year runs through the headings too."""
    if day.year not in years:
        return Spans(2 + len(years), 0, 0)
    before = day.year - years.start
    return Spans(2 + before, 1, len(years) - before - 1)


def draw(lines: Iterable[Line], years: range, *, day: dt.date, shown_year: int) -> None:
    """Gives each line its stops: ``day`` decides states and the tinted year, ``shown_year`` what
    a narrow screen shows.
    """
    pages = Addresses("tasks:task_year_detail")
    voids = [Stop(year, _css(year, day, shown_year)) for year in years]
    for line in lines:
        by_year = {row.year: row for row in line.cells}
        first, last = min(by_year), max(by_year)
        line.stops = [
            _stop(by_year[year], f"{void.css} {_thread(line, year, first, last)}", pages, day)
            if year in by_year
            else void
            for year, void in zip(years, voids, strict=True)
        ]


def _css(year: int, day: dt.date, shown_year: int) -> str:
    now = " years__cell--now" if year == day.year else ""
    shown = " years__cell--shown" if year == shown_year else ""
    return f"years__cell{now}{shown}"


def _thread(line: Line, year: int, first: int, last: int) -> str:
    kind = line.cells[0].kind
    begins = " thread--first" if year == first else ""
    ends = " thread--last" if year == last else ""
    return f"thread thread--{kind}{begins}{ends}"


def _stop(row: CellRow, css: str, pages: Addresses, day: dt.date) -> Stop:
    label = row.label_on(day)
    # "Còn 8 ngày" says nothing of the state but by its shape.
    more = f", {State(row.state).label.lower()}" if label.css == "is-soon" else ""
    return Stop(
        row.year,
        css,
        pages.of(row.pk),
        label.css,
        label.mark,
        label.word,
        more,
        row.needs_direction,
    )
