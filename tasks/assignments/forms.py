"""Forms of "Phân công": who answers, from when, until when; and the filters of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from config.filters import Choice
from config.forms import DateField, Form
from plans.models import Officer
from tasks.assignments.page import Ownership
from tasks.board.board import Board
from tasks.board.filters import AddressForm, plan_choice
from tasks.models import Assignment


class AssignmentFilters(AddressForm):
    """``people`` are those who answer for any task of the plan, also after they left."""

    names = {"ownership": "tinh_trang", "lead": "co_quan", "officer": "can_bo"}
    plan = plan_choice()
    ownership = Choice(label="Tình trạng", all_label="Tất cả")
    lead = Choice(label="Cơ quan chủ trì", all_label="Tất cả cơ quan", coerce=int)
    officer = Choice(label="Người phụ trách", all_label="Tất cả mọi người", coerce=int)

    def __init__(
        self,
        data: QueryDict,
        *,
        board: Board,
        people: Sequence[tuple[int, str]],
    ) -> None:
        self.people = people
        super().__init__(data, board=board)

    def _offer(self) -> None:
        super()._offer()
        self.offer("ownership", [(one.value, one.label) for one in Ownership])
        self.offer("lead", self.board.bodies(leads_only=True))
        self.offer("officer", self.people)

    @property
    def lead_name(self) -> str | None:
        """Names tell bodies apart here: two old bodies may have one successor."""
        bodies = dict(self.board.bodies(leads_only=True))
        return bodies.get(self.value("lead"))


class OfficerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, officer: Officer) -> str:
        return f"{officer.full_name}, {officer.agency}"


class AssignForm(Form):
    """One person for one or several tasks."""

    officer = OfficerChoice(
        Officer.objects.none(), label="Người phụ trách", empty_label="Chọn người phụ trách"
    )
    since = DateField(label="Từ ngày")
    replaces = forms.BooleanField(
        label="Thay người đang phụ trách",
        required=False,
        help_text="Người đang phụ trách thôi phụ trách từ ngày này. "
        "Bỏ đánh dấu nếu hai người cùng phụ trách.",
    )
    note = forms.CharField(
        label="Văn bản phân công, ghi chú",
        required=False,
        max_length=300,
        help_text="Ví dụ: Thông báo số 12/TB-UBND ngày 05/01/2026",
    )

    def __init__(
        self, *args: Any, officers: Any, today: dt.date, is_replacing: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"since": today, "replaces": True}, **kwargs)
        field = self.fields["officer"]
        if isinstance(field, OfficerChoice):
            field.queryset = officers
        field.error_messages["invalid_choice"] = "Chọn một người trong danh sách"
        if not is_replacing:
            del self.fields["replaces"]  # nobody answers yet


class EndForm(Form):
    """The last day; empty takes an end back."""

    until = DateField(
        label="Ngày cuối cùng phụ trách",
        required=False,
        help_text="Ghi theo ngày/tháng/năm. Để trống nếu vẫn tiếp tục phụ trách.",
    )

    def __init__(self, *args: Any, assignment: Assignment, today: dt.date, **kwargs: Any) -> None:
        until = assignment.until or max(today, assignment.since)
        super().__init__(*args, initial={"until": until}, **kwargs)
