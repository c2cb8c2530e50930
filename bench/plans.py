"""A commune that runs many plans: what its pages and the count in their head cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.urls import reverse

from bench.browser import Browser, Send, clock, session_of
from plans.models import Agency, Locality, Officer, Plan, Role, Section
from tasks.board.owed_count import n_owed
from tasks.models import Assignment, Task, TaskParty, TaskYear, Timeline
from tasks.models.tasks import Role as Part
from tasks.states import State

N_PLANS, N_TASKS, N_YEARS = 30, 20, 5
N_BODIES = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, the best of some rounds."""

    n_plans: int
    my_work: float
    documents: float
    head: float


def measured(send: Send, *, day: dt.date, n_plans: int, rounds: int) -> Figures:
    """In a new commune with that many plans, each of 100 cells."""
    officer = _commune(day, n_plans)
    browser = Browser(send, session_of(officer))
    my_work = [_opened(browser, reverse("tasks:my_work")) for _ in range(rounds)]
    documents = [_opened(browser, reverse("tasks:document_list")) for _ in range(rounds)]
    heads = [_counted(officer.pk, day) for _ in range(rounds)]
    return Figures(n_plans, *(1000 * min(took[1:]) for took in (my_work, documents, heads)))


def _opened(browser: Browser, url: str) -> float:
    browser.page(url)
    return browser.seconds


def _counted(pk: int, day: dt.date) -> float:
    officer = Officer.objects.select_related("agency__locality").get(pk=pk)
    begin = clock()
    n_owed(officer, today=day)
    return clock() - begin


def _commune(day: dt.date, n_plans: int) -> Officer:
    """Each task is led by one of five bodies, each with its officer; returned is the first one."""
    commune = Locality.objects.create(name=f"Xã {n_plans} Kế Hoạch")
    bodies = [Agency.objects.create(name=f"Phòng {n}", locality=commune) for n in range(N_BODIES)]
    officers: list[Officer] = [
        Officer.objects.create(
            username=f"{n_plans}-ke-hoach-{body.pk}", full_name=f"Cán bộ {body.name}", agency=body
        )
        for body in bodies
    ]
    for officer in officers:
        officer.groups.add(Group.objects.get(name=Role.OFFICER.value))
    for number in range(n_plans):
        _plan(commune, number, day, officers)
    return officers[0]


def _plan(commune: Locality, number: int, day: dt.date, officers: list[Officer]) -> None:
    """Past years are done, every third cell of this year is."""
    first = day.year - 2
    plan = Plan.objects.create(
        locality=commune,
        title=f"Kế hoạch số {number} giai đoạn {first} - {first + N_YEARS - 1}",
        first_year=first,
        last_year=first + N_YEARS - 1,
        loaded_on=dt.date(first, 1, 1),
    )
    tasks = Task.objects.bulk_create(_task(plan, order) for order in range(N_TASKS))
    TaskParty.objects.bulk_create(
        TaskParty(task=task, role=role, order=0, agency=body, as_printed=body.name)
        for n, task in enumerate(tasks)
        for role, body in (
            (Part.LEAD, officers[n % N_BODIES].agency),
            (Part.PARTNER, officers[(n + 1) % N_BODIES].agency),
        )
        if body is not None
    )
    Assignment.objects.bulk_create(
        Assignment(task=task, officer=officers[n % N_BODIES], since=plan.loaded_on)
        for n, task in enumerate(tasks)
    )
    lines = Timeline.objects.bulk_create(
        Timeline(
            task=task,
            kind=Timeline.Kind.YEARLY,
            first_year=plan.first_year,
            last_year=plan.last_year,
            as_printed="hàng năm",
            order=0,
        )
        for task in tasks
    )
    TaskYear.objects.bulk_create(
        _cell(line, year, is_done=year < day.year or (year == day.year and n % 3 == 0))
        for n, line in enumerate(lines)
        for year in line.years
    )


def _task(plan: Plan, order: int) -> Task:
    section = Section.objects.create(
        plan=plan, code=f"II.{order}", heading=f"Điểm {order}", text="", level=3, order=order
    )
    title = f"Nhiệm vụ thứ {order} của {plan.title}"
    return Task(plan=plan, section=section, code=section.code, title=title, order=order)


def _cell(line: Timeline, year: int, *, is_done: bool) -> TaskYear:
    due_on = line.due_in(year)
    return TaskYear(
        timeline=line,
        year=year,
        begins_on=dt.date(year, 1, 1),
        due_on=due_on,
        state=State.DONE if is_done else State.TODO,
        completed_on=dt.date(year, 6, 1) if is_done else None,
        updated_on=dt.date(year, 6, 1) if is_done else None,
    )
