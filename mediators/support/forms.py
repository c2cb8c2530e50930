"""Forms of supporters and of what they did for teams."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.filters import Choice, Filters, KeyField, Sort, Text, YearField
from config.forms import DateField
from config.versioned import VersionedForm
from mediators.common import team_in_words
from mediators.models import MediationCase, MediationTeam, SupportActivity, Supporter
from mediators.models.support import cases_to_support
from mediators.people.forms import name_of_person
from plans.models import Locality

ENDED = "da-thoi"
NONE, SOME, ENOUGH = "chua-co", "co", "du"


class SupporterFilters(Filters):
    names = {"text": "tim", "field": "thanh_phan", "standing": "tinh_trang", "sort": "sap_xep"}
    text = Text("Tìm theo tên, đơn vị")
    field = Choice("Thành phần", Supporter.Field.choices)
    standing = Choice("Tình trạng", [(ENDED, "Đã thôi")], all_label="Đang hỗ trợ")
    sort = Sort("ten", "luot")


class SupportFilters(Filters):
    names = {"year": "nam", "kind": "hinh_thuc", "team": "to"}
    year = YearField("Năm")
    kind = Choice("Hình thức", SupportActivity.Kind.choices)
    team = KeyField("Tổ hòa giải")


class TeamSupportFilters(Filters):
    names = {"year": "nam", "extent": "so_luot"}
    year = YearField("Năm")
    extent = Choice(
        "Số lượt", [(NONE, "Chưa có lượt nào"), (SOME, "Từ 1 lượt"), (ENOUGH, "Từ 2 lượt")]
    )


class SupporterForm(VersionedForm):
    field_css = {"started_on": "field--third", "ended_on": "field--third"}

    class Meta:
        model = Supporter
        fields = ["full_name", "field", "workplace", "phone", "started_on", "ended_on", "note"]
        field_classes = {"started_on": DateField, "ended_on": DateField}
        help_texts = {
            "phone": "Chỉ người quản lý danh sách và người quản trị thấy.",
            "ended_on": "Để trống khi còn hỗ trợ. Ghi theo ngày/tháng/năm, ví dụ 22/11/2026",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [("", "Chọn thành phần"), *Supporter.Field.choices]

    def clean_full_name(self) -> str:
        return name_of_person(self.cleaned_data["full_name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("started_on"), cleaned.get("ended_on")
        if first and last and last <= first:
            self.add_error("ended_on", f"Ngày thôi phải sau ngày {first:%d/%m/%Y}")
        return cleaned


def supporter_label(supporter: Supporter) -> str:
    ended = f", đã thôi từ {supporter.ended_on:%d/%m/%Y}" if supporter.ended_on else ""
    return f"{supporter} ({supporter.get_field_display()}{ended})"


class CaseChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """The cases under their teams. Validates by key; the choices are read once."""

    def offer(self, cases: Any) -> None:
        self.queryset = cases
        rows = list(cases)
        groups = [
            (team_in_words(team), [(case.pk, case_label(case)) for case in own])
            for team, own in groupby(rows, key=lambda case: case.team)
        ]
        self.choices = [("", "Không gắn với vụ, việc nào"), *groups]


def case_label(case: MediationCase) -> str:
    number = f"Số {case.ledger_number}, " if case.ledger_number else ""
    matter = f": {case.matter[:60]}" if case.matter else ""
    label = f"{number}ngày {case.received_on:%d/%m/%Y}{matter}"
    return label[:1].upper() + label[1:]


class SupportForm(VersionedForm):
    """Help on one day. A case brings its team with it."""

    marks_optional = False  # a team may stay open only where a case is chosen
    case = CaseChoice(
        queryset=MediationCase.objects.none(),
        label="Vụ, việc",
        required=False,
        help_text="Hỗ trợ một vụ, việc thì chọn ở đây: tổ hòa giải là tổ của vụ, việc đó.",
        error_messages={"invalid_choice": "Chọn một vụ, việc trong danh sách"},
    )

    class Meta:
        model = SupportActivity
        fields = ["supporter", "team", "case", "held_on", "kind", "content"]
        field_classes = {"held_on": DateField}
        help_texts = {"team": "Để trống được nếu chọn vụ, việc bên dưới."}

    def __init__(self, *args: Any, today: dt.date, locality: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        held: SupportActivity = self.instance
        supporters: Any = self.fields["supporter"]
        supporters.queryset = Supporter.objects.within(locality).in_order()
        supporters.label_from_instance = supporter_label
        supporters.empty_label = "Chọn người hỗ trợ"
        teams: Any = self.fields["team"]
        in_locality = MediationTeam.objects.within(locality).for_list().in_order()
        teams.queryset = in_locality if held.pk else in_locality.existing_on(today)
        teams.label_from_instance = team_in_words
        teams.empty_label = "Chọn tổ hòa giải"
        teams.required = False
        cases: Any = self.fields["case"]
        cases.offer(cases_to_support(locality, today, kept=held.case_id))
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "Chọn hình thức"), *SupportActivity.Kind.choices]

    def clean_held_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["held_on"]
        if day > self.today:
            raise ValidationError(f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        case, team = cleaned.get("case"), cleaned.get("team")
        if case is not None and team is None:
            cleaned["team"] = case.team
        elif case is not None and team != case.team:
            self.add_error("team", f"Vụ, việc này của {case.team}: chọn lại tổ hoặc để trống")
        elif team is None and "team" not in self.errors:
            self.add_error("team", "Chọn tổ hòa giải, hoặc chọn vụ, việc bên dưới")
        self._check_service(cleaned.get("supporter"), cleaned.get("held_on"))
        return cleaned

    def _check_service(self, supporter: Supporter | None, day: dt.date | None) -> None:
        if supporter is not None and day is not None and not supporter.helps_on(day):
            since, until = supporter.started_on, supporter.ended_on
            told = f"bắt đầu hỗ trợ từ ngày {since:%d/%m/%Y}" if since and day < since else ""
            told = told or f"đã thôi hỗ trợ từ ngày {until:%d/%m/%Y}"
            self.add_error("held_on", f"{supporter} {told}: sửa ngày, hoặc sửa ở người hỗ trợ")
