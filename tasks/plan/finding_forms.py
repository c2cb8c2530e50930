"""What a person makes of an oddity of the document."""

from __future__ import annotations

from typing import Any

from django import forms

from config.forms import Form
from plans.models import Finding
from plans.text import clean_lines


class FindingForm(Form):
    """An explanation, and whether it settles the finding. Settled, it needs one."""

    marks_optional = False
    explanation = forms.CharField(
        label="Giải thích",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "Rút gọn lời giải thích còn 2.000 chữ cái trở xuống"},
    )
    is_settled = forms.BooleanField(label="Đã giải quyết xong", required=False)

    def __init__(self, data: Any = None, *, finding: Finding) -> None:
        self.finding = finding
        super().__init__(
            data,
            prefix=f"luu-y-{finding.pk}",
            initial={
                "explanation": finding.explanation,
                "is_settled": finding.settled_on is not None,
            },
        )

    def clean_explanation(self) -> str:
        return clean_lines(self.cleaned_data["explanation"])

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("is_settled") and not values.get("explanation") and not self.errors:
            self.add_error(
                "explanation", "Nhập giải thích: đã giải quyết thế nào, theo văn bản nào"
            )
        return values
