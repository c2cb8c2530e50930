"""Workbooks that an office fills in and sends back: template, export, and rows with their mends.

Every cell is text, so that nothing is a formula and no zero is lost; lists to choose from stand
on a sheet of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from mediators.models.ethnic_groups import ETHNIC_GROUPS
from mediators.roster_import.workbook.columns import (
    CODE,
    FIELDS,
    HELP_SHEET,
    LIST_SHEET,
    MENDS,
    NUMBER,
    Field,
)
from mediators.roster_import.workbook.values import QUALIFICATIONS, SOURCES
from plans.office.xlsx import Book

ROWS_TO_FILL = 300  # below an export or in a template: as far as drop-downs reach
_HEAD_ROW = 2  # from 0: the title stands above it
_NOTE = {"author": "Sổ Kế hoạch", "width": 260, "height": 90}  # pixels
# Styles of cells; every cell is text
_PLAIN: dict[str, object] = {"num_format": "@", "text_wrap": True, "valign": "top"}
_TEXT = _PLAIN | {"border": 1}
_WRONG = _TEXT | {"bg_color": "#FDE2E0"}
_HEAD = _TEXT | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E3ECF5"}
_TITLE: dict[str, object] = {"bold": True, "font_size": 14, "align": "left", "valign": "vcenter"}

INSTRUCTIONS = """\
Mỗi người một dòng ở trang “Danh sách”. Bắt buộc có họ và tên; người mới phải có tổ hòa giải.
Ngày sinh ghi 17/08/1961 hoặc chỉ năm 1961. Không ghi số định danh, tôn giáo, đảng phái.
Ô có danh sách thả xuống: chọn một giá trị; các giá trị nằm ở trang “Danh mục”.
Tổ hòa giải: chọn trong danh sách. Hai khu phố, ấp trùng tên của hai đơn vị cũ thì chọn đúng \
dòng có tên đơn vị cũ, hoặc ghi cột Đơn vị trước sắp xếp.
Người mới để trống cột Tham gia từ ngày thì lấy ngày của quyết định công nhận, không có quyết \
định thì lấy ngày chung nhập khi tải tệp lên.
Quyết định công nhận: ghi số và ngày của quyết định đã ban hành trong phần mềm. Để trống thì \
người đó được ghi là chưa có quyết định công nhận.
Ô để trống không xóa điều phần mềm đang có. Muốn bỏ trống một thông tin thì sửa ở trang của \
người đó.
Người đã có trong phần mềm mà không có trong tệp thì giữ nguyên. Cho thôi, chuyển tổ, đổi tổ \
trưởng thì làm bằng quyết định ở trang Quyết định.
Cột Mã (đang ẩn) để phần mềm nhận ra người đã có: không sửa, không chép sang dòng khác.
Không dùng công thức. Tải tệp lên thì phần mềm cho xem trước từng dòng; chưa có gì được ghi \
cho đến khi bấm nhập."""


Offered = tuple[str, str, list[str]]  # key of the field, heading, values in order


@dataclass(frozen=True, slots=True)
class Lists:
    """``teams``: name, hamlet, former unit; ``hamlets``: name, former unit."""

    teams: Sequence[tuple[str, str, str]] = ()
    hamlets: Sequence[tuple[str, str]] = ()

    @property
    def columns(self) -> list[Offered]:
        shown = [f"{name} ({unit} cũ)" if unit else name for name, _, unit in self.teams]
        units = sorted({unit for _, unit in self.hamlets if unit})
        return [
            ("team", "Tổ hòa giải", shown),
            ("hamlet", "Khu phố, ấp", list(dict.fromkeys(name for name, _ in self.hamlets))),
            ("unit", "Đơn vị trước sắp xếp", units),
            ("sex", "Giới tính", ["Nam", "Nữ"]),
            ("role", "Vai trò", ["Tổ trưởng", "Hòa giải viên"]),
            ("qualification", "Trình độ chuyên môn", list(QUALIFICATIONS)),
            ("source", "Nguồn", list(SOURCES)),
            ("ethnic", "Dân tộc", list(ETHNIC_GROUPS)),
        ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows``: texts by key of the field; ``hidden``: fields that are left out.

    With ``has_mends`` a last column tells what to mend ("mends" of a row), and rows that have
    something there are coloured.
    """

    title: str
    rows: Iterable[Mapping[str, str]] = field(default=())
    hidden: frozenset[str] = frozenset()
    has_mends: bool = False

    @property
    def fields(self) -> list[Field]:
        shown = [one for one in FIELDS if one.key not in self.hidden]
        mends = [MENDS] if self.has_mends else []
        return [NUMBER, *shown, *mends, CODE]


