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
from mediators.common import attachment
from plans.office import xlsx
from tasks import access
from tasks.board.tabs import tabs
from tasks.models import Activity
from tasks.models.programme import ActivityQuerySet
from tasks.programme.forms import PostForm, RegisterFilters, YearFilters
from tasks.programme.papers import register_table
from tasks.programme.views import no_plan, year_address

TITLE = "Truyền thông"
PAGE_SIZE, PRINT_SIZE = 50, 2000


@require_GET
def communication(request: HttpRequest) -> HttpResponse:
    """The register, the newest first."""
    today = clock.today()
    frame = access.frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return no_plan(request, TITLE)
    form = RegisterFilters(request.GET, frame=frame, today=today)
    rows = _found(request, form, frame.plan.pk)
    size = PRINT_SIZE if request.GET.get("in") else PAGE_SIZE
    shown, page = _page_of(rows, number=key_asked(request, "trang") or 1, size=size)
    year = form.value("year")
    context = {
        "form": form,
        "frame": frame,
        "rows": shown,
        "page": page,
        "today": today,
        "views": tabs(frame.plan, year, "communication"),
        "clear_url": form.address(nam=None, loai=None, kenh=None, tim=None)
        if form.is_filtering
        else "",
        "query": form.address(),
        "add_query": year_address(
            frame, YearFilters(request.GET, frame=frame, today=today).shown_year
        ),
        "may_add": access.may_write_in(request.user, frame, today=today),
        "printed_at": timezone.localtime(clock.now()),
    }
    return render_page(
        request,
        "tasks/programme/communication.html",
        context,
        fragment="tasks/programme/_communication_rows.html",
    )


def _found(request: HttpRequest, form: RegisterFilters, plan_id: int) -> ActivityQuerySet:
    rows = Activity.objects.visible_to(request.user).of_plan(plan_id).public()
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
    today = clock.today()
    frame = access.frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return no_plan(request, TITLE)
    form = RegisterFilters(request.GET, frame=frame, today=today)
    rows = _found(request, form, frame.plan.pk)
    chips = [f"{chip['label']}: {chip['value']}" for chip in form.chips()]
    table = register_table(
        rows, plan=frame.plan.name, year=form.value("year"), notes=chips, today=today
    )
    title = f"Sổ truyền thông {form.value('year') or ''}".strip()
    return attachment(xlsx.workbook(table), title=title, content_type=xlsx.MIME)


@require_http_methods(["GET", "POST"])
def communication_create(request: HttpRequest) -> HttpResponse:
    """Written down once it was published or held; the task is one on which the user may write."""
    today = clock.today()
    frame = access.frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return no_plan(request, TITLE)
    year = YearFilters(request.GET, frame=frame, today=today).shown_year
    cells = list(access.cells_for_update(request.user, frame, year, today=today))
    if not cells and not access.can_coordinate(request.user, frame.plan):
        raise PermissionDenied(access.NOT_YOURS)
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, cells=cells, year=year, today=today)
    back = reverse("tasks:communication") + year_address(frame, year)
    if data is not None and form.is_valid():
        activity = form.activity()
        activity.save()
        messages.success(request, f"Đã ghi vào sổ: {activity}")
        return redirect(back)
    context = {
        "form": form,
        "year": year,
        "year_query": year_address(frame, year),
        "trail": [{"label": TITLE, "url": back}],
        "cancel_url": back,
    }
    status = 422 if form.errors else 200
    return render(request, "tasks/programme/communication_form.html", context, status=status)
