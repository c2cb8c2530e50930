"""Danh sách chưa cập nhật tiến độ: who owes a report, since when, and what nobody owns."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from plans.text import sort_key
from tasks.board.board import Board, cells_of
from tasks.models import Task, TaskYear


class Silent(NamedTuple):
    """A cell that owes a report; ``since`` is the day from which silence is counted."""

    cell: TaskYear
    officers: str
    since: dt.date


class Body(NamedTuple):
    """What the bodies that lead a task owe; by officer, the longest silence first."""

    name: str
    rows: list[Silent]


class Unassigned(NamedTuple):
    """A task for which nobody answers, and its open years so far."""

    task: Task
    bodies: str
    years: str


def silent_bodies(board: Board, cells: list[TaskYear]) -> list[Body]:
    """Those who are silent for longest come first; ``cells`` are silent ones of the board."""
    found: dict[str, list[Silent]] = defaultdict(list)
    for cell in cells:
        since = board.day - dt.timedelta(days=cell.silent_days)
        row = Silent(cell, board.officer_names(cell.task), since)
        found[board.lead_names(cell.task)].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (sort_key(row.officers), row.since))
    bodies = [Body(name, rows) for name, rows in found.items()]
    return sorted(bodies, key=lambda body: min(row.since for row in body.rows))


def unassigned_tasks(board: Board) -> list[Unassigned]:
    """Chưa phân công, in the order of the plans: see ``Board.unassigned``."""
    return [
        Unassigned(task, board.lead_names(task), _open_years(task)) for task in board.unassigned
    ]


def _open_years(task: Task) -> str:
    """The years in which something is or will be owed, the next one first."""
    return ", ".join(str(year) for year in sorted({c.year for c in cells_of(task) if c.is_open}))
