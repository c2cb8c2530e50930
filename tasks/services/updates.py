"""Reporting on a task-year: the only way in.

``record_update`` locks the cell, checks the version with which the form was opened, adds a
StatusUpdate and moves the cell to what its log says last. Nothing changed: nothing written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from plans.models import Agency, Officer
from plans.text import clean_lines
from tasks.models import Document, Evidence, StatusUpdate, TaskYear, Timeline
from tasks.states import Review, State


@dataclass(frozen=True, slots=True)
class Report:
    """What an officer says of a task-year.

    ``finishes_span`` closes the later years of a span too ("hoàn thành từ năm ..."); ``agency``
    is set where the report is entered on behalf of a body.
    """

    state: State
    effective_on: dt.date
    completed_on: dt.date | None = None
    result: str = ""
    reason: str = ""
    obstacles: str = ""
    proposal: str = ""
    needs_direction: bool = False
    finishes_span: bool = False
    agency: Agency | None = None

    @classmethod
    def of(cls, update: StatusUpdate | None, *, day: dt.date) -> Report:
        """What the log says last, as a report of ``day``: where a form starts from."""
        if update is None:
            return cls(State.TODO, day)
        return cls(
            state=State(update.state),
            effective_on=day,
            completed_on=update.completed_on,
            result=update.result,
            reason=update.reason,
            obstacles=update.obstacles,
            proposal=update.proposal,
            needs_direction=update.needs_direction,
            finishes_span=update.carried.exists(),
            agency=update.agency,
        )

    def cleaned(self) -> Report:
        """Facts that do not belong to the state fall away; texts lose stray blanks."""
        is_done = self.state == State.DONE
        return replace(
            self,
            completed_on=self.completed_on if is_done else None,
            reason=clean_lines(self.reason) if self.state.needs_reason else "",
            result=clean_lines(self.result),
            obstacles=clean_lines(self.obstacles),
            proposal=clean_lines(self.proposal),
            finishes_span=self.finishes_span and is_done,
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: a known document, a new one (not saved yet), or a link."""

    document: Document | None = None
    url: str = ""
    title: str = ""
    file: UploadedFile | None = None


class Conflict(Exception):
    """Somebody saved between the opening of the form and now; ``since`` is what they wrote."""

    def __init__(self, task_year: TaskYear, since: Sequence[StatusUpdate]) -> None:
        super().__init__(str(task_year))
        self.task_year = task_year
        self.since = since


def check_report(report: Report, *, task_year: TaskYear, today: dt.date) -> dict[str, str]:
    """The errors of a report, by field; empty where it may be recorded."""
    errors: dict[str, str] = {}
    earliest = dt.date(task_year.year - 1, 1, 1)
    if report.effective_on > today:
        errors["effective_on"] = f"Tính đến ngày phải từ {today:%d/%m/%Y} trở về trước"
    elif report.effective_on < earliest:
        errors["effective_on"] = f"Tính đến ngày phải từ {earliest:%d/%m/%Y} trở đi"
    if report.state == State.DONE:
        if message := _completion_error(report, task_year):
            errors["completed_on"] = message
        if not report.result.strip():
            errors["result"] = "Nhập kết quả thực hiện"
    if report.state.needs_reason and not report.reason.strip():
        errors["reason"] = f"Nhập lý do {report.state.label.lower()}"
    return errors


