"""Nhắc việc: what a person has seen, and the letters of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.utils import timezone

from plans.models import Officer
from tasks.models import Reminder
from tasks.reminders.reading import Reminded, reminders_of


def mark_seen(marks: Collection[str], *, by: Officer, today: dt.date) -> int:
    """Of the reminders that stand now, those that were shown (``Reminded.mark``); how many.

    Until the next threshold they are neither counted nor sent.
    """
    shown = set(marks)
    found = [one for one in reminders_of(by, today) if one.is_new and one.mark in shown]
    _record(found, of=by, today=today, field="seen_at", at=timezone.now())
    return len(found)


def _record(
    found: Iterable[Reminded], *, of: Officer, today: dt.date, field: str, at: dt.datetime
) -> None:
    """One row a threshold: seen after it was sent, or sent after it was seen, is the same row."""
    rows = [
        Reminder(
            task_year_id=one.row.pk,
            officer=of,
            due_on=one.due_on,
            threshold=one.threshold,
            recorded_on=today,
            **{field: at},
        )
        for one in found
    ]
    Reminder.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["task_year", "officer", "due_on", "threshold"],
        update_fields=[field],
    )
