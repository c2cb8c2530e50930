"""Who changed which field of a row, from its history: read once, compared here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Edit:
    """One save: who, when, and per field its name, what stood and what stands."""

    at: dt.datetime
    who: str
    fields: list[tuple[str, str, str]]


def edits(row: Any, names: Sequence[str], *, shown: int = SHOWN) -> list[Edit]:
    """The last saves that changed one of those fields, newest first. One query."""
    records = list(row.history.select_related("history_user").order_by("-history_id")[: shown + 1])
    found = []
    for new, old in pairwise(records):
        changed = [
            (_label(row, name), _shown(old, name), _shown(new, name))
            for name in names
            if getattr(old, name) != getattr(new, name)
        ]
        if changed:
            found.append(Edit(new.history_date, str(new.history_user or ""), changed))
    return found


def _label(row: models.Model, name: str) -> str:
    field: Any = row._meta.get_field(name)  # noqa: SLF001 -- Django's own door to a model's fields
    return str(field.verbose_name)


def _shown(record: Any, name: str) -> str:
    value = getattr(record, name)
    if value is None or value == "":
        return "chưa ghi"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else value)
