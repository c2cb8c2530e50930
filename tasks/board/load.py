"""Loads the board: a few plain querysets, linked to each other as model objects."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from plans.days import end_of
from plans.models import Agency, Locality, Officer, Plan
from plans.models.agencies import AgencySuccession, Successions
from tasks.board.board import Board, cells_of
from tasks.board.scope import Scope, refuse_unknown
from tasks.models import (
    Assignment,
    Direction,
    DueDateChange,
    StatusUpdate,
    Task,
    TaskParty,
    TaskYear,
    Timeline,
)
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import DUE_SOON_DAYS, OPEN_STATES, Review, State, is_plan_in_force

# What a page needs of a plan; its long texts stay in the database.
_PLAN_FIELDS = (
    *("locality_id", "title", "short_title", "first_year", "last_year", "cadence"),
    *("contributions_every", "loaded_on"),
)
# Where a task stands in its plan: see ``Board.groups``.
_GROUP = {
    "group_id": F("section__parent_id"),
    "group_marker": F("section__parent__marker"),
    "group_heading": F("section__parent__heading"),
}


class Wanted(Enum):
    """Which cells a page needs."""

    ALL = "all"  # every year of the plans
    COUNTS = "counts"  # begun, due soon, ended or directed; first leads and no officers' names
    WORK = "work"  # open by this year or due soon, returned, directed, or ended this year
    OWED = "owed"  # the same without what has ended


def load_board(
    user: Officer,
    *,
    day: dt.date,
    today: dt.date,
    scope: Scope | None = None,
    wanted: Wanted = Wanted.ALL,
    only_mine: bool = False,
) -> Board:
    """Return the plans in ``scope`` that ``user`` may see, as they stood on ``day``.

    A past day has its due days, people, states and directions. A coming day has today's states.
    ``only_mine`` leaves out the tasks in which neither the person nor their body has a part.
    """
    scope = scope or Scope()
    of_cells = wanted if day >= today else Wanted.ALL  # what was open then may have ended since
    plans = _visible_plans(user)
    chosen = _in_scope(plans, user, scope, day)
    plan_ids = [plan.pk for plan in chosen]
    directions = _directions(plan_ids, day, wanted)
    cells = _cells(plan_ids, day, of_cells, [row.task_year_id for row in directions])
    if only_mine:
        cells = cells.filter(_concerns(user, day))
    board = Board(user=user, day=day, today=today, scope=scope, all_plans=plans)
    found = list(cells)
    _link(board, chosen, found, directions, wanted)
    if day < today:
        _put_back(found, day)
    board.plans = _in_force(board, chosen, scope)
    shown = {plan.pk for plan in board.plans}
    board.tasks = [task for task in board.tasks if task.plan_id in shown]
    if of_cells is Wanted.COUNTS:
        board.open_later = _open_later(shown, day)
    return board


def _visible_plans(user: Officer) -> list[Plan]:
    """All plans that the person may see, with their localities, the newest first."""
    plans = Plan.objects.visible_to(user).only(*_PLAN_FIELDS).newest_first()
    found = list(plans)
    localities = Locality.objects.in_bulk({plan.locality_id for plan in found})
    for plan in found:
        plan.locality = localities[plan.locality_id]
    return found


def _in_scope(plans: Sequence[Plan], user: Officer, scope: Scope, day: dt.date) -> list[Plan]:
    """The plans to load: those picked, or those that may be in force on the day."""
    visible = {plan.pk for plan in plans}
    below = {plan.locality_id for plan in plans}
    if scope.locality_id is not None and scope.locality_id not in below:
        seen = Locality.objects.visible_to(user).filter(pk=scope.locality_id)
        below |= set(seen.values_list("pk", flat=True))
    refuse_unknown(scope, plan_ids=visible, locality_ids=below)
    if scope.plan_id is not None:
        return [plan for plan in plans if plan.pk == scope.plan_id]
    if scope.locality_id is not None:
        plans = [plan for plan in plans if plan.locality_id == scope.locality_id]
    return [plan for plan in plans if plan.first_year <= day.year + 1]


def _directions(plan_ids: Sequence[int], day: dt.date, wanted: Wanted) -> list[Direction]:
    """Those given by the day and not closed by then, the nearest deadline first."""
    rows = Direction.objects.filter(task_year__timeline__task__plan__in=plan_ids).open_on(day)
    if wanted is not Wanted.COUNTS:
        rows = rows.select_related("asked_by", "addressee", "answered_by")
    return list(rows.in_order())


def _cells(
    plan_ids: Sequence[int], day: dt.date, wanted: Wanted, directed: Sequence[int]
) -> TaskYearQuerySet:
    cells = TaskYear.objects.filter(timeline__task__plan__in=plan_ids)
    if wanted is Wanted.ALL:
        return cells
    soon = day + dt.timedelta(days=DUE_SOON_DAYS)
    needed = Q(state__in=OPEN_STATES) & (Q(year__lte=day.year) | Q(due_on__lte=soon))
    needed |= Q(review=Review.RETURNED) | Q(pk__in=directed)
    if wanted is Wanted.COUNTS:
        needed |= ~Q(state__in=OPEN_STATES) | Q(needs_direction=True)
    if wanted is Wanted.WORK:
        needed |= Q(year=day.year)
    return cells.filter(needed)


def _open_later(plan_ids: Collection[int], day: dt.date) -> frozenset[int]:
    """Keys of tasks with an open cell in a year that has not begun."""
    cells = TaskYear.objects.filter(timeline__task__plan__in=plan_ids, year__gt=day.year)
    tasks = cells.filter(state__in=OPEN_STATES).order_by().values_list("timeline__task", flat=True)
    return frozenset(tasks.distinct())


def _concerns(user: Officer, day: dt.date) -> Q:
    """Cells of tasks for which the person is named or their body has a part, and directions."""
    bodies = user.bodies_on(day)
    assigned = Assignment.objects.filter(officer=user).values("task")
    parties = TaskParty.objects.filter(agency__in=bodies).values("task")
    asked = Direction.objects.filter(addressee=user).open().values("task_year")
    return Q(timeline__task__in=assigned) | Q(timeline__task__in=parties) | Q(pk__in=asked)


# Linking


def _link(
    board: Board,
    plans: Sequence[Plan],
    cells: Sequence[TaskYear],
    directions: list[Direction],
    wanted: Wanted,
) -> None:
    """Ties cells, timelines, tasks, bodies and people together; nothing is asked for twice."""
    plan_by_id = {plan.pk: plan for plan in plans}
    timelines = Timeline.objects.in_bulk({cell.timeline_id for cell in cells})
    tasks = _tasks({line.task_id for line in timelines.values()})
    for task in tasks.values():
        task.plan = plan_by_id[task.plan_id]
        task.timeline_list = []
    for line in sorted(timelines.values(), key=lambda line: line.order):
        line.task = tasks[line.task_id]
        line.task.timeline_list.append(line)
        line.cell_list = []
    by_pk = {}
    for cell in sorted(cells, key=lambda cell: cell.year):
        cell.day = board.day
        cell.timeline = timelines[cell.timeline_id]
        cell.timeline.cell_list.append(cell)
        by_pk[cell.pk] = cell
    _link_people(board, tasks, wanted)
    board.tasks = sorted(tasks.values(), key=lambda task: (*_plan_order(task.plan), task.order))
    board.directions = [row for row in directions if row.task_year_id in by_pk]
    for row in board.directions:
        row.task_year = by_pk[row.task_year_id]


def _plan_order(plan: Plan) -> tuple[str, int, int, int]:
    """Plans of one locality beside each other, the longest first."""
    return (plan.locality.path, -plan.last_year, plan.first_year, -plan.pk)


def _tasks(keys: Collection[int]) -> dict[int, Task]:
    return {task.pk: task for task in Task.objects.filter(pk__in=keys).annotate(**_GROUP)}


def _link_people(board: Board, tasks: dict[int, Task], wanted: Wanted) -> None:
    """Bodies of each task, and who is assigned on the day."""
    rows = TaskParty.objects.filter(task__in=tasks).order_by()
    assignments = Assignment.objects.filter(task__in=tasks).in_force(board.day)
    if wanted is Wanted.COUNTS:
        rows = rows.first_leads()
    else:
        assignments = assignments.select_related("officer")
    parties = list(rows)
    agencies = Agency.objects.in_bulk({row.agency_id for row in parties if row.agency_id})
    board.agencies = agencies
    of_task: dict[int, list[TaskParty]] = defaultdict(list)
    for party in parties:
        if party.agency_id is not None:
            party.agency = agencies[party.agency_id]
        of_task[party.task_id].append(party)
    people: dict[int, list[Assignment]] = defaultdict(list)
    for row in assignments.order_by("since", "pk"):
        people[row.task_id].append(row)
    for task in tasks.values():
        task.party_list = sorted(of_task[task.pk], key=lambda one: (not one.is_lead, one.order))
        task.assignment_list = people[task.pk]
    localities = {task.plan.locality_id for task in tasks.values()}
    board.successions = _successions(localities, board.user)
    officers = Officer.objects.active().filter(agency__locality__in=localities)
    board.manned = frozenset(officers.order_by().values_list("agency_id", flat=True).distinct())


def _successions(localities: Collection[int], user: Officer) -> Successions:
    """Those of all localities shown; the person's own are read once a request anyway."""
    if user.locality is not None and set(localities) <= {user.locality.pk}:
        return user.successions
    rows = AgencySuccession.objects.filter(old__locality__in=localities)
    return Successions(rows.select_related("new"))


