"""Rows of "Nhập ban đầu": one cell each, left empty or filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from config.filters import Choice
from config.forms import DateField, Form
from tasks.backlog.services import NEVER_REPORTED, Catch
from tasks.board.filters import OnePlanForm, plan_choice
from tasks.cell.report import Report, check_report
from tasks.documents.services import Proof
from tasks.models import Document, TaskYear
from tasks.states import State

NOT_ENTERED = "chua-nhap"
# What is still to be done needs no entry: it is "chưa thực hiện" by itself.
STATES = [
    ("", "Chưa nhập"),
    *[(s.value, s.label) for s in (State.DONE, State.DOING, State.NONE_AROSE, State.DROPPED)],
]


class BacklogFilters(OnePlanForm):
    names = {"year": "nam", "shown": "hien"}
    plan = plan_choice()
    year = Choice(label="Năm", all_label="Các năm đến nay", coerce=int)
    shown = Choice(label="Hiện", all_label="Tất cả", choices=[])

    def _offer(self) -> None:
        super()._offer()
        years = [year for year in self.board.years if year <= self.today.year]
        self.offer("year", [(year, str(year)) for year in years])
        self.offer("shown", [(NOT_ENTERED, "Chỉ năm chưa nhập")])


class RowForm(Form):
    """One cell. ``catch`` is what it says, None where it was left empty."""

    state = forms.ChoiceField(label="Trạng thái", choices=STATES, required=False)
    day = DateField(label="Ngày", required=False, help_text="")
    text = forms.CharField(
        label="Kết quả, lý do",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(
        label="Loại văn bản",
        choices=Document.Kind.choices,
        required=False,
        initial=Document.Kind.REPORT,
    )
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    issued_on = DateField(label="Ngày văn bản", required=False, help_text="")

    TYPED = ("state", "day", "text", "number", "issued_on")  # the kind alone says nothing

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, task_year: TaskYear, today: dt.date
    ) -> None:
        super().__init__(data, prefix=f"o{task_year.pk}")
        self.task_year, self.today = task_year, today
        self.catch: Catch | None = None
        where = f"{task_year.timeline.task.code} năm {task_year.year}"
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, {where}"

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What stands in the row, by label: also where it can no longer be saved."""
        pairs = [(str(self.fields[n].label), self._raw(n)) for n in self.TYPED]
        return [(label, text) for label, text in pairs if text]

    def _raw(self, name: str) -> str:
        text = str(self.data.get(self.add_prefix(name), "")).strip()
        return str(dict(STATES).get(text, text)) if name == "state" and text else text

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.typed:
            return data
        if not data.get("state"):
            if "state" not in self.errors:
                self.add_error("state", "Chọn trạng thái, hoặc xóa nội dung ở dòng này")
            return data
        proofs = self._proofs()
        report = self._report(State(data["state"]))
        if report is not None and not self.errors:
            self.catch = Catch(self.task_year, report, proofs)
        return data

    def _report(self, state: State) -> Report | None:
        """Effective on its day; without one at the end of its year, or today."""
        if "day" in self.errors:
            return None
        day, text = self.cleaned_data.get("day"), self.cleaned_data.get("text", "")
        is_done = state == State.DONE
        if day is not None and day > self.today:
            self.add_error("day", f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
            return None
        year = self.task_year.year
        effective_on = day or min(dt.date(year, 12, 31), self.today)
        if is_done:  # a span that ended in an earlier year is done when this year begins
            effective_on = max(effective_on, dt.date(year, 1, 1))
        report = Report(
            state=state,
            effective_on=effective_on,
            completed_on=day if is_done else None,
            result="" if state.needs_reason else text,
            reason=text if state.needs_reason else "",
        )
        judged = replace(report, effective_on=self.today) if is_done else report
        errors = check_report(judged, task_year=self.task_year, today=self.today)
        if message := errors.get("completed_on") or errors.get("effective_on"):
            self.add_error("day", message)
        if message := errors.get("result") or errors.get("reason"):
            self.add_error("text", message)
        return report

    def _proofs(self) -> list[Proof]:
        number, issued_on = self.cleaned_data.get("number"), self.cleaned_data.get("issued_on")
        if issued_on and issued_on > self.today:
            self.add_error("issued_on", f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        if issued_on and not number:
            self.add_error("number", "Nhập số, ký hiệu của văn bản")
        if not number:
            return []
        document = Document(
            locality=self.task_year.timeline.task.plan.locality,
            kind=self.cleaned_data.get("kind") or Document.Kind.REPORT,
            number=number,
            issued_on=issued_on,
        )
        return [Proof(document=document)]


class Rows:
    """The forms of a page, in the order of the plan; what a formset is to the templates."""

    def __init__(
        self, cells: Sequence[TaskYear], data: Mapping[str, Any] | None, *, today: dt.date
    ) -> None:
        self.all = [RowForm(data, task_year=cell, today=today) for cell in cells]
        self.is_bound = data is not None

    def __iter__(self) -> Iterator[RowForm]:
        """Those that can be filled in: nobody has reported on their cells."""
        return (row for row in self.all if is_open(row.task_year))

    @property
    def overtaken(self) -> list[RowForm]:
        """Filled in here while somebody reported: shown, never saved over the other's words."""
        return [row for row in self.all if not is_open(row.task_year) and row.typed]

    def is_valid(self) -> bool:
        """Every row is judged, so that all errors show at once."""
        verdicts = [row.is_valid() for row in self]
        return all(verdicts) and not self.overtaken

    @property
    def catches(self) -> list[Catch]:
        return [row.catch for row in self if row.catch is not None]

    @property
    def total_error_count(self) -> int:
        return sum(len(row.errors) for row in self) if self.is_bound else 0


def is_open(task_year: TaskYear) -> bool:
    """Nobody has reported on it."""
    return task_year.version == NEVER_REPORTED
