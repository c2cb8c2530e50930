"""Phân công: who answers for each task on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from plans.text import fold
from tasks.board.board import Board
from tasks.models import Assignment, Task


class Ownership(StrEnum):
    """A partition: each task of a plan is in exactly one part on a given day."""

    NOBODY = "chua-phan-cong"
    BODY = "theo-co-quan"
    PEOPLE = "da-phan-cong"
    NOT_BEGUN = "chua-bat-dau"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Ownership.NOBODY: "Chưa phân công",
    Ownership.BODY: "Theo cơ quan chủ trì",
    Ownership.PEOPLE: "Đã phân công",
    Ownership.NOT_BEGUN: "Chưa cần phân công",
}


class Lead(NamedTuple):
    """A leading body under its present name; ``printed`` where the plan's own text differs."""

    name: str
    printed: str


class Row(NamedTuple):
    """A task with its leading bodies, and the assignments that have not ended."""

    task: Task
    ownership: Ownership
    leads: list[Lead]
    people: list[Assignment]


def rows_of(board: Board) -> list[Row]:
    """All tasks shown, what nobody owns first, then as the plans print them; one query."""
    people = _not_ended(board.tasks, board.day)
    rows = [
        Row(task, ownership_of(board, task), _leads(board, task), people[task.pk])
        for task in board.tasks
    ]
    return sorted(rows, key=lambda row: row.ownership != Ownership.NOBODY)


def ownership_of(board: Board, task: Task) -> Ownership:
    if task.assignment_list:
        return Ownership.PEOPLE
    if board.has_owner(task):
        return Ownership.BODY
    return Ownership.NOBODY if board.is_unassigned(task) else Ownership.NOT_BEGUN


def _not_ended(tasks: Sequence[Task], day: dt.date) -> dict[int, list[Assignment]]:
    """By task, the assignments in force or still to begin."""
    rows = Assignment.objects.filter(task__in=tasks).in_force_or_to_come(day)
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.select_related("officer").order_by("since", "pk"):
        found[row.task_id].append(row)
    return found


def _leads(board: Board, task: Task) -> list[Lead]:
    leads = []
    for party in board.leads(task):
        name = board.name_of(party)
        is_same = _words(name) == _words(party.as_printed)
        leads.append(Lead(name, "" if is_same else party.as_printed))
    return leads


def _words(name: str) -> str:
    """Names that differ in case, marks and dashes alone are one to the eye."""
    return re.sub(r"\W+", " ", fold(name)).strip()


def chosen(
    rows: Sequence[Row], *, ownership: str | None, officer: int | None, lead: str | None
) -> list[Row]:
    """Those that answer to every filter that is set."""
    return [
        row
        for row in rows
        if ownership in (None, row.ownership.value)
        and (officer is None or any(one.officer_id == officer for one in row.people))
        and (lead is None or any(one.name == lead for one in row.leads))
    ]


def people_of(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """Who answers for any of them: choices of a filter, those who have left among them."""
    return list({(one.officer_id, str(one.officer)): None for row in rows for one in row.people})