# A past day


def _put_back(cells: Iterable[TaskYear], day: dt.date) -> None:
    """Give each cell the state, due day, request and review that it had at the end of ``day``."""
    by_pk = {cell.pk: cell for cell in cells}
    reviews = _reviews_on(by_pk, day)
    last = _last_updates(by_pk, day)
    asked = _last_asked([pk for pk, update in last.items() if update.needs_direction], day)
    for cell in by_pk.values():
        update = last.get(cell.pk)
        cell.state = update.state if update else State.TODO
        cell.completed_on = update.completed_on if update else None
        cell.updated_on = update.effective_on if update else None
        directed_at = asked.get(cell.pk)
        cell.needs_direction = bool(
            update
            and update.needs_direction
            and not (directed_at and directed_at >= update.recorded_at)
        )
        cell.review = reviews.get(cell.pk, Review.PENDING)
    for pk, due_on in _due_days_on(by_pk, day).items():
        by_pk[pk].due_on = due_on


def _last_updates(keys: Collection[int], day: dt.date) -> dict[int, StatusUpdate]:
    """By cell, the entry of the log that decides on the day."""
    newest = Window(
        RowNumber(),
        partition_by="task_year",
        order_by=[F("effective_on").desc(), F("pk").desc()],
    )
    rows = StatusUpdate.objects.filter(task_year__in=keys, effective_on__lte=day).order_by()
    return {row.task_year_id: row for row in rows.annotate(place=newest).filter(place=1)}


