"""Nhiệm vụ: the page of one task, and the rosters that it is about."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.address import key_asked
from config.http import HttpRequest, render_page
from tasks.access import task_for_reading
from tasks.cell.rosters import day_of, rosters_of
from tasks.task.page import task_page


@require_GET
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task over all its years."""
    page = task_page(request.user, pk, today=clock.today())
    return render(request, "tasks/task/task_detail.html", {"page": page})


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
        request, "tasks/task/task_rosters.html", context, fragment="tasks/task/_task_rosters.html"
    )
