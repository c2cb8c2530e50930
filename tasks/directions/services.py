"""Ý kiến chỉ đạo: a leader asks, an officer answers, the leader closes or asks again."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Officer
from plans.text import clean_lines
from tasks.models import Direction, TaskYear

ALREADY_CLOSED = "Ý kiến chỉ đạo này đã kết thúc."
ALREADY_ANSWERED = "Ý kiến chỉ đạo này vừa được trả lời: xem lại nội dung trả lời."


@transaction.atomic
def give_direction(
    *,
    task_year: TaskYear,
    text: str,
    by: Officer,
    today: dt.date,
    answer_by_on: dt.date | None = None,
    addressee: Officer | None = None,
    follows: Direction | None = None,
    now: dt.datetime | None = None,
) -> Direction:
    """Asks on a task-year; an officer's "xin ý kiến chỉ đạo" is answered by it.

    With ``follows`` the leader asks again: the earlier one is closed. ``ValidationError`` (by
    field) for an empty text or a deadline in the past.
    """
    text = clean_lines(text)
    errors = {}
    if not text:
        errors["text"] = "Nhập ý kiến chỉ đạo"
    if answer_by_on is not None and answer_by_on < today:
        errors["answer_by_on"] = f"Hạn trả lời phải từ {today:%d/%m/%Y} trở đi"
    if errors:
        raise ValidationError(errors)
    if follows is not None and follows.closed_at is None:
        close_direction(direction=follows, by=by, now=now)
    at = now or clock.now()
    cell = TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    direction = Direction.objects.create(
        task_year=cell,
        text=text,
        answer_by_on=answer_by_on,
        addressee=addressee,
        follows=follows,
        asked_by=by,
        asked_at=at,
    )
    if cell.needs_direction:
        last = cell.updates.latest_first().with_request().first()
        cell.needs_direction = last is not None and last.wants_direction
        cell.save_at(at)
    return direction


@transaction.atomic
def answer_direction(
    *, direction: Direction, text: str, by: Officer, now: dt.datetime | None = None
) -> Direction:
    """Answers once; ``ValidationError`` where somebody answered or closed it meanwhile."""
    row = Direction.objects.select_for_update(of=("self",)).get(pk=direction.pk)
    if row.closed_at is not None:
        raise ValidationError(ALREADY_CLOSED)
    if row.answered_at is not None:
        raise ValidationError(ALREADY_ANSWERED)
    answer = clean_lines(text)
    if not answer:
        raise ValidationError({"answer": "Nhập nội dung trả lời"})
    row.answer, row.answered_by, row.answered_at = answer, by, now or clock.now()
    row.save()
    return row


@transaction.atomic
def close_direction(
    *, direction: Direction, by: Officer, now: dt.datetime | None = None
) -> Direction:
    """Ends it, answered or not; ending it twice changes nothing."""
    row = Direction.objects.select_for_update(of=("self",)).get(pk=direction.pk)
    if row.closed_at is None:
        row.closed_by, row.closed_at = by, now or clock.now()
        row.save()
    return row
