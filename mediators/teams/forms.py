"""The form of a team."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField
from config.versioned import VersionedForm
from mediators.models import MediationTeam, Membership
from plans.models import Locality
from plans.text import clean


class TeamForm(VersionedForm):
    field_css = {"pilot_from": "field--third", "pilot_until": "field--third"}

    class Meta:
        model = MediationTeam
        fields = [
            "hamlet",
            "name",
            "set_size",
            "needs_minority",
            "pilot_from",
            "pilot_until",
            "established_on",
            "dissolved_on",
        ]
        field_classes = {"established_on": DateField, "dissolved_on": DateField}

    def __init__(self, *args: Any, commune: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hamlets = Locality.objects.within(commune).order_by("sort_name", "pk")
        field = self.fields["hamlet"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = hamlets.filter(level=Locality.Level.HAMLET)
            field.empty_label = "Chọn khu phố, ấp"

    def clean_dissolved_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["dissolved_on"]
        if day is not None and self.instance.pk:
            n_members = Membership.objects.open().filter(team=self.instance).count()
            if n_members:
                raise ValidationError(
                    f"Tổ còn {n_members} hòa giải viên: cho thôi hoặc chuyển tổ bằng quyết định "
                    "trước khi ghi ngày giải thể"
                )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not clean(cleaned.get("name")) and cleaned.get("hamlet"):
            cleaned["name"] = cleaned["hamlet"].name
        first, last = cleaned.get("pilot_from"), cleaned.get("pilot_until")
        if last and (first is None or last < first):
            message = (
                "Nhập năm bắt đầu làm điểm"
                if first is None
                else f"Năm cuối làm điểm phải từ {first} trở đi"
            )
            self.add_error("pilot_from" if first is None else "pilot_until", message)
        founded, ended = cleaned.get("established_on"), cleaned.get("dissolved_on")
        if founded and ended and ended <= founded:
            self.add_error("dissolved_on", f"Ngày giải thể phải sau ngày {founded:%d/%m/%Y}")
        self._check_twin(cleaned)
        return cleaned

    def _check_twin(self, cleaned: dict[str, Any]) -> None:
        """A second open team of that name in the hamlet; the constraint says it too late."""
        hamlet = cleaned.get("hamlet")
        if hamlet is None or cleaned.get("dissolved_on"):
            return
        if MediationTeam.objects.has_twin(hamlet, cleaned["name"], but=self.instance.pk):
            self.add_error("name", "Khu phố, ấp này đã có tổ hòa giải cùng tên: ghi tên khác")
