"""Forms of commendations: one decision for one or for several, and who might be proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from config.filters import Choice, Filters, Text, YearField
from config.forms import DateField, Form
from config.versioned import VersionedForm
from mediators.common import team_in_words
from mediators.models import Commendation, MediationTeam, Mediator
from mediators.models.commendations import Whom
from mediators.models.merits import Asked
from plans.models import Locality
from plans.text import clean

MARKED = "danh-dau"
TOO_LATE = "Nhập ngày từ {:%d/%m/%Y} trở về trước"


class CommendationFilters(Filters):
    names = {"text": "tim", "year": "nam", "level": "cap", "whom": "doi_tuong"}
    text = Text("Tìm theo tên, số quyết định, thành tích")
    year = YearField("Năm")
    level = Choice("Cấp khen", Commendation.Level.choices)
    whom = Choice("Đối tượng", Whom.choices)


def person_label(person: Any) -> str:
    """After ``standing_on``: the team tells namesakes apart."""
    return f"{person} ({person.team_name})" if person.team_name else str(person)


class CommendationForm(VersionedForm):
    """One commendation: exactly one of person, team, body."""

    class Meta:
        model = Commendation
        fields = [
            "mediator",
            "team",
            "body",
            "level",
            "form",
            "number",
            "decided_on",
            "issuer",
            "reason",
        ]
        field_classes = {"decided_on": DateField}
        help_texts = {
            "mediator": "Chọn một trong ba: hòa giải viên, tổ hòa giải, hoặc ghi tên tập thể khác.",
            "number": "Ví dụ 152/QĐ-UBND",
        }

    def __init__(self, *args: Any, today: dt.date, locality: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        people: Any = self.fields["mediator"]
        known = Mediator.objects.within(locality).known(or_key=self.instance.mediator_id)
        people.queryset = known.standing_on(today).in_order()
        people.label_from_instance = person_label
        people.empty_label = "Không phải hòa giải viên"
        teams: Any = self.fields["team"]
        teams.queryset = MediationTeam.objects.within(locality).for_list().in_order()
        teams.label_from_instance = team_in_words
        teams.empty_label = "Không phải tổ hòa giải"

    def clean_decided_on(self) -> dt.date:
        return _not_later(self.cleaned_data["decided_on"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in ("mediator", "team") if cleaned.get(name)]
        if clean(cleaned.get("body")):
            given.append("body")
        if not given and not {"mediator", "team"} & set(self.errors):
            self.add_error(
                "mediator", "Chọn hòa giải viên, tổ hòa giải, hoặc ghi tên tập thể được khen"
            )
        for name in given[1:]:
            self.add_error(name, "Mỗi lần chỉ ghi một đối tượng được khen: để trống ô này")
        return cleaned


class SharedCommendationForm(Form):
    """One decision for several people: a row each."""

    people = forms.ModelMultipleChoiceField(
        queryset=Mediator.objects.none(),
        label="Hòa giải viên được khen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một người"},
    )
    level = forms.ChoiceField(label="Cấp khen", choices=Commendation.Level)
    form = forms.ChoiceField(label="Hình thức", choices=Commendation.Form)
    number = forms.CharField(
        label="Số, ký hiệu quyết định",
        max_length=60,
        required=False,
        help_text="Ví dụ 152/QĐ-UBND",
    )
    decided_on = DateField(label="Ngày quyết định")
    issuer = forms.CharField(label="Cơ quan khen", max_length=200, required=False)
    reason = forms.CharField(label="Thành tích", max_length=500, required=False)

    def __init__(self, *args: Any, people: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["people"]
        field.queryset = people
        field.label_from_instance = person_label
        self.initial["people"] = [one.pk for one in people]

    def clean_decided_on(self) -> dt.date:
        return _not_later(self.cleaned_data["decided_on"], self.today)

    def rows(self, locality: Locality) -> Sequence[Commendation]:
        """After validation; not saved."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "people"}
        people = self.cleaned_data["people"]
        return [Commendation(locality=locality, mediator=one, **facts) for one in people]


def _not_later(day: dt.date, today: dt.date) -> dt.date:
    if day > today:
        raise ValidationError(TOO_LATE.format(today))
    return day


def _number(label: str, most: int) -> forms.IntegerField:
    wrong = f"Nhập số từ 0 đến {most}"
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, error_messages=messages
    )


class SuggestionFilters(Filters):
    """The period and what is asked; what the address leaves out is as usual."""

    names = {
        "first": "tu_ngay",
        "last": "den_ngay",
        "years": "nam_tham_gia",
        "cases": "vu_thanh",
        "courses": "lop",
        "recent": "khen_trong",
        "commended": "moi_khen",
    }
    first = DateField(label="Từ ngày", help_text="")
    last = DateField(label="Đến ngày", help_text="")
    years = _number("Tham gia từ (năm)", 60)
    cases = _number("Hòa giải thành từ (vụ, việc)", 1000)
    courses = _number("Dự lớp từ (lớp)", 100)
    recent = _number("Mới khen: trong (năm)", 60)
    commended = Choice(
        "Người mới được khen", [(MARKED, "Đưa vào, có ghi chú")], all_label="Không đưa vào"
    )

    def __init__(self, data: QueryDict, *, today: dt.date) -> None:
        usual = {
            "tu_ngay": f"{dt.date(today.year, 1, 1):%d/%m/%Y}",
            "den_ngay": f"{today:%d/%m/%Y}",
            "nam_tham_gia": "2",
            "vu_thanh": "2",
            "lop": "1",
            "khen_trong": "1",
        }
        filled = data.copy()
        for name, value in usual.items():
            filled.setdefault(name, value)
        super().__init__(filled)
        self.today = today

    def clean_last(self) -> dt.date:
        return _not_later(self.cleaned_data["last"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", f"Nhập ngày từ {first:%d/%m/%Y} trở đi")
        return cleaned

    @property
    def asked(self) -> Asked | None:
        """None where something is wrong: the form says what."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        numbers = [data[name] or 0 for name in ("years", "cases", "courses", "recent")]
        return Asked(data["first"], data["last"], *numbers)
