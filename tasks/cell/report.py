"""What an officer says of a task-year, and whether it may be recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from plans.models import Agency
from plans.text import clean_lines
from tasks.models import StatusUpdate, TaskYear, Timeline
from tasks.states import State


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
    def of(
        cls, update: StatusUpdate | None, *, day: dt.date, finishes_span: bool = False
    ) -> Report:
        """What an entry of the log says, as a report of ``day``; by nobody's order of no body.

        After ``with_request``: what a direction has answered is not asked again.
        """
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
            needs_direction=getattr(update, "wants_direction", update.needs_direction),
            finishes_span=finishes_span and update.state == State.DONE,
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

    def says_same(self, other: Report) -> bool:
        """Whether both say the same of the work, whoever reports it and for which day."""
        other = replace(other, effective_on=self.effective_on, agency=self.agency)
        return self.cleaned() == other.cleaned()


def may_finish_early(task_year: TaskYear) -> bool:
    """Whether the whole work may end in this year: one of a span with years after it."""
    timeline = task_year.timeline
    return (
        timeline.kind == Timeline.Kind.SPAN
        and timeline.last_year is not None
        and task_year.year < timeline.last_year
    )


def finishes_span_on(task_year: TaskYear, day: dt.date) -> bool:
    """Whether, as of ``day``, a report of this cell keeps later years of its span closed."""
    if not may_finish_early(task_year):
        return False
    return TaskYear.objects.kept_closed_by(task_year.pk, day).exists()


def report_on(task_year: TaskYear, day: dt.date) -> Report:
    """What the log of the cell says as of ``day``; where a form starts from, that of today."""
    update = task_year.updates.effective_by(day).with_request().first()
    is_done = update is not None and update.state == State.DONE
    finishes_span = is_done and finishes_span_on(task_year, day)
    return Report.of(update, day=day, finishes_span=finishes_span)


def saved_report(task_year: TaskYear, deciding: StatusUpdate | None, day: dt.date) -> Report:
    """The same from the entry that decides how the cell stands: no query but for a finished span.

    Whether leadership is still asked is what the cell itself says; see ``services``.
    """
    is_done = deciding is not None and deciding.state == State.DONE
    finishes_span = is_done and finishes_span_on(task_year, day)
    report = Report.of(deciding, day=day, finishes_span=finishes_span)
    return replace(report, needs_direction=task_year.needs_direction)


def check_report(report: Report, *, task_year: TaskYear, today: dt.date) -> dict[str, str]:
    """The errors of a report, by field; empty where it may be recorded."""
    errors: dict[str, str] = {}
    earliest = dt.date(min(task_year.year - 1, today.year), 1, 1)
    if not earliest <= report.effective_on <= today:
        errors["effective_on"] = f"Tính đến ngày phải {_between(earliest, today)}"
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
    first, last = dt.date(first_year, 1, 1), report.effective_on
    if first > last:
        return (
            f"Chưa đến năm {first_year}: chọn trạng thái khác, "
            f"hoặc cập nhật từ ngày {first:%d/%m/%Y}"
        )
    if not first <= report.completed_on <= last:
        return f"Ngày hoàn thành phải {_between(first, last)}"
    return ""


def _between(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"là {first:%d/%m/%Y}"
    return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
