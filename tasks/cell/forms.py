"""Cập nhật tiến độ: the form of a task-year, and the page that puts two texts side by side."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from config.forms import Cards, DateField, Form
from plans.models import Agency
from tasks.cell.report import Report, check_report, may_finish_early
from tasks.models import TaskYear
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


# Two people on one form

MINE, THEIRS, BOTH = "mine", "theirs", "both"
TEXTS = {
    "result": "Kết quả thực hiện",
    "obstacles": "Khó khăn, vướng mắc",
    "proposal": "Đề xuất, kiến nghị",
}
# What hangs together is chosen together: a date of completion belongs to its state.
STATE_FIELDS = ("state", "completed_on", "reason", "finishes_span")
_GROUPS: dict[str, tuple[str, ...]] = {
    "state": STATE_FIELDS,
    **{name: (name,) for name in TEXTS},
    "needs_direction": ("needs_direction",),
}
_WORDS = re.compile(r"\S+\s*")
_LABELS = {"state": "Trạng thái", "needs_direction": "Xin ý kiến chỉ đạo", **TEXTS}


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter on which the two say different things; ``chosen`` is offered first."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str
    mine_state: State | None = None
    their_state: State | None = None
    both: str | None = None

    @property
    def marked_mine(self) -> list[tuple[str, bool]]:
        """Pieces of my text; True for what the saved one does not have."""
        return _marked(self.mine, self.theirs)

    @property
    def marked_theirs(self) -> list[tuple[str, bool]]:
        return _marked(self.theirs, self.mine)

    @property
    def choice_name(self) -> str:
        return f"choose-{self.name}"

    @property
    def both_name(self) -> str:
        return f"both-{self.name}"


def differences(mine: Report, *, saved: Report, opened: Report) -> list[Difference]:
    """Where mine and the saved report differ; what I did not touch is offered as saved."""
    found = []
    for name, fields in _GROUPS.items():
        if _same(mine, saved, fields):
            continue
        is_state = name == "state"
        found.append(
            Difference(
                name=name,
                label=_LABELS[name],
                mine=_said(mine, name),
                theirs=_said(saved, name),
                chosen=THEIRS if _same(mine, opened, fields) else MINE,
                mine_state=mine.state if is_state else None,
                their_state=saved.state if is_state else None,
                both=_both(getattr(mine, name), getattr(saved, name)) if name in TEXTS else None,
            )
        )
    return found


def agreements(different: list[Difference]) -> str:
    """The matters on which both say the same, in one line."""
    names = {one.name for one in different}
    return "; ".join(label for name, label in _LABELS.items() if name not in names)


def _same(one: Report, other: Report, fields: tuple[str, ...]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def _said(report: Report, name: str) -> str:
    if name == "needs_direction":
        return "Có" if report.needs_direction else "Không"
    if name != "state":
        return str(getattr(report, name)) or "(để trống)"
    said = report.state.label
    if report.completed_on:
        said += f", ngày {report.completed_on:%d/%m/%Y}"
    if report.finishes_span:
        said += ", các năm sau không còn việc"
    return f"{said}. {report.reason}" if report.reason else said


def _marked(text: str, other: str) -> list[tuple[str, bool]]:
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    pieces = []
    for kind, first, last, _, _ in SequenceMatcher(None, words, others).get_opcodes():
        if piece := "".join(words[first:last]):
            pieces.append((piece, kind != "equal"))
    return pieces


def _both(mine: str, theirs: str) -> str:
    """One text that holds both; where one holds the other already, that one."""
    if mine in theirs:
        return theirs
    if theirs in mine:
        return mine
    return f"{theirs}\n{mine}"


def is_resolving(data: QueryDict) -> bool:
    """Whether the post comes from the page of two texts."""
    return "resolving" in data


def resolved(data: QueryDict, seen: Report) -> QueryDict:
    """What was chosen there, as if typed into the form; ``seen`` is what that page showed saved."""
    copy = data.copy()
    for name, fields in _GROUPS.items():
        choice = data.get(f"choose-{name}", MINE)
        if choice == BOTH and name in TEXTS:
            copy[name] = data.get(f"both-{name}", "")
        elif choice == THEIRS:
            for one in fields:
                _put(copy, one, getattr(seen, one))
    return copy


def _put(data: QueryDict, name: str, value: Any) -> None:
    """As a form sends it: a tick is there or not."""
    if isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, dt.date):
        data[name] = f"{value:%d/%m/%Y}"
    else:
        data[name] = "" if value is None else str(value)
