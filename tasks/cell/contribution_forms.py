"""Kết quả phối hợp."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from config.forms import DateField, Form
from plans.models import Agency
from tasks.cell.contributions import check_contribution, revision_of
from tasks.cell.forms import AgencyChoice
from tasks.models import Contribution, TaskYear


class ContributionForm(Form):
    """What one body did. The body is asked for only where the author may write for several."""

    done_on = DateField(label="Ngày thực hiện")
    text = forms.CharField(
        label="Nội dung đã thực hiện", widget=forms.Textarea({"rows": 4}), max_length=20000
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        task_year: TaskYear,
        today: dt.date,
        bodies: dict[Agency, str],
        contribution: Contribution | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"done_on": today if task_year.year == today.year else None}
        if contribution is not None:
            initial = {
                "done_on": contribution.done_on,
                "text": contribution.text,
                "seen": revision_of(contribution),
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.task_year = task_year
        self.today = today
        self.bodies = bodies
        if len(bodies) > 1:
            self.fields["agency"] = AgencyChoice(
                bodies,
                label="Cơ quan phối hợp",
                empty_label="Chọn cơ quan",
                error_messages={
                    "required": "Chọn cơ quan phối hợp",
                    "invalid_choice": "Chọn cơ quan phối hợp",
                },
            )
            self.order_fields(["agency"])

    def clean_done_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["done_on"]
        if message := check_contribution(day, task_year=self.task_year, today=self.today):
            raise forms.ValidationError(message)
        return day

    def show_as_seen(self, contribution: Contribution) -> None:
        """After a refusal that quoted what stands: the next save knows it."""
        self.data = {**dict(self.data.items()), "seen": str(revision_of(contribution))}

    @property
    def agency_chosen(self) -> Agency:
        """After ``is_valid``."""
        chosen = self.cleaned_data.get("agency")
        return chosen if isinstance(chosen, Agency) else next(iter(self.bodies))
