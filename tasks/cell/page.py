"""View model of the task-year page, and what the pages below it share: name and trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model, Prefetch, prefetch_related_objects
from django.urls import reverse

from config.register import Link
from plans.models import Agency, Officer
from plans.models.agencies import Successions
from plans.text import shortened
from tasks import access
from tasks.board.owners import is_manned, manned_in
from tasks.cell.log import Entry, log_of
from tasks.cell.people import fetch_people
from tasks.cell.plan_items import untaken
from tasks.cell.report import Report, saved_report
from tasks.cell.rosters import RosterLink, link_of
from tasks.cell.strip import Stop, strip_of
from tasks.models import (
    Activity,
    Contribution,
    ContributionRequest,
    Direction,
    DueDateChange,
    Evidence,
    StatusUpdate,
    Task,
    TaskYear,
    Verdict,
)
from tasks.models.tasks import Role
from tasks.states import Label, Review, State

SHOWN_ENTRIES = 8


class Fact(NamedTuple):
    """As ``components/panel.html`` wants it."""

    word: str
    text: str
    sub: str = ""


class DirectionCard(NamedTuple):
    """An open direction, and what the reader may do about it."""

    direction: Direction
    is_late: bool
    can_answer: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do on the page of a cell; ``refusal`` says why not confirm."""

    can_update: bool
    can_contribute: bool
    can_request: bool
    can_move_due_date: bool
    can_direct: bool
    can_confirm: bool
    can_return: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """The cell with what was written about it, as one reader sees it on one day.

    ``n_plan_items`` counts the items of the clause that are no activity yet.
    """

    task_year: TaskYear
    url: str
    today: dt.date
    rights: Rights
    owner: str
    saved: Report
    last_update: StatusUpdate | None
    strip: list[Stop]
    facts: list[Fact]
    evidence: list[Evidence]
    activities: list[Activity]
    n_plan_items: int
    rosters: RosterLink | None
    contributions: list[tuple[Contribution, bool]]
    requests: list[ContributionRequest]
    directions: list[DirectionCard]
    wish: str
    log: list[Entry]
    n_shown: int | None

    @property
    def name(self) -> str:
        return name_of(self.task_year)

    @property
    def trail(self) -> list[Link]:
        return trail_to(self.task_year)

    @property
    def year_text(self) -> str:
        return str(self.task_year.year)

    @property
    def label(self) -> Label:
        return self.task_year.label_on(self.today)

    @property
    def review(self) -> str:
        word = Review(self.task_year.review).label
        reason = self.task_year.review_reason
        return f"{word}: {reason}" if self.task_year.review == Review.RETURNED else word

    @property
    def entries(self) -> list[Entry]:
        """The newest of the log, or all of it."""
        return self.log[: self.n_shown]


def cell_page(user: Officer, pk: int, *, today: dt.date, shows_whole_log: bool = False) -> CellPage:
    """404 outside the user's localities."""
    task_year = access.task_year_for_reading(user, pk)
    _fetch(task_year)
    task = task_year.timeline.task
    updates = list(task_year.updates.all())
    deciding = updates[0] if updates else None
    successions = user.successions_in(task.plan.locality_id)
    evidence = [one for one in task_year.evidence.all() if one.removed_at is None]
    cited = {one.url for one in evidence}
    activities = [one.shown_on(today, cited=cited) for one in task_year.activities.all()]
    return CellPage(
        task_year=task_year,
        url=task_year.get_absolute_url(),
        today=today,
        rights=_rights(user, task_year, deciding, today),
        owner=_owner(task, successions, today),
        saved=saved_report(task_year, deciding, today),
        last_update=max(updates, key=lambda update: update.pk, default=None),
        strip=strip_of(task_year.timeline, list(task_year.timeline.cells.all()), today),
        facts=_facts(task_year, successions, today),
        evidence=evidence,
        activities=activities,
        n_plan_items=len(untaken(task.section.text, (one.title for one in activities))),
        rosters=link_of(task, task_year.year),
        contributions=[(one, access.can_edit(user, one)) for one in task_year.contributions.all()],
        requests=list(task_year.contribution_requests.all()),
        directions=_cards(user, task_year, today),
        wish=_wish(task_year, updates),
        log=log_of(task_year),
        n_shown=None if shows_whole_log else SHOWN_ENTRIES,
    )


def _fetch(task_year: TaskYear) -> None:
    """All that the page shows of the cell, in a plain query a table."""
    prefetch_related_objects(
        [task_year],
        Prefetch("timeline__cells", TaskYear.objects.order_by("year")),
        Prefetch("updates", StatusUpdate.objects.latest_first()),
        "updates__carried_from__task_year",
        Prefetch("evidence", Evidence.objects.select_related("document").order_by("pk")),
        Prefetch("contributions", Contribution.objects.order_by("done_on", "pk")),
        "contributions__documents",
        Prefetch(
            "contribution_requests",
            ContributionRequest.objects.select_related("agency").order_by("pk"),
        ),
        Prefetch("activities", Activity.objects.by_day()),
        Prefetch("directions", Direction.objects.order_by("pk")),
        Prefetch("verdicts", Verdict.objects.order_by("pk")),
        Prefetch("due_changes", DueDateChange.objects.order_by("pk")),
    )
    fetch_people(_writers(task_year))


# Fields of rows above that lead to officers.
_WRITERS = {
    "updates": ("author",),
    "evidence": ("removed_by",),
    "contributions": ("author",),
    "contribution_requests": ("asked_by",),
    "activities": ("officer",),
    "directions": ("asked_by", "addressee", "answered_by", "closed_by"),
    "verdicts": ("given_by",),
    "due_changes": ("changed_by",),
}


