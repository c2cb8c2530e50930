"""Who changed which field of a row, from its history: read once, compared here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone

from plans.text import name_key

SHOWN = 20
_IN_GROUPS = 10_000  # from here on a number is read by thousands; a year is below
EMPTY = "chưa ghi"


@dataclass(frozen=True, slots=True)
class Edit:
    """One save: who, when, and per field its name, what stood and what stands."""

    at: dt.datetime
    who: str
    fields: list[tuple[str, str, str]]


def edits(
    row: Any, names: Sequence[str], *, many: Mapping[str, str] | None = None, shown: int = SHOWN
) -> list[Edit]:
    """The last saves that changed one of those fields, newest first. One query, and one more for
    each field of several that ``many`` names with what its history calls them."""
    records = list(row.history.select_related("history_user").order_by("-history_id")[: shown + 1])
    listed = {name: _listed(records, name, one) for name, one in (many or {}).items()}
    found = []
    for new, old in pairwise(records):
        changed = [
            (_label(row, name), shown_value(old, name), shown_value(new, name))
            for name in names
            if getattr(old, name) != getattr(new, name)
        ]
        changed += [
            (_label(row, name), texts.get(old.pk, EMPTY), texts.get(new.pk, EMPTY))
            for name, texts in listed.items()
            if texts.get(old.pk) != texts.get(new.pk)
        ]
        if changed:
            found.append(Edit(new.history_date, str(new.history_user or ""), changed))
    return found


def _listed(records: Sequence[Any], name: str, one: str) -> dict[int, str]:
    """What a field of several named, by the version that named it."""
    if not records:
        return {}
    rows = getattr(records[0], name).model.objects.filter(history__in=[r.pk for r in records])
    named: dict[int, list[str]] = {}
    for row in rows.select_related(one):
        named.setdefault(row.history_id, []).append(str(getattr(row, one)))
    return {key: ", ".join(sorted(names, key=name_key)) for key, names in named.items()}


def _label(row: models.Model, name: str) -> str:
    field: Any = row._meta.get_field(name)  # noqa: SLF001 -- Django's own door to a model's fields
    return str(field.verbose_name)


def shown_value(record: Any, name: str) -> str:
    """What a field of a row holds, as people write it."""
    value = getattr(record, name)
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and value >= _IN_GROUPS:
        return f"{value:,}".replace(",", ".")
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else value)
