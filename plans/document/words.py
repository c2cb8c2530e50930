"""Vietnamese text made comparable without losing the place of a letter.

``key`` answers a text of exactly the same length, so what is found in the key can be cut out of
the printed text at the same offsets. Patterns of this package are written for keys: small
letters, the modern place of the tone mark ("hòa", "ủy"), "hằng năm", plain hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES: dict[int, str | None] = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_SPACES |= {ord(c): " " for c in "\u00a0\u2007\u202f\u3000\u0085\v\f"}
_MARKDOWN_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_MARKDOWN_ITALIC = re.compile(r"(?<!\S)\*(?=[^\s*])([^*]*[^\s*])\*(?=\s|[:.;,]|$)")

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
    ("hàng", re.compile(r"\bhàng(?= (?:năm|quý|quí|tháng|tuần|ngày|kỳ)\b)"), "hằng"),
    ("quí", re.compile(r"\bquí\b"), "quý"),
    ("kì", re.compile(r"\bkì\b"), "kỳ"),
    ("trỉ", re.compile(r"\bchủ trỉ\b"), "chủ trì"),
)


def clean(text: str) -> str:
    """One line of printed text: NFC, single blanks, no invisible letters, no markdown bold."""
    text = unicodedata.normalize("NFC", text).translate(_SPACES)
    if "**" in text or "__" in text:
        text = _MARKDOWN_BOLD.sub("", text)
    if text.count("*") > 1:
        text = _MARKDOWN_ITALIC.sub(r"\1", text)
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """The same text, letter for letter, in the one spelling that patterns are written for."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = lowered.translate(_ALIKE)
    lowered = modern(lowered)
    for sign, pattern, spelling in _SPELLINGS:
        if sign in lowered:
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
    stripped = text.rstrip(" .;:,…")
    while stripped.endswith(("./", " /")):
        stripped = stripped[:-1].rstrip(" .;:,…")
    return stripped
