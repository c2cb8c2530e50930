"""How offices write the name of a team or a hamlet, brought to one key."""

from __future__ import annotations

import re

from plans.text import clean, fold, sort_key

_TEAM = re.compile(r"^(to |ban )?(hoa giai( vien)?|hg|thg)( o)?( co so)?( so)? ")
_REMARK = re.compile(r"\(([^)]*)\)")
_HAMLET_KINDS = (
    (re.compile(r"\bk\s*\.?\s*p\.?(?=\s*\d)"), "khu pho "),
    (re.compile(r"\bkhu\s+pho\b"), "khu pho "),
    (re.compile(r"\ba\s*\.(?=\s*\d)"), "ap "),
)
_UNIT_KIND = re.compile(r"^(thi tran|tt\.?|xa|x\.|phuong|p\.)\s+")
# With their marks: "Phương" is a family name, "phường" is not.
_GROUP = re.compile(r"(tổ (hòa|hoà) giải|tổ hg|thg|khu phố|kp|k\.p|ấp|thôn|tổ dân phố)\b")
_UNIT_GROUP = re.compile(r"(xã|thị trấn|tt|phường|đơn vị)\b")
_NUMERAL = re.compile(r"^(?:(?:[ivxlc]+|[a-h]|\d+)\s*[.)\-:/]\s*)+(?=\S)", re.IGNORECASE)


def place_key(text: str) -> str:
    """'Tổ hòa giải KP.01' -> 'khu pho 1'."""
    plain = f"{_REMARK.sub(' ', fold(text))} "
    plain = _TEAM.sub("", plain.replace("–", "-"))
    for pattern, word in _HAMLET_KINDS:
        plain = pattern.sub(word, plain)
    words = re.findall(r"[a-z]+|\d+", plain)
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def marks_agree(text: str, name: str) -> bool:
    """Whether the words that bear marks are those of the name; who wrote none may mean it."""
    told, known = (clean(_REMARK.sub(" ", one)).split() for one in (text, name))
    return not any(
        fold(word) == fold(other) and not word.isascii() and sort_key(word) != sort_key(other)
        for word, other in zip(reversed(told), reversed(known), strict=False)
    )


def remark_of(text: str) -> str:
    """'Khu phố 1 (thị trấn Tân Biên cũ)' -> 'thị trấn Tân Biên'."""
    found = _REMARK.search(text)
    return re.sub(r"\s+cũ$", "", found.group(1).strip(), flags=re.IGNORECASE) if found else ""


def unit_parts(text: str) -> tuple[str, str]:
    """'TT. Tân Biên cũ' and 'Thị trấn Tân Biên' -> ('thi tran', 'tan bien')."""
    plain = re.sub(r"\s+cu$", "", " ".join(_REMARK.sub(" ", fold(text)).split()))
    found = _UNIT_KIND.match(plain)
    if found is None:
        return "", plain
    kind = found.group(1).rstrip(".")
    return {"tt": "thi tran", "x": "xa", "p": "phuong"}.get(kind, kind), plain[found.end() :]


def without_numeral(text: str) -> str:
    """'II. Tổ hòa giải Khu phố 1' -> 'Tổ hòa giải Khu phố 1'."""
    return _NUMERAL.sub("", text).strip()


def names_a_team(text: str) -> bool:
    return bool(_GROUP.match(clean(text).casefold()))


def names_a_unit(text: str) -> bool:
    return bool(_UNIT_GROUP.match(clean(text).casefold()))
