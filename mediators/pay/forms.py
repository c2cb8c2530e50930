"""Forms of pay: the period, who was paid, rates."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from config.filters import Day, Filters, Text
from config.forms import DateField, Form, ModelForm
from config.money import AmountField, dong
from mediators.models import Outcome, Rate
from mediators.pay.page import Due, Period, period_of
from mediators.pay.services import CHANGED
from plans.models import Locality

LEAST, MOST = 1_000, 100_000_000


class PeriodFilters(Filters):
    """The days in which cases ended; the quarter of today where nothing is asked."""

    names: ClassVar[dict[str, str]] = {"since": "tu", "until": "den"}
    since = Day("Kết thúc từ ngày")
    until = Day("Đến ngày")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", f"Nhập ngày từ {since:%d/%m/%Y} trở đi")
        return cleaned

    def period(self, today: dt.date) -> Period:
        usual = period_of(today)
        since, until = self.value("since"), self.value("until")
        if since is None and until is None:
            return usual
        since = since or dt.date(until.year, 1, 1)
        until = until or max(since, dt.date(since.year, 12, 31))
        return Period("", since, until)


class PaymentFilters(Filters):
    names: ClassVar[dict[str, str]] = {"text": "tim", "since": "tu", "until": "den"}
    text = Text("Tìm hòa giải viên, tổ")
    since = Day("Chi từ ngày")
    until = Day("Đến ngày")


class PayoutForm(Form):
    """Day and paper of a payment; ``ticked`` are the keys of the rows that were ticked."""

    everyone = forms.BooleanField(label="Chi cho tất cả người chưa chi trong kỳ", required=False)
    paid_on = DateField(label="Ngày chi")
    voucher = forms.CharField(
        label="Chứng từ",
        required=False,
        max_length=100,
        help_text="Số phiếu chi hoặc số danh sách ký nhận, ví dụ PC 15",
    )

    def __init__(self, *args: Any, due: Due, ticked: list[str], today: dt.date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.due, self.ticked, self.today = due, ticked, today
        self.initial["paid_on"] = f"{today:%d/%m/%Y}"

    def clean_paid_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["paid_on"]
        if day > self.today:
            raise ValidationError(f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("everyone"):
            if self.data.get("seen") != str(self.due.unpaid):
                raise ValidationError(CHANGED)
        elif not self.ticked:
            raise ValidationError(
                "Chọn ít nhất một người trong bảng, hoặc đánh dấu “Chi cho tất cả người chưa chi”"
            )
        return cleaned

    @property
    def keys(self) -> list[str]:
        """After validation: see ``mediators.pay.services.Payout``."""
        if self.cleaned_data["everyone"]:
            return [one.key for one in self.due.people if one.unpaid]
        return self.ticked


class RateForm(ModelForm):
    """A new rate. After validation ``ends`` is the one that holds no longer because of it."""

    amount = AmountField(
        label="Mức chi một vụ, việc (đồng)",
        least=LEAST,
        most=MOST,
        help_text="Ví dụ 300.000",
    )
    ends_previous = forms.BooleanField(
        label="Mức đang áp dụng hết hiệu lực vào ngày liền trước", required=False, initial=True
    )
    field_order = [
        "outcome",
        "amount",
        "legal_basis",
        "valid_from",
        "ends_previous",
        "valid_until",
    ]

    class Meta:
        model = Rate
        fields: ClassVar[list[str]] = ["outcome", "legal_basis", "valid_from", "valid_until"]
        field_classes: ClassVar[dict[str, Any]] = {
            "valid_from": DateField,
            "valid_until": DateField,
        }
        help_texts: ClassVar[dict[str, str]] = {
            "legal_basis": "Số, ngày văn bản quy định mức chi",
            "valid_until": "Để trống khi còn áp dụng.",
        }

    def __init__(self, *args: Any, locality: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locality, self.ends = locality, None
        self.instance.locality = locality
        outcome: Any = self.fields["outcome"]
        outcome.choices = [("", "Chọn kết quả"), *Outcome.choices]

    ends: Rate | None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        outcome, first, last = map(cleaned.get, ("outcome", "valid_from", "valid_until"))
        if first and last and last < first:
            self.add_error("valid_until", f"Nhập ngày từ {first:%d/%m/%Y} trở đi")
        elif first and outcome:
            rates = Rate.objects.of(self.locality, outcome).overlapping(first, last).in_order()
            self._settle(list(rates), first, is_ending=bool(cleaned.get("ends_previous")))
        self.instance.amount = cleaned.get("amount") or 0
        return cleaned

    def _settle(self, others: list[Rate], first: dt.date, *, is_ending: bool) -> None:
        """One that began earlier may end; any other stands in the way."""
        if not others:
            return
        only = others[0] if len(others) == 1 and others[0].valid_from < first else None
        if only is not None and is_ending:
            self.ends = only
            return
        told = "; ".join(map(told_of_rate, others))
        way_out = "đánh dấu cho mức đó hết hiệu lực, hoặc " if only is not None else ""
        self.add_error("valid_from", f"Trùng thời gian với {told}: {way_out}nhập ngày khác")


def told_of_rate(rate: Rate) -> str:
    until = f"đến {rate.valid_until:%d/%m/%Y}" if rate.valid_until else "còn áp dụng"
    return f"mức {dong(rate.amount)} đồng (từ {rate.valid_from:%d/%m/%Y}, {until})"


class RateEndForm(ModelForm):
    """The last day of a rate."""

    class Meta:
        model = Rate
        fields: ClassVar[list[str]] = ["valid_until"]
        field_classes: ClassVar[dict[str, Any]] = {"valid_until": DateField}

    def clean_valid_until(self) -> dt.date | None:
        rate, last = self.instance, self.cleaned_data["valid_until"]
        if last and last < rate.valid_from:
            raise ValidationError(f"Nhập ngày từ {rate.valid_from:%d/%m/%Y} trở đi")
        others = Rate.objects.of(rate.locality, rate.outcome).exclude(pk=rate.pk)
        later = list(others.overlapping(rate.valid_from, last).in_order())
        if later:
            told = "; ".join(map(told_of_rate, later))
            raise ValidationError(f"Trùng thời gian với {told}: nhập ngày sớm hơn")
        return last  # type: ignore[no-any-return]
