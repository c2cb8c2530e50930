"""Forms of the import: the upload, and what the preview asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from config.forms import DateField, Form
from mediators.models import Mediator, Membership
from mediators.roster_import.lines import OTHER, TWIN, Line, where
from mediators.roster_import.places import MAKE_TEAMS, Team
from mediators.roster_import.plan import Plan
from mediators.roster_import.workbook import Reading, Unreadable, read
from plans.office.guard import check_size

MAX_MEGABYTES = 10


def _start_field(today: dt.date) -> DateField:
    return DateField(
        label="Ngày tham gia tổ của người mới, khi tệp không ghi",
        required=False,
        help_text="Dùng cho người mới mà cột Tham gia từ ngày để trống. Ghi theo ngày/tháng/năm, "
        f"từ {today:%d/%m/%Y} trở về trước.",
    )


def _check_start(day: dt.date | None, today: dt.date) -> dt.date | None:
    if day is not None and day > today:
        raise ValidationError(f"Nhập ngày từ {today:%d/%m/%Y} trở về trước")
    return day


class UploadForm(Form):
    """After validation ``reading`` holds the rows; a workbook that is refused is told why."""

    field_css = {"started_on": "field--third"}
    file = forms.FileField(
        label="Tệp danh sách",
        help_text=f"Tệp Excel .xlsx, không quá {MAX_MEGABYTES} MB: tệp mẫu, tệp xuất từ phần mềm, "
        "hoặc danh sách đang có của cơ quan.",
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
        max_length=255,
        error_messages={
            "max_length": "Đổi tên tệp ngắn lại (không quá 255 chữ) rồi chọn lại",
            "empty": "Tệp này trống: chọn tệp có danh sách",
        },
    )
    reading: Reading

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["started_on"] = _start_field(today)

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0, megabytes=MAX_MEGABYTES)
            self.reading = read(file.read())
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file

    def clean_started_on(self) -> dt.date | None:
        return _check_start(self.cleaned_data["started_on"], self.today)


class PreviewForm(Form):
    """A question a row of the page at hand, and what the whole file needs to be told."""

    marks_optional = False

    def __init__(
        self,
        data: Any = None,
        *,
        plan: Plan,
        asked: Sequence[Line],
        started_on: dt.date | None,
        makes_teams: bool,
        founds: Sequence[Team],
    ) -> None:
        super().__init__(data)
        self.plan, self.asked = plan, asked
        if started_on or plan.lacks_start:
            self.fields["started_on"] = _start_field(plan.roster.today)
            self.initial["started_on"] = started_on
        if founds:
            names = ", ".join(team.label for team in founds[:12])
            more = f" và {len(founds) - 12} tổ khác" if len(founds) > 12 else ""
            self.fields["makes_teams"] = forms.BooleanField(
                label=MAKE_TEAMS, required=False, help_text=f"{names}{more}."
            )
            self.initial["makes_teams"] = makes_teams
        for line in asked:
            self.fields[field_name(line)] = _question(line, plan)
            self.initial[field_name(line)] = line.answer

    def clean_started_on(self) -> dt.date | None:
        return _check_start(self.cleaned_data["started_on"], self.plan.roster.today)

    @property
    def answers(self) -> dict[str, str]:
        """After validation: by index of the row; only what was answered."""
        given = ((line, self.cleaned_data.get(field_name(line))) for line in self.asked)
        return {str(line.index): str(answer) for line, answer in given if answer}

    @property
    def file_fields(self) -> list[forms.BoundField]:
        """What is asked of the whole file."""
        return [self[name] for name in ("started_on", "makes_teams") if name in self.fields]


def field_name(line: Line) -> str:
    return f"nguoi-{line.index}"


def _question(line: Line, plan: Plan) -> forms.ChoiceField:
    known = [(str(one.pk), f"Cùng người: {_told(one, plan)}") for one in line.candidates]
    twins = [(TWIN, f"Cùng một người với {', '.join(where(line, one) for one in line.twins[:5])}")]
    return forms.ChoiceField(
        label=f"{line.name} có phải cùng một người?",
        required=False,
        choices=[*known, *(twins if line.twins else []), (OTHER, "Không phải cùng một người")],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Chọn một trong các câu trả lời bên dưới"},
    )


def _told(person: Mediator, plan: Plan) -> str:
    born = f"sinh năm {person.birth_year}" if person.birth_year else "chưa rõ năm sinh"
    held: Membership | None = plan.roster.held.get(person.pk)
    if held is None:
        last = plan.roster.served.get(person.pk)
        return f"{person}, {born}, {f'đã thôi ở {last.team}' if last else 'chưa vào tổ nào'}"
    place = f" ({held.team.place})" if held.team.place else ""
    return f"{person}, {born}, {held.team}{place}"
