"""Việc của tôi as .xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.board.board import Board
from tasks.board.contributions import Part
from tasks.models import Direction
from tasks.my_work.page import Heading, deadline_of


def work_workbook(
    board: Board,
    found: Iterable[Heading],
    parts: Sequence[Part],
    directions: Sequence[Direction],
) -> HttpResponse:
    """Return what the page shows: the work under its headings, parts of partners, directions."""
    rows = [row for heading in found for row in _rows(heading)] + [_part_row(one) for one in parts]
    work = Table(
        name="Việc",
        title=f"Việc cần làm, ngày {board.day:%d/%m/%Y}",
        heads=[
            *(Head("Nhóm", 24), Head("Kế hoạch", 26), Head("Điểm", 9), Head("Nhiệm vụ", 44)),
            *(Head("Năm", 7), Head("Phụ trách", 28), Head("Tình trạng", 20), Head("Hạn", 12)),
            Head("Cập nhật", 12),
        ],
        rows=rows,
    )
    tables = [work, _directions(board, directions)] if directions else [work]
    return attachment(workbook(*tables), title="Việc cần làm", content_type=MIME)


def _rows(heading: Heading) -> Iterable[list[Value]]:
    for cell, who in heading.rows:
        task = cell.task
        yield [
            *(heading.title, str(task.plan), task.code, cell.full_name, cell.year, who),
            *(cell.label.word, cell.due_on, cell.updated_on),
        ]


def _part_row(part: Part) -> list[Value]:
    cell, task = part.cell, part.cell.task
    word = "Cần ghi kết quả phối hợp" if part.is_owed else "Phối hợp"
    return [
        *(word, str(task.plan), task.code, cell.full_name, cell.year, part.agency.name),
        *("", None, part.last_written_on),
    ]


def _directions(board: Board, directions: Iterable[Direction]) -> Table:
    return Table(
        name="Ý kiến chỉ đạo",
        title=f"Ý kiến chỉ đạo chưa kết thúc, ngày {board.day:%d/%m/%Y}",
        heads=[
            *(Head("Ý kiến chỉ đạo", 50), Head("Người chỉ đạo", 24), Head("Giao cho", 24)),
            *(Head("Điểm", 9), Head("Nhiệm vụ", 44), Head("Năm", 7), Head("Tình trạng", 28)),
        ],
        rows=[_direction_row(board, one) for one in directions],
    )


def _direction_row(board: Board, direction: Direction) -> list[Value]:
    cell = direction.task_year
    who = [str(direction.asked_by), str(direction.addressee or "")]
    where: list[Value] = [cell.task.code, cell.full_name, cell.year]
    return [direction.text, *who, *where, deadline_of(direction, board.day)]
