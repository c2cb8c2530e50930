"""Tables of tasks: which column tells what, which rows are heads, sections, tasks.

A task table has a column of contents and a column of leading bodies or of times. Its head may
take two rows ("Cơ quan thực hiện" over "Chủ trì" and "Phối hợp"), be followed by a row of column
numbers, and be repeated on each page. A row that names neither body nor time is a section row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from plans.document.blocks import Cell, Table
from plans.document.labels import Role, role_of
from plans.document.numbering import Marker, Style, read_marker
from plans.document.words import clean, key, starts_small


class Column(StrEnum):
    """What a column tells, beyond the roles of labels."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead"
    PARTNER = "partner"
    BOTH = "both"
    TIME = "time"
    START = "start"
    YEAR = "year"
    OTHER = "other"


_OF_ROLE = {
    Role.LEAD: Column.LEAD,
    Role.PARTNER: Column.PARTNER,
    Role.BOTH: Column.BOTH,
    Role.TIME: Column.TIME,
    Role.CONTENT: Column.CONTENT,
}
_NUMBER_HEAD = re.compile(r"^(?:tt|stt|số tt|số thứ tự|mục|#|số)\W*$")
_YEAR_HEAD = re.compile(r"(?:^|\s)(?:năm )?(20\d\d)$")
# Heads by the words in them, the first that fits; the exact labels are tried before.
_APPROVERS = (
    r"lãnh đạo|cấp trình|phê duyệt|thẩm quyền|ghi chú|kinh phí|đơn vị tính|^đvt|số lượng|căn cứ"
    r"|người ký|đối tượng|địa điểm|thành phần|chỉ tiêu"
)
_LEADERS = (
    r"chủ trì|đầu mối|(?:cơ quan|đơn vị|bộ phận|người|cán bộ|ngành|công chức)"
    r".*(?:thực hiện|phụ trách|tham mưu|chịu trách nhiệm|được giao|soạn thảo)"
    r"|^(?:trách nhiệm|phân công|giao)|^(?:cơ quan|đơn vị)(?:,? (?:cơ quan|đơn vị))?$"
)
_WORK = r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|tên|đề án|chương trình|dự án|văn bản|việc"
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.OTHER, _APPROVERS),
        (Column.BOTH, r"(?:chủ trì|thực hiện).*phối hợp"),
        (Column.PARTNER, r"phối hợp|tham gia"),
        (Column.LEAD, _LEADERS),
        (Column.START, r"bắt đầu|khởi công"),
        (Column.TIME, r"thời gian|thời hạn|tiến độ|hoàn thành|lộ trình|thời điểm|kết thúc"),
        (Column.OTHER, r"sản phẩm|kết quả|đầu ra|hình thức|yêu cầu|đánh giá|mục tiêu"),
        (Column.CONTENT, _WORK),
    )
)
_BODIES = frozenset({Column.LEAD, Column.BOTH})
_NAMING = _BODIES | {Column.PARTNER}
_SAME = re.compile(r"^\W*(?:nt|như trên|[\"”″〃]+|//)\W*$")
_COLUMN_NUMBER = re.compile(r"^[(\[]?(?:\d{1,2}|[A-Ha-h])[)\]]?(?:\s*=.*)?$")
_MARK = re.compile(r"^\W*[xX✓✔●•√]\W*$|^[✓✔●•√]$")


@dataclass(slots=True)
class Row:
    """A task or a section of a table; ``code`` is its path within the table."""

    marker: Marker | None
    code: str
    parent: str
    content: str
    bodies: dict[Column, str] = field(default_factory=dict)  # lead, partner, both
    times: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)  # "Sản phẩm: Báo cáo", column by column

    @property
    def is_section(self) -> bool:
        return not (self.times or any(column in self.bodies for column in _BODIES))


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a table: how many rows it takes, and what each column is and is called."""

    height: int
    columns: tuple[Column, ...]
    names: tuple[str, ...]

    def places(self, *wanted: Column) -> list[int]:
        return [at for at, column in enumerate(self.columns) if column in wanted]


def is_task_table(table: Table) -> bool:
    """Whether the table's head names contents, and bodies or times."""
    return _read_head(table) is not None


def _read_head(table: Table) -> _Head | None:
    """The highest rows that make a head; a title row may stand above them."""
    for top in range(3):
        for height in (top + 3, top + 2, top + 1):
            if height < len(table.rows):
                head = _head_of(table, top, height)
                if head is not None:
                    return head
    return None


def _head_of(table: Table, top: int, height: int) -> _Head | None:
    """The head that rows ``top`` to ``height`` make, if each of them is one."""
    rows = table.rows[top:height]
    if any(not _is_head_row(row, first=not at) for at, row in enumerate(rows)):
        return None
    names = tuple(_name(rows, at) for at in range(len(rows[0])))
    columns = _columns(rows, names)
    if Column.CONTENT not in columns:
        columns = _with_content(table, height, columns)
    is_told = any(column in _BODIES or column in (Column.TIME, Column.START) for column in columns)
    if Column.CONTENT not in columns or not (is_told or _has_marked_years(table, height, columns)):
        return None
    return _Head(height, columns, names)


