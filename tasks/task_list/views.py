"""Nhiệm vụ theo năm: the list with its filters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.address import key_asked
from config.http import HttpRequest, render_page, wants_partial
from tasks.access import can_direct, can_import, frame_for_reading
from tasks.board.filters import TO_CONFIRM, TaskFilters
from tasks.models import TaskYear
from tasks.task_list.page import find

PAGE = "trang"


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Task-years of one plan, filtered; htmx gets the result alone."""
    today = clock.today()
    frame = frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        nothing = {"title": "Nhiệm vụ theo năm", "can_import": can_import(request.user)}
        return render(request, "tasks/board/no_plan.html", nothing)
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
        request,
        "tasks/task_list/task_list.html",
        context,
        fragment="tasks/task_list/_task_list.html",
    )
    if wants_partial(request):
        number = found.page.number
        response["HX-Push-Url"] = request.path + form.address(trang=number if number > 1 else None)
    return response
