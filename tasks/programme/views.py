"""Chương trình năm: the activities of each cell of a year, and what is done about one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.http import HttpRequest
from config.posted import next_sent, saved_at, version_sent
from config.register import Link, confirm_delete, render_form
from plans.edits import edits
from plans.office import nd30, xlsx
from plans.office.download import attachment
from tasks import access
from tasks.board.communes import choose_commune
from tasks.board.filters import YearFilters
from tasks.board.lists import filters_in_words
from tasks.board.request import board_for, board_of_one_plan, no_plan
from tasks.board.scope import Scope
from tasks.board.tabs import tabs
from tasks.cell.page import name_of, trail_below
from tasks.cell.plan_items import bullets_of, untaken
from tasks.models import Activity, TaskYear
from tasks.programme.forms import (
    ActivityForm,
    Offer,
    OfferForm,
    OfferGroup,
    ProgrammeFilters,
)
from tasks.programme.page import Programme, programme_of
from tasks.programme.papers import programme_paper, programme_table
from tasks.programme.services import (
    add_steps,
    cite_activity,
    copy_activities,
    locked_activity,
    mark_done,
    mark_undone,
    title_later,
    year_later,
)
from tasks.states import Progress

TITLE = "Chương trình năm"
_TRACKED = ("title", "kind", "planned_on", "officer", "channel", "url", "done_on", "result")


# The year


@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """Every cell of the year in order, each with its activities; of every plan in force."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    form = ProgrammeFilters(request.GET, board=board)
    year = form.shown_year
    found = programme_of(board, year, form)
    only = board.plans[0] if len(board.plans) == 1 else None
    context = {
        "form": form,
        "board": board,
        "programme": found,
        "year": year,
        "today": board.today,
        "here": request.get_full_path(),
        "views": tabs(board, year, "programme"),
        "parts": _parts(form, found),
        "clear_url": form.address(tien_do=None, tim=None) if form.is_filtering else "",
        "files_of": year_query(board.scope, year),
        "query": form.address(),
        "has_last_year": only is not None and year > only.first_year,
        "printed_at": timezone.localtime(clock.now()),
    }
    return render(request, "tasks/programme/programme.html", context)


def _parts(form: ProgrammeFilters, found: Programme) -> list[dict[str, Any]]:
    """How the activities stand: each part with its address; they add up to all of them."""
    shown = form.value("progress")
    keys: list[tuple[str | None, str, int]] = [(None, "Tất cả", found.n)]
    keys += [(key, key.label, found.counts[key]) for key in Progress]
    return [
        {"label": word, "count": n, "url": form.address(tien_do=key), "is_current": key == shown}
        for key, word, n in keys
    ]


@require_GET
def programme_docx(request: HttpRequest) -> HttpResponse:
    """The programme of one plan as a document of the office, with its list as an annex."""
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    year = YearFilters(request.GET, board=board).shown_year
    plan = access.plan_for_reading(request.user, board.plans[0].pk)
    content = programme_paper(programme_of(board, year).lines, plan=plan, year=year)
    return attachment(content, title=f"{TITLE} {year}", content_type=nd30.CONTENT_TYPE)


@require_GET
def programme_xlsx(request: HttpRequest) -> HttpResponse:
    """The activities that the filters of the page leave, as a workbook."""
    board = board_for(request)
    if not board.plans:
        return no_plan(request, TITLE)
    form = ProgrammeFilters(request.GET, board=board)
    year = form.shown_year
    table = programme_table(
        programme_of(board, year, form).lines,
        plans=board.plans,
        year=year,
        notes=filters_in_words(form),
        today=board.today,
    )
    return attachment(xlsx.workbook(table), title=f"{TITLE} {year}", content_type=xlsx.MIME)


def year_query(scope: Scope, year: int) -> str:
    """The query of another page of the same plans and year."""
    return "?" + urlencode(scope.parameters | {"nam": year})


# From last year, from the plan


