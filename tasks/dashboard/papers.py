"""The figures of the dashboard as .xlsx."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, Value, workbook
from tasks.board.board import Board
from tasks.dashboard import page
from tasks.dashboard.figures import Figure, Links, headline
from tasks.dashboard.page import FigureRow
from tasks.dashboard.province import COLUMNS, HAVE_ENDED, PLANS, TO_END, CommuneRow, total_of

TITLE = "Tổng quan"


def dashboard_workbook(board: Board, *, year: int) -> HttpResponse:
    """Return a sheet of the headline, then the tables of the year."""
    links = Links(board.scope, None)
    tables = [
        _headline(board, links, year=year),
        _table("Theo cơ quan chủ trì", page.agency_rows(board, links, year=year), board, year),
        _table("Theo phần của Kế hoạch", page.group_rows(board, links, year=year), board, year),
    ]
    return attachment(workbook(*tables), title=TITLE, content_type=MIME)


def _headline(board: Board, links: Links, *, year: int) -> Table:
    parts = page.partition(board, links, year=year)
    rows: list[list[Value]] = [
        [one.word, one.n, _in_words(one.earlier)] for one in headline(board, links)
    ]
    rows += [[f"Năm {year}: {part.word}", part.n, ""] for part in parts]
    return Table(
        name=TITLE,
        title=f"{TITLE}, tính đến ngày {board.day:%d/%m/%Y}",
        notes=[str(plan) for plan in board.plans],
        heads=[Head("Chỉ số", 40), Head("Số lượng", 12), Head("Trong đó", 24)],
        rows=rows,
        is_landscape=False,
    )


def _in_words(figure: Figure | None) -> str:
    return f"{figure.n} {figure.word}" if figure else ""


def _table(name: str, rows: Sequence[FigureRow], board: Board, year: int) -> Table:
    return Table(
        name=name,
        title=f"{name}, năm {year}, tính đến ngày {board.day:%d/%m/%Y}",
        heads=[Head("", 44), *(Head(column.word, 14) for column in page.COLUMNS)],
        rows=[
            [f"{row.plan}: {row.name}" if row.plan else row.name, *(one.n for one in row.figures)]
            for row in rows
        ],
    )


def province_workbook(board: Board, rows: list[CommuneRow]) -> HttpResponse:
    """Return the communes in the order given, all together first."""
    table = Table(
        name=TITLE,
        title=f"Tổng quan các xã, phường, tính đến ngày {board.day:%d/%m/%Y}",
        heads=[
            *(Head("Địa bàn", 30), Head("Kế hoạch đang thực hiện", 12)),
            *(Head(word.text, 12) for word in COLUMNS),
            *(Head("Phải xong", 12), Head("Đã kết thúc", 12), Head("Tỷ lệ (%)", 10)),
        ],
        rows=[_commune(row) for row in rows],
        total=_commune(total_of(rows)),
        is_total_first=True,
    )
    return attachment(workbook(table), title=TITLE, content_type=MIME)


def _commune(row: CommuneRow) -> list[Value]:
    keys = [PLANS, *(word.key for word in COLUMNS), TO_END, HAVE_ENDED]
    name = str(row.locality) if row.locality else "Tất cả"
    return [name, *(row.counts[key] for key in keys), row.share]
