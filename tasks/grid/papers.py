"""The year grid as .xlsx: a line a timeline, a column a year."""

from __future__ import annotations

from django.http import HttpResponse

from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.board.board import Board
from tasks.board.filters import GridFilters
from tasks.board.lists import filters_in_words
from tasks.grid.page import matching
from tasks.models import Timeline


def grid_workbook(board: Board, form: GridFilters) -> HttpResponse:
    """Return the lines that the filters leave, each year in words."""
    heads = [Head("Kế hoạch", 26), Head("Điểm", 9), Head("Nhiệm vụ", 44), Head("Thời gian", 16)]
    heads += [Head(str(year), 15) for year in board.years]
    table = Table(
        name="Bảng theo dõi",
        title=f"Bảng theo dõi {board.period}, tính đến ngày {board.day:%d/%m/%Y}",
        notes=filters_in_words(form),
        heads=heads,
        rows=[_row(line, board.years) for line in matching(board, form)],
    )
    return attachment(workbook(table), title="Bảng theo dõi", content_type=MIME)


def _row(line: Timeline, years: range) -> list[Value]:
    cells = {cell.year: cell.label.word for cell in line.cell_list}
    task = line.task
    name = f"{line.label} ({task.name})" if line.label else task.name
    words = [cells.get(year, "") for year in years]
    return [str(task.plan), task.code, name, line.printed_time, *words]
