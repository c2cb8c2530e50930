"""Which names may be meant as one body: offered to a person for merging, never merged here.

Two names are alike when they agree after abbreviations are written out and the level is set aside
("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn"), or when they are posts or offices of one
kind whose field begins alike ("Công chức Văn hóa và Thông tin", "Công chức văn hóa và Truyền
thanh"). Bodies of different levels (commune, district, province) or of places with different
names are never alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plans.document.parties import is_group
from plans.document.words import key

COMMUNE, DISTRICT, PROVINCE, STATE = 1, 2, 3, 4
_LEVELS = {
    "xã": COMMUNE,
    "phường": COMMUNE,
    "thị trấn": COMMUNE,
    "đặc khu": COMMUNE,
    "huyện": DISTRICT,
    "quận": DISTRICT,
    "thị xã": DISTRICT,
    "thành phố": PROVINCE,
    "tỉnh": PROVINCE,
    "trung ương": STATE,
}
_LEVEL = re.compile(rf"\b({'|'.join(sorted(_LEVELS, key=len, reverse=True))})\b(?! hội\b)")
_ABBREVIATIONS = tuple(
    (re.compile(pattern), whole)
    for pattern, whole in (
        (r"\bub ?mttq(?:vn)?\b", "ủy ban mặt trận tổ quốc"),
        (r"\bmttq(?:vn)?\b", "mặt trận tổ quốc"),
        (r"\bubnd\b", "ủy ban nhân dân"),
        (r"\bhđnd\b", "hội đồng nhân dân"),
        (r"\b(?:ca)\b", "công an"),
        (r"\b(?:bchqs|ban chqs|ban chỉ huy quân sự)\b", "quân sự"),
        (r"\bvp\b", "văn phòng"),
        (r"\blhpn\b", "liên hiệp phụ nữ"),
        (r"\bccb\b", "cựu chiến binh"),
        (r"\b(?:đoàn tncs(?: hồ chí minh| hcm)?|đoàn thanh niên cộng sản hồ chí minh)\b",
         "đoàn thanh niên"),
        (r"\bptnt\b", "phát triển nông thôn"),
        (r"\bmặt trận tổ quốc việt nam\b", "mặt trận tổ quốc"),
        (r"^mặt trận tổ quốc\b", "ủy ban mặt trận tổ quốc"),
        (r"\b(?:phụ trách|và|các|của|kiêm)\b|[-&,./]", " "),
    )
)  # fmt: skip
_KINDS_WITH_FIELDS = ("công chức", "cán bộ", "phòng", "trung tâm", "sở", "bộ")


@dataclass(frozen=True, slots=True)
class Body:
    """What a name says: the words without level, the level, the place behind it."""

    words: str
    level: int  # 0 where the name tells none
    place: str

    @property
    def field(self) -> tuple[str, str] | None:
        """("công chức", "văn hóa"): the kind and how its field begins."""
        for kind in _KINDS_WITH_FIELDS:
            if self.words.startswith(f"{kind} "):
                start = " ".join(self.words[len(kind) :].split()[:2])
                return kind, start
        return None


def read_body(name: str) -> Body:
    """The parts of a printed name."""
    words = key(name)
    for pattern, whole in _ABBREVIATIONS:
        words = pattern.sub(whole, words)
    words = " ".join(words.split())
    found = list(_LEVEL.finditer(words))
    if not found or found[-1].start() == 0:
        return Body(words, 0, "")
    level = found[-1]
    return Body(words[: level.start()].strip(), _LEVELS[level[1]], words[level.end() :].strip())


def level_of(text: str) -> int:
    """The level of authority that a text names last, 0 for none."""
    found = _LEVEL.findall(key(text))
    return _LEVELS[found[-1]] if found else 0


def are_alike(one: Body, other: Body) -> bool:
    """Whether two names may be meant as one body."""
    if one.level and other.level and one.level != other.level:
        return False
    if one.place and other.place and one.place != other.place:
        return False
    return one.words == other.words or (one.field is not None and one.field == other.field)


def similar_bodies(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of two or more names that may be one body, in the order of the names given.

    Names that differ in capitals or tone marks alone count as one name.
    """
    distinct: dict[str, str] = {}
    for name in names:
        if name and not is_group(name):
            distinct.setdefault(key(name), name)
    shelves: dict[object, list[tuple[str, Body]]] = {}
    for name in distinct.values():
        body = read_body(name)
        shelves.setdefault(body.field or body.words, []).append((name, body))
    groups: list[list[tuple[str, Body]]] = []
    for shelf in shelves.values():
        own: list[list[tuple[str, Body]]] = []
        for name, body in shelf:
            home = next((g for g in own if all(are_alike(body, other) for _, other in g)), None)
            if home is None:
                own.append([(name, body)])
            else:
                home.append((name, body))
        groups += own
    return [tuple(name for name, _ in group) for group in groups if len(group) > 1]
