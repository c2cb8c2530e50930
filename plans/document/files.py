"""Bytes -> what kind of file they are -> paragraphs and tables, or one clear refusal.

The content decides, not the name: a .doc that was renamed to .docx is told as what it is.
"""

from __future__ import annotations

from plans.document.blocks import Source, marked_lines
from plans.document.docx import read_docx
from plans.document.text import decode, read_text
from plans.office.guard import OLE, Unreadable, check_size

MAX_MEGABYTES = 10
MAX_LETTERS = 5_000_000  # about two thousand pages; longer texts would not fit the memory budget

MAX_PARAGRAPH = 20_000  # about eight pages

EMPTY = "Tệp trống, không có nội dung: hãy chọn lại tệp văn bản kế hoạch."
TOO_LONG = "Văn bản quá dài (trên 5 triệu chữ cái): hãy tách riêng phần kế hoạch rồi chọn lại tệp."
UNDIVIDED = (
    "Văn bản có đoạn dài quá 20.000 chữ cái, không chia thành mục: hãy mở bằng Word, kiểm tra lại"
    " việc xuống dòng, lưu lại rồi chọn lại tệp."
)
PDF = "Tệp PDF không nhập được: hãy dùng bản Word (.docx) của kế hoạch, hoặc lưu lại thành .docx."
OTHER_KIND = "Tệp không phải văn bản kế hoạch: hãy chọn tệp Word (.docx) hoặc văn bản thuần (.txt)."
PICTURE = (
    "Tệp là ảnh nên không đọc được chữ: hãy dùng bản Word (.docx) của kế hoạch, không dùng bản"
    " chụp hoặc bản quét."
)
RICH_TEXT = "Tệp theo định dạng .rtf: hãy mở bằng Word, lưu lại thành .docx rồi chọn lại tệp mới."
WEB_PAGE = "Tệp là trang web: hãy mở bằng Word, lưu lại thành .docx rồi chọn lại tệp mới."

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
    """Paragraphs and tables of a .txt or .docx. Raises Unreadable for all else."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(EMPTY)
    check_size(len(data), megabytes=MAX_MEGABYTES)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for opening, refusal in _OPENINGS:
        if start.startswith(opening):
            raise Unreadable(refusal)
    if data.startswith((b"PK", OLE)):  # a .doc or a .docx with a password is told as such
        return _measured(read_docx(data))
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise Unreadable(WEB_PAGE)
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
        raise Unreadable(EMPTY)
    if letters > MAX_LETTERS:
        raise Unreadable(TOO_LONG)
    if max(map(len, texts)) > MAX_PARAGRAPH:
        raise Unreadable(UNDIVIDED)
    return source
