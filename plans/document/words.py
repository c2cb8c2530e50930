"""Vietnamese text made comparable without losing the place of a letter.

``key`` answers a text of exactly the same length, so what is found in the key can be cut out of
the printed text at the same offsets. Patterns of this package are written for keys: small
letters, the modern place of the tone mark ("hòa", "ủy"), "hằng năm", plain hyphens.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_BLANKS = {ord(c): " " for c in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"}
_BLANKS |= {ord(c): " " for c in "\u2009\u200a\u202f\u3000\u0085\v\f"}
_MARKDOWN_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")

_ALIKE = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"}
    | {"：": ":", "；": ";", "，": ",", "…": "."}
)

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
_OLD_TONES: dict[str, str] = {
    unicodedata.normalize("NFC", pair + tone): unicodedata.normalize(
        "NFC", pair[0] + tone + pair[1]
    )
    for tone in _TONES
    for small in ("oa", "oe", "uy")
    for pair in (small, small.capitalize(), small.upper())
}
_OLD_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_TONES)})(?!\w)")

# One word spelled in two ways; each pair is of one length.
_SPELLINGS = (
    (re.compile(r"\bhàng(?= (?:năm|quý|quí|tháng|tuần|ngày|kỳ)\b)"), "hằng"),
    (re.compile(r"\bquí\b"), "quý"),
    (re.compile(r"\bkì\b"), "kỳ"),
    (re.compile(r"\bchủ trỉ\b"), "chủ trì"),
)


def clean(text: str) -> str:
    """One line of printed text: NFC, single blanks, no invisible letters, no markdown bold."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_BLANKS)
    return " ".join(_MARKDOWN_BOLD.sub("", text).split())


def key(text: str) -> str:
    """The same text, letter for letter, in the one spelling that patterns are written for."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.translate(_ALIKE)
    lowered = modern(lowered)
    for pattern, spelling in _SPELLINGS:
        lowered = pattern.sub(spelling, lowered)
    return lowered


def modern(text: str) -> str:
    """The same text, letter for letter, with tone marks in their modern place ("Uỷ" as "Ủy")."""
    return _OLD_TONE.sub(lambda found: _OLD_TONES[found.group()], text)


def bare(text: str) -> str:
    """Key without marks, for telling whether two names may be meant as one."""
    decomposed = unicodedata.normalize("NFD", key(text)).replace("đ", "d")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_capitals(text: str) -> bool:
    """Whether every letter is a capital, as in kinds of documents, parts and signatures."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(not c.islower() for c in letters)


def starts_small(text: str) -> bool:
    """Whether the text goes on in the middle of a sentence."""
    return bool(text) and text[0].islower()


def without_final_stop(text: str) -> str:
    """The text without punctuation at its end ("./." included)."""
    return re.sub(r"(?:\s*(?:\./\.|[.;:,…]))+$", "", text).rstrip()
