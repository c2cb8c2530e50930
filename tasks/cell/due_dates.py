"""Đổi hạn: a due date moves by a document; what it was stays in the log."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Officer
from plans.text import clean, clean_lines
from tasks.models import DueDateChange, TaskYear

YEARS_AFTER = 5  # a later year is a slip of the keys
NO_DUE_DATE = "Năm này của nhiệm vụ nhiều năm không có hạn riêng: đổi hạn ở năm cuối."


def check_due_date(due_on: dt.date, *, task_year: TaskYear) -> str:
    """What is wrong with the new date; empty where it may stand."""
    first = dt.date(task_year.year, 1, 1)
    last = dt.date(task_year.year + YEARS_AFTER, 12, 31)
    if not first <= due_on <= last:
        return f"Hạn mới phải từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    return ""


@transaction.atomic
def change_due_date(
    *,
    task_year: TaskYear,
    due_on: dt.date,
    document: str,
    by: Officer,
    reason: str = "",
    seen: dt.date | None = None,
    now: dt.datetime | None = None,
) -> DueDateChange | None:
    """Moves the due date of a cell and keeps the old one; None where it is that day already.

    ``seen`` is the due date that the form showed: another one now raises ``ValidationError``, as
    does a date that may not stand.
    """
    cell = TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    if cell.due_on is None:
        raise ValidationError(NO_DUE_DATE)
    if cell.due_on == due_on:
        return None
    if seen is not None and cell.due_on != seen:
        raise ValidationError(
            f"Hạn vừa được người khác đổi thành {cell.due_on:%d/%m/%Y}: xem lại rồi lưu."
        )
    if message := check_due_date(due_on, task_year=cell):
        raise ValidationError({"due_on": message})
    change = DueDateChange.objects.create(
        task_year=cell,
        old_due_on=cell.due_on,
        new_due_on=due_on,
        document=clean(document),
        reason=clean_lines(reason),
        changed_by=by,
        changed_at=now or clock.now(),
    )
    cell.due_on = due_on
    cell.save()
    return change
