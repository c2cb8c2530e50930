"""The register of cases. Its workbook has the columns of the paper ledger: see ``ledger``."""

from __future__ import annotations

from config.register import Column, Kind, Register
from mediators.registers import COMMUNES

CASES = Register(
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
        Column("status", "Tình trạng", template="mediators/cases/_case_status.html"),
        Column(
            "ended_on",
            "Kết thúc",
            Kind.NUMBER,
            template="mediators/cases/_case_end.html",
            sort="ket-thuc",
        ),
    ),
    nothing=(
        "Chưa có vụ, việc nào",
        "Chép từ sổ giấy của từng tổ: chọn “Nhập nhiều vụ, việc”, mỗi vụ một dòng.",
    ),
)
