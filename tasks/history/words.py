"""Records of the history in words: what was done, to which thing, from what to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from mediators.models import AccessKind
from plans.edits import EMPTY, shown_value
from plans.text import clean
from tasks.history.sources import LOOKS, PERSONAL, UPDATES, Source, shown_fields
from tasks.history.stream import Record

CHANGED = "đã thay đổi"
NOBODY = "Phần mềm"
SIGNS = {"+": "Thêm", "~": "Sửa", "-": "Xóa"}
LONG = 120


@dataclass(frozen=True, slots=True)
class Change:
    """A field: its value before and after. ``old`` is None where there was nothing before."""

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
    """One record. ``several`` is ``what`` for many at once, with a place for their number;
    ``shows_person`` where restricted fields of a person are among the changes."""

    at: dt.datetime
    who: str
    what: str
    several: str
    thing: list[str]
    url: str
    changes: list[Change]
    same: object  # equal for the entries of one thing
    shows_person: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Entries of one kind within one act: what they have in common, and in what they differ."""

    what: str
    thing: str
    url: str
    changes: list[Change]
    items: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did within one minute."""

    at: dt.datetime
    who: str
    lines: list[Line]

    @property
    def day(self) -> dt.date:
        return timezone.localtime(self.at).date()


# Entries


def entries(records: Iterable[Record], *, personal: bool) -> list[Entry]:
    """Without saves that changed nothing; ``personal`` to show restricted fields of people."""
    found = ((record, _differing(record)) for record in records)
    return [
        _entry(record, fields, personal=personal)
        for record, fields in found
        if fields or not (record.before and record.source.has_history)
    ]


def _differing(record: Record) -> list[models.Field[Any, Any]]:
    if record.before is None:
        return []
    return [
        one
        for one in shown_fields(record.source)
        if getattr(record.row, one.attname) != getattr(record.before, one.attname)
    ]


def _entry(record: Record, differing: Sequence[models.Field[Any, Any]], *, personal: bool) -> Entry:
    source, row = record.source, record.row
    hidden = PERSONAL.get(source.model, frozenset())
    changes, shows_person = [], False
    for one in _told(record, differing):
        is_change = one in differing
        label = _label(one)
        if one.attname in hidden and not personal:
            changes += [Change(label, None, CHANGED)] * is_change
            continue
        shows_person |= one.attname in hidden
        old = _shown(one, record.before) if record.before and is_change else None
        changes.append(Change(label, old, _shown(one, row)))
    what = _what(record, differing)
    return Entry(
        at=getattr(row, source.at),
        who=_text(row, f"{source.by}__full_name") or NOBODY,
        what=what,
        several=_several(record, what),
        thing=_thing(source, row),
        url=_url(record),
        changes=changes,
        same=getattr(row, source.same),
        shows_person=shows_person,
    )


def _told(
    record: Record, differing: Sequence[models.Field[Any, Any]]
) -> list[models.Field[Any, Any]]:
    """Fields that changed, and those that tell the row from others like it; of a row that is new
    or gone all that it says beside the name of its thing."""
    source = record.source
    named = {lookup.partition("__")[0] for lookup in source.thing}
    return [
        one
        for one in shown_fields(source)
        if one in differing
        or (_is_filled(record.row, one) and one.attname in source.told)
        or (record.before is None and _is_filled(record.row, one) and one.name not in named)
    ]


def _is_filled(row: models.Model, one: models.Field[Any, Any]) -> bool:
    return getattr(row, one.attname) not in (None, "", False, 0)


def _label(one: models.Field[Any, Any]) -> str:
    label = str(one.verbose_name)
    return f"{label[:1].upper()}{label[1:]}"


def _shown(one: models.Field[Any, Any], row: models.Model) -> str:
    value = getattr(row, one.attname)
    if isinstance(one, models.FileField):
        return "có tệp" if value else EMPTY
    if one.is_relation and value is not None and getattr(row, one.name) is None:
        return f"số {value} (đã xóa)"
    return shown_value(row, one.name)


def _what(record: Record, differing: Sequence[models.Field[Any, Any]]) -> str:
    source = record.source
    if source is LOOKS:
        return f"{AccessKind(record.sign).label} dữ liệu cá nhân"
    if source is UPDATES and record.before and not differing:
        return "Báo không thay đổi"
    return f"{SIGNS[record.sign]} {source.name}" if source.has_history else source.name


def _several(record: Record, what: str) -> str:
    source = record.source
    if not source.has_history:
        return f"{what}, {{}} lần"
    if record.sign == "+" and source.many:
        return source.many
    return f"{SIGNS[record.sign]} {{}} {source.name}"


def _text(row: models.Model, lookup: str) -> str:
    """The value at the end of a lookup; nothing where what it leads through is gone."""
    value: object = row
    for name in lookup.split("__"):
        value = getattr(value, name, None)
    return "" if value is None else clean(str(value))


def _thing(source: Source, row: models.Model) -> list[str]:
    """What names the thing, a code together with its title."""
    found, code = [], ""
    for lookup in source.thing:
        text = _text(row, lookup)
        if lookup.endswith("code"):
            code = f"{text} " if text else ""
        elif text:
            found.append(f"năm {text}" if lookup.endswith("year") else f"{code}{text}")
            code = ""
    return found


def _url(record: Record) -> str:
    """The page of the thing; none where it has none, or is gone."""
    source = record.source
    if not source.page or (record.sign == "-" and source.key == "id"):
        return ""
    if not source.key:
        return reverse(source.page)
    key = getattr(record.row, source.key)
    return reverse(source.page, args=[key]) if key is not None else ""


# Acts


def acts(found: Iterable[Entry]) -> list[Act]:
    """One for what a person did within a minute, with a line for each kind of entry in it."""
    result = []
    for (who, _), group in groupby(found, key=_act_of):
        own = list(group)
        by_word: dict[str, list[Entry]] = {}
        for entry in own:
            by_word.setdefault(entry.what, []).append(entry)
        result.append(Act(own[0].at, who, [_line(alike) for alike in by_word.values()]))
    return result


def _act_of(entry: Entry) -> tuple[str, dt.datetime]:
    return entry.who, entry.at.replace(second=0, microsecond=0)


def _line(alike: list[Entry]) -> Line:
    first = alike[0]
    if len(alike) == 1:
        return Line(first.what, ", ".join(first.thing), first.url, first.changes)
    if all(one.same == first.same for one in alike):
        what, shared, url = f"{first.what}, {len(alike)} lần", first.thing, first.url
    else:
        what = first.several.format(len(alike))
        shared = [part for part in first.thing if all(part in one.thing for one in alike)]
        url = first.url if all(one.url == first.url for one in alike) else ""
    common = [one for one in first.changes if all(one in other.changes for other in alike)]
    is_named = shared is not first.thing
    items = [_item(one, shared, common, is_named=is_named, has_url=not url) for one in alike]
    return Line(what, ", ".join(shared), url, common, items)


def _item(
    entry: Entry, shared: list[str], common: list[Change], *, is_named: bool, has_url: bool
) -> Line:
    thing = ", ".join(part for part in entry.thing if part not in shared) if is_named else ""
    changes = [one for one in entry.changes if one not in common]
    return Line("", thing, entry.url if has_url else "", changes)
