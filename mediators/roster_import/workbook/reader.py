"""A workbook -> rows of people: where the list begins, what its columns mean, what is no person.

Nothing is dropped without a word: columns, rows and sheets that are not read are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from mediators.roster_import.workbook.columns import (
    BY_KEY,
    HELP_SHEET,
    LIST_SHEET,
    PLACES,
    Column,
    columns_of,
    field_of,
)
from mediators.roster_import.workbook.places import names_a_team, names_a_unit, without_numeral
from mediators.roster_import.workbook.sheets import Grid, address, grids
from mediators.roster_import.workbook.values import is_ticked
from plans.office.guard import Unreadable
from plans.text import fold

MAX_PEOPLE = 10_000
LEVELS = 4  # a heading has no more rows
HEAD_WITHIN = 60  # rows from the top in which the heading stands
NO_HEADING = (
    "Không tìm thấy dòng tiêu đề có cột “Họ và tên” và ít nhất một cột khác của danh sách. Kiểm "
    "tra tên các cột, hoặc chép danh sách vào tệp mẫu rồi chọn lại."
)
NOBODY = "Dưới dòng tiêu đề không có người nào: ghi mỗi người một dòng rồi chọn lại tệp."
TOO_MANY = "Tệp có hơn 10.000 người: chia thành nhiều tệp rồi nhập từng tệp."

FROM_HIDDEN_SHEET = (
    "Nằm ở trang tính ẩn nên không nhập. Nếu cần nhập, bỏ ẩn trang tính rồi tải lại tệp"
)

HIDDEN_ROW = "Dòng đang bị ẩn trong tệp, vẫn được nhập"

# With their marks: Tống and Chu are family names, "tổng" and "chủ tịch" end a list.
_COUNTED = re.compile(r"(tổng số|tổng cộng|tong so|tong cong|ghi chú)\b")
_COUNTED_OR_NAME = re.compile(r"(tổng|cộng)\b")  # rare family names: then more words follow
_FOOT = re.compile(
    r"(người lập|nơi nhận|t/?m\.|kt\.|ký thay|chủ tịch|phó chủ tịch|xác nhận|lập biểu)\b"
    r"|.*\bngày\b.{0,12}\btháng\b.{0,8}\bnăm\b"
)
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """One person as the workbook has them: texts by the key of the field."""

    sheet: str
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""  # why the row is not taken in

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)


@dataclass(slots=True)
class Reading:
    """All that was read, and sentences about what was not."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """``Unreadable`` with one sentence where there is nothing to show row by row."""
    reading = Reading()
    sheets = [(grid, heading) for grid in grids(data) if (heading := _heading(grid))]
    if not any(not grid.is_hidden for grid, _ in sheets):
        raise Unreadable(NO_HEADING)
    n_shown = sum(not grid.is_hidden for grid, _ in sheets)
    for grid, heading in sheets:
        walk = _Walk(grid, heading, names_team=n_shown > 1)
        rows = list(walk.rows())
        reading.notes += _notes(walk, n_people=len(rows), is_alone=len(sheets) == 1)
        reading.rows += rows
    if not any(not row.skipped for row in reading.rows):
        raise Unreadable(NOBODY)
    if len(reading.rows) > MAX_PEOPLE:
        raise Unreadable(TOO_MANY)
    return reading


def _notes(walk: _Walk, *, n_people: int, is_alone: bool) -> list[str]:
    grid, heading = walk.grid, walk.heading
    where = "" if is_alone else f"Trang tính “{grid.name}”: "
    if grid.is_hidden:
        return [f"Trang tính ẩn “{grid.name}” có {n_people} dòng, không được nhập."]
    notes = []
    if heading.extra:
        names = ", ".join(f"“{one}”" for one in heading.extra)
        notes.append(f"{where}Cột không dùng đến: {names}.")
    if walk.foot:
        shown = next(text for text in grid.rows[walk.foot] if text)
        notes.append(f"{where}Danh sách kết thúc ở dòng {walk.foot} (“{shown}”), từ đó không đọc.")
    hidden = sorted(row for row in grid.hidden_rows if row > heading.last)
    if hidden:
        shown = ", ".join(map(str, hidden[:20])) + (", …" if len(hidden) > 20 else "")
        notes.append(f"{where}Dòng đang ẩn vẫn được đọc: {shown}.")
    return notes


# The heading


@dataclass(frozen=True, slots=True)
class _Heading:
    last: int
    columns: Sequence[Column]
    extra: Sequence[str]

    @property
    def names(self) -> list[int]:
        return [one.index for one in self.columns if one.key == "name"]


def _is_a_sum(words: Sequence[str]) -> bool:
    """Whether a row counts people instead of naming one: its texts, numbers left out."""
    first = words[0].casefold()
    if _COUNTED.match(first):
        return True
    return bool(_COUNTED_OR_NAME.match(first)) and not any(one[0].isalpha() for one in words[1:])


def _heading(grid: Grid) -> _Heading | None:
    """The first row that names a column of names and one more of ours, with what belongs to it."""
    if grid.name in (LIST_SHEET, HELP_SHEET):
        return None
    for row in sorted(grid.rows):
        if row > HEAD_WITHIN:
            break
        keys = {field_of(text) for text in grid.rows[row]}
        if "name" not in keys:
            continue
        top, last = _span(grid, row)
        columns, extra = columns_of([_level(grid, one, top, last) for one in range(top, last + 1)])
        if len({one.key for one in columns} - {"number"}) > 1:
            return _Heading(last, columns, extra)
    return None


def _span(grid: Grid, row: int) -> tuple[int, int]:
    """First and last row of the heading around the row with the names."""
    top = last = row
    for first, final, _, _ in grid.merged:
        if first <= row <= final < first + LEVELS:
            top, last = min(top, first), max(last, final)
    if last == row and _is_second_level(grid, row):
        last = row + 1
    return top, last


def _is_second_level(grid: Grid, row: int) -> bool:
    """Whether the row below divides columns of the heading: nothing below the names themselves."""
    above, below = grid.rows.get(row, []), grid.rows.get(row + 1, [])
    names = [index for index, text in enumerate(above) if field_of(text) == "name"]
    if not any(below) or any(grid.text(row + 1, index) for index in names):
        return False
    wide = {
        column
        for first, final, left, right in grid.merged
        if first == final == row and right > left
        for column in range(left, right + 1)
    }
    return all(
        index in wide or text.casefold() in {"nam", "nữ"} or field_of(text)
        for index, text in enumerate(below)
        if text
    )


def _level(grid: Grid, row: int, top: int, last: int) -> list[str]:
    """The texts of one row of the heading, merged cells filled."""
    width = max(len(grid.rows.get(one, ())) for one in range(top, last + 1))
    texts = [grid.text(row, column) for column in range(width)]
    for first, final, left, right in grid.merged:
        if first <= row <= final and first >= top:
            text = grid.text(first, left)
            texts[left : right + 1] = [text] * len(texts[left : right + 1])
    if row < last:  # "Giới tính" above "Nam" and "Nữ" that nobody merged
        for column in range(1, width):
            if not texts[column] and grid.text(row + 1, column):
                texts[column] = texts[column - 1]
    return texts


# The rows below it


class _Walk:
    """Goes down one sheet; remembers the team or unit that a row of its own has named."""

    def __init__(self, grid: Grid, heading: _Heading, *, names_team: bool) -> None:
        self.grid, self.heading = grid, heading
        self.keys = {one.key for one in heading.columns}
        self.team, self.unit = "", ""
        self.foot = 0  # the row where the list ended, if its foot was met
        if names_team and not self.keys & {"team", "hamlet"}:
            self.team = grid.name
        self._fill_merged_places()

    def _fill_merged_places(self) -> None:
        """A team written once beside its people, in a merged cell."""
        places = {one.index for one in self.heading.columns if one.key in PLACES}
        for first, last, left, right in self.grid.merged:
            if first > self.heading.last and left == right and left in places:
                for row in range(first + 1, min(last, max(self.grid.rows)) + 1):
                    self.grid.fill(row, left, self.grid.text(first, left))

    def rows(self) -> Iterator[Row]:
        for number in sorted(self.grid.rows):
            if number <= self.heading.last or not any(self.grid.rows[number]):
                continue
            texts = self.grid.rows[number]
            if self._is_foot(texts):
                self.foot = number
                break
            if self._is_group(texts) or self._is_heading_again(texts):
                continue
            yield self._row(number)

    def _is_foot(self, texts: Sequence[str]) -> bool:
        """Who made the list, where it goes: below it no people follow."""
        names = [texts[index] for index in self.heading.names if texts[index : index + 1]]
        told = [text for text in texts if text]
        asked = [name for name in names if name] or told
        return all(_FOOT.match(text.casefold()) for text in asked)

    def _is_group(self, texts: Sequence[str]) -> bool:
        """ "Tổ hòa giải Khu phố 1" between people; a sum below them."""
        told = list(dict.fromkeys(text for text in texts if text))
        words = [text for text in told if without_numeral(text) and not _NUMBERING.fullmatch(text)]
        words = [text for text in words if not re.fullmatch(r"[ivxlc]+\.?", text, re.IGNORECASE)]
        if words and _is_a_sum(words):
            return True
        if len(words) != 1:
            return False
        text = without_numeral(words[0])
        if names_a_team(text):
            self.team = text.rstrip(" :")
        elif names_a_unit(text):
            self.unit, self.team = text.rstrip(" :"), ""
        else:
            return False
        return True

    def _is_heading_again(self, texts: Sequence[str]) -> bool:
        """The heading repeated on a new page, or the row that numbers the columns."""
        columns = [one for one in self.heading.columns if one.index < len(texts)]
        if sum(field_of(texts[one.index]) == one.key for one in columns) > 1:
            return True
        told = [text.strip("()") for text in texts if text]
        if not all(_NUMBERING.fullmatch(text) for text in told):
            return False
        numbers = [int(text) for text in told if text.isdecimal()]
        return numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 2

    def _row(self, number: int) -> Row:
        row = Row(self.grid.name, number)
        for column in self.heading.columns:
            text = self.grid.text(number, column.index)
            if text and column.key not in ("number", "mends"):
                self._take(row, column, text)
        if not (row.cells.get("team") or row.cells.get("hamlet")) and self.team:
            row.cells["team"] = self.team
        if not row.cells.get("unit") and self.unit:
            row.cells["unit"] = self.unit
        if not row.cells.get("name"):
            row.problems.append("Thiếu họ và tên: ghi họ và tên, hoặc xóa dòng này")
        if self.grid.is_hidden:
            row.skipped = FROM_HIDDEN_SHEET
        elif number in self.grid.hidden_rows:
            row.notes.append(HIDDEN_ROW)
        return row

    def _take(self, row: Row, column: Column, text: str) -> None:
        head, where = BY_KEY[column.key].head, address(row.number, column.index)
        if (row.number, column.index) in self.grid.formulas:
            row.problems.append(
                f"{head} (ô {where}) là công thức: chép ô rồi dán lại dạng giá trị (Dán đặc biệt > "
                "Giá trị)"
            )
        elif (row.number, column.index) in self.grid.faults:
            row.problems.append(f"{head} (ô {where}) báo lỗi {text}: ghi lại giá trị đúng")
        elif column.tick:
            self._tick(row, column, text)
        elif column.key == "name":
            row.cells["name"] = f"{row.cells.get('name', '')} {text}".strip()
        else:
            row.cells[column.key] = text

    def _tick(self, row: Row, column: Column, text: str) -> None:
        """A column of ticks; below the birth year the year itself tells the sex."""
        key, value = column.key, column.tick
        if key == "birth":
            key = "sex"
            if not is_ticked(text):
                row.cells.setdefault("birth", text)
        elif value == "?":
            value = "" if is_ticked(text) else text
            if not value:
                return
        elif not is_ticked(text):
            if field_of(text) or len(text) > 1:
                row.problems.append(
                    f"{BY_KEY[key].head} (ô {address(row.number, column.index)}) ghi “{text}”: chỉ "
                    "đánh dấu x vào một cột"
                )
            return
        known = row.cells.get(key)
        if known and fold(known) != fold(value):
            row.problems.append(
                f"{BY_KEY[key].head} được đánh dấu ở hai cột “{known}” và “{value}”: chỉ giữ lại "
                "một dấu"
            )
        row.cells[key] = value
