"""The columns of a roster: what they are called in our files, and in those that offices have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.text import clean, fold


@dataclass(frozen=True, slots=True)
class Field:
    """``head`` is the heading that we write; ``note`` stands as a comment on it."""

    key: str
    head: str
    width: float
    note: str = ""
    is_personal: bool = False


FIELDS = (
    Field("name", "Họ và tên", 28, "Bắt buộc. Ghi đủ họ, tên đệm, tên; mỗi người một dòng."),
    Field(
        "birth",
        "Ngày sinh hoặc năm sinh",
        16,
        "Ghi ngày/tháng/năm (17/08/1961) hoặc chỉ năm (1961).",
        is_personal=True,
    ),
    Field("sex", "Giới tính", 10, "Chọn Nam hoặc Nữ."),
    Field("ethnic", "Dân tộc", 12, "Chọn trong danh sách 54 dân tộc.", is_personal=True),
    Field("qualification", "Trình độ chuyên môn", 20, "Chọn một trong ba mức."),
    Field("occupation", "Nghề nghiệp, công việc", 24),
    Field("source", "Nguồn", 28, "Chọn trong danh sách."),
    Field("phone", "Điện thoại", 16, "Ghi cả số 0 ở đầu.", is_personal=True),
    Field("address", "Nơi ở", 28, is_personal=True),
    Field(
        "team",
        "Tổ hòa giải",
        28,
        "Người mới phải có tổ. Chọn trong danh sách các tổ đang có; không cần chữ “Tổ hòa giải”.",
    ),
    Field("hamlet", "Khu phố, ấp", 18, "Cần khi một khu phố, ấp có nhiều tổ."),
    Field(
        "unit",
        "Đơn vị trước sắp xếp",
        22,
        "Cần khi hai khu phố, ấp của hai đơn vị cũ trùng tên.",
    ),
    Field("role", "Vai trò", 14, "Tổ trưởng hoặc Hòa giải viên; để trống là Hòa giải viên."),
    Field("started", "Tham gia từ ngày", 14, "Để trống thì lấy ngày chung nhập khi tải tệp lên."),
    Field(
        "decision",
        "Quyết định công nhận",
        26,
        "Quyết định đã ban hành trong phần mềm, ví dụ 152/QĐ-UBND ngày 12/03/2025. Để trống nếu "
        "chưa có.",
    ),
)
CODE = Field("code", "Mã", 8, "Phần mềm ghi để nhận ra người đã có. Không sửa cột này.")
NUMBER = Field("number", "TT", 5)
MENDS = Field("mends", "Lỗi cần sửa", 60)
BY_KEY = {field.key: field for field in (*FIELDS, CODE, NUMBER, MENDS)}
LIST_SHEET, HELP_SHEET = "Danh mục", "Hướng dẫn"  # ours, beside the list
PLACES = ("team", "hamlet", "unit")  # may stand once for many rows

# What headings are called, as whole folded words; the first that fits wins.
_WORDS: tuple[tuple[str, str], ...] = (
    ("number", r"(so )?(tt|stt)|so thu tu"),
    ("code", r"ma( hoa giai vien| so)?"),
    ("mends", r"loi can sua"),
    ("name", r"(ho va ten|ho ten|ten)( (cua )?hoa giai vien)?|(ten )?hoa giai vien"),
    ("name", r"ho( va)? (ten dem|chu dem|chu lot|dem|lot)|ho"),
    ("birth", r"(ngay )?(thang )?(nam )?sinh( hoac nam sinh| nam sinh)?|ngay thang nam sinh"),
    ("birth", r"(ngay|nam|sinh) (sinh|nam)( ngay| nam)?( sinh)?"),
    ("sex", r"gioi tinh|gioi|phai|nam nu"),
    ("ethnic", r"(thanh phan )?dan toc"),
    (
        "qualification",
        r"(trinh do )?chuyen mon( nghiep vu| dao tao)?|trinh do( dao tao| chuyen mon dao tao)?",
    ),
    ("occupation", r"(chuc vu )?nghe nghiep( (va )?(cong viec|noi cong tac|chuc vu))?"),
    ("occupation", r"cong viec( hien nay| dang lam)?"),
    ("source", r"nguon( hoa giai vien)?|thanh phan( tham gia)?|doi tuong"),
    ("phone", r"(so )?(dien thoai|dt|sdt|di dong|dtdd)( lien he| lien lac| di dong)?"),
    ("address", r"(noi|cho) o( hien nay)?|dia chi( lien he| lien lac| thuong tru)?"),
    ("address", r"noi (cu tru|thuong tru)( dia chi)?"),
    ("team", r"(ten )?to( hoa giai)?( co so| o co so)?"),
    ("hamlet", r"(ten )?(khu pho|ap|thon|kp|to dan pho|dia ban|khu dan cu)( hoac)?( ap| khu pho)?"),
    ("hamlet", r"thon (to dan pho|ap khu pho)|ap khu pho thon"),
    ("unit", r"don vi( hanh chinh)? (truoc (sap xep|sap nhap)|cu)"),
    ("unit", r"(xa|phuong|thi tran)( phuong| thi tran)* (cu|truoc (sap xep|sap nhap))"),
    ("unit", r"truoc (sap xep|sap nhap)"),
    ("role", r"(vai tro|chuc danh|chuc vu|nhiem vu)( trong to| trong to hoa giai)?"),
    ("started", r"(ngay |thoi gian )?(tham gia|vao) ?(to|to hoa giai)? ?(tu )?(ngay|nam)?"),
    ("started", r"tu ngay|(nam|ngay) (bat dau )?(tham gia|vao to)|lam hoa giai vien tu (ngay|nam)"),
    ("decision", r"(so )?(cua )?quyet dinh( so)?( cong nhan)?( hoa giai vien)?( so)?( ngay)?"),
    ("decision", r"so (ngay )?quyet dinh( cong nhan)?|qd( so)?( cong nhan)?|so qd( cong nhan)?"),
)
_PATTERNS = tuple((key, re.compile(words)) for key, words in _WORDS)
# Columns of ticks below a heading: what an x there says.
_TICKS: dict[str, dict[str, str]] = {
    "sex": {"nam": "Nam", "nữ": "Nữ"},
    "birth": {"nam": "Nam", "nữ": "Nữ"},  # the year stands in the column of the sex
    "ethnic": {"kinh": "Kinh"},
    "qualification": {
        "luật": "Chuyên môn luật",
        "chuyên môn luật": "Chuyên môn luật",
        "khác": "Chuyên môn khác",
        "chuyên môn khác": "Chuyên môn khác",
        "chưa qua đào tạo": "Chưa qua đào tạo",
        "chưa đào tạo": "Chưa qua đào tạo",
    },
}


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands. ``tick`` is the value that an x in the column stands for."""

    index: int
    key: str
    tick: str = ""


