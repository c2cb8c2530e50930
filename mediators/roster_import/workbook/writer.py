"""Workbooks that an office fills in and sends back: template, export, and rows with their mends.

Every cell is text, so that nothing is a formula and no zero is lost; lists to choose from stand
on a sheet of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

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
from plans.office.xlsx import put

ROWS_TO_FILL = 300  # below an export or in a template: as far as drop-downs reach
_FONT = "Times New Roman"
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
# Names of cell styles
_TITLE, _HEAD, _TEXT, _WRONG, _PLAIN = "so tiêu đề", "so cột", "so ô", "so ô sai", "so chữ"
_WRONG_FILL = PatternFill("solid", fgColor="FDE2E0")
_HEAD_FILL = PatternFill("solid", fgColor="E3ECF5")

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


@dataclass(frozen=True, slots=True)
class Lists:
    """``teams``: name, hamlet, former unit; ``hamlets``: name, former unit."""

    teams: Sequence[tuple[str, str, str]] = ()
    hamlets: Sequence[tuple[str, str]] = ()

    @property
    def columns(self) -> list[tuple[str, str, list[str]]]:
        """Key of the field, heading, values in order."""
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
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    _fill(book.create_sheet("Danh sách"), sheet, lists)
    _help(book.create_sheet(HELP_SHEET))
    _lists(book.create_sheet(LIST_SHEET), lists)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _styles() -> list[NamedStyle]:
    plain, bold = Font(name=_FONT, size=12), Font(name=_FONT, size=12, bold=True)
    title = Font(name=_FONT, size=14, bold=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    boxed: dict[str, Any] = {"border": _BOX, "number_format": "@"}
    return [
        NamedStyle(_TITLE, font=title, alignment=Alignment(horizontal="left", vertical="center")),
        NamedStyle(_HEAD, font=bold, alignment=middle, fill=_HEAD_FILL, **boxed),
        NamedStyle(_TEXT, font=plain, alignment=_TOP, **boxed),
        NamedStyle(_WRONG, font=plain, alignment=_TOP, fill=_WRONG_FILL, **boxed),
        NamedStyle(_PLAIN, font=plain, alignment=_TOP, number_format="@"),
    ]


def _cell(sheet: Any, text: str, style: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.style = style
    return put(cell, text) if text else cell


def _fill(sheet: Any, table: Sheet, lists: Lists) -> None:
    fields = table.fields
    for column, one in enumerate(fields, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = one.width
    sheet.column_dimensions[get_column_letter(len(fields))].hidden = True  # the code
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_cell(sheet, table.title, _TITLE)])
    sheet.append([])
    sheet.append([_head(sheet, one) for one in fields])
    n_rows = 0
    for n_rows, row in enumerate(table.rows, start=1):
        style = _WRONG if row.get("mends") else _TEXT
        texts = [row.get(one.key, "") for one in fields[1:]]
        sheet.append([_cell(sheet, text, style) for text in (str(n_rows), *texts)])
    for _ in range(0 if n_rows else 20):  # a template has room to write
        sheet.append([_cell(sheet, "", _TEXT) for _ in fields])
    _offer(sheet, fields, lists, last=3 + n_rows + ROWS_TO_FILL)


def _head(sheet: Any, one: Field) -> Any:
    cell = _cell(sheet, one.head, _HEAD)
    if one.note:
        cell.comment = Comment(one.note, "Sổ Kế hoạch", width=260, height=90)
    return cell


def _offer(sheet: Any, fields: Sequence[Field], lists: Lists, *, last: int) -> None:
    """Drop-downs; what is not on the list is pointed out by Excel, not refused."""
    letters = {one.key: get_column_letter(n) for n, one in enumerate(fields, start=1)}
    for n, (key, head, values) in enumerate(lists.columns, start=1):
        if key not in letters or not values:
            continue
        source = get_column_letter(n)
        rule = DataValidation(
            type="list",
            formula1=f"'{LIST_SHEET}'!${source}$2:${source}${len(values) + 1}",
            allow_blank=True,
            errorStyle="warning",
            errorTitle=head,
            error="Giá trị này không có trong danh sách ở trang Danh mục.",
            showErrorMessage=True,
        )
        rule.add(f"{letters[key]}4:{letters[key]}{last}")
        sheet.data_validations.append(rule)


def _help(sheet: Any) -> None:
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["B"].width = 100
    sheet.append([_cell(sheet, "Cách ghi danh sách hòa giải viên", _TITLE)])
    for number, text in enumerate(INSTRUCTIONS.splitlines(), start=1):
        sheet.append([_cell(sheet, str(number), _PLAIN), _cell(sheet, text, _PLAIN)])


def _lists(sheet: Any, lists: Lists) -> None:
    columns = lists.columns
    for n in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(n)].width = 32
    sheet.append([_cell(sheet, head, _HEAD) for _, head, _ in columns])
    for n in range(max(len(values) for _, _, values in columns)):
        texts = [values[n] if n < len(values) else "" for _, _, values in columns]
        sheet.append([_cell(sheet, text, _TEXT if text else _PLAIN) for text in texts])
