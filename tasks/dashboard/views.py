"""Tổng quan: where all plans shown stand on one screen, for who decides."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from mediators.statistics.headline import Fact
from mediators.statistics.headline import headline as rosters_of
from tasks.access import can_direct
from tasks.board.board import Board
from tasks.board.communes import reads_several_communes
from tasks.board.filters import DashboardFilters
from tasks.board.load import Wanted
from tasks.board.request import board_for, no_plan
from tasks.board.scope import Scope
from tasks.dashboard import page
from tasks.dashboard.figures import Figure, Links, headline
from tasks.dashboard.forms import ProvinceFilters
from tasks.dashboard.money import money_of
from tasks.dashboard.papers import dashboard_workbook, province_workbook
from tasks.dashboard.province import COLUMNS, Addresses, commune_rows, in_order, shown, total_of
from tasks.dashboard.trend import Trend, trend_of

TITLE = "Tổng quan"


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """The plans in force as of any day; above several communes, the communes side by side."""
    if _is_of_communes(request):
        return _province(request)
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    form = DashboardFilters(request.GET, board=board)
    context = {
        "form": form,
        "board": board,
        "day": board.day,
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "directable": {plan.pk for plan in board.plans if can_direct(board.user, plan)},
        **_figures(board, Links(board.scope, _day_asked(form)), year=form.shown_year),
    }
    return render(request, "tasks/dashboard/dashboard.html", context)


@require_GET
def dashboard_xlsx(request: HttpRequest) -> HttpResponse:
    """The figures of the page as a workbook."""
    if _is_of_communes(request):
        board = board_for(request, wanted=Wanted.COUNTS)
        form = ProvinceFilters(request.GET, board=board)
        return province_workbook(board, in_order(commune_rows(board), form.order))
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    year = DashboardFilters(request.GET, board=board).shown_year
    return dashboard_workbook(board, year=year)


def _is_of_communes(request: HttpRequest) -> bool:
    return Scope.of(request) == Scope() and reads_several_communes(request.user)


def _day_asked(form: DashboardFilters | ProvinceFilters) -> str | None:
    return f"{form.shown_day:%d/%m/%Y}" if form.value("day") else None


def _province(request: HttpRequest) -> HttpResponse:
    board = board_for(request, wanted=Wanted.COUNTS)
    form = ProvinceFilters(request.GET, board=board)
    rows = commune_rows(board)
    addresses = Addresses.of(board, _day_asked(form))
    context = {
        "form": form,
        "board": board,
        "day": board.day,
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "words": COLUMNS,
        "total": shown(total_of(rows), addresses),
        "rows": [shown(row, addresses) for row in in_order(rows, form.order)],
        "sort": form.order,
    }
    return render(request, "tasks/dashboard/province.html", context)


def _figures(board: Board, links: Links, *, year: int) -> dict[str, Any]:
    """All that is counted and listed; tables, plot and money are of ``year``."""
    n_cells = sum(cell.year == year for cell in board.cells)
    trend = _trend(board, year=year)
    found = page.attention(board)
    return {
        "year": year,
        "tiles": headline(board, links),
        "total": Figure(n_cells, "nhiệm vụ theo năm", links.cells(nam=year)),
        "parts": page.partition(board, links, year=year),
        "attention": found[: page.MAX_ATTENTION],
        "n_attention": len(found),
        "directed": {row.task_year_id for row in board.directions},
        "waiting": board.waiting,
        "answered": [row for row in board.directions if row.is_answered_on(board.day)],
        "agencies": page.agency_rows(board, links, year=year),
        "groups": page.group_rows(board, links, year=year),
        "has_shared_lead": page.has_shared_lead(board, year=year),
        "grid": page.small_grid(board),
        "trend": trend,
        "trend_rows": page.trend_rows(trend.points, board, links, year=year),
        "rosters": _rosters(board),
        "money": money_of(board, year=year) if board.day == board.today else [],
    }


def _rosters(board: Board) -> list[Fact]:
    if not page.is_about_mediators(board):
        return []
    return rosters_of(board.user, board.day, board.plans[0].locality)


def _trend(board: Board, *, year: int) -> Trend:
    cells = [cell for cell in board.cells if cell.year == year]
    keys = {cell.pk for cell in cells}
    return trend_of(
        [entry for entry in board.log if entry.task_year_id in keys],
        [cell.due_on for cell in cells if cell.due_on],
        year=year,
        day=board.day,
        n_cells=len(cells),
    )
