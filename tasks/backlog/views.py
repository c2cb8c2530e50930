"""Nhập ban đầu: all years so far on one page, for whoever starts in mid-plan."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config import clock
from config.http import HttpRequest
from config.posted import saved_at
from tasks import access
from tasks.backlog.forms import BacklogFilters, RowForm, Rows, is_open
from tasks.backlog.services import record_backlog
from tasks.board.board import Board
from tasks.board.request import board_of_one_plan, no_plan
from tasks.cell.services import Conflict
from tasks.models import TaskYear

MOST_ROWS = 120  # more than that on one page is a year at a time


@require_http_methods(["GET", "POST"])
def backlog(request: HttpRequest) -> HttpResponse:
    """Rows that were filled in are saved together; what others reported is only shown."""
    board = board_of_one_plan(request)
    if not _may_enter(request, board):
        raise PermissionDenied(access.ONLY_COORDINATORS)
    if board is None:
        return no_plan(request, "Nhập ban đầu")
    today = board.today
    every = [cell for cell in board.cells if cell.has_begun]
    filters = BacklogFilters(request.GET, board=board)
    year = _year(filters, every)
    cells = [cell for cell in every if year in (None, cell.year)]
    rows = Rows(cells, request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and rows.is_valid():
        try:
            n_saved = record_backlog(rows.catches, by=request.user, today=today)
        except Conflict:  # between the reading above and the saving: read again, tell, save nothing
            rows = _read_again(rows, today=today)
            return _answer(request, filters, rows, every=every, year=year, today=today)
        _tell(request, n_saved)
        return redirect(request.get_full_path())
    return _answer(request, filters, rows, every=every, year=year, today=today)


def _may_enter(request: HttpRequest, board: Board | None) -> bool:
    """Whether the person coordinates the plan shown, or would where there is none yet."""
    if board is None:
        return access.can_write_for_all(request.user)
    return access.can_coordinate(request.user, board.plans[0])


def _year(filters: BacklogFilters, every: list[TaskYear]) -> int | None:
    """The year asked for; of a long plan the first that is not complete."""
    year: int | None = filters.value("year")
    if year is not None or len(every) <= MOST_ROWS:
        return year
    return min((cell.year for cell in every if is_open(cell)), default=every[0].year)


def _read_again(rows: Rows, *, today: dt.date) -> Rows:
    pks = [row.task_year.pk for row in rows.all]
    cells = list(TaskYear.objects.filter(pk__in=pks).with_task().in_order())
    again = Rows(cells, rows.all[0].data, today=today)
    again.is_valid()
    return again


def _tell(request: HttpRequest, n_saved: int) -> None:
    if not n_saved:
        messages.info(request, "Chưa có dòng nào được nhập nên không lưu gì.")
        return
    messages.success(request, f"{saved_at(clock.now())}: {n_saved} nhiệm vụ theo năm.")


def _answer(
    request: HttpRequest,
    filters: BacklogFilters,
    rows: Rows,
    *,
    every: list[TaskYear],
    year: int | None,
    today: dt.date,
) -> HttpResponse:
    is_refused = bool(rows.total_error_count or rows.overtaken)
    shown = list(rows) if filters.value("shown") else rows.all
    context = {
        "form": filters,
        "formset": rows,
        "groups": _groups(shown, today),
        "errors": [_error_line(row) for row in rows if rows.is_bound and row.errors],
        "overtaken": [{"where": _where(row), "typed": row.typed} for row in rows.overtaken],
        "n_entered": sum(not is_open(cell) for cell in every),
        "n_all": len(every),
        "n_to_fill": sum(is_open(row.task_year) for row in rows.all),
        "year": year,
        "is_one_year": year is not None and filters.value("year") is None,
        "today": today,
    }
    return render(request, "tasks/backlog/backlog.html", context, status=422 if is_refused else 200)


def _groups(rows: list[RowForm], today: dt.date) -> list[dict[str, Any]]:
    """The rows of each task under its name."""
    groups = []
    for task, own in groupby(rows, key=lambda row: row.task_year.timeline.task):
        lines = [
            {
                "form": row,
                "cell": row.task_year,
                "line": row.task_year.timeline.label,
                "is_open": is_open(row.task_year),
                "label": row.task_year.label_on(today),
                "url": row.task_year.get_absolute_url(),
            }
            for row in own
        ]
        groups.append({"code": task.code, "name": task.name, "lines": lines})
    return groups


def _where(row: RowForm) -> str:
    timeline = row.task_year.timeline
    line = f", {timeline.label}" if timeline.label else ""
    return f"{timeline.task.code}{line}, năm {row.task_year.year}"


def _error_line(row: RowForm) -> dict[str, Any]:
    """One row of the error summary: where, and each sentence with the field it leads to."""
    links = [
        {"anchor": row[name].id_for_label, "sentence": sentence}
        for name, sentences in row.errors.items()
        for sentence in sentences
    ]
    return {"where": _where(row), "links": links}
