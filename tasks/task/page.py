"""What the page of one task shows: clause, bodies, who answers, its years, what was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from plans.models import Officer
from plans.models.agencies import Successions
from tasks import access
from tasks.board.rows import shortened
from tasks.cell.rosters import RosterLink, link_of
from tasks.models import Assignment, Evidence, StatusUpdate, Task, TaskYear, Timeline
from tasks.models.tasks import Role
from tasks.states import Label, State

SHOWN_UPDATES = 10
THREADS = {Timeline.Kind.SPAN: "thread--span", Timeline.Kind.YEARLY: "thread--yearly"}


class Stop(NamedTuple):
    """A year of a strip; ``due`` is empty where the year has no due date."""

    year: int
    url: str
    label: Label
    css: str
    due: str


class Strip(NamedTuple):
    """A timeline of the task."""

    title: str
    printed: str
    stops: list[Stop]


class Body(NamedTuple):
    """A party: today's name, and the printed one where it differs."""

    role: str
    name: str
    printed: str


class Person(NamedTuple):
    """Who answers or answered, and when."""

    name: str
    title: str
    period: str
    note: str


class Entry(NamedTuple):
    """One update as ``components/log_entry.html`` wants it."""

    what: str
    at: dt.datetime
    who: str
    mark: str
    css: str
    text: str
    parts: list[dict[str, str]]


class Proof(NamedTuple):
    """One piece of evidence as ``components/evidence_item.html`` wants it."""

    name: str
    url: str
    is_outside: bool
    sub: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    task: Task
    name: str
    leads: list[Body]
    partners: list[Body]
    owners: list[Person]
    former_owners: list[Person]
    acting_lead: str
    strips: list[Strip]
    updates: list[Entry]
    proofs: list[Proof]
    can_assign: bool
    rosters: RosterLink | None


def task_page(user: Officer, pk: int, *, today: dt.date) -> TaskPage:
    """All in six queries, whatever was written; 404 outside the user's localities."""
    task, cells = access.task_with_years(user, pk, today=today)
    is_home = user.agency is not None and user.agency.locality_id == task.plan.locality_id
    successions = user.successions if is_home else Successions.of(task.plan.locality_id)
    bodies = _bodies(task, successions, today)
    assignments = sorted(task.assignments.all(), key=lambda row: (row.since, row.pk), reverse=True)
    leads = [body for body in bodies if body.role == Role.LEAD]
    has_owner = bool(cells) and bool(getattr(cells[0], "has_owner", False))
    return TaskPage(
        task=task,
        name=shortened(task.name),
        leads=leads,
        partners=[body for body in bodies if body.role == Role.PARTNER],
        owners=[_person(row) for row in assignments if row.is_in_force(today)],
        former_owners=[_person(row) for row in assignments if not row.is_in_force(today)],
        acting_lead=leads[0].name if has_owner and leads else "",
        strips=_strips(cells, today),
        updates=[_entry(row) for row in StatusUpdate.objects.latest_of_task(pk, SHOWN_UPDATES)],
        proofs=[_proof(row) for row in Evidence.objects.of_task(pk)],
        can_assign=access.can_coordinate(user, task.plan),
        rosters=link_of(task),
    )


def _bodies(task: Task, successions: Successions, today: dt.date) -> list[Body]:
    bodies = []
    for party in sorted(task.parties.all(), key=lambda row: row.order):
        name = successions.on(party.agency, today).name if party.agency else party.as_printed
        printed = party.as_printed if party.as_printed != name else ""
        bodies.append(Body(party.role, name, printed))
    return bodies


def _person(row: Assignment) -> Person:
    until = f" đến {row.until:%d/%m/%Y}" if row.until else ""
    period = f"từ {row.since:%d/%m/%Y}{until}"
    return Person(str(row.officer), row.officer.job_title, period, row.note)


def _strips(cells: list[TaskYear], today: dt.date) -> list[Strip]:
    strips = []
    for _, group in groupby(cells, key=lambda cell: cell.timeline_id):
        years = list(group)
        timeline = years[0].timeline
        stops = [_stop(cell, years, today) for cell in years]
        strips.append(Strip(timeline.label, timeline.as_printed.strip().rstrip("."), stops))
    return strips


def _stop(cell: TaskYear, years: list[TaskYear], today: dt.date) -> Stop:
    kind = THREADS.get(Timeline.Kind(cell.timeline.kind), "thread--once")
    first = " thread--first" if cell is years[0] else ""
    last = " thread--last" if cell is years[-1] else ""
    due = f"hạn {cell.due_on:%d/%m/%Y}" if cell.due_on else ""
    css = f"{kind}{first}{last}"
    return Stop(cell.year, cell.get_absolute_url(), cell.label_on(today), css, due)


def _entry(row: StatusUpdate) -> Entry:
    state = State(row.state)
    line = row.task_year.timeline.label
    place = f"{line}, năm {row.task_year.year}" if line else f"Năm {row.task_year.year}"
    what = "Không thay đổi" if row.is_unchanged else state.label
    parts = (
        ("Lý do", row.reason),
        ("Khó khăn, vướng mắc", row.obstacles),
        ("Đề xuất, kiến nghị", row.proposal),
    )
    return Entry(
        what=f"{place}: {what}, tính đến ngày {row.effective_on:%d/%m/%Y}",
        at=row.recorded_at,
        who=f"{row.author}, {row.agency_name}" if row.agency_name else str(row.author),
        mark=state.mark,
        css=f"is-{state.value}",
        text="" if row.is_unchanged else row.result,
        parts=[{"word": word, "text": text} for word, text in parts if text],
    )


def _proof(row: Evidence) -> Proof:
    document, note = row.document, f"năm {row.task_year.year}"
    if document is None:
        return Proof(row.title or row.url, row.url, is_outside=True, sub="", note=note)
    url = reverse("tasks:document_file", args=[document.pk]) if document.file else ""
    return Proof(str(document), url, is_outside=False, sub=document.summary, note=note)
