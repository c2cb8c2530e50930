"""Tables that lost their lines in plain text: one cell a line, or columns held by blanks.

Both are told by their head, whose first column counts ("TT"), and by the numbers that open the
rows. Cells of one line each are given to the columns in their order; where some are empty or take
several lines, what a line says (a body, a time) decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from plans.document.blocks import Cell, Table
from plans.document.numbering import Marker, Style, follows, read_marker
from plans.document.parties import opens_with_body
from plans.document.tables import Column, head_column, number_marker
from plans.document.times import is_time_alone
from plans.document.words import clean, is_capitals, starts_small

_FEWEST = 4  # columns of a head; fewer are found in ordinary text
_MOST = 12
_LONGEST_NAME = 60
_LONGEST_NUMBER = 12  # "Số thứ tự"
_GAP = re.compile(r"\s{2,}|\t")
_ENDS = re.compile(r"(?i:nơi nhận|phụ lục|tm\.|kt\.|trên đây là)")
_PLAIN = 1.5  # what a line for each column counts for
_BODIES = (Column.LEAD, Column.PARTNER, Column.BOTH)
_OWED = frozenset({Column.LEAD, Column.BOTH, Column.TIME})


@dataclass(slots=True)
class _Found:
    """A table and the line after its last one."""

    rows: list[list[str]]
    end: int

    def table(self) -> Table:
        return Table(tuple(tuple(Cell(text) for text in row) for row in self.rows))


def find_table(lines: list[str], start: int) -> tuple[Table, int] | None:
    """The table whose head begins at a line, and where the text goes on."""
    first = lines[start].strip()
    name = _GAP.split(first)[0]
    if not name or len(name) > _LONGEST_NUMBER or head_column(name) is not Column.NUMBER:
        return None
    found = _by_blanks(lines, start) or _by_lines(lines, start)
    return (found.table(), found.end) if found and len(found.rows) > 1 else None


def _is_head(columns: list[Column | None]) -> bool:
    return (
        len(columns) >= _FEWEST
        and Column.CONTENT in columns
        and bool(_OWED & set(columns))
        and columns.count(None) * 3 < len(columns)
    )


# One cell a line.


@dataclass(slots=True)
class _Row:
    number: str
    lines: list[str] = field(default_factory=list)


def _by_lines(lines: list[str], start: int) -> _Found | None:
    names, at = _head_lines(lines, start)
    columns = [head_column(name) for name in names]
    if not _is_head(columns):
        return None
    at = _behind_column_numbers(lines, at, len(names))
    rows, at = _numbered_rows(lines, at, len(names) - 1)
    cells = [[row.number, *_cells(row.lines, columns[1:])] for row in rows]
    return _Found([names, *cells], at)


def _head_lines(lines: list[str], start: int) -> tuple[list[str], int]:
    """The lines that name columns, one after the other."""
    names: list[str] = []
    at = start
    while at < len(lines) and len(names) < _MOST:
        text = clean(lines[at])
        is_rest = bool(names) and starts_small(text)  # "Cơ quan" above "chủ trì"
        if is_rest and len(text) < _LONGEST_NAME:
            names[-1] += f" {text}"
        elif text and (len(text) > _LONGEST_NAME or head_column(text) is None):
            break
        else:
            names += [text] if text else []
        at += 1
    return names, at


def _behind_column_numbers(lines: list[str], at: int, count: int) -> int:
    """Where the rows begin: behind "(1)", "(2)" ... if each column has its number."""
    places = [place for place in range(at, len(lines)) if lines[place].strip()][:count]
    numbers = [lines[place].strip(" ()") for place in places]
    return places[-1] + 1 if numbers == [str(one + 1) for one in range(count)] else at


def _numbered_rows(lines: list[str], at: int, width: int) -> tuple[list[_Row], int]:
    """Rows open with a number alone on its line; a numbered heading between rows is a section."""
    rows: list[_Row] = []
    numbers: dict[Style, Marker] = {}  # the last of each style; sections need not begin anew
    end = at
    while at < len(lines):
        text = clean(lines[at])
        marker = number_marker(text) if text else None
        if marker is not None and _may_follow(numbers, marker):
            numbers[marker.style] = marker
            rows.append(_Row(text))
        elif (heading := _heading(text)) is not None or _ENDS.match(text):
            if heading is None or not _opens_with_number(lines, at + 1):
                break
            numbers[heading.style] = heading
            rows.append(_Row(heading.printed, [text[heading.length :]]))
        elif rows:
            if text and len([line for line in rows[-1].lines if line]) >= width + 8:
                break
            rows[-1].lines.append(text)
        elif text:
            break
        at += 1
        end = at if text else end
    return rows, end


def _may_follow(numbers: dict[Style, Marker], marker: Marker) -> bool:
    known = numbers.get(marker.style)
    return marker.value == 1 or (known is not None and follows(known, marker))


def _heading(text: str) -> Marker | None:
    """The number of a heading that stands on one line with it ("II. DỮ LIỆU")."""
    marker = read_marker(text)
    if marker is None or marker.is_bullet or marker.style is Style.LETTER:
        return None
    return marker


def _opens_with_number(lines: list[str], at: int) -> bool:
    """Whether a row follows: the heading stands inside the table."""
    return number_marker(next((clean(line) for line in lines[at:] if line.strip()), "")) is not None


def _cells(lines: list[str], columns: list[Column | None]) -> list[str]:
    """The lines of a row as cells, one for each column behind the number."""
    width = len(columns)
    written = [line for line in lines if line]
    groups = [group for group in re.split(r"\n\n+", "\n".join(lines).strip("\n")) if group]
    if len(groups) > 2:
        written = groups  # blank lines stand between the cells
    if len(written) <= 1 or (len(written) < width and is_capitals(written[0])):
        return [" ".join(written), *[""] * (width - 1)]
    score, cells = _aligned(written, columns)
    plain = lines if len(lines) == width and len(groups) < 3 else written  # a blank line is a cell
    if len(plain) == width and not any(line.endswith((";", ",")) for line in plain):
        told = sum(_fit(line, column) for line, column in zip(plain, columns, strict=True) if line)
        return plain if told + _PLAIN >= score else cells
    return cells


def _aligned(lines: list[str], columns: list[Column | None]) -> tuple[float, list[str]]:
    """The best way to give the lines to the columns from left to right."""
    best: dict[int, tuple[float, list[int]]] = {0: (_fit(lines[0], columns[0]), [0])}
    for before, line in pairwise(lines):
        following: dict[int, tuple[float, list[int]]] = {}
        for place, (score, path) in best.items():
            for to in range(place, len(columns)):
                move = _stay(before, line) if to == place else -0.4 * (to - place - 1)
                total = score + move + _fit(line, columns[to])
                if to not in following or total > following[to][0]:
                    following[to] = (total, [*path, to])
        best = following
    score, path = max(best.values(), key=lambda one: one[0])
    cells = [""] * len(columns)
    for line, place in zip(lines, path, strict=True):
        cells[place] = f"{cells[place]}\n{line}".strip()
    return score, cells


def _stay(before: str, line: str) -> float:
    """How well a line goes on in the cell of the line before it."""
    return 0.5 if starts_small(line) or before.endswith((",", ";", "-")) else -0.6


def _fit(line: str, column: Column | None) -> float:
    """How well a line suits a column."""
    body = opens_with_body(re.sub(r"^[-+•]\s*", "", line))
    time = is_time_alone(line)
    if column is Column.TIME:
        return 2.0 if time else -1.5
    if column in _BODIES:
        return 1.2 if body else -1.0
    if column is Column.CONTENT:
        return 0.5 - body - time
    return -0.5 * (body or time)


# Columns held by blanks.


def _by_blanks(lines: list[str], start: int) -> _Found | None:
    pieces = _pieces(lines[start])
    names = [text for _, text in pieces]
    if not _is_head([head_column(name) for name in names]):
        return None
    starts = [place for place, _ in pieces]
    rows: list[list[str]] = [names]
    at = start + 1
    while at < len(lines):
        pieces = _pieces(lines[at])
        if pieces and _leaves(pieces, len(rows)):
            break
        if pieces:
            _take(rows, pieces, starts)
        at += 1
    return _Found(rows, at)


def _pieces(line: str) -> list[tuple[int, str]]:
    """The parts of a line between wide blanks, each with its place."""
    return [(found.start(), clean(found.group())) for found in re.finditer(r"\S+(?:\s\S+)*", line)]


def _leaves(pieces: list[tuple[int, str]], rows: int) -> bool:
    """Whether a line stands outside: it begins at the edge with words, in one piece."""
    place, text = pieces[0]
    return len(pieces) == 1 and rows > 1 and place < 2 and number_marker(text) is None


def _take(rows: list[list[str]], pieces: list[tuple[int, str]], starts: list[int]) -> None:
    """A line with a number opens a row; another goes on with the row above."""
    is_new = number_marker(pieces[0][1]) is not None
    if is_new:
        rows.append([""] * len(starts))
    is_whole = len(pieces) == len(starts)
    for order, (place, text) in enumerate(pieces):
        column = order if is_whole else _column_at(place, place + len(text), starts)
        column = 0 if is_new and not order else max(column, 1)
        rows[-1][column] = f"{rows[-1][column]}\n{text}".strip()


def _column_at(start: int, end: int, starts: list[int]) -> int:
    """The column that most of a piece stands in."""
    bounds = [*starts, max(end, starts[-1]) + 1]

    def shared(at: int) -> int:
        return min(end, bounds[at + 1]) - max(start, bounds[at])

    return max(range(len(starts)), key=shared)