def _is_head_row(row: tuple[Cell, ...], *, first: bool) -> bool:
    """Heads are short names of columns; below the first row only parts of columns."""
    texts = [clean(cell.text) for cell in row if cell.text.strip() and not cell.from_left]
    own = [
        clean(cell.text)
        for cell in row
        if cell.text.strip() and not cell.from_left and not cell.from_above
    ]
    if not own or max(map(len, texts)) > 120:
        return False
    known = [text for text in own if head_column(text) or _YEAR_HEAD.search(key(text))]
    if first:
        return len(known) >= 2 and len(known) * 2 >= len(own)
    has_number = bool(read_marker(own[0] + ". x")) and len(own[0]) < 5
    return bool(known) and len(known) * 2 > len(own) and not has_number


def _name(rows: tuple[tuple[Cell, ...], ...], at: int) -> str:
    """A column's name from top to bottom, each part once."""
    parts: dict[str, None] = {}
    for row in rows:
        if row[at].text.strip():
            parts.setdefault(clean(row[at].text), None)
    return " ".join(parts)


def _columns(rows: tuple[tuple[Cell, ...], ...], names: tuple[str, ...]) -> tuple[Column, ...]:
    columns = []
    for at, name in enumerate(names):
        lowest = next((clean(row[at].text) for row in reversed(rows) if row[at].text.strip()), "")
        columns.append(head_column(lowest) or head_column(name) or Column.OTHER)
    return tuple(columns)


def head_column(name: str) -> Column | None:
    words = re.sub(r"\s*\([^()]*\)", "", key(name)).strip(" :.*")
    if _NUMBER_HEAD.match(words):
        return Column.NUMBER
    if _YEAR_HEAD.search(words) and len(words) < 14:
        return Column.YEAR
    for column, pattern in _HEADS[:1]:
        if pattern.search(words):
            return column
    told = role_of(words)
    if told is not None and told[0] in _OF_ROLE:
        return _OF_ROLE[told[0]]
    return next((column for column, pattern in _HEADS if pattern.search(words)), None)


