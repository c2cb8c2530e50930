"""Truyền thông: what was published, broadcast and held, as a register (II.4, V.1.c, V.4)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config.http import HttpRequest
from config.register import Link, render_form
from tasks import access
from tasks.board.board import Board
from tasks.board.communes import choose_commune
from tasks.board.filters import YearFilters
from tasks.board.lists import answer_list, has_of
from tasks.board.request import board_for, no_plan
from tasks.board.tabs import tabs
from tasks.models import Activity
from tasks.models.programme import ActivityQuerySet
from tasks.programme.communication_page import COMMUNICATION, communication_register
from tasks.programme.forms import PostForm, RegisterFilters
from tasks.programme.views import year_query

TITLE = COMMUNICATION.title


@require_GET
def communication(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """The register of the plans shown, the newest first."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    form = RegisterFilters(request.GET, board=board)
    add_url = _url("communication_create", board, _shown_year(request, board))
    may_add = any(board.can_write(task) for task in board.tasks)
    return answer_list(
        request,
        communication_register(board.plans, form.value("year")),
        _found(form, board),
        as_file=as_file,
        xlsx="communication_xlsx",
        form=form,
        has=has_of(board.plans),
        notes=[str(plan) for plan in board.plans],
        acts=[Link("Ghi tin, bài", add_url)] if may_add else [],
        tab_rows=[("Các trang của Kế hoạch", tabs(board, form.value("year"), "communication"))],
    )


def _found(form: RegisterFilters, board: Board) -> ActivityQuerySet:
    plans = [plan.pk for plan in board.plans]
    rows = Activity.objects.filter(task_year__timeline__task__plan__in=plans).public()
    if (year := form.value("year")) is not None:
        rows = rows.in_year(year)
    if (kind := form.value("kind")) is not None:
        rows = rows.of_kind(kind)
    rows = rows.on_channel(form.value("channel") or "").matching(form.value("text") or "")
    return rows.with_cell().newest_first()


def _shown_year(request: HttpRequest, board: Board) -> int:
    return YearFilters(request.GET, board=board).shown_year


def _url(name: str, board: Board, year: int) -> str:
    """Another page of the same plans and year."""
    return reverse(f"tasks:{name}") + year_query(board.scope, year)


@require_http_methods(["GET", "POST"])
def communication_create(request: HttpRequest) -> HttpResponse:
    """Written down once it was published or held; the task is one on which the user may write."""
    board = board_for(request)
    if not board.plans:
        return no_plan(request, TITLE)
    year, today = _shown_year(request, board), board.today
    cells = board.writable_cells(year)
    if not cells and not any(access.can_coordinate(request.user, p) for p in board.plans):
        raise PermissionDenied(access.NOT_YOURS)
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, cells=cells, year=year, today=today)
    back = _url("communication", board, year)
    if data is not None and form.is_valid():
        activity = form.activity()
        activity.save()
        messages.success(request, f"Đã ghi vào sổ: {activity}")
        return redirect(back)
    return render_form(
        request,
        form,
        title=f"Ghi tin, bài năm {year}",
        lead="Tin, bài đã đăng, đã phát; hội nghị, diễn đàn đã tổ chức.",
        submit="Lưu tin, bài",
        trail=[Link(TITLE, back)],
        more=Link("Việc còn dự kiến: thêm ở chương trình năm", _url("programme", board, year)),
    )
