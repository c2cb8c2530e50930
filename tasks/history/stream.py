"""The newest entries of every table, in few queries.

One union of plain columns finds which rows are the newest; then each table that occurs among them
is read once, and compared with the rows before. A page begins behind the last entry of the page
before it (a cursor), so that it costs what the first one costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Self

from django.db.models import CharField, F, Model, OuterRef, Q, QuerySet, Subquery, Value

from mediators.access import rights
from plans.days import end_of
from plans.models import Locality, Officer, Plan, Role
from plans.text import fold
from tasks.history.sources import SOURCES, Kind, Source, shown_fields

PAGE_ROWS = 150
PAGE_ACTS = 30
PAGE_SOURCES = 10  # each is a query


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind which row a page begins; ``str`` and ``of`` for the address."""

    at: dt.datetime
    source: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(dt.UTC):%Y%m%d%H%M%S%f}-{self.source}-{self.pk}"

    @classmethod
    def of(cls, text: str) -> Self | None:
        """None for a text that is no cursor."""
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
            return None
        try:
            instant = dt.datetime.strptime(parts[0], "%Y%m%d%H%M%S%f").replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        return cls(instant, int(parts[1]), int(parts[2])) if len(parts[2]) < 19 else None

    def behind(self, at: str, source: int) -> Q:
        """The rows of a table that come after this one, newest first."""
        earlier = Q(**{f"{at}__lt": self.at})
        if source < self.source:
            return Q(**{f"{at}__lte": self.at})
        return earlier | Q(**{at: self.at}, pk__lt=self.pk) if source == self.source else earlier


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filters let through."""

    kinds: frozenset[Kind]
    person: str = ""
    thing: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    behind: Cursor | None = None
    task_id: int | None = None  # then of that task alone


class Mark(NamedTuple):
    """Where a row of the history is, and which act it belongs to."""

    source: int
    pk: int
    at: dt.datetime
    by: int | None
    sign: str

    @property
    def act(self) -> tuple[int | None, dt.datetime]:
        """What one person does within one minute is one act."""
        return self.by, self.at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the history, with the row before it of the same thing where it was an edit."""

    source: Source
    sign: str
    row: Model
    before: Model | None


@dataclass(frozen=True, slots=True)
class Page:
    """The records of a page; where the next one begins (None behind the last); whether the last
    act goes on there."""

    records: list[Record]
    behind: Cursor | None
    is_cut: bool


def kinds_for(user: Officer) -> list[Kind]:
    """The work is everyone's of the locality; rosters are for who reads their details."""
    may = rights(user, None)
    is_administrator = user.is_superuser or user.has_role(Role.ADMINISTRATOR)
    found = [Kind.WORK, Kind.PLAN, Kind.YEAR, Kind.OFFICES]
    found += [Kind.ROSTERS] * may.details + [Kind.PEOPLE] * is_administrator
    return found + [Kind.LOOKS] * may.administer


def newest(user: Officer, asked: Asked) -> Page:
    """A page of at most ``PAGE_ACTS`` acts, from at most ``PAGE_SOURCES`` tables."""
    found = newest_marks(user, asked, size=PAGE_ROWS + 1)
    marks = _fitting(found[:PAGE_ROWS])
    if len(marks) == len(found):
        return Page(records_of(marks), None, is_cut=False)
    last, following = marks[-1], found[len(marks)]
    behind = Cursor(last.at, last.source, last.pk)
    return Page(records_of(marks), behind, is_cut=last.act == following.act)


def _fitting(marks: list[Mark]) -> list[Mark]:
    acts, sources = set(), set()
    for number, mark in enumerate(marks):
        acts.add(mark.act)
        sources.add(mark.source)
        if len(acts) > PAGE_ACTS or len(sources) > PAGE_SOURCES:
            return marks[:number]
    return marks


# Which rows


def newest_marks(user: Officer, asked: Asked, *, size: int) -> list[Mark]:
    """In one query."""
    homes = None if user.is_superuser else _homes(user)
    arms = [_narrowed(number, asked, homes) for number in _numbers(asked)]
    if not arms:  # a kind that has nothing of the task
        return []
    ordered = _union(arms).order_by("-mark_at", "-mark_source", "-mark_pk")[:size]
    return [Mark._make(one) for one in ordered]


def _numbers(asked: Asked) -> list[int]:
    return [
        number
        for number, source in enumerate(SOURCES)
        if source.kind in asked.kinds and (source.task or asked.task_id is None)
    ]


def _union(arms: Sequence[QuerySet[Model, Any]]) -> QuerySet[Model, Any]:
    return arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]


