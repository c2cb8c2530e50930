"""The day and the order of the page of a province."""

from __future__ import annotations

from django import forms

from config.forms import DateField
from tasks.board.filters import AddressForm
from tasks.dashboard.province import LATE_FIRST, SORTS


class ProvinceFilters(AddressForm):
    """What is not one of the orders sorts by what is late."""

    names = {"day": "tai_ngay", "sort": "sap_xep"}
    day = DateField(label="Tính đến ngày", required=False, help_text="")
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def order(self) -> str:
        """A key of ``SORTS``; "-" in front begins with the greatest."""
        asked = self.value("sort")
        return asked if asked and asked.removeprefix("-") in SORTS else LATE_FIRST
