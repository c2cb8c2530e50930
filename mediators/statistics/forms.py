"""The day at which figures are cut off, and the years of which hamlets are compared."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField
from mediators.filters import RosterFilters
from mediators.statistics import results_form, teams_form

EARLIEST = max(teams_form.VALID_FROM, results_form.VALID_FROM)  # before it no layout holds


def _day() -> DateField:
    return DateField(label="Tính đến ngày", required=False, help_text="")


def _not_too_early(day: dt.date | None) -> dt.date | None:
    if day is not None and day < EARLIEST:
        raise ValidationError(f"Nhập ngày từ {EARLIEST:%d/%m/%Y} trở đi")
    return day


def _kept(data: Any) -> dict[str, Any]:
    """What the form says of the commune that was picked."""
    return {"dia_ban": data["dia_ban"]} if data.get("dia_ban") else {}


class CutOff(RosterFilters):
    """The field tells the day that the page shows, unless what was typed is wrong."""

    names = {"day": "tinh_den"}
    day = _day()

    def clean_day(self) -> dt.date | None:
        return _not_too_early(self.cleaned_data["day"])

    def show(self, day: dt.date) -> None:
        if not self.errors:
            self.data = _kept(self.data) | {self.names["day"]: f"{day:%d/%m/%Y}"}


class HamletFilters(RosterFilters):
    """Years of receipt, both included; teams and statuses as of the day.

    The fields tell what the page shows, unless what was typed is wrong.
    """

    names = {"first": "tu_nam", "last": "den_nam", "day": "tinh_den"}
    first = forms.TypedChoiceField(label="Từ năm", required=False, coerce=int, empty_value=None)
    last = forms.TypedChoiceField(label="Đến năm", required=False, coerce=int, empty_value=None)
    day = _day()

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = [(year, year) for year in range(today.year, EARLIEST.year - 1, -1)]
        for name in ("first", "last"):
            field: Any = self.fields[name]
            field.choices = choices
            field.error_messages["invalid_choice"] = "Chọn năm trong danh sách"
        self.first_year, self.last_year = self._years()
        if not self.errors:
            shown = (self.first_year, self.last_year, f"{self.shown_day:%d/%m/%Y}")
            self.data = _kept(self.data) | dict(zip(self.names.values(), shown, strict=True))

    def clean_day(self) -> dt.date | None:
        return _not_too_early(self.cleaned_data["day"])

    @property
    def shown_day(self) -> dt.date:
        day: dt.date | None = self.value("day")
        return day or self.today

    def _years(self) -> tuple[int, int]:
        """The year of the day and the one before it, unless told otherwise; never turned round."""
        last = min(self.value("last") or self.shown_day.year, self.shown_day.year)
        first = self.value("first") or last - (self.value("last") is None)
        return max(min(first, last), EARLIEST.year), last

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        return dt.date(self.first_year, 1, 1), min(dt.date(self.last_year, 12, 31), self.shown_day)
