"""Cells as the reading pages need them: plain rows, cheap by the hundred."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

from django.urls import reverse

from config.statements import rows_of
from plans.models import Cadence
from tasks.models.year_queries import TASK, TaskYearQuerySet
from tasks.states import OPEN_STATES, Label, Timeliness, label, owes_update, timeliness

TITLE_LENGTH = 100
SHORTEST_TITLE = 60
_KEY = 987654321  # stands for a key in an address that is made once for all rows


class CellRow(NamedTuple):
    """A task-year with what its task and timeline say; states are those of the day shown.

    Names and order are those of ``_COLUMNS``.
    """

    pk: int
    year: int
    begins_on: dt.date
    due_on: dt.date | None
    state: str
    completed_on: dt.date | None
    updated_on: dt.date | None
    needs_direction: bool
    timeline_id: int
    kind: str
    line: str
    printed_time: str
    first_year: int | None
    last_year: int | None
    task_id: int
    code: str
    short_title: str
    title: str
    group_id: int | None
    cadence: str
    loaded_on: dt.date

    @property
    def name(self) -> str:
        """What a list calls it: the work of this timeline, or the task's name in short."""
        return self.line or self.task_name

    @property
    def of(self) -> str:
        """The task of which this line is a part; empty where the line is the whole."""
        return self.task_name if self.line else ""

    @property
    def task_name(self) -> str:
        return shortened(self.short_title or self.title)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def cadence_days(self) -> int:
        return Cadence(self.cadence).days

    def label_on(self, day: dt.date) -> Label:
        return label(
            state=self.state,
            due_on=self.due_on,
            completed_on=self.completed_on,
            year=self.year,
            day=day,
        )

    def timeliness_on(self, day: dt.date) -> Timeliness:
        return timeliness(
            state=self.state, due_on=self.due_on, completed_on=self.completed_on, day=day
        )

    def silent_days(self, day: dt.date) -> int:
        """Days since the last update, or since one was due to begin."""
        since = max(d for d in (self.updated_on, self.begins_on, self.loaded_on) if d is not None)
        return (day - since).days

    def owes_update(self, day: dt.date) -> bool:
        return owes_update(
            state=self.state,
            year=self.year,
            silent_since=day - dt.timedelta(days=self.silent_days(day)),
            cadence_days=self.cadence_days,
            day=day,
        )


_COLUMNS = {
    "pk": "pk",
    "year": "year",
    "begins_on": "begins_on",
    "due_on": "due_on",
    "state": "shown_state",
    "completed_on": "shown_completed_on",
    "updated_on": "shown_updated_on",
    "needs_direction": "shown_needs_direction",
    "timeline_id": "timeline_id",
    "kind": "timeline__kind",
    "line": "timeline__label",
    "printed_time": "timeline__as_printed",
    "first_year": "timeline__first_year",
    "last_year": "timeline__last_year",
    "task_id": "timeline__task_id",
    "code": f"{TASK}__code",
    "short_title": f"{TASK}__short_title",
    "title": f"{TASK}__title",
    "group_id": f"{TASK}__section__parent_id",
    "cadence": f"{TASK}__plan__cadence",
    "loaded_on": f"{TASK}__plan__loaded_on",
}


Annotated = tuple[CellRow, tuple[Any, ...]]


def cell_rows_with(cells: TaskYearQuerySet, *names: str) -> list[Annotated]:
    """The rows, each with what the queryset annotates under these names; after ``as_of``."""
    return _split(cells.values_list(*_COLUMNS.values(), *names))


def known_cell_rows_with(
    key: Hashable, build: Callable[[], TaskYearQuerySet], *names: str
) -> list[Annotated]:
    """The same of a queryset that is made and compiled once: see ``config.statements``."""
    return _split(rows_of(key, lambda: build().values_list(*_COLUMNS.values(), *names)))


def _split(rows: Iterable[tuple[Any, ...]]) -> list[Annotated]:
    width = len(_COLUMNS)
    return [(CellRow._make(row[:width]), row[width:]) for row in rows]


class Addresses:
    """Addresses of one kind of page by key, resolved once: a row costs a join of strings."""

    def __init__(self, name: str) -> None:
        self._before, _, self._after = reverse(name, args=[_KEY]).partition(str(_KEY))

    def of(self, pk: int) -> str:
        return f"{self._before}{pk}{self._after}"


def shortened(title: str) -> str:
    """At most a hundred characters, cut where a phrase ends if one does."""
    if len(title) <= TITLE_LENGTH:
        return title
    head = title[:TITLE_LENGTH]
    phrase = max(head.rfind(", "), head.rfind("; "))
    cut = phrase if phrase >= SHORTEST_TITLE else head.rfind(" ")
    return f"{head[:cut]} …"


def printed_time(row: CellRow) -> str:
    """ "Năm 2024 - 2026", "Hàng năm": as printed where that is short, else from the years."""
    as_printed = row.printed_time.strip().rstrip(".")
    if as_printed and len(as_printed) <= len("Năm 2024 - 2026"):
        return as_printed[:1].upper() + as_printed[1:]
    if row.kind == "yearly":
        return "Hằng năm"
    if row.first_year in (None, row.last_year):
        return f"Năm {row.year if row.first_year is None else row.first_year}"
    return f"Năm {row.first_year} - {row.last_year}"
