"""One guard for uploads and archives: sound files pass, all others get a sentence."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.office.guard import KINDS, MAX_MEMBERS, Unreadable, check, check_size
from plans.office.xlsx import Head, Table, workbook
from tests.plans.document.builders import save

NAME = "báo cáo"
ODF = "application/vnd.oasis.opendocument."


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kế hoạch " * 500)
    return save(document)


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def open_document(name: str, **parts: str) -> bytes:
    texts = {"mimetype": ODF + name, "content.xml": "".join(f"<p>{n}</p>" for n in range(999))}
    return zipped(texts | parts)


SOUND = {
    "docx": word(),
    "xlsx": workbook(Table("A", [Head("Tên")], [[f"Lê An {n}"] for n in range(300)])),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
}


def refusal(data: bytes, ending: str, **options: int) -> str:
    with pytest.raises(Unreadable) as caught:
        check(io.BytesIO(data), KINDS[ending], name=f"{NAME}.{ending}", **options)
    return str(caught.value)


@pytest.mark.parametrize("ending", SOUND)
def test_sound_file_passes_and_is_left_at_its_start(ending):
    stream = io.BytesIO(SOUND[ending])
    check(stream, KINDS[ending])
    assert stream.read() == SOUND[ending]


@pytest.mark.parametrize("ending", SOUND)
def test_file_is_no_other_kind_than_its_own(ending):
    for other in SOUND.keys() - {ending}:
        assert f"nội dung không phải là tệp .{other}: chọn đúng tệp" in refusal(
            SOUND[ending], other
        )


# Damage


def cut_short(data: bytes) -> bytes:
    return data[:-400]


def directory_cut(data: bytes) -> bytes:
    """The end is there; the directory that it names has lost its first entry."""
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    return data[:start] + data[start + 30 : end] + data[end:]


def parts_of(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.infolist()


def content_of(data: bytes, info: zipfile.ZipInfo) -> tuple[int, int]:
    """First byte of a part's compressed content, and the byte after its last."""
    at = info.header_offset
    name, extra = struct.unpack("<HH", data[at + 26 : at + 30])
    start = at + 30 + name + extra
    return start, start + info.compress_size


def each_part_damaged(data: bytes) -> list[bytes]:
    """Copies in which the content of one part is no deflate stream (zlib.error)."""
    damaged = []
    for info in parts_of(data):
        first, last = content_of(data, info)
        if last > first:
            damaged.append(data[:first] + b"\xff" * (last - first) + data[last:])
    return damaged


