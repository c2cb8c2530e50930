"""Tells the story of ``tasks.sample`` through the services, as people would have entered it.

Never beside real data: an installation that knows a real locality or a real person refuses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from mediators.sample import load as load_rosters
from plans import document
from plans.models import Agency, AgencySuccession, Locality, Officer, Plan
from tasks.assignments.services import assign
from tasks.cell.contributions import record_contribution
from tasks.cell.due_dates import change_due_date
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.directions.reviews import confirm_all, review
from tasks.directions.services import answer_direction, close_direction, give_direction
from tasks.documents.services import Proof
from tasks.models import Document, Task, TaskYear
from tasks.plan_import.services import load_plan
from tasks.sample import story as sample
from tasks.sample.duties import load as load_duties
from tasks.sample.programme import load_programme
from tasks.states import Review, State

SOURCE = Path(settings.BASE_DIR) / "plans" / "data" / "ke-hoach-tan-bien-2024.txt"


class RealData(Exception):
    """Sample data never stands beside real data; the message says what to do."""


class TooEarly(Exception):
    """The story begins later than the day up to which it shall be told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was loaded; all counts are 0 where it had been loaded before."""

    is_new: bool
    until: dt.date | None = None
    n_cells: int = 0
    n_updates: int = 0


def has_real_data() -> bool:
    """Whether this installation knows a locality or a person that is no sample."""
    real = Officer.objects.exclude(agency__locality__is_sample=True)
    return Locality.objects.filter(is_sample=False).exists() or real.exists()


def is_loaded() -> bool:
    return Plan.objects.filter(locality__is_sample=True).exists()


@transaction.atomic
def load_sample(*, today: dt.date) -> Told:
    """Loads the sample, told up to that day; nothing where it is there already."""
    if has_real_data():
        raise RealData(
            "Cơ sở dữ liệu này đã có địa bàn hoặc cán bộ thật nên không nạp dữ liệu minh họa. "
            "Muốn xem minh họa, hãy đặt DATABASE_URL trỏ tới một cơ sở dữ liệu khác."
        )
    if is_loaded():
        return Told(is_new=False)
    if today < sample.LOADED_ON:
        raise TooEarly(
            f"Dữ liệu minh họa bắt đầu từ ngày {sample.LOADED_ON:%d/%m/%Y}, "
            f"sau ngày {today:%d/%m/%Y}: hãy kiểm tra đồng hồ của máy hoặc chọn --today muộn hơn."
        )
    return _Storyteller(until=min(today, sample.STORY_ENDS_ON)).tell()


class _Storyteller:
    """Keeps by name what was made, while the story is told."""

    def __init__(self, *, until: dt.date) -> None:
        self.until = until
        self.commune = _make_localities()
        self.bodies = _make_bodies(self.commune)
        self.people = _make_people(self.bodies)
        self.tasks: dict[str, Task] = {}

    def tell(self) -> Told:
        coordinator = self.people[sample.COORDINATOR]
        outcome = load_plan(
            document.read(SOURCE.read_bytes(), name=SOURCE.name),
            locality=self.commune,
            by=None,
            today=sample.LOADED_ON,
            titles=sample.SHORT_TITLES,
        )
        if outcome.plan is None:
            raise RuntimeError("a new plan is always loaded")
        outcome.plan.short_title = sample.SHORT_TITLE
        outcome.plan.save()
        self.tasks = {task.code: task for task in outcome.plan.tasks.select_related("plan")}
        for assigned in sample.ASSIGNED:
            if assigned.since <= self.until:
                self._assign(assigned, by=coordinator)
        for change in sample.DUE_CHANGES:
            if change.on <= self.until:
                self._change_due_date(change, by=coordinator)
        self._tell_days()
        load_programme(
            self._cell, people=self.people, bodies=self.bodies, by=coordinator, until=self.until
        )
        load_duties(outcome.plan, self.people, document=self._paper, noon=_noon, until=self.until)
        load_rosters(self.commune, self.until)
        return Told(
            is_new=True,
            until=self.until,
            n_cells=outcome.n_cells,
            n_updates=sum(entry.on <= self.until for entry in sample.ENTRIES),
        )

    def _tell_days(self) -> None:
        """Day by day, as the histories of the rows will have it: reports, then who answers them."""
        acts: list[tuple[Callable[[Any], None], Iterable[Any]]] = [
            (self._report, sample.ENTRIES),
            (self._contribute, sample.CONTRIBUTED),
            (self._direct, sample.DIRECTIONS),
            (self._judge, sample.VERDICTS),
        ]
        told = [(one.on, turn, act, one) for turn, (act, ones) in enumerate(acts) for one in ones]
        for day, _, act, one in sorted(told, key=lambda each: each[:2]):
            if day <= self.until:
                act(one)

    def _assign(self, assigned: sample.Assigned, *, by: Officer) -> None:
        officer = self.people[assigned.username]
        is_gone, officer.is_active = not officer.is_active, True  # then still in office
        assign(
            tasks=[self.tasks[code] for code in assigned.codes],
            officer=officer,
            since=assigned.since,
            note=assigned.note,
            replaces=assigned.replaces,
            by=by,
        )
        officer.is_active = not is_gone

    def _change_due_date(self, change: sample.DueChange, *, by: Officer) -> None:
        change_due_date(
            task_year=self._cell(change.code, change.year, change.line),
            due_on=change.due_on,
            document=change.document,
            reason=change.reason,
            by=by,
            now=_noon(change.on),
        )

    def _report(self, entry: sample.Entry) -> None:
        cell = self._cell(entry.code, entry.year, entry.line)
        is_done = entry.state == State.DONE
        proofs = [Proof(document=self._paper(paper)) for paper in entry.papers]
        if entry.link[0]:
            proofs.append(Proof(url=entry.link[0], title=entry.link[1]))
        record_update(
            task_year_id=cell.pk,
            by=self.people[entry.who],
            version=cell.version,
            report=Report(
                state=entry.state,
                effective_on=entry.on,
                completed_on=entry.on if is_done else None,
                result=entry.result,
                reason=entry.reason,
                obstacles=entry.obstacles,
                proposal=entry.proposal,
                needs_direction=entry.asks,
                agency=self.bodies[entry.on_behalf_of] if entry.on_behalf_of else None,
            ),
            today=entry.on,
            proofs=proofs,
            now=_noon(entry.on),
        )

    def _contribute(self, contributed: sample.Contributed) -> None:
        record_contribution(
            task_year=self._cell(contributed.code, contributed.year),
            agency=self.bodies[contributed.body],
            by=self.people[contributed.who],
            done_on=contributed.on,
            text=contributed.text,
            today=contributed.on,
            proofs=[Proof(document=self._paper(paper)) for paper in contributed.papers],
            now=_noon(contributed.on),
        )

    def _direct(self, asked: sample.Asked) -> None:
        leader = self.people[sample.LEADER]
        direction = give_direction(
            task_year=self._cell(asked.code, asked.year, asked.line),
            text=asked.text,
            by=leader,
            today=asked.on,
            answer_by_on=asked.answer_by_on,
            addressee=self.people[asked.to],
            now=_noon(asked.on),
        )
        if asked.answered and asked.answered[0] <= self.until:
            on, who, words = asked.answered
            answer_direction(direction=direction, text=words, by=self.people[who], now=_noon(on))
        if asked.closed_on and asked.closed_on <= self.until:
            close_direction(direction=direction, by=leader, now=_noon(asked.closed_on))

    def _judge(self, judged: sample.Judged) -> None:
        """Of what had been reported by that day; a return comes before the rest is confirmed."""
        leader = self.people[sample.LEADER]
        now = _noon(judged.on)
        for code, year, reason in judged.returned:
            cell = self._cell(code, year)
            review(
                task_year=cell,
                verdict=Review.RETURNED,
                by=leader,
                version=cell.version,
                reason=reason,
                now=now,
            )
        ended = TaskYear.objects.filter(
            timeline__task__in=self.tasks.values(),
            year__in=judged.years,
            updated_on__lte=judged.on,
        )
        waiting = ended.as_of(judged.on, today=judged.on).awaiting_review()
        confirm_all(cells=waiting.in_order(), by=leader, now=now)

    def _cell(self, code: str, year: int, line: str = "") -> TaskYear:
        return TaskYear.objects.get(
            timeline__task=self.tasks[code], timeline__label=line, year=year
        )

    def _paper(self, paper: sample.Paper) -> Document:
        return Document(
            locality=self.commune,
            kind=paper.kind,
            number=paper.number,
            issued_on=paper.issued_on,
            summary=paper.summary,
            issuer=paper.issuer,
        )


def _noon(day: dt.date) -> dt.datetime:
    """When it was entered: in the story all do it before lunch."""
    return dt.datetime.combine(day, dt.time(10, 15), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _make_localities() -> Locality:
    province = Locality.objects.create(
        name=sample.PROVINCE, level=Locality.Level.PROVINCE, is_sample=True
    )
    commune = Locality.objects.create(name=sample.COMMUNE, parent=province, is_sample=True)
    for name, former_unit in sample.HAMLETS:
        Locality.objects.create(
            name=name,
            level=Locality.Level.HAMLET,
            parent=commune,
            former_unit=former_unit,
            is_sample=True,
        )
    return commune


def _make_bodies(commune: Locality) -> dict[str, Agency]:
    bodies = {}
    for body in sample.BODIES:
        agency = Agency.objects.create(
            locality=commune,
            name=body.name,
            short_name=body.short_name,
            is_whole_office=body.is_whole_office,
        )
        for alias in body.aliases:
            agency.aliases.create(name=alias)
        bodies[body.name] = agency
    for body in sample.BODIES:
        if body.successor:
            AgencySuccession.objects.create(
                old=bodies[body.name],
                new=bodies[body.successor],
                effective_on=sample.MERGED_ON,
                decision=sample.SUCCESSION,
            )
    return bodies


def _make_people(bodies: dict[str, Agency]) -> dict[str, Officer]:
    """All with one password, hashed once: nine careful hashes would take seconds."""
    password = make_password(sample.PASSWORD)
    groups = {group.name: group for group in Group.objects.all()}
    people = {}
    for person in sample.PEOPLE:
        officer = Officer.objects.create(
            username=person.username,
            full_name=person.full_name,
            job_title=person.job_title,
            agency=bodies[person.body],
            is_active=person.is_active,
            password=password,
        )
        officer.groups.set(groups[role.value] for role in person.roles)
        people[person.username] = officer
    return people
