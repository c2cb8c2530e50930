"""Supporters and what they did, as tables for .xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from mediators.models import SupportActivity
from mediators.models.support import ENOUGH_SUPPORT
from plans.office.xlsx import Head, Table


def supporter_table(rows: Iterable[Any], today: dt.date, *, with_phone: bool) -> Table:
    """After ``with_counts``; the telephone is for who keeps the roster."""
    heads = [
        Head("TT", 6),
        Head("Họ và tên", 28),
        Head("Thành phần", 24),
        Head("Đơn vị công tác", 34),
        Head("Hỗ trợ từ ngày", 14),
        Head("Thôi từ ngày", 14),
        Head(f"Lượt năm {today.year}", 10),
        Head("Tổng số lượt", 10),
        Head("Số tổ", 8),
    ]
    if with_phone:
        heads.insert(4, Head("Điện thoại", 16))
    return Table(
        name="Người hỗ trợ",
        title="DANH SÁCH NGƯỜI HỖ TRỢ TỔ HÒA GIẢI",
        notes=[f"Tính đến ngày {today:%d/%m/%Y}"],
        heads=heads,
        rows=[
            _supporter(number, one, with_phone=with_phone)
            for number, one in enumerate(rows, start=1)
        ],
    )


def _supporter(number: int, one: Any, *, with_phone: bool) -> list[Any]:
    values = [
        number,
        one.full_name,
        one.get_field_display(),
        one.workplace,
        one.started_on,
        one.ended_on,
        one.n_in_year,
        one.n_activities,
        one.n_teams,
    ]
    if with_phone:
        values.insert(4, one.phone)
    return values


def support_table(rows: Iterable[SupportActivity], year: int | None) -> Table:
    """After ``with_all``: a line a lượt."""
    return Table(
        name="Lượt hỗ trợ",
        title="LƯỢT HỖ TRỢ TỔ HÒA GIẢI",
        notes=[f"Năm {year}" if year else "Tất cả các năm"],
        heads=[
            Head("TT", 6),
            Head("Ngày", 12),
            Head("Người hỗ trợ", 26),
            Head("Thành phần", 20),
            Head("Tổ hòa giải", 26),
            Head("Hình thức", 28),
            Head("Vụ, việc", 24),
            Head("Nội dung", 40),
        ],
        rows=[
            (
                number,
                one.held_on,
                one.supporter.full_name,
                one.supporter.get_field_display(),
                _team(one.team),
                one.get_kind_display(),
                str(one.case or ""),
                one.content,
            )
            for number, one in enumerate(rows, start=1)
        ],
    )


def team_support_table(teams: Iterable[Any], year: int) -> Table:
    """After ``with_support``: a line a team, those without help told."""
    known = list(teams)
    return Table(
        name="Theo tổ",
        title=f"SỐ LƯỢT HỖ TRỢ CỦA TỪNG TỔ HÒA GIẢI NĂM {year}",
        notes=[f"Tổ có từ {ENOUGH_SUPPORT} lượt trở lên được tính cho chuẩn tiếp cận pháp luật"],
        heads=[
            Head("TT", 6),
            Head("Tổ hòa giải", 40),
            Head("Số lượt", 12),
            Head(f"Từ {ENOUGH_SUPPORT} lượt trở lên", 16),
            Head("Chưa có lượt nào", 16),
        ],
        rows=[
            (
                number,
                _team(team),
                team.n_supports,
                team.n_supports >= ENOUGH_SUPPORT,
                team.n_supports == 0,
            )
            for number, team in enumerate(known, start=1)
        ],
        total=("", "Cộng", sum(team.n_supports for team in known), *_marked(known)),
        is_landscape=False,
    )


def _marked(teams: list[Any]) -> tuple[int, int]:
    n_enough = sum(team.n_supports >= ENOUGH_SUPPORT for team in teams)
    return n_enough, sum(team.n_supports == 0 for team in teams)


def _team(team: Any) -> str:
    return f"{team.name} ({team.place})" if team.place else str(team.name)
