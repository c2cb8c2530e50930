"""Đổi hạn."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from config.forms import DateField, Form
from tasks.cell.due_dates import check_due_date
from tasks.models import TaskYear


class DueDateForm(Form):
    """``seen`` travels along: whoever saves has seen the due date that they move."""

    seen = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    due_on = DateField(label="Hạn mới")
    document = forms.CharField(
        label="Văn bản cho phép đổi hạn",
        help_text="Ví dụ: Công văn số 214/UBND ngày 02/3/2026",
        max_length=300,
    )
    reason = forms.CharField(
        label="Lý do", widget=forms.Textarea({"rows": 3}), max_length=5000, required=False
    )

    def __init__(self, *args: Any, task_year: TaskYear, **kwargs: Any) -> None:
        old = task_year.due_on.isoformat() if task_year.due_on else ""
        super().__init__(*args, initial={"seen": old}, **kwargs)
        self.task_year = task_year

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if message := check_due_date(day, task_year=self.task_year):
            raise forms.ValidationError(message)
        return day

    def show_as_seen(self, due_on: dt.date | None) -> None:
        """After a refusal that told the present due date: the next save knows it."""
        self.data = {**dict(self.data.items()), "seen": str(due_on or "")}
