"""Markers that open a paragraph: "II.", "1.1.", "a)", "-", "+".

The grammar follows decree 30/2020 (part in Roman, item in Arabic, point in letters) and what
offices really type: upper-case letters above the parts, "1)" and "1/", dotted items, letters
with a full stop or in parentheses, small Roman numbers, bullets of every shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

# Points run a b c d đ e g h i k l m n o p q r s t u v x y; offices that number in Word have f, j.
LETTERS = "abcdđeghiklmnopqrstuvxy"
WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Style(IntEnum):
    """Kinds of markers, ordered by where they usually stand in the tree."""

    PART = 0  # Phần I, Chương II, Mục 1
    ARTICLE = 1  # Điều 1
    UPPER = 2  # A.
    ROMAN = 3  # I.
    ARABIC = 4  # 1.
    DOTTED = 5  # 1.1
    ARABIC_CLOSED = 6  # 1) or (1)
    LETTER = 7  # a) or a.
    SMALL_ROMAN = 8  # i) ii)
    BULLET = 9  # - + * •


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, what it counts, and what it says in a clause's code."""

    printed: str
    style: Style
    value: int  # 0 for bullets
    code: str  # "II", "1", "a", "-"; for "1.2" the whole "1.2"
    length: int  # letters of the paragraph that it takes, blanks included

    @property
    def is_bullet(self) -> bool:
        return self.style is Style.BULLET

    @property
    def parts(self) -> tuple[int, ...]:
        """(1, 2) of "1.2"; (1,) of "1."."""
        if self.style not in (Style.ARABIC, Style.DOTTED, Style.ARABIC_CLOSED):
            return ()
        return tuple(int(part) for part in self.code.split("."))


_ROMAN = r"[IVX]{1,7}"
_PART = re.compile(
    rf"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?P<code>{_ROMAN}|\d{{1,2}}|[A-E]"
    r"|thứ\s+(?:nhất|hai|ba|tư|năm)|THỨ\s+(?:NHẤT|HAI|BA|TƯ|NĂM))(?=\s*(?:[.:)–-]|$)|\s+[A-ZĐÀ-Ỹ])"
    r"\s*[.:)–-]?\s*"
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(?P<code>\d{1,2})\s*[.:]\s*")
_NUMBERED_WORD = re.compile(
    r"(?:Nhiệm vụ|NHIỆM VỤ|Hoạt động|HOẠT ĐỘNG|Nội dung|NỘI DUNG|Bước|BƯỚC|Mục tiêu|Giải pháp)"
    r"\s+(?P<code>\d{1,2})\s*[.:]\s+"
)
_ROMAN_MARK = re.compile(rf"(?P<code>{_ROMAN})\s?(?:[.)/](?!\w{{1,3}}\.)|\s?[-–](?=\s))\s*(?=\S|$)")
_UPPER_MARK = re.compile(r"(?P<code>[A-HK])\s?(?:[.)/]\s+|\s?[-–]\s+)(?=\S)")
_DOTTED_MARK = re.compile(
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){1,4})(?:\s?[.)/]\s*|\s?[-–]\s+|\s+|$)(?=[^\W\d]|[\"“(]|$)"
)
_CLOSED_MARK = re.compile(r"\(?(?P<code>\d{1,2})\)\.?\s*(?=\D|$)")
_ARABIC_MARK = re.compile(r"(?P<code>\d{1,2})\s?(?:[.]\s*|/\s*|[-–]\s+)(?=[^\W\d]|[\"“(]|$)")
_LETTER_MARK = re.compile(
    r"\(?(?P<code>[a-zđ])(?:\)\.?\s*|\.\s+|/\s*|\s?[-–]\s+)(?=[^\W\d]|[\"“(\d]|$)"
)
_LETTER_NUMBER = re.compile(r"\(?(?P<code>[a-eđ]\.?\d{1,2})(?:\)\.?\s*|\.\s+)(?=\S|$)")
_SMALL_ROMAN = re.compile(r"\(?(?P<code>i{1,3}|iv|vi{0,3}|ix|x)\)\s*(?=\S|$)")
_COMPOSITE_ARABIC = re.compile(r"[IVX]{1,5}\.(?P<code>\d{1,2})(?:[.)]\s*|\s+)(?=[^\W\d]|[\"“(]|$)")
_COMPOSITE_LETTER = re.compile(r"\d{1,2}\.?(?P<code>[a-zđ])[.)]\s*(?=[^\W\d]|[\"“(]|$)")
_BULLET = re.compile(
    r"(?P<code>[-–—+*•·●○▪■□◦➢✓❖►\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\s+[A-ZĐÀ-Ỹ]))\s*(?=\S|$)"
)
_SIGN = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%")

_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5}


