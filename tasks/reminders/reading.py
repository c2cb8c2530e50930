"""Cells of which a person is reminded on a day, read from the cells themselves.

Right whether or not a letter ever went out: what is recorded only tells what the person knows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from django.db.models import F, IntegerField, QuerySet, Value

from plans.models import Agency, Officer, Role
from plans.models.agencies import Successions
from plans.text import name_key
from tasks.board.rows import Annotated, CellRow, cell_rows_with, known_cell_rows_with
from tasks.models import Assignment, Reminder, TaskParty, TaskYear
from tasks.models.year_queries import TaskYearQuerySet
from tasks.reminders.rule import LEADERS_FROM, Reason, is_owed, threshold_passed

_COLUMNS = ("is_mine", "is_reached", "seen", "recorded")
_ASSIGNED = -1  # stands before every lead's place


class Reminded(NamedTuple):
    """An open cell near or past its due date; ``threshold`` is the largest one passed.

    ``seen`` and ``recorded`` are the largest ones that the person has marked, or knows by mail.
    """

    row: CellRow
    reason: Reason
    due_on: dt.date
    threshold: int
    seen: int | None
    recorded: int | None

    @property
    def is_new(self) -> bool:
        """Not yet marked as seen on the list."""
        return is_owed(self.threshold, self.seen)

    @property
    def is_owed(self) -> bool:
        """Neither seen nor sent."""
        return is_owed(self.threshold, self.recorded)

    @property
    def mark(self) -> str:
        """The reminder as it was shown."""
        return f"{self.row.pk}:{self.due_on:%Y-%m-%d}:{self.threshold}"


class Remindable(Protocol):
    """A cell that a page has read anyway."""

    @property
    def row(self) -> CellRow: ...
    @property
    def is_mine(self) -> bool: ...
    @property
    def is_reached(self) -> bool: ...
    @property
    def seen(self) -> int | None: ...


class Watch(NamedTuple):
    """What concerns a person besides their own cells."""

    unowned: bool
    late: bool

    @classmethod
    def of(cls, user: Officer) -> Watch:
        return cls(unowned=user.has_role(Role.COORDINATOR), late=user.has_role(Role.LEADER))


def cells_to_remind(user: Officer, day: dt.date) -> TaskYearQuerySet:
    """One query, with what ``_COLUMNS`` names."""
    watch = Watch.of(user)
    cells = TaskYear.objects.visible_to(user).as_of(day, today=day).due_soon_or_late(day)
    late_by = day - dt.timedelta(days=LEADERS_FROM) if watch.late else None
    cells = cells.with_reach(day).concerning(user, day, unowned=watch.unowned, late_by=late_by)
    known = Reminder.objects
    found: TaskYearQuerySet = cells.annotate(
        seen=known.seen().largest(user), recorded=known.largest(user)
    )
    return found


def reminders_of(user: Officer, day: dt.date) -> list[Reminded]:
    """For a page: a query that is compiled once. The longest overdue first."""
    watch = Watch.of(user)
    key = ("reminders", user.standpoint(day), watch)
    found = known_cell_rows_with(key, lambda: cells_to_remind(user, day), *_COLUMNS)
    return _reminded(found, watch, day)


def reminders_by_mail(user: Officer, day: dt.date) -> list[Reminded]:
    """The same, of each of many people."""
    found = cell_rows_with(cells_to_remind(user, day), *_COLUMNS)
    return _reminded(found, Watch.of(user), day)


def _reminded(pairs: Iterable[Annotated], watch: Watch, day: dt.date) -> list[Reminded]:
    found = []
    for row, (is_mine, is_reached, seen, recorded) in pairs:
        threshold = threshold_passed(row.due_on, day) if row.due_on else None
        if row.due_on is None or threshold is None:
            continue
        if is_mine:
            reason = Reason.MINE
        else:
            reason = Reason.UNOWNED if watch.unowned and not is_reached else Reason.LATE
        found.append(Reminded(row, reason, row.due_on, threshold, seen, recorded))
    return sorted(found, key=lambda one: (one.due_on, one.row.code, one.row.pk))


# The head of every page


def new_rows(user: Officer, day: dt.date) -> QuerySet[Any, Any]:
    """Due date and threshold seen of each reminder, and a 1 that says what it is."""
    is_reminder = Value(1, output_field=IntegerField())
    return cells_to_remind(user, day).order_by().values_list("due_on", "seen", is_reminder)


def count_new(rows: Iterable[tuple[dt.date, int | None]], day: dt.date) -> int:
    """How many are not marked as seen."""
    return sum(is_owed(threshold_passed(due_on, day), seen) for due_on, seen in rows)


def concerns(one: Remindable, watch: Watch, day: dt.date) -> bool:
    """Whether a cell at hand is one of ``cells_to_remind``: the same rule without a query."""
    row = one.row
    threshold = threshold_passed(row.due_on, day) if row.due_on and row.is_open else None
    if threshold is None:
        return False
    is_late = watch.late and threshold >= LEADERS_FROM
    return one.is_mine or is_late or (watch.unowned and not one.is_reached)


# Names


def who_answers(
    task_ids: Iterable[int], successions: Successions, day: dt.date
) -> dict[int, list[str]]:
    """By task: the officers assigned, else the leading bodies by the names of that day; one query.

    Officers who have left do not answer.
    """
    ids = list(set(task_ids))
    if not ids:
        return {}
    in_force = Assignment.objects.in_force(day).filter(task__in=ids, officer__is_active=True)
    leads = TaskParty.objects.leads_of(ids).order_by()
    place = Value(_ASSIGNED, output_field=IntegerField())
    rows = leads.values_list("task_id", "order", "agency_id", "as_printed", "agency__name").union(
        in_force.order_by().values_list(
            "task_id", place, "officer__agency_id", "officer__full_name", F("officer__job_title")
        ),
        all=True,
    )
    people: dict[int, list[str]] = defaultdict(list)
    bodies: dict[int, list[str]] = defaultdict(list)
    for task_id, order, agency_id, text, name in sorted(rows, key=lambda row: row[:2]):
        if order == _ASSIGNED:
            people[task_id].append(text)
        elif agency_id is None:
            bodies[task_id].append(text)
        else:
            bodies[task_id].append(successions.on(Agency(pk=agency_id, name=name), day).name)
    for names in people.values():
        names.sort(key=name_key)
    return {pk: people[pk] or bodies[pk] for pk in ids}
