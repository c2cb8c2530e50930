"""Documents in the layout of decree 30/2020/NĐ-CP, annex I, with python-docx.

A4 upright, margins 20-25, 20-25, 30-35, 15-20 mm, Times New Roman, page number centred on top from
page 2 on. A document is built from the top down: ``Sheet(...)``, ``header``, ``title``, paragraphs
and tables, ``sign_off``; ``new_page`` begins an annex; ``as_bytes`` ends it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
BODY_PT = 14
TABLE_PT = 12
LINE_MM = 160  # width of the text: 210 less 30 and 20
CENTRE, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

NO_BREAK = "\N{NO-BREAK SPACE}"
_KINDS = ("xã ", "phường ", "đặc khu ", "thị trấn ")


def short_place(name: str) -> str:
    """The name without the kind of unit, as the line of place and day has it."""
    kind = next((kind for kind in _KINDS if name.lower().startswith(kind)), "")
    return name[len(kind) :]


def committee_of(place: str) -> str:
    """The people's committee as a header names it; the name of the place is not broken."""
    return f"Ủy ban nhân dân {place.replace(' ', NO_BREAK)}"


def day_in_words(day: dt.date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a 0; blanks for None."""
    if day is None:
        return "ngày      tháng      năm        "
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``width`` in mm; text is centred unless ``is_text``."""

    title: str
    width: float
    is_text: bool = False


class Sheet:
    """A document being written.

    A dense one has the smallest letters and distances of the decree, for a sheet that should be
    one page: 13 points, lines one below the other, tables without a row of column numbers.
    """

    def __init__(self, *, title: str, is_dense: bool = False) -> None:
        self.document = Document()
        self.is_dense = is_dense
        self.body_pt, self.table_pt = (13, 11) if is_dense else (BODY_PT, TABLE_PT)
        self._set_page()
        self._set_body()
        properties = self.document.core_properties
        properties.title, properties.language, properties.author = title, "vi-VN", ""
        properties.comments = ""

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)
        if self.is_dense:
            section.right_margin = Mm(15)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.first_line_indent = Mm(0)
        for kind in ("begin", "PAGE", "end"):
            run = _in_font(paragraph.add_run(), 13)
            if kind == "PAGE":
                code = OxmlElement("w:instrText")
                code.text = kind
                code.set(qn("xml:space"), "preserve")
            else:
                code = OxmlElement("w:fldChar")
                code.set(qn("w:fldCharType"), kind)
            run._r.append(code)  # noqa: SLF001 -- python-docx has no fields of its own

    def _set_body(self) -> None:
        style: Any = _in_font(self.document.styles["Normal"], self.body_pt)
        layout = style.paragraph_format
        layout.space_after, layout.line_spacing = Pt(6), 1.0 if self.is_dense else 1.15
        layout.first_line_indent = Mm(10 if self.is_dense else 12.7)
        layout.alignment = JUSTIFY
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.get_or_add_rPr().append(language)

    # Parts, from the top down

    def header(
        self, *, body: str, above: str = "", number: str, place: str, day: dt.date | None
    ) -> None:
        """Issuing body and number on the left; the State's name, place and day on the right.

        ``body`` and ``above`` break where their lines do; the rule stands below the body.
        """
        table = self.document.add_table(rows=2, cols=2)
        widths = (Mm(64), Mm(98))
        _set_widths(table, widths)
        _set_cell_margins(table, 0)
        left, right = table.rows[0].cells
        for line in above.upper().splitlines():
            _write(left, line, 13)
        names = [_write(left, line, 13, bold=True) for line in body.upper().splitlines()]
        _rule_under(names[-1], share=0.4, width=widths[0])
        _write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, bold=True)
        motto = _write(right, "Độc lập - Tự do - Hạnh phúc", 13.5, bold=True)
        _rule_under(motto, share=0.6, width=widths[1])
        left, right = table.rows[1].cells
        if number:
            _write(left, number, 13)
        _write(right, f"{place}, {day_in_words(day)}", 13.5, italic=True)

    def title(self, kind: str, subject: str) -> None:
        """The kind in capitals, the subject below it, a rule."""
        self.centred(kind.upper(), bold=True, before=0 if self.is_dense else 12)
        _rule_under(self.centred(subject, bold=True), share=0.25, width=Mm(LINE_MM))

    def centred(
        self,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> Paragraph:
        return _write(
            self.document,
            text,
            self.body_pt,
            bold=bold,
            italic=italic,
            before=before,
            after=after,
            is_new=True,
        )

    def paragraph(self, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
        """Body text: justified, first line indented."""
        paragraph = self.document.add_paragraph()
        _in_font(paragraph.add_run(text), self.body_pt, bold=bold, italic=italic)
        return paragraph

    def item(self, text: str) -> None:
        """A line of a list: as body text, closer to the next where the sheet is dense."""
        paragraph = self.paragraph(f"- {text}")
        if self.is_dense:
            paragraph.paragraph_format.space_after = Pt(1)

    def article(self, name: str, text: str) -> None:
        """ "Điều 1." in bold, the text beside it."""
        paragraph = self.paragraph(f"{name} ", bold=True)
        _in_font(paragraph.add_run(text), BODY_PT)

    def heading(self, text: str) -> None:
        """A bold line that stays with what follows."""
        layout = self.paragraph(text, bold=True).paragraph_format
        layout.keep_with_next = True
        if self.is_dense:
            layout.space_before, layout.space_after = Pt(3), Pt(1)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        room: float = 2,
        bold: Collection[int] = (),
    ) -> None:
        """With a row of heads that repeats on each page, and a row of column numbers.

        The heads stay with the first row: no page ends in heads alone. ``room``: points above and
        below the text of a row, more where it is to be signed. Rows of those numbers
        (from 0) are ``bold`` and stay with the next.
        """
        table = self.document.add_table(rows=0, cols=len(columns), style="Table Grid")
        heads = [[column.title for column in columns]]
        if not self.is_dense:
            heads.append([f"({number})" for number in range(1, len(columns) + 1)])
        for index, texts in enumerate([*heads, *rows]):
            is_head = index < len(heads)
            is_bold = index == 0 or index - len(heads) in bold
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx cannot say it
            properties.append(OxmlElement("w:cantSplit"))
            if is_head:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, column, text in zip(row.cells, columns, texts, strict=True):
                align = LEFT if column.is_text and not is_head else CENTRE
                free = 2 if is_head else room
                written = _write(
                    cell, text, self.table_pt, bold=is_bold, align=align, before=free, after=free
                )
                written.paragraph_format.keep_with_next = is_head or is_bold or None
        _set_widths(table, [Mm(column.width) for column in columns])
        _set_cell_margins(table, 1.2)
        self._after_table()

    def _after_table(self) -> None:
        """A line of air, which Word wants between two tables."""
        air = self.document.add_paragraph()
        air.paragraph_format.space_after = Pt(0)
        if self.is_dense:
            air.paragraph_format.line_spacing = Pt(3)

    def sign_off(
        self, *, recipients: Sequence[str], signer: Sequence[str], signer_name: str
    ) -> None:
        """ "Nơi nhận" on the left, who signs on the right with room to do so."""
        table = self.document.add_table(rows=1, cols=2)
        _set_widths(table, (Mm(LINE_MM / 2), Mm(LINE_MM / 2)))
        left, right = table.rows[0].cells
        if recipients:
            _write(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
            for line in recipients:
                _write(left, line, 11, align=LEFT)
        for line in signer:
            _write(right, line.upper(), self.body_pt, bold=True)
        for _ in range(2 if self.is_dense else 4):
            _write(right, "", self.body_pt, is_new=True)
        if signer_name or not self.is_dense:
            _write(right, signer_name, self.body_pt, bold=True)
        if self.is_dense:  # a document ends in a paragraph: it shall not ask for a page
            end = _write(self.document, "", 1)
            end.paragraph_format.line_spacing = Pt(1)

    def new_page(self) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def as_bytes(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


# The parts of python-docx that it has no names for


def _in_font(part: Any, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    """A run or a style in our font: Word looks it up per script."""
    part.font.name, part.font.size = FONT, Pt(size)
    part.font.bold, part.font.italic = bold or None, italic or None
    fonts = part._element.get_or_add_rPr().find(qn("w:rFonts"))  # noqa: SLF001
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    return part


def _write(
    place: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    before: float = 0,
    after: float = 0,
    is_new: bool = False,
) -> Paragraph:
    """A line without indent; a cell's first empty paragraph is used before a new one."""
    first = place.paragraphs[0] if isinstance(place, _Cell) else None
    is_free = first is not None and not first.text and len(place.paragraphs) == 1 and not is_new
    paragraph: Paragraph = first if is_free and first is not None else place.add_paragraph()
    _in_font(paragraph.add_run(text), size, bold=bold, italic=italic)
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing, layout.first_line_indent = 1.0, Mm(0)
    return paragraph


def _rule_under(paragraph: Paragraph, *, share: float, width: Length) -> None:
    """A line below a text: the upper border of an empty paragraph, indented on both sides."""
    element: Any = OxmlElement("w:p")
    paragraph._p.addnext(element)  # noqa: SLF001
    rule = Paragraph(element, paragraph._parent)  # noqa: SLF001
    layout = rule.paragraph_format
    layout.left_indent = layout.right_indent = Length(int(width * (1 - share) / 2))
    layout.first_line_indent = Mm(0)
    layout.space_before, layout.space_after, layout.line_spacing = Pt(3), Pt(6), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    after = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    element.get_or_add_pPr().insert_element_before(borders, *after)


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    """On columns and cells alike: LibreOffice reads the one, Word the other."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _set_cell_margins(table: Table, millimetres: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(round(millimetres * 56.7)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.append(margins)  # noqa: SLF001
