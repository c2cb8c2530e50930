"""Reporting on a task-year: the only way in.

``record_update`` locks the cell, checks the version with which the form was opened, adds a
StatusUpdate and moves the cell to what its log says last. Nothing changed: nothing written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from config import clock
from plans.models import Officer
from tasks.cell.report import Report, check_report, may_finish_early, report_on
from tasks.documents.services import Proof, attach, new_proofs, withdraw_review
from tasks.models import StatusUpdate, TaskYear
from tasks.states import State

# The same report by the same person within this time is a double click, not a second report.
SAME_CLICK = dt.timedelta(seconds=30)


class Conflict(Exception):
    """Somebody saved between the opening of the form and now.

    ``since`` is what they wrote, the newest first; ``opened`` is what the form started from and
    ``saved`` what the log says now, both as reports of today.
    """

    def __init__(
        self, task_year: TaskYear, since: Sequence[StatusUpdate], *, opened: Report, saved: Report
    ) -> None:
        super().__init__(str(task_year))
        self.task_year = task_year
        self.since = since
        self.opened = opened
        self.saved = saved


@transaction.atomic
def record_update(
    *,
    task_year_id: int,
    by: Officer,
    version: int,
    report: Report,
    today: dt.date,
    proofs: Sequence[Proof] = (),
    now: dt.datetime | None = None,
) -> StatusUpdate | None:
    """Adds what is reported to the log and moves the cell.

    ``version`` is that of the form: another one raises ``Conflict``, unless it is the same report
    sent twice. None where the report and the evidence change nothing. ``ValidationError`` (by
    field) where it may not be recorded.
    """
    at = now or clock.now()
    task_year = _locked(task_year_id)
    report = report.cleaned()
    if task_year.version != version:
        if update := _sent_twice(task_year, report, proofs, by=by, at=at):
            return update
        raise _conflict(task_year, version, today)
    before = report_on(task_year, report.effective_on)
    is_same = report.says_same(before)
    proofs = new_proofs(proofs, task_year)
    if is_same and not proofs:
        return None
    if errors := _errors(report, before, task_year, today):
        raise ValidationError(errors)
    update = _append(task_year, report, by=by, at=at)
    if not is_same:
        _carry_over_span(task_year, update, report, before=before)
    is_last = _follow_log(task_year) == update
    if is_last and not is_same:
        withdraw_review(task_year)
    task_year.save_at(at)
    attach(proofs, update, by=by, at=at)  # last: it waits for the locality, cells come before
    return update


@transaction.atomic
def confirm_unchanged(
    *,
    task_year_id: int,
    by: Officer,
    version: int,
    today: dt.date,
    now: dt.datetime | None = None,
) -> StatusUpdate:
    """ "Không thay đổi": one entry that says that all stands as it was, and resets the silence.

    Raises ``Conflict`` as ``record_update`` does, ``ValidationError`` where no work is owed.
    """
    at = now or clock.now()
    task_year = _locked(task_year_id)
    if task_year.version != version:
        last = task_year.updates.order_by("-pk").first()
        if last and last.is_unchanged and _is_same_click(last, by=by, at=at):
            return last
        raise _conflict(task_year, version, today)
    if not State(task_year.state).is_open:
        raise ValidationError("Nhiệm vụ đã kết thúc, không cần báo không thay đổi.")
    update = _append(task_year, report_on(task_year, today), by=by, at=at, is_unchanged=True)
    _follow_log(task_year)
    task_year.save_at(at)
    return update


def report_seen(task_year: TaskYear, version: int, day: dt.date) -> Report:
    """What a form of that version started from: the log without what was added since."""
    unseen = {update.pk for update in _since(task_year, version)}
    seen = task_year.updates.effective_by(day).exclude(pk__in=unseen)
    return Report.of(seen.with_request().first(), day=day)


def _locked(task_year_id: int) -> TaskYear:
    """The cell, held until the transaction ends (on SQLite the transaction itself is IMMEDIATE)."""
    return TaskYear.objects.select_for_update(of=("self",)).with_task().get(pk=task_year_id)


def _since(task_year: TaskYear, version: int) -> list[StatusUpdate]:
    """What was added after that version, the newest first: each entry counts it up by one."""
    n_unseen = max(task_year.version - version, 0)
    newest = task_year.updates.select_related("author").order_by("-pk")
    return list(newest.prefetch_related("evidence__document")[:n_unseen])


def _conflict(task_year: TaskYear, version: int, today: dt.date) -> Conflict:
    return Conflict(
        task_year,
        _since(task_year, version),
        opened=report_seen(task_year, version, today),
        saved=report_on(task_year, today),
    )


def _is_same_click(last: StatusUpdate, *, by: Officer, at: dt.datetime) -> bool:
    return last.author_id == by.pk and abs(at - last.recorded_at) <= SAME_CLICK


def _sent_twice(
    task_year: TaskYear, report: Report, proofs: Sequence[Proof], *, by: Officer, at: dt.datetime
) -> StatusUpdate | None:
    """The entry that the same person made of the same report a moment ago."""
    last = task_year.updates.order_by("-pk").first()
    if last is None or not _is_same_click(last, by=by, at=at):
        return None
    is_same = last.effective_on == report.effective_on and report.says_same(
        report_on(task_year, report.effective_on)
    )
    return last if is_same and not new_proofs(proofs, task_year) else None


def _errors(report: Report, before: Report, task_year: TaskYear, today: dt.date) -> dict[str, str]:
    errors = check_report(report, task_year=task_year, today=today)
    is_turning = report.finishes_span != before.finishes_span
    latest = task_year.updated_on
    if is_turning and latest is not None and report.effective_on < latest:
        # The years after would be closed while a later entry of this one says otherwise.
        errors["effective_on"] = (
            f"Khi kết thúc hoặc mở lại cả nhiệm vụ, tính đến ngày phải từ {latest:%d/%m/%Y} trở đi"
        )
    return errors


def _append(
    task_year: TaskYear,
    report: Report,
    *,
    by: Officer,
    at: dt.datetime,
    is_unchanged: bool = False,
    carried_from: StatusUpdate | None = None,
) -> StatusUpdate:
    body = report.agency or by.agency
    name = by.successions_in(body.locality_id).on(body, report.effective_on).name if body else ""
    return StatusUpdate.objects.create(
        task_year=task_year,
        author=by,
        agency=report.agency,
        agency_name=name,
        recorded_at=at,
        effective_on=report.effective_on,
        state=report.state,
        completed_on=report.completed_on,
        result=report.result,
        reason=report.reason,
        obstacles=report.obstacles,
        proposal=report.proposal,
        needs_direction=report.needs_direction,
        is_unchanged=is_unchanged,
        carried_from=carried_from,
    )


def _carry_over_span(
    task_year: TaskYear, update: StatusUpdate, report: Report, *, before: Report
) -> None:
    """A span finished early closes its later years; opened again, it opens them again.

    A later year that was reported on for a later day is closed or opened as of that day.
    """
    if not may_finish_early(task_year) or not (report.finishes_span or before.finishes_span):
        return
    cells = TaskYear.objects.later_in_span(task_year).select_for_update(of=("self",)).with_task()
    for cell in cells:
        last = cell.updates.latest_first().select_related("carried_from").first()
        origin = last.carried_from if last else None
        is_ours = origin is not None and origin.task_year_id == task_year.pk
        if report.finishes_span and (is_ours or State(cell.state).is_open):
            carried = replace(report, needs_direction=False, obstacles="", proposal="")
        elif not report.finishes_span and is_ours and cell.state == State.DONE:
            carried = _before_carried(cell, report.effective_on)
        else:
            continue
        day = max(report.effective_on, last.effective_on if last else report.effective_on)
        carried = replace(carried, effective_on=day)
        _append(cell, carried, by=update.author, at=update.recorded_at, carried_from=update)
        _follow_log(cell)
        withdraw_review(cell)
        cell.save_at(update.recorded_at)


def _before_carried(cell: TaskYear, day: dt.date) -> Report:
    """What was reported of the cell itself, before another year closed it."""
    own = cell.updates.filter(carried_from=None)
    return Report.of(own.latest_first().with_request().first(), day=day)


def _follow_log(task_year: TaskYear) -> StatusUpdate:
    """Moves the cell to what its log says last, and counts the version up. The caller saves."""
    last = task_year.updates.latest_first().with_request().first()
    if last is None:
        raise ValueError("a cell follows its log only after an entry")
    task_year.state = last.state
    task_year.completed_on = last.completed_on
    task_year.updated_on = last.effective_on
    task_year.needs_direction = last.wants_direction
    task_year.version += 1
    return last
