"""The list of task-years: filtered, sorted and paged on the board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from tasks.board.board import Board
from tasks.board.filters import (
    PAGE_SIZES,
    RETURNED,
    SILENT,
    SORTS,
    TO_CONFIRM,
    UNOWNED,
    UPDATED,
    WANTS_DIRECTION,
    TaskFilters,
)
from tasks.models import TaskYear
from tasks.models.tasks import Role
from tasks.states import URGENCY


class Found(NamedTuple):
    """One page of what was found; ``n_all`` counts all cells of the plans shown."""

    page: Page[TaskYear]
    n_all: int


def find(board: Board, form: TaskFilters, *, number: int) -> Found:
    """A page too far is the last one."""
    size = form.value("size") or PAGE_SIZES[0]
    return Found(Paginator(matching(board, form), size).get_page(number), len(board.cells))


def matching(board: Board, form: TaskFilters) -> list[TaskYear]:
    """All rows that the filters leave, in the order asked for."""
    return _in_order([cell for cell in board.cells if _answers(cell, board, form)], form)


# One test for each filter, by its name in the form.
_TESTS: dict[str, Callable[[TaskYear, Any], bool]] = {
    "text": lambda cell, text: cell.timeline.matches(text),
    "year": lambda cell, year: cell.year == year,
    "until": lambda cell, year: cell.year <= year,
    "part": lambda cell, part: cell.timeliness == part,
    "state": lambda cell, states: cell.state in states,
    "group": lambda cell, key: cell.task.group_id == key,
    "due_by": lambda cell, day: cell.due_on is not None and cell.due_on <= day,
    "must_end_by": lambda cell, day: cell.must_end_on <= day,
}


def _answers(cell: TaskYear, board: Board, form: TaskFilters) -> bool:
    """Whether the cell stays under all filters in force."""
    for name, test in _TESTS.items():
        if (value := form.value(name)) is not None and not test(cell, value):
            return False
    agency, role = form.value("agency"), form.value("role")
    if agency is not None and not _has_part(board, cell, agency, role):
        return False
    officer = form.value("officer")
    if officer is not None and officer not in {one.pk for one in board.officers(cell.task)}:
        return False
    attention = form.value("attention")
    return attention is None or _needs(cell, attention, board)


def _has_part(board: Board, cell: TaskYear, agency_id: int, role: Role | None) -> bool:
    """Whether the body of that key stands in the place of one that is named."""
    return any(
        body.pk == agency_id and role in (None, party.role)
        for party in cell.task.party_list
        if (body := board.body_of(party))
    )


def _needs(cell: TaskYear, attention: str, board: Board) -> bool:
    if attention == UNOWNED:
        return cell.has_begun and board.is_unassigned(cell.task)
    return _ATTENTION[attention](cell)


_ATTENTION: dict[str, Callable[[TaskYear], bool]] = {
    SILENT: lambda cell: cell.is_silent,
    WANTS_DIRECTION: lambda cell: cell.needs_direction,
    TO_CONFIRM: lambda cell: cell.awaits_review,
    RETURNED: lambda cell: cell.is_returned,
    UPDATED: lambda cell: cell.updated_on is not None,
}


# What has no due day comes last both ways; what was never updated waits the longest.
_KEYS: dict[str, Callable[[TaskYear], Any]] = {
    "year": lambda cell: cell.year,
    "due": lambda cell: cell.due_on or dt.date.max,
    "state": lambda cell: (URGENCY.index(cell.timeliness), cell.state),
    "updated": lambda cell: cell.updated_on or dt.date.min,
}


def _in_order(cells: list[TaskYear], form: TaskFilters) -> list[TaskYear]:
    """The board has them as the plans print them; sorting keeps that order among equals."""
    sort = form.value("sort") or "diem"
    key, descends = SORTS[sort.removeprefix("-")], sort.startswith("-")
    if key == "clause":
        return cells[::-1] if descends else cells
    rows = sorted(cells, key=_KEYS[key], reverse=descends)
    if key == "due" and descends:
        return [c for c in rows if c.due_on] + [c for c in rows if not c.due_on]
    return rows
