"""Workbooks as offices have them, for tests."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.worksheet.worksheet import Worksheet

from plans.office.xlsx import MIME

HEADS = ("TT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tổ hòa giải", "Tham gia từ ngày")


def workbook(
    rows: Iterable[Sequence[Any]],
    *,
    heads: Sequence[Any] = HEADS,
    above: Iterable[Sequence[Any]] = (),
    change: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """``change`` has its way with the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (*above, heads, *rows):
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def people(data: bytes) -> Worksheet:
    """The list of one of our own workbooks; its heading is in row 3."""
    return opened(data)["Danh sách"]


def column_of(sheet: Worksheet, head: str) -> int:
    return 1 + [cell.value for cell in sheet[3]].index(head)


def upload(data: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=MIME)
