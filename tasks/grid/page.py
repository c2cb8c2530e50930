"""The year grid: timelines by years, under the plan and the heading where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from plans.models import Plan
from tasks.board.board import Board
from tasks.board.filters import PARTS, SILENT, UNOWNED, WANTS_DIRECTION, GridFilters
from tasks.models import TaskYear, Timeline
from tasks.states import Timeliness

MANY_YEARS = 7  # more than these stand closer together


class Stop(NamedTuple):
    """A place of the grid; without a cell the year lies outside the timeline."""

    css: str
    cell: TaskYear | None


@dataclass(frozen=True, slots=True)
class Line:
    """A timeline with a stop for each year shown."""

    timeline: Timeline
    stops: list[Stop]
    is_unassigned: bool


class Group(NamedTuple):
    """Lines under one heading of a plan; ``plan`` where the group is its first and must name it."""

    plan: Plan | None
    title: str
    lines: list[Line]


class Counts(NamedTuple):
    """Figures of all plans shown."""

    tasks: int
    cells: int
    ended: int
    late: int
    due_soon: int


def count(board: Board) -> Counts:
    cells = board.cells
    parts = Counter(cell.timeliness for cell in cells)
    return Counts(
        tasks=len(board.tasks),
        cells=len(cells),
        ended=sum(not cell.is_open for cell in cells),
        late=parts[Timeliness.OVERDUE],
        due_soon=parts[Timeliness.DUE_SOON],
    )


def timelines_of(board: Board) -> list[Timeline]:
    """All lines of the grid, as the plans print them."""
    return [line for task in board.tasks for line in task.timeline_list if line.cell_list]


def matching(board: Board, form: GridFilters) -> list[Timeline]:
    """The lines that stay under the filters in force."""
    return [line for line in timelines_of(board) if _answers(line, board, form)]


def _answers(line: Timeline, board: Board, form: GridFilters) -> bool:
    lead, status, text = (form.value(name) for name in ("lead", "status", "text"))
    return (
        (lead is None or lead in board.lead_ids(line.task))
        and (status is None or _has_status(line, status, board))
        and (text is None or line.matches(text))
    )


def _has_status(line: Timeline, status: str, board: Board) -> bool:
    if status == UNOWNED:
        return board.is_unassigned(line.task)
    if status == SILENT:
        return any(cell.is_silent for cell in line.cell_list)
    if status == WANTS_DIRECTION:
        return any(cell.needs_direction for cell in line.cell_list)
    return any(cell.timeliness == PARTS[status] for cell in line.cell_list)


def grouped(lines: Iterable[Timeline], board: Board, *, shown_year: int) -> list[Group]:
    """The lines under the headings of their plans, in the plans' order."""
    found: list[Group] = []
    named: Plan | None = None
    for (plan, key), group in groupby(lines, key=lambda line: (line.task.plan, line.task.group_id)):
        is_first = board.is_of_several_plans and plan != named
        named = plan
        found.append(
            Group(
                plan if is_first else None,
                board.groups.get(key, "") if key else "",
                [_line(line, board, shown_year) for line in group],
            )
        )
    return found


def _line(timeline: Timeline, board: Board, shown_year: int) -> Line:
    """``shown_year`` is what a narrow screen shows; the year of the board's day is tinted."""
    cells = {cell.year: cell for cell in timeline.cell_list}
    first, last = min(cells), max(cells)
    stops = []
    for year in board.years:
        css = "years__cell"
        css += " years__cell--now" if year == board.day.year else ""
        css += " years__cell--shown" if year == shown_year else ""
        if year in cells:
            css += f" thread thread--{timeline.kind}"
            css += " thread--first" if year == first else ""
            css += " thread--last" if year == last else ""
        stops.append(Stop(css, cells.get(year)))
    return Line(timeline, stops, board.is_unassigned(timeline.task))
