"""Filters of the lists, kept in the address under Vietnamese names; nonsense filters nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from config.forms import EARLIEST_YEAR, DateField, FilterForm
from mediators.models import AccessKind, DecisionState, Qualification, Sex, Standing
from mediators.models.people import UNKNOWN, EthnicPart
from plans.text import clean

LACKING, COMPLETE = "con-thieu", "da-du"
_NO_FILTERS = ("sort", "day", "dia_ban")


class Filters(FilterForm):
    """Always bound; ``names`` gives the name in the address. ``value`` is None where it is open."""

    names: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    def add_prefix(self, field_name: str) -> str:
        return self.names.get(field_name, field_name)  # Django asks for ids too

    def offer(self, name: str, choices: Any, *, all_label: str) -> None:
        """Fills the choices of a filter that come from the rows."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", all_label), *choices]

    def value(self, name: str) -> Any:
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def is_filtering(self) -> bool:
        return any(self.value(name) for name in self.fields if name not in _NO_FILTERS)


class RosterFilters(Filters):
    """Filters of a page of rosters: they keep the commune that was picked of several."""

    dia_ban = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("dia_ban"):
            del self.fields["dia_ban"]


def text_filter(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )


def choice_filter(label: str, choices: Any = (), all_label: str = "Tất cả") -> forms.ChoiceField:
    wrong = f"Chọn {label[:1].lower()}{label[1:]} trong danh sách"
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", all_label), *choices],
        error_messages={"invalid_choice": wrong},
    )


class KeyField(forms.IntegerField):
    """The key of a row, or a year; its choices are put in once the rows are read."""

    def __init__(self, label: str, *, most: int = 2**62) -> None:
        super().__init__(label=label, required=False, min_value=1, max_value=most)


class YearField(forms.IntegerField):
    """A year that comes with a link and stays in the address."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            min_value=EARLIEST_YEAR,
            max_value=dt.MAXYEAR,
            widget=forms.HiddenInput,
        )


def sort_filter(keys: tuple[str, ...]) -> forms.ChoiceField:
    choices = [(f"{sign}{key}", key) for key in keys for sign in ("", "-")]
    return forms.ChoiceField(required=False, choices=[("", ""), *choices], widget=forms.HiddenInput)


class KeySelect(forms.Select):
    """A select on a number: the choices are set on the widget."""


def offer_keys(form: forms.Form, name: str, choices: Any, *, all_label: str) -> None:
    """Draws a key filter as a select with those rows."""
    form.fields[name].widget = KeySelect(choices=[("", all_label), *choices])


def day_filter() -> DateField:
    """The day of which a list speaks; today where it is left open."""
    return DateField(label="Tính đến ngày", required=False, help_text="")


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
    text = text_filter("Tìm tổ hoặc hòa giải viên")
    unit = forms.CharField(label="Đơn vị trước sắp xếp", required=False, max_length=200)
    hamlet = KeyField("Khu phố, ấp")
    state = choice_filter("Tình trạng", [(LACKING, "Còn thiếu"), (COMPLETE, "Đã đủ")])
    pilot = choice_filter("Tổ làm điểm", [("co", "Đang làm điểm")])
    support = choice_filter(
        "Hỗ trợ trong năm", [("co", "Đã được hỗ trợ"), ("khong", "Chưa được hỗ trợ")]
    )
    day = day_filter()
    sort = sort_filter(("ten", "so-nguoi", "nu", "kien-toan"))


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
    text = text_filter("Tìm theo họ tên")
    team = KeyField("Tổ hòa giải")
    standing = choice_filter(
        "Tình trạng",
        [("tat-ca", "Tất cả"), *((one.value, one.label) for one in Standing if one != "active")],
        all_label="Đang tham gia tổ",
    )
    sex = choice_filter("Giới tính", [*Sex.choices, ("khong-ro", "Chưa rõ")])
    qualification = choice_filter("Trình độ", [*Qualification.choices, ("khong-ro", "Chưa rõ")])
    ethnic_part = choice_filter("Dân tộc", [*EthnicPart.choices, (UNKNOWN, "Chưa rõ")])
    trained = choice_filter(
        "Tập huấn trong năm", [("co", "Đã tập huấn"), ("khong", "Chưa tập huấn")]
    )
    year = YearField()
    material = choice_filter("Tài liệu", [("co", "Đã có tài liệu"), ("khong", "Chưa có tài liệu")])
    day = day_filter()
    sort = sort_filter(("ten", "to", "nam-sinh"))

    def __init__(self, *args: Any, with_details: bool, with_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_details:
            for name in ("sex", "qualification", "trained", "material", "year"):
                del self.fields[name]
        if not with_personal:
            del self.fields["ethnic_part"]


class DecisionFilters(Filters):
    names = {"text": "tim", "state": "tinh_trang", "year": "nam"}
    text = text_filter("Tìm theo số, trích yếu")
    state = choice_filter("Tình trạng", DecisionState.choices)
    year = KeyField("Năm ban hành", most=dt.MAXYEAR)


class LogFilters(Filters):
    names = {"text": "tim", "kind": "viec"}
    text = text_filter("Tìm theo cán bộ, hòa giải viên")
    kind = choice_filter("Việc", AccessKind.choices)


class RosterDays(Filters):
    """The day of which a team's page speaks, and two days to compare."""

    names = {"day": "tai_ngay", "since": "tu_ngay", "until": "den_ngay"}
    day = DateField(label="Tính đến ngày", required=False, help_text="")
    since = DateField(label="So sánh từ ngày", required=False, help_text="")
    until = DateField(label="Đến ngày", required=False, help_text="")

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
