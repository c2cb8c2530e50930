"""What one person should do now: the number in the head of every page, and what it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plans.models import Officer
from tasks.board.board import Board
from tasks.board.contributions import Part, my_parts
from tasks.board.load import Wanted, load_board
from tasks.board.scope import Scope
from tasks.models import Direction, TaskYear


@dataclass(frozen=True, slots=True)
class Owed:
    """Cells to write on, directions to answer, contributions of the person's body."""

    to_update: list[TaskYear]
    to_answer: list[Direction]
    to_contribute: list[Part]

    @property
    def n(self) -> int:
        return len(self.to_update) + len(self.to_answer) + len(self.to_contribute)


def owed_of(board: Board) -> Owed:
    """Return what the board's reader owes on its day."""
    to_contribute = [part for part in my_parts(board) if part.is_owed]
    return Owed(board.to_update, board.to_answer, to_contribute)


def owed_by(user: Officer, *, today: dt.date, shown: Board | None = None) -> Owed:
    """Return what the person owes today, of every plan that they may see.

    ``shown`` is the board of the page, if it has one: nothing that it holds is asked for again.
    """
    if shown and shown.day == today and shown.scope == Scope():
        return owed_of(shown)
    board = load_board(
        user,
        day=today,
        today=today,
        wanted=Wanted.OWED,
        only_mine=True,
        plans=shown.all_plans if shown else None,
    )
    return owed_of(board)
