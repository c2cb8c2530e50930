"""Lines -> paragraphs: joins what a line break cut, keeps apart what begins anew.

Used for .txt files, and for soft line breaks inside a paragraph of a .docx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from plans.document.labels import opens_with_label
from plans.document.numbering import Marker, read_marker
from plans.document.words import clean, is_capitals, key, starts_small

_WIDEST_COLUMN = 130  # a longer line was not broken by hand or by a mail program
_TERMINAL = re.compile(r"[.;:!?…]\W*$")
_KIND = re.compile(
    r"^(?:kế hoạch|quyết định|chương trình(?: hành động)?|đề án|chỉ thị|nghị quyết|phương án"
    r"|hướng dẫn|thông báo|phụ lục(?: [ivx\d]+)?)\W*$"
)
_HEADER_LINE = re.compile(r"^(?:số\s*:|nơi nhận\s*:?|kính gửi|độc lập\b|cộng hòa xã hội|tm\.|kt\.)")
_RULE = re.compile(r"^[\W_]+$")


def join_lines(lines: Iterable[str]) -> list[str]:
    """Paragraphs of a text whose lines may have been broken by hand; a blank line always ends one."""
    cleaned = [clean(line) for line in lines]
    column = _Column.of(cleaned)
    paragraphs: list[str] = []
    previous = ""
    for line in cleaned:
        if line and previous and column.continues(previous, line):
            glue = "" if previous.endswith("-") and paragraphs[-1][-2:-1].isalnum() else " "
            paragraphs[-1] += glue + line
        elif line and not _RULE.match(line):
            paragraphs.append(line)
        previous = line
    return paragraphs


def split_soft_breaks(text: str) -> list[str]:
    """Paragraphs of one paragraph of Word that holds line breaks of its own.

    A line begins anew with a marker, a label or a kind of document; all else goes on.
    """
    lines = [line for line in (clean(part) for part in text.split("\n")) if line]
    paragraphs: list[str] = []
    for line in lines:
        begins = read_marker(line) is not None or opens_with_label(line) or _stands_alone(line)
        if not paragraphs or begins or _stands_alone(paragraphs[-1]):
            if not _RULE.match(line):
                paragraphs.append(line)
        else:
            paragraphs[-1] += f" {line}"
    return paragraphs


class _Column:
    """The width at which a text was broken, as far as its own lines tell."""

    def __init__(self, width: int, *, is_exact: bool) -> None:
        self.width = width  # 0 where the text is not broken into lines
        self.is_exact = is_exact

    @classmethod
    def of(cls, lines: list[str]) -> _Column:
        """Lines that surely go on (the next begins small) show where the column ends."""
        full = [
            (len(line), len(line) + 1 + len(after.split()[0]))
            for line, after in zip(lines, lines[1:], strict=False)
            if line and after and starts_small(after) and read_marker(after) is None
        ]
        written = [line for line in lines if line]
        longer = sum(len(line) > _WIDEST_COLUMN for line in written)
        if len(full) < 2 or longer * 20 > len(written):
            return cls(0, is_exact=False)
        width = max(length for length, _ in full if length <= _WIDEST_COLUMN or longer)
        fitting = sum(needed <= width for _, needed in full)
        return cls(width, is_exact=fitting * 20 <= len(full))

    def continues(self, line: str, after: str) -> bool:
        """Whether ``after`` is the rest of the paragraph that ``line`` left open."""
        if _stands_alone(line) or _stands_alone(after) or opens_with_label(after):
            return False
        first = after.split(maxsplit=1)[0]
        is_full = bool(self.width) and len(line) + 1 + len(first) > self.width
        marker = read_marker(after)
        if marker is not None:
            return is_full and not _TERMINAL.search(line) and _is_cut_marker(marker, after)
        if starts_small(after):
            return bool(self.width) or not _TERMINAL.search(line)
        if not self.width:
            return False
        if self.is_exact:
            return is_full
        return len(line) > 0.7 * self.width and not _TERMINAL.search(line)


def _is_cut_marker(marker: Marker, text: str) -> bool:
    """Whether what looks like a marker is the middle of a sentence ("- 2030", "6. ...")."""
    rest = text[marker.length :]
    return not rest or rest[0].islower() or rest[0].isdigit() or not marker.is_bullet


def _stands_alone(line: str) -> bool:
    """Lines of the header and the signature are never broken and never go on."""
    words = key(line)
    if _HEADER_LINE.match(words):
        return True
    return is_capitals(line) and bool(_KIND.match(words))
