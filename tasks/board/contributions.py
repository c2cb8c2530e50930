"""What partners owe: a contribution to each cell that names their body (design, section 3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.models import Agency
from tasks.board.board import Board
from tasks.models import Contribution, ContributionRequest, TaskYear
from tasks.states import owes_contribution


@dataclass
class Contributed:
    """What is known of one body's part in one cell."""

    written_on: list[dt.date] = field(default_factory=list)
    asked_on: dt.date | None = None


@dataclass(frozen=True)
class OwedContribution:
    """``agency`` is the body that stands in the partner's place on the board's day."""

    cell: TaskYear
    agency: Agency
    asked_on: dt.date | None


def contributions_owed(
    board: Board, *, agency_ids: frozenset[int] | None = None
) -> list[OwedContribution]:
    """Return what partners owe on the board's day; of those bodies alone, where they are given.

    Every party but the first lead contributes. Two queries.
    """
    candidates = [
        (cell, body)
        for cell in board.cells
        if cell.is_open and cell.year <= board.day.year
        for body in _partners(board, cell)
        if agency_ids is None or body.pk in agency_ids
    ]
    known = _contributed({cell.pk for cell, _ in candidates}, board)
    return [
        OwedContribution(cell, body, known[cell.pk, body.pk].asked_on)
        for cell, body in candidates
        if owes_contribution(
            every=cell.task.plan.contributions_every,
            year=cell.year,
            due_on=cell.due_on,
            written_on=known[cell.pk, body.pk].written_on,
            asked_on=known[cell.pk, body.pk].asked_on,
            day=board.day,
        )
    ]


def my_contributions_owed(board: Board) -> list[OwedContribution]:
    """Return what the reader's body owes as a partner, where it does not answer for the task."""
    if board.user.agency is None:
        return []
    owed = contributions_owed(board, agency_ids=board.my_bodies)
    return [one for one in owed if not board.is_mine(one.cell.task)]


def _partners(board: Board, cell: TaskYear) -> list[Agency]:
    """The bodies that contribute, by those that stand in their place; each once."""
    bodies = (board.body_of(one) for one in cell.task.party_list if not one.is_first_lead)
    return list({body.pk: body for body in bodies if body}.values())


def _contributed(cell_ids: Iterable[int], board: Board) -> dict[tuple[int, int], Contributed]:
    """By cell and body: what it wrote and when it was last asked, by the board's day."""
    known: dict[tuple[int, int], Contributed] = defaultdict(Contributed)
    keys = list(cell_ids)
    written = Contribution.objects.filter(task_year__in=keys, done_on__lte=board.day)
    asked = ContributionRequest.objects.filter(task_year__in=keys, asked_on__lte=board.day)
    for row in written.select_related("agency"):
        body = board.successions.on(row.agency, board.day)
        known[row.task_year_id, body.pk].written_on.append(row.done_on)
    for request in asked.select_related("agency").order_by("asked_on"):
        body = board.successions.on(request.agency, board.day)
        known[request.task_year_id, body.pk].asked_on = request.asked_on
    return known
