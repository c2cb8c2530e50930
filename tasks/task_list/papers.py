"""The list of task-years as .xlsx."""

from __future__ import annotations

from django.http import HttpResponse

from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.board.board import Board
from tasks.board.filters import TaskFilters
from tasks.board.lists import filters_in_words
from tasks.models import TaskYear
from tasks.task_list.page import matching

TITLE = "Nhiệm vụ theo năm"
_HEADS = (
    *(Head("Kế hoạch", 26), Head("Điểm", 9), Head("Nhiệm vụ", 44), Head("Năm", 7)),
    *(Head("Chủ trì", 28), Head("Người phụ trách", 22), Head("Tình trạng", 20), Head("Hạn", 12)),
    *(Head("Cập nhật", 12), Head("Số ngày chưa cập nhật", 12)),
)


def list_workbook(board: Board, form: TaskFilters) -> HttpResponse:
    """Return every row that the filters leave, in the order of the page."""
    table = Table(
        name=TITLE,
        title=f"{TITLE}, tính đến ngày {board.day:%d/%m/%Y}",
        notes=filters_in_words(form),
        heads=_HEADS,
        rows=[_row(board, cell) for cell in matching(board, form)],
    )
    return attachment(workbook(table), title=TITLE, content_type=MIME)


def _row(board: Board, cell: TaskYear) -> list[Value]:
    task = cell.task
    return [
        str(task.plan),
        task.code,
        cell.full_name,
        cell.year,
        board.lead_names(task),
        board.officer_names(task),
        cell.label.word,
        cell.due_on,
        cell.updated_on,
        cell.silent_days if cell.is_silent else None,
    ]
