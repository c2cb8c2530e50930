"""A .docx as a zip: its parts, after the checks that keep a hostile file from harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO

from plans.document.model import UnreadableDocument

MAX_INFLATED = 64 * 2**20
MAX_MEMBERS = 3000
MAX_RATIO = 200  # text compresses about 10 times, Word's own markup up to 60
_SMALL = 2**20  # below this a ratio does not matter

BROKEN = (
    "Tệp .docx bị hỏng nên không mở được: hãy mở lại bằng Word, lưu thành tệp mới rồi chọn lại."
)
LOCKED = "Tệp đặt mật khẩu nên không đọc được: hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi chọn lại."
NOT_WORD = (
    "Tệp không phải văn bản Word (.docx): hãy chọn đúng tệp kế hoạch dạng .docx hoặc .txt, không"
    " dùng tệp nén hay bảng tính."
)
INFLATES = (
    "Tệp phình quá 64 MB khi mở nên không nhận: hãy bỏ bớt ảnh và tệp nhúng, lưu lại rồi chọn lại."
)

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


class Package:
    """The parts of a .docx that passed the checks."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except FAILURES:
            raise UnreadableDocument(BROKEN) from None
        self._check(infos)
        self.names = frozenset(info.filename for info in infos)

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        names = {info.filename for info in infos}
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableDocument(LOCKED)
        if "word/document.xml" not in names:
            raise UnreadableDocument(NOT_WORD)
        inflated = sum(info.file_size for info in infos)
        is_bomb = any(
            info.file_size > max(_SMALL, MAX_RATIO * info.compress_size) for info in infos
        )
        if len(infos) > MAX_MEMBERS or inflated > MAX_INFLATED or is_bomb:
            raise UnreadableDocument(INFLATES)

    @property
    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self.names)

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream; it never gives more than the directory promised."""
        try:
            return self._zip.open(name)
        except FAILURES:
            raise UnreadableDocument(BROKEN) from None
