"""Việc của tôi as .xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.board.board import Board
from tasks.board.contributions import Part
from tasks.my_work.page import PARTNER, Heading, cells_in, headings, work_list

_HEADS = (
    *(Head("Nhóm", 24), Head("Kế hoạch", 26), Head("Điểm", 9), Head("Nhiệm vụ", 44)),
    *(Head("Năm", 7), Head("Phụ trách", 28), Head("Tình trạng", 20), Head("Hạn", 12)),
    Head("Cập nhật", 12),
)


def work_workbook(board: Board, view: str, parts: Sequence[Part]) -> HttpResponse:
    """Return the rows of the page, each with the heading under which it stands."""
    if view == PARTNER:
        rows = [_part_row(part) for part in parts]
    else:
        rows = list(_rows(headings(work_list(cells_in(board, view)), board, view)))
    title = f"Việc cần làm, ngày {board.day:%d/%m/%Y}"
    table = Table(name="Việc", title=title, heads=_HEADS, rows=rows)
    return attachment(workbook(table), title="Việc cần làm", content_type=MIME)


def _rows(found: Iterable[Heading]) -> Iterable[Sequence[Value]]:
    for heading in found:
        for cell, who in heading.rows:
            task = cell.task
            yield [
                *(heading.title, str(task.plan), task.code, cell.full_name, cell.year, who),
                *(cell.label.word, cell.due_on, cell.updated_on),
            ]


def _part_row(part: Part) -> Sequence[Value]:
    cell, task = part.cell, part.cell.task
    word = "Cần ghi kết quả phối hợp" if part.is_owed else "Phối hợp"
    return [
        *(word, str(task.plan), task.code, cell.full_name, cell.year, part.agency.name),
        *("", None, part.last_written_on),
    ]
