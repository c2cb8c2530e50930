"""Rows of the stream as a person reads them: who, what of which thing, from what, to what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from config.money import dong
from mediators.models import AccessKind
from plans.edits import EMPTY
from plans.text import clean
from tasks.history.sources import (
    HIDDEN,
    NAMES,
    PERSONAL,
    Kind,
    fields_of,
    label_of,
    name_of,
    rows_of,
)
from tasks.history.stream import LOG, LOOKS, SOURCES, Row, named
from tasks.models import StatusUpdate

CHANGED = "đã thay đổi"
NOBODY = "Phần mềm"
SIGNS = {"+": "Thêm", "~": "Sửa", "-": "Xóa"}
LONG = 120
_IN_GROUPS = 10_000  # from here on a number is read by thousands; a year is below


class Change(NamedTuple):
    """A field: what stood and what stands. ``old`` is None where nothing stood before."""

    label: str
    old: str | None
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.new if self.old is None else f'{self.old} → {self.new}'}"

    @property
    def is_long(self) -> bool:
        return len(self.old or "") > LONG or len(self.new) > LONG


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page. ``shows_person`` where restricted fields of a person stand in it."""

    at: dt.datetime
    who: str
    what: str
    thing: str
    url: str
    kind: str
    changes: list[Change]
    shows_person: bool = False


class Diff(NamedTuple):
    """A field that differs, before its values are put into words."""

    field: Any
    old: Any
    new: Any
    is_new: bool


def entries(rows: Sequence[Row], *, personal: bool) -> list[Entry]:
    """In one query for the names of what the rows point to; none where they point to nothing."""
    diffs = [list(_diffs(row)) for row in rows]
    names = _names_of(diff for found in diffs for diff in found)
    return [
        _entry(row, found, names, personal=personal) for row, found in zip(rows, diffs, strict=True)
    ]


def _diffs(row: Row) -> Iterator[Diff]:
    """Fields that changed, after those that say which row it is; of a row that is new or gone,
    what it says.
    """
    if row.new is None:
        return
    is_whole = row.old is None or row.sign == "-"
    new, old = json.loads(row.new), {} if is_whole else json.loads(row.old or "{}")
    told = SOURCES[row.source].told if row.source in SOURCES else ()
    fields = [field for field in fields_of(_model_of(row)) if field.attname not in HIDDEN]
    for field in sorted(fields, key=lambda field: field.attname not in told):
        value, before = new.get(field.attname), old.get(field.attname)
        says = value not in (None, "", False, 0)
        if not is_whole and value != before:
            yield Diff(field, before, value, is_new=False)
        elif says and (is_whole or field.attname in told):
            yield Diff(field, None, value, is_new=True)


def _model_of(row: Row) -> type[models.Model]:
    return LOG[row.source].model if row.source in LOG else SOURCES[row.source].model


def _names_of(diffs: Iterable[Diff]) -> dict[tuple[Any, Any], str]:
    wanted: dict[Any, set[Any]] = {}
    for diff in diffs:
        if diff.field.is_relation and diff.field.related_model in NAMES:
            wanted.setdefault(diff.field.related_model, set()).update({diff.old, diff.new} - {None})
    labels = {label_of(model): model for model in wanted}
    queries = [
        rows_of(model)
        .filter(pk__in=keys)
        .order_by()
        .annotate(
            row_model=Value(label_of(model), output_field=CharField()),
            row_key=F("pk"),
            row_words=named(NAMES[model]),
        )
        .values_list("row_model", "row_key", "row_words")
        for model, keys in wanted.items()
        if keys
    ]
    if not queries:
        return {}
    found = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {(labels[label], key): clean(words) for label, key, words in found}


def _entry(
    row: Row, diffs: list[Diff], names: dict[tuple[Any, Any], str], *, personal: bool
) -> Entry:
    hidden = PERSONAL.get(_model_of(row), frozenset()) if row.source != LOOKS else frozenset()
    changes, shows_person = [], False
    for diff in diffs:
        label = _label(diff.field)
        is_hidden = diff.field.attname in hidden
        if is_hidden and not personal:
            changes += [Change(label, None, CHANGED)] * (not diff.is_new)
            continue
        shows_person |= is_hidden
        old = None if diff.is_new else _shown(diff.field, diff.old, names)
        changes.append(Change(label, old, _shown(diff.field, diff.new, names)))
    return Entry(
        at=row.at,
        who=row.who or NOBODY,
        what=_what(row, diffs),
        thing=clean(row.thing),
        url=_url(row),
        kind=_kind(row).label,
        changes=changes,
        shows_person=shows_person,
    )


def _label(field: Any) -> str:
    label = str(field.verbose_name)
    return f"{label[:1].upper()}{label[1:]}"


def _what(row: Row, diffs: list[Diff]) -> str:
    if row.source == LOOKS:
        return f"{AccessKind(row.sign).label} dữ liệu cá nhân"
    if row.source in LOG:
        is_same = LOG[row.source].model is StatusUpdate and not diffs
        return "Báo không thay đổi" if is_same else LOG[row.source].word
    return f"{SIGNS[row.sign]} {name_of(SOURCES[row.source].model)}"


def _kind(row: Row) -> Kind:
    if row.source == LOOKS:
        return Kind.LOOKS
    return Kind.WORK if row.source in LOG else SOURCES[row.source].kind


def _url(row: Row) -> str:
    """The page of the thing; none where it has none, or is gone."""
    if row.source == LOOKS:
        name = "mediators:mediator_detail"
    elif row.source in LOG:
        name = "tasks:task_year_detail"
    else:
        page = SOURCES[row.source].page
        is_gone = row.sign == "-" and page.key == "id"
        if not page.name or is_gone:
            return ""
        if not page.key:
            return reverse(page.name)
        name = page.name
    return reverse(name, args=[row.page_key]) if row.page_key is not None else ""


def _shown(field: Any, value: Any, names: dict[tuple[Any, Any], str]) -> str:
    if value is None or value == "":
        return EMPTY
    if field.is_relation:
        return names.get((field.related_model, value)) or f"số {value}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return _dated(field, str(value))
    if isinstance(field, models.BooleanField):
        return "có" if value else "không"
    if isinstance(field, models.FileField):
        return "có tệp"
    if isinstance(value, int) and value >= _IN_GROUPS:
        return dong(value)
    return str(value)


def _dated(field: Any, text: str) -> str:
    """SQLite's JSON holds instants without their zone: they are UTC."""
    if not isinstance(field, models.DateTimeField):
        day = parse_date(text)
        return f"{day:%d/%m/%Y}" if day else text
    instant = parse_datetime(text)
    if instant is None:
        return text
    local = timezone.localtime(instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC))
    return f"{local:%H:%M %d/%m/%Y}"
