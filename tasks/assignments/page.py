"""Who answers for each task of a plan on a day: the rows of the page "Phân công"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from plans.models import Officer
from plans.models.officers import OfficerQuerySet
from plans.text import fold
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, shortened
from tasks.models import Task


class Ownership(StrEnum):
    """A partition: each task of a plan is in exactly one part on a given day."""

    NOBODY = "chua-phan-cong"
    BODY = "theo-co-quan"
    PEOPLE = "da-phan-cong"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Ownership.NOBODY: "Chưa phân công",
    Ownership.BODY: "Theo cơ quan chủ trì",
    Ownership.PEOPLE: "Đã phân công",
}


class Answering(NamedTuple):
    """An assignment that has not ended on the day shown; it may be still to begin."""

    pk: int
    officer_id: int
    name: str
    is_active: bool
    since: dt.date
    until: dt.date | None
    note: str

    def is_in_force(self, day: dt.date) -> bool:
        return self.since <= day


class Lead(NamedTuple):
    """A leading body under its present name; ``printed`` where the plan's own text differs."""

    name: str
    printed: str


@dataclass(slots=True)
class AssignedTask:
    pk: int
    code: str
    name: str
    url: str
    ownership: Ownership
    leads: list[Lead]
    people: list[Answering] = field(default_factory=list)

    @property
    def has_person_gone(self) -> bool:
        """Somebody answers for it who no longer signs in."""
        return any(not one.is_active for one in self.people)


def assigned_tasks(frame: Frame, *, today: dt.date) -> list[AssignedTask]:
    """All tasks of the plan, what nobody owns first, then as the plan prints them; one query."""
    addresses = Addresses("tasks:task_detail")
    tasks: dict[int, AssignedTask] = {}
    for pk, code, short_title, title, is_assigned, has_owner, *rest in _rows(frame.plan.pk, today):
        if pk not in tasks:
            tasks[pk] = AssignedTask(
                pk=pk,
                code=code,
                name=shortened(short_title or title),
                url=addresses.of(pk),
                ownership=_ownership(is_assigned=is_assigned, has_owner=has_owner),
                leads=_leads(frame, pk, today),
            )
        if rest[0] is not None:
            tasks[pk].people.append(Answering(*rest))
    return sorted(tasks.values(), key=lambda task: task.ownership != Ownership.NOBODY)


def _rows(plan_id: int, today: dt.date) -> Iterable[tuple[Any, ...]]:
    """A row for each assignment that has not ended, and one for a task without any."""
    not_ended = Q(assignments__until=None) | Q(assignments__until__gte=today)
    tasks = Task.objects.filter(plan=plan_id).with_ownership(today)
    joined = tasks.annotate(open=FilteredRelation("assignments", condition=not_ended))
    return joined.order_by("order", "pk", "open__since", "open__pk").values_list(
        *("pk", "code", "short_title", "title", "is_assigned", "has_owner"),
        *("open__pk", "open__officer_id", "open__officer__full_name", "open__officer__is_active"),
        *("open__since", "open__until", "open__note"),
    )


def _ownership(*, is_assigned: bool, has_owner: bool) -> Ownership:
    if is_assigned:
        return Ownership.PEOPLE
    return Ownership.BODY if has_owner else Ownership.NOBODY


def _leads(frame: Frame, task_id: int, day: dt.date) -> list[Lead]:
    leads = []
    for party in frame.parties.get(task_id, ()):
        if not party.is_lead:
            continue
        name = frame.name_on(party, day)
        printed = "" if _words(name) == _words(party.printed) else party.printed
        leads.append(Lead(name, printed))
    return leads


def _words(name: str) -> str:
    """Names that differ in case, marks and dashes alone are one to the eye."""
    return re.sub(r"\W+", " ", fold(name)).strip()


def chosen(
    tasks: Sequence[AssignedTask],
    *,
    ownership: str | None,
    officer: int | None,
    lead: str | None,
) -> list[AssignedTask]:
    """Those that answer to every filter that is set."""
    return [
        task
        for task in tasks
        if ownership in (None, task.ownership.value)
        and (officer is None or any(one.officer_id == officer for one in task.people))
        and (lead is None or any(one.name == lead for one in task.leads))
    ]


def people_of(tasks: Sequence[AssignedTask]) -> list[tuple[int, str]]:
    """Who answers for any of them: choices of a filter, those who have left among them."""
    return list({(one.officer_id, one.name): None for task in tasks for one in task.people})


def officers_to_assign(locality_id: int) -> OfficerQuerySet:
    """Who may answer for a task of that locality, by given name."""
    officers = Officer.objects.active().filter(agency__locality=locality_id)
    rows: OfficerQuerySet = officers.select_related("agency").in_order()
    return rows
