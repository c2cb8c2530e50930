"""What the texts of a roster say: days, years, sexes, groups. ``Wrong`` tells how to mend one.

Keys are those of the models' choices; see also ``mediators.models.people``.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
from collections.abc import Iterable, Mapping

from mediators.models.ethnic_groups import ETHNIC_GROUPS
from mediators.roster_import.workbook.sheets import day_of_serial
from plans.text import clean, fold

OLDEST = 120
_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_MONTH = re.compile(r"(?:\d{1,2}|0+|-+|\.+|_+|\?+)?\s*[/.\-]\s*(\d{4})")
_NO_DAY = re.compile(r"(?:0+|-+|\.+|_+|\?+)?\s*/\s*(?:0+|-+|\.+|_+|\?+)?\s*/\s*(\d{4})")
_YEAR = re.compile(r"(?:(?:năm|sn|s/n|sinh năm|khoảng)\s*)?(\d{4})", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}")
SHAPES = "ghi ngày/tháng/năm, ví dụ 17/08/1961, hoặc chỉ năm, ví dụ 1961"


class Wrong(ValueError):
    """A text that says nothing that could be stored; the sentence tells how to mend it."""


def day_or_year(text: str) -> tuple[dt.date | None, int]:
    """A date, or None and a year where only that is told."""
    if found := _NO_DAY.fullmatch(text):
        return None, int(found.group(1))
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _day(year, month, day, text), year
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day(year, month, day, text), year
    for shape in (_YEAR, _MONTH):
        if found := shape.fullmatch(text):
            return None, int(found.group(1))
    if text.isdecimal() and len(text) in (7, 8):  # typed without strokes
        whole = text.zfill(8)
        return _day(int(whole[4:]), int(whole[2:4]), int(whole[:2]), text), int(whole[4:])
    if text.isdecimal() and len(text) == 5:  # a date that lost its format
        day_told = day_of_serial(int(text))
        return day_told, day_told.year
    if _SHORT_YEAR.fullmatch(text):
        raise Wrong(f"“{text}”: ghi năm đủ bốn chữ số, ví dụ 17/08/1961")
    raise Wrong(f"“{_short(text)}” không phải ngày hoặc năm: {SHAPES}")


def _day(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Wrong(f"“{text}” không có trong lịch: {SHAPES}") from None


def birth(text: str, today: dt.date) -> tuple[dt.date | None, int]:
    day, year = day_or_year(text)
    if (day or dt.date(max(year, 1), 1, 1)) >= today:
        raise Wrong(f"{text} là ngày sau hôm nay: {SHAPES}")
    if year < today.year - OLDEST:
        raise Wrong(f"{text}: năm sinh phải từ {today.year - OLDEST} trở đi")
    return day, year


def start(text: str, today: dt.date) -> dt.date:
    """The day from which somebody serves; of a year its first day."""
    day, year = day_or_year(text)
    day = day or _day(year, 1, 1, text)
    if day > today:
        raise Wrong(f"{text} là ngày sau hôm nay: ghi từ {today:%d/%m/%Y} trở về trước")
    if day.year < today.year - OLDEST:
        raise Wrong(f"{text}: ghi năm đủ bốn chữ số")
    return day


_SEXES = {"nam": "male", "trai": "male", "nu": "female", "gai": "female"}
_ROLES = {
    "to truong": "head",
    "hoa giai vien": "member",
    "hgv": "member",
    "to vien": "member",
    "thanh vien": "member",
    "to pho": "member",
    "to truong to hoa giai": "head",
    "hoa giai vien to truong": "head",
    "to truong hoa giai vien": "head",
    "thanh vien to hoa giai": "member",
}
_QUALIFICATIONS = {
    "chuyen mon luat": "law",
    "luat": "law",
    "cu nhan luat": "law",
    "dai hoc luat": "law",
    "trung cap luat": "law",
    "cao dang luat": "law",
    "thac si luat": "law",
    "chuyen mon khac": "other",
    "khac": "other",
    "chua qua dao tao": "untrained",
    "chua dao tao": "untrained",
    "khong": "untrained",
}
_SOURCES = {
    "tuyen truyen vien phap luat": "communicator",
    "tuyen truyen vien": "communicator",
    "can bo cong chuc vien chuc": "official",
    "can bo": "official",
    "cong chuc": "official",
    "can bo cong chuc": "official",
    "vien chuc": "official",
    "luc luong bao ve an ninh trat tu o co so": "security",
    "bao ve an ninh trat tu": "security",
    "ban cong tac mat tran doan the": "front",
    "ban cong tac mat tran": "front",
    "mat tran": "front",
    "doan the": "front",
    "nguoi co uy tin trong cong dong": "respected",
    "nguoi co uy tin": "respected",
    "can bo huu tri": "retired",
    "huu tri": "retired",
    "nguon khac": "other",
    "khac": "other",
}
_ETHNIC = {
    **{re.sub(r"[^a-z]", "", fold(name)): name for name in ETHNIC_GROUPS},
    "hmong": "Mông",
    "meo": "Mông",
    "khome": "Khmer",
    "khmehr": "Khmer",
    "khome krom": "Khmer",
    "champa": "Chăm",
    "stieng": "Xtiêng",
    "edee": "Ê Đê",
    "rade": "Ê Đê",
    "bana": "Ba Na",
    "bahnar": "Ba Na",
    "jrai": "Gia Rai",
    "giarai": "Gia Rai",
    "vankieu": "Bru - Vân Kiều",
    "bruvankieu": "Bru - Vân Kiều",
    "sedang": "Xơ Đăng",
    "raglai": "Ra Glai",
    "kho": "Cơ Ho",
    "koho": "Cơ Ho",
}


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _one_of(known: Mapping[str, str], text: str, *, labels: Iterable[str]) -> str:
    value = known.get(_key(text))
    if value is None:
        raise Wrong(f"“{_short(text)}”: ghi {_listed(labels)}, chưa rõ thì để trống")
    return value


def sex(text: str) -> str:
    return _one_of(_SEXES, text, labels=("Nam", "Nữ"))


def role(text: str) -> str:
    return _one_of(_ROLES, text, labels=("Tổ trưởng", "Hòa giải viên"))


QUALIFICATIONS = ("Chuyên môn luật", "Chuyên môn khác", "Chưa qua đào tạo")
SOURCES = (
    "Tuyên truyền viên pháp luật",
    "Cán bộ, công chức, viên chức",
    "Lực lượng bảo vệ an ninh, trật tự ở cơ sở",
    "Ban công tác Mặt trận, đoàn thể",
    "Người có uy tín trong cộng đồng",
    "Cán bộ hưu trí",
    "Nguồn khác",
)


def qualification(text: str) -> str:
    return _one_of(_QUALIFICATIONS, text, labels=QUALIFICATIONS)


def source(text: str) -> str:
    return _one_of(_SOURCES, text, labels=SOURCES)


def ethnic(text: str) -> str:
    plain = re.sub(r"[^a-z]", "", fold(text).removeprefix("dan toc "))
    if plain in _ETHNIC:
        return _ETHNIC[plain]
    near = nearest(text, ETHNIC_GROUPS)
    hint = f", có phải là {_listed(near)}?" if near else ""
    raise Wrong(
        f"“{_short(text)}” không có trong danh sách 54 dân tộc{hint} (xem trang Danh mục của tệp "
        "mẫu)"
    )


def name(text: str) -> str:
    """A name written all in capitals comes as people write it."""
    if any(char.isdigit() for char in text):
        raise Wrong(f"“{_short(text)}”: ghi họ và tên bằng chữ, không kèm số")
    return clean(text.title()) if text.isupper() else text


def phone(text: str) -> str:
    """Excel takes the 0 away from what it holds for a number."""
    if text.isdecimal() and len(text) == 9 and text[0] in "2356789":
        return f"0{text}"
    return text


def digits(text: str) -> str:
    """What of a telephone number makes it that one."""
    plain = re.sub(r"\D", "", text)
    return f"0{plain[2:]}" if text.startswith("+84") else phone(plain)


def is_ticked(text: str) -> bool:
    return fold(text) in {"x", "v", "1", "co", "*", "✓", "✔", "√", "+"}


@functools.lru_cache(maxsize=1000)  # a wrong word often stands in every row
def nearest(text: str, names: tuple[str, ...]) -> list[str]:
    """Names that look like the text, the most alike first."""
    by_key: dict[str, str] = {}
    for one in names:
        by_key.setdefault(_key(one), one)
    return [by_key[key] for key in difflib.get_close_matches(_key(text), by_key, n=3, cutoff=0.5)]


def _listed(words: Iterable[str]) -> str:
    told = list(words)
    return " hoặc ".join([", ".join(told[:-1]), told[-1]] if len(told) > 2 else told)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
