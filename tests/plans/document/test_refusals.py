"""Files that cannot be read: one sentence each, which says what to do."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from plans.document import Unreadable, files, read
from plans.document.encodings import OLD_LETTERS
from plans.document.text import OLD_ENCODING
from plans.office import guard
from tests.plans.document.builders import (
    body_file,
    paragraph_xml,
    real_text,
    save,
    with_part,
    word_file,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, KÕ ho¹ch triÓn khai thùc hiÖn §Ò ¸n. " * 10
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Keá hoaïch trieån khai thöïc hieän Ñeà aùn. " * 10
DTD = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>1. &e;</w:t></w:r></w:p></w:body></w:document>"
)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, name="tep")
    return str(caught.value)


def said(template: str) -> str:
    """The guard's sentence for a .docx."""
    return guard.sentence(template, guard.DOCX)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def scanned() -> bytes:
    document = docx.Document()
    document.add_paragraph("")
    return with_part(save(document), "word/media/image1.png", b"\x89PNG")


def encrypted() -> bytes:
    data = bytearray(word_file(["1. Việc một", "2. Việc hai"]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


BROKEN_PART = with_part(word_file(["x"]), "word/document.xml", b"<w:doc")
REFUSED = {
    "empty": (b"", files.EMPTY),
    "blank": (b"\xef\xbb\xbf \r\n\t", files.EMPTY),
    "old word": (OLE + b"\x00" * 600, said(guard.OLD)),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), said(guard.LOCKED)),
    "encrypted zip": (encrypted(), said(guard.LOCKED)),
    "pdf": (b"%PDF-1.7\n...", files.PDF),
    "rich text": (b"{\\rtf1 ...}", files.RICH_TEXT),
    "picture": (b"\x89PNG\r\n\x1a\n", files.PICTURE),
    "web page": (b"<!DOCTYPE html><html></html>", files.WEB_PAGE),
    "workbook": (zipped(xl__workbook_xml=b"<x/>"), said(guard.OTHER)),
    "other zip": (zipped(a=b"b"), said(guard.OTHER)),
    "broken zip": (word_file(["1. Việc"])[:900], said(guard.BROKEN)),
    "broken part": (BROKEN_PART, said(guard.BROKEN)),
    "tcvn3 bytes": (TCVN3.encode("cp1252"), OLD_ENCODING),
    "cp1258": ("Kế hoạch".replace("ế", "ê\u0301").replace("ạ", "a\u0323").encode("cp1258") * 40,
               OLD_ENCODING),
    "tcvn3 in unicode": (TCVN3.encode(), OLD_LETTERS),
    "vni in unicode": (VNI.encode(), OLD_LETTERS),
    "tcvn3 in word": (word_file([TCVN3]), OLD_LETTERS),
    "no plan": ("Hôm nay trời đẹp.\nChúng tôi đi chơi.".encode(), None),
    "binary": (bytes(range(256)) * 4, None),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_with_its_sentence(name: str) -> None:
    data, expected = REFUSED[name]

    sentence = refusal(data)

    assert expected is None or sentence == expected
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_file_over_ten_megabytes_is_refused() -> None:
    assert refusal(b"a" * (10 * 2**20 + 1)).startswith("Tệp lớn hơn 10 MB: bỏ bớt ảnh")


def test_scan_is_refused() -> None:
    assert "ảnh chụp" in refusal(scanned())


def test_old_font_names_alone_are_no_reason() -> None:
    run = '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>{}</w:t></w:r></w:p>'
    lines = [line for line in real_text().splitlines() if line]

    plan = read(body_file("".join(run.format(line) for line in lines)), name="tep.docx")

    assert len(plan.tasks) == 10


def test_old_font_with_its_letters_is_refused_early() -> None:
    run = '<w:p><w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>{}</w:t></w:r></w:p>'

    assert refusal(body_file(run.format("Keá hoaïch trieån khai thöïc hieän"))) == OLD_LETTERS


def test_document_type_and_entities_are_refused() -> None:
    data = with_part(word_file(["x"]), "word/document.xml", DTD.encode())

    assert refusal(data) == said(guard.UNSAFE)


def test_bomb_is_refused_before_it_inflates() -> None:
    assert refusal(body_file(paragraph_xml("a" * 70_000_000))) == said(guard.INFLATES)
    assert refusal(body_file(paragraph_xml("a" * 3_000_000))) == said(guard.INFLATES)


def test_directory_that_lies_about_sizes_is_refused() -> None:
    data = bytearray(word_file(["1. Việc một", "2. Việc hai"]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")

    with pytest.raises(Unreadable):
        read(bytes(with_lie(bytes(data))), name="tep.docx")


def with_lie(data: bytes) -> bytes:
    """The same file with the size of its document understated in the directory."""
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(changed[at + 28 : at + 30], "little")
        if changed[at + 46 : at + 46 + length] == b"word/document.xml":
            changed[at + 24 : at + 28] = (9).to_bytes(4, "little")
        at = changed.find(b"PK\x01\x02", at + 46)
    return bytes(changed)
