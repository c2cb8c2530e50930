"""Telling Vietnamese in Unicode from the fonts of before Unicode (TCVN3/ABC, VNI).

Such texts are letters of Western Europe that only a special font shows as Vietnamese
("Céng hßa x· héi", "Coäng hoøa xaõ hoäi"). Proper Vietnamese has a letter of its own (U+1EA0 to
U+1EF9, ă, đ, ơ, ư) in every second word; those texts have none.
"""

from __future__ import annotations

import re
import unicodedata

from plans.office.guard import Unreadable

OLD_LETTERS = (
    "Tệp dùng phông chữ cũ (TCVN3/ABC như .VnTime, hoặc VNI) nên không đọc được dấu tiếng Việt:"
    " hãy chuyển sang Unicode bằng công cụ chuyển mã của Unikey (Ctrl + Shift + F6), lưu lại rồi"
    " chọn lại tệp."
)

_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_WESTERN = re.compile(r"[\u00a1-\u00ff\u0152\u0153\u0178\u0192\u02c6\u02dc\u2020-\u2026\u20ac]")
_OLD_FONT = re.compile(r"^(?:\.vn|vni[- ])", re.IGNORECASE)
_ENOUGH = 200  # letters needed before a share means anything


def refuse_old_letters(text: str, *, fonts: frozenset[str] = frozenset()) -> None:
    """Raises Unreadable where the text is Vietnamese for an old font.

    ``fonts`` are the names that a .docx gives to its text; an old font alone proves nothing,
    since Word keeps the name when the letters are converted.
    """
    sample = unicodedata.normalize("NFC", text[:200_000])
    letters = sum(c.isalpha() for c in sample)
    vietnamese = len(_VIETNAMESE.findall(sample))
    western = len(_WESTERN.findall(sample))
    has_old_font = any(_OLD_FONT.match(font) for font in fonts)
    if letters < (20 if has_old_font else _ENOUGH) or vietnamese * 50 >= letters:
        return
    if western * (50 if has_old_font else 12) > letters:
        raise Unreadable(OLD_LETTERS)
