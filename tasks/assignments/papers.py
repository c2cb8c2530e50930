"""Phân công as .xlsx."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from config.filters import Filters
from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.assignments.page import Row
from tasks.board.board import Board
from tasks.board.lists import filters_in_words

_HEADS = (
    *(Head("Kế hoạch", 26), Head("Điểm", 9), Head("Nhiệm vụ", 46), Head("Chủ trì", 30)),
    *(Head("Người phụ trách", 28), Head("Từ ngày", 12), Head("Tình trạng", 20)),
)


def assignment_workbook(board: Board, rows: Sequence[Row], form: Filters) -> HttpResponse:
    """Return a line for each person who answers, and one for a task without any."""
    table = Table(
        name="Phân công",
        title=f"Phân công người phụ trách, ngày {board.day:%d/%m/%Y}",
        notes=filters_in_words(form),
        heads=_HEADS,
        rows=[line for row in rows for line in _lines(row)],
    )
    return attachment(workbook(table), title="Phân công", content_type=MIME)


def _lines(row: Row) -> list[list[Value]]:
    task = row.task
    leads = "; ".join(lead.name for lead in row.leads)
    start: list[Value] = [str(task.plan), task.code, task.name, leads]
    if not row.people:
        return [[*start, "", None, row.ownership.label]]
    return [[*start, str(one.officer), one.since, row.ownership.label] for one in row.people]
