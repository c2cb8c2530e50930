"""What one person should do now: its rows, and its number for the head of every page."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.board.board import Board
from tasks.board.contributions import Part, my_parts
from tasks.models import Direction, TaskYear


@dataclass(frozen=True, slots=True)
class Owed:
    """Cells to write on, directions to answer, parts of the person's body in the work of others."""

    to_update: list[TaskYear]
    to_answer: list[Direction]
    parts: list[Part]

    @property
    def to_contribute(self) -> list[Part]:
        """Contributions that the body owes."""
        return [part for part in self.parts if part.is_owed]

    @property
    def n(self) -> int:
        return len(self.to_update) + len(self.to_answer) + len(self.to_contribute)


def owed_of(board: Board) -> Owed:
    """Return what the board's reader owes on its day."""
    return Owed(board.to_update, board.to_answer, my_parts(board))
