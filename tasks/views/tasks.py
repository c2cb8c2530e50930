"""Nhiệm vụ: the list of task-years with its filters, and the page of one task."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest, render_page, wants_partial
from tasks.access import can_direct, can_import, frame_for_reading, task_for_reading
from tasks.forms.filters import TO_CONFIRM, TaskFilters
from tasks.listing import find
from tasks.models import TaskYear
from tasks.task_page import task_page
from tasks.task_rosters import day_of, rosters_of
from tasks.views.asked import key_asked

PAGE = "trang"


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Task-years of one plan, filtered; htmx gets the result alone."""
    today = clock.today()
    frame = frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        nothing = {"title": "Nhiệm vụ theo năm", "can_import": can_import(request.user)}
        return render(request, "tasks/no_plan.html", nothing)
    form = TaskFilters(request.GET, frame=frame, today=today)
    cells = TaskYear.objects.visible_to(request.user).of_plan(frame.plan.pk)
    found = find(cells, form, page=key_asked(request, PAGE) or 1)
    context = {
        "form": form,
        "frame": frame,
        "found": found,
        "chips": form.chips(),
        "day": form.shown_day,
        "today": today,
        "sort": form.value("sort") or "diem",
        "is_partial": wants_partial(request),
        "confirms": form.value("attention") == TO_CONFIRM
        and form.value("year")
        and can_direct(request.user, frame.plan),
    }
    response = render_page(
        request, "tasks/task_list.html", context, fragment="tasks/_task_list.html"
    )
    if wants_partial(request):
        number = found.page.number
        response["HX-Push-Url"] = request.path + form.address(trang=number if number > 1 else None)
    return response


@require_GET
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task over all its years."""
    page = task_page(request.user, pk, today=clock.today())
    return render(request, "tasks/task_detail.html", {"page": page})


@require_GET
def task_rosters(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the rosters that the task is about; to htmx without the page around it."""
    task = task_for_reading(request.user, pk)
    year = key_asked(request, "nam")
    day = day_of(year if year in task.plan.years else None, clock.today())
    rosters = rosters_of(request.user, task, day=day)
    if rosters is None:
        raise Http404("Nhiệm vụ này không gắn với danh sách hòa giải.")
    context = {"task": task, "rosters": rosters}
    return render_page(
        request, "tasks/task_rosters.html", context, fragment="tasks/_task_rosters.html"
    )