def names_in_no_unicode(data: bytes) -> bytes:
    """Names that say they are UTF-8 and are not."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 9] |= 0x08
        changed[at + 46] = 0xFF
        at = changed.find(b"PK\x01\x02", at + 46)
    return bytes(changed)


def checksum_wrong(data: bytes) -> bytes:
    """The last part is another than the one that was packed."""
    changed = bytearray(data)
    at = changed.rindex(b"PK\x01\x02")
    changed[at + 16 : at + 20] = struct.pack("<I", zlib.crc32(b"khac"))
    return bytes(changed)


@pytest.mark.parametrize("ending", SOUND)
@pytest.mark.parametrize("damage", [cut_short, directory_cut, names_in_no_unicode, checksum_wrong])
def test_damaged_file_is_refused_with_what_to_do(ending, damage):
    expected = f"Tệp “{NAME}.{ending}” bị hỏng nên không mở được: mở bằng {KINDS[ending].program}"
    assert refusal(damage(SOUND[ending]), ending).startswith(expected)


@pytest.mark.parametrize("ending", SOUND)
def test_damage_of_any_part_is_found(ending):
    damaged = each_part_damaged(SOUND[ending])
    assert len(damaged) > 1
    for data in damaged:
        assert "bị hỏng nên không mở được" in refusal(data, ending)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    ending=st.sampled_from(sorted(SOUND)),
    place=st.floats(0, 1, exclude_max=True),
    damage=st.binary(min_size=1, max_size=40),
    is_cut=st.booleans(),
)
def test_no_damage_gives_anything_but_a_sentence(ending, place, damage, is_cut):
    data = SOUND[ending]
    at = int(place * len(data))
    changed = data[:at] + damage + data[at + len(damage) :]
    try:
        check(io.BytesIO(changed[: at + 5] if is_cut else changed), KINDS[ending])
    except Unreadable as refused:
        assert str(refused).endswith(".")  # noqa: PT017 -- some damage changes nothing


@settings(max_examples=40, deadline=None)
@given(ending=st.sampled_from(sorted(KINDS)), data=st.binary(max_size=300))
def test_no_bytes_give_anything_but_a_sentence(ending, data):
    for content in (b"PK\x03\x04" + data, b"<" + data):
        assert refusal(content, ending).startswith(f"Tệp “{NAME}.{ending}” ")


# Harm


def with_parts(ending: str, **parts: str) -> bytes:
    stream = io.BytesIO(SOUND[ending])
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[changed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 70_000
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le")
ODF_PASSWORD = open_document("text", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"})
DTD = '<?xml version="1.0"?>' + " " * 70_000 + '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
BOMB = "a" * 3_000_000


@pytest.mark.parametrize(
    ("ending", "data", "sentence"),
    [
        ("docx", PASSWORD, "đặt mật khẩu nên không đọc được: mở bằng Word, bỏ mật khẩu"),
        ("xlsx", locked(SOUND["xlsx"]), "đặt mật khẩu nên không đọc được: mở bằng Excel"),
        ("odt", ODF_PASSWORD, "đặt mật khẩu nên không đọc được: mở bằng LibreOffice"),
        ("docx", OLE, "theo định dạng .doc cũ: mở bằng Word, nhấn F12, chọn kiểu .docx"),
        ("xlsx", OLE, "theo định dạng .xls cũ: mở bằng Excel, nhấn F12, chọn kiểu .xlsx"),
        ("xlsx", with_parts("xlsx", **{"xl/workbook.bin": ""}), "theo định dạng .xlsb: mở bằng"),
        ("docx", with_parts("docx", **{"word/vbaProject.bin": "x"}), "có macro nên không nhận"),
        ("odt", with_parts("odt", **{"Basic/Standard/M.xml": "x"}), "có macro nên không nhận"),
        ("ods", with_parts("ods", **{"Scripts/python/m.py": "x"}), "có macro nên không nhận"),
        ("docx", with_parts("docx", **{"word/x.xml": BOMB}), "phình quá lớn khi mở"),
        ("odt", with_parts("odt", **{"Pictures/x": BOMB}), "phình quá lớn khi mở"),
        ("xlsx", with_parts("xlsx", **{"xl/x.xml": DTD}), "chứa khai báo lạ không an toàn (DTD)"),
        ("docx", with_parts("docx", **{"word/x.bin": DTD}), "chứa khai báo lạ không an toàn (DTD)"),
        ("docx", b"", "trống, không có nội dung: chọn lại tệp khác"),
    ],
)  # fmt: skip
def test_what_may_do_harm_is_refused_with_what_to_do(ending, data, sentence):
    assert refusal(data, ending).startswith(f"Tệp “{NAME}.{ending}” {sentence}")


def test_libraries_without_macros_and_pictures_with_a_dtd_pass():
    libraries = dict.fromkeys(["Basic/script-lc.xml", "Basic/Standard/script-lb.xml"], "x")
    check(io.BytesIO(with_parts("odt", **libraries)), KINDS["odt"])
    check(io.BytesIO(with_parts("docx", **{"word/media/a.svg": DTD})), KINDS["docx"])


def test_sum_of_the_parts_has_a_limit():
    data = SOUND["docx"]
    total = sum(info.file_size for info in parts_of(data))
    check(io.BytesIO(data), KINDS["docx"], max_inflated=total)
    assert "phình quá lớn khi mở" in refusal(data, "docx", max_inflated=total - 1)


def test_half_a_million_entries_are_refused_unread(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "phình quá lớn" in refusal(b"PK\x03\x04" + b"PK\x01\x02" * (MAX_MEMBERS + 1), "xlsx")


def test_packing_that_no_office_uses_is_refused():
    stream = io.BytesIO(SOUND["odt"])
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.xml", "x")
    assert "bị hỏng nên không mở được" in refusal(stream.getvalue(), "odt")


def test_size_is_refused_before_anything_is_read():
    check_size(10 * 2**20, megabytes=10)
    with pytest.raises(Unreadable, match=r"^Tệp “a\.docx” lớn hơn 10 MB: bỏ bớt ảnh"):
        check_size(10 * 2**20 + 1, megabytes=10, name="a.docx")
