"""Forms of the year's programme and of the register of communication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.filters import Choice
from config.forms import Cards, DateField, Form
from config.versioned import VersionedForm
from plans.models import Officer
from plans.models.officers import OfficerQuerySet
from tasks.board.filters import AddressForm, YearFilters, plan_choice
from tasks.cell.page import name_of
from tasks.models import Activity, TaskYear
from tasks.states import Progress

_SCHEMES = ("http://", "https://")
LINK_WRONG = "Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"
KINDS = {
    "truyen-thong": Activity.Kind.COMMUNICATION,
    "hoi-nghi-dien-dan": Activity.Kind.FORUM,
}


class ProgrammeFilters(YearFilters):
    names = {"year": "nam", "progress": "tien_do", "text": "tim"}
    progress = Choice(label="Tiến độ", all_label="Tất cả", choices=Progress.choices)
    text = forms.CharField(label="Tìm hoạt động", required=False, max_length=100)

    def _offer(self) -> None:
        super()._offer()
        self.offer("progress", Progress.choices)


class RegisterFilters(AddressForm):
    """Filters of the register of communication: all years unless one is asked for."""

    names = {"year": "nam", "kind": "loai", "channel": "kenh", "text": "tim"}
    filters_nothing = frozenset({"plan", "locality"})
    plan = plan_choice()
    year = Choice(label="Năm", all_label="Mọi năm", coerce=int)
    kind = Choice(label="Loại", all_label="Tất cả", coerce=KINDS.__getitem__)
    channel = forms.CharField(label="Kênh, hình thức", required=False, max_length=200)
    text = forms.CharField(label="Tìm tin, bài", required=False, max_length=100)

    def _offer(self) -> None:
        super()._offer()
        self.offer("year", [(year, str(year)) for year in self.board.years])
        self.offer("kind", [(key, kind.label) for key, kind in KINDS.items()])


class LinkField(forms.URLField):
    """A page on the web: http or https, the latter where neither is written."""

    default_error_messages = {"invalid": LINK_WRONG}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> Any:
        url = super().clean(value)
        if url and not url.lower().startswith(_SCHEMES):
            raise ValidationError(LINK_WRONG)
        return url


def _checked_done(day: dt.date | None, year: int, today: dt.date) -> dt.date | None:
    """Done is what was done by today, in the year of the cell or late."""
    first = dt.date(year, 1, 1)
    if day is not None and first > today:
        raise ValidationError(f"Chưa đến năm {year}: để trống ô này")
    if day is not None and not first <= day <= today:
        raise ValidationError(f"Nhập ngày từ {first:%d/%m/%Y} đến {today:%d/%m/%Y}")
    return day


class ActivityForm(VersionedForm):
    """One activity of one cell."""

    class Meta:
        model = Activity
        fields = [
            "title",
            "kind",
            "planned_on",
            "officer",
            "channel",
            "url",
            "done_on",
            "result",
        ]
        field_classes = {"planned_on": DateField, "done_on": DateField, "url": LinkField}
        widgets = {
            "title": forms.Textarea({"rows": 2}),
            "kind": Cards(choices_css="choices--two"),
            "result": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "channel": "Tin, bài, hội nghị: ví dụ Đài truyền thanh xã, Zalo, trang thông tin",
            "url": "Nơi người khác xem được, bắt đầu bằng https://",
            "done_on": "Để trống khi chưa thực hiện",
        }

    def __init__(self, *args: Any, people: OfficerQuerySet, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        officer: Any = self.fields["officer"]
        officer.empty_label = "Chưa giao"
        # Who has left stays where they are named.
        officer.queryset = people | Officer.objects.filter(pk=self.instance.officer_id)

    @property
    def year(self) -> int:
        return int(self.instance.task_year.year)

    def clean_planned_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["planned_on"]
        if day is not None and day.year != self.year:
            raise ValidationError(f"Nhập ngày từ 01/01/{self.year} đến 31/12/{self.year}")
        return day

    def clean_done_on(self) -> dt.date | None:
        return _checked_done(self.cleaned_data["done_on"], self.year, self.today)


class PostForm(Form):
    """What was published or held, written down in one go."""

    title = forms.CharField(label="Tên tin, bài, hội nghị", max_length=500)
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(kind.value, kind.label) for kind in KINDS.values()],
        initial=Activity.Kind.COMMUNICATION.value,
        widget=Cards(choices_css="choices--two"),
        error_messages={"required": "Chọn loại"},
    )
    done_on = DateField(label="Ngày đăng, phát hoặc tổ chức")
    channel = forms.CharField(
        label="Kênh, hình thức",
        max_length=200,
        help_text="Ví dụ: Đài truyền thanh xã, Zalo, trang thông tin điện tử",
        error_messages={"required": "Nhập kênh, hình thức"},
    )
    url = LinkField(label="Đường dẫn", required=False, max_length=500)
    cell = forms.ChoiceField(
        label="Thuộc nhiệm vụ",
        error_messages={"required": "Chọn nhiệm vụ", "invalid_choice": "Chọn nhiệm vụ"},
    )

    def __init__(
        self, *args: Any, cells: Sequence[TaskYear], year: int, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {str(one.pk): one for one in cells}
        self.year, self.today = year, today
        choices = [
            (key, f"{one.timeline.task.code} {name_of(one)}") for key, one in self.cells.items()
        ]
        field: Any = self.fields["cell"]
        field.choices = choices if len(choices) == 1 else [("", "Chọn nhiệm vụ"), *choices]
        self.initial.setdefault("done_on", today if today.year == year else None)

    def clean_done_on(self) -> dt.date | None:
        return _checked_done(self.cleaned_data["done_on"], self.year, self.today)

    def activity(self) -> Activity:
        """After ``is_valid``: not saved yet."""
        data = self.cleaned_data
        names = ("title", "kind", "done_on", "channel", "url")
        return Activity(
            task_year=self.cells[data["cell"]],
            planned_on=data["done_on"] if data["done_on"].year == self.year else None,
            **{name: data[name] for name in names},
        )


# What is offered at once


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to take: its key, what it is called, and a line on it."""

    key: str
    label: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Offers under one legend."""

    key: str
    legend: str
    offers: Sequence[Offer]


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, each with a line on what it stands for."""

    def __init__(self, details: dict[str, str]) -> None:
        super().__init__()
        self.details = details

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["more"] = self.details.get(str(option["value"]), "")
        if option["more"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_more"
        return option


class OffersField(forms.MultipleChoiceField):
    """What is offered no more, because it was taken since, is passed over."""

    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


class OfferForm(Form):
    """Everything is ticked to begin with; what is not wanted loses its tick."""

    marks_optional = False
    NOTHING = "Đánh dấu ít nhất một hoạt động"
    TAKEN = "Các hoạt động vừa đánh dấu đã được thêm trước đó; dưới đây là phần còn lại"

    def __init__(self, *args: Any, groups: Sequence[OfferGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            self.fields[group.key] = OffersField(
                label=group.legend,
                choices=[(one.key, one.label) for one in group.offers],
                initial=[one.key for one in group.offers],
                required=False,
                widget=Ticks({one.key: one.more for one in group.offers}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.chosen:
            has_ticks = any(name != "csrfmiddlewaretoken" for name in self.data)
            raise ValidationError(self.TAKEN if has_ticks else self.NOTHING)
        return data

    @property
    def chosen(self) -> list[str]:
        """After ``is_valid``."""
        return [key for group in self.groups for key in self.cleaned_data.get(group.key, ())]
