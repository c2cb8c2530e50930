"""The year grid: timelines by years, prepared for its template in one pass over the cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow, printed_time
from tasks.states import State, Timeliness

MANY_YEARS = 7  # more than these stand closer together


@dataclass(slots=True)
class Line:
    """A timeline. ``group`` is the key of its place in the plan; ``stops`` are its cells, drawn."""

    task_id: int
    group: int | None
    code: str
    time: str
    name: str
    of: str
    url: str
    is_owned: bool
    cells: list[CellRow]
    stops: str = ""


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
    """Draws the stops of each line: ``day`` decides states and the tinted year, ``shown_year``
    what a narrow screen shows.
    """
    pages = Addresses("tasks:task_year_detail")
    columns = {year: _css(year, day, shown_year) for year in years}
    for line in lines:
        rows = {row.year: row for row in line.cells}
        thread = _Thread(line.cells[0].kind, min(rows), max(rows))
        code = conditional_escape(line.code)
        drawn = [
            _stop(rows[year], f"{css} {thread.css_in(year)}", code, pages, day)
            if year in rows
            else f'<td class="{css}">{_OUTSIDE}</td>'
            for year, css in columns.items()
        ]
        line.stops = mark_safe("".join(drawn))  # noqa: S308 -- see _stop


_OUTSIDE = '<span class="years__void">Ngoài thời gian thực hiện</span>'
_RIBBON = (
    '<svg class="ribbon" aria-hidden="true"><use href="#m-ribbon"/></svg>'
    '<span class="hidden-text">, xin ý kiến chỉ đạo</span>'
)


def _css(year: int, day: dt.date, shown_year: int) -> str:
    now = " years__cell--now" if year == day.year else ""
    shown = " years__cell--shown" if year == shown_year else ""
    return f"years__cell{now}{shown}"


class _Thread(NamedTuple):
    """The line that joins the stops of a timeline."""

    kind: str
    first: int
    last: int

    def css_in(self, year: int) -> str:
        begins = " thread--first" if year == self.first else ""
        ends = " thread--last" if year == self.last else ""
        return f"thread thread--{self.kind}{begins}{ends}"


def _stop(row: CellRow, css: str, code: str, pages: Addresses, day: dt.date) -> str:
    """A cell of the grid, written here and not in the template: dozens of stops of ten template
    nodes each cost more than everything else on the page. All but the escaped ``code`` is ours:
    numbers, addresses and the words of ``tasks.states``.
    """
    label = row.label_on(day)
    # "Còn 8 ngày" says nothing of the state but by its shape.
    is_soon = label.css == "is-soon"
    state = (
        f'<span class="hidden-text">, {State(row.state).label.lower()}</span>' if is_soon else ""
    )
    ribbon = _RIBBON if row.needs_direction else ""
    return (
        f'<td class="{css}"><a class="cell {label.css}" href="{pages.of(row.pk)}">'
        f'<svg class="mark" aria-hidden="true"><use href="#{label.mark}"/></svg>'
        f'<span><span class="hidden-text">{code}, năm {row.year}: </span>'
        f"{label.word}{state}</span>{ribbon}</a></td>"
    )