def field_of(heading: str) -> str:
    """Key of the field that the heading means; empty for one that is not ours."""
    words = _words(heading)
    return next((key for key, pattern in _PATTERNS if pattern.fullmatch(words)), "")


def _words(heading: str) -> str:
    """'Họ và tên (in hoa)' -> 'ho va ten'; 'Ngày, tháng, năm sinh' -> 'ngay thang nam sinh'."""
    without_remark = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", clean(heading))
    return " ".join(re.findall(r"[a-z0-9]+", fold(without_remark or heading)))


def columns_of(levels: Sequence[Sequence[str]]) -> tuple[list[Column], list[str]]:
    """Columns by meaning, and the headings of those that are not read.

    ``levels`` are the rows of the heading from the top, merged cells filled.
    """
    found: list[Column] = []
    extra: list[str] = []
    for index in range(max(map(len, levels), default=0)):
        texts = [clean(level[index]) for level in levels if index < len(level)]
        named = list(dict.fromkeys(text for text in texts if text))
        if not named:
            continue
        column = _column(index, named)
        is_again = column and not column.tick and column.key != "name"
        if column is None or (is_again and _holds(found, column.key)):
            extra.append(" – ".join(named))
        else:
            found.append(column)
    return found, extra


def _holds(columns: Iterable[Column], key: str) -> bool:
    return any(one.key == key and not one.tick for one in columns)


def _column(index: int, named: Sequence[str]) -> Column | None:
    """By the lowest heading, read below the one above it."""
    own, above = named[-1], field_of(named[-2]) if len(named) > 1 else ""
    plain = own.casefold()
    if tick := _TICKS.get(above, {}).get(plain):
        return Column(index, above, tick)
    if not above and plain in _TICKS["sex"]:  # "Nam" and "Nữ" without a heading above
        return Column(index, "sex", _TICKS["sex"][plain])
    if above == "ethnic" and plain == "khác":
        return Column(index, "ethnic", "?")
    key = field_of(own)
    return Column(index, key) if key else None