def roster_workbook(sheet: Sheet, lists: Lists) -> bytes:
    book = Book(streams=True)
    offered = [one for one in lists.columns if one[0] not in sheet.hidden]
    _fill(book, book.sheet("Danh sách"), sheet, offered)
    _help(book, book.sheet(HELP_SHEET))
    _lists(book, book.sheet(LIST_SHEET), offered)
    return book.as_bytes()


def _fill(book: Book, sheet: Worksheet, table: Sheet, offered: Sequence[Offered]) -> None:
    fields = table.fields
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_landscape()
    book.put(sheet, 0, 0, table.title, **_TITLE)
    for column, one in enumerate(fields):
        sheet.set_column(column, column, one.width, None, {"hidden": one is CODE})
        book.put(sheet, _HEAD_ROW, column, one.head, **_HEAD)
        if one.note:
            sheet.write_comment(_HEAD_ROW, column, one.note, _NOTE)
    row = _HEAD_ROW
    for row, texts in enumerate(table.rows, start=_HEAD_ROW + 1):
        numbered = {**texts, NUMBER.key: str(row - _HEAD_ROW)}
        style = _WRONG if texts.get(MENDS.key) else _TEXT
        for column, one in enumerate(fields):
            book.put(sheet, row, column, numbered.get(one.key, ""), **style)
    if row == _HEAD_ROW:  # a template has room to write
        for empty in range(row + 1, row + 21):
            for column in range(len(fields)):
                book.put(sheet, empty, column, "", **_TEXT)
    _offer(sheet, fields, offered, last=row + ROWS_TO_FILL)


def _offer(
    sheet: Worksheet, fields: Sequence[Field], offered: Sequence[Offered], *, last: int
) -> None:
    """Drop-downs; what is not on the list is pointed out by Excel, not refused."""
    columns = {one.key: column for column, one in enumerate(fields)}
    for n, (key, head, values) in enumerate(offered):
        if key not in columns or not values:
            continue
        source = xl_col_to_name(n)
        rule = {
            "validate": "list",
            "source": f"='{LIST_SHEET}'!${source}$2:${source}${len(values) + 1}",
            "error_type": "warning",
            "error_title": head,
            "error_message": "Giá trị này không có trong danh sách ở trang Danh mục.",
        }
        sheet.data_validation(_HEAD_ROW + 1, columns[key], last, columns[key], rule)


def _help(book: Book, sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 100)
    book.put(sheet, 0, 0, "Cách ghi danh sách hòa giải viên", **_TITLE)
    for number, text in enumerate(INSTRUCTIONS.splitlines(), start=1):
        book.put(sheet, number, 0, str(number), **_PLAIN)
        book.put(sheet, number, 1, text, **_PLAIN)


def _lists(book: Book, sheet: Worksheet, offered: Sequence[Offered]) -> None:
    sheet.set_column(0, len(offered) - 1, 32)
    for column, (_, head, _) in enumerate(offered):
        book.put(sheet, 0, column, head, **_HEAD)
    texts = zip_longest(*(values for _, _, values in offered), fillvalue="")
    for row, line in enumerate(texts, start=1):
        for column, text in enumerate(line):
            book.put(sheet, row, column, text, **(_TEXT if text else _PLAIN))