def _homes(user: Officer) -> Callable[[str], QuerySet[Any, Any]]:
    """Keys of the plans or localities that the user may see, by the lookup that leads there."""
    plans = Plan.objects.visible_to(user).order_by().values("pk")
    localities = Locality.objects.visible_to(user).order_by().values("pk")
    return lambda home: plans if home.endswith("plan") else localities


@cache
def _arm(number: int) -> QuerySet[Model, Any]:
    """The columns of ``Mark`` from one table, before any filter."""
    source = SOURCES[number]
    is_column = source.sign not in {"+", "~"}
    columns = {
        "mark_source": Value(number),
        "mark_pk": F("pk"),
        "mark_at": F(source.at),
        "mark_by": F(f"{source.by}_id"),
        "mark_sign": F(source.sign) if is_column else Value(source.sign, CharField()),
    }
    rows = source.rows.filter(**{f"{source.at}__isnull": False})
    if source.has_history:  # what an import brought along was added by nobody's hand
        rows = rows.exclude(history_type="+", history_user=None)
    arm: QuerySet[Model, Any] = rows.annotate(**columns).values_list(*columns)
    return arm


def _narrowed(
    number: int, asked: Asked, homes: Callable[[str], QuerySet[Any, Any]] | None
) -> QuerySet[Model, Any]:
    source = SOURCES[number]
    wanted = Q()
    if homes is not None:
        wanted &= Q(**{f"{source.home}__in": homes(source.home)})
    if asked.task_id is not None:
        wanted &= Q(**{source.task: asked.task_id})
    if asked.since:
        wanted &= Q(**{f"{source.at}__gte": end_of(asked.since - dt.timedelta(days=1))})
    if asked.until and asked.until < dt.date.max:  # which has no day after it
        wanted &= Q(**{f"{source.at}__lt": end_of(asked.until)})
    for word in fold(asked.person).split():
        wanted &= Q(**{f"{source.by}__search_name__contains": word})
    for word in fold(asked.thing).split():
        wanted &= _names(source, word)
    if asked.behind:
        wanted &= asked.behind.behind(source.at, number)
    return _arm(number).filter(wanted)


def _names(source: Source, word: str) -> Q:
    """The history does not keep columns that are searched: they stand on the live rows."""
    held = {f"{source.search}__contains": word}
    if "__" in source.search:
        return Q(**held)
    live = source.model._default_manager.filter(**held)  # noqa: SLF001 -- Django's own name for it
    return Q(id__in=live.order_by().values("pk"))


# The rows themselves


def records_of(marks: Sequence[Mark]) -> list[Record]:
    """In one query a table, and one for the keys of the rows before."""
    before = _keys_before(marks)
    keys: dict[int, set[int]] = {}
    for mark in marks:
        found = {mark.pk, before.get((mark.source, mark.pk))}
        keys.setdefault(mark.source, set()).update(key for key in found if key is not None)
    rows = {number: _joined(SOURCES[number]).in_bulk(found) for number, found in keys.items()}
    return list(_records(marks, before, rows))


def _records(
    marks: Iterable[Mark],
    before: dict[tuple[int, int], int | None],
    rows: dict[int, dict[Any, Model]],
) -> Iterator[Record]:
    for mark in marks:
        if row := rows[mark.source].get(mark.pk):
            previous = rows[mark.source].get(before.get((mark.source, mark.pk)))
            yield Record(SOURCES[mark.source], mark.sign, row, previous)


def _keys_before(marks: Sequence[Mark]) -> dict[tuple[int, int], int | None]:
    edited: dict[int, list[int]] = {}
    for mark in marks:
        if mark.sign == "~":
            edited.setdefault(mark.source, []).append(mark.pk)
    if not edited:
        return {}
    found = _union([_with_key_before(number, keys) for number, keys in edited.items()])
    return {(number, key): before for number, key, before in found}


def _with_key_before(number: int, keys: list[int]) -> QuerySet[Model, Any]:
    source = SOURCES[number]
    before = source.rows.filter(**{source.same: OuterRef(source.same)}, pk__lt=OuterRef("pk"))
    columns = {
        "mark_source": Value(number),
        "mark_pk": F("pk"),
        "mark_before": Subquery(before.order_by("-pk").values("pk")[:1]),
    }
    rows = source.rows.filter(pk__in=keys).annotate(**columns)
    found: QuerySet[Model, Any] = rows.values_list(*columns)
    return found


@cache
def _joined(source: Source) -> QuerySet[Model]:
    """The rows with what names the thing, who did it, and what the shown columns point to."""
    things = [lookup.rpartition("__")[0] for lookup in source.thing]
    related = [field.name for field in shown_fields(source) if field.is_relation]
    return source.rows.select_related(*filter(None, {source.by, *things, *related}))
