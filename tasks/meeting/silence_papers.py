"""Danh sách chưa cập nhật tiến độ as .xlsx."""

from __future__ import annotations

from collections.abc import Iterable

from plans.office.xlsx import Head, Table
from tasks.board.board import Board
from tasks.board.lists import filters_in_words
from tasks.meeting.forms import SilenceFilters
from tasks.meeting.silence import Body, unassigned_tasks

SILENCE = "Danh sách chưa cập nhật tiến độ"


def silent_table(bodies: Iterable[Body], board: Board, form: SilenceFilters) -> Table:
    """Return a row for each cell that owes a report; ``bodies`` are those that the form leaves."""
    return Table(
        name="Chưa cập nhật",
        title=f"{SILENCE}, tính đến ngày {board.day:%d/%m/%Y}",
        notes=filters_in_words(form),
        heads=[
            *(Head("Kế hoạch", 26), Head("Chủ trì", 30), Head("Phụ trách", 24), Head("Điểm", 9)),
            *(Head("Nhiệm vụ", 44), Head("Năm", 7), Head("Cập nhật lần cuối", 14)),
            Head("Số ngày chưa cập nhật", 12),
        ],
        rows=[
            [
                *(str(cell.task.plan), body.name, officers, cell.task.code, cell.full_name),
                *(cell.year, cell.updated_on, cell.silent_days),
            ]
            for body in bodies
            for cell, officers, _ in body.rows
        ],
    )


def unassigned_table(board: Board) -> Table:
    """Return a row for each task for which nobody answers; as on the page, no filter hides one."""
    return Table(
        name="Chưa phân công",
        title=f"Nhiệm vụ chưa phân công, tính đến ngày {board.day:%d/%m/%Y}",
        heads=[
            *(Head("Kế hoạch", 26), Head("Chủ trì", 30), Head("Điểm", 9), Head("Nhiệm vụ", 44)),
            Head("Các năm còn mở", 24),
        ],
        rows=[
            [str(task.plan), bodies, task.code, task.name, years]
            for task, bodies, years in unassigned_tasks(board)
        ],
    )
