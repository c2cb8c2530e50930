"""Vietnamese text: cleaned, searched without marks, sorted as a Vietnamese dictionary sorts.

``fold`` and the sort keys go into stored columns: the same answers on SQLite and on PostgreSQL,
indexable, with no extension and no ICU. A sort key holds only 0-9 a-z, so every collation of
every database orders it alike.
"""

import re
import unicodedata

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}  # ă; â ê ô; ơ ư
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000\t\r\n"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"), "")
_DIGITS = re.compile(r"[0-9]+")
_KEY_LENGTH = 400


def clean(text: str | None) -> str:
    """NFC, one blank between words, no invisible characters: for each line that people enter."""
    nfc = unicodedata.normalize("NFC", text or "")
    return " ".join(nfc.translate(_BLANKS | _INVISIBLE).split())


def clean_lines(text: str | None) -> str:
    """As ``clean``, line by line: for texts of several paragraphs."""
    lines = (clean(line) for line in (text or "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def fold(text: str | None) -> str:
    """'Đặng  THỊ Ứng' -> 'dang thi ung': for columns that are searched and for what is sought.

    Marks, case and đ/d fall away, and with the marks the two places of a tone (hòa, hoà).
    """
    plain = unicodedata.normalize("NFD", clean(text).casefold()).replace("đ", "d")
    return "".join(c for c in plain if not unicodedata.combining(c))


def _syllable_key(syllable: str) -> str:
    """Letters first (a < ă < â, d < đ), then '0' and the tone (ngang huyền hỏi ngã sắc nặng).

    At each step '0' end of syllable < '1' number < '2' other sign < letter; numbers go by value.
    """
    key: list[str] = []
    tone, i = "0", 0
    text = unicodedata.normalize("NFD", syllable.casefold())
    while i < len(text):
        char = text[i]
        if digits := _DIGITS.match(text, i):
            number = digits.group().lstrip("0") or "0"
            key.append(f"1{chr(96 + min(len(number), 26))}{number}")
            i = digits.end()
            continue
        if char in _TONES:
            tone = _TONES[char]
        elif char in _SHAPES:
            if key:
                key[-1] = key[-1][0] + _SHAPES[char]
        elif char == "đ":
            key.append("d1")
        elif not unicodedata.combining(char):
            key.append(f"{char}0" if "a" <= char <= "z" else f"2{ord(char):05x}")
        i += 1
    return "".join(key) + "0" + tone


def sort_key(text: str | None) -> str:
    """Orders any text syllable by syllable."""
    return "".join(_syllable_key(word) for word in clean(text).split())[:_KEY_LENGTH]


def name_key(full_name: str | None) -> str:
    """Orders names of people: given name, then family name, then the names between."""
    words = clean(full_name).split()
    ordered = words[-1:] + words[:1] * (len(words) > 1) + words[1:-1]
    return "".join(_syllable_key(word) for word in ordered)[:_KEY_LENGTH]


_LONGEST, _SHORTEST = 100, 60


def shortened(title: str) -> str:
    """At most a hundred characters, cut where a phrase ends if one does."""
    if len(title) <= _LONGEST:
        return title
    head = title[:_LONGEST]
    phrase = max(head.rfind(", "), head.rfind("; "))
    cut = phrase if phrase >= _SHORTEST else head.rfind(" ")
    return f"{head[:cut]} …"
