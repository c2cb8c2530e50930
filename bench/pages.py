"""The pages that are measured, as the people of the sample open them."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from bench.environment import BARE_MIDDLEWARE
from bench.visits import Visit, cookie_of, handler
from mediators.models import MediationTeam
from plans.models import Officer, Plan, Role
from tasks.models import Document, TaskYear


def all_visits() -> dict[str, Visit]:
    """By name; the bare page first."""
    today = timezone.localdate()
    plan = Plan.objects.newest_first()[0]
    _make_documents_for_the_bare_page(plan)
    cookie = cookie_of(_busiest_officer(today))
    keeper = cookie_of(_keeper())
    cell = TaskYear.objects.in_year(today.year).in_order()[0]
    ours, bare = handler(), handler(BARE_MIDDLEWARE)
    own_pages = {
        "my work": reverse("tasks:my_work"),
        "dashboard": reverse("tasks:dashboard"),
        "grid": reverse("tasks:year_grid"),
        "grid as of last year's end": (
            f"{reverse('tasks:year_grid')}?tai_ngay=31/12/{today.year - 1}"
        ),
        "list of tasks": reverse("tasks:task_list"),
        "task": cell.timeline.task.get_absolute_url(),
        "cell": cell.get_absolute_url(),
        "plan": plan.get_absolute_url(),
        "programme": reverse("tasks:programme"),
        "funding": reverse("tasks:funding"),
        "reminders": reverse("tasks:reminder_list"),
        "history": reverse("tasks:history"),
    }
    rosters = {
        "teams": reverse("mediators:team_list"),
        "team": MediationTeam.objects.order_by("pk")[0].get_absolute_url(),
        "mediators": reverse("mediators:mediator_list"),
        "mediators searched": f"{reverse('mediators:mediator_list')}?tim=nguyen",
        "cases": reverse("mediators:case_list"),
        "courses": reverse("mediators:course_list"),
        "coverage": reverse("mediators:coverage"),
        "teams and mediators counted": reverse("mediators:statistics_teams"),
        "results counted": reverse("mediators:statistics_results"),
    }
    visits = {"bare": Visit("bare Django page, 70 rows", reverse("bench_bare"), cookie, bare)}
    visits |= {name: Visit(name, url, cookie, ours) for name, url in own_pages.items()}
    return visits | {name: Visit(name, url, keeper, ours) for name, url in rosters.items()}


def _make_documents_for_the_bare_page(plan: Plan) -> None:
    for number in range(70):
        Document.objects.create(
            locality=plan.locality,
            number=f"{number}/BC-UBND",
            issued_on=dt.date(2026, 1, 1) + dt.timedelta(days=number),
            issuer="Ủy ban nhân dân xã",
            summary=f"Báo cáo kết quả thực hiện nhiệm vụ số {number} của năm 2026",
        )


def _busiest_officer(today: dt.date) -> Officer:
    """Who answers for the most: the longest "Việc của tôi"."""
    officers: Iterable[Officer] = (
        Officer.objects.active().select_related("agency__locality").exclude(agency=None)
    )

    def n_cells(officer: Officer) -> int:
        bodies = officer.bodies_on(today)
        return TaskYear.objects.answered_by(officer, bodies, today).count()

    return max(officers, key=n_cells)


def _keeper() -> Officer:
    keepers: Iterable[Officer] = Officer.objects.active().filter(groups__name=Role.KEEPER.value)
    return next(iter(keepers))
