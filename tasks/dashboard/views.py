"""Tổng quan: a year of the plan on one screen, for who decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.address import key_asked
from config.http import HttpRequest
from mediators.statistics.headline import headline
from plans.models import Locality, Officer
from tasks.access import can_direct, can_import, frame_for_reading
from tasks.board.filters import DashboardFilters
from tasks.board.rows import known_cell_rows_with
from tasks.dashboard import page
from tasks.dashboard.figures import Cell, exceptions, figures_of
from tasks.dashboard.money import Money, money_of
from tasks.dashboard.trend import Word, trend_of
from tasks.models import Direction, Funding, StatusUpdate, TaskYear
from tasks.models.year_queries import TaskYearQuerySet


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures of the year asked for, as of any day; each leads to the rows that it counts."""
    user, today = request.user, clock.today()
    frame = frame_for_reading(user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        no_plan = {"title": "Tổng quan", "can_import": can_import(user)}
        return render(request, "tasks/board/no_plan.html", no_plan)
    form = DashboardFilters(request.GET, frame=frame, today=today)
    context = {
        "form": form,
        "frame": frame,
        "printed_at": timezone.localtime(clock.now()),
        "can_direct": can_direct(user, frame.plan),
        **_figures(user, form, today=today),
    }
    return render(request, "tasks/dashboard/dashboard.html", context)


def _figures(user: Officer, form: DashboardFilters, *, today: dt.date) -> dict[str, Any]:
    """All that is counted and listed, of the year and day that the form shows."""
    frame, day, year, lists = form.frame, form.shown_day, form.shown_year, page.Lists.of(form)
    plan_id = frame.plan.pk
    cells = _cells(user, plan_id, day=day, today=today)
    figures = figures_of(cells, frame, year=year, day=day, today=today)
    found = exceptions(cells, year=year, day=day)
    of_plan = Direction.objects.visible_to(user).of_plan(plan_id)
    directions = list(of_plan.open_on(day).for_list())
    directed = {row.task_year_id for row in directions}
    trend = trend_of(
        _words((cell.row.pk for cell in cells if cell.row.year == year), day),
        (cell.row.due_on for cell in cells if cell.row.year == year and cell.row.due_on),
        year=year,
        day=day,
        n_cells=figures.total.n,
    )
    return {
        "day": day,
        "year": year,
        "today": today,
        "total": page.Figure(figures.total.n, "nhiệm vụ theo năm", lists.url()),
        "tiles": page.tiles(figures.total, lists),
        "flags": page.flags(figures, lists),
        "waiting": [row for row in directions if not row.is_answered_on(day)],
        "answered": [row for row in directions if row.is_answered_on(day)],
        "exceptions": page.exceptional(found, frame, day=day, directed=directed),
        "n_exceptions": len(found),
        "agencies": page.agency_rows(figures, frame, lists, today=today),
        "groups": page.group_rows(figures, frame, lists),
        "has_shared_lead": figures.has_shared_lead,
        "grid": page.small_grid(cells, frame.plan.years, day=day, year=year),
        "trend": trend,
        "trend_rows": page.trend_rows(trend, lists),
        "rosters": headline(user, day, _locality(user, frame.plan.locality_id)),
        "money": _money(user, plan_id, year) if day == today else None,
    }


def _locality(user: Officer, key: int) -> Locality:
    """The plan's; that of the user is at hand."""
    if user.locality is not None and user.locality.pk == key:
        return user.locality
    return Locality.objects.get(pk=key)


def _cells(user: Officer, plan_id: int, *, day: dt.date, today: dt.date) -> list[Cell]:
    """All cells of the plan, as the plan prints them; one query."""

    def cells() -> TaskYearQuerySet:
        rows = TaskYear.objects.visible_to(user).of_plan(plan_id).as_of(day, today=today)
        return rows.with_ownership(day).in_order()

    key = ("dashboard", user.standpoint(today), plan_id, day)
    pairs = known_cell_rows_with(key, cells, "has_owner", "shown_review")
    return [Cell(row, bool(is_owned), str(review)) for row, (is_owned, review) in pairs]


def _words(cell_keys: Iterable[int], day: dt.date) -> list[Word]:
    """What the log says of the cells, in the order that decides."""
    rows = StatusUpdate.objects.effective_by(day).of_cells(cell_keys).reverse()
    return [Word(*row) for row in rows.values_list("task_year_id", "effective_on", "state")]


def _money(user: Officer, plan_id: int, year: int) -> Money:
    """As it is written down now: amounts have no day."""
    sums = Funding.objects.visible_to(user).of_plan(plan_id).in_year(year).sums()
    return money_of(sums, plan_id=plan_id, year=year)
