"""Who answers for a task, from when to when. Ended assignments stay; an end can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Officer
from tasks.models import Assignment, Task

_DAY = dt.timedelta(days=1)


@transaction.atomic
def assign(
    *,
    tasks: Sequence[Task],
    officer: Officer,
    since: dt.date,
    by: Officer,
    note: str = "",
    replaces: bool = True,
) -> list[Assignment]:
    """The officer answers for each of the tasks from that day on; all of them or none.

    ``replaces``: who answered for a task until now does so until the day before. A task for which
    the officer answers already stays as it is. ``ValidationError`` by field.
    """
    if officer.locality is None or any(t.plan.locality_id != officer.locality.pk for t in tasks):
        raise ValidationError({"officer": f"{officer} không thuộc địa bàn của nhiệm vụ này"})
    if not officer.is_active:
        raise ValidationError({"officer": f"{officer} đã ngừng sử dụng phần mềm: chọn người khác"})
    made, errors = [], []
    locked = Task.objects.select_for_update(of=("self",)).filter(pk__in=[t.pk for t in tasks])
    for task in locked.in_order():
        open_ones = list(task.assignments.in_force_or_to_come(since).select_related("officer"))
        own = [one for one in open_ones if one.officer_id == officer.pk]
        if any(one.since <= since for one in own):
            continue
        others = [one for one in open_ones if one.officer_id != officer.pk] if replaces else []
        if message := _in_the_way(own, others, since):
            errors.append(f"{task.code}: {message}")
            continue
        for other in others:
            _keep(other, until=since - _DAY, by=by)
        made.append(_make(task, officer, since=since, note=note, by=by))
    if errors:
        raise ValidationError({"since": errors})
    return made


def _in_the_way(own: Sequence[Assignment], others: Sequence[Assignment], since: dt.date) -> str:
    """Why nobody can begin on that day, and from which day on they can."""
    for one in own:
        return f"{one.officer} đã được phân công từ {one.since:%d/%m/%Y}, chọn ngày khác"
    for one in others:
        if one.since >= since:
            return (
                f"{one.officer} phụ trách từ {one.since:%d/%m/%Y}, "
                f"chọn ngày từ {one.since + _DAY:%d/%m/%Y} trở đi hoặc chọn cùng phụ trách"
            )
    return ""


@transaction.atomic
def end_assignment(*, assignment: Assignment, until: dt.date | None, by: Officer) -> Assignment:
    """The last day on which the officer answers; None takes an end back.

    ``ValidationError`` by field where the officer answers again from a later day already.
    """
    Task.objects.select_for_update(of=("self",)).get(pk=assignment.task_id)
    if until is not None and until < assignment.since:
        raise ValidationError(
            {"until": f"Ngày cuối cùng phải từ {assignment.since:%d/%m/%Y} trở đi"}
        )
    same = Assignment.objects.filter(task=assignment.task_id, officer=assignment.officer_id)
    later = same.exclude(pk=assignment.pk).filter(since__gte=assignment.since).order_by("since")
    again = later.first()
    if again is not None and (until is None or until >= again.since):
        raise ValidationError(
            {
                "until": f"Người này phụ trách lại từ {again.since:%d/%m/%Y}: "
                f"ngày cuối cùng phải trước ngày đó"
            }
        )
    return _keep(assignment, until=until, by=by)


def _make(task: Task, officer: Officer, *, since: dt.date, note: str, by: Officer) -> Assignment:
    assignment = Assignment(task=task, officer=officer, since=since, note=note)
    return _save(assignment, by=by)


def _keep(assignment: Assignment, *, until: dt.date | None, by: Officer) -> Assignment:
    """Nothing is written where nothing changes."""
    if assignment.until == until:
        return assignment
    assignment.until = until
    return _save(assignment, by=by)


def _save(assignment: Assignment, *, by: Officer) -> Assignment:
    """The row and its history, under the name of who did it (in a command there is no request)."""
    assignment._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001 -- simple-history's way
    assignment.save()
    return assignment
