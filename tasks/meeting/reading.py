"""What the sheet and the list of silence read: cells and directions as of a day, one query each."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, Subquery, Value
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce

from plans.models import Officer
from tasks.board.rows import CellRow, cell_rows_with
from tasks.models import Direction, StatusUpdate
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import OPEN_STATES, State


class Seen(NamedTuple):
    """A cell on the day shown. ``was_open`` tells of the last meeting, ``request`` of what the
    last report proposes (else of what it found hard).
    """

    row: CellRow
    is_owned: bool
    was_open: bool = True
    request: str = ""


def seen_on(cells: TaskYearQuerySet, *, day: dt.date, today: dt.date) -> list[Seen]:
    """Each cell, and whether its task is owned."""
    shown = cells.as_of(day, today=today).with_ownership(day).in_order()
    return [Seen(row, bool(owned)) for row, (owned,) in cell_rows_with(shown, "has_owner")]


def seen_at_meeting(
    cells: TaskYearQuerySet, *, day: dt.date, since: dt.date, today: dt.date
) -> list[Seen]:
    """Each cell, with how it stood at the end of the day of the last meeting."""
    log = StatusUpdate.objects.filter(task_year=OuterRef("pk"))
    before, last = log.effective_by(since), log.effective_by(day)
    shown = cells.as_of(day, today=today).with_ownership(day).in_order()
    shown = shown.annotate(
        state_before=Coalesce(Subquery(before.values("state")[:1]), Value(State.TODO.value)),
        proposed=Subquery(last.values("proposal")[:1]),
        obstacles=Subquery(last.values("obstacles")[:1]),
    )
    pairs = cell_rows_with(shown, "has_owner", "state_before", "proposed", "obstacles")
    return [
        Seen(row, bool(owned), before in OPEN_STATES, str(proposed or obstacles or ""))
        for row, (owned, before, proposed, obstacles) in pairs
    ]


def directions_on(user: Officer, plan_id: int, day: dt.date) -> list[Direction]:
    """Those given by that day and not closed by then, the nearest deadline first."""
    rows = Direction.objects.visible_to(user).filter(task_year__timeline__task__plan=plan_id)
    not_closed = Q(closed_at=None) | Q(closed_at__date__gt=day)
    return list(rows.filter(not_closed, asked_at__date__lte=day).for_list())
