"""Hạn: a leader moves a due date by a document; the old one stays in the log."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.models import Officer
from plans.text import clean, clean_lines
from tasks.models import DueDateChange, TaskYear


@transaction.atomic
def change_due_date(
    *,
    task_year: TaskYear,
    due_on: dt.date,
    document: str,
    by: Officer,
    reason: str = "",
    now: dt.datetime | None = None,
) -> DueDateChange | None:
    """Moves the due date of a cell; None where it is that day already."""
    cell = TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    if cell.due_on == due_on:
        return None
    change = DueDateChange.objects.create(
        task_year=cell,
        old_due_on=cell.due_on,
        new_due_on=due_on,
        document=clean(document),
        reason=clean_lines(reason),
        changed_by=by,
        changed_at=now or timezone.now(),
    )
    cell.due_on = due_on
    cell.save()
    return change
