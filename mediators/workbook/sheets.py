"""An .xlsx as plain grids of text, one a sheet: the cells, what was merged, what is hidden."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel

from mediators.workbook.guard import BROKEN, FAILURES, Unreadable, check
from plans.text import clean

MAX_COLUMNS = 100
MAX_LAST_ROW = 50_000
TOO_LONG = (
    f"Trang tính “{{name}}” có dữ liệu ở sau dòng {MAX_LAST_ROW:,}: xóa các dòng thừa ở cuối, lưu "
    "lại rồi chọn lại."
).replace(",", ".")
_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


@dataclass(slots=True)
class Grid:
    """Rows from 1 as in Excel, each a list of texts; cells that are no plain value by address."""

    name: str
    is_hidden: bool
    rows: dict[int, list[str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # rows, then columns

    def text(self, row: int, column: int) -> str:
        texts = self.rows.get(row, ())
        return texts[column] if column < len(texts) else ""

    def fill(self, row: int, column: int, text: str) -> None:
        texts = self.rows.setdefault(row, [])
        texts.extend([""] * (column + 1 - len(texts)))
        texts[column] = text


def address(row: int, column: int) -> str:
    """(5, 2) -> 'C5', as Excel names it."""
    return f"{get_column_letter(column + 1)}{row}"


def grids(data: bytes) -> list[Grid]:
    """Every sheet with cells. ``Unreadable`` with a sentence for what is no workbook to read."""
    check(data)
    try:
        return _grids(data)
    except (etree.LxmlError, *FAILURES) as failure:
        if isinstance(failure, Unreadable):
            raise
        raise Unreadable(BROKEN) from None
    except Exception as failure:  # openpyxl raises what its parts raise
        if type(failure).__module__.startswith("openpyxl"):
            raise Unreadable(BROKEN) from None
        raise


def _grids(data: bytes) -> list[Grid]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in book.worksheets:
                grid = Grid(sheet.title, is_hidden=sheet.sheet_state != "visible")
                last = _outline(archive, _part(sheet), grid)
                if last:
                    _read_cells(sheet, grid, last)
                    found.append(grid)
    finally:
        book.close()
    return found


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # noqa: SLF001 -- openpyxl does not tell the part otherwise


def _outline(archive: zipfile.ZipFile, part: str, grid: Grid) -> int:
    """What openpyxl does not tell of a sheet that it streams. Returns the last row with a value."""
    row = last = 0
    is_hidden = False
    with archive.open(part) as stream:
        parsed: Any = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True
        )
        for event, element in parsed:
            name = _local(element)
            if name == "row" and event == "start":
                row = int(element.get("r") or row + 1)
                is_hidden = element.get("hidden") in ("1", "true")
            elif name in ("v", "is", "f") and event == "end":
                last = max(last, row)
                if is_hidden:
                    grid.hidden_rows.add(row)
            elif name == "mergeCell" and event == "start":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                grid.merged.append((top, bottom, left - 1, right - 1))
            elif name == "row":
                element.clear()
    if last > MAX_LAST_ROW:
        raise Unreadable(TOO_LONG.format(name=grid.name))
    return last


def _local(element: Any) -> str:
    name = element.tag
    if isinstance(name, str):
        for space in _SPACES:
            if name.startswith(space):
                return name[len(space) :]
    return ""


def _read_cells(sheet: Any, grid: Grid, last: int) -> None:
    sheet.reset_dimensions()  # a file may claim a million rows
    for cells in sheet.iter_rows(max_row=last):
        row, texts = 0, []
        for column, cell in enumerate(cells[:MAX_COLUMNS]):
            text = ""
            if cell.value is not None:
                row = cell.row
                text = _text(cell, grid, row, column)
            texts.append(text)
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            grid.rows[row] = texts


def _text(cell: Any, grid: Grid, row: int, column: int) -> str:
    """A value as a person reads it; a formula is kept apart and reads as nothing but a sign."""
    value = cell.value
    if cell.data_type == "f":
        grid.formulas[row, column] = value if isinstance(value, str) else "công thức mảng"
        return "="
    if cell.data_type == "e":
        grid.faults[row, column] = str(value)
        return str(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, dt.datetime | dt.date):
        return _day(value, str(cell.number_format))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return clean(str(value))


def _day(value: dt.date, shape: str) -> str:
    """As much of a date as its cell shows: some offices write a year as a date."""
    plain = shape.lower()
    if "d" in plain or "y" not in plain:
        return f"{value:%d/%m/%Y}"
    return f"{value:%m/%Y}" if "m" in plain else f"{value:%Y}"


def day_of_serial(number: int) -> dt.date:
    """A date that lost its format: 27551 is 06/06/1975."""
    moment = from_excel(number)
    return moment.date() if isinstance(moment, dt.datetime) else dt.date(1900, 1, 1)
