"""The pages that are measured, each with its budget beside a bare page (design, section 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from config import clock
from mediators.models import MediationTeam, Mediator
from plans.models import Locality, Plan
from tasks.models import Document, TaskYear


@dataclass(frozen=True)
class Place:
    """Rows of a person's commune that the addresses of pages name."""

    locality: Locality
    document: Document
    plan: Plan | None
    cell: TaskYear | None


@dataclass(frozen=True)
class Page:
    """Its ``url`` is None where the place has no such row; it may cost ``times`` its ``beside``."""

    name: str
    url: Callable[[Place], str | None]
    times: float
    beside: str


def _fixed(name: str, query: str = "") -> Callable[[Place], str]:
    return lambda _: reverse(name) + query


LIST, ITEM, FORM = "bare list of 70 rows", "bare item", "bare form"
DASHBOARD = "dashboard"
BARE_PAGES = [
    Page(LIST, _fixed("bench_list"), 1, LIST),
    Page(ITEM, lambda place: reverse("bench_item", args=[place.document.pk]), 1, ITEM),
]


def _task(place: Place) -> str | None:
    return place.cell.task.get_absolute_url() if place.cell else None


def _cell(place: Place) -> str | None:
    return place.cell.get_absolute_url() if place.cell else None


def _plan(place: Place) -> str | None:
    return place.plan.get_absolute_url() if place.plan else None


def _team(place: Place) -> str | None:
    team = MediationTeam.objects.within(place.locality).order_by("pk").first()
    return team.get_absolute_url() if team else None


def _mediator(place: Place) -> str | None:
    person = Mediator.objects.filter(locality=place.locality).order_by("pk").first()
    return person.get_absolute_url() if person else None


def _last_year(name: str) -> Callable[[Place], str]:
    return lambda _: f"{reverse(name)}?tai_ngay=31/12/{clock.today().year - 1}"


# What a person opens each day, then the rest.
PAGES = [
    Page("my work", _fixed("tasks:my_work"), 2, LIST),
    Page("grid", _fixed("tasks:year_grid"), 2, LIST),
    Page("list of tasks", _fixed("tasks:task_list"), 2, LIST),
    Page("cell with its form", _cell, 6, ITEM),
    Page(DASHBOARD, _fixed("tasks:dashboard"), 3, LIST),
    Page("dashboard of last year's end", _last_year("tasks:dashboard"), 3, LIST),
    Page("grid of last year's end", _last_year("tasks:year_grid"), 3, LIST),
    Page("task", _task, 3, LIST),
    Page("plan", _plan, 3, LIST),
    Page("plans", _fixed("tasks:plan_list"), 3, LIST),
    Page("assignments", _fixed("tasks:assignment_list"), 3, LIST),
    Page("first entry", _fixed("tasks:backlog"), 3, LIST),
    Page("documents", _fixed("tasks:document_list"), 3, LIST),
    Page("meeting sheet", _fixed("tasks:meeting_sheet"), 3, LIST),
    Page("silence", _fixed("tasks:silence"), 3, LIST),
    Page("programme", _fixed("tasks:programme"), 3, LIST),
    Page("communication", _fixed("tasks:communication"), 3, LIST),
    Page("funding", _fixed("tasks:funding"), 3, LIST),
    Page("duties", _fixed("tasks:duties"), 3, LIST),
    Page("reminders", _fixed("tasks:reminder_list"), 3, LIST),
    Page("history", _fixed("tasks:history"), 3, LIST),
    Page("teams", _fixed("mediators:team_list"), 3, LIST),
    Page("team", _team, 6, ITEM),
    Page("mediators", _fixed("mediators:mediator_list"), 3, LIST),
    Page("mediators searched", _fixed("mediators:mediator_list", "?tim=nguyen"), 3, LIST),
    Page("mediator", _mediator, 3, LIST),
    Page("decisions", _fixed("mediators:decision_list"), 3, LIST),
    Page("cases", _fixed("mediators:case_list"), 3, LIST),
    Page("courses", _fixed("mediators:course_list"), 3, LIST),
    Page("coverage", _fixed("mediators:coverage"), 3, LIST),
    Page("commendations", _fixed("mediators:commendation_list"), 3, LIST),
    Page("targets", _fixed("mediators:target_list"), 3, LIST),
    Page("teams and mediators counted", _fixed("mediators:statistics_teams"), 3, LIST),
    Page("results counted", _fixed("mediators:statistics_results"), 3, LIST),
]
SAVE_TIMES = 4  # how much of a bare save an update may cost
PROVINCE_TIMES = 5  # how much of a commune's dashboard the overview of a province may cost
PROVINCE_KB = 200  # of HTML, no page of a province more
