"""What may be uploaded as proof, and whether the content is what the name says.

Nothing here trusts the browser: the kind comes from the name's ending, and the content must agree.
Refused with a sentence that says what to do: archives (send the files one by one), programs,
office files with a password or macros. Nothing is unpacked but one small part of an office file.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from plans.text import clean

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 2**20
_MAX_NAME = 150
_MAX_PART = 2**20  # of the one part of an office file that is read
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97, Excel 97, and any office file with a password
_MACROS = b"macroEnabled"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called, how it is served, and the test of its content."""

    name: str
    content_type: str
    fits: Callable[[UploadedFile[bytes]], bool]


def _begins(*signatures: bytes) -> Callable[[UploadedFile[bytes]], bool]:
    def fits(upload: UploadedFile[bytes]) -> bool:
        upload.seek(0)
        return bool(upload.read(16).startswith(signatures))

    return fits


def _is_pdf(upload: UploadedFile[bytes]) -> bool:
    upload.seek(0)
    return b"%PDF-" in upload.read(1024)  # some scanners write a few bytes before it


def _ole_with(*streams: str) -> Callable[[UploadedFile[bytes]], bool]:
    names = [stream.encode("utf-16-le") for stream in streams]

    def fits(upload: UploadedFile[bytes]) -> bool:
        if not _begins(_OLE)(upload):
            return False
        upload.seek(0)
        tail = b""
        for chunk in upload.chunks():
            text = tail + chunk
            if any(name in text for name in names):
                return True
            tail = text[-64:]
        return False

    return fits


def _office_with(part: str, sign: bytes) -> Callable[[UploadedFile[bytes]], bool]:
    """A zip in which the named small part says what the file is."""

    def fits(upload: UploadedFile[bytes]) -> bool:
        upload.seek(0)
        try:
            with zipfile.ZipFile(upload.file or upload) as archive, archive.open(part) as inner:
                text = inner.read(_MAX_PART)
        except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
            return False
        finally:
            upload.seek(0)
        return sign in text and _MACROS not in text

    return fits


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_JPEG = Kind("ảnh JPEG", "image/jpeg", _begins(b"\xff\xd8\xff"))

KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", _is_pdf),
    "docx": Kind(
        "Word",
        f"{_OOXML}wordprocessingml.document",
        _office_with("[Content_Types].xml", b"wordprocessingml.document.main+xml"),
    ),
    "xlsx": Kind(
        "Excel",
        f"{_OOXML}spreadsheetml.sheet",
        _office_with("[Content_Types].xml", b"spreadsheetml.sheet.main+xml"),
    ),
    "doc": Kind("Word", "application/msword", _ole_with("WordDocument")),
    "xls": Kind("Excel", "application/vnd.ms-excel", _ole_with("Workbook", "Book")),
    "odt": Kind("OpenDocument", f"{_ODF}text", _office_with("mimetype", f"{_ODF}text".encode())),
    "ods": Kind(
        "OpenDocument",
        f"{_ODF}spreadsheet",
        _office_with("mimetype", f"{_ODF}spreadsheet".encode()),
    ),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("ảnh PNG", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)
ALLOWED_SENTENCE = "PDF, Word, Excel, OpenDocument, ảnh JPEG hoặc PNG"


def safe_name(name: str) -> str:
    """The user's name of a file as it may be shown and offered again: no path, no control signs."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = clean(_UNSAFE.sub(" ", last)).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:_MAX_NAME]}{dot}{ending[:10]}" if dot else plain[:_MAX_NAME]


def ending_of(name: str) -> str:
    """'Bao cao.PDF' -> 'pdf'; empty where the name has none."""
    return PurePosixPath(safe_name(name)).suffix.lower().lstrip(".")


def content_type_of(name: str) -> str:
    """How a stored file is served; never as a page of this site."""
    kind = KINDS.get(ending_of(name))
    return kind.content_type if kind else "application/octet-stream"


def check_upload(upload: UploadedFile[bytes]) -> None:
    """Raises ``ValidationError`` with a sentence that says what to do."""
    name = safe_name(upload.name or "")
    ending = ending_of(name)
    kind = KINDS.get(ending)
    if kind is None:
        raise ValidationError(
            f"Chọn tệp {ALLOWED_SENTENCE}; “{name}” không thuộc các loại đó."
            + (" Giải nén rồi gửi từng tệp." if ending in {"zip", "rar", "7z"} else "")
        )
    if not upload.size:
        raise ValidationError(f"Chọn tệp khác: “{name}” không có nội dung.")
    if upload.size > MAX_BYTES:
        megabytes = -(-upload.size // 2**20)
        raise ValidationError(
            f"Chọn tệp từ {MAX_MEGABYTES} MB trở xuống: “{name}” nặng {megabytes} MB."
        )
    if not kind.fits(upload):
        raise ValidationError(_unfit_sentence(name, ending, kind, upload))
    upload.seek(0)


def _unfit_sentence(name: str, ending: str, kind: Kind, upload: UploadedFile[bytes]) -> str:
    if ending in {"docx", "xlsx"} and _begins(_OLE)(upload):
        return f"Bỏ mật khẩu của “{name}” rồi chọn lại tệp."
    return (
        f"Mở “{name}” và lưu lại đúng loại {kind.name}, rồi chọn lại tệp: "
        f"nội dung không phải là tệp .{ending}."
    )
