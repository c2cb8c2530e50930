"""Bytes -> what kind of file they are -> paragraphs and tables, or one clear refusal.

The content decides, not the name: a .doc that was renamed to .docx is told as what it is.
"""

from __future__ import annotations

from plans.document.blocks import Source, marked_lines
from plans.document.docx import read_docx
from plans.document.model import UnreadableDocument
from plans.document.text import decode, read_text

MAX_BYTES = 10 * 2**20
MAX_LETTERS = 5_000_000  # about two thousand pages; longer texts would not fit the memory budget

MAX_PARAGRAPH = 20_000  # about eight pages

EMPTY = "Tệp trống, không có nội dung: hãy chọn lại tệp văn bản kế hoạch."
TOO_BIG = "Tệp lớn hơn 10 MB: hãy bỏ bớt ảnh trong văn bản, lưu lại rồi chọn lại tệp."
TOO_LONG = "Văn bản quá dài (trên 5 triệu chữ cái): hãy tách riêng phần kế hoạch rồi chọn lại tệp."
UNDIVIDED = (
    "Văn bản có đoạn dài quá 20.000 chữ cái, không chia thành mục: hãy mở bằng Word, kiểm tra lại"
    " việc xuống dòng, lưu lại rồi chọn lại tệp."
)
LOCKED = "Tệp đặt mật khẩu nên không đọc được: hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi chọn lại."
OLD_WORD = (
    "Tệp theo định dạng .doc cũ: hãy mở bằng Word, nhấn F12 để lưu thành kiểu .docx rồi chọn lại"
    " tệp mới."
)
PDF = "Tệp PDF không nhập được: hãy dùng bản Word (.docx) của kế hoạch, hoặc lưu lại thành .docx."
OTHER_KIND = "Tệp không phải văn bản kế hoạch: hãy chọn tệp Word (.docx) hoặc văn bản thuần (.txt)."
PICTURE = (
    "Tệp là ảnh nên không đọc được chữ: hãy dùng bản Word (.docx) của kế hoạch, không dùng bản"
    " chụp hoặc bản quét."
)
RICH_TEXT = "Tệp theo định dạng .rtf: hãy mở bằng Word, lưu lại thành .docx rồi chọn lại tệp mới."
WEB_PAGE = "Tệp là trang web: hãy mở bằng Word, lưu lại thành .docx rồi chọn lại tệp mới."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"GIF8", PICTURE),
    (b"Rar!", OTHER_KIND),
    (b"7z\xbc\xaf", OTHER_KIND),
    (b"\x1f\x8b", OTHER_KIND),
    (b"MZ", OTHER_KIND),
)


def read_source(data: bytes) -> Source:
    """Paragraphs and tables of a .txt or .docx. Raises UnreadableDocument for all else."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(EMPTY)
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(TOO_BIG)
    if data.startswith(_OLE):
        raise UnreadableDocument(LOCKED if _ENCRYPTED in data else OLD_WORD)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for opening, refusal in _OPENINGS:
        if start.startswith(opening):
            raise UnreadableDocument(refusal)
    if data.startswith(b"PK"):
        return _measured(read_docx(data))
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise UnreadableDocument(WEB_PAGE)
    letters = decode(data)
    return _measured(Source(read_text(letters), marked_lines([letters])))


def _measured(source: Source) -> Source:
    """Refuses texts without end: patterns are meant for paragraphs as people write them."""
    texts = [
        text
        for block in source.blocks
        for text in ([block] if isinstance(block, str) else block.own_texts())
    ]
    letters = sum(map(len, texts))
    if letters == 0:
        raise UnreadableDocument(EMPTY)
    if letters > MAX_LETTERS:
        raise UnreadableDocument(TOO_LONG)
    if max(map(len, texts)) > MAX_PARAGRAPH:
        raise UnreadableDocument(UNDIVIDED)
    return source
