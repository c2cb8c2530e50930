"""The register of cases. Its workbook has the columns of the paper ledger: see ``ledger``."""

from __future__ import annotations

import datetime as dt

from config.register import Column, Kind, Register
from mediators.cases.ledger import known_by
from mediators.models import CaseStatus, MediationCase
from mediators.registers import COMMUNES


def cases_on(day: dt.date) -> Register:
    """The ledger as it stood on that day."""
    return Register(
        title="Vụ, việc hòa giải",
        things="vụ, việc",
        caption="Vụ, việc hòa giải",
        print_label="Bản in đủ các vụ, việc",
        columns=(
            Column(
                "ledger_number",
                "Số trong sổ",
                Kind.TITLE,
                value=lambda case: case.ledger_number or "chưa ghi số",
                sort="so",
            ),
            Column("team.name", "Tổ hòa giải", note="team.place", sort="to"),
            Column("team.commune", "Xã, phường", needs=COMMUNES),
            Column("received_on", "Tiếp nhận", Kind.NUMBER, sort="tiep-nhan"),
            Column("matter", "Nội dung", note="get_scope_display", empty="chưa ghi"),
            Column(
                "mediators",
                "Hòa giải viên",
                value=lambda case: ", ".join(case.mediator_names),
                empty="chưa ghi",
            ),
            Column("status_word", "Tình trạng", note=lambda case: _agreement(case, day)),
            Column(
                "ended_on",
                "Kết thúc",
                Kind.NUMBER,
                value=lambda case: known_by(day, case.ended_on),
                empty="chưa",
                sort="ket-thuc",
            ),
        ),
        nothing=(
            "Chưa có vụ, việc nào",
            "Chép từ sổ giấy của từng tổ: chọn “Nhập nhiều vụ, việc”, mỗi vụ một dòng.",
        ),
    )


def _agreement(case: MediationCase, day: dt.date) -> str:
    if not case.has_written_agreement or case.status != CaseStatus.SUCCESS:
        return ""
    return f"Có văn bản{'; Tòa án công nhận' if known_by(day, case.court_recognised_on) else ''}"
