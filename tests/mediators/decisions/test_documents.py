"""The papers of a decision: their words, their layout, what they leave out."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from mediators.decisions.papers import decision_document, proposal_document
from mediators.models import MembershipRole, Qualification, Sex
from plans.office.nd30 import Column, Sheet, day_in_words
from tests.mediators import factories as make

DAY = dt.date(2026, 2, 5)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_days_are_written_as_the_decree_asks(day, words):
    assert day_in_words(day) == words


def in_mm(*lengths) -> list[int]:
    """Word counts in twentieths of a point: nothing comes back to the last unit."""
    return [round(length.mm) for length in lengths]


def read(content: bytes):
    return Document(io.BytesIO(content))


def words_of(document) -> str:
    texts = [p.text for p in document.paragraphs]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    texts += [p.text for cell in cells for p in cell.paragraphs]
    return "\n".join(texts)


@pytest.fixture
def decision(db):
    hamlet = make.make_hamlet(name="Khu phố 3", former_unit="thị trấn Tân Biên")
    team = make.make_team(hamlet=hamlet)
    gone = make.make_member(team=team, full_name="Phan Văn Dũng", role=MembershipRole.HEAD)
    new = make.make_mediator(
        full_name="Lý Thị Mai",
        sex=Sex.FEMALE,
        ethnic_group="Khmer",
        phone="0987 654 321",
        birth_on=dt.date(1961, 8, 17),
        qualification=Qualification.LAW,
        occupation="Giáo viên",
    )
    return make.make_draft(
        summary="Về việc kiện toàn Tổ hòa giải Khu phố 3",
        bases="Căn cứ Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013;",
        recipients="- Như Điều cuối;\n- Lưu: VT.",
        signer_title="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        signer_name="Nguyễn Văn A",
        lines=[make.end(team, gone.mediator), make.recognise(team, new, as_head=True)],
    )


def paper(decision, write=decision_document):
    return read(write(decision, list(decision.lines.with_all().in_order())))


def test_decision_has_the_page_of_the_decree(decision):
    [section] = paper(decision).sections
    assert in_mm(section.page_width, section.page_height) == [210, 297]
    assert in_mm(section.left_margin, section.right_margin) == [30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml


def test_draft_leaves_number_and_day_blank_and_the_decision_fills_them(decision):
    text = words_of(paper(decision))
    assert "       /QĐ-UBND" in text
    assert "tháng      năm" in text
    make.enact(decision, issued_on=DAY, number="152/QĐ-UBND")
    decision.refresh_from_db()
    text = words_of(paper(decision))
    assert "Số: 152/QĐ-UBND" in text
    assert "Tân Biên, ngày 05 tháng 02 năm 2026" in text
    assert "(Kèm theo Quyết định số 152/QĐ-UBND ngày 05/02/2026)" in text


def test_decision_says_in_articles_what_its_lines_say(decision):
    text = words_of(paper(decision))
    for words in (
        "ỦY BAN NHÂN DÂN\nXÃ TÂN BIÊN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN BIÊN",
        "Căn cứ Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013;",
        "Điều 1. Công nhận 01 hòa giải viên (có danh sách kèm theo).",
        "Điều 2. Công nhận 01 tổ trưởng tổ hòa giải (có danh sách kèm theo).",
        "Điều 3. Cho thôi làm hòa giải viên đối với 01 người (có danh sách kèm theo).",
        "Điều 4. Quyết định này có hiệu lực kể từ ngày ký.",
        "chịu trách nhiệm thi hành Quyết định này./.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
        "Nơi nhận:",
        "Khu phố 3 (thị trấn Tân Biên cũ)",
        "- Như Điều 5;",
    ):
        assert words in text


def test_lists_have_a_row_of_numbers_and_no_personal_data_beyond_the_year(decision):
    document = paper(decision)
    tables = [t for t in document.tables if t.rows[0].cells[0].text == "TT"]
    came, went = [[[c.text for c in row.cells] for row in t.rows] for t in tables]
    assert came[1] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]
    assert came[2][:7] == [  # fmt
        "1",
        "Lý Thị Mai",
        "1961",
        "Nữ",
        "Chuyên môn luật",
        "Giáo viên",
        "Tổ trưởng",
    ]
    assert went[2][1:5] == ["Phan Văn Dũng", "1970", "Nam", "Theo nguyện vọng của hòa giải viên"]
    text = words_of(document)
    assert [word for word in ("Khmer", "0987", "17/08/1961") if word in text] == []


def test_proposal_is_a_sheet_a_team_signed_in_the_hamlet(decision):
    other = make.recognise(make.make_team(name="Ấp 1"), make.make_mediator(full_name="Hồ Văn Nam"))
    other.decision, other.order = decision, 9
    other.save()
    text = words_of(paper(decision, proposal_document))
    assert text.count("TRƯỞNG BAN\nCÔNG TÁC MẶT TRẬN") == 2
    assert "BAN CÔNG TÁC MẶT TRẬN\nKHU PHỐ 3" in text
    assert "Đề nghị kiện toàn Tổ hòa giải Ấp 1" in text


def test_paper_is_downloaded_under_a_name_without_marks(cast, client):
    draft = make.make_draft_with_line(locality=cast.home)
    make.enact(draft, issued_on=DAY, number="152/QĐ-UBND", by=cast.keeper)
    client.force_login(cast.keeper)
    response = client.get(reverse("mediators:decision_paper", args=[draft.pk]))
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="quyet-dinh-152-qd-ubnd.docx"'
    )
    assert read(response.content).tables


def test_widths_are_on_columns_and_cells_alike():
    sheet = Sheet(title="Thử")
    sheet.table([Column("TT", 10), Column("Tên", 60, is_text=True)], [["1", "Một"]])
    [table] = read(sheet.as_bytes()).tables
    assert in_mm(*(column.width for column in table.columns)) == [10, 60]
    assert in_mm(*(cell.width for cell in table.rows[2].cells)) == [10, 60]
