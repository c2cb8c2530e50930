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

from django.db.models import Q

from config.filters import Choice, Day, KeyField, Sort, Text, YearField
from mediators.filters import RosterFilters
from mediators.models import CaseStatus, Mediator, Scope
from mediators.models.cases import ENDED, STILL_OPEN, CaseSum, picks


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
    filters_nothing = frozenset({"sort", "dia_ban"})
    always_shown = ("text", "team", "mediator", "year", "scope", "status", "day")
    text = Text("Tìm số, nội dung, hòa giải viên")
    team = KeyField("Tổ hòa giải")
    mediator = KeyField("Hòa giải viên")
    year = YearField("Năm tiếp nhận")
    since = Day("Tiếp nhận từ ngày")
    until = Day("Đến ngày")
    scope = Choice("Phạm vi", Scope.choices)
    status = Choice(
        "Tình trạng",
        [*CaseStatus.choices, (ENDED, "Đã kết thúc"), (STILL_OPEN, "Chưa kết thúc")],
    )
    day = Day("Tình trạng tính đến ngày")
    is_carried = Choice("Kỳ trước chuyển sang", [("1", "Chỉ kỳ trước chuyển sang")])
    has_agreement = Choice("Văn bản hòa giải thành", [("1", "Có văn bản")])
    is_recognised = Choice("Tòa án công nhận", [("1", "Đã công nhận")])
    sort = Sort("so", "to", "tiep-nhan", "ket-thuc")

    @property
    def picks_rows(self) -> bool:
        """Whether cases are chosen: the day alone chooses none."""
        return any(self.value(n) for n in self.fields if n not in ("sort", "day", "dia_ban"))

    def as_of(self, today: dt.date) -> dt.date:
        day: dt.date | None = self.value("day")
        return day or today

    def picked(self, today: dt.date) -> Q:
        return picks(
            self.as_of(today),
            words=self.value("text") or "",
            team=self.value("team"),
            year=self.value("year"),
            since=self.value("since"),
            until=self.value("until"),
            scope=self.value("scope") or "",
            status=self.value("status") or "",
            mediator=self.value("mediator"),
            carried_into=self.as_of(today).year if self.value("is_carried") else None,
            has_agreement=bool(self.value("has_agreement")),
            is_recognised=bool(self.value("is_recognised")),
        )

    def offer_from(self, sums: list[CaseSum], *, mediator: Mediator | None) -> None:
        """Choices that come from the rows; the mediator only where one is asked for."""
        teams = {one.team_id: team_name(one) for one in sums}
        self.offer("team", teams.items())
        years = sorted({one.year for one in sums}, reverse=True)
        self.offer("year", [(one, one) for one in years])
        if asked := self.value("mediator"):
            self.offer("mediator", [(asked, str(mediator or "Người đã chọn"))])
        else:
            del self.fields["mediator"]


def team_name(one: CaseSum) -> str:
    return f"{one.team} ({one.former_unit} cũ)" if one.former_unit else one.team
