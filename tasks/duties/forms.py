"""Forms of duties: a year's note; the day and the document of a dated duty."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from config.forms import DateField, Form
from config.versioned import VersionedForm
from plans.models import Locality
from tasks.documents.evidence_forms import BaseEvidenceFormSet, EvidenceForm, evidence_lines
from tasks.duties.services import check_done_on
from tasks.models import DutyNote


class DutyNoteForm(VersionedForm):
    class Meta:
        model = DutyNote
        fields = ("text",)
        widgets = {"text": forms.Textarea({"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label = "Đã thực hiện trong năm"
        text.error_messages["required"] = "Nhập nội dung đã thực hiện trong năm"


class YearlyDutyForm(Form):
    """``seen`` travels along: whoever saves has seen what they replace."""

    done_on = DateField(label="Ngày")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, year: int, today: dt.date, done_on: dt.date | None, seen: int
    ) -> None:
        super().__init__(*args, initial={"done_on": done_on, "seen": seen})
        self.year, self.today = year, today

    def clean_done_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["done_on"]
        if message := check_done_on(day, year=self.year, today=self.today):
            raise forms.ValidationError(message)
        return day

    def show_as_seen(self, revision: int) -> None:
        """After a refusal that quoted what stands: the next save knows it."""
        self.data = {**dict(self.data.items()), "seen": str(revision)}


class BaseDocumentFormSet(BaseEvidenceFormSet):
    row_label = "Văn bản"
    add_label = ""


_OneDocument = forms.formset_factory(
    EvidenceForm, formset=BaseDocumentFormSet, extra=1, max_num=1, validate_max=True
)


def document_line(locality: Locality, data: Any = None, files: Any = None) -> BaseEvidenceFormSet:
    """Room for the one document of a dated duty."""
    return evidence_lines(locality, data, files, takes_links=False, kind=_OneDocument)
