"""Open directions on a person's desk: what leadership waits for, and from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from config.statements import rows_of
from plans.models import Officer
from tasks.models import Direction
from tasks.my_work.page import EVERYONE, Job, oversees
from tasks.reminders.reading import Watch, concerns, count_new
from tasks.states import Timeliness

NOW = (Timeliness.OVERDUE, Timeliness.DUE_SOON)


class Asked(NamedTuple):
    """An open direction in the words of the page."""

    text: str
    meta: str
    deadline: str
    is_late: bool
    url: str
    act: str


class Waiting(NamedTuple):
    """An open direction as plain columns: the page is opened often, its query compiled once.

    ``is_mine`` says that it waits for the person's answer.
    """

    pk: int
    text: str
    asked_at: dt.datetime
    asker: str
    asker_title: str
    answer_by_on: dt.date | None
    addressee: str | None
    answerer: str | None
    cell: int
    year: int
    code: str
    is_mine: bool

    def is_late(self, day: dt.date) -> bool:
        """See also ``Direction.is_late``."""
        is_due = self.answer_by_on is not None and self.answer_by_on < day
        return self.answerer is None and is_due


_COLUMNS = (
    *("pk", "text", "asked_at", "asked_by__full_name", "asked_by__job_title", "answer_by_on"),
    *("addressee__full_name", "answered_by__full_name", "task_year_id", "task_year__year"),
    *("task_year__timeline__task__code", "is_mine"),
)


def directions_of(user: Officer, *, today: dt.date) -> list[Waiting]:
    """Open directions that wait for the person; for overseers all at home."""
    sees_all = oversees(user)

    def rows() -> QuerySet[Any, Any]:
        seen = Direction.objects.visible_to(user)
        desk: Any = seen.on_desk_of(user, today=today, sees_all=sees_all)
        found: QuerySet[Any, Any] = desk.in_order().values_list(*_COLUMNS)
        return found

    return [Waiting(*row) for row in rows_of(("asked", user.standpoint(today), sees_all), rows)]


def asked_in(directions: Iterable[Waiting], view: str, *, today: dt.date) -> list[Asked]:
    """What stands first: what waits for the person, or all that is open."""
    return [asked(row, today) for row in directions if view == EVERYONE or row.is_mine]


def n_to_do(jobs: Iterable[Job], directions: Iterable[Waiting], *, today: dt.date) -> int:
    """What the head counts. See also ``tasks.head.counts_of``, the same in SQL."""
    n_jobs = sum(job.is_mine and _wants_a_word(job, today) for job in jobs)
    return n_jobs + sum(bool(row.is_mine) for row in directions)


def n_new_reminders(jobs: Iterable[Job], user: Officer, *, today: dt.date) -> int:
    """The other number of the head."""
    watch = Watch.of(user)
    rows = [(job.row.due_on, job.seen) for job in jobs if concerns(job, watch, today)]
    return count_new(((due_on, seen) for due_on, seen in rows if due_on), today)


def _wants_a_word(job: Job, today: dt.date) -> bool:
    row = job.row
    return row.timeliness_on(today) in NOW or row.owes_update(today)


def asked(row: Waiting, today: dt.date) -> Asked:
    who = ", ".join(filter(None, [row.asker, row.asker_title]))
    parts = [
        f"{who}, {timezone.localtime(row.asked_at):%d/%m/%Y}",
        f"{row.code} năm {row.year}",
    ]
    if row.addressee is not None and not row.is_mine:
        parts.append(f"giao {row.addressee}")
    page, key = ("direction_answer", row.pk) if row.is_mine else ("task_year_detail", row.cell)
    return Asked(
        text=row.text,
        meta=" · ".join(parts),
        deadline=_deadline(row, today),
        is_late=row.is_late(today),
        url=reverse(f"tasks:{page}", args=[key]),
        act="Trả lời chỉ đạo" if row.is_mine else "Xem",
    )


def _deadline(row: Waiting, today: dt.date) -> str:
    if row.answerer is not None:
        who = "đã" if row.answerer == row.addressee else f"{row.answerer} đã"
        return f"{who} trả lời, chờ kết luận"
    if row.answer_by_on is None:
        return "chờ trả lời"
    word = "quá hạn trả lời" if row.is_late(today) else "trả lời trước"
    return f"{word} {row.answer_by_on:%d/%m/%Y}"