def _writers(task_year: TaskYear) -> Iterator[tuple[Model, str]]:
    yield task_year, "reviewed_by"
    for assignment in task_year.timeline.task.assignments.all():
        yield assignment, "officer"
    for rows, names in _WRITERS.items():
        yield from ((row, name) for row in getattr(task_year, rows).all() for name in names)


def name_of(task_year: TaskYear) -> str:
    """What its page is called: the task, the part of it this timeline is on, the year."""
    timeline = task_year.timeline
    name = shortened(timeline.task.name)
    part = f" ({timeline.label})" if timeline.label else ""
    return f"{name}{part}, năm {task_year.year}"


def trail_to(task_year: TaskYear) -> list[Link]:
    task = task_year.timeline.task
    return [
        Link("Kế hoạch", reverse("tasks:plan_detail", args=[task.plan_id])),
        Link(task.code, task.get_absolute_url()),
    ]


def trail_below(task_year: TaskYear) -> list[Link]:
    """For pages under the cell's."""
    return [*trail_to(task_year), Link(f"năm {task_year.year}", task_year.get_absolute_url())]


def named_on(
    user: Officer, task_year: TaskYear, agencies: Sequence[Agency], day: dt.date
) -> dict[Agency, str]:
    """Bodies with the names that stand in their place on that day."""
    successions = user.successions_in(task_year.timeline.task.plan.locality_id)
    return {agency: successions.on(agency, day).name for agency in agencies}


def bodies_to_report_for(user: Officer, task_year: TaskYear, day: dt.date) -> dict[Agency, str]:
    """The bodies of the task, by name, for who coordinates; none for anybody else."""
    task = task_year.timeline.task
    if not access.can_coordinate(user, task.plan):
        return {}
    agencies = [party.agency for party in task.parties.all() if party.agency]
    return named_on(user, task_year, agencies, day)


def _rights(
    user: Officer, task_year: TaskYear, deciding: StatusUpdate | None, today: dt.date
) -> Rights:
    task = task_year.timeline.task
    can_direct = access.can_direct(user, task.plan)
    is_for_review = can_direct and deciding is not None and not State(task_year.state).is_open
    is_own = deciding is not None and access.is_own_report(user, deciding)
    may_judge = is_for_review and not is_own
    can_update = access.can_update(user, task, today=today)
    is_begun = task_year.is_open and task_year.year <= today.year
    return Rights(
        can_update=can_update,
        can_request=can_update and is_begun and bool(access.partners_of(task)),
        can_contribute=bool(access.bodies_to_contribute_for(user, task, today=today)),
        can_move_due_date=task_year.due_on is not None and access.can_coordinate(user, task.plan),
        can_direct=can_direct,
        can_confirm=may_judge and task_year.review != Review.CONFIRMED,
        can_return=may_judge and task_year.review != Review.RETURNED,
        refusal=access.OWN_REPORT if is_for_review and is_own else "",
    )


def _owner(task: Task, successions: Successions, today: dt.date) -> str:
    """Who is assigned; else the first lead's post or unit, if somebody works there; else ""."""
    names = [str(row.officer) for row in task.assignments.all() if row.is_in_force(today)]
    manned = manned_in({task.plan.locality_id}) if not names else ()
    if is_manned(task, today, successions=successions, manned=manned):
        leads = (party for party in task.parties.all() if party.role == Role.LEAD)
        names = [successions.on(lead.agency, today).name for lead in leads if lead.agency][:1]
    return ", ".join(names)


def _cards(user: Officer, task_year: TaskYear, today: dt.date) -> list[DirectionCard]:
    """The open ones, the oldest first."""
    task = task_year.timeline.task
    return [
        DirectionCard(
            one,
            is_late=one.is_late(today),
            can_answer=not one.answer
            and access.can_answer(user, one.addressee_id, task, today=today),
        )
        for one in task_year.directions.all()
        if one.closed_at is None
    ]


def _wish(task_year: TaskYear, updates: Sequence[StatusUpdate]) -> str:
    """What the officer asks leadership to say; empty where nothing is asked."""
    if not task_year.needs_direction:
        return ""
    asking = [update for update in updates if update.needs_direction]
    last = max(asking, key=lambda update: (update.recorded_at, update.pk), default=None)
    words = (last.proposal or last.obstacles or last.result) if last else ""
    return words or "Đề nghị lãnh đạo cho ý kiến."


def _facts(task_year: TaskYear, successions: Successions, today: dt.date) -> list[Fact]:
    timeline = task_year.timeline
    facts = []
    for party in timeline.task.parties.all():
        name = successions.on(party.agency, today).name if party.agency else party.as_printed
        sub = f"Tên trong Kế hoạch: {party.as_printed}" if name != party.as_printed else ""
        facts.append(Fact(Role(party.role).label, name, sub))
    facts.append(Fact("Thời gian", timeline.printed_time))
    facts.append(_due_fact(task_year))
    return facts


def _due_fact(task_year: TaskYear) -> Fact:
    word = f"Hạn năm {task_year.year}"
    if task_year.due_on is None:
        return Fact(word, "Không có hạn riêng", f"Hạn chung: năm {task_year.timeline.last_year}")
    moved = [
        f"Trước là {change.old_due_on:%d/%m/%Y}; đổi theo {change.document}"
        for change in sorted(task_year.due_changes.all(), key=lambda row: row.pk, reverse=True)
        if change.old_due_on
    ]
    return Fact(word, f"{task_year.due_on:%d/%m/%Y}", ". ".join(moved))