def _with_content(table: Table, height: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no head says "nội dung", the column with the most text holds it."""
    free = [at for at, column in enumerate(columns) if column is Column.OTHER]
    if not free or not any(column in _BODIES for column in columns):
        return columns
    widest = max(free, key=lambda at: sum(len(row[at].text) for row in table.rows[height:]))
    return tuple(Column.CONTENT if at == widest else column for at, column in enumerate(columns))


def _has_marked_years(table: Table, height: int, columns: tuple[Column, ...]) -> bool:
    """Columns of years tell when only if they hold marks, not figures."""
    texts = [
        row[at].text.strip()
        for row in table.rows[height:]
        for at, column in enumerate(columns)
        if column is Column.YEAR and row[at].text.strip()
    ]
    return bool(texts) and sum(bool(_MARK.match(text)) for text in texts) * 2 > len(texts)


def read_rows(table: Table) -> list[Row]:
    """The sections and tasks of a task table in their order; [] for another table."""
    head = _read_head(table)
    if head is None:
        return []
    return _Reader(table, head).read()


class _Reader:
    """Goes down the rows of one table, keeping the open sections."""

    def __init__(self, table: Table, head: _Head) -> None:
        self.head = head
        self.body = table.rows[head.height :]
        self.head_texts = {
            key(clean_lines(cell.text)) for row in table.rows[: head.height] for cell in row
        }
        self.has_marked_years = _has_marked_years(table, head.height, head.columns)
        self.content_at = self._content_place()
        self.rows: list[Row] = []
        self.open: list[Row] = []
        self.unnumbered = 0

    def _content_place(self) -> int:
        """With two columns of contents, the first may group what the second tells."""
        places = self.head.places(Column.CONTENT)
        is_grouping = len(places) > 1 and any(row[places[0]].from_above for row in self.body)
        return places[1] if is_grouping else places[0]

    def read(self) -> list[Row]:
        for cells in self.body:
            texts = {key(clean_lines(cell.text)) for cell in cells if cell.text.strip()}
            if not texts or _is_numbering(cells):
                continue
            if len(texts) > 1 and texts <= self.head_texts:
                continue  # the head again, on the next page
            if self._continues(cells):
                self._add_to(self.rows[-1], cells)
            else:
                self._begin(cells)
        return self.rows

    def _number(self, cells: tuple[Cell, ...]) -> str:
        places = self.head.places(Column.NUMBER)
        return clean(cells[places[0]].text) if places else ""

    def _continues(self, cells: tuple[Cell, ...]) -> bool:
        """The rest of a task: cut by a page, or merged with the row above."""
        if not self.rows:
            return False
        content = cells[self.content_at]
        numbers = self.head.places(Column.NUMBER)
        if content.from_above:
            return True
        if numbers and cells[numbers[0]].text.strip() and not cells[numbers[0]].from_above:
            return False
        text = clean(content.text)
        if not text or starts_small(text):
            return True
        own_lead = any(self._own(cells, at) for at in self.head.places(Column.LEAD, Column.BOTH))
        own_time = any(self._own(cells, at) for at in self.head.places(Column.TIME))
        is_spanned = any(cells[at].from_left for at in self.head.places(Column.LEAD, Column.BOTH))
        return (
            bool(numbers)
            and not own_lead
            and not own_time
            and not is_spanned
            and (not self.rows[-1].is_section)
        )

    def _own(self, cells: tuple[Cell, ...], at: int) -> bool:
        cell = cells[at]
        return bool(cell.text.strip()) and not cell.from_left and not cell.from_above

    def _begin(self, cells: tuple[Cell, ...]) -> None:
        """A new section or task."""
        content = clean_lines(cells[self.content_at].text)
        number = self._number(cells)
        marker = number_marker(number)
        if marker is None:
            marker = read_marker(content)
            if marker is not None:
                content = content[marker.length :]
        row = Row(marker, "", "", content)
        self._place(row)
        self._fill(row, cells, is_first=True)
        self.rows.append(row)

    def _place(self, row: Row) -> None:
        """Finds the open row above and gives the code."""
        marker = row.marker
        if marker is None or marker.is_bullet:
            self.unnumbered += 1
            parent = next((one for one in reversed(self.open)), None)
            row.parent = parent.code if parent else ""
            own = f"-{self.unnumbered}"
        else:
            self.unnumbered = 0
            while self.open and not _holds(self.open[-1].marker, marker):
                self.open.pop()
            row.parent = self.open[-1].code if self.open else ""
            own = _own_number(marker, self.open[-1].marker if self.open else None)
            self.open.append(row)
        row.code = f"{row.parent}.{own}" if row.parent else own

    def _fill(self, row: Row, cells: tuple[Cell, ...], *, is_first: bool) -> None:
        starts = ""
        years: list[int] = []
        for at, column in enumerate(self.head.columns):
            text = "" if cells[at].from_left else cells[at].text.strip()
            if not text or (cells[at].from_above and not is_first):
                continue
            if _SAME.match(text):
                text = self._above(column)
            if column in _NAMING:
                row.bodies[column] = _joined(row.bodies.get(column, ""), text)
            elif column is Column.START:
                starts = clean(text)
            elif column is Column.TIME:
                row.times += [f"từ {starts} đến {clean(text)}"] if starts else text.split("\n")
                starts = ""
            elif column is Column.YEAR and self.has_marked_years and _MARK.match(text):
                years.append(_year_of(self.head.names[at]))
            if column not in (Column.NUMBER, Column.CONTENT):
                row.printed.append(f"{self.head.names[at]}: {clean_lines(text)}")
        row.times += [starts] if starts else []
        row.times += [_years_text(years)] if years else []

    def _above(self, column: Column) -> str:
        """What "như trên" repeats."""
        earlier = [row for row in self.rows if not row.is_section]
        if not earlier:
            return ""
        last = earlier[-1]
        return "\n".join(last.times) if column is Column.TIME else last.bodies.get(column, "")

    def _add_to(self, row: Row, cells: tuple[Cell, ...]) -> None:
        content = cells[self.content_at]
        if content.text.strip() and not content.from_above:
            row.content = f"{row.content} {clean_lines(content.text)}".strip()
        self._fill(row, cells, is_first=False)


def _is_numbering(row: tuple[Cell, ...]) -> bool:
    """A row of column numbers: (1) (2) (3)."""
    texts = [clean(cell.text) for cell in row if cell.text.strip()]
    return len(texts) >= 3 and all(_COLUMN_NUMBER.match(text) for text in texts)


def clean_lines(text: str) -> str:
    return " ".join(filter(None, (clean(line) for line in text.split("\n"))))


def _joined(text: str, more: str) -> str:
    return f"{text}\n{more}" if text else more


def _year_of(name: str) -> int:
    found = _YEAR_HEAD.search(key(name))
    return int(found[1]) if found else 0


def _years_text(years: list[int]) -> str:
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"Năm {years[0]} - {years[-1]}"
    return "Năm " + ", ".join(map(str, years))


def number_marker(text: str) -> Marker | None:
    """The marker of a cell that holds a number alone ("I", "1", "1.1.", "a")."""
    text = text.strip(" .)(")
    if not re.fullmatch(r"[IVX]+(?:\.\d+)*|\d{1,3}(?:\.\d{1,2})*|[A-Ha-zđ]", text):
        return None
    found = read_marker(f"{text}) x" if len(text) == 1 and text.islower() else f"{text}. X")
    if found is None and text.isdigit():
        return Marker(text, Style.ARABIC, int(text), str(int(text)), len(text))
    return found


def _holds(upper: Marker | None, lower: Marker) -> bool:
    """Whether an open row of one number is above a row of the other."""
    if upper is None:
        return False
    if lower.style is Style.DOTTED and upper.parts:
        return upper.parts == lower.parts[: len(upper.parts)] and len(upper.parts) < len(
            lower.parts
        )
    return upper.style < lower.style


def _own_number(marker: Marker, above: Marker | None) -> str:
    if marker.style is Style.DOTTED and above is not None and above.parts == marker.parts[:-1]:
        return str(marker.parts[-1])
    return marker.code
