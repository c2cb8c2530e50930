"""The list of task-years: what its filters ask of the database, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from tasks.board import filters
from tasks.board.filters import PAGE_SIZES, SORTS, TaskFilters
from tasks.board.rows import Addresses, CellRow, cell_rows_with
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import Label


class ListRow(NamedTuple):
    """A task-year in the words of the list."""

    row: CellRow
    label: Label
    leads: str
    url: str
    task_url: str
    is_owned: bool
    silent_days: int


class Found(NamedTuple):
    """One page of what was found; ``n_all`` counts the plan's cells, 0 where nothing was found."""

    rows: list[ListRow]
    page: Page[int]
    n_all: int


# Filters whose value is all that the query needs.
_SIMPLE: dict[str, Callable[[TaskYearQuerySet, Any], TaskYearQuerySet]] = {
    "text": TaskYearQuerySet.matching,
    "year": TaskYearQuerySet.in_year,
    "part": TaskYearQuerySet.in_part,
    "state": TaskYearQuerySet.in_states,
    "group": TaskYearQuerySet.under,
    "due_by": TaskYearQuerySet.due_by,
    "until": TaskYearQuerySet.until_year,
}


def narrowed(cells: TaskYearQuerySet, form: TaskFilters) -> TaskYearQuerySet:
    """What the filters in force leave of the cells, which stand as of the day shown."""
    for name, narrow in _SIMPLE.items():
        if (value := form.value(name)) is not None:
            cells = narrow(cells, value)
    if (agency_id := form.value("agency")) is not None:
        # The body that stands there today, under whatever name the plan printed.
        bodies = form.frame.successions.standing_for(agency_id, form.today)
        cells = cells.for_agencies(bodies, form.value("role"))
    if (officer_id := form.value("officer")) is not None:
        cells = cells.assigned_to(officer_id, form.today)
    match form.value("attention"):
        case filters.UNOWNED:
            cells = cells.unowned()
        case filters.SILENT:
            cells = cells.owing_update(form.shown_day)
        case filters.WANTS_DIRECTION:
            cells = cells.wanting_direction()
        case filters.TO_CONFIRM:
            cells = cells.awaiting_review()
        case filters.UPDATED:
            cells = cells.reported()
    return cells


def find(cells: TaskYearQuerySet, form: TaskFilters, *, page: int) -> Found:
    """``cells`` are all that the user may see of the plan. A page too far is the last one."""
    day = form.shown_day
    shown = cells.as_of(day, today=form.today).with_timeliness(day).with_ownership(day)
    shown = narrowed(shown, form)
    sort = form.value("sort") or "diem"
    descends = sort.startswith("-")
    shown = shown.sorted_by(SORTS[sort.removeprefix("-")], descends=descends)
    size = form.value("size") or PAGE_SIZES[0]
    counted = shown.with_counts(cells)
    start = (page - 1) * size
    pairs = cell_rows_with(counted[start : start + size], "has_owner", "n_found", "n_all")
    if not pairs and page > 1:
        last = Paginator(range(shown.count()), size).num_pages
        return find(cells, form, page=last)
    _, (_, n_found, n_all) = pairs[0] if pairs else (None, (None, 0, 0))
    return Found(
        rows=_rows([(row, bool(flags[0])) for row, flags in pairs], form),
        page=Paginator(range(int(str(n_found))), size).get_page(page),
        n_all=int(str(n_all)),
    )


def _rows(pairs: list[tuple[CellRow, bool]], form: TaskFilters) -> list[ListRow]:
    day = form.shown_day
    cell_pages = Addresses("tasks:task_year_detail")
    task_pages = Addresses("tasks:task_detail")
    leads = {
        task_id: "; ".join(form.frame.leads_of(task_id, day))
        for task_id in {row.task_id for row, _ in pairs}
    }
    return [
        ListRow(
            row,
            row.label_on(day),
            leads[row.task_id],
            cell_pages.of(row.pk),
            task_pages.of(row.task_id),
            is_owned,
            row.silent_days(day) if row.owes_update(day) else 0,
        )
        for row, is_owned in pairs
    ]
