"""The meeting sheet as .docx in the layout of decree 30/2020/NĐ-CP."""

from __future__ import annotations

import datetime as dt

from plans.office.nd30 import Column, short_place
from plans.office.nd30 import Sheet as Paper
from tasks.reports.meeting import Figures, Part, Sheet

_COLUMNS = (
    Column("TT", 9),
    Column("Nhiệm vụ", 60, is_text=True),
    Column("Phụ trách", 33, is_text=True),
    Column("Hạn", 23),
    Column("Tình trạng", 35, is_text=True),
)
RECIPIENTS = ("- Chủ tịch, các Phó Chủ tịch UBND;", "- Lưu: VT.")
NO_BREAK = "\N{NO-BREAK SPACE}"


def meeting_paper(sheet: Sheet, *, place: str, plan: str, written_on: dt.date) -> bytes:
    """The same parts, rows and cuts as on the sheet; number and signature are the office's."""
    paper = Paper(title=f"Báo cáo giao ban {sheet.day:%d/%m/%Y}")
    paper.header(
        body=f"Ủy ban nhân dân {place.replace(' ', NO_BREAK)}",
        number="Số:       /BC-UBND",
        place=short_place(place),
        day=written_on,
    )
    paper.title("Báo cáo", f"Giao ban tính đến ngày {sheet.day:%d/%m/%Y}")
    paper.paragraph(f"Kế hoạch theo dõi: {plan}. Lần giao ban trước: {sheet.since:%d/%m/%Y}.")
    for sentence in figures_in_words(sheet.figures):
        paper.paragraph(sentence)
    for part in sheet.parts:
        _write(paper, part)
    end = "./."
    if sheet.absent:
        paper.paragraph(f"Không có nội dung ở các mục: {'; '.join(sheet.absent)}{end}")
    else:
        paper.paragraph(f"Trên đây là báo cáo giao ban ngày {sheet.day:%d/%m/%Y}{end}")
    paper.sign_off(recipients=RECIPIENTS, signer=("Người báo cáo",), signer_name="")
    return paper.as_bytes()


def figures_in_words(figures: Figures) -> list[str]:
    """The figures of the sheet as an office writes them."""
    of_year = (
        f"Năm {figures.year} có {figures.total} nhiệm vụ: {figures.ended} đã kết thúc, "
        f"{figures.overdue} quá hạn, {figures.due_soon} sắp đến hạn, {figures.not_due} chưa đến "
        "hạn."
    )
    found = [of_year]
    if figures.earlier_open:
        found.append(
            f"Từ các năm trước còn {figures.earlier_open} nhiệm vụ chưa kết thúc, trong đó "
            f"{figures.earlier_overdue} quá hạn."
        )
    found.append(
        f"Lâu chưa cập nhật: {figures.silent} nhiệm vụ; xin ý kiến chỉ đạo: {figures.asking} nhiệm "
        f"vụ; ý kiến chỉ đạo chưa kết thúc: {figures.directions}."
    )
    return found


def _write(paper: Paper, part: Part) -> None:
    paper.heading(f"{part.number}. {part.title}")
    if part.lines:
        rows = [
            [
                str(number),
                f"{line.name} ({line.code}, năm {line.year})",
                line.who,
                line.due,
                line.label.word,
            ]
            for number, line in enumerate(part.lines, start=1)
        ]
        paper.table(_COLUMNS, rows)
    for note in part.notes:
        paper.paragraph(f"- {note.text}")
    if part.more:
        paper.paragraph(f"({part.more})", italic=True)
