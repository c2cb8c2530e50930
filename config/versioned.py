"""Two people on one form: the second sees what the first saved, and can save knowingly."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from config.forms import ModelForm

CHANGED = (
    "Người khác vừa lưu trong lúc bạn sửa. Bên dưới là điều bạn nhập; giá trị đang lưu ghi ở "
    "từng ô khác nhau. Sửa lại nếu cần rồi lưu: lần lưu sau sẽ thay giá trị đang lưu."
)


_Row = TypeVar("_Row", bound=Model)


def locked(row: _Row) -> _Row:
    """The row as it is now, held until the transaction ends; 404 where somebody deleted it."""
    rows = type(row)._default_manager.select_for_update(of=("self",))  # noqa: SLF001 -- of any model
    return get_object_or_404(rows, pk=row.pk)


def locked_to_save(request: HttpRequest, row: _Row) -> _Row:
    """The row to edit, ``locked`` where the request is a POST."""
    return locked(row) if request.method == "POST" else row


class VersionedForm(ModelForm):
    """``version`` goes out with the form and is compared when it comes back."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        stored = self.initial["version"]
        if self.instance.pk and cleaned.get("version") != stored:
            self._tell_conflict(stored)
        return cleaned

    data: Any

    def _tell_conflict(self, stored: int) -> None:
        self.add_error(None, CHANGED)
        for name, field in self.fields.items():
            saved = self.get_initial_for_field(field, name)
            if name != "version" and field.has_changed(saved, self[name].data):
                self[name].help_text = f"Đang lưu: {_shown(field, saved)}"
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stored)


def _shown(field: forms.Field, value: Any) -> str:
    """A saved value as the person who reads the form knows it."""
    if value is None or value == "":
        return "để trống"
    if isinstance(value, bool):
        return "có đánh dấu" if value else "không đánh dấu"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    choices = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(choices.get(str(one), str(one)) for one in value) or "để trống"
    return choices.get(str(value), str(field.prepare_value(value)))
