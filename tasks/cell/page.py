"""What the page of one task-year shows beside its forms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from plans.models import Agency, Officer
from plans.models.agencies import Successions
from tasks import access
from tasks.board.rows import shortened
from tasks.cell.log import Entry, Log, ShownContribution, ShownDirection
from tasks.cell.plan_items import untaken
from tasks.cell.proofs import ProofRow
from tasks.cell.report import Report
from tasks.cell.rosters import RosterLink, link_of
from tasks.cell.steps import Step
from tasks.models import Task, TaskYear, Timeline
from tasks.models.tasks import Role
from tasks.states import Label, Review, State

SHOWN_ENTRIES = 8
_THREADS = {Timeline.Kind.SPAN: "thread--span", Timeline.Kind.ONCE: "thread--once"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A year of the strip."""

    year: int
    url: str
    label: Label
    css: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """As ``components/panel.html`` wants it."""

    word: str
    text: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class DirectionCard:
    """An open direction, and what the reader may do about it."""

    shown: ShownDirection
    is_late: bool
    can_answer: bool
    can_close: bool


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """What a leader may make of a finished cell; ``refusal`` says why not."""

    can_confirm: bool
    can_return: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class CellPage:
    task_year: TaskYear
    today: dt.date
    name: str
    trail: list[dict[str, str]]
    label: Label
    owner: str
    has_owner: bool
    saved: Report
    bodies: dict[Agency, str]
    contributors: dict[Agency, str]
    review: str
    strip: list[Stop]
    facts: list[Fact]
    rosters: RosterLink | None
    evidence: list[ProofRow]
    steps: list[Step]
    n_bullets: int
    contributions: list[ShownContribution]
    entries: list[Entry]
    n_entries: int
    saved_at: dt.datetime | None
    can_update: bool
    can_move_due_date: bool
    can_direct: bool
    directions: list[DirectionCard]
    wish: str
    verdict: VerdictCard | None

    @property
    def url(self) -> str:
        return self.task_year.get_absolute_url()

    @property
    def year_text(self) -> str:
        return str(self.task_year.year)

    @property
    def trail_here(self) -> list[dict[str, str]]:
        return trail_below(self.task_year)

    @property
    def is_log_cut(self) -> bool:
        return len(self.entries) < self.n_entries


def cell_page(user: Officer, pk: int, *, today: dt.date, shows_whole_log: bool = False) -> CellPage:
    """All in five queries, whatever was written; 404 outside the user's localities."""
    task_year, siblings = access.task_year_with_siblings(user, pk, today=today)
    task = task_year.timeline.task
    log = Log(pk)
    is_coordinator = access.can_coordinate(user, task.plan)
    last = log.last_update
    successions = successions_for(user, task)
    can_direct = access.can_direct(user, task.plan)
    owner = _owner(task_year, successions, today)
    return CellPage(
        task_year=task_year,
        today=today,
        name=name_of(task_year),
        trail=trail_to(task_year),
        label=task_year.label_on(today),
        owner=owner or "Chưa phân công",
        has_owner=bool(owner),
        saved=log.report(today, finishes_span=_finishes_span(task_year, siblings)),
        bodies=_named(_agencies(task), successions, today) if is_coordinator else {},
        contributors=_named(
            access.bodies_to_contribute_for(user, task, today=today), successions, today
        ),
        review=_review(task_year),
        strip=_strip(task_year, siblings, today),
        facts=_facts(task_year, log, successions, today),
        rosters=link_of(task, task_year.year),
        evidence=log.evidence,
        steps=log.steps,
        n_bullets=len(untaken(task.section.text, (step.title for step in log.steps))),
        contributions=log.contributions(author_id=user.pk, is_coordinator=is_coordinator),
        entries=log.entries(None if shows_whole_log else SHOWN_ENTRIES),
        n_entries=len(log.rows),
        saved_at=last.at if last else None,
        can_update=access.can_update(user, task, today=today),
        can_move_due_date=is_coordinator and task_year.due_on is not None,
        can_direct=can_direct,
        directions=[
            DirectionCard(
                shown=one,
                is_late=one.is_late(today),
                can_answer=not one.answer
                and access.can_answer(user, one.addressee_id, task, today=today),
                can_close=can_direct,
            )
            for one in log.directions
        ],
        wish=_wish(task_year, log),
        verdict=_verdict(user, task_year, log) if can_direct else None,
    )


def name_of(task_year: TaskYear) -> str:
    """What its page is called: the task, the part of it this timeline is on, the year."""
    timeline = task_year.timeline
    name = shortened(timeline.task.name)
    part = f" ({timeline.label})" if timeline.label else ""
    return f"{name}{part}, năm {task_year.year}"


def named_on(
    user: Officer, task_year: TaskYear, agencies: list[Agency], day: dt.date
) -> dict[Agency, str]:
    """Bodies with the names that stand in their place on that day."""
    return _named(agencies, successions_for(user, task_year.timeline.task), day)


