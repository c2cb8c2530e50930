"""Ý kiến chỉ đạo, its answer, and the reason of a return."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from config.forms import DateField, Form
from plans.models import Officer

TEXT_LENGTH = 5000
ALL = "chung"  # whoever answers for the task


def _words(label: str, *, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": rows}), max_length=TEXT_LENGTH
    )


class DirectionForm(Form):
    """``answering`` are those who answer for the task, ``others`` the rest of the locality."""

    text = _words("Ý kiến chỉ đạo")
    answer_by_on = DateField(label="Trả lời trước ngày", required=False)

    def __init__(
        self,
        *args: Any,
        answering: list[Officer],
        others: list[Officer],
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._people = {str(officer.pk): officer for officer in (*answering, *others)}
        choices: list[Any] = [(ALL, "Cơ quan chủ trì, người phụ trách")]
        for label, officers in (("Phụ trách nhiệm vụ", answering), ("Người khác", others)):
            if officers:
                choices.append((label, [(str(one.pk), _named(one)) for one in officers]))
        self.fields["addressee"] = forms.ChoiceField(
            label="Giao cho",
            choices=choices,
            initial=ALL,
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), "Chọn người được giao trong danh sách"
            ),
        )

    def clean_answer_by_on(self) -> dt.date | None:
        """See also ``services.directions.give_direction``."""
        day: dt.date | None = self.cleaned_data["answer_by_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(f"Hạn trả lời phải từ {self.today:%d/%m/%Y} trở đi")
        return day

    def clean_addressee(self) -> Officer | None:
        return self._people.get(self.cleaned_data["addressee"])


class AnswerForm(Form):
    answer = _words("Nội dung trả lời", rows=5)


class ReturnForm(Form):
    """``version`` is that of the report that the leader has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _words("Lý do trả lại")


def _named(officer: Officer) -> str:
    unit = officer.agency.name if officer.agency else ""
    return ", ".join(filter(None, [officer.full_name, officer.job_title or unit]))
