"""What may be opened or kept at all: one check of every upload and every archive.

The content decides, not the name and not the browser. Neither Django nor a database is needed, so
that the pure readers of plans and rosters use it as the forms do.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

MAX_INFLATED = 64 * 2**20
MAX_MEMBERS = 3000
MAX_RATIO = 200  # text compresses about 10 times, the markup of Word and Excel up to 60
_SMALL = 2**20  # below this a ratio does not matter
_CHUNK = 2**16

EMPTY = "{file} trống, không có nội dung: chọn lại tệp khác."
TOO_BIG = "{file} lớn hơn {megabytes} MB: bỏ bớt ảnh và phần không cần, lưu lại rồi chọn lại."
LOCKED = "{file} đặt mật khẩu nên không đọc được: {opened}, bỏ mật khẩu, lưu lại rồi chọn lại."
OLD = (
    "{file} theo định dạng {old} cũ: {opened}, nhấn F12, chọn kiểu .{ending}, lưu lại rồi chọn tệp"
    " mới."
)
MACROS = (
    "{file} có macro nên không nhận: {opened}, lưu thành tệp .{ending} không có macro rồi chọn tệp"
    " mới."
)
OTHER = (
    "{file} có nội dung không phải là tệp .{ending}: chọn đúng tệp, hoặc {opened}, lưu thành kiểu"
    " .{ending} rồi chọn lại."
)
INFLATES = (
    "{file} phình quá lớn khi mở nên không nhận: bỏ bớt ảnh và tệp nhúng, hoặc chép phần cần dùng"
    " sang một tệp mới rồi chọn lại."
)
UNSAFE = (
    "{file} chứa khai báo lạ không an toàn (DTD) nên không nhận: {opened}, lưu thành tệp mới rồi"
    " chọn lại."
)
BROKEN = "{file} bị hỏng nên không mở được: {opened}, lưu thành tệp mới rồi chọn lại."

# What the standard library raises at a damaged archive
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
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97, Excel 97, and OOXML with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # no others in office files
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_MACRO_PART = re.compile(r"(.*/)?vbaProject\.bin|Scripts/.+|Basic/(?!.*script-l[bc]\.xml$).+")
_FOREIGN_PART = re.compile(r"/media/|\.(svg|x?html?|mht)$")  # may have a DTD, never read
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Unreadable(ValueError):
    """A file that is refused; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. Its content has one of: ``opening``, OLE ``streams``, ``sign`` in ``part``.

    ``old`` is the ending of its predecessor, which has the OLE form.
    """

    ending: str
    label: str
    content_type: str
    program: str = ""
    old: str = ""
    opening: re.Pattern[bytes] | None = None
    streams: tuple[str, ...] = ()
    part: str = ""
    sign: bytes = b""

    @property
    def is_ooxml(self) -> bool:
        return self.content_type.startswith(_OOXML)


def _open_document(ending: str, name: str) -> Kind:
    sign = (_ODF + name).encode()
    return Kind(ending, "OpenDocument", _ODF + name, "LibreOffice", part="mimetype", sign=sign)


_TYPES = "[Content_Types].xml"
_WORD, _SHEET = "wordprocessingml.document", "spreadsheetml.sheet"
_IS_WORD, _IS_SHEET = f"{_WORD}.main+xml".encode(), f"{_SHEET}.main+xml".encode()
_JPEG = re.compile(rb"\xff\xd8\xff")
DOCX = Kind("docx", "Word", _OOXML + _WORD, "Word", ".doc", part=_TYPES, sign=_IS_WORD)
XLSX = Kind("xlsx", "Excel", _OOXML + _SHEET, "Excel", ".xls", part=_TYPES, sign=_IS_SHEET)
_ALL = (
    # some scanners write a few bytes before the sign of a PDF
    Kind("pdf", "PDF", "application/pdf", opening=re.compile(rb"(?s).{0,1019}%PDF-")),
    DOCX,
    XLSX,
    Kind("doc", "Word", "application/msword", "Word", streams=("WordDocument",)),
    Kind("xls", "Excel", "application/vnd.ms-excel", "Excel", streams=("Workbook", "Book")),
    _open_document("odt", "text"),
    _open_document("ods", "spreadsheet"),
    Kind("jpg", "ảnh JPEG", "image/jpeg", opening=_JPEG),
    Kind("jpeg", "ảnh JPEG", "image/jpeg", opening=_JPEG),
    Kind("png", "ảnh PNG", "image/png", opening=re.compile(rb"\x89PNG\r\n\x1a\n")),
)
KINDS = {kind.ending: kind for kind in _ALL}


def sentence(template: str, kind: Kind, *, name: str = "") -> str:
    """The refusal in the words of the kind; with the file's name where several are sent at once."""
    return template.format(
        file=_file(name),
        opened=f"mở bằng {kind.program}" if kind.program else "mở tệp",
        ending=kind.ending,
        old=kind.old,
    )