def trail_to(task_year: TaskYear) -> list[dict[str, str]]:
    task = task_year.timeline.task
    return [
        {"label": "Kế hoạch", "url": reverse("tasks:plan_detail", args=[task.plan_id])},
        {"label": task.code, "url": task.get_absolute_url()},
    ]


def trail_below(task_year: TaskYear) -> list[dict[str, str]]:
    """For pages under the cell's."""
    here = {"label": f"năm {task_year.year}", "url": task_year.get_absolute_url()}
    return [*trail_to(task_year), here]


def _owner(task_year: TaskYear, successions: Successions, today: dt.date) -> str:
    """Who is assigned; else the first lead's post or unit, if somebody works there."""
    task = task_year.timeline.task
    names = [str(row.officer) for row in task.assignments.all() if row.is_in_force(today)]
    if not names and getattr(task_year, "has_owner", False):
        leads = (party for party in task.parties.all() if party.role == Role.LEAD)
        names = [successions.on(lead.agency, today).name for lead in leads if lead.agency][:1]
    return ", ".join(names)


def _agencies(task: Task) -> list[Agency]:
    """The bodies for which a coordinator may report."""
    return [party.agency for party in task.parties.all() if party.agency]


def _named(agencies: list[Agency], successions: Successions, today: dt.date) -> dict[Agency, str]:
    return {agency: successions.on(agency, today).name for agency in agencies}


def _finishes_span(task_year: TaskYear, siblings: list[TaskYear]) -> bool:
    """See also ``tasks.cell.report.finishes_span_on``."""
    return any(
        getattr(cell, "closed_from", None) == task_year.pk and cell.state == State.DONE
        for cell in siblings
    )


def _review(task_year: TaskYear) -> str:
    word = Review(task_year.review).label
    return f"{word}: {task_year.review_reason}" if task_year.review == Review.RETURNED else word


def _wish(task_year: TaskYear, log: Log) -> str:
    """What the officer asks leadership to say; empty where nothing is asked."""
    if not task_year.needs_direction:
        return ""
    asking = next((row for row in log.rows if row.source == "update" and row.needs_direction), None)
    words = (asking.proposal or asking.obstacles or asking.text) if asking else ""
    return words or "Đề nghị lãnh đạo cho ý kiến."


def _verdict(user: Officer, task_year: TaskYear, log: Log) -> VerdictCard | None:
    """See also ``services.reviews.review``."""
    if State(task_year.state).is_open or log.reporter_id is None:
        return None
    is_own = log.reporter_id == user.pk
    return VerdictCard(
        can_confirm=not is_own and task_year.review != Review.CONFIRMED,
        can_return=not is_own and task_year.review != Review.RETURNED,
        refusal=access.OWN_REPORT if is_own else "",
    )


def _strip(task_year: TaskYear, siblings: list[TaskYear], today: dt.date) -> list[Stop]:
    thread = _THREADS.get(Timeline.Kind(task_year.timeline.kind), "")
    stops = []
    for number, cell in enumerate(siblings):
        first = "thread--first" if number == 0 else ""
        last = "thread--last" if number == len(siblings) - 1 else ""
        stops.append(
            Stop(
                year=cell.year,
                url=cell.get_absolute_url(),
                label=cell.label_on(today),
                css=" ".join(filter(None, [thread, first, last])),
                is_current=cell.pk == task_year.pk,
            )
        )
    return stops


def successions_for(user: Officer, task: Task) -> Successions:
    """Those of the plan's locality; the head of the page has read the user's own already."""
    if user.locality is not None and user.locality.pk == task.plan.locality_id:
        return user.successions
    return Successions.of(task.plan.locality_id)


def _facts(task_year: TaskYear, log: Log, successions: Successions, today: dt.date) -> list[Fact]:
    timeline = task_year.timeline
    facts = []
    for party in timeline.task.parties.all():
        name = successions.on(party.agency, today).name if party.agency else party.as_printed
        sub = f"Tên trong Kế hoạch: {party.as_printed}" if name != party.as_printed else ""
        facts.append(Fact(Role(party.role).label, name, sub))
    facts.append(Fact("Thời gian", timeline.as_printed.rstrip(" .")))
    facts.append(_due_fact(task_year, log))
    return facts


def _due_fact(task_year: TaskYear, log: Log) -> Fact:
    word = f"Hạn năm {task_year.year}"
    if task_year.due_on is None:
        return Fact(word, "Không có hạn riêng", f"Hạn chung: năm {task_year.timeline.last_year}")
    moved = [
        f"Trước là {row.other_day:%d/%m/%Y}; đổi theo {row.text}"
        for row in log.due_changes
        if row.other_day
    ]
    return Fact(word, f"{task_year.due_on:%d/%m/%Y}", ". ".join(moved))
