"""Filters of the history, kept in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from config.forms import DateField, FilterForm
from tasks.history.sources import Kind
from tasks.history.stream import Asked, Cursor

BEHIND = "sau"


def _words(label: str) -> forms.CharField:
    widget = forms.TextInput({"type": "search"})
    return forms.CharField(label=label, required=False, max_length=100, widget=widget)


class HistoryFilters(FilterForm):
    """Always bound; what is wrong is told at its field and does not filter."""

    kind = forms.ChoiceField(
        label="Loại", required=False, error_messages={"invalid_choice": "Chọn loại trong danh sách"}
    )
    person = _words("Người thực hiện")
    thing = _words("Nội dung")
    since = DateField(label="Từ ngày", required=False, help_text="")
    task = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )
    until = DateField(label="Đến ngày", required=False, help_text="")

    names: ClassVar[dict[str, str]] = {
        "kind": "loai",
        "person": "nguoi",
        "thing": "tim",
        "since": "tu",
        "until": "den",
        "task": "nhiem_vu",
    }
    use_required_attribute = False

    def __init__(self, data: QueryDict, *, kinds: Sequence[Kind]) -> None:
        super().__init__(data)
        self.kinds = kinds
        field: Any = self.fields["kind"]
        field.choices = [("", "Tất cả"), *((kind.value, kind.label) for kind in kinds)]
        self.is_valid()

    def add_prefix(self, field_name: str) -> str:
        return self.names.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", f"Đến ngày phải từ {since:%d/%m/%Y} trở đi")
        return self.cleaned_data

    def value(self, name: str) -> Any:
        """None where the filter is open or wrong."""
        return self.cleaned_data.get(name) or None

    @property
    def is_filtering(self) -> bool:
        return any(self.value(name) for name in self.fields)

    @property
    def asked(self) -> Asked:
        kind = self.value("kind")
        since: dt.date | None = self.value("since")
        return Asked(
            kinds=frozenset({Kind(kind)} if kind else self.kinds),
            person=self.value("person") or "",
            thing=self.value("thing") or "",
            since=since,
            until=self.value("until"),
            behind=Cursor.of(self.data.get(BEHIND, "")),
            task_id=self.value("task"),
        )
