"""Tables as .xlsx that an office can print as they are: A4, heading repeated, borders, totals.

What people typed leaves as text whatever its first character: no cell of ours is a formula.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | Decimal | dt.date | bool | None

_FONT = "Times New Roman"
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_DATE, _NUMBER = "dd/mm/yyyy", "#,##0"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: ``width`` in characters; ``group`` is a heading over neighbours that share it."""

    text: str
    width: float = 12
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``title`` stands above in bold, ``notes`` below it; ``total`` is a bold last row.

    With ``numbered_columns`` a row of column numbers follows the heading, as in official forms.
    """

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = ()
    total: Sequence[Value] | None = None
    is_total_first: bool = False
    numbered_columns: bool = False
    is_landscape: bool = True
    foot: Sequence[str] = field(default=())


def workbook(*tables: Table) -> bytes:
    """An .xlsx with a sheet a table."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(sheet_name(table.name)), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(name: str) -> str:
    """What Excel takes as the name of a sheet: 31 characters, some of them not."""
    return _NOT_IN_NAME.sub(" ", name)[:31].strip() or "Danh sách"


def put(cell: Cell, value: Value) -> Cell:
    """Writes a value as its kind. Text stays text: ``=1+1`` typed by somebody is no formula."""
    if isinstance(value, str):
        cell.value = _NOT_IN_XML.sub("", value)
        cell.data_type = "s"
        if value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
            cell.quotePrefix = True
    elif isinstance(value, dt.date):
        cell.value, cell.number_format = value, _DATE
    elif isinstance(value, bool):
        cell.value = "x" if value else ""
    else:
        cell.value = value
        if isinstance(value, int):
            cell.number_format = _NUMBER
    return cell


def _fill(sheet: Worksheet, table: Table) -> None:
    n = len(table.heads)
    row = 1
    for text, is_bold in ((table.title, True), *((note, False) for note in table.notes)):
        if text:
            _wide(sheet, row, n, text, is_bold=is_bold)
            row += 1
    first_head = row + 1 if row > 1 else row
    last_head = _heading(sheet, first_head, table)
    row = last_head + 1
    rows = [(one, False) for one in table.rows]
    if table.total is not None:
        rows.insert(0 if table.is_total_first else len(rows), (table.total, True))
    for values, is_bold in rows:
        for column, value in enumerate(values, start=1):
            _styled(put(_cell(sheet, row, column), value), is_bold=is_bold)
        row += 1
    for text in table.foot:
        _wide(sheet, row + 1, n, text, is_bold=False, at="left")
        row += 1
    _page(sheet, table, first_head, last_head)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))


def _wide(
    sheet: Worksheet, row: int, n: int, text: str, *, is_bold: bool, at: str = "center"
) -> None:
    if n > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=n)
    cell = put(_cell(sheet, row, 1), text)
    cell.font = Font(name=_FONT, size=13 if is_bold else 12, bold=is_bold, italic=not is_bold)
    cell.alignment = Alignment(horizontal=at, vertical="center", wrap_text=True)


def _heading(sheet: Worksheet, first: int, table: Table) -> int:
    """Returns the last row of the heading."""
    has_groups = any(head.group for head in table.heads)
    last = first + 1 if has_groups else first
    for column, head in enumerate(table.heads, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = head.width
        for row in range(first, last + 1):
            _styled(_cell(sheet, row, column), is_bold=True, at="center")
        put(_cell(sheet, last if head.group else first, column), head.text)
        if has_groups and not head.group:
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    if has_groups:
        _groups(sheet, first, table.heads)
    if table.numbered_columns:
        last += 1
        for column in range(1, len(table.heads) + 1):
            _styled(put(_cell(sheet, last, column), f"({column})"), is_bold=False, at="center")
    return last


def _groups(sheet: Worksheet, row: int, heads: Sequence[Head]) -> None:
    start = 0
    for end in range(1, len(heads) + 1):
        if end < len(heads) and heads[end].group == heads[start].group:
            continue
        if heads[start].group:
            put(_cell(sheet, row, start + 1), heads[start].group)
            if end - start > 1:
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=start + 1, end_column=end
                )
        start = end


def _styled(cell: Cell, *, is_bold: bool, at: str | None = None) -> Cell:
    cell.font = Font(name=_FONT, size=12, bold=is_bold)
    cell.border = _BOX
    cell.alignment = Alignment(horizontal=at, vertical="center" if at else "top", wrap_text=True)
    return cell


def _page(sheet: Worksheet, table: Table, first_head: int, last_head: int) -> None:
    sheet.freeze_panes = f"A{last_head + 1}"
    sheet.print_title_rows = f"{first_head}:{last_head}"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if table.is_landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&P/&N"
