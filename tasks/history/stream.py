"""The newest entries of all stores in one query: tables in one union, each row with the one before.

What was saved without a change is left out by the database, so that a page is full. The page after
this one begins behind its last entry (a cursor): it costs what the first one costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.db.models import (
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from mediators.access import rights
from mediators.models import AccessEntry
from plans.days import end_of
from plans.models import Locality, Officer, Role
from plans.text import fold
from tasks.history.sources import (
    ACTS,
    CELL,
    EDITED,
    HIDDEN,
    OF_TASK,
    Act,
    Kind,
    Source,
    rows_of,
)

PAGE_SIZE = 30
EXPORT_SIZE = 2000
LOOKS = "99"


class Row(NamedTuple):
    """A line of the union, in the order of its columns. ``new`` and ``old`` are JSON."""

    source: str
    pk: int
    at: dt.datetime
    who: str
    thing: str
    page_key: int | None
    sign: str
    new: str | None
    old: str | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind which entry a page begins; ``str`` and ``of`` for the address."""

    at: dt.datetime
    source: str
    pk: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(dt.UTC):%Y%m%d%H%M%S%f}-{self.source}-{self.pk}"

    @classmethod
    def of(cls, text: str) -> Self | None:
        """None for what is none."""
        at, _, rest = text.partition("-")
        source, _, pk = rest.partition("-")
        if not (at.isascii() and at.isdecimal() and pk.isascii() and pk.isdecimal()):
            return None
        try:
            instant = dt.datetime.strptime(at, "%Y%m%d%H%M%S%f").replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        return cls(instant, source, int(pk)) if len(pk) < 19 else None

    def behind(self, at: str, source: str) -> Q:
        """The rows of a table that come after this entry, newest first."""
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

    def is_of(self, kind: Kind, model: Any) -> bool:
        return kind in self.kinds and (self.task_id is None or model in OF_TASK)


def kinds_for(user: Officer) -> list[Kind]:
    """The work is everyone's of the locality; rosters are for who reads their details."""
    may = rights(user, None)
    is_administrator = user.is_superuser or user.has_role(Role.ADMINISTRATOR)
    found = [Kind.WORK, Kind.PLAN, Kind.YEAR, Kind.OFFICES]
    found += [Kind.ROSTERS] * may.details + [Kind.PEOPLE] * is_administrator
    return found + [Kind.LOOKS] * may.administer


def newest(
    user: Officer, asked: Asked, *, size: int = PAGE_SIZE
) -> tuple[list[Row], Cursor | None]:
    """A page and where the next one begins (None behind the last); one query."""
    branches = list(_branches(user, asked))
    if not branches:  # a kind that has nothing of the task
        return [], None
    found = branches[0].union(*branches[1:], all=True) if branches[1:] else branches[0]
    ordered: Any = found.order_by("-row_at", "-row_source", "-row_key")[: size + 1]
    rows = [Row._make(one) for one in ordered]
    if len(rows) <= size:
        return rows, None
    last = rows[size - 1]
    return rows[:size], Cursor(last.at, last.source, last.pk)


def source_key(number: int) -> str:
    """Two digits: every collation orders them alike. Edits begin at 10, acts at 60."""
    return f"{number:02d}"


SOURCES: dict[str, Source] = {source_key(10 + n): one for n, one in enumerate(EDITED)}
LOG: dict[str, Act] = {source_key(60 + n): one for n, one in enumerate(ACTS)}


