"""The registers of training: courses, who was not trained in a year, coverage, material."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from config.register import Column, Kind, Register, Value
from mediators.common import team_in_words
from mediators.registers import COMMUNES
from mediators.training.coverage import Covered

COURSES = Register(
    title="Tập huấn, bồi dưỡng",
    lead="Lớp tập huấn, bồi dưỡng, diễn đàn cho hòa giải viên và công chức: ai được mời, ai có "
    "mặt.",
    things="lớp",
    caption="Lớp tập huấn, bồi dưỡng, diễn đàn, mới nhất trước",
    print_label="Bản in đủ danh sách",
    file_title="LỚP TẬP HUẤN, BỒI DƯỠNG, DIỄN ĐÀN",
    file_name="Danh sách lớp tập huấn",
    columns=(
        Column("title", "Tên lớp", Kind.TITLE, note="place", width=40),
        Column("days", "Ngày", width=22),
        Column("place", "Địa điểm", on_page=False, width=24),
        Column("get_kind_display", "Loại", width=18),
        Column("get_audience_display", "Đối tượng", width=24),
        Column("n_invited", "Được mời", Kind.NUMBER, width=10),
        Column(
            "n_present",
            "Có mặt",
            Kind.NUMBER,
            template="mediators/training/_course_present.html",
            width=10,
        ),
        Column(
            "n_absent",
            "Vắng",
            Kind.NUMBER,
            value=lambda one: None if one.n_waiting == one.n_invited else one.n_absent,
            width=10,
        ),
    ),
    nothing=("Chưa có lớp tập huấn nào", "Các lớp sẽ hiện ở đây."),
)

MATERIALS = Register(
    title="Tài liệu cho hòa giải viên",
    lead="Sổ tay, tờ gấp, bộ tài liệu bồi dưỡng; ai đã nhận, ai chưa có.",
    things="tài liệu",
    caption="Tài liệu, mới nhất trước",
    file_name="Danh sách tài liệu cho hòa giải viên",
    columns=(
        Column("title", "Tài liệu", Kind.TITLE, width=44),
        Column("publisher", "Cơ quan phát hành", width=30),
        Column("issued_on", "Phát hành", Kind.NUMBER, width=12),
        Column("is_for_mediators", "Tính chỉ tiêu", width=12),
        Column("n_given", "Đã cấp cho", Kind.NUMBER, width=12),
    ),
    nothing=(
        "Chưa có tài liệu nào",
        (
            "Ghi sổ tay, tờ gấp đã có; cấp cho người dự một lớp, cho từng tổ hoặc từng người. Chỉ "
            "tiêu 100% hòa giải viên có tài liệu tính từ đây."
        ),
    ),
)


def untrained(day: dt.date) -> Register:
    """Whom the year of that day has not reached."""
    return Register(
        title=f"Chưa tập huấn năm {day.year}",
        lead=f"Hòa giải viên của các tổ ngày {day:%d/%m/%Y} chưa có mặt ở lớp nào trong năm; người "
        "chưa dự lớp nào ở trên cùng.",
        things="người",
        caption=f"Hòa giải viên chưa tập huấn năm {day.year}, người lâu nhất trước",
        print_label="Bản in đủ danh sách",
        file_title=f"HÒA GIẢI VIÊN CHƯA TẬP HUẤN NĂM {day.year}",
        file_name=f"Hòa giải viên chưa tập huấn năm {day.year}",
        columns=(
            Column(
                "mediator",
                "Họ và tên",
                Kind.TITLE,
                link="mediator.get_absolute_url",
                width=28,
            ),
            Column(
                "team.name",
                "Tổ hòa giải",
                link="team.get_absolute_url",
                note="team.place",
                in_file=lambda one: team_in_words(one.team),
                width=34,
            ),
            Column("team.commune", "Xã, phường", needs=COMMUNES, width=22),
            Column(
                "last_on",
                "Tập huấn gần nhất",
                value=lambda one: one.last_on or "Chưa dự lớp nào",
                is_strong=lambda one: one.last_on is None,
                width=18,
            ),
            Column(
                "has_it",
                "Tài liệu",
                value=lambda one: "" if one.has_it else "chưa có",
                empty="đã có",
                in_file=lambda one: "đã có" if one.has_it else "chưa có",
                width=12,
            ),
        ),
        nothing=("Mọi hòa giải viên đã tập huấn trong năm", "Không còn ai phải mời thêm."),
        nothing_found=("Không có ai khớp với bộ lọc", "Bỏ bớt điều kiện ở trên."),
    )


def covered_teams(day: dt.date, asked: Mapping[str, str]) -> Register:
    """The mediators of that day by team: who was trained in its year, who has material.

    ``asked`` is what each link of the page carries.
    """
    people, waiting = reverse("mediators:mediator_list"), reverse("mediators:untrained_list")
    on_day = {"tai_ngay": f"{day:%d/%m/%Y}", **asked}
    trained: dict[str, Any] = {"tap_huan": "co", "nam": day.year, **on_day}

    def of(url: str, team: Covered, **asked: Any) -> str:
        return f"{url}?{urlencode({'to': team.team_id} | asked)}"

    return Register(
        title=f"Độ phủ tập huấn năm {day.year}",
        lead=f"Hòa giải viên đang tham gia các tổ ngày {day:%d/%m/%Y}: ai đã có mặt ở lớp dành cho "
        f"hòa giải viên kết thúc từ 01/01/{day.year} đến ngày đó, ai đã có tài liệu.",
        things="tổ hòa giải",
        caption="Theo tổ hòa giải",
        print_label="Bản in đủ các tổ",
        file_title=f"ĐỘ PHỦ TẬP HUẤN NĂM {day.year} THEO TỔ HÒA GIẢI",
        columns=(
            Column(
                "name",
                "Tổ hòa giải",
                Kind.TITLE,
                link=lambda team: reverse("mediators:team_detail", args=[team.team_id]),
                note=lambda team: f"{team.unit} cũ" if team.unit else "",
                in_file=lambda team: f"{team.name} ({team.unit} cũ)" if team.unit else team.name,
                width=36,
            ),
            Column("n_members", "Hòa giải viên", Kind.NUMBER, width=12),
            Column(
                "n_trained",
                "Đã tập huấn",
                Kind.NUMBER,
                link=lambda team: of(people, team, **trained),
                width=12,
            ),
            Column(
                "n_untrained",
                "Chưa tập huấn",
                Kind.NUMBER,
                value=lambda team: team.n_untrained or None,
                link=lambda team: of(waiting, team, **on_day),
                is_strong=lambda team: team.n_untrained,
                empty="0",
                in_file="n_untrained",
                width=12,
            ),
            Column("percent", "Tỷ lệ", Kind.NUMBER, width=10),
            Column("n_with_material", "Có tài liệu", Kind.NUMBER, width=12),
        ),
        nothing=(
            "Chưa có hòa giải viên nào",
            "Ngày này chưa có ai tham gia tổ; ghi người vào tổ bằng quyết định công nhận.",
        ),
    )


def sum_of(total: Covered, n_teams: int) -> dict[str, Value]:
    """The last row of the coverage."""
    names = ("n_members", "n_trained", "n_untrained", "percent", "n_with_material")
    return {"name": f"Cộng {n_teams} tổ"} | {name: getattr(total, name) for name in names}
