"""An .xlsx as plain grids of text, one a sheet: the cells, what was merged, what is hidden."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

import openpyxl
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel

from plans.office.guard import BROKEN, FAILURES, XLSX, Unreadable, check, sentence
from plans.text import clean

MAX_COLUMNS = 100
MAX_LAST_ROW = 50_000
TOO_LONG = (
    f"Trang tính “{{name}}” có dữ liệu ở sau dòng {MAX_LAST_ROW:,}".replace(",", ".")
    + ": xóa các dòng thừa ở cuối, lưu lại rồi chọn lại."
)
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
    check(io.BytesIO(data), XLSX)
    try:
        return _grids(data)
    except (etree.LxmlError, SyntaxError, TypeError, AttributeError, *FAILURES) as failure:
        if isinstance(failure, Unreadable):
            raise
        raise Unreadable(sentence(BROKEN, XLSX)) from None
    except Exception as failure:  # openpyxl raises what its parts raise
        if type(failure).__module__.startswith("openpyxl"):
            raise Unreadable(sentence(BROKEN, XLSX)) from None
        raise


def _grids(data: bytes) -> list[Grid]:
    """openpyxl tells sheets, texts and formats; the cells are read here: in one pass, hidden rows
    and merged cells with them."""
    book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for sheet in book.worksheets:
                grid = Grid(sheet.title, is_hidden=sheet.sheet_state != "visible")
                with archive.open(sheet._worksheet_path) as part:  # noqa: SLF001 -- told nowhere else
                    _Cells(book, sheet, grid).read(part)
                if grid.rows:
                    found.append(grid)
    finally:
        book.close()
    return found


class _Cells:
    """Reads one sheet into its grid."""

    def __init__(self, book: Any, sheet: Any, grid: Grid) -> None:
        self.grid, self.epoch = grid, book.epoch
        self.strings = sheet._shared_strings  # noqa: SLF001 -- openpyxl's own, read once a book
        self.cleaned: dict[int, str] = {}
        self.formats = _formats(book)

    def read(self, part: IO[bytes]) -> None:
        row, column, is_hidden = 0, 0, False
        texts: dict[int, str] = {}
        parsed: Any = etree.iterparse(
            part,
            events=("start", "end"),
            tag=[f"{space}{name}" for space in _SPACES for name in ("row", "c", "mergeCell")],
            resolve_entities=False,
            no_network=True,
        )
        for event, element in parsed:
            name = element.tag.rpartition("}")[2]
            if event == "start":
                if name == "row":
                    row = int(element.get("r") or row + 1)
                    column, texts = 0, {}
                    is_hidden = element.get("hidden") in ("1", "true")
            elif name == "c":
                column = _column(element.get("r")) or column + 1
                if column <= MAX_COLUMNS and (text := self._text(element, row, column - 1)):
                    texts[column - 1] = text
            elif name == "row":
                self._keep(row, texts, is_hidden=is_hidden)
                _forget(element)
            else:
                left, top, right, bottom = (n or 1 for n in range_boundaries(element.get("ref")))
                self.grid.merged.append((top, bottom, left - 1, right - 1))

    def _keep(self, row: int, texts: dict[int, str], *, is_hidden: bool) -> None:
        if not texts:
            return
        if row > MAX_LAST_ROW:
            raise Unreadable(TOO_LONG.format(name=self.grid.name))
        self.grid.rows[row] = [texts.get(column, "") for column in range(max(texts) + 1)]
        if is_hidden:
            self.grid.hidden_rows.add(row)

    def _text(self, cell: Any, row: int, column: int) -> str:
        """A value as a person reads it; a formula is kept apart and reads as nothing but a sign."""
        parts = {part.tag.rpartition("}")[2]: part for part in cell}
        if "f" in parts:
            self.grid.formulas[row, column] = f"={parts['f'].text or ''}"
            return "="
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return clean("".join(parts["is"].itertext())) if "is" in parts else ""
        value = parts["v"].text or "" if "v" in parts else ""
        if kind == "s":
            return self._shared(int(value)) if value else ""
        if kind == "e":
            self.grid.faults[row, column] = value
            return value
        if kind == "b":
            return "x" if value == "1" else ""
        if kind == "n" and value:
            return self._number(float(value), self.formats.get(int(cell.get("s") or 0), ""))
        return clean(value)

    def _shared(self, index: int) -> str:
        """Cells with the same words share them, as they do in the file."""
        if index not in self.cleaned:
            self.cleaned[index] = clean(self.strings[index])
        return self.cleaned[index]

    def _number(self, number: float, day_format: str) -> str:
        if day_format:
            with suppress(ValueError, OverflowError):  # a number far from any calendar
                moment = from_excel(number, self.epoch)
                if isinstance(moment, dt.datetime):
                    return _day(moment, day_format)
        return str(int(number)) if number.is_integer() else repr(number)


def _formats(book: Any) -> dict[int, str]:
    """By style of a cell: the format of those that show dates."""
    own = book._number_formats  # noqa: SLF001 -- as above
    found = {}
    for index, style in enumerate(book._cell_styles):  # noqa: SLF001
        shape = BUILTIN_FORMATS.get(style.numFmtId, "")
        if style.numFmtId >= BUILTIN_FORMATS_MAX_SIZE:
            shape = own[style.numFmtId - BUILTIN_FORMATS_MAX_SIZE]
        if is_date_format(shape):
            found[index] = shape
    return found


def _column(address_: str | None) -> int:
    """'C5' -> 3."""
    letters = (address_ or "").rstrip("0123456789")
    return column_index_from_string(letters) if letters else 0


def _forget(element: Any) -> None:
    """What was read of a long sheet need not stay."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


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