def _branches(user: Officer, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    homes = None if user.is_superuser else Locality.objects.visible_to(user).order_by().values("pk")
    for key, source in SOURCES.items():
        if asked.is_of(source.kind, source.model):
            yield _edits(key, source, asked, homes)
    for key, act in LOG.items():
        if asked.is_of(Kind.WORK, act.model):
            yield _acts(key, act, asked, homes)
    if asked.is_of(Kind.LOOKS, AccessEntry):
        yield _looks(asked, homes)


def _columns(
    rows: QuerySet[Any, Any],
    key: str,
    *,
    at: str,
    who: str,
    thing: Any,
    page_key: Any,
    sign: Any,
    new: Any,
    old: Any,
) -> QuerySet[Any, Any]:
    """The columns of ``Row``; the same names in every branch, by which the union is ordered."""
    columns = {
        "row_source": Value(key, output_field=CharField()),
        "row_key": F("pk"),
        "row_at": F(at),
        "row_who": Coalesce(F(f"{who}__full_name"), Value("")),
        "row_thing": thing,
        "row_page": page_key,
        "row_sign": sign,
        "row_new": new,
        "row_old": old,
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return found


def _narrowed(
    rows: QuerySet[Any, Any], asked: Asked, *, key: str, at: str, who: str, of_task: str = ""
) -> QuerySet[Any, Any]:
    if asked.task_id is not None:
        rows = rows.filter(**{of_task: asked.task_id})
    if asked.since:
        rows = rows.filter(**{f"{at}__gte": end_of(asked.since - dt.timedelta(days=1))})
    if asked.until and asked.until < dt.date.max:  # which has no day after it
        rows = rows.filter(**{f"{at}__lt": end_of(asked.until)})
    for word in fold(asked.person).split():
        rows = rows.filter(**{f"{who}__search_name__contains": word})
    return rows.filter(asked.behind.behind(at, key)) if asked.behind else rows


def _edits(key: str, source: Source, asked: Asked, homes: Any) -> QuerySet[Any, Any]:
    history: Any = source.model.history.model  # type: ignore[attr-defined]
    rows = history.objects.all()
    if homes is not None:
        rows = rows.filter(**{f"{source.home}__in": homes})
    rows = _narrowed(
        rows,
        asked,
        key=key,
        at="history_date",
        who="history_user",
        of_task=OF_TASK.get(source.model, ""),
    )
    for word in fold(asked.thing).split():
        if source.own:
            found = rows_of(source.model).filter(**{f"{source.search}__contains": word})
            rows = rows.filter(id__in=found.order_by().values("pk"))
        else:
            rows = rows.filter(**{f"{source.search}__contains": word})
    fields = shown_fields(history)
    before = history.objects.filter(id=OuterRef("id"), pk__lt=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(
        told=_json(fields),
        told_before=Subquery(before.annotate(told=_json(fields)).values("told")[:1]),
    )
    rows = rows.exclude(history_type="~", told=F("told_before"))
    rows = rows.exclude(history_type="+", history_user=None)  # brought along, by nobody's hand
    return _columns(
        rows,
        key,
        at="history_date",
        who="history_user",
        thing=named(source.thing),
        page_key=_key(source.page.key),
        sign=F("history_type"),
        new=F("told"),
        old=F("told_before"),
    )


def _acts(key: str, act: Act, asked: Asked, homes: Any) -> QuerySet[Any, Any]:
    manager = rows_of(act.model)
    rows = manager.filter(**{f"{act.at}__isnull": False})
    if homes is not None:
        rows = rows.filter(**{f"{CELL}__plan__locality__in": homes})
    rows = _narrowed(rows, asked, key=key, at=act.at, who=act.by, of_task=CELL)
    for word in fold(asked.thing).split():
        rows = rows.filter(**{f"{CELL}__search_text__contains": word})
    old: Any = Value(None, output_field=TextField())
    if act.follows:
        before = manager.filter(task_year=OuterRef("task_year"), pk__lt=OuterRef("pk"))
        before = before.order_by("-pk").annotate(told=_json(act.fields))
        old = Subquery(before.values("told")[:1])
    return _columns(
        rows,
        key,
        at=act.at,
        who=act.by,
        thing=named((f"{CELL}__code", f"{CELL}__title", "task_year__year")),
        page_key=F("task_year_id"),
        sign=Value("", output_field=CharField()),
        new=_json(act.fields),
        old=old,
    )


def _looks(asked: Asked, homes: Any) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = AccessEntry.objects.all()
    if homes is not None:
        rows = rows.filter(locality__in=homes)
    rows = _narrowed(rows, asked, key=LOOKS, at="at", who="officer")
    for word in fold(asked.thing).split():
        rows = rows.filter(search_text__contains=word)
    return _columns(
        rows,
        LOOKS,
        at="at",
        who="officer",
        thing=F("subject"),
        page_key=F("mediator_id"),
        sign=F("kind"),
        new=Value(None, output_field=TextField()),
        old=Value(None, output_field=TextField()),
    )


def shown_fields(history: Any) -> tuple[str, ...]:
    """Columns of a table's history that a person would understand."""
    return tuple(f.attname for f in history.tracked_fields if f.attname not in HIDDEN)


def _json(fields: tuple[str, ...]) -> Any:
    return Cast(JSONObject(**{name: name for name in fields}), TextField())


def _key(lookup: str) -> Any:
    return F(lookup) if lookup else Value(None, output_field=IntegerField())


def named(lookups: tuple[str, ...]) -> Any:
    """What names the thing, with blanks between."""
    parts: list[Any] = [Value(""), Value("")]
    for lookup in lookups:
        text = Coalesce(Cast(lookup, TextField()), Value("", output_field=TextField()))
        parts += [Value(", năm " if lookup.endswith("year") else " "), text]
    return Concat(*parts, output_field=TextField())