@require_http_methods(["GET", "POST"])
def programme_copy(request: HttpRequest) -> HttpResponse:
    """GET shows what last year offers, POST copies what is ticked."""
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    plan, year = board.plans[0], YearFilters(request.GET, board=board).shown_year
    cells = board.writable_cells(year)
    if not cells and not access.can_coordinate(request.user, plan):
        raise PermissionDenied(access.NOT_YOURS)
    rows = Activity.objects.of_plan(plan.pk).in_year(year - 1)
    sources = list(rows.not_copied_to(year).with_cell().in_plan_order())
    timelines = {cell.timeline_id for cell in cells}
    kept = [row for row in sources if row.task_year.timeline_id in timelines]
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, groups=_by_cell(kept))
    back = reverse("tasks:programme") + year_query(Scope(plan.pk), year)
    if data is not None and form.is_valid():
        chosen = [row for row in kept if str(row.pk) in form.chosen]
        made = copy_activities(sources=chosen, cells=cells, year=year)
        messages.success(request, f"Đã chép {len(made)} hoạt động từ năm {year - 1}")
        return redirect(back)
    context = {
        "form": form,
        "title": f"Chép hoạt động từ năm {year - 1} sang năm {year}",
        "trail": [Link(f"Chương trình năm {year}", back)],
        "has_offers": bool(kept),
        "n_left": len(sources) - len(kept),
        "year": year,
        "submit": "Chép các hoạt động đã đánh dấu",
        "cancel_url": back,
    }
    return _page(request, "tasks/programme/programme_copy.html", form, context)


def _by_cell(sources: list[Activity]) -> list[OfferGroup]:
    """A group a cell; ``sources`` stand in the order of the plan."""
    groups = []
    for pk, rows in groupby(sources, key=lambda row: row.task_year_id):
        found = list(rows)
        cell = found[0].task_year
        name = name_of(cell).removesuffix(f", năm {cell.year}")
        offers = [
            Offer(str(row.pk), title_later(row.title, cell.year), _on_copy(row)) for row in found
        ]
        groups.append(OfferGroup(f"cell-{pk}", f"{cell.timeline.task.code} {name}", offers))
    return groups


def _on_copy(row: Activity) -> str:
    planned = f"{year_later(row.planned_on):%d/%m/%Y}" if row.planned_on else "chưa định ngày"
    who = f", {row.officer}" if row.officer and row.officer.is_active else ""
    done = f"{row.done_on:%d/%m/%Y}" if row.done_on else "chưa thực hiện"
    return f"Ngày dự kiến mới: {planned}{who}. Năm trước: {done}."


