"""Whom to anonymise, and that it is meant."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from config.filters import Filters
from config.forms import DateField, Form
from mediators.models.merits import years_before
from plans.text import fold

KEPT_YEARS = 5  # as long as the page offers at first; an administrator chooses the day
PHRASE = "ẨN DANH"


class LeaversFilters(Filters):
    """Who left before the day; it is some years back where the address names none."""

    names = {"before": "thoi_truoc"}
    before = DateField(label="Đã thôi từ trước ngày", help_text="")

    def __init__(self, data: QueryDict, *, today: dt.date) -> None:
        filled = data.copy()
        filled.setdefault("thoi_truoc", f"{years_before(today, KEPT_YEARS):%d/%m/%Y}")
        super().__init__(filled)
        self.today = today

    def clean_before(self) -> dt.date:
        day: dt.date = self.cleaned_data["before"]
        if day > self.today:
            raise ValidationError(f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        return day


class ForgetForm(Form):
    """Typed by hand: a slip of the finger anonymises nobody."""

    phrase = forms.CharField(
        label=f"Gõ “{PHRASE}” để xác nhận",
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": f"Gõ {PHRASE} vào ô này"},
    )

    def clean_phrase(self) -> str:
        phrase: str = self.cleaned_data["phrase"]
        if fold(phrase) != fold(PHRASE):
            raise ValidationError(f"Gõ đúng hai chữ {PHRASE}; không muốn ẩn danh thì chọn Thôi")
        return phrase