def read_marker(text: str) -> Marker | None:
    """The marker that opens ``text``, if one does. A lone "i)" is the letter i."""
    for pattern, style in _GRAMMAR:
        found = pattern.match(text)
        if found is None:
            continue
        code = found["code"]
        if style is Style.BULLET:
            if _SIGN.match(text):
                return None
            return Marker(code, style, 0, {"–": "-", "—": "-"}.get(code, code), found.end())
        value = _value(code, style)
        if value:
            return Marker(found.group().strip(), style, value, _code(found, style), found.end())
    return None


_GRAMMAR: tuple[tuple[re.Pattern[str], Style], ...] = (
    (_PART, Style.PART),
    (_ARTICLE, Style.ARTICLE),
    (_NUMBERED_WORD, Style.ARABIC),
    (_ROMAN_MARK, Style.ROMAN),
    (_COMPOSITE_ARABIC, Style.ARABIC),
    (_UPPER_MARK, Style.UPPER),
    (_COMPOSITE_LETTER, Style.LETTER),
    (_DOTTED_MARK, Style.DOTTED),
    (_CLOSED_MARK, Style.ARABIC_CLOSED),
    (_ARABIC_MARK, Style.ARABIC),
    (_LETTER_MARK, Style.LETTER),
    (_LETTER_NUMBER, Style.SMALL_ROMAN),
    (_SMALL_ROMAN, Style.SMALL_ROMAN),
    (_BULLET, Style.BULLET),
)


def _code(found: re.Match[str], style: Style) -> str:
    if style is Style.PART:
        return f"{found['word'].capitalize()} {found['code']}"
    if style is Style.ARTICLE:
        return f"Điều {found['code']}"
    if style in (Style.ARABIC, Style.DOTTED, Style.ARABIC_CLOSED):
        return ".".join(str(int(part)) for part in found["code"].split("."))
    return found["code"]


def _value(code: str, style: Style) -> int:
    """What the marker counts; 0 where it is none after all ("IIV", "0.")."""
    if style is Style.PART:
        last = code.rsplit(maxsplit=1)[-1]
        if last.isdigit():
            return int(last)
        return _ORDINALS.get(last.lower()) or roman_value(last) or ord(last[0]) - ord("A") + 1
    if style is Style.ROMAN:
        return roman_value(code)
    if style is Style.UPPER:
        return ord(code) - ord("A") + 1
    if style is Style.LETTER:
        return letter_value(code)
    if style is Style.SMALL_ROMAN:
        digits = re.sub(r"\D", "", code)
        return int(digits) if digits else roman_value(code.upper())
    return int(code.rsplit(".", maxsplit=1)[-1])


def letter_value(letter: str) -> int:
    """a=1, b=2, c=3, d=4, đ=5, e=6 as laws count; letters outside that alphabet come last."""
    found = LETTERS.find(letter)
    return found + 1 if found >= 0 else len(LETTERS) + 1 + WORD_LETTERS.find(letter)


def roman_value(text: str) -> int:
    """The number that a Roman numeral means, 0 if it is not written as one."""
    for number in range(1, 40):
        if roman(number) == text:
            return number
    return 0


def roman(number: int) -> str:
    """1 -> "I"; enough for the parts of a plan (below 400)."""
    text = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                           (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        text += letters * (number // value)
        number %= value
    return text


def follows(earlier: Marker, later: Marker) -> bool:
    """Whether ``later`` is the next number after ``earlier`` ("d" then "đ", or "d" then "e")."""
    if later.style is Style.LETTER and earlier.style is Style.LETTER:
        if later.value == earlier.value + 1:
            return True
        at = WORD_LETTERS.find(earlier.code)
        return at >= 0 and WORD_LETTERS[at + 1 : at + 2] == later.code
    if earlier.parts and later.parts:
        return earlier.parts[:-1] == later.parts[:-1] and later.value == earlier.value + 1
    return later.value == earlier.value + 1
