"""What was reported of many cells by a day, without the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from tasks.models import StatusUpdate


class Entry(NamedTuple):
    """An update of a cell, as far as it decides how the cell stands."""

    task_year_id: int
    effective_on: dt.date
    state: str
    completed_on: dt.date | None
    needs_direction: bool
    recorded_at: dt.datetime


def log_of(cell_keys: Iterable[int], day: dt.date) -> list[Entry]:
    """Return the entries effective by the day; of each cell, the one that decides stands last."""
    rows = StatusUpdate.objects.effective_by(day).of_cells(cell_keys).reverse()
    return [Entry._make(row) for row in rows.values_list(*Entry._fields)]
