"""Nhiệm vụ theo năm: the list with its filters."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from config.address import key_asked
from config.http import HttpRequest, render_page, wants_partial
from tasks.access import can_direct
from tasks.board.board import Board
from tasks.board.filters import TO_CONFIRM, TaskFilters
from tasks.board.request import board_for, no_plan
from tasks.task_list.page import find
from tasks.task_list.papers import list_workbook

PAGE = "trang"


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Task-years of the plans shown, filtered; htmx gets the result alone."""
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, "Nhiệm vụ theo năm")
    form = TaskFilters(request.GET, board=board)
    found = find(board, form, number=key_asked(request, PAGE) or 1)
    context: dict[str, Any] = {
        "form": form,
        "board": board,
        "found": found,
        "rows": [(cell, board.lead_names(cell.task)) for cell in found.page],
        "unassigned": {task.pk for task in board.unassigned},
        "list_url": board.scope.url("task_list"),
        "chips": form.chips(),
        "day": board.day,
        "today": board.today,
        "sort": form.value("sort") or "diem",
        "is_partial": wants_partial(request),
        "to_confirm": _plan_to_confirm(board, form),
    }
    response = render_page(
        request,
        "tasks/task_list/task_list.html",
        context,
        fragment="tasks/task_list/_task_list.html",
    )
    if wants_partial(request):
        number = found.page.number
        response["HX-Push-Url"] = request.path + form.address(trang=number if number > 1 else None)
    return response


def _plan_to_confirm(board: Board, form: TaskFilters) -> tuple[int, int] | None:
    """Key of the plan and year whose results the reader may confirm at once."""
    year = form.value("year")
    is_asked = form.value("attention") == TO_CONFIRM and year and len(board.plans) == 1
    if is_asked and can_direct(board.user, board.plans[0]):
        return board.plans[0].pk, year
    return None


@require_GET
def task_list_xlsx(request: HttpRequest) -> HttpResponse:
    """All rows that the filters leave, as a workbook."""
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, "Nhiệm vụ theo năm")
    return list_workbook(board, TaskFilters(request.GET, board=board))
