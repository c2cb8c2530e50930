"""Tables as .xlsx that an office can print as they are: A4, heading repeated, borders, totals.

Rows are written as they come: a sheet without groups of columns is never held in memory.

What people typed leaves as text whatever its first character: no cell of ours is a formula.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | Decimal | dt.date | bool | None

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_DATE, _NUMBER = "dd/mm/yyyy", "#,##0"  # the office's Excel shows its own mark of thousands
_FIRST_DATE = dt.date(1900, 3, 1)  # Excel counts a 29/02/1900
_MAX_TEXT = 32_767  # of a cell, in UTF-16
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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


class Book:
    """A workbook being written: sheets, cells by the kind of their value, each format made once."""

    def __init__(self, *, streams: bool) -> None:
        """With ``streams`` the rows of a sheet can only be written from the top down."""
        self._out = BytesIO()
        options = {
            "constant_memory": streams,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(self._out, options)
        self._names: set[str] = set()
        self._formats: dict[frozenset[tuple[str, object]], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """A new sheet for A4; a second one of the same name gets a number."""
        plain = sheet_name(name)
        numbered = (f"{plain[:27]} ({number})" for number in range(2, 1000))
        free = next(one for one in (plain, *numbered) if one.casefold() not in self._names)
        self._names.add(free.casefold())
        sheet = self._book.add_worksheet(free)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def format(self, **style: object) -> Format:
        """In our font, with the properties that XlsxWriter names."""
        key = frozenset(style.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(_FONT | style)
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, **style: object) -> None:
        """Writes a value as its kind. Text stays text: ``=1+1`` typed by somebody is no formula."""
        if isinstance(value, bool):
            value = "x" if value else ""
        elif isinstance(value, dt.date) and value < _FIRST_DATE:
            value = f"{value:%d/%m/%Y}"
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(**style))
        elif isinstance(value, str):
            if value.startswith(_FORMULA_SIGNS):
                style["quote_prefix"] = True
            sheet.write_string(row, column, text_of_cell(value), self.format(**style))
        elif isinstance(value, dt.date):
            moment = dt.datetime.combine(value, dt.time.min)
            sheet.write_datetime(row, column, moment, self.format(num_format=_DATE, **style))
        else:
            if isinstance(value, int):
                style["num_format"] = _NUMBER
            sheet.write_number(row, column, float(value), self.format(**style))

    def as_bytes(self) -> bytes:
        self._book.close()
        return self._out.getvalue()


def text_of_cell(text: str) -> str:
    """What a cell can hold of the text."""
    plain = _NOT_IN_XML.sub("", text)
    if len(plain) * 2 <= _MAX_TEXT:
        return plain
    return plain.encode("utf-16-le")[: _MAX_TEXT * 2].decode("utf-16-le", "ignore")


def workbook(*tables: Table) -> bytes:
    """An .xlsx with a sheet a table."""
    book = Book(streams=not any(map(_has_groups, tables)))
    for table in tables:
        _fill(book, book.sheet(table.name), table)
    return book.as_bytes()


def sheet_name(name: str) -> str:
    """What Excel takes as the name of a sheet: 31 characters, some of them not."""
    return _NOT_IN_NAME.sub(" ", name)[:31].strip(" '") or "Danh sách"


_HEAD: dict[str, object] = {"bold": True, "align": "center", "valign": "vcenter"}
_CELL: dict[str, object] = {"border": 1, "text_wrap": True}


def _has_groups(table: Table) -> bool:
    return any(head.group for head in table.heads)


def _fill(book: Book, sheet: Worksheet, table: Table) -> None:
    row = 0
    for text, is_bold in ((table.title, True), *((note, False) for note in table.notes)):
        if text:
            _wide(book, sheet, row, table, text, is_bold=is_bold)
            row += 1
    first_head = row + 1 if row else 0
    last_head = row = _heading(book, sheet, first_head, table)
    for row, (values, is_bold) in enumerate(_lines(table), start=last_head + 1):
        for column, value in enumerate(values):
            book.put(sheet, row, column, value, bold=is_bold, valign="top", **_CELL)
    last_row = row
    for row, text in enumerate(table.foot, start=last_row + 2):
        _wide(book, sheet, row, table, text, is_bold=False, align="left")
    _page(sheet, table, first_head, last_head)
    has_total_below = table.total is not None and not table.is_total_first
    _filters(sheet, table, last_head, last_row - has_total_below)


def _lines(table: Table) -> Iterator[tuple[Sequence[Value], bool]]:
    """The rows and whether they are bold, the total first or last."""
    if table.total is not None and table.is_total_first:
        yield table.total, True
    for values in table.rows:
        yield values, False
    if table.total is not None and not table.is_total_first:
        yield table.total, True


def _wide(
    book: Book,
    sheet: Worksheet,
    row: int,
    table: Table,
    text: str,
    *,
    is_bold: bool,
    align: str = "center",
) -> None:
    """A line of text over all columns."""
    style: dict[str, object] = {"align": align, "valign": "vcenter", "text_wrap": True}
    style |= {"bold": True, "font_size": 13} if is_bold else {"italic": True}
    _merge(book, sheet, (row, 0, row, len(table.heads) - 1), text, style)


def _merge(
    book: Book,
    sheet: Worksheet,
    area: tuple[int, int, int, int],
    text: str,
    style: dict[str, object],
) -> None:
    """Rows and columns of the area: first row, first column, last row, last column."""
    row, column, *last = area
    if [row, column] != last:
        sheet.merge_range(*area, "", book.format(**style))
    book.put(sheet, row, column, text, **style)


def _heading(book: Book, sheet: Worksheet, first: int, table: Table) -> int:
    """Returns the last row of the heading."""
    style = _HEAD | _CELL
    last = first + 1 if _has_groups(table) else first
    for column, head in enumerate(table.heads):
        sheet.set_column(column, column, head.width)
        top = last if head.group else first
        _merge(book, sheet, (top, column, last, column), head.text, style)
    for group, heads in groupby(enumerate(table.heads), key=lambda pair: pair[1].group):
        columns = [column for column, _ in heads]
        if group:
            _merge(book, sheet, (first, columns[0], first, columns[-1]), group, style)
    if table.numbered_columns:
        last += 1
        for column in range(len(table.heads)):
            book.put(sheet, last, column, f"({column + 1})", **(style | {"bold": False}))
    return last


def _page(sheet: Worksheet, table: Table, first_head: int, last_head: int) -> None:
    sheet.freeze_panes(last_head + 1, 0)
    sheet.repeat_rows(first_head, last_head)
    sheet.set_footer("&C&P/&N")
    if table.is_landscape:
        sheet.set_landscape()


def _filters(sheet: Worksheet, table: Table, last_head: int, last_row: int) -> None:
    """Buttons in the heading; none where they would hide a total among the rows."""
    if last_row > last_head and not table.is_total_first:
        sheet.autofilter(last_head, 0, last_row, len(table.heads) - 1)