@require_http_methods(["GET", "POST"])
def activity_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the clause itself breaks the work into: GET shows it, POST makes activities of it."""
    today = clock.today()
    task_year = access.task_year_for_update(request.user, pk, today=today)
    task = task_year.timeline.task
    titles = Activity.objects.of_task_year(pk).values_list("title", flat=True)
    bullets = dict(enumerate(bullets_of(task.section.text)))
    fresh = set(untaken(task.section.text, titles))
    offers = [Offer(str(key), text) for key, text in bullets.items() if text in fresh]
    groups = [OfferGroup("bullets", f"Nội dung nêu tại điểm {task.code}", offers)] if offers else []
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, groups=groups)
    back = programme_url(task_year)
    if data is not None and form.is_valid():
        made = add_steps(task_year=task_year, titles=[bullets[int(key)] for key in form.chosen])
        messages.success(request, f"Đã thêm {len(made)} hoạt động. Ghi tiếp ngày và người làm.")
        return redirect(back)
    context = {
        "form": form,
        "title": "Lấy hoạt động từ Kế hoạch",
        "name": name_of(task_year),
        "trail": trail_below(task_year),
        "has_offers": bool(offers),
        "submit": "Thêm các hoạt động đã đánh dấu",
        "cancel_url": back,
    }
    return _page(request, "tasks/programme/activity_offer.html", form, context)


# One activity


def programme_url(task_year: TaskYear, pk: int | None = None) -> str:
    """The programme of its year, at its place."""
    query = urlencode({"ke_hoach": task_year.timeline.task.plan_id, "nam": task_year.year})
    place = f"hd-{pk}" if pk else f"nv-{task_year.pk}"
    return f"{reverse('tasks:programme')}?{query}#{place}"


@require_http_methods(["GET", "POST"])
def activity_create(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    task_year = access.task_year_for_update(request.user, pk, today=today)
    rows = task_year.timeline.task.assignments.all()
    officer = next((row.officer for row in rows if row.is_in_force(today)), None)
    return _edit(request, Activity(task_year=task_year, officer=officer), today)


@require_http_methods(["GET", "POST"])
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    activity = access.activity_for_update(request.user, pk, today=today)
    with transaction.atomic():
        if request.method == "POST":
            activity = locked_activity(pk)
        return _edit(request, activity, today)


def _edit(request: HttpRequest, activity: Activity, today: dt.date) -> HttpResponse:
    task_year = activity.task_year
    is_new = activity.pk is None
    form = ActivityForm(
        request.POST if request.method == "POST" else None,
        instance=activity,
        people=access.officers_to_assign(task_year.timeline.task.plan),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, saved_at(clock.now()))
        return redirect(next_sent(request) or programme_url(task_year, activity.pk))
    return render_form(
        request,
        form,
        title="Thêm hoạt động" if is_new else "Sửa hoạt động",
        lead=name_of(task_year),
        submit="Lưu hoạt động",
        trail=trail_below(task_year),
        back=next_sent(request) or programme_url(task_year, activity.pk),
        next_url=next_sent(request),
        edits=[] if is_new else edits(activity, _TRACKED),
        template="tasks/programme/activity_form.html",
        activity=None if is_new else activity,
    )


def _page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
def activity_done(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: done today."""
    today = clock.today()
    return _act(
        request,
        pk,
        lambda _: mark_done(activity_id=pk, version=version_sent(request.POST), today=today),
        done=f"Đã ghi thực hiện ngày {today:%d/%m/%Y}",
        already="Hoạt động này đã được ghi là thực hiện từ trước.",
    )


@require_POST
def activity_undone(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda _: mark_undone(activity_id=pk, version=version_sent(request.POST)),
        done="Đã bỏ ngày thực hiện",
        already="Hoạt động này chưa ghi ngày thực hiện.",
    )


@require_POST
def activity_cite(request: HttpRequest, pk: int) -> HttpResponse:
    """The published page becomes evidence of its cell."""
    return _act(
        request,
        pk,
        lambda activity: cite_activity(activity=activity, by=request.user),
        done="Đã thêm vào minh chứng của nhiệm vụ",
        already="Đường dẫn này đã là minh chứng của nhiệm vụ.",
    )


def _act(
    request: HttpRequest,
    pk: int,
    act: Callable[[Activity], bool],
    *,
    done: str,
    already: str,
) -> HttpResponse:
    """A button on an activity: does it, says so, goes back to where it was clicked."""
    activity = access.activity_for_update(request.user, pk, today=clock.today())
    try:
        has_changed = act(activity)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, f"{done}: {activity}") if has_changed else messages.info(
            request, already
        )
    return redirect(next_sent(request) or programme_url(activity.task_year, pk))


@require_http_methods(["GET", "POST"])
def activity_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST acts."""
    activity = access.activity_for_update(request.user, pk, today=clock.today())
    return confirm_delete(
        request,
        "hoạt động",
        activity.title,
        delete=activity.delete,
        back=programme_url(activity.task_year, pk),
        then=programme_url(activity.task_year),
        done=f"Đã xóa hoạt động: {activity}",
        staying="Tiến độ và minh chứng của nhiệm vụ không thay đổi; lịch sử ghi lại ai xóa, "
        "lúc nào.",
        trail=trail_below(activity.task_year),
    )
