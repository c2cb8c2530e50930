"""Loads the board: a few plain querysets, linked to each other as model objects.

They are ordered here in Python, since the order of the models would join the plan to every query,
and each body and person is one object, however many rows name it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from django.db.models import F, Model, Q, Window
from django.db.models.functions import RowNumber

from plans.days import end_of
from plans.models import Locality, Officer, Plan
from tasks.access import oversees
from tasks.board.board import Board
from tasks.board.log import log_of
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
_LOCALITY_FIELDS = (
    *("locality__name", "locality__former_unit", "locality__sort_name"),
    *("locality__path", "locality__level", "locality__parent"),
)


class Wanted(Enum):
    """Which cells a page needs."""

    ALL = "all"  # every year of the plans
    COUNTS = "counts"  # begun, due soon, ended, returned or directed
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
    in_force_only: bool = True,
) -> Board:
    """Return the plans in ``scope`` that ``user`` may see, as they stood on ``day``.

    A past day has its due days, people, states and directions. A coming day has today's states.
    ``only_mine`` leaves out the tasks in which neither the person nor their body has a part.
    With ``in_force_only`` off, plans that have ended or are to come are shown too.
    """
    scope = scope or Scope()
    wanted = wanted if day >= today else Wanted.ALL  # what was open then may have ended since
    plans = visible_plans(user)
    chosen = _in_scope(plans, user, scope)
    if in_force_only and scope.plan_id is None:
        chosen = [plan for plan in chosen if plan.first_year <= day.year + 1]
    plan_ids = [plan.pk for plan in chosen]
    given = _directions(plan_ids, day, is_past=day < today)
    directions = [row for row in given if row.is_open_on(day)]
    cells = _cells(plan_ids, day, wanted, [row.task_year_id for row in directions])
    if only_mine:
        cells = cells.filter(_concerns(user, day)).select_related("timeline__task")
    board = Board(user=user, day=day, today=today, scope=scope, all_plans=plans)
    found = list(cells)
    if wanted in {Wanted.ALL, Wanted.COUNTS} and not only_mine:
        timelines, tasks = _all_of(plan_ids)
    else:
        timelines = _timelines(found)
        tasks = _tasks(timelines.values())
    _link(board, chosen, found, timelines, tasks)
    _link_people(board, tasks)
    _link_directions(board, found, directions)
    if day < today:
        board.log = log_of((cell.pk for cell in found), day)
        _put_back(board, found, given)
    is_whole = wanted is Wanted.ALL and not only_mine
    if scope.plan_id is None and in_force_only:
        chosen = _in_force(chosen, found if is_whole else _cells_that_decide(chosen, day), day)
    board.plans = sorted(chosen, key=_plan_order)
    shown = {plan.pk for plan in board.plans}
    board.tasks = [task for task in board.tasks if task.plan_id in shown]
    board.directions = [row for row in board.directions if row.task_year.task.plan_id in shown]
    if wanted is Wanted.COUNTS:
        board.open_later = _open_later(shown, day)
    return board


def load_own_board(user: Officer, *, day: dt.date, wanted: Wanted) -> Board:
    """Return the person's own work of every plan today; who oversees gets all their locality's."""
    sees_all = oversees(user) and user.locality is not None
    own = user.locality.pk if sees_all and user.locality else None
    scope = Scope(locality_id=own)
    return load_board(user, day=day, today=day, scope=scope, wanted=wanted, only_mine=not sees_all)


def visible_plans(user: Officer) -> list[Plan]:
    """All plans that the person may see, with their localities, the newest first."""
    plans = Plan.objects.visible_to(user).select_related("locality")
    return list(plans.only(*_PLAN_FIELDS, *_LOCALITY_FIELDS).newest_first())


def _in_scope(plans: Sequence[Plan], user: Officer, scope: Scope) -> list[Plan]:
    """The plan or the plans of the locality that are picked; else all."""
    visible = {plan.pk for plan in plans}
    below = {plan.locality_id for plan in plans}
    if scope.locality_id is not None and scope.locality_id not in below:
        seen = Locality.objects.visible_to(user).filter(pk=scope.locality_id)
        below |= set(seen.values_list("pk", flat=True))
    refuse_unknown(scope, plan_ids=visible, locality_ids=below)
    if scope.plan_id is not None:
        return [plan for plan in plans if plan.pk == scope.plan_id]
    if scope.locality_id is not None:
        return [plan for plan in plans if plan.locality_id == scope.locality_id]
    return list(plans)


def _directions(plan_ids: Sequence[int], day: dt.date, *, is_past: bool) -> list[Direction]:
    """Those open now, the nearest deadline first; of a past day all that were given by then."""
    rows = Direction.objects.filter(task_year__timeline__task__plan__in=plan_ids)
    rows = rows.filter(asked_at__lt=end_of(day)) if is_past else rows.open()
    return list(rows.with_people().in_order())


def _cells(
    plan_ids: Sequence[int], day: dt.date, wanted: Wanted, directed: Sequence[int]
) -> TaskYearQuerySet:
    cells = TaskYear.objects.filter(timeline__task__plan__in=plan_ids).order_by()
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
    timelines: dict[int, Timeline],
    tasks: dict[int, Task],
) -> None:
    """Tie cells, timelines, tasks and plans together; nothing is asked for twice."""
    plan_by_id = {plan.pk: plan for plan in plans}
    for task in tasks.values():
        task.plan = plan_by_id[task.plan_id]
        task.timeline_list = []
    for line in sorted(timelines.values(), key=lambda line: line.order):
        line.task = tasks[line.task_id]
        line.task.timeline_list.append(line)
        line.cell_list = []
    for cell in sorted(cells, key=lambda cell: cell.year):
        cell.day = board.day
        cell.timeline = timelines[cell.timeline_id]
        cell.timeline.cell_list.append(cell)
    board.tasks = sorted(tasks.values(), key=lambda task: (*_plan_order(task.plan), task.order))


def _link_directions(
    board: Board, cells: Sequence[TaskYear], directions: Sequence[Direction]
) -> None:
    by_pk = {cell.pk: cell for cell in cells}
    board.directions = [row for row in directions if row.task_year_id in by_pk]
    for row in board.directions:
        row.task_year = by_pk[row.task_year_id]


def _plan_order(plan: Plan) -> tuple[str, int, int, int]:
    """Plans of one locality beside each other, the longest first."""
    return (plan.locality.path, -plan.last_year, plan.first_year, -plan.pk)


def _all_of(plan_ids: Sequence[int]) -> tuple[dict[int, Timeline], dict[int, Task]]:
    """All lines and tasks of the plans, also those without a cell."""
    lines = Timeline.objects.filter(task__plan__in=plan_ids).order_by()
    tasks = Task.objects.filter(plan__in=plan_ids).with_group().order_by()
    return {line.pk: line for line in lines}, {task.pk: task for task in tasks}


def _timelines(cells: Iterable[TaskYear]) -> dict[int, Timeline]:
    """Their lines by key, each once; asked for where they did not come with the cells."""
    known = {cell.timeline_id: cell.timeline for cell in cells if _has(cell, "timeline")}
    missing = {cell.timeline_id for cell in cells} - set(known)
    return known | Timeline.objects.order_by().in_bulk(missing)


def _tasks(timelines: Iterable[Timeline]) -> dict[int, Task]:
    """Their tasks by key, each once, with the place of the plan under which it stands."""
    known = {line.task_id: line.task for line in timelines if _has(line, "task")}
    missing = {line.task_id for line in timelines} - set(known)
    rows = Task.objects.filter(pk__in=missing).with_group().order_by()
    return known | {task.pk: task for task in rows}


def _has(row: Model, name: str) -> bool:
    """Whether the row it refers to has been fetched."""
    return row._state.fields_cache.get(name) is not None  # noqa: SLF001 -- no public way to ask


def _link_people(board: Board, tasks: dict[int, Task]) -> None:
    """Bodies of each task, and who is assigned on the day."""
    parties = TaskParty.objects.filter(task__in=tasks).select_related("agency").order_by()
    bodies = {party.agency_id: party.agency for party in parties}  # each once, None of none
    assignments = Assignment.objects.filter(task__in=tasks).in_force(board.day)
    of_task: dict[int, list[TaskParty]] = defaultdict(list)
    for party in parties:
        party.agency = bodies[party.agency_id]
        of_task[party.task_id].append(party)
    assigned: dict[int, list[Assignment]] = defaultdict(list)
    for row in assignments.select_related("officer").order_by("since", "pk"):
        assigned[row.task_id].append(row)
    for task in tasks.values():
        task.party_list = sorted(of_task[task.pk], key=lambda one: (not one.is_lead, one.order))
        task.assignment_list = assigned[task.pk]
    localities = {task.plan.locality_id for task in tasks.values()}
    board.successions = board.user.successions_in(*localities)


# A past day


def _put_back(board: Board, cells: Iterable[TaskYear], given: Iterable[Direction]) -> None:
    """Give each cell the state, due day, request and review that it had at the end of the day."""
    by_pk = {cell.pk: cell for cell in cells}
    reviews = _reviews_on(by_pk, board.day)
    last = {entry.task_year_id: entry for entry in board.log}
    asked = _last_asked(given)
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
    for pk, due_on in _due_days_on(by_pk, board.day).items():
        by_pk[pk].due_on = due_on


def last_updates(keys: Collection[int], day: dt.date) -> dict[int, StatusUpdate]:
    """By cell, the entry of the log that decides on the day."""
    newest = Window(
        RowNumber(),
        partition_by="task_year",
        order_by=[F("effective_on").desc(), F("pk").desc()],
    )
    rows = StatusUpdate.objects.filter(task_year__in=keys, effective_on__lte=day).order_by()
    rows = rows.select_related("author")
    return {row.task_year_id: row for row in rows.annotate(place=newest).filter(place=1)}


def _last_asked(given: Iterable[Direction]) -> dict[int, dt.datetime]:
    """By cell, when leadership last gave a direction."""
    ordered = sorted(given, key=lambda row: row.asked_at)
    return {row.task_year_id: row.asked_at for row in ordered}


def _reviews_on(keys: Collection[int], day: dt.date) -> dict[int, str]:
    """By cell, what leadership had made of it: every save leaves a row in its history."""
    rows = TaskYear.history.filter(id__in=keys, history_date__lt=end_of(day))
    return dict(rows.order_by("history_date", "history_id").values_list("id", "review"))


def _due_days_on(keys: Collection[int], day: dt.date) -> dict[int, dt.date | None]:
    """By cell that was moved after the day, the due day that it had then."""
    rows = DueDateChange.objects.filter(task_year__in=keys, changed_at__gte=end_of(day))
    return dict(rows.order_by("-changed_at", "-pk").values_list("task_year_id", "old_due_on"))


# In force


def _in_force(plans: Sequence[Plan], cells: Iterable[TaskYear], day: dt.date) -> list[Plan]:
    """The plans in force on the day."""
    of_plan: dict[int, list[TaskYear]] = defaultdict(list)
    for cell in cells:
        of_plan[cell.task.plan_id].append(cell)
    return [plan for plan in plans if is_in_force(plan, of_plan[plan.pk], day)]


def _cells_that_decide(plans: Sequence[Plan], day: dt.date) -> list[TaskYear]:
    """The open cells of plans whose years are over, and the first due ones of those to come."""
    over = [plan.pk for plan in plans if plan.last_year < day.year]
    to_come = [plan.pk for plan in plans if plan.first_year > day.year]
    if not over and not to_come:
        return []
    soon = day + dt.timedelta(days=DUE_SOON_DAYS)
    decides = Q(timeline__task__plan__in=over, state__in=OPEN_STATES)
    decides |= Q(timeline__task__plan__in=to_come, due_on__lte=soon)
    return list(TaskYear.objects.filter(decides).select_related("timeline__task").order_by())


def is_in_force(plan: Plan, cells: Sequence[TaskYear], day: dt.date) -> bool:
    """Whether the plan is shown unasked on the day: see ``tasks.states.is_plan_in_force``."""
    return is_plan_in_force(
        first_year=plan.first_year,
        last_year=plan.last_year,
        first_due_on=min((cell.due_on for cell in cells if cell.due_on), default=None),
        has_open_cell=any(cell.is_open for cell in cells),
        day=day,
    )
