"""Amounts of đồng: read as people write them, printed as offices print them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST = 10**15
EXAMPLES = "ví dụ 12.500.000 hoặc 12,5 triệu"
WRONG = f"Nhập số tiền bằng đồng, {EXAMPLES}"

_UNITS = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_UNMARKED = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
_PLACES = {"": 0} | _UNITS | _UNMARKED
_CURRENCY = re.compile(r" ?(đồng|dong|vnđ|vnd|đ)\.?$")
_NUMBER_AND_UNIT = re.compile(rf"([\d., ]*\d) ?({'|'.join(_PLACES)})", re.ASCII)
# The whole and what stands behind its decimal mark
_NUMBERS = (
    re.compile(r"([1-9]\d{0,2}(?:[. ]\d{3})+)(?:,(\d+))?"),  # 1.200.000,00
    re.compile(r"([1-9]\d{0,2}(?:,\d{3}){2,})(?:\.(\d+))?"),  # 1,200,000.00
    re.compile(r"([1-9]\d{0,2},\d{3})\.(\d+)"),  # 1,200.00
    re.compile(r"(\d+)(?:[.,](\d+))?"),  # 1200000; 66,35
)


def dong(amount: int) -> str:
    """1200000 -> "1.200.000"."""
    return f"{amount:,}".replace(",", ".")


def read_amount(text: str) -> int:
    """Đồng in "1.200.000", "1 200 000 đ", "1200000,00", "1.200 triệu", "1,5 tỷ đồng".

    Raises ``ValueError`` with a sentence where it is no amount or may be two: "12,500" is twelve
    and a half for one person and twelve thousand five hundred for another.
    """
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    found = _NUMBER_AND_UNIT.fullmatch(_CURRENCY.sub("", words))
    number, unit = found.groups() if found else ("", "")
    match = next((one for form in _NUMBERS if (one := form.fullmatch(number))), None)
    if match is None:
        raise ValueError(WRONG)
    whole, part = match[1], match[2] or ""
    if len(part) == 3 and whole != "0":
        raise ValueError(f"“{text.strip()}” có thể hiểu hai cách: nhập rõ số đồng, {EXAMPLES}")
    places, part = _PLACES[unit], part.rstrip("0")
    if len(part) > places:  # less than a đồng
        raise ValueError(WRONG)
    return int(re.sub(r"\D", "", whole) + part.ljust(places, "0"))


class AmountField(forms.CharField):
    """Đồng within limits; empty is 0 where it is not required."""

    def __init__(self, *, least: int = 0, most: int = MOST, **kwargs: Any) -> None:
        self.least, self.most = least, most
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input--short"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            amount = read_amount(text)
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None
        if amount < self.least:
            raise ValidationError(f"Nhập số tiền từ {dong(self.least)} đồng trở lên")
        if amount > self.most:
            raise ValidationError(f"Nhập số tiền không quá {dong(self.most)} đồng")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Nothing is shown for nothing: an empty field is easier to fill than a 0."""
        if isinstance(value, int):
            return dong(value) if value else ""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or 0) != (read_amount(data) if data else 0))
        except ValueError:
            return True
