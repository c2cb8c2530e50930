"""Filters of the lists that several pages share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.filters import Choice, Day, Filters, HiddenYear, KeyField, Sort, Text, YearField
from mediators.models import AccessKind, DecisionState, Qualification, Sex, Standing
from mediators.models.people import UNKNOWN, EthnicPart
from plans.text import clean

LACKING, COMPLETE = "con-thieu", "da-du"


class RosterFilters(Filters):
    """Filters of a page of rosters: they keep the commune that was picked of several."""

    filters_nothing = frozenset({"sort", "day", "dia_ban"})
    dia_ban = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("dia_ban"):
            del self.fields["dia_ban"]


class TeamFilters(RosterFilters):
    names = {
        "text": "tim",
        "unit": "don_vi",
        "hamlet": "khu_pho",
        "state": "tinh_trang",
        "pilot": "diem",
        "support": "ho_tro",
        "day": "tai_ngay",
        "sort": "sap_xep",
    }
    text = Text("Tìm tổ hoặc hòa giải viên")
    unit = forms.CharField(label="Đơn vị trước sắp xếp", required=False, max_length=200)
    hamlet = KeyField("Khu phố, ấp")
    state = Choice("Tình trạng", [(LACKING, "Còn thiếu"), (COMPLETE, "Đã đủ")])
    pilot = Choice("Tổ làm điểm", [("co", "Đang làm điểm")])
    support = Choice("Hỗ trợ trong năm", [("co", "Đã được hỗ trợ"), ("khong", "Chưa được hỗ trợ")])
    day = Day()
    sort = Sort("ten", "so-nguoi", "nu", "kien-toan")


class MediatorFilters(RosterFilters):
    """Sex and qualification are offered to who may see them, and so are ethnic groups."""

    names = {
        "text": "tim",
        "team": "to",
        "standing": "tinh_trang",
        "sex": "gioi_tinh",
        "qualification": "trinh_do",
        "ethnic_part": "dan_toc",
        "trained": "tap_huan",
        "year": "nam",
        "material": "tai_lieu",
        "day": "tai_ngay",
        "sort": "sap_xep",
    }
    text = Text("Tìm theo họ tên")
    team = KeyField("Tổ hòa giải")
    standing = Choice(
        "Tình trạng",
        [("tat-ca", "Tất cả"), *((one.value, one.label) for one in Standing if one != "active")],
        all_label="Đang tham gia tổ",
    )
    sex = Choice("Giới tính", [*Sex.choices, ("khong-ro", "Chưa rõ")])
    qualification = Choice("Trình độ", [*Qualification.choices, ("khong-ro", "Chưa rõ")])
    ethnic_part = Choice("Dân tộc", [*EthnicPart.choices, (UNKNOWN, "Chưa rõ")])
    trained = Choice("Tập huấn trong năm", [("co", "Đã tập huấn"), ("khong", "Chưa tập huấn")])
    year = HiddenYear()
    material = Choice("Tài liệu", [("co", "Đã có tài liệu"), ("khong", "Chưa có tài liệu")])
    day = Day()
    sort = Sort("ten", "to", "nam-sinh")

    def __init__(self, *args: Any, with_details: bool, with_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_details:
            for name in ("sex", "qualification", "trained", "material", "year"):
                del self.fields[name]
        if not with_personal:
            del self.fields["ethnic_part"]


class DecisionFilters(Filters):
    names = {"text": "tim", "state": "tinh_trang", "year": "nam"}
    text = Text("Tìm theo số, trích yếu")
    state = Choice("Tình trạng", DecisionState.choices)
    year = YearField("Năm ban hành")


class LogFilters(Filters):
    names = {"text": "tim", "kind": "viec"}
    text = Text("Tìm theo cán bộ, hòa giải viên")
    kind = Choice("Việc", AccessKind.choices)


class RosterDays(Filters):
    """The day of which a team's page speaks, and two days to compare."""

    names = {"day": "tai_ngay", "since": "tu_ngay", "until": "den_ngay"}
    day = Day()
    since = Day("So sánh từ ngày")
    until = Day("Đến ngày")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since >= until:
            self.add_error("until", f"Nhập ngày sau {since:%d/%m/%Y}")
        return cleaned

    def pair(self, today: dt.date) -> tuple[dt.date, dt.date] | None:
        """Both days of the comparison; the later one is today where it is left open."""
        since = self.value("since")
        if since is None or "until" in self.errors:
            return None
        until = self.value("until") or today
        return (since, until) if since < until else None


def year_or_error(text: str) -> int:
    """A year written by a person."""
    year = clean(text)
    if not (year.isdigit() and len(year) == 4):
        raise ValidationError("Ghi năm đủ bốn chữ số, ví dụ 1975")
    return int(year)
