"""View model of the page of one task: its bodies, people, years, and what was written of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.models import Officer
from plans.models.agencies import Successions
from plans.text import shortened
from tasks import access
from tasks.board.owners import is_manned, manned_in
from tasks.cell.log import Entry, remarks_of, reporter_of
from tasks.cell.people import fetch_people
from tasks.cell.rosters import RosterLink, link_of
from tasks.cell.strip import Stop, strip_of
from tasks.models import Assignment, Evidence, StatusUpdate, Task, TaskYear, Timeline
from tasks.models.tasks import Role
from tasks.states import State

SHOWN_UPDATES = 10


class Body(NamedTuple):
    """A party: today's name, and the printed one where it differs."""

    role: str
    name: str
    printed: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """``acting_lead`` answers for the task where nobody is assigned; empty where nobody does."""

    task: Task
    bodies: list[Body]
    owners: list[Assignment]
    former_owners: list[Assignment]
    acting_lead: str
    strips: list[tuple[Timeline, list[Stop]]]
    updates: list[Entry]
    evidence: list[Evidence]
    can_assign: bool
    rosters: RosterLink | None

    @property
    def name(self) -> str:
        return shortened(self.task.name)

    @property
    def leads(self) -> list[Body]:
        return [body for body in self.bodies if body.role == Role.LEAD]

    @property
    def partners(self) -> list[Body]:
        return [body for body in self.bodies if body.role == Role.PARTNER]


def task_page(user: Officer, pk: int, *, today: dt.date) -> TaskPage:
    """404 outside the user's localities."""
    task = access.task_with_years(user, pk)
    lines = [(line, list(line.cells.all())) for line in task.timelines.all()]
    updates, evidence = _written([cell for _, cells in lines for cell in cells])
    assignments = sorted(task.assignments.all(), key=lambda row: (row.since, row.pk), reverse=True)
    people = [*((one, "officer") for one in assignments), *((one, "author") for one in updates)]
    fetch_people(people)
    successions = user.successions_in(task.plan.locality_id)
    bodies = _bodies(task, successions, today)
    owners = [row for row in assignments if row.is_in_force(today)]
    leads = [body for body in bodies if body.role == Role.LEAD]
    manned = manned_in({task.plan.locality_id})
    is_led = not owners and is_manned(task, today, successions=successions, manned=manned)
    return TaskPage(
        task=task,
        bodies=bodies,
        owners=owners,
        former_owners=[row for row in assignments if row not in owners],
        acting_lead=leads[0].name if is_led else "",
        strips=[(line, strip_of(line, cells, today)) for line, cells in lines if cells],
        updates=[_entry(update) for update in updates],
        evidence=evidence,
        can_assign=access.can_coordinate(user, task.plan),
        rosters=link_of(task),
    )


def _written(cells: Sequence[TaskYear]) -> tuple[list[StatusUpdate], list[Evidence]]:
    """The last updates of any of these years; what proves them, the latest year first."""
    by_key = {cell.pk: cell for cell in cells}
    updates = list(StatusUpdate.objects.of_cells(by_key).latest_first()[:SHOWN_UPDATES])
    proofs = Evidence.objects.in_force().of_cells(by_key).select_related("document")
    for row in (*updates, *proofs):
        row.task_year = by_key[row.task_year_id]
    return updates, sorted(proofs, key=lambda one: (-one.task_year.year, one.pk))


def _bodies(task: Task, successions: Successions, today: dt.date) -> list[Body]:
    bodies = []
    for party in sorted(task.parties.all(), key=lambda row: row.order):
        name = successions.on(party.agency, today).name if party.agency else party.as_printed
        printed = party.as_printed if party.as_printed != name else ""
        bodies.append(Body(party.role, name, printed))
    return bodies


def _entry(update: StatusUpdate) -> Entry:
    """Shorter than in the log of its cell: what is said of which year, and by whom."""
    state, cell = State(update.state), update.task_year
    place = f"{cell.timeline.label}, năm {cell.year}" if cell.timeline.label else f"Năm {cell.year}"
    what = "Không thay đổi" if update.is_unchanged else state.label
    return Entry(
        f"{place}: {what}, tính đến ngày {update.effective_on:%d/%m/%Y}",
        update.recorded_at,
        reporter_of(update),
        state.mark,
        f"is-{state}",
        text="" if update.is_unchanged else update.result,
        parts=remarks_of(update),
    )
