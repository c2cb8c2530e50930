"""The list proposed for commendation as .docx (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Sequence

from mediators.models import Commendation
from mediators.models.merits import Asked, Merit
from plans.models import Locality
from plans.office.nd30 import Column, Sheet, short_place

PROPOSAL = "Danh sách đề nghị khen thưởng"
_COLUMNS = (
    Column("TT", 10),
    Column("Họ và tên", 36, is_text=True),
    Column("Chức danh, tổ hòa giải", 38, is_text=True),
    Column("Thành tích", 50, is_text=True),
    Column("Hình thức đề nghị", 26, is_text=True),
)


def proposal_document(
    locality: Locality, chosen: Sequence[Merit], asked: Asked, *, form: Commendation.Form
) -> bytes:
    """Names, teams and figures; no personal data: the list goes from hand to hand."""
    sheet = Sheet(title=PROPOSAL)
    sheet.header(
        body=f"Ủy ban nhân dân\n{locality.name}",
        number="",
        place=short_place(locality.name),
        day=None,
    )
    sheet.title("Danh sách", "Đề nghị khen thưởng hòa giải viên ở cơ sở")
    sheet.paragraph(
        f"Thành tích trong công tác hòa giải ở cơ sở từ ngày {asked.first:%d/%m/%Y} đến ngày "
        f"{asked.last:%d/%m/%Y}; số người đề nghị: {len(chosen):02d}."
    )
    rows = [
        (str(number), one.person.full_name, post(one), one.achievement, str(form.label))
        for number, one in enumerate(chosen, start=1)
    ]
    sheet.table(_COLUMNS, rows)
    sheet.sign_off(
        recipients=("- Hội đồng thi đua - khen thưởng;", "- Lưu: VT."),
        signer=("TM. Ủy ban nhân dân", "Chủ tịch"),
        signer_name="",
    )
    return sheet.as_bytes()


def post(one: Merit) -> str:
    """Role and team; the unit before the merger tells two teams of one name apart."""
    person = one.person
    unit = f" ({person.team_former_unit} cũ)" if person.team_former_unit else ""
    return f"{person.role_word}, Tổ hòa giải {person.team_name}{unit}"
