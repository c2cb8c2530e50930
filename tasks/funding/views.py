"""Kinh phí: planned and spent by task-year, body and source (V.5); the yearly estimate."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.posted import next_sent, saved_at
from config.register import Link, confirm_delete, render_form
from plans.edits import edits
from plans.office import xlsx
from plans.office.download import attachment
from tasks import access
from tasks.board.communes import choose_commune
from tasks.board.filters import PlanYearFilters
from tasks.board.lists import filters_in_words
from tasks.board.load import load_board
from tasks.board.request import board_of_one_plan, no_plan
from tasks.board.scope import Scope
from tasks.board.tabs import tabs
from tasks.cell.page import name_of, trail_below
from tasks.funding.forms import FundingFilters, FundingForm
from tasks.funding.page import Sum, bodies_with_money, by_body, by_source, lines_of, of_year
from tasks.funding.papers import estimate_table, money_table
from tasks.models import Funding, TaskYear

TITLE = "Kinh phí"
_TRACKED = ("agency", "source", "estimate", "spent", "note")


@require_GET
def funding(request: HttpRequest) -> HttpResponse:
    """The rows of a year, and all years of the plan side by side."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    lines = lines_of(board)
    form = FundingFilters(request.GET, board=board, bodies=bodies_with_money(lines))
    year = form.shown_year
    shown = of_year(lines, form)
    plan = board.plans[0]
    context = {
        "form": form,
        "plan": plan,
        "year": year,
        "lines": shown,
        "n_rows": sum(len(line.money) for line in shown),
        "sum": Sum.of(one for line in shown for one in line.money),
        "by_source": by_source(lines, form),
        "by_body": by_body(lines, form),
        "has_money": any(line.money for line in lines),
        "today": board.today,
        "here": request.get_full_path(),
        "views": tabs(board, year, "funding"),
        "clear_url": form.address(nguon=None, co_quan=None, so=None) if form.is_filtering else "",
        "file_of": f"?ke_hoach={plan.pk}&nam={year}",
        "query": form.address(),
        "printed_at": timezone.localtime(clock.now()),
    }
    return render(request, "tasks/funding/funding.html", context)


@require_GET
def funding_xlsx(request: HttpRequest) -> HttpResponse:
    """The yearly estimate, as the finance office takes it."""
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    year = PlanYearFilters(request.GET, board=board).shown_year
    table = estimate_table(lines_of(board), plan=str(board.plans[0]), year=year, today=board.today)
    title = f"Dự toán kinh phí năm {year}"
    return attachment(xlsx.workbook(table), title=title, content_type=xlsx.MIME)


@require_GET
def funding_list_xlsx(request: HttpRequest) -> HttpResponse:
    """The rows that the filters of the page leave, as a workbook."""
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    lines = lines_of(board)
    form = FundingFilters(request.GET, board=board, bodies=bodies_with_money(lines))
    table = money_table(
        of_year(lines, form),
        plan=str(board.plans[0]),
        year=form.shown_year,
        notes=filters_in_words(form),
        today=board.today,
    )
    title = f"{TITLE} năm {form.shown_year}"
    return attachment(xlsx.workbook(table), title=title, content_type=xlsx.MIME)


@require_http_methods(["GET", "POST"])
def funding_create(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    task_year = access.task_year_for_update(request.user, pk, today=today)
    return _edit(request, Funding(task_year=task_year), today)


@require_http_methods(["GET", "POST"])
def funding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    row = access.funding_for_update(request.user, pk, today=today)
    with transaction.atomic():
        if request.method == "POST":
            row = Funding.objects.select_for_update(of=("self",)).get(pk=pk)
        return _edit(request, row, today)


def _edit(request: HttpRequest, row: Funding, today: dt.date) -> HttpResponse:
    task_year = row.task_year
    task = task_year.timeline.task
    board = load_board(request.user, day=today, today=today, scope=Scope(task.plan_id))
    is_new = row.pk is None
    form = FundingForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        bodies=board.bodies(),
        initial={"agency": board.first_lead_id(task.pk)} if is_new else None,
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, saved_at(clock.now()))
        return redirect(next_sent(request) or funding_url(task_year))
    delete = Link("Xóa dòng kinh phí", reverse("tasks:funding_delete", args=[row.pk or 0]))
    return render_form(
        request,
        form,
        title="Thêm kinh phí" if is_new else "Sửa kinh phí",
        lead=name_of(task_year),
        submit="Lưu kinh phí",
        trail=trail_below(task_year),
        back=next_sent(request) or funding_url(task_year),
        next_url=next_sent(request),
        delete=None if is_new else delete,
        edits=[] if is_new else edits(row, _TRACKED),
    )


def funding_url(task_year: TaskYear) -> str:
    """The money of its year, at its place."""
    address = f"?ke_hoach={task_year.timeline.task.plan_id}&nam={task_year.year}"
    return f"{reverse('tasks:funding')}{address}#nv-{task_year.pk}"


@require_http_methods(["GET", "POST"])
def funding_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST acts."""
    row = access.funding_for_update(request.user, pk, today=clock.today())
    back = funding_url(row.task_year)
    return confirm_delete(
        request,
        "dòng kinh phí",
        f"{row}. {name_of(row.task_year)}",
        delete=row.delete,
        back=back,
        then=back,
        done=f"Đã xóa kinh phí: {row}",
        staying="Các dòng khác của nhiệm vụ vẫn còn; lịch sử ghi lại ai xóa, lúc nào.",
        trail=trail_below(row.task_year),
    )
