"""Truyền thông: what was published, broadcast and held, as a register (II.4, V.1.c, V.4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.address import key_asked
from config.http import HttpRequest, render_page
from plans.office import xlsx
from plans.office.download import attachment
from tasks import access
from tasks.board.board import Board
from tasks.board.communes import choose_commune
from tasks.board.filters import YearFilters
from tasks.board.request import board_for, no_plan
from tasks.board.tabs import tabs
from tasks.models import Activity
from tasks.models.programme import ActivityQuerySet
from tasks.programme.forms import PostForm, RegisterFilters
from tasks.programme.papers import register_table
from tasks.programme.views import year_query

TITLE = "Truyền thông"
PAGE_SIZE, PRINT_SIZE = 50, 2000


@require_GET
def communication(request: HttpRequest) -> HttpResponse:
    """The register of the plans shown, the newest first."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    form = RegisterFilters(request.GET, board=board)
    rows = _found(form, board)
    size = PRINT_SIZE if request.GET.get("in") else PAGE_SIZE
    shown, page = _page_of(rows, number=key_asked(request, "trang") or 1, size=size)
    year = YearFilters(request.GET, board=board).shown_year
    context = {
        "form": form,
        "board": board,
        "rows": shown,
        "page": page,
        "today": board.today,
        "views": tabs(board, form.value("year"), "communication"),
        "clear_url": form.address(nam=None, loai=None, kenh=None, tim=None)
        if form.is_filtering
        else "",
        "query": form.address(),
        "add_query": year_query(board.scope, year),
        "may_add": any(board.can_write(task) for task in board.tasks),
        "printed_at": timezone.localtime(clock.now()),
    }
    return render_page(
        request,
        "tasks/programme/communication.html",
        context,
        fragment="tasks/programme/_communication_rows.html",
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


def _page_of(rows: ActivityQuerySet, *, number: int, size: int) -> tuple[list[Activity], Page[int]]:
    """One query: the rows bring their number along. A page too far is the last one."""
    start = (number - 1) * size
    shown = list(rows.with_count()[start : start + size])
    if not shown and number > 1:
        return _page_of(rows, number=Paginator(range(rows.count()), size).num_pages, size=size)
    n: Any = shown[0].n_found if shown else 0  # type: ignore[attr-defined]  # annotated
    return shown, Paginator(range(n), size).get_page(number)


@require_GET
def communication_xlsx(request: HttpRequest) -> HttpResponse:
    """What the filters leave of the register."""
    board = board_for(request)
    if not board.plans:
        return no_plan(request, TITLE)
    form = RegisterFilters(request.GET, board=board)
    chips = [f"{chip['label']}: {chip['value']}" for chip in form.chips()]
    table = register_table(
        _found(form, board),
        plans=board.plans,
        year=form.value("year"),
        notes=chips,
        today=board.today,
    )
    title = f"Sổ truyền thông {form.value('year') or ''}".strip()
    return attachment(xlsx.workbook(table), title=title, content_type=xlsx.MIME)


@require_http_methods(["GET", "POST"])
def communication_create(request: HttpRequest) -> HttpResponse:
    """Written down once it was published or held; the task is one on which the user may write."""
    board = board_for(request)
    if not board.plans:
        return no_plan(request, TITLE)
    year, today = YearFilters(request.GET, board=board).shown_year, board.today
    cells = board.writable_cells(year)
    if not cells and not any(access.can_coordinate(request.user, p) for p in board.plans):
        raise PermissionDenied(access.NOT_YOURS)
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, cells=cells, year=year, today=today)
    back = reverse("tasks:communication") + year_query(board.scope, year)
    if data is not None and form.is_valid():
        activity = form.activity()
        activity.save()
        messages.success(request, f"Đã ghi vào sổ: {activity}")
        return redirect(back)
    context = {
        "form": form,
        "year": year,
        "year_query": year_query(board.scope, year),
        "trail": [{"label": TITLE, "url": back}],
        "cancel_url": back,
    }
    status = 422 if form.errors else 200
    return render(request, "tasks/programme/communication_form.html", context, status=status)
