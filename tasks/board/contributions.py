"""What partners owe: a contribution to each cell that names their body (design, section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.models import Agency
from tasks.board.board import Board
from tasks.models import Contribution, ContributionRequest, TaskYear
from tasks.states import owes_contribution


@dataclass
class Part:
    """A body's part in a cell; ``agency`` stands in the partner's place on the board's day."""

    cell: TaskYear
    agency: Agency
    day: dt.date
    written_on: list[dt.date] = field(default_factory=list)
    asked_on: dt.date | None = None

    @property
    def last_written_on(self) -> dt.date | None:
        return max(self.written_on, default=None)

    @property
    def is_owed(self) -> bool:
        """Whether the body owes what it did: see ``tasks.states.owes_contribution``."""
        return self.cell.is_open and owes_contribution(
            every=self.cell.task.plan.contributions_every,
            year=self.cell.year,
            due_on=self.cell.due_on,
            written_on=self.written_on,
            asked_on=self.asked_on,
            day=self.day,
        )


def parts(board: Board, *, agency_ids: frozenset[int] | None = None) -> list[Part]:
    """Return the parts of partners in the cells that have begun; of those bodies, if given.

    Every party but the first lead contributes. Two queries.
    """
    found = {
        (cell.pk, body.pk): Part(cell, body, board.day)
        for cell in board.cells
        if cell.has_begun
        for body in _partners(board, cell)
        if agency_ids is None or body.pk in agency_ids
    }
    _put_contributions(found, board)
    return list(found.values())


def contributions_owed(board: Board) -> list[Part]:
    """Return what all partners owe on the board's day."""
    return [part for part in parts(board) if part.is_owed]


def my_parts(board: Board) -> list[Part]:
    """Return the parts of the reader's body, where the reader does not answer for the task."""
    if board.user.agency is None:
        return []
    found = parts(board, agency_ids=board.my_bodies)
    return [part for part in found if not board.is_mine(part.cell.task)]


def _partners(board: Board, cell: TaskYear) -> list[Agency]:
    """The bodies that contribute, by those that stand in their place; each once."""
    bodies = (board.body_of(one) for one in cell.task.party_list if not one.is_first_lead)
    return list({body.pk: body for body in bodies if body}.values())


def _put_contributions(found: dict[tuple[int, int], Part], board: Board) -> None:
    """Fill in what each body wrote and when it was last asked, by the board's day."""
    keys = {cell_id for cell_id, _ in found}
    written = Contribution.objects.filter(task_year__in=keys, done_on__lte=board.day)
    asked = ContributionRequest.objects.filter(task_year__in=keys, asked_on__lte=board.day)
    for row in written.select_related("agency").order_by():
        for part in _part_of(found, board, row):
            part.written_on.append(row.done_on)
    for request in asked.select_related("agency").order_by("asked_on", "pk"):
        for part in _part_of(found, board, request):
            part.asked_on = request.asked_on


def _part_of(
    found: dict[tuple[int, int], Part], board: Board, row: Contribution | ContributionRequest
) -> Iterable[Part]:
    body = board.successions.on(row.agency, board.day)
    part = found.get((row.task_year_id, body.pk))
    return [part] if part else []
