"""Xác nhận kết quả: a leader confirms a finished task-year or returns it with a reason.

Nobody confirms their own report. Returning keeps every word and number: it says what a leader
thinks of the report, and the officer writes a new one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Officer
from plans.text import clean_lines
from tasks.access import OWN_REPORT, is_own_report
from tasks.models import TaskYear, Verdict
from tasks.states import Review, State

NOT_FINISHED = "Chỉ xác nhận được nhiệm vụ đã kết thúc."
CHANGED = "Nhiệm vụ vừa có cập nhật mới: xem lại rồi xác nhận."


@transaction.atomic
def review(
    *,
    task_year: TaskYear,
    verdict: Review,
    by: Officer,
    version: int,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Verdict | None:
    """Confirms or returns what was reported; None where that is the verdict already.

    ``version`` is that of the page on which the leader decided. ``ValidationError`` says why it
    cannot be.
    """
    cell = TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    if cell.version != version:
        raise ValidationError(CHANGED)
    reason = clean_lines(reason) if verdict == Review.RETURNED else ""
    if verdict == Review.RETURNED and not reason:
        raise ValidationError({"reason": "Nhập lý do trả lại"})
    if cell.review == verdict and cell.review_reason == reason:
        return None
    update = cell.updates.latest_first().first()
    if update is None or State(cell.state).is_open:
        raise ValidationError(NOT_FINISHED)
    if is_own_report(by, update):
        raise ValidationError(OWN_REPORT)
    at = now or clock.now()
    cell.review, cell.review_reason = verdict, reason
    cell.reviewed_by, cell.reviewed_at = by, at
    cell.save_at(at)
    return Verdict.objects.create(
        task_year=cell, update=update, verdict=verdict, reason=reason, given_by=by, given_at=at
    )


@transaction.atomic
def confirm_all(
    *, cells: Iterable[TaskYear], by: Officer, now: dt.datetime | None = None
) -> tuple[int, int]:
    """Confirms each finished, unreviewed cell that may be; (confirmed, left out: own reports)."""
    n_confirmed = n_own = 0
    for cell in cells:
        try:
            given = review(
                task_year=cell, verdict=Review.CONFIRMED, by=by, version=cell.version, now=now
            )
        except ValidationError as refusal:
            if OWN_REPORT not in refusal.messages:
                raise
            n_own += 1
        else:
            n_confirmed += given is not None
    return n_confirmed, n_own
