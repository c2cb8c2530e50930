"""Lines -> paragraphs: joins what a line break cut, keeps apart what begins anew.

Used for .txt files, and for soft line breaks inside a paragraph of a .docx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

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
_OPENING = re.compile(
    r"^(?:căn cứ |xét đề nghị|theo đề nghị|thực hiện (?:quyết định|kế hoạch|nghị quyết|chỉ thị"
    r"|công văn"
    r"|chương trình|văn bản|hướng dẫn|đề án|luật)\b|trên đây là)"
)
_FEW = 3  # lines that surely go on, below which the longest line must agree with them
_WORD = 12  # the longest word that did not fit any more
_NEARLY_FULL = 0.7  # of the width, where lines were broken by the space that letters take
_SHORT = 30
_RULE = re.compile(r"^[\W_]+$")


def join_lines(lines: Iterable[str]) -> list[str]:
    """Paragraphs of a text whose lines may have been broken by hand; a blank line ends one."""
    cleaned = [clean(line) for line in lines]
    column = _Column.of(cleaned)
    paragraphs: list[str] = []
    previous = ""
    for line in cleaned:
        if line and previous and column.continues(previous, line):
            paragraphs[-1] += f" {line}"
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
    """How a text was broken into lines, as far as its own lines tell."""

    def __init__(self, width: int, *, is_exact: bool, is_spaced: bool, bullets: str) -> None:
        self.width = width  # 0 where the text is not broken into lines
        self.is_exact = is_exact  # each line holds as many words as fit
        self.is_spaced = is_spaced  # blank lines divide the paragraphs
        self.bullets = bullets  # what opens lines elsewhere

    @classmethod
    def of(cls, lines: list[str]) -> _Column:
        """Lines that surely go on (the next begins small) show where the column ends."""
        full = [
            (len(line), len(line) + 1 + len(after.split()[0]))
            for line, after in pairwise(lines)
            if line and after and starts_small(after) and read_marker(after) is None
        ]
        opened = [
            (before, line[0])
            for before, line in pairwise(lines)
            if line and read_marker(line) is not None
        ]
        spaced = sum(not before for before, _ in opened)
        written = [line for line in lines if line]
        longer = sum(len(line) > _WIDEST_COLUMN for line in written)
        width = max((length for length, _ in full if length <= _WIDEST_COLUMN), default=0)
        is_doubtful = len(full) < _FEW and max(map(len, written), default=0) > width + _WORD
        if not width or is_doubtful or longer * 20 > len(written):
            width = 0
        fitting = sum(needed <= width for _, needed in full)
        return cls(
            width,
            is_exact=fitting * 20 <= len(full),
            is_spaced=bool(opened) and spaced * 20 >= len(opened) * 17,
            bullets="".join(bullet for before, bullet in opened if not before or spaced == 0),
        )

    def continues(self, line: str, after: str) -> bool:
        """Whether ``after`` is the rest of the paragraph that ``line`` left open."""
        if _stands_alone(line) or _stands_alone(after) or opens_with_label(after):
            return False
        is_full = bool(self.width) and len(line) + 1 + len(after.split(maxsplit=1)[0]) > self.width
        marker = read_marker(after)
        if marker is not None:
            return is_full and not _TERMINAL.search(line) and self._is_cut(marker, after)
        if starts_small(after) or after[0].isdigit():
            return bool(self.width) or not _TERMINAL.search(line)
        if _OPENING.match(key(after)):
            return False
        if not self.width:
            return self.is_spaced and after[0].isalnum() and not _TERMINAL.search(line)
        if self.is_exact:
            return is_full
        return len(line) > _NEARLY_FULL * self.width and not _TERMINAL.search(line)

    def _is_cut(self, marker: Marker, text: str) -> bool:
        """Whether what looks like a marker is the middle of a sentence ("- 2030", "– Kế toán")."""
        rest = text[marker.length :]
        if not rest or rest[0].islower() or rest[0].isdigit():
            return True
        if not marker.is_bullet:
            return False
        return self.is_spaced or marker.printed not in self.bullets or len(rest) < _SHORT


def _stands_alone(line: str) -> bool:
    """Lines of the header and the signature are never broken and never go on."""
    words = key(line)
    if _HEADER_LINE.match(words):
        return True
    return is_capitals(line) and bool(_KIND.match(words))