def _completion_error(report: Report, task_year: TaskYear) -> str:
    if report.completed_on is None:
        return "Nhập ngày hoàn thành"
    timeline = task_year.timeline
    first_year = task_year.year
    if timeline.kind != Timeline.Kind.YEARLY:  # one work over years may end before this one
        first_year = timeline.task.plan.first_year
    if report.completed_on < dt.date(first_year, 1, 1):
        return f"Ngày hoàn thành phải từ 01/01/{first_year} trở đi"
    if report.completed_on > report.effective_on:
        return f"Ngày hoàn thành phải từ {report.effective_on:%d/%m/%Y} trở về trước"
    return ""


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

    ``version`` is that of the form: another one raises ``Conflict``. None where the report and
    the evidence change nothing. ``ValidationError`` (by field) where it may not be recorded.
    """
    task_year = _locked(task_year_id, version)
    report = report.cleaned()
    if errors := check_report(report, task_year=task_year, today=today):
        raise ValidationError(errors)
    before = task_year.updates.latest_first().first()
    old = replace(Report.of(before, day=report.effective_on), agency=report.agency)
    is_same = report == old.cleaned()
    if is_same and not proofs:
        return None
    at = now or timezone.now()
    update = _append(task_year, report, by=by, at=at)
    for proof in proofs:
        _attach(proof, update, by=by, at=at)
    if not is_same:
        _withdraw_review(task_year)
        _carry_over_span(task_year, update, report, before=before)
    _follow_log(task_year)
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
    task_year = _locked(task_year_id, version)
    if not State(task_year.state).is_open:
        raise ValidationError("Nhiệm vụ đã kết thúc, không cần báo không thay đổi.")
    last = task_year.updates.latest_first().first()
    report = replace(Report.of(last, day=today), finishes_span=False)
    update = _append(task_year, report, by=by, at=now or timezone.now(), is_unchanged=True)
    _follow_log(task_year)
    return update


def _locked(task_year_id: int, version: int) -> TaskYear:
    """The cell, held until the transaction ends (on SQLite the transaction itself is IMMEDIATE)."""
    cells = TaskYear.objects.select_for_update(of=("self",)).with_task()
    task_year = cells.get(pk=task_year_id)
    if task_year.version != version:
        unseen = task_year.version - version
        raise Conflict(task_year, list(task_year.updates.order_by("-pk")[: max(unseen, 1)]))
    return task_year


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
    return StatusUpdate.objects.create(
        task_year=task_year,
        author=by,
        agency=report.agency,
        agency_name=body.on(report.effective_on).name if body else "",
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


def _attach(proof: Proof, update: StatusUpdate, *, by: Officer, at: dt.datetime) -> None:
    """A document that already proves this cell is not attached twice."""
    document = proof.document
    if document is not None:
        if document.pk is None:
            document.save()
        proven = Evidence.objects.filter(task_year=update.task_year, removed_at=None)
        if proven.filter(document=document).exists():
            return
    Evidence.objects.create(
        task_year=update.task_year,
        update=update,
        document=document,
        url=proof.url,
        title=proof.title,
        added_by=by,
        added_at=at,
    )


def _withdraw_review(task_year: TaskYear) -> None:
    """What a leader confirmed or returned was another report than this one."""
    task_year.review = Review.PENDING
    task_year.reviewed_by = task_year.reviewed_at = None
    task_year.review_reason = ""


def _carry_over_span(
    task_year: TaskYear, update: StatusUpdate, report: Report, *, before: StatusUpdate | None
) -> None:
    """A span finished early closes its later years; opened again, it opens them again."""
    was_finished = before is not None and before.carried.exists()
    if not report.finishes_span and not was_finished:
        return
    timeline = task_year.timeline
    if timeline.kind != Timeline.Kind.SPAN:
        return
    later = TaskYear.objects.select_for_update(of=("self",)).with_task()
    for cell in later.filter(timeline=timeline, year__gt=task_year.year).order_by("year"):
        last = cell.updates.latest_first().first()
        is_carried = last is not None and last.carried_from_id is not None
        if report.finishes_span and (is_carried or State(cell.state).is_open):
            carried = replace(report, needs_direction=False, obstacles="", proposal="")
        elif not report.finishes_span and is_carried:
            carried = Report(State.TODO, report.effective_on)
        else:
            continue
        _append(
            cell,
            carried,
            by=update.author,
            at=update.recorded_at,
            carried_from=update,
        )
        _follow_log(cell)


def _follow_log(task_year: TaskYear) -> None:
    """Moves the cell to what its log says last, and counts the version up."""
    last = task_year.updates.latest_first().first()
    if last is None:
        raise ValueError("a cell follows its log only after an entry")
    task_year.state = last.state
    task_year.completed_on = last.completed_on
    task_year.updated_on = last.effective_on
    task_year.needs_direction = last.needs_direction
    task_year.version += 1
    task_year.save()
