"""The register of decisions."""

from __future__ import annotations

from config.register import Column, Kind, Register

DECISIONS = Register(
    title="Quyết định về hòa giải viên",
    lead="Công nhận, cho thôi hòa giải viên, tổ trưởng. Dự thảo chưa làm thay đổi danh sách.",
    things="quyết định",
    caption="Quyết định về tổ hòa giải, hòa giải viên, mới nhất trước",
    file_name="Danh sách quyết định",
    columns=(
        Column(
            "number",
            "Số, ký hiệu",
            Kind.TITLE,
            value=lambda one: "Dự thảo" if one.is_draft else one.number,
            width=18,
        ),
        Column(
            "issued_on",
            "Ngày",
            Kind.NUMBER,
            value=lambda one: None if one.is_draft else one.issued_on,
            empty="chưa ban hành",
            width=12,
        ),
        Column("summary", "Trích yếu", width=50),
        Column("n_teams", "Tổ", Kind.NUMBER, width=8),
        Column("n_recognise", "Công nhận", Kind.NUMBER, width=12),
        Column("n_head", "Tổ trưởng", Kind.NUMBER, width=12),
        Column("n_end", "Cho thôi", Kind.NUMBER, width=12),
    ),
    nothing=(
        "Chưa có quyết định nào",
        "Chuẩn bị dự thảo, đưa các tổ cần kiện toàn vào; khi có số và ngày, danh sách đổi theo.",
    ),
)
