"""What may be uploaded as proof: which kinds, how large, under which name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from plans.office.guard import KINDS, Unreadable, check, check_size
from plans.text import clean

MAX_MEGABYTES = 20
MAX_INFLATED = 256 * 2**20  # nothing here opens what is kept; large tables grow ten times
_MAX_NAME = 150
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
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
    try:
        check_size(upload.size or 0, megabytes=MAX_MEGABYTES, name=name)
        check(upload.file or upload, kind, name=name, max_inflated=MAX_INFLATED)
    except Unreadable as refusal:
        raise ValidationError(str(refusal)) from None
