"""What a Word file may hold beside plain paragraphs."""

from __future__ import annotations

import docx

from plans.document import PlanDocument, read
from tests.plans.document.builders import (
    body_file,
    paragraph_xml,
    part,
    save,
    with_part,
    word_file,
)
from tests.plans.document.reading import all_told, codes, even

WPS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TASK = "".join(
    paragraph_xml(text)
    for text in ("I. NHIỆM VỤ", "1. Việc một", "- Cơ quan chủ trì: Sở A.", "2. Việc hai")
)


def read_body(xml: str) -> PlanDocument:
    return read(body_file(xml, namespaces=WPS), name="tep.docx")


def headings(plan: PlanDocument) -> list[str]:
    return [section.heading for section in plan.sections]


def test_tracked_changes_are_read_as_accepted() -> None:
    plan = read_body(
        TASK + '<w:p><w:r><w:t xml:space="preserve">3. Việc </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="2"><w:r><w:t>đi</w:t></w:r></w:moveFrom>'
        '<w:ins w:id="3"><w:r><w:t>mới</w:t></w:r></w:ins></w:p>'
    )

    assert headings(plan)[-1] == "Việc mới"


def test_deleted_paragraph_mark_joins_paragraphs() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'

    plan = read_body(TASK + paragraph_xml("3. Việc ", properties=mark) + paragraph_xml("ba"))

    assert headings(plan)[-1] == "Việc ba"


def test_deleted_row_is_left_out() -> None:
    def row(*texts: str, properties: str = "") -> str:
        cells = "".join(f"<w:tc>{paragraph_xml(text)}</w:tc>" for text in texts)
        return f"<w:tr>{properties}{cells}</w:tr>"

    deleted = '<w:trPr><w:del w:id="1"/></w:trPr>'
    plan = read_body(
        "<w:tbl>"
        + row("TT", "Nội dung", "Cơ quan chủ trì")
        + row("1", "Việc một", "Sở A")
        + row("2", "Việc hai", "Sở B", properties=deleted)
        + "</w:tbl>"
    )

    assert all_told(plan) == [even("1 | Sở A | |")]


def test_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph_xml('3. Việc trong khung')}</w:txbxContent>"
    plan = read_body(
        TASK + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert headings(plan) == ["NHIỆM VỤ", "Việc một", "Việc hai", "Việc trong khung"]


def test_soft_line_break_before_a_label_begins_a_paragraph() -> None:
    plan = read_body(
        paragraph_xml("I. NHIỆM VỤ")
        + "<w:p><w:r><w:t>1. Việc rất</w:t><w:br/><w:t>dài</w:t><w:br/>"
        "<w:t>- Cơ quan chủ trì: Sở A</w:t><w:br/><w:t>- Thời gian: Năm 2026</w:t></w:r></w:p>"
    )

    assert headings(plan)[-1] == "Việc rất dài"
    assert all_told(plan) == [even("I.1 | Sở A | | once 2026-2026 2026-12-31")]


def test_tabs_hidden_text_and_fields() -> None:
    plan = read_body(
        TASK + "<w:p><w:r><w:t>3.</w:t><w:tab/><w:t>Việc</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        "<w:r><w:noBreakHyphen/><w:t>ba</w:t></w:r></w:p>"
    )

    assert headings(plan)[-1] == "Việc-ba"


def test_content_controls_and_links_are_text() -> None:
    plan = read_body(
        TASK + f"<w:sdt><w:sdtContent>{paragraph_xml('3. Việc ba')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>4. Việc bốn</w:t></w:r></w:hyperlink></w:p>"
    )

    assert headings(plan)[-2:] == ["Việc ba", "Việc bốn"]


def test_header_and_footer_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "9. Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "10. Chân trang"
    for text in ("I. NHIỆM VỤ", "1. Việc một"):
        document.add_paragraph(text)

    assert codes(read(save(document), name="tep.docx")) == ["I", "I.1"]


def test_letterhead_and_signature_tables_are_the_frame() -> None:
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 21 /KH-UBND"
    head.cell(1, 1).text = "Tân Lập, ngày 07 tháng 02 năm 2026"
    for text in ("KẾ HOẠCH", "Tập huấn năm 2026", "Căn cứ Luật số 35/2013/QH13;"):
        document.add_paragraph(text)
    for text in ("I. NHIỆM VỤ", "1. Mở lớp", "Đơn vị chủ trì: Phòng Kinh tế", "Trên đây là./."):
        document.add_paragraph(text)
    end = document.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A"

    plan = read(save(document), name="tep.docx")

    assert plan.issuer == "ỦY BAN NHÂN DÂN XÃ TÂN LẬP"
    assert plan.number == "21/KH-UBND"
    assert plan.issued_text == "Tân Lập, ngày 07 tháng 02 năm 2026"
    assert plan.title == "Tập huấn năm 2026"
    assert plan.recipients == ("- Như trên;", "- Lưu: VT.")
    assert plan.signature == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A")
    assert all_told(plan) == [even("I.1 | Phòng Kinh tế | |")]


NUMBERING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%2.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%4)"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def listed(text: str, level: int, number: int = 1) -> str:
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return paragraph_xml(text, properties=f"<w:pPr><w:numPr>{place}</w:numPr></w:pPr>")


def test_automatic_numbers_are_as_word_prints_them() -> None:
    xml = (
        listed("Phần một", 0)
        + listed("Việc một", 1)
        + listed("Phần việc", 2)
        + listed("Điểm", 3)
        + listed("Điểm", 3)
        + listed("Phần việc", 2)
        + listed("Việc hai", 1)
        + listed("Phần việc", 2)
        + listed("Phần năm", 0, number=2)
        + listed("Việc một", 1, number=2)
        + listed("Chi tiết", 4, number=2)
    )
    data = with_part(body_file(xml), "word/numbering.xml", NUMBERING.encode())

    plan = read(data, name="tep.docx")

    assert codes(plan) == [
        "I",
        "I.1",
        "I.1.1",
        "I.1.1.a",
        "I.1.1.b",
        "I.1.2",
        "I.2",
        "I.2.1",
        "V",
        "V.1",
    ]
    assert plan.sections[2].marker == "1.1."
    assert plan.sections[-1].paragraphs == ("1. Việc một", "• Chi tiết")


def test_numbers_may_come_from_a_style() -> None:
    data = with_part(word_file(["x"]), "word/numbering.xml", NUMBERING.encode())
    styles = part(data, "word/styles.xml").replace(
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        b'<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        b'<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
        b"</w:styles>",
    )
    body = part(
        body_file(
            "".join(
                paragraph_xml(text, properties=f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
                for style, text in (("Muc", "Việc một"), ("MucCon", "Việc hai"))
            )
        )
    )
    data = with_part(with_part(data, "word/styles.xml", styles), "word/document.xml", body)

    assert codes(read(data, name="tep.docx")) == ["1", "2"]
