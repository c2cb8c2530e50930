"""Open directions on a person's desk: what leadership waits for, and from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from plans.models import Officer
from tasks.desk import EVERYONE, Job, oversees
from tasks.models import Direction
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


def directions_of(user: Officer, *, today: dt.date) -> list[Direction]:
    """Open directions that wait for the person; for overseers all at home, with ``is_mine``."""
    rows = Direction.objects.visible_to(user)
    return list(rows.on_desk_of(user, today=today, sees_all=oversees(user)).for_list())


def asked_in(directions: Iterable[Direction], view: str, *, today: dt.date) -> list[Asked]:
    """What stands first: what waits for the person, or all that is open."""
    return [
        asked(row, today)
        for row in directions
        if view == EVERYONE or getattr(row, "is_mine", False)
    ]


def n_to_do(jobs: Iterable[Job], directions: Iterable[Direction], *, today: dt.date) -> int:
    """What the head counts. See also ``tasks.context.count_mine``, the same in SQL."""
    n_jobs = sum(job.is_mine and _wants_a_word(job, today) for job in jobs)
    return n_jobs + sum(bool(getattr(row, "is_mine", False)) for row in directions)


def _wants_a_word(job: Job, today: dt.date) -> bool:
    row = job.row
    return row.timeliness_on(today) in NOW or row.owes_update(today)


def asked(row: Direction, today: dt.date) -> Asked:
    """After ``DirectionQuerySet.for_list``."""
    cell = row.task_year
    is_mine = bool(getattr(row, "is_mine", False))
    who = ", ".join(filter(None, [row.asked_by.full_name, row.asked_by.job_title]))
    parts = [
        f"{who}, {timezone.localtime(row.asked_at):%d/%m/%Y}",
        f"{cell.timeline.task.code} năm {cell.year}",
    ]
    if row.addressee is not None and not is_mine:
        parts.append(f"giao {row.addressee}")
    page, key = ("direction_answer", row.pk) if is_mine else ("task_year_detail", cell.pk)
    return Asked(
        text=row.text,
        meta=" · ".join(parts),
        deadline=_deadline(row, today),
        is_late=row.is_late(today),
        url=reverse(f"tasks:{page}", args=[key]),
        act="Trả lời chỉ đạo" if is_mine else "Xem",
    )


def _deadline(row: Direction, today: dt.date) -> str:
    if row.answered_by is not None:
        who = "đã" if row.answered_by == row.addressee else f"{row.answered_by} đã"
        return f"{who} trả lời, chờ kết luận"
    if row.answer_by_on is None:
        return "chờ trả lời"
    word = "quá hạn trả lời" if row.is_late(today) else "trả lời trước"
    return f"{word} {row.answer_by_on:%d/%m/%Y}"
