"""Evidence: known documents are used again, files are what they say, links lead somewhere."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.documents.services import Proof, remove_evidence
from tasks.documents.uploads import MAX_MEGABYTES, check_upload, safe_name
from tasks.models import Document, Evidence, StatusUpdate, TaskYear
from tasks.states import Review
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.cells import (
    PDF,
    TODAY,
    doing,
    done,
    errors_of,
    form_data,
    marked,
    page_of,
    record,
    text_of,
    url_of,
    words_of,
)

NUMBER = "412/BC-UBND"
DAY = dt.date(2026, 11, 20)
ROW = {"number": NUMBER, "issued_on": "20/11/2026"}


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def at_work(client, cast):
    client.force_login(cast.officer)
    return client


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def office(main, **others):
    types = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{main}"/>'
    return packed(**{"[Content_Types].xml": types, "word/document.xml": "<w/>", **others})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le")
DOCX = office("wordprocessingml.document.main+xml")
XLSX = office("spreadsheetml.sheet.main+xml")
ODT = packed(mimetype="application/vnd.oasis.opendocument.text")


# What may be uploaded


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Báo cáo.pdf", PDF),
        ("BAO CAO.PDF", b"\0\0" + PDF),
        ("bao-cao.docx", DOCX),
        ("danh-sach.xlsx", XLSX),
        ("bao-cao.odt", ODT),
        ("bao-cao.doc", OLE + "WordDocument".encode("utf-16-le")),
        ("danh-sach.xls", OLE + "Workbook".encode("utf-16-le")),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        ("anh.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20),
    ],
)
def test_file_that_is_what_it_says_is_taken(name, content):
    check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("chay.exe", b"MZ", "Chọn tệp PDF, Word, Excel"),
        ("trang.html", b"<script>", "Chọn tệp PDF, Word, Excel"),
        ("hinh.svg", b"<svg/>", "Chọn tệp PDF, Word, Excel"),
        ("khong-duoi", PDF, "Chọn tệp PDF, Word, Excel"),
        ("ho-so.zip", DOCX, "Giải nén rồi gửi từng tệp"),
        ("rong.pdf", b"", "không có nội dung"),
        ("gia.pdf", b"<html>", "nội dung không phải là tệp .pdf"),
        ("gia.png", b"\xff\xd8\xff", "nội dung không phải là tệp .png"),
        ("gia.docx", XLSX, "nội dung không phải là tệp .docx"),
        ("hong.docx", b"PK\x03\x04 hong", "“hong.docx” bị hỏng nên không mở được: mở bằng Word"),
        ("gia.doc", OLE, "nội dung không phải là tệp .doc"),
        ("khoa.docx", PASSWORD, "“khoa.docx” đặt mật khẩu nên không đọc được: mở bằng Word"),
        (
            "macro.docx",
            office("wordprocessingml.document.main+xml macroEnabled"),
            "“macro.docx” có macro nên không nhận",
        ),
        ("nang.pdf", PDF + b"\0" * MAX_MEGABYTES * 2**20, "“nang.pdf” lớn hơn 20 MB: bỏ bớt ảnh"),
    ],
)
def test_file_that_is_not_is_refused_with_what_to_do(name, content, sentence):
    with pytest.raises(ValidationError) as caught:
        check_upload(SimpleUploadedFile(name, content))
    assert sentence in caught.value.messages[0]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo quý III.pdf", "Báo cáo quý III.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\tai lieu\\bao cao.pdf", "bao cao.pdf"),
        ('a"b\r\nX: y<1>.pdf', "a b X y 1 .pdf"),
        ("..", ""),
        (f"{'a' * 300}.pdf", f"{'a' * 150}.pdf"),
        ("Ba\u0301o.pdf", "Báo.pdf"),
    ],
)
def test_name_of_a_file_is_made_harmless(name, safe):
    assert safe_name(name) == safe


def test_file_stands_on_disk_under_a_name_of_our_own(at_work, cast):
    upload = SimpleUploadedFile("../../../Báo cáo.pdf", PDF)
    at_work.post(url_of(cast.task_year), form_data({**ROW, "file": upload}))
    document = Document.objects.get()
    assert document.file_name == "Báo cáo.pdf"
    stored = Path(document.file.path)
    assert stored.is_relative_to(Path(settings.MEDIA_ROOT) / "van-ban" / str(cast.home.pk))
    assert (stored.suffix, stored.read_bytes()) == (".pdf", PDF)
    assert "Báo" not in stored.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gia.pdf", b"MZ"),
        ("chay.exe", b"MZ"),
        ("hong.docx", DOCX[:-30]),
        ("hong.xlsx", XLSX.replace(b"<Types>", b"<types>")),
        ("hong.odt", ODT.replace(b"PK\x01\x02", b"PK\x00\x00")),
    ],
    ids=["content that lies", "kind that is not taken", "cut short", "other part", "no directory"],
)
def test_refused_file_is_told_at_its_line_and_nothing_is_stored(at_work, cast, name, content):
    upload = SimpleUploadedFile(name, content)
    response = at_work.post(url_of(cast.task_year), form_data({**ROW, "file": upload}))
    assert response.status_code == 422
    [sentence] = errors_of(response)
    assert f"“{name}”" in sentence
    assert Document.objects.count() == StatusUpdate.objects.count() == 0
    assert not Path(settings.MEDIA_ROOT).exists()


def test_file_of_a_refused_form_is_named_and_not_forgotten(at_work, cast):
    upload = SimpleUploadedFile("bao-cao.pdf", PDF)
    first = at_work.post(
        url_of(cast.task_year), form_data({**ROW, "file": upload}, effective_on="1/1/2030")
    )
    assert "Chọn lại tệp: bao-cao.pdf" in errors_of(first)
    row = {**ROW, "unsent_file": "bao-cao.pdf"}
    second = at_work.post(url_of(cast.task_year), form_data(row))
    assert errors_of(second) == [
        "Chọn lại tệp: bao-cao.pdf; nếu thôi, đánh dấu “Không kèm tệp này”"
    ]
    third = at_work.post(url_of(cast.task_year), form_data({**row, "without_file": "on"}))
    assert third.status_code == 302
    assert Document.objects.get().file.name == ""


# Known documents


def cite(client, cell, **row):
    cell.refresh_from_db()
    return client.post(url_of(cell), form_data({**ROW, **row}, version=cell.version))


def test_known_document_is_used_again(at_work, cast):
    other = cast.task_year.timeline.cells.get(year=2025)
    cite(at_work, cast.task_year)
    cite(at_work, other, number=" 412/bc-ubnd ")
    assert Document.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_number_alone_names_the_only_document_that_has_it(at_work, cast):
    known = make.make_document(locality=cast.home, number=NUMBER, kind="letter", issued_on=DAY)
    cite(at_work, cast.task_year, issued_on="")
    assert Evidence.objects.get().document == known


def test_number_of_two_documents_asks_for_the_day(at_work, cast):
    for day in (DAY, TODAY):
        make.make_document(locality=cast.home, number=NUMBER, issued_on=day)
    response = cite(at_work, cast.task_year, issued_on="")
    assert errors_of(response) == [
        f"Nhập ngày của văn bản số {NUMBER}: đã có 2 văn bản mang số này"
    ]


def test_same_number_of_another_day_or_place_is_another_document(at_work, cast):
    make.make_document(locality=cast.home, number=NUMBER, issued_on=TODAY)
    make.make_document(locality=cast.stranger.locality, number=NUMBER, issued_on=DAY)
    cite(at_work, cast.task_year)
    assert Evidence.objects.get().document.locality == cast.home
    assert Document.objects.count() == 3


def test_document_cited_twice_proves_once(at_work, cast):
    cite(at_work, cast.task_year)
    response = cite(at_work, cast.task_year)
    assert response.status_code == 302
    assert (Evidence.objects.count(), StatusUpdate.objects.count()) == (1, 1)


def test_known_document_without_a_file_takes_one(at_work, cast):
    cite(at_work, cast.task_year)
    cite(at_work, cast.task_year, file=SimpleUploadedFile("bao-cao.pdf", PDF))
    document = Document.objects.get()
    assert (document.file_name, Path(document.file.path).read_bytes()) == ("bao-cao.pdf", PDF)


def test_second_file_of_a_document_is_refused_unless_it_is_the_same(at_work, cast):
    cite(at_work, cast.task_year, file=SimpleUploadedFile("mot.pdf", PDF))
    other = cast.task_year.timeline.cells.get(year=2025)
    response = cite(at_work, other, file=SimpleUploadedFile("hai.pdf", PDF + b"khac"))
    assert "đã có tệp “mot.pdf”" in errors_of(response)[0]
    assert cite(at_work, other, file=SimpleUploadedFile("hai.pdf", PDF)).status_code == 302
    assert Document.objects.get().file_name == "mot.pdf"


def test_document_without_a_number_is_known_by_its_summary(at_work, cast):
    cite(at_work, cast.task_year, number="", issued_on="", summary="Ảnh lớp tập huấn")
    assert str(Evidence.objects.get()) == "Báo cáo: Ảnh lớp tập huấn"


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        ({"issued_on": "20/11/2026"}, ["Nhập số, ký hiệu hoặc trích yếu, hoặc chọn tệp"]),
        (
            {"kind": "link", "summary": "Tin"},
            ["Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"],
        ),
        (
            {"kind": "link", "url": "javascript:alert(1)"},
            ["Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"],
        ),
        (
            {"kind": "letter", "number": "1", "issued_on": "1/1/2026", "url": "https://a.vn"},
            ["Chọn loại “Đường dẫn trên mạng”, hoặc bỏ đường dẫn đi"],
        ),
        (
            {"number": "1", "issued_on": "31/2/2026"},
            ["Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"],
        ),
    ],
)
def test_line_that_cannot_be_kept_says_what_to_do(at_work, cast, row, sentences):
    response = at_work.post(url_of(cast.task_year), form_data(row))
    assert errors_of(response) == sentences


def test_line_of_which_only_the_kind_was_touched_counts_for_nothing(at_work, cast):
    assert at_work.post(url_of(cast.task_year), form_data({"kind": "letter"})).status_code == 302
    assert Evidence.objects.count() == 0


# Taking away


@pytest.fixture
def evidence(cast):
    proof = Proof(document=Document(locality=cast.home, number=NUMBER, issued_on=DAY))
    record(cast.task_year, done(), by=cast.officer, proofs=[proof])
    return Evidence.objects.get()


def test_removal_asks_first_and_then_keeps_the_row(at_work, cast, evidence):
    url = reverse("tasks:evidence_remove", args=[evidence.pk])
    assert f"Báo cáo số {NUMBER} ngày 20/11/2026" in text_of(at_work.get(url))
    evidence.refresh_from_db()
    assert evidence.removed_at is None

    response = at_work.post(url, follow=True)
    evidence.refresh_from_db()
    assert (evidence.removed_by, Document.objects.count()) == (cast.officer, 1)
    root = page_of(response)
    assert marked(root, "evidence__item") == []
    assert words_of(marked(root, "log__entry")[0]).startswith("Gỡ minh chứng")
    assert at_work.get(url).status_code == 404


def test_removal_withdraws_the_confirmation(cast, evidence):
    TaskYear.objects.filter(pk=cast.task_year.pk).update(
        review=Review.CONFIRMED, reviewed_by=cast.leader, reviewed_at=evidence.added_at
    )
    for _ in range(2):
        remove_evidence(evidence_id=evidence.pk, by=cast.officer)
    cast.task_year.refresh_from_db()
    assert (cast.task_year.review, cast.task_year.reviewed_by) == (Review.PENDING, None)


def test_removed_document_may_be_cited_again(at_work, cast, evidence):
    remove_evidence(evidence_id=evidence.pk, by=cast.officer)
    record(cast.task_year, doing(), by=cast.officer)
    cite(at_work, cast.task_year)
    assert Evidence.objects.in_force().get().document == evidence.document


# The file


@pytest.fixture
def document(cast):
    document = make.make_document(locality=cast.home, number=NUMBER, file_name="Báo cáo năm.pdf")
    document.file.save("abc.pdf", SimpleUploadedFile("abc.pdf", PDF))
    return document


def test_file_is_handed_over_as_an_attachment_with_its_own_name(at_work, document):
    response = at_work.get(reverse("tasks:document_file", args=[document.pk]))
    assert b"".join(response.streaming_content) == PDF
    response.close()
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20n%C4%83m.pdf"
    )
    assert response["Cache-Control"] == "private, no-store"


def test_file_of_another_locality_does_not_exist(client, cast, document):
    client.force_login(cast.stranger)
    assert client.get(reverse("tasks:document_file", args=[document.pk])).status_code == 404


def test_file_that_is_gone_is_not_found(at_work, document):
    Path(document.file.path).unlink()
    assert at_work.get(reverse("tasks:document_file", args=[document.pk])).status_code == 404


# The list


def rows_of(client, query=""):
    root = page_of(client.get(reverse("tasks:document_list") + query))
    return [words_of(row) for row in root.xpath("//tbody/tr")]


def test_list_says_where_each_document_is_used(at_work, cast, document):
    make.make_evidence(task_year=cast.task_year, document=document)
    make.make_document(locality=cast.stranger.locality, number="1/XA-KHAC")
    assert rows_of(at_work) == [f"Báo cáo số {NUMBER} II.2.b, 2026 Tải về Báo cáo năm.pdf"]


@pytest.mark.parametrize("text", ["ket qua", "KẾT QUẢ", "412", "bao cao 412"])
def test_list_is_searched_without_marks_and_case(at_work, cast, text):
    make.make_document(locality=cast.home, number=NUMBER, summary="Kết quả kiện toàn")
    make.make_document(locality=cast.home, number="9/QĐ-UBND", kind="decision")
    assert len(rows_of(at_work, f"?tim={text}")) == 1


def test_list_without_a_hit_says_what_to_try(at_work, cast):
    assert "Không tìm thấy văn bản nào" in text_of(at_work.get("/van-ban/?tim=khong-co"))


def test_numbers_are_offered_again(at_work, cast):
    make.make_document(
        locality=cast.home, number=NUMBER, issued_on=DAY, summary="Kết quả kiện toàn"
    )
    make.make_document(locality=cast.stranger.locality, number="1/XA-KHAC")
    root = page_of(at_work.get("/van-ban/?goi-y"))
    options = [(one.get("value"), one.text_content()) for one in root.xpath("//option")]
    assert options == [(NUMBER, "Báo cáo, 20/11/2026: Kết quả kiện toàn")]
