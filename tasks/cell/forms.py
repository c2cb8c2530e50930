"""Forms of a cell: cập nhật tiến độ, kết quả phối hợp, đổi hạn."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from config.forms import Cards, DateField, Form
from plans.models import Agency
from tasks.cell.contributions import check_contribution, revision_of
from tasks.cell.due_dates import check_due_date
from tasks.cell.report import Report, check_report, may_finish_early
from tasks.models import Contribution, TaskYear
from tasks.states import State

STATE_DETAILS = {
    State.TODO: {"more": "Chưa bắt đầu"},
    State.DOING: {"more": "Đã bắt đầu, chưa xong"},
    State.DONE: {"more": "Ghi ngày hoàn thành", "shows": "done"},
    State.NONE_AROSE: {"more": "Ghi lý do", "shows": "ended"},
    State.DROPPED: {"more": "Ghi lý do", "shows": "ended"},
}
_CARDS = {
    str(state): {"mark": state.mark, "css": f"is-{state}", **details}
    for state, details in STATE_DETAILS.items()
}


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class AgencyChoice(forms.TypedChoiceField):
    """One of some bodies, by the name that stands in their place on the day of the page."""

    def __init__(self, names: dict[Agency, str], *, empty_label: str, **kwargs: Any) -> None:
        agencies = {str(agency.pk): agency for agency in names}
        choices = [("", empty_label), *((key, names[one]) for key, one in agencies.items())]
        super().__init__(choices=choices, coerce=agencies.get, empty_value=None, **kwargs)


class UpdateForm(Form):
    """What an officer says of a task-year; see ``tasks.cell.report.Report``."""

    field_css: ClassVar[dict[str, str]] = {
        "completed_on": "field--if-done",
        "finishes_span": "field--if-done",
        "reason": "field--if-ended",
    }

    marks_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    state = forms.ChoiceField(
        label="Trạng thái",
        choices=State.choices,
        widget=Cards(details=_CARDS, choices_css="choices--states"),
        error_messages={"invalid_choice": "Chọn trạng thái"},
    )
    completed_on = DateField(label="Ngày hoàn thành", required=False)
    finishes_span = forms.BooleanField(
        label="Hoàn thành cả nhiệm vụ, các năm sau không còn việc", required=False
    )
    reason = forms.CharField(
        label="Lý do",
        help_text="Vì sao năm nay không phát sinh hoặc không thực hiện",
        widget=_text(2),
        max_length=5000,
        required=False,
    )
    result = forms.CharField(
        label="Kết quả thực hiện",
        help_text="Việc đã làm, số liệu đạt được. Câu này đi thẳng vào báo cáo năm.",
        widget=_text(4),
        max_length=20000,
        required=False,
    )
    obstacles = forms.CharField(
        label="Khó khăn, vướng mắc (nếu có)", widget=_text(2), max_length=5000, required=False
    )
    proposal = forms.CharField(
        label="Đề xuất, kiến nghị (nếu có)", widget=_text(2), max_length=5000, required=False
    )
    needs_direction = forms.BooleanField(
        label="Xin ý kiến chỉ đạo",
        help_text="Việc này sẽ hiện ở trang của lãnh đạo",
        required=False,
    )
    effective_on = DateField(
        label="Tính đến ngày",
        help_text="Ngày mà nội dung trên phản ánh; sửa khi nhập cho thời điểm đã qua",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        task_year: TaskYear,
        today: dt.date,
        bodies: dict[Agency, str],
        saved: Report | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(saved, task_year, today) if saved else None)
        self.task_year = task_year
        self.today = today
        self.report: Report | None = None
        if may_finish_early(task_year):
            years = f"{task_year.year + 1} - {task_year.timeline.last_year}"
            self.fields["finishes_span"].help_text = f"Các ô của năm {years} sẽ được kết thúc theo"
        else:
            del self.fields["finishes_span"]
        if bodies:
            self.fields["agency"] = AgencyChoice(
                bodies,
                label="Nhập thay cho",
                required=False,
                empty_label="Không nhập thay",
                help_text="Khi cơ quan báo cáo không tự nhập",
                error_messages={"invalid_choice": "Chọn cơ quan có tên trong nhiệm vụ"},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "state" not in data:
            return data
        report = Report(
            state=State(data["state"]),
            effective_on=data.get("effective_on") or self.today,
            completed_on=data.get("completed_on"),
            result=data.get("result", ""),
            reason=data.get("reason", ""),
            obstacles=data.get("obstacles", ""),
            proposal=data.get("proposal", ""),
            needs_direction=data.get("needs_direction", False),
            finishes_span=data.get("finishes_span", False),
            agency=data.get("agency"),
        )
        self._forget_what_does_not_belong(report.state)
        for name, message in check_report(
            report, task_year=self.task_year, today=self.today
        ).items():
            if name not in self.errors:
                self.add_error(name, message)
        if not self.errors:
            self.report = report.cleaned()
        return data

    def _forget_what_does_not_belong(self, state: State) -> None:
        """A wrong date of completion does not stop a report that the work goes on."""
        if state != State.DONE:
            self.errors.pop("completed_on", None)


def _initial(saved: Report, task_year: TaskYear, today: dt.date) -> dict[str, Any]:
    """The log's last word; a date of completion is offered only in the cell's own year."""
    suggested = today if task_year.year == today.year else None
    return {
        "version": task_year.version,
        "state": saved.state,
        "completed_on": saved.completed_on or suggested,
        "finishes_span": saved.finishes_span,
        "reason": saved.reason,
        "result": saved.result,
        "obstacles": saved.obstacles,
        "proposal": saved.proposal,
        "needs_direction": saved.needs_direction,
        "effective_on": today,
    }


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


class ContributionRequestForm(Form):
    """Which partners are asked for what they did; all of them to begin with."""

    agencies = forms.MultipleChoiceField(
        label="Cơ quan phối hợp",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một cơ quan phối hợp",
            "invalid_choice": "Chọn cơ quan phối hợp trong danh sách",
        },
    )
    note = forms.CharField(
        label="Nội dung cần ghi",
        required=False,
        max_length=300,
        help_text="Ví dụ: số buổi tuyên truyền đã phối hợp trong quý",
    )

    def __init__(self, *args: Any, bodies: dict[Agency, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(agency.pk): agency for agency in bodies}
        field: Any = self.fields["agencies"]
        field.choices = [(str(agency.pk), name) for agency, name in bodies.items()]
        field.initial = list(self.by_key)

    @property
    def chosen(self) -> list[Agency]:
        """After ``is_valid``."""
        return [self.by_key[key] for key in self.cleaned_data["agencies"]]
