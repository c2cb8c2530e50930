"""Filters of the ledger, kept in the address. Other pages link by these names: keep them.

team            key of a team
nam             year of receipt
tu, den         received from, to (dd/mm/yyyy, both days included)
tinh_den        the day as of which statuses are told; what was received later is left out
tinh_trang      status as of that day: success, failure, not_settled, in_progress;
                ended (the first two), open (the last two)
pham_vi         scope: civil, family, quarrel
chuyen_sang=1   carried over into the year of "tinh_den" (today's where it is left open)
van_ban=1       with a written agreement
cong_nhan=1     recognised by a court
hoa_giai_vien   key of a mediator
tim             words in the ledger number, the matter, names of mediators
dia_ban         key of a commune: see mediators.communes
sap_xep, trang, in   order, page, all rows to print
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField

from config.forms import DateField
from mediators.filters import RosterFilters, offer_keys
from mediators.models import CaseStatus, Scope
from mediators.models.cases import ENDED, STILL_OPEN, CaseSum, picks

_FIRST = ("text", "team", "mediator", "year", "scope", "status", "day")
_SORTS = ("so", "to", "tiep-nhan", "ket-thuc")


def _day(label: str) -> DateField:
    return DateField(label=label, required=False, help_text="")


def _key(label: str) -> forms.IntegerField:
    """A number whose choices are put in once the rows are read."""
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=2**62)


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    wrong = f"Chọn {label[:1].lower()}{label[1:]} trong danh sách"
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", "Tất cả"), *choices],
        error_messages={"invalid_choice": wrong},
    )


class CaseFilters(RosterFilters):
    names = {
        "text": "tim",
        "team": "team",
        "year": "nam",
        "since": "tu",
        "until": "den",
        "scope": "pham_vi",
        "status": "tinh_trang",
        "day": "tinh_den",
        "mediator": "hoa_giai_vien",
        "is_carried": "chuyen_sang",
        "has_agreement": "van_ban",
        "is_recognised": "cong_nhan",
        "sort": "sap_xep",
    }
    text = forms.CharField(
        label="Tìm số, nội dung, hòa giải viên",
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    team = _key("Tổ hòa giải")
    mediator = _key("Hòa giải viên")
    year = _key("Năm tiếp nhận")
    since = _day("Tiếp nhận từ ngày")
    until = _day("Đến ngày")
    scope = _choice("Phạm vi", Scope.choices)
    status = _choice(
        "Tình trạng",
        [*CaseStatus.choices, (ENDED, "Đã kết thúc"), (STILL_OPEN, "Chưa kết thúc")],
    )
    day = _day("Tình trạng tính đến ngày")
    is_carried = _choice("Kỳ trước chuyển sang", [("1", "Chỉ kỳ trước chuyển sang")])
    has_agreement = _choice("Văn bản hòa giải thành", [("1", "Có văn bản")])
    is_recognised = _choice("Tòa án công nhận", [("1", "Đã công nhận")])
    sort = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((f"{sign}{key}", key) for key in _SORTS for sign in ("", "-"))],
        widget=forms.HiddenInput,
    )

    def as_of(self, today: dt.date) -> dt.date:
        day: dt.date | None = self.value("day")
        return day or today

    def picked(self, today: dt.date) -> Q:
        year = self.value("year")
        return picks(
            self.as_of(today),
            words=self.value("text") or "",
            team=self.value("team"),
            year=year if year and year <= dt.MAXYEAR else None,
            since=self.value("since"),
            until=self.value("until"),
            scope=self.value("scope") or "",
            status=self.value("status") or "",
            mediator=self.value("mediator"),
            carried_into=self.as_of(today).year if self.value("is_carried") else None,
            has_agreement=bool(self.value("has_agreement")),
            is_recognised=bool(self.value("is_recognised")),
        )

    def offer_from(self, sums: list[CaseSum]) -> None:
        """Choices that come from the rows; a mediator only where one is asked for."""
        teams = {one.team_id: team_name(one) for one in sums}
        offer_keys(self, "team", teams.items(), all_label="Tất cả")
        years = sorted({one.year for one in sums}, reverse=True)
        offer_keys(self, "year", [(one, one) for one in years], all_label="Tất cả")
        if asked := self.value("mediator"):
            name = next((one.mediator for one in sums if one.mediator), "Người đã chọn")
            offer_keys(self, "mediator", [(asked, name)], all_label="Tất cả")
        else:
            del self.fields["mediator"]

    @property
    def shown_first(self) -> list[BoundField]:
        return [self[name] for name in _FIRST if name in self.fields]

    @property
    def shown_more(self) -> list[BoundField]:
        return [one for one in self.visible_fields() if one.name not in _FIRST]

    @property
    def has_more(self) -> bool:
        """Whether one of the folded filters is set or wrong."""
        return any(self.value(one.name) or one.errors for one in self.shown_more)

    @property
    def picks_rows(self) -> bool:
        """Whether cases are chosen: the day alone chooses none."""
        return super().is_filtering

    @property
    def is_filtering(self) -> bool:
        return any(self.value(name) for name in self.fields if name not in ("sort", "dia_ban"))


def team_name(one: CaseSum) -> str:
    return f"{one.team} ({one.former_unit} cũ)" if one.former_unit else one.team
