"""The newest entries of every table, in few queries.

One union of plain columns finds which rows are the newest; then each table that occurs among them
is read once, and compared with the rows before. A page begins behind the last entry of the page
before it (a cursor), so that it costs what the first one costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Self

from django.db import connection
from django.db.models import CharField, F, Model, OuterRef, QuerySet, Subquery, Value

from mediators.access import rights
from plans.days import end_of
from plans.models import Locality, Officer, Role
from plans.text import fold
from tasks.history.sources import SOURCES, Kind, Source, shown_fields

PAGE_ROWS = 60
PAGE_ACTS = 30
PAGE_MODELS = 8  # each is a query
Param = int | str | dt.datetime
MARK = ("mark_source", "mark_pk", "mark_at", "mark_by", "mark_sign")


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
        is_key = len(parts[1]) < 4 and len(parts[2]) < 19  # what a database takes
        return cls(instant, int(parts[1]), int(parts[2])) if is_key else None


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
    """A page of at most ``PAGE_ACTS`` acts, from at most ``PAGE_MODELS`` tables."""
    found = newest_marks(user, asked, size=PAGE_ROWS + 1)
    marks = _fitting(found[:PAGE_ROWS])
    if len(marks) == len(found):
        return Page(records_of(marks), None, is_cut=False)
    last, following = marks[-1], found[len(marks)]
    behind = Cursor(last.at, last.source, last.pk)
    return Page(records_of(marks), behind, is_cut=last.act == following.act)


def _fitting(marks: list[Mark]) -> list[Mark]:
    acts, models = set(), set()
    for number, mark in enumerate(marks):
        acts.add(mark.act)
        models.add(SOURCES[mark.source].model)
        if len(acts) > PAGE_ACTS or len(models) > PAGE_MODELS:
            return marks[:number]
    return marks


# Which rows


def newest_marks(user: Officer, asked: Asked, *, size: int) -> list[Mark]:
    """In one query, and one for the localities that the user may see."""
    sql, values = _every_row(is_everywhere=user.is_superuser)
    conditions = list(_conditions(user, asked))
    where = " AND ".join(condition for condition, _ in conditions)
    columns, order = ", ".join(MARK), "mark_at DESC, mark_source DESC, mark_pk DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            # What people typed stands in the values alone.
            f"SELECT {columns} FROM ({sql}) marks WHERE {where} ORDER BY {order} LIMIT {size:d}",  # noqa: S608
            values + [value for _, found in conditions for value in found],
        )
        return [_mark(*one) for one in cursor.fetchall()]


def _mark(source: int, pk: int, at: dt.datetime, by: int | None, sign: str) -> Mark:
    """SQLite hands over instants in UTC that do not say so."""
    return Mark(source, pk, at if at.tzinfo else at.replace(tzinfo=dt.UTC), by, sign)


@cache
def _every_row(*, is_everywhere: bool) -> tuple[str, list[Param]]:
    """All tables as one, in SQL, and its values.

    Kept for the life of the process, since it depends on nothing: Django needs 20 ms to write it,
    the database 2 ms to read the newest of a commune from it.
    """
    arms = [_arm(number, is_everywhere=is_everywhere) for number in range(len(SOURCES))]
    sql, values = _union(arms).query.sql_with_params()
    return sql, list(values)


def _arm(number: int, *, is_everywhere: bool) -> QuerySet[Model, Any]:
    source = SOURCES[number]
    columns = {
        "mark_source": Value(number),
        "mark_pk": F("pk"),
        "mark_at": F(source.at),
        "mark_by": F(f"{source.by}_id"),
        "mark_sign": Value(source.sign, CharField()) if source.is_signed else F(source.sign),
        "mark_locality": F(source.home),
        "mark_task": F(source.task) if source.task else Value(0),
        "mark_words": _words(source),
        "mark_person": F(f"{source.by}__search_name"),
    }
    rows = source.rows.filter(**{f"{source.at}__isnull": False})
    if not is_everywhere:  # without outer joins a database can begin at the few localities
        rows = rows.filter(**{f"{source.home}__isnull": False})
    if source.has_history:  # what an import brought along was added by nobody's hand
        rows = rows.exclude(history_type="+", history_user=None)
    arm: QuerySet[Model, Any] = rows.annotate(**columns).values_list(*columns)
    return arm


def _words(source: Source) -> F | Subquery:
    """The history does not keep the columns that are searched: those are on the live rows."""
    if "__" in source.search:
        return F(source.search)
    live = source.model._default_manager.order_by()  # noqa: SLF001 -- Django's own name for it
    key = "id" if source.has_history else "pk"
    return Subquery(live.filter(pk=OuterRef(key)).values(source.search)[:1])


def _conditions(user: Officer, asked: Asked) -> Iterator[tuple[str, Sequence[Param]]]:
    sources = [number for number, source in enumerate(SOURCES) if source.kind in asked.kinds]
    yield _within("mark_source", sources)
    if not user.is_superuser:
        homes = Locality.objects.visible_to(user).order_by().values_list("pk", flat=True)
        yield _within("mark_locality", list(homes))
    if asked.task_id is not None:
        yield "mark_task = %s", [asked.task_id]
    if asked.since:
        yield "mark_at >= %s", [_adapted(end_of(asked.since - dt.timedelta(days=1)))]
    if asked.until and asked.until < dt.date.max:  # which has no day after it
        yield "mark_at < %s", [_adapted(end_of(asked.until))]
    for column, text in (("mark_person", asked.person), ("mark_words", asked.thing)):
        for word in fold(text).split():
            pattern = f"%{connection.ops.prep_for_like_query(word)}%"
            yield f"{column} LIKE %s ESCAPE '\\'", [pattern]
    if last := asked.behind:
        yield (
            "(mark_at, mark_source, mark_pk) < (%s, %s, %s)",
            [_adapted(last.at), last.source, last.pk],
        )


def _within(column: str, keys: Sequence[int]) -> tuple[str, Sequence[Param]]:
    """No row where there is no key: an empty list is no SQL."""
    return f"{column} IN ({', '.join(['%s'] * len(keys)) or 'NULL'})", keys


def _adapted(instant: dt.datetime) -> Param:
    """As the database at hand compares it."""
    return connection.ops.adapt_datetimefield_value(instant) or instant


def _union(arms: Sequence[QuerySet[Model, Any]]) -> QuerySet[Model, Any]:
    return arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]


# The rows themselves


def records_of(marks: Sequence[Mark]) -> list[Record]:
    """In one query a model, and one for the keys of the rows before."""
    before = _keys_before(marks)
    keys: dict[type[Model], set[int]] = {}
    for mark in marks:
        wanted = keys.setdefault(SOURCES[mark.source].model, set())
        wanted.add(mark.pk)
        if (key := before.get((mark.source, mark.pk))) is not None:
            wanted.add(key)
    rows = {model: _joined(model).in_bulk(found) for model, found in keys.items()}
    return list(_records(marks, before, rows))


def _records(
    marks: Iterable[Mark],
    before: dict[tuple[int, int], int | None],
    rows: dict[type[Model], dict[Any, Model]],
) -> Iterator[Record]:
    for mark in marks:
        source = SOURCES[mark.source]
        if row := rows[source.model].get(mark.pk):
            previous = rows[source.model].get(before.get((mark.source, mark.pk)))
            yield Record(source, mark.sign, row, previous)


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
def _joined(model: type[Model]) -> QuerySet[Model]:
    """The rows with what names the thing, who did it, and what the shown columns point to."""
    sources = [source for source in SOURCES if source.model is model]
    joins = {source.by for source in sources}
    for source in sources:
        joins.update(lookup.rpartition("__")[0] for lookup in source.thing)
        joins.update(field.name for field in shown_fields(source) if field.is_relation)
    return sources[0].rows.select_related(*joins - {""})
