"""State, timeliness, confirmation: three facts that are never mixed, and the label of a cell.

State is entered. Timeliness is computed when a page is drawn, from due date, completion date and
an explicit day. Confirmation is a leader's. Nothing here touches the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models

DUE_SOON_DAYS = 30


class State(models.TextChoices):
    """What an officer reports of a task-year."""

    TODO = "todo", "Chưa thực hiện"
    DOING = "doing", "Đang thực hiện"
    DONE = "done", "Hoàn thành"
    NONE_AROSE = "none", "Không phát sinh"
    DROPPED = "dropped", "Không thực hiện"

    @property
    def is_open(self) -> bool:
        """Whether work is still owed."""
        return self in OPEN_STATES

    @property
    def needs_reason(self) -> bool:
        return self in REASON_STATES

    @property
    def mark(self) -> str:
        """The id of its shape in the sprite of marks."""
        return f"m-{self.value}"


OPEN_STATES = (State.TODO, State.DOING)
REASON_STATES = (State.NONE_AROSE, State.DROPPED)


class Timeliness(models.TextChoices):
    """A partition: each task-year is in exactly one part on a given day."""

    NOT_DUE = "not_due", "Chưa đến hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    NONE_AROSE = "none", "Không phát sinh"
    DROPPED = "dropped", "Không thực hiện"


# What asks for attention first.
URGENCY = (
    Timeliness.OVERDUE,
    Timeliness.DUE_SOON,
    Timeliness.NOT_DUE,
    Timeliness.DONE_LATE,
    Timeliness.DONE_ON_TIME,
    Timeliness.NONE_AROSE,
    Timeliness.DROPPED,
)


class Progress(models.TextChoices):
    """How an activity stands on a day: a partition. The values stand in addresses."""

    DONE = "da-lam", "Đã thực hiện"
    LATE = "qua-ngay-du-kien", "Quá ngày dự kiến"
    AHEAD = "chua-den-ngay", "Chưa đến ngày"
    UNDATED = "chua-dinh-ngay", "Chưa định ngày"

    @property
    def is_late(self) -> bool:
        return self == Progress.LATE


class Review(models.TextChoices):
    """What a leader made of a finished task-year; never of their own report."""

    PENDING = "pending", "Chưa xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    RETURNED = "returned", "Trả lại"


def timeliness(
    *, state: str, due_on: dt.date | None, completed_on: dt.date | None, day: dt.date
) -> Timeliness:
    """How a task-year stands on ``day``. The due day itself is not late.

    A cell without a due date (an earlier year of a span) owes an account and is never late.
    """
    if state == State.NONE_AROSE:
        return Timeliness.NONE_AROSE
    if state == State.DROPPED:
        return Timeliness.DROPPED
    if state == State.DONE:
        is_late = due_on is not None and completed_on is not None and completed_on > due_on
        return Timeliness.DONE_LATE if is_late else Timeliness.DONE_ON_TIME
    if due_on is None:
        return Timeliness.NOT_DUE
    if day > due_on:
        return Timeliness.OVERDUE
    if due_on - day <= dt.timedelta(days=DUE_SOON_DAYS):
        return Timeliness.DUE_SOON
    return Timeliness.NOT_DUE


def progress(*, planned_on: dt.date | None, done_on: dt.date | None, day: dt.date) -> Progress:
    """How an activity stands on ``day``. The planned day itself is not late."""
    if done_on is not None:
        return Progress.DONE
    if planned_on is None:
        return Progress.UNDATED
    return Progress.LATE if planned_on < day else Progress.AHEAD


def owes_update(
    *, state: str, year: int, silent_since: dt.date, cadence_days: int, day: dt.date
) -> bool:
    """Whether an open task-year of this or an earlier year has been silent for too long."""
    silence = (day - silent_since).days
    return state in OPEN_STATES and year <= day.year and silence > cadence_days


def must_end_on(*, due_on: dt.date | None, year: int) -> dt.date:
    """Return the day by which a cell must be ended (phải xong): its due day, else 31/12."""
    return due_on or dt.date(year, 12, 31)


def is_plan_in_force(
    *,
    first_year: int,
    last_year: int,
    first_due_on: dt.date | None,
    has_open_cell: bool,
    day: dt.date,
) -> bool:
    """Whether a plan is shown unasked on ``day``.

    It has begun by its first year, or its first work is due within 30 days; after its last year
    only while a cell is open. The day of loading plays no part.
    """
    soon = day + dt.timedelta(days=DUE_SOON_DAYS)
    has_begun = first_year <= day.year or (first_due_on is not None and first_due_on <= soon)
    return has_begun and (day.year <= last_year or has_open_cell)


CONTRIBUTIONS_BEGIN = (11, 1)  # of the year, where a cell has no due day


def owes_contribution(
    *,
    every: str,
    year: int,
    due_on: dt.date | None,
    written_on: Collection[dt.date],
    asked_on: dt.date | None,
    day: dt.date,
) -> bool:
    """Whether a partner owes its contribution to an open cell of ``year``.

    ``every`` is the plan's rule (``plans.models.ContributionCadence``): once a year from 30 days
    before the due day (from 1 November where there is none) or from the day on which the lead
    asked; each quarter from 30 days before its end; or never. ``asked_on`` is the last request.
    """
    if every == "never" or day.year < year:
        return False
    if asked_on is not None and asked_on <= day and not any(on >= asked_on for on in written_on):
        return True
    notice = dt.timedelta(days=DUE_SOON_DAYS)
    if every == "quarter":
        begun = [end for end in _quarter_ends(year) if end - notice <= day]
        return any(not any(_is_in_quarter(on, end) for on in written_on) for end in begun)
    begins_on = dt.date(year, *CONTRIBUTIONS_BEGIN) if due_on is None else due_on - notice
    return begins_on <= day and not written_on


def _quarter_ends(year: int) -> list[dt.date]:
    return [dt.date(year, 3, 31), dt.date(year, 6, 30), dt.date(year, 9, 30), dt.date(year, 12, 31)]


def _is_in_quarter(day: dt.date, end: dt.date) -> bool:
    return day <= end and day >= dt.date(end.year, end.month - 2, 1)


@dataclass(frozen=True, slots=True)
class Label:
    """How a cell is shown: shape, word and style together, never colour alone.

    ``mark`` is the id of a symbol in the sprite, ``css`` the modifier of the stylesheet
    (``is-late``, ``is-soon``, ``is-done``, ``is-doing``, ``is-todo``, ``is-ahead``).
    """

    mark: str
    word: str
    css: str


def label(
    *,
    state: str,
    due_on: dt.date | None,
    completed_on: dt.date | None,
    year: int,
    day: dt.date,
) -> Label:
    """The one function that turns state and dates into what a person reads."""
    part = timeliness(state=state, due_on=due_on, completed_on=completed_on, day=day)
    if part == Timeliness.OVERDUE and due_on is not None:
        return Label("m-late", f"Quá hạn {(day - due_on).days} ngày", "is-late")
    if part == Timeliness.DONE_LATE:
        return Label("m-done-late", Timeliness.DONE_LATE.label, "is-done")
    if state == State.DONE:
        if completed_on is not None and completed_on.year < year:
            return Label("m-done", f"Hoàn thành từ năm {completed_on.year}", "is-done")
        return Label("m-done", State.DONE.label, "is-done")
    if part == Timeliness.DUE_SOON and due_on is not None:
        left = (due_on - day).days
        word = f"Còn {left} ngày" if left else "Đến hạn hôm nay"
        return Label(State(state).mark, word, "is-soon")
    if state == State.TODO and year > day.year:
        return Label("m-todo", "Chưa đến kỳ", "is-ahead")
    return Label(State(state).mark, State(state).label, f"is-{state}")
