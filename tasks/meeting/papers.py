"""The meeting sheet as .docx in the layout of decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Sequence

from plans.office.nd30 import Column, committee_of, short_place
from plans.office.nd30 import Sheet as Paper
from tasks.board.board import Board
from tasks.meeting.page import Figures, Part, Sheet

_COLUMNS = (
    Column("TT", 8),
    Column("Nhiệm vụ", 78, is_text=True),
    Column("Phụ trách", 27, is_text=True),
    Column("Hạn", 21),
    Column("Tình trạng", 31, is_text=True),
)
RECIPIENTS = ("- Chủ tịch, các Phó Chủ tịch UBND;", "- Lưu: VT.")


def meeting_paper(sheet: Sheet, board: Board) -> bytes:
    """The same parts, rows and cuts as on the sheet; number and signature are the office's."""
    place = board.localities[0].name
    plans = "; ".join(str(plan) for plan in board.plans)
    paper = Paper(title=f"Báo cáo giao ban {sheet.day:%d/%m/%Y}", is_dense=True)
    paper.header(
        body=committee_of(place),
        number="Số:       /BC-UBND",
        place=short_place(place),
        day=sheet.day,
    )
    paper.title("Báo cáo", f"Giao ban tính đến ngày {sheet.day:%d/%m/%Y}")
    opening = f"Theo dõi: {plans}. Giao ban trước: {sheet.since:%d/%m/%Y}."
    paper.paragraph(" ".join([opening, *figures_in_words(sheet.figures)]))
    _write_lines(paper, [part for part in sheet.parts if part.lines])
    for part in sheet.parts:
        if not part.lines:
            _write_notes(paper, part)
    end = "./."
    if sheet.absent:
        paper.paragraph(f"Không có: {'; '.join(sheet.absent)}{end}")
    else:
        paper.paragraph(f"Trên đây là báo cáo giao ban ngày {sheet.day:%d/%m/%Y}{end}")
    paper.sign_off(recipients=RECIPIENTS, signer=("Người báo cáo",), signer_name="")
    return paper.as_bytes()


def figures_in_words(figures: Figures) -> list[str]:
    """The figures of the sheet as an office writes them."""
    earlier = f" ({figures.late_earlier} từ các năm trước)" if figures.late_earlier else ""
    of_year = f"Năm {figures.year} có {figures.total} nhiệm vụ, {figures.ended} đã kết thúc."
    of_all = (
        f"Tính chung các năm: {figures.late} quá hạn{earlier}, {figures.due_soon} sắp đến hạn, "
        f"{figures.silent} quá kỳ chưa cập nhật, {figures.unassigned} nhiệm vụ chưa phân công."
    )
    found = [of_year, of_all]
    counts = (
        (figures.asking, "xin ý kiến chỉ đạo"),
        (figures.waiting, "ý kiến chỉ đạo chờ trả lời"),
        (figures.to_confirm, "chờ xác nhận"),
        (figures.returned, "trả lại"),
    )
    others = ", ".join(f"{n} {words}" for n, words in counts if n)
    if others:
        found.append(f"Cần lãnh đạo xem: {others}.")
    return found


def _write_lines(paper: Paper, parts: Sequence[Part]) -> None:
    """One table, so that its heads stand once: each part under a bold row of its own."""
    rows: list[list[str]] = []
    titles = []
    for part in parts:
        titles.append(len(rows))
        rows.append(["", f"{part.number}. {part.title}", "", "", ""])
        rows += [
            [
                str(number),
                f"{line.name} ({line.code}, năm {line.year})",
                line.who,
                line.due,
                line.label.word,
            ]
            for number, line in enumerate(part.lines, start=1)
        ]
        if part.more:
            rows.append(["", f"({part.more})", "", "", ""])
    if rows:
        paper.table(_COLUMNS, rows, room=0.5, bold=titles)


def _write_notes(paper: Paper, part: Part) -> None:
    paper.heading(f"{part.number}. {part.title}")
    for note in part.notes:
        paper.item(note.text)
    if part.more:
        paper.paragraph(f"({part.more})", italic=True)
