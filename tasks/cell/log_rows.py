"""What is written about a cell: lines of seven tables in one query, as plain rows."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from tasks.models import (
    Contribution,
    Direction,
    DueDateChange,
    Evidence,
    StatusUpdate,
    Verdict,
)

_TEXT = Value("", output_field=TextField())
_WORD = Value("", output_field=CharField())
_NO = Value(value=False, output_field=BooleanField())
_NO_DAY = Value(None, output_field=DateField())
_NO_NUMBER = Value(None, output_field=IntegerField())


class Row(NamedTuple):
    """One line of the union; names and order are those of the queries below."""

    source: str
    pk: int
    at: dt.datetime
    author: str
    body: str
    is_on_behalf: bool
    day: dt.date
    other_day: dt.date | None
    state: str
    text: str
    reason: str
    obstacles: str
    proposal: str
    needs_direction: bool
    is_unchanged: bool
    key: int | None  # year of the cell that carried an update; who is asked by a direction
    author_id: int


def rows_of(task_year_id: int) -> list[Row]:
    """Everything written about the cell, the newest first; one query."""
    updates = StatusUpdate.objects.filter(task_year=task_year_id).values_list(
        Value("update", output_field=CharField()),
        "pk",
        "recorded_at",
        "author__full_name",
        "agency_name",
        ExpressionWrapper(Q(agency__isnull=False), output_field=BooleanField()),
        "effective_on",
        "completed_on",
        "state",
        "result",
        "reason",
        "obstacles",
        "proposal",
        "needs_direction",
        "is_unchanged",
        "carried_from__task_year__year",
        "author_id",
    )
    others = [
        _due_changes(task_year_id),
        _removals(task_year_id),
        _contributions(task_year_id),
        _revisions(task_year_id),
        *_directions(task_year_id),
        _verdicts(task_year_id),
    ]
    found = updates.order_by().union(*(one.order_by() for one in others), all=True)
    rows = [Row._make(one) for one in found]
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def _due_changes(task_year_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    return DueDateChange.objects.filter(task_year=task_year_id).values_list(
        Value("due", output_field=CharField()),
        "pk",
        "changed_at",
        "changed_by__full_name",
        "changed_by__job_title",
        _NO,
        "new_due_on",
        "old_due_on",
        _WORD,
        "document",
        "reason",
        *[_TEXT] * 2,
        *[_NO] * 2,
        _NO_NUMBER,
        "changed_by_id",
    )


def _removals(task_year_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    removed = Evidence.objects.filter(task_year=task_year_id, removed_at__isnull=False)
    return removed.values_list(
        Value("removed", output_field=CharField()),
        "pk",
        "removed_at",
        "removed_by__full_name",
        "removed_by__job_title",
        _NO,
        _NO_DAY,
        _NO_DAY,
        _WORD,
        *[_TEXT] * 4,
        *[_NO] * 2,
        _NO_NUMBER,
        "removed_by_id",
    )


def _contributions(task_year_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    return Contribution.objects.filter(task_year=task_year_id).values_list(
        Value("contribution", output_field=CharField()),
        "pk",
        "recorded_at",
        "author__full_name",
        "agency_name",
        "is_on_behalf",
        "done_on",
        _NO_DAY,
        _WORD,
        "text",
        *[_TEXT] * 3,
        *[_NO] * 2,
        _NO_NUMBER,
        "author_id",
    )


def _revisions(task_year_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    """Contributions that were corrected: what stands in ``text``, what stood in ``reason``."""
    history: Any = Contribution.history.model
    before = history.objects.filter(id=OuterRef("id"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = history.objects.filter(task_year=task_year_id, history_type="~").annotate(
        text_before=Subquery(before.values("text")[:1]),
        day_before=Subquery(before.values("done_on")[:1]),
    )
    found: QuerySet[Any, tuple[Any, ...]] = rows.exclude(
        text=F("text_before"), done_on=F("day_before")
    ).values_list(
        Value("revised", output_field=CharField()),
        "pk",
        "history_date",
        Coalesce(F("history_user__full_name"), _WORD),
        "agency_name",
        _NO,
        "done_on",
        "day_before",
        _WORD,
        "text",
        Coalesce(F("text_before"), _TEXT, output_field=TextField()),
        *[_TEXT] * 2,
        *[_NO] * 2,
        _NO_NUMBER,
        "history_user_id",
    )
    return found


def _directions(task_year_id: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    """Asked, answered, closed: up to three lines of one direction, under its key."""
    rows = Direction.objects.filter(task_year=task_year_id)
    asked = rows.values_list(
        Value("direction", output_field=CharField()),
        "pk",
        "asked_at",
        "asked_by__full_name",
        "asked_by__job_title",
        ExpressionWrapper(Q(follows__isnull=False), output_field=BooleanField()),
        _NO_DAY,
        "answer_by_on",
        _WORD,
        "text",
        Coalesce(F("addressee__full_name"), _TEXT, output_field=TextField()),
        *[_TEXT] * 2,
        ExpressionWrapper(Q(closed_at__isnull=True), output_field=BooleanField()),
        _NO,
        "addressee_id",
        "asked_by_id",
    )
    answered = rows.filter(answered_at__isnull=False).values_list(
        Value("answer", output_field=CharField()),
        "pk",
        "answered_at",
        "answered_by__full_name",
        "answered_by__job_title",
        _NO,
        _NO_DAY,
        _NO_DAY,
        _WORD,
        "answer",
        *[_TEXT] * 3,
        *[_NO] * 2,
        _NO_NUMBER,
        "answered_by_id",
    )
    closed = rows.filter(closed_at__isnull=False).values_list(
        Value("closed", output_field=CharField()),
        "pk",
        "closed_at",
        "closed_by__full_name",
        "closed_by__job_title",
        _NO,
        _NO_DAY,
        _NO_DAY,
        _WORD,
        "text",
        *[_TEXT] * 3,
        *[_NO] * 2,
        _NO_NUMBER,
        "closed_by_id",
    )
    return [asked, answered, closed]


def _verdicts(task_year_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    return Verdict.objects.filter(task_year=task_year_id).values_list(
        Value("verdict", output_field=CharField()),
        "pk",
        "given_at",
        "given_by__full_name",
        "given_by__job_title",
        _NO,
        _NO_DAY,
        _NO_DAY,
        "verdict",
        _TEXT,
        "reason",
        *[_TEXT] * 2,
        *[_NO] * 2,
        _NO_NUMBER,
        "given_by_id",
    )
