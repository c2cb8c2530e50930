"""What may be opened at all: an .xlsx of a decent size, without password, macros or tricks.

The content decides, not the name: an .xls that was renamed is told as what it is.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 2**20
MAX_INFLATED = 64 * 2**20
MAX_MEMBERS = 2000
MAX_RATIO = 200  # sheets of people compress 5 to 20 times
_SMALL = 2**20  # below this a ratio does not matter

EMPTY = "Tệp trống: chọn lại tệp Excel có danh sách."
TOO_BIG = (
    f"Tệp lớn hơn {MAX_MEGABYTES} MB: bỏ ảnh và các trang tính không cần, lưu lại rồi chọn lại."
)
LOCKED = (
    "Tệp đặt mật khẩu nên không đọc được: mở bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc "
    "để bỏ mật khẩu, lưu lại rồi chọn lại."
)
OLD_EXCEL = (
    "Tệp theo định dạng .xls cũ: mở bằng Excel, nhấn F12, chọn kiểu “Excel Workbook (.xlsx)”, lưu "
    "lại rồi chọn tệp mới."
)
BINARY_EXCEL = OLD_EXCEL.replace(".xls cũ", ".xlsb")
MACROS = (
    "Tệp có macro nên không nhận: mở bằng Excel, nhấn F12, lưu thành kiểu “Excel Workbook (.xlsx)” "
    "rồi chọn tệp mới."
)
NOT_WORKBOOK = (
    "Tệp không phải sổ tính Excel (.xlsx): chọn đúng tệp danh sách; tệp .csv, .ods hoặc trang web "
    "thì mở bằng Excel rồi lưu thành .xlsx."
)
INFLATES = (
    "Tệp phình quá lớn khi mở nên không nhận: chép riêng danh sách sang một tệp Excel mới rồi chọn "
    "lại."
)
BROKEN = "Tệp Excel bị hỏng nên không mở được: mở bằng Excel, lưu thành tệp mới rồi chọn lại."

FAILURES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
    TypeError,
    AttributeError,
    SyntaxError,  # xml.etree's ParseError is one
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "xl/workbook.xml"


class Unreadable(ValueError):
    """The workbook is refused; the text is a sentence that says what to do."""


def check(data: bytes) -> None:
    """``Unreadable`` for what must not be handed to a reader of workbooks."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(EMPTY)
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_BIG)
    if data.startswith(_OLE):
        raise Unreadable(LOCKED if _ENCRYPTED in data else OLD_EXCEL)
    if not data.startswith(b"PK"):
        raise Unreadable(NOT_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
    except FAILURES as failure:
        if isinstance(failure, Unreadable):
            raise
        raise Unreadable(BROKEN) from None


def _check_members(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(LOCKED)
    if "xl/workbook.bin" in names:
        raise Unreadable(BINARY_EXCEL)
    if not {"[Content_Types].xml", _MAIN} <= names:
        raise Unreadable(NOT_WORKBOOK)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(MACROS)
    is_bomb = any(info.file_size > max(_SMALL, MAX_RATIO * info.compress_size) for info in infos)
    inflated = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS or inflated > MAX_INFLATED or is_bomb:
        raise Unreadable(INFLATES)
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            _check_declarations(archive, info)


def _check_declarations(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """A part of a workbook declares no entities of its own; those that inflate do."""
    with archive.open(info) as part:
        head = part.read(4096).replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(BROKEN)
