"""Plain text: bytes -> letters -> paragraphs and tables."""

from __future__ import annotations

import re
from itertools import groupby

from plans.document.blocks import Block, Cell, Table
from plans.document.columns import find_table
from plans.document.encodings import refuse_old_letters
from plans.document.flow import join_lines
from plans.document.words import clean
from plans.office.guard import Unreadable

OLD_ENCODING = (
    "Tệp dùng bảng mã cũ (TCVN3/ABC, VNI hoặc Windows-1258): hãy chuyển sang Unicode bằng công cụ"
    " chuyển mã của Unikey (Ctrl + Shift + F6), hoặc mở bằng Word rồi lưu lại với mã UTF-8,"
    " sau đó chọn lại tệp."
)

_MARKDOWN_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_BREAK = "\x1f"  # stands for a line break inside a cell
_PRINTABLE_CONTROLS = "\t\n\r\v\f"


def read_text(letters: str) -> list[Block]:
    """Blocks of a plain text. Raises Unreadable for letters of an old font."""
    refuse_old_letters(letters)
    blocks: list[Block] = []
    lines = letters.splitlines()
    for separator, group in groupby(zip(_separators(lines), lines, strict=True), key=_first):
        run = [line for _, line in group]
        blocks.extend(_table(run, separator) if separator else _text(run))
    return blocks


def _text(lines: list[str]) -> list[Block]:
    """Paragraphs, and the tables among them whose columns are told by lines or blanks."""
    blocks: list[Block] = []
    begin = at = 0
    while at < len(lines):
        found = find_table(lines, at)
        if found is None:
            at += 1
            continue
        blocks += [*join_lines(lines[begin:at]), found[0]]
        begin = at = found[1]
    return [*blocks, *join_lines(lines[begin:])]


def decode(data: bytes) -> str:
    """The letters of a text file; UTF-16 without a mark is told by its zero bytes."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _checked(data.decode("utf-16"))
        if data[:4000].count(0) * 8 > len(data[:4000]):
            little = data[1:4000:2].count(0) >= data[0:4000:2].count(0)
            return _checked(data.decode("utf-16-le" if little else "utf-16-be"))
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(OLD_ENCODING) from None


def _checked(letters: str) -> str:
    """Refuses what decodes but is no text: control characters come from other kinds of files."""
    controls = sum(c < " " and c not in _PRINTABLE_CONTROLS for c in letters)
    if controls * 100 > len(letters):
        raise Unreadable(
            "Tệp không phải văn bản đọc được: hãy lưu kế hoạch thành tệp .docx hoặc .txt"
            " (mã UTF-8) rồi chọn lại."
        )
    return letters


def _first(pair: tuple[str, str]) -> str:
    return pair[0]


def _separators(lines: list[str]) -> list[str]:
    """The separator of each line; blank lines and short rows inside a table belong to it."""
    found = [_separator(line) for line in lines]
    for start in [i for i, separator in enumerate(found) if separator]:
        end = start + 1
        while end < len(lines) and not found[end] and _may_be_row(lines[end], found[start]):
            end += 1
        if end < len(lines) and found[end] == found[start]:
            found[start:end] = [found[start]] * (end - start)
    return found


def _may_be_row(line: str, separator: str) -> bool:
    return not line.strip() or separator in line.strip()


def _separator(line: str) -> str:
    """What divides the line into columns: "|", a tab, or nothing."""
    if line.count("|") >= 1 and _MARKDOWN_RULE.match(line):
        return "|"
    bars = line.strip().strip("|").count("|")
    if bars >= 2 or (bars == 1 and line.strip().startswith("|") and line.strip().endswith("|")):
        return "|"
    return "\t" if line.strip().count("\t") >= 2 else ""


def _table(lines: list[str], separator: str) -> list[Block]:
    """The lines as one table; a single line is text with columns, given as paragraphs."""
    rows = []
    for line in lines:
        if not line.strip() or (separator == "|" and _MARKDOWN_RULE.match(line)):
            continue
        inner = re.sub(r"^\s*\||\|\s*$", "", line) if separator == "|" else line.strip("\r\n")
        inner = re.sub(r"<br\s*/?>", _BREAK, inner)
        rows.append(tuple(Cell(_cell_text(part)) for part in inner.split(separator)))
    if len(rows) < 2:
        return [block for row in rows for block in join_lines(cell.text for cell in row)]
    width = max(len(row) for row in rows)
    return [Table(tuple(row + (Cell(""),) * (width - len(row)) for row in rows))]


def _cell_text(text: str) -> str:
    return "\n".join(filter(None, (clean(line) for line in text.split(_BREAK))))