def _last_asked(keys: Collection[int], day: dt.date) -> dict[int, dt.datetime]:
    """By cell, when leadership last gave a direction by the day."""
    rows = Direction.objects.filter(task_year__in=keys, asked_at__lt=end_of(day))
    return dict(rows.order_by("asked_at").values_list("task_year_id", "asked_at"))


def _reviews_on(keys: Collection[int], day: dt.date) -> dict[int, str]:
    """By cell, what leadership had made of it: every save leaves a row in its history."""
    rows = TaskYear.history.filter(id__in=keys, history_date__lt=end_of(day))
    return dict(rows.order_by("history_date", "history_id").values_list("id", "review"))


def _due_days_on(keys: Collection[int], day: dt.date) -> dict[int, dt.date | None]:
    """By cell that was moved after the day, the due day that it had then."""
    rows = DueDateChange.objects.filter(task_year__in=keys, changed_at__gte=end_of(day))
    return dict(rows.order_by("-changed_at", "-pk").values_list("task_year_id", "old_due_on"))


# In force


def _in_force(board: Board, plans: Sequence[Plan], scope: Scope) -> list[Plan]:
    """The plans in force on the day, in order; the one picked is shown whether or not."""
    if scope.plan_id is not None:
        return list(plans)
    first_due: dict[int, dt.date] = {}
    has_open: set[int] = set()
    for task in board.tasks:
        for cell in cells_of(task):
            if cell.due_on is not None:
                first_due[task.plan_id] = min(cell.due_on, first_due.get(task.plan_id, cell.due_on))
            if cell.is_open:
                has_open.add(task.plan_id)
    shown = [
        plan
        for plan in plans
        if is_plan_in_force(
            first_year=plan.first_year,
            last_year=plan.last_year,
            first_due_on=first_due.get(plan.pk),
            has_open_cell=plan.pk in has_open,
            day=board.day,
        )
    ]
    return sorted(shown, key=_plan_order)