def _file(name: str) -> str:
    return f"Tệp “{name}”" if name else "Tệp"


def check_size(size: int, *, megabytes: int, name: str = "") -> None:
    """``Unreadable`` for a file of more than so many megabytes; asked before it is read."""
    if size > megabytes * 2**20:
        raise Unreadable(TOO_BIG.format(file=_file(name), megabytes=megabytes))


def check(
    stream: IO[bytes], kind: Kind, *, name: str = "", max_inflated: int = MAX_INFLATED
) -> None:
    """``Unreadable`` unless the content is a sound and harmless file of that kind.

    The stream is left at its start.
    """
    try:
        _check_content(stream, kind, max_inflated)
    except Unreadable as refusal:
        raise Unreadable(sentence(str(refusal), kind, name=name)) from None
    except FAILURES:
        raise Unreadable(sentence(BROKEN, kind, name=name)) from None
    finally:
        stream.seek(0)


def _check_content(stream: IO[bytes], kind: Kind, max_inflated: int) -> None:
    """Raises ``Unreadable`` with a template; what the zip reader raises goes through."""
    stream.seek(0)
    head = stream.read(1024)
    if not head:
        raise Unreadable(EMPTY)
    if kind.opening is not None:
        fits = kind.opening.match(head) is not None
    elif kind.streams:
        marks = [one.encode("utf-16-le") for one in kind.streams]
        fits = head.startswith(OLE) and any(_count(stream, mark) for mark in marks)
    else:
        if kind.old and head.startswith(OLE):
            raise Unreadable(LOCKED if _count(stream, _ENCRYPTED) else OLD)
        fits = head.startswith(b"PK")
        if fits:
            _check_archive(stream, kind, max_inflated)
    if not fits:
        raise Unreadable(OTHER)


def _count(stream: IO[bytes], mark: bytes) -> int:
    """How often the bytes occur, without the whole file in memory."""
    stream.seek(0)
    found, tail = 0, b""
    while chunk := stream.read(_CHUNK):
        text = tail + chunk
        found += text.count(mark)
        tail = text[-(len(mark) - 1) :]
    return found


def _check_archive(stream: IO[bytes], kind: Kind, max_inflated: int) -> None:
    # Before the directory is read: half a million entries take seconds
    if _count(stream, _DIRECTORY_ENTRY) > MAX_MEMBERS:
        raise Unreadable(INFLATES)
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        _check_directory(infos, max_inflated)
        _check_kind(archive, kind)
        for info in infos:
            _check_part(archive, info, forbids_dtd=kind.is_ooxml)


def _check_directory(infos: list[zipfile.ZipInfo], max_inflated: int) -> None:
    """Looks at what the parts claim to be; later none gives more than it claims."""
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(LOCKED)
    is_bomb = any(info.file_size > max(_SMALL, MAX_RATIO * info.compress_size) for info in infos)
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > max_inflated or is_bomb:
        raise Unreadable(INFLATES)
    if any(info.compress_type not in _METHODS for info in infos):
        raise Unreadable(BROKEN)


def _check_kind(archive: zipfile.ZipFile, kind: Kind) -> None:
    """What the small part says that the file is; macros; the password of OpenDocument."""
    names = set(archive.namelist())
    if kind is XLSX and "xl/workbook.bin" in names:
        raise Unreadable(OLD.replace("{old} cũ", ".xlsb"))
    told = _text_of(archive, kind.part) if kind.part in names else b""
    if b"macroEnabled" in told or any(_MACRO_PART.fullmatch(name) for name in names):
        raise Unreadable(MACROS)
    if kind.sign not in told:
        raise Unreadable(OTHER)
    manifest = "META-INF/manifest.xml"
    if (
        not kind.is_ooxml
        and manifest in names
        and b"encryption-data" in _text_of(archive, manifest)
    ):
        raise Unreadable(LOCKED)


def _text_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a part, in UTF-8 or without the zeros of UTF-16."""
    with archive.open(name) as part:
        return part.read(_SMALL).replace(b"\x00", b"")


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, forbids_dtd: bool) -> None:
    """Reads the part to its end: damage shows, and so do entities of its own, which inflate."""
    is_xml = forbids_dtd and not _FOREIGN_PART.search(info.filename)
    tail = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            if is_xml:
                text = tail + chunk.replace(b"\x00", b"")
                if _DECLARATION.search(text):
                    raise Unreadable(UNSAFE)
                tail = text[-9:]
