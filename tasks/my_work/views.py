"""Việc của tôi: what a person should write on now, and what else lies on the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from plans.days import date_in_words
from plans.models import Officer, Role
from tasks.head import Counts
from tasks.my_work.directions import asked_in, directions_of, n_new_reminders, n_to_do
from tasks.my_work.page import (
    EVERYONE,
    MINE,
    VIEWS,
    Job,
    desk_of,
    first_view,
    in_view,
    jobs_of,
    lead_names,
    oversees,
)

PARAMETER = "vai_tro"


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """One's own jobs; overseers may look at everyone's, partners at what they take part in."""
    today = clock.today()
    user = request.user
    jobs, directions = jobs_of(user, today=today), directions_of(user, today=today)
    request.counts = Counts(
        n_to_do(jobs, directions, today=today), n_new_reminders(jobs, user, today=today)
    )
    views = _views(jobs, user)
    asked = request.GET.get(PARAMETER, "")
    view = asked if asked in views else first_view(jobs, user)
    chosen = in_view(jobs, view)
    desk = desk_of(
        chosen,
        view=view,
        writes_all=user.is_superuser or user.has_role(Role.COORDINATOR, Role.ADMINISTRATOR),
        leads=lead_names(chosen, user, today=today) if view == EVERYONE and chosen else None,
        today=today,
    )
    context = {
        "desk": desk,
        "asked": asked_in(directions, view, today=today),
        "title": "Việc của cả địa bàn" if view == EVERYONE else "Việc của tôi",
        "day_in_words": date_in_words(today),
        "year": today.year,
        "is_mine": view == MINE,
        "is_everyone": view == EVERYONE,
        "views": [
            {
                "label": VIEWS[name],
                "url": f"?{PARAMETER}={name}",
                "is_current": name == view,
            }
            for name in views
        ],
    }
    return render(request, "tasks/my_work/my_work.html", context)


def _views(jobs: list[Job], user: Officer) -> list[str]:
    """What this person can choose from, in the order of the tabs."""
    return [
        name
        for name in VIEWS
        if name == MINE or (oversees(user) if name == EVERYONE else in_view(jobs, name))
    ]
