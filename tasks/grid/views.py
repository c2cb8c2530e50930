"""Bảng theo dõi: timelines by years, as of any day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from tasks.board.board import Board
from tasks.board.communes import choose_commune
from tasks.board.filters import ENDED, GridFilters, slug
from tasks.board.request import board_for, no_plan
from tasks.grid.page import MANY_YEARS, count, grouped, matching, timelines_of
from tasks.grid.papers import grid_workbook
from tasks.states import Timeliness


@require_GET
def year_grid(request: HttpRequest) -> HttpResponse:
    """All plans in force on one sheet, or the one that is picked."""
    if chooser := choose_commune(request, "Bảng theo dõi"):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, "Bảng theo dõi")
    form = GridFilters(request.GET, board=board)
    lines = matching(board, form)
    context = {
        "form": form,
        "board": board,
        "day": board.day,
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "groups": grouped(lines, board, shown_year=form.shown_year),
        "n_lines": len(lines),
        "n_all_lines": len(timelines_of(board)),
        "counts": count(board),
        "lists": _lists(board, form),
        "tabs": [(year, form.address(nam=year)) for year in board.years],
        "shown_year": form.shown_year,
        "years_before": sum(year < board.day.year for year in board.years),
        "years_after": sum(year > board.day.year for year in board.years),
        "is_now_shown": board.day.year in board.years,
        "has_many_years": len(board.years) > MANY_YEARS,
    }
    return render(request, "tasks/grid/year_grid.html", context)


def _lists(board: Board, form: GridFilters) -> dict[str, str]:
    """Addresses of the list that shows exactly the cells behind each figure, on the same day."""
    day = f"{board.day:%d/%m/%Y}" if form.value("day") else None

    def address(**filters: Any) -> str:
        return board.scope.url("task_list", tai_ngay=day, **filters)

    return {
        "all": address(),
        "ended": address(trang_thai=ENDED),
        "late": address(tien_do=slug(Timeliness.OVERDUE.label)),
        "due_soon": address(tien_do=slug(Timeliness.DUE_SOON.label)),
    }


@require_GET
def year_grid_xlsx(request: HttpRequest) -> HttpResponse:
    """The lines that the filters leave, as a workbook."""
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, "Bảng theo dõi")
    return grid_workbook(board, GridFilters(request.GET, board=board))
