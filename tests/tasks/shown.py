"""Cells and tasks as the board shows them on a day."""

import datetime as dt

from plans.models import Officer, Plan
from tasks.board.board import Board
from tasks.board.load import load_board
from tasks.board.scope import Scope
from tasks.models import TaskYear
from tests.clock import TODAY


def board_of(
    plan: Plan, day: dt.date = TODAY, *, today: dt.date = TODAY, by: Officer | None = None
) -> Board:
    """The plan on that day, for somebody who may see everything unless a reader is given."""
    reader = by or Officer(is_superuser=True)
    return load_board(reader, day=day, today=today, scope=Scope(plan.pk))


def cell_on(cell: TaskYear, day: dt.date, *, today: dt.date = TODAY) -> TaskYear:
    """The cell as it stood on that day."""
    plan = TaskYear.objects.select_related("timeline__task__plan").get(pk=cell.pk).task.plan
    [found] = [one for one in board_of(plan, day, today=today).cells if one.pk == cell.pk]
    return found
