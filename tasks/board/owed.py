"""What one person should do now: its rows, and its number for the head of every page."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.board.board import Board
from tasks.board.contributions import Part, my_parts
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
