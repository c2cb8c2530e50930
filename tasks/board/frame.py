"""What every page on a plan's work stands in: the plan, its groups of tasks, and who has part.

One query brings all of it, whatever is asked for of the rows themselves: the grid and the list
have six queries for everything, and the choices of their filters need these names too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField, QuerySet, TextField, Value

from config.statements import rows_of
from plans.models import Agency, Officer, Plan, Section
from plans.models.agencies import Successions
from plans.text import name_key, sort_key
from tasks.models import Assignment, TaskParty
from tasks.models.tasks import Role

_PLAN, _GROUP, _OFFICER = "plan", "group", "officer"
_NUMBER = Value(0, output_field=IntegerField())
_TEXT = Value("", output_field=TextField())


class PlanHead(NamedTuple):
    """What a page on the work needs of its plan."""

    pk: int
    locality_id: int
    first_year: int
    last_year: int
    name: str

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def period(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year} - {self.last_year}"

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.last_year, 12, 31)


class Party(NamedTuple):
    """A body named in a task; ``agency`` is None where the text names no single body."""

    role: str
    order: int
    agency_id: int | None
    printed: str

    @property
    def is_lead(self) -> bool:
        return self.role == Role.LEAD


@dataclass(slots=True)
class Frame:
    """``plans`` are all of the plan's locality, the newest first, ``plan`` among them."""

    plan: PlanHead
    plans: list[PlanHead]
    successions: Successions
    groups: dict[int, str] = field(default_factory=dict)
    parties: dict[int, list[Party]] = field(default_factory=lambda: defaultdict(list))
    officers: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, str] = field(default_factory=dict)

    def name_on(self, party: Party, day: dt.date) -> str:
        """The body that stands in the party's place on that day; else what is printed."""
        if party.agency_id is None:
            return party.printed
        return self._body_on(party.agency_id, day)[1]

    def leads_of(self, task_id: int, day: dt.date) -> list[str]:
        """Names of the leading bodies on that day."""
        return [self.name_on(party, day) for party in self.parties[task_id] if party.is_lead]

    def lead_ids_of(self, task_id: int, day: dt.date) -> set[int]:
        """Keys of the leading bodies on that day."""
        return {
            self._body_on(party.agency_id, day)[0]
            for party in self.parties[task_id]
            if party.is_lead and party.agency_id is not None
        }

    def first_lead_of(self, task_id: int, day: dt.date) -> int | None:
        """Key of the body that leads first on that day; None where the text names no single one."""
        for party in self.parties[task_id]:
            if party.is_lead:
                return self._body_on(party.agency_id, day)[0] if party.agency_id else None
        return None

    def bodies(self, day: dt.date, *, leads_only: bool = False) -> list[tuple[int, str]]:
        """Bodies that have part on that day, by name: choices of a filter."""
        found = dict(
            self._body_on(party.agency_id, day)
            for parties in self.parties.values()
            for party in parties
            if party.agency_id is not None and (party.is_lead or not leads_only)
        )
        return sorted(found.items(), key=lambda row: sort_key(row[1]))

    def people(self) -> list[tuple[int, str]]:
        """Officers who are assigned, by given name: choices of a filter."""
        found = {person for people in self.officers.values() for person in people}
        return sorted(found, key=lambda row: name_key(row[1]))

    def _body_on(self, agency_id: int, day: dt.date) -> tuple[int, str]:
        body = self.successions.on(Agency(pk=agency_id, name=self.names[agency_id]), day)
        return body.pk, body.name


def frame_of(user: Officer, plan_id: int | None, *, today: dt.date) -> Frame | None:
    """The frame of that plan, or of the newest one that the user may see; None without one."""
    rows = rows_of(("frame", user.standpoint(today), plan_id), lambda: _rows(user, plan_id, today))
    plans = sorted(
        (_plan_head(row) for row in rows if row[0] == _PLAN),
        key=lambda plan: (plan.last_year, plan.first_year, plan.pk),
        reverse=True,
    )
    chosen = next((plan for plan in plans if plan_id in (None, plan.pk)), None)
    if chosen is None:
        return None
    is_home = user.agency is not None and user.agency.locality_id == chosen.locality_id
    frame = Frame(
        plan=chosen,
        plans=plans,
        successions=user.successions if is_home else Successions.of(chosen.locality_id),
    )
    for row in rows:
        _put(row, frame)
    for parties in frame.parties.values():
        parties.sort(key=lambda party: (not party.is_lead, party.order))
    return frame


def _plan_head(row: tuple[Any, ...]) -> PlanHead:
    _, pk, locality_id, first_year, last_year, short_title, title = row
    return PlanHead(pk, locality_id, first_year, last_year, short_title or title)


def _put(row: tuple[Any, ...], frame: Frame) -> None:
    kind, key, order, other_id, _, text, name = row
    if kind == _GROUP:
        frame.groups[key] = f"{text} {name}".strip()
    elif kind == _OFFICER:
        frame.officers[key].append((other_id, text))
    elif kind != _PLAN:
        frame.parties[key].append(Party(kind, order, other_id, text))
        if other_id is not None:
            frame.names[other_id] = name


def _rows(user: Officer, plan_id: int | None, today: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    """Kind, a key, three numbers and two texts: four small tables in one."""
    visible = Plan.objects.visible_to(user)
    chosen = visible.filter(pk=plan_id) if plan_id else visible.newest_first()
    plan, locality = chosen.values("pk")[:1], chosen.values("locality")[:1]
    parties = TaskParty.objects.filter(task__plan=plan)
    plans = visible.filter(locality=locality)
    assignments = Assignment.objects.in_force(today).filter(task__plan=plan)
    groups = Section.objects.filter(plan=plan, children__task__isnull=False).distinct()
    kind = {word: Value(word, output_field=CharField()) for word in (_PLAN, _GROUP, _OFFICER)}
    # Every arm names the same types in the same order: PostgreSQL asks for it.
    arms = (
        parties.values_list(
            "role", "task_id", "order", "agency_id", _NUMBER, "as_printed", "agency__name"
        ),
        plans.values_list(
            *(kind[_PLAN], "pk", "locality_id", "first_year", "last_year"),
            *("short_title", "title"),
        ),
        assignments.values_list(
            kind[_OFFICER], "task_id", _NUMBER, "officer_id", _NUMBER, "officer__full_name", _TEXT
        ),
        groups.values_list(kind[_GROUP], "pk", "order", _NUMBER, _NUMBER, "marker", "heading"),
    )
    first, *others = (arm.order_by() for arm in arms)
    return first.union(*others, all=True)
