"""The day of which the plan's page speaks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from config.forms import DateField, FilterForm
from plans.models import Plan


class PlanDayForm(FilterForm):
    """ "Tính đến ngày", in the address as ``tai_ngay``; what is wrong is told and not used."""

    use_required_attribute = False
    tai_ngay = DateField(label="Tính đến ngày", required=False, help_text="")

    def __init__(self, data: Any, *, plan: Plan, today: dt.date) -> None:
        self.plan, self.today = plan, today
        super().__init__(data)
        self.fields["tai_ngay"].widget.attrs["placeholder"] = f"{today:%d/%m/%Y}"
        self.is_valid()

    def clean_tai_ngay(self) -> dt.date | None:
        """See also ``tasks.board.filters.AddressForm.clean_day``."""
        day: dt.date | None = self.cleaned_data["tai_ngay"]
        first, last = dt.date(self.plan.first_year, 1, 1), dt.date(self.plan.last_year, 12, 31)
        latest = max(last, self.today)
        if day is not None and not first <= day <= latest:
            raise ValidationError(f"Nhập ngày từ {first:%d/%m/%Y} đến {latest:%d/%m/%Y}")
        return day

    @property
    def day(self) -> dt.date:
        """Today unless another was asked for."""
        return self.cleaned_data.get("tai_ngay") or self.today
