"""The year's programme: steps done and undone, taken from the plan or from last year, cited."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from config import clock
from plans.models import Officer
from plans.text import fold
from tasks.documents.services import withdraw_review
from tasks.models import Activity, Evidence, TaskYear
from tasks.states import Review

CHANGED = "Hoạt động này vừa được sửa ở nơi khác. Xem lại rồi bấm lần nữa nếu cần."
TITLE_LENGTH = 300  # of a proof
_YEAR = re.compile(r"\b(năm )((?:19|20)\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)


def locked_activity(pk: int) -> Activity:
    """The row as it is now, held until the transaction ends."""
    return Activity.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def mark_done(*, activity_id: int, version: int, today: dt.date) -> bool:
    """Done today; False where it had been done before. ``ValidationError`` where it may not."""
    activity = locked_activity(activity_id)
    if activity.done_on is not None:
        return False
    _check_version(activity, version)
    if today.year < activity.task_year.year:
        raise ValidationError(f"Chưa đến năm {activity.task_year.year}: chưa ghi đã làm được")
    activity.done_on = today
    activity.save()
    return True


@transaction.atomic
def mark_undone(*, activity_id: int, version: int) -> bool:
    """Takes the day back; False where there was none. What came of it stays written."""
    activity = locked_activity(activity_id)
    if activity.done_on is None:
        return False
    _check_version(activity, version)
    activity.done_on = None
    activity.save()
    return True


def _check_version(activity: Activity, version: int) -> None:
    if activity.version != version:
        raise ValidationError(CHANGED)


# From the plan


@transaction.atomic
def add_steps(*, task_year: TaskYear, titles: Sequence[str]) -> list[Activity]:
    """Steps without a day, once each: a title that the cell has already is passed over."""
    TaskYear.objects.select_for_update(of=("self",)).get(pk=task_year.pk)
    known = {fold(one.title) for one in Activity.objects.of_task_year(task_year.pk)}
    fresh = [title for title in titles if fold(title) not in known]
    return _create(Activity(task_year=task_year, title=title) for title in fresh)


# From last year


def year_later(day: dt.date, years: int = 1) -> dt.date:
    """The same day; 29 February becomes the 28th where the year has none."""
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def title_later(title: str, year: int, *, years: int = 1) -> str:
    """ "Tập huấn năm 2026" of 2026, a year later: "năm 2027". Spans and past years stay."""

    def later(found: re.Match[str]) -> str:
        named = int(found[2])
        return f"{found[1]}{named + years if named >= year else named}"

    return _YEAR.sub(later, title)


@transaction.atomic
def copy_activities(
    *, sources: Iterable[Activity], cells: Collection[TaskYear], year: int
) -> list[Activity]:
    """Copies into the cells of that year, each source once: plain steps, planned and not done.

    A source whose timeline owes nothing in that year stays behind. What was published keeps its
    channel and loses its address; who is no longer in office is not named again.
    """
    by_timeline = {cell.timeline_id: cell for cell in cells if cell.year == year}
    keys = [cell.pk for cell in by_timeline.values()]
    list(TaskYear.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    wanted = [one.pk for one in sources]
    rows = Activity.objects.filter(pk__in=wanted).not_copied_to(year).with_cell().in_plan_order()
    return _create(
        _copy(row, by_timeline[row.task_year.timeline_id], years=year - row.task_year.year)
        for row in rows
        if row.task_year.timeline_id in by_timeline
    )


def _copy(source: Activity, cell: TaskYear, *, years: int) -> Activity:
    officer = source.officer if source.officer and source.officer.is_active else None
    return Activity(
        task_year=cell,
        kind=source.kind,
        title=title_later(source.title, source.task_year.year, years=years),
        planned_on=year_later(source.planned_on, years) if source.planned_on else None,
        officer=officer,
        channel=source.channel,
        copied_from=source,
    )


def _create(rows: Iterable[Activity]) -> list[Activity]:
    made = list(rows)
    for row in made:
        row.version = 1
        row.make_searchable()
    return list(bulk_create_with_history(made, Activity))


# As evidence


@transaction.atomic
def cite_activity(*, activity: Activity, by: Officer, now: dt.datetime | None = None) -> bool:
    """The published page proves its cell; False where it does already.

    As with a report, what a leader had confirmed was confirmed without it.
    """
    if not activity.url:
        raise ValidationError("Ghi đường dẫn của tin, bài trước khi dùng làm minh chứng")
    cell = TaskYear.objects.select_for_update(of=("self",)).get(pk=activity.task_year_id)
    if Evidence.objects.in_force().filter(task_year=cell, url=activity.url).exists():
        return False
    Evidence.objects.create(
        task_year=cell,
        url=activity.url,
        title=activity.title[:TITLE_LENGTH],
        added_by=by,
        added_at=now or clock.now(),
    )
    if cell.review != Review.PENDING:
        withdraw_review(cell)
        cell.save()
    return True
