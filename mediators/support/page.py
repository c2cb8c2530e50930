"""The registers of supporters, of what they did, and of the teams that they helped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from config.register import Column, Kind, Register, Value, act
from mediators.common import team_in_words
from mediators.models.support import ENOUGH_SUPPORT

SUPPORTERS = Register(
    title="Người hỗ trợ",
    lead="Luật sư, luật gia, hội thẩm, công an, bộ đội biên phòng, người làm công tác pháp luật, "
    "nguyên thẩm phán, kiểm sát viên, điều tra viên hỗ trợ các tổ hòa giải.",
    things="người",
    of_all=" đang hỗ trợ các tổ",
    caption="Người hỗ trợ tổ hòa giải",
    file_title="DANH SÁCH NGƯỜI HỖ TRỢ TỔ HÒA GIẢI",
    file_name="Danh sách người hỗ trợ",
    columns=(
        Column("full_name", "Họ và tên", Kind.TITLE, note="left_word", sort="ten", width=28),
        Column("get_field_display", "Thành phần", width=24),
        Column("workplace", "Đơn vị công tác", empty="chưa ghi", width=34),
        Column("phone", "Điện thoại", Kind.SHORT, empty="chưa ghi", width=16, needs="personal"),
        Column("started_on", "Hỗ trợ từ ngày", on_page=False, width=14),
        Column("ended_on", "Thôi từ ngày", on_page=False, width=14),
        Column("n_in_year", "Lượt trong năm", Kind.NUMBER, sort="luot", width=10),
        Column("n_activities", "Tổng số lượt", Kind.NUMBER, width=10),
        Column("n_teams", "Số tổ", Kind.NUMBER, width=8),
    ),
    nothing=(
        "Chưa có người hỗ trợ nào",
        "Thêm từng người, rồi ghi mỗi lượt hỗ trợ: tổ nào, vụ việc nào, ngày nào.",
    ),
    nothing_found=(
        "Không có ai khớp với bộ lọc",
        "Bỏ bớt điều kiện ở trên, hoặc chọn Đã thôi ở ô Tình trạng để tìm người đã thôi hỗ trợ.",
    ),
)

SUPPORT = Register(
    title="Lượt hỗ trợ",
    lead="Mỗi dòng là một lần người hỗ trợ giúp một tổ hòa giải hoặc một vụ, việc.",
    things="lượt",
    caption="Lượt hỗ trợ tổ hòa giải, mới nhất trước",
    file_title="LƯỢT HỖ TRỢ TỔ HÒA GIẢI",
    file_name="Lượt hỗ trợ tổ hòa giải",
    columns=(
        Column("held_on", "Ngày", Kind.NUMBER, width=12),
        Column(
            "supporter",
            "Người hỗ trợ",
            Kind.TITLE,
            link="supporter.get_absolute_url",
            note="supporter.get_field_display",
            width=26,
        ),
        Column("supporter.get_field_display", "Thành phần", on_page=False, width=20),
        Column(
            "team.name",
            "Tổ hòa giải",
            link="team.get_absolute_url",
            note="team.place",
            in_file=lambda one: team_in_words(one.team),
            width=26,
        ),
        Column("get_kind_display", "Hình thức", width=28),
        Column("case", "Vụ, việc", on_page=False, width=24),
        Column("content", "Nội dung", note="case", empty="chưa ghi", width=40),
        act(
            "Sửa",
            "mediators:support_edit",
            hint=lambda one: f"lượt của {one.supporter} ngày {one.held_on:%d/%m/%Y}",
            needs="keep",
        ),
    ),
    nothing=(
        "Chưa có lượt hỗ trợ nào",
        "Ghi mỗi lần có người hỗ trợ một tổ hòa giải hoặc một vụ, việc phức tạp.",
    ),
)


def team_support(year: int) -> Register:
    """How often each team was helped in the year, after ``with_support``."""
    done, new = reverse("mediators:support_list"), reverse("mediators:support_create")
    return Register(
        title=f"Hỗ trợ theo tổ, năm {year}",
        things="tổ",
        caption=f"Số lượt hỗ trợ của từng tổ hòa giải, năm {year}",
        file_title=f"SỐ LƯỢT HỖ TRỢ CỦA TỪNG TỔ HÒA GIẢI NĂM {year}",
        columns=(
            Column(
                "name", "Tổ hòa giải", Kind.TITLE, note="place", in_file=team_in_words, width=40
            ),
            Column(
                "n_supports",
                "Số lượt",
                Kind.NUMBER,
                link=lambda team: f"{done}?nam={year}&to={team.pk}" if team.n_supports else "",
                hint=lambda team: f"lượt của {team.name}",
                width=12,
            ),
            Column(
                "extent",
                f"Đạt từ {ENOUGH_SUPPORT} lượt",
                value=_extent,
                is_strong=lambda team: not team.n_supports,
                in_file=lambda team: team.n_supports >= ENOUGH_SUPPORT,
                width=16,
            ),
            Column(
                "never",
                "Chưa có lượt nào",
                value=lambda team: not team.n_supports,
                on_page=False,
                width=16,
            ),
            Column(
                "add",
                "Thao tác",
                Kind.ACT,
                value=lambda _: "Ghi lượt",
                link=lambda team: f"{new}?to={team.pk}",
                hint=lambda team: f"hỗ trợ {team.name}",
                needs="keep",
            ),
        ),
        nothing=(
            "Chưa có tổ hòa giải nào",
            "Thêm tổ hòa giải trước, rồi ghi lượt hỗ trợ cho từng tổ.",
        ),
    )


def _extent(team: Any) -> str:
    if team.n_supports >= ENOUGH_SUPPORT:
        return "Đạt"
    return "Chưa đạt" if team.n_supports else "Chưa có lượt nào"


def sum_of_teams(teams: Sequence[Any]) -> dict[str, Value]:
    """The last row of the workbook."""
    return {
        "name": "Cộng",
        "n_supports": sum(team.n_supports for team in teams),
        "extent": sum(team.n_supports >= ENOUGH_SUPPORT for team in teams),
        "never": sum(team.n_supports == 0 for team in teams),
    }
