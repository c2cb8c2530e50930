"""The register of commendations."""

from __future__ import annotations

from config.register import Column, Kind, Register

COMMENDATIONS = Register(
    title="Khen thưởng",
    things="lượt khen",
    caption="Khen thưởng, mới nhất trước",
    file_title="KHEN THƯỞNG TRONG CÔNG TÁC HÒA GIẢI Ở CƠ SỞ",
    file_name="Danh sách khen thưởng",
    columns=(
        Column("whom", "Được khen", Kind.TITLE, note="team.place", width=34),
        Column("get_form_display", "Hình thức", width=20),
        Column("get_level_display", "Cấp khen", note="issuer", width=20),
        Column("number", "Quyết định", empty="chưa ghi số", width=18),
        Column("decided_on", "Ngày", Kind.NUMBER, width=12),
        Column("issuer", "Cơ quan khen", on_page=False, width=30),
        Column("reason", "Thành tích", empty="chưa ghi", width=44),
    ),
    nothing=(
        "Chưa ghi khen thưởng nào",
        "Ghi từng quyết định; muốn tìm người xứng đáng thì mở Gợi ý người đề nghị khen thưởng.",
    ),
)
