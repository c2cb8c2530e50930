"""Cells of which a person is reminded on a day, read from the board.

Right whether or not a letter ever went out: what is recorded only tells what the person knows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from plans.models import Officer, Role
from tasks.board.board import Board
from tasks.board.load import Wanted, load_own_board
from tasks.models import Reminder, TaskYear
from tasks.reminders.rule import LEADERS_FROM, Reason, is_owed, threshold_passed


class Reminded(NamedTuple):
    """An open cell near or past its due date; ``threshold`` is the largest one passed.

    ``seen`` and ``recorded`` are the largest ones that the person has marked, or knows by mail.
    """

    cell: TaskYear
    reason: Reason
    due_on: dt.date
    threshold: int
    seen: int | None
    recorded: int | None

    @property
    def is_new(self) -> bool:
        """Not yet marked as seen on the list."""
        return is_owed(self.threshold, self.seen)

    @property
    def is_owed(self) -> bool:
        """Neither seen nor sent."""
        return is_owed(self.threshold, self.recorded)

    @property
    def mark(self) -> str:
        """The reminder as it was shown."""
        return f"{self.cell.pk}:{self.due_on:%Y-%m-%d}:{self.threshold}"


def reminder_board(user: Officer, day: dt.date) -> Board:
    """Return the board of which the person is reminded on the day."""
    return load_own_board(user, day=day, wanted=Wanted.OWED)


def reminders_of(board: Board) -> list[Reminded]:
    """Of what the board's reader is reminded on its day; the longest overdue first."""
    known = _known(board)
    found = []
    for cell in board.cells:
        threshold = threshold_passed(cell.due_on, board.day) if cell.due_on else None
        reason = _reason(board, cell, threshold)
        if cell.due_on is None or threshold is None or reason is None or not cell.is_open:
            continue
        seen, recorded = known.get((cell.pk, cell.due_on), (None, None))
        found.append(Reminded(cell, reason, cell.due_on, threshold, seen, recorded))
    return sorted(found, key=lambda one: (one.due_on, one.cell.task.code, one.cell.pk))


def _reason(board: Board, cell: TaskYear, threshold: int | None) -> Reason | None:
    """Why the cell concerns the reader; leaders hear of what has been late for a week."""
    if board.is_mine(cell.task):
        return Reason.MINE
    if board.user.has_role(Role.COORDINATOR) and not board.is_reached(cell.task):
        return Reason.UNOWNED
    if board.user.has_role(Role.LEADER) and threshold is not None and threshold >= LEADERS_FROM:
        return Reason.LATE
    return None


def _known(board: Board) -> dict[tuple[int, dt.date], tuple[int | None, int | None]]:
    """By cell and due day: the largest threshold seen, and the largest recorded at all."""
    seen: dict[tuple[int, dt.date], list[int]] = defaultdict(list)
    recorded: dict[tuple[int, dt.date], list[int]] = defaultdict(list)
    rows = Reminder.objects.filter(officer=board.user, task_year__in=[c.pk for c in board.cells])
    for row in rows:
        key = (row.task_year_id, row.due_on)
        recorded[key].append(row.threshold)
        if row.seen_at is not None:
            seen[key].append(row.threshold)
    return {
        key: (max(seen[key], default=None), max(thresholds)) for key, thresholds in recorded.items()
    }
