"""Forms of courses and of material: their facts, whom to put on a list, who stayed away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField, Form
from config.versioned import VersionedForm
from mediators.filters import (
    Filters,
    KeyField,
    RosterFilters,
    choice_filter,
    day_filter,
    text_filter,
)
from mediators.models import Attendance, Material, Mediator, TrainingCourse
from mediators.people.forms import name_of_person
from mediators.training.services import Official
from plans.models import Locality
from plans.text import clean

_SIGNS = re.compile(r"\s*[;,\t]\s*|\s+[-–]\s+")  # between a name and a post
_NOTE_LENGTH = 200  # see also ``Attendance.note``


class CourseFilters(Filters):
    names = {"text": "tim", "year": "nam", "kind": "loai", "audience": "doi_tuong"}
    text = text_filter("Tìm theo tên lớp, địa điểm")
    year = KeyField("Năm", most=dt.MAXYEAR)
    kind = choice_filter("Loại", TrainingCourse.Kind.choices)
    audience = choice_filter("Đối tượng", TrainingCourse.Audience.choices)


class CoverageFilters(RosterFilters):
    names = {"day": "tai_ngay"}
    day = day_filter()


class UntrainedFilters(RosterFilters):
    names = {"team": "to", "last": "lan_cuoi", "day": "tai_ngay"}
    team = KeyField("Tổ hòa giải")
    last = choice_filter("Tập huấn gần nhất")
    day = day_filter()


class CourseForm(VersionedForm):
    """A day alone is first and last. What has been said of people binds days and audience."""

    field_css = {"started_on": "field--third", "ended_on": "field--third"}

    class Meta:
        model = TrainingCourse
        fields = [
            "title",
            "kind",
            "audience",
            "started_on",
            "ended_on",
            "place",
            "organiser",
            "trainers",
            "document",
            "note",
        ]
        field_classes = {"started_on": DateField, "ended_on": DateField}
        widgets = {"note": forms.Textarea({"rows": 3})}
        help_texts = {
            "audience": "Chỉ lớp dành cho hòa giải viên mới tính là hòa giải viên đã tập huấn.",
            "ended_on": "Để trống nếu lớp chỉ một ngày",
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["ended_on"].required = False

    def clean_audience(self) -> str:
        audience: str = self.cleaned_data["audience"]
        if self.instance.pk:
            listed = self.instance.attendances.all()
            if audience not in TrainingCourse.FOR_MEDIATORS:
                _refuse(listed.of_mediators().count(), "hòa giải viên")
            if audience not in TrainingCourse.FOR_OFFICIALS:
                _refuse(listed.of_officials().count(), "công chức")
        return audience

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("started_on"), cleaned.get("ended_on")
        if first and not last and "ended_on" not in self.errors:
            cleaned["ended_on"] = last = first
        if first and last and last < first:
            self.add_error("ended_on", f"Ngày kết thúc phải từ {first:%d/%m/%Y} trở đi")
        if first and first > self.today and self.instance.pk:
            count = self.instance.attendances.all().answered().count()
            if count:
                self.add_error(
                    "started_on",
                    f"Lớp đã điểm danh {count} người: ngày bắt đầu phải từ "
                    f"{self.today:%d/%m/%Y} trở về trước",
                )
        return cleaned


def _refuse(count: int, who: str) -> None:
    if count:
        raise ValidationError(
            f"Danh sách lớp đang có {count} {who}: chọn “Hòa giải viên và công chức”, hoặc bỏ "
            "những người đó khỏi danh sách trước"
        )


class _Link(forms.URLField):
    """Written without "https://", it is taken to be there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class MaterialForm(VersionedForm):
    class Meta:
        model = Material
        fields = ["title", "publisher", "issued_on", "url", "is_for_mediators"]
        field_classes = {"issued_on": DateField, "url": _Link}
        labels = {"is_for_mediators": "Dùng cho hòa giải viên", "url": "Đường dẫn trên mạng"}


# Whom to put on a list


def keys_of(data: Any, name: str) -> set[int]:
    """The keys ticked under that name; what is no key is passed over."""
    ticked = data.getlist(name) if data else []
    return {int(one) for one in ticked if one.isdecimal() and len(one) < 19}


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team of the tree of ticks, or those of no team."""

    pk: int | None
    name: str
    people: Sequence[tuple[Mediator, bool]]
    is_ticked: bool = False

    @property
    def has_ticks(self) -> bool:
        return any(ticked for _, ticked in self.people)


class PeopleForm(Form):
    """All, those who lack it, teams, people one by one: what is ticked adds up.

    ``people`` come with ``team_now`` and the like, team by team, and with ``has_it``.
    """

    everyone = forms.BooleanField(required=False)
    lacking = forms.BooleanField(required=False)
    nobody = "Đánh dấu ít nhất một người hoặc một tổ"

    def __init__(self, data: Any = None, *, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = people
        self.in_teams = [one for one in people if one.team_now]
        self.without = [one for one in self.in_teams if not one.has_it]
        self.teams_ticked = keys_of(self.data, "team")
        self.people_ticked = keys_of(self.data, "person")

    def _tell(self, why_all: str, why_lacking: str) -> None:
        everyone, lacking = len(self.in_teams), len(self.without)
        self.fields["everyone"].label = f"Tất cả {everyone} người của các tổ {why_all}"
        self.fields["lacking"].label = f"{lacking} người {why_lacking}"

    def teams(self) -> list[TeamChoice]:
        """The tree of ticks as the page draws it."""
        return [
            TeamChoice(
                pk,
                _team_name(own[0]) if pk else "Chưa vào tổ nào",
                [(one, one.pk in self.people_ticked) for one in own],
                is_ticked=pk in self.teams_ticked,
            )
            for pk, rows in groupby(self.people, key=lambda one: one.team_now)
            if (own := list(rows))
        ]

    def chosen(self) -> list[Any]:
        """After validation."""
        data = self.cleaned_data
        picked = {one.pk for one in self.in_teams} if data.get("everyone") else set()
        if data.get("lacking"):
            picked |= {one.pk for one in self.without}
        return [
            one
            for one in self.people
            if one.pk in picked | self.people_ticked or one.team_now in self.teams_ticked
        ]

    def _others(self) -> Iterable[Any]:
        """Who is asked for in another way than by ticks."""
        return ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.cleaned_data = cleaned
        if not self.errors and not self.chosen() and not self._others():
            raise ValidationError(self.nobody)
        return cleaned


def _team_name(person: Any) -> str:
    unit = person.team_former_unit
    return f"{person.team_name} ({unit} cũ)" if unit else str(person.team_name)


class InviteForm(PeopleForm):
    """Mediators and officials for a course, as its audience asks."""

    officials = forms.CharField(
        label="Công chức, người khác",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Mỗi người một dòng: họ và tên, rồi dấu phẩy và chức vụ, đơn vị. "
        "Ví dụ: Nguyễn Văn A, công chức Tư pháp - hộ tịch",
    )
    has_come = forms.BooleanField(
        label="Những người này đã có mặt",
        required=False,
        help_text="Đến dự mà chưa có trong danh sách mời: ghi luôn là có mặt.",
    )
    nobody = "Đánh dấu ít nhất một người, một tổ, hoặc ghi tên công chức"

    def __init__(self, *args: Any, course: TrainingCourse, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tell("chưa được mời", f"chưa tập huấn năm {course.ended_on.year}")
        if not course.is_for_officials:
            del self.fields["officials"]
            self.nobody = PeopleForm.nobody
        if course.started_on > today:
            del self.fields["has_come"]

    def clean_officials(self) -> list[Official]:
        lines = self.cleaned_data["officials"].splitlines()
        return list(dict.fromkeys(_official(line.strip()) for line in lines if line.strip()))

    def _others(self) -> Iterable[Official]:
        return self.cleaned_data.get("officials") or ()


def _official(line: str) -> Official:
    """ "Nguyễn Văn A, công chức Tư pháp": a name and what stands behind the first sign."""
    name, *rest = (clean(part) for part in _SIGNS.split(line, maxsplit=1))
    post = rest[0] if rest else ""
    if not name or len(name) > 150 or len(post) > 200:
        raise ValidationError(f"Ghi lại dòng “{line[:60]}”: họ và tên, dấu phẩy, chức vụ")
    return Official(name_of_person(name), post)


class GiveForm(PeopleForm):
    """Who got a material, and when."""

    course = forms.ModelChoiceField(
        queryset=TrainingCourse.objects.none(),
        label="Người có mặt ở lớp",
        required=False,
        empty_label="Không theo lớp",
        help_text="Mọi người có mặt ở lớp mà chưa có tài liệu này.",
    )
    given_on = DateField(
        label="Ngày cấp",
        required=False,
        help_text="Để trống thì lấy ngày cuối của lớp đã chọn, hoặc hôm nay",
    )
    nobody = "Đánh dấu ít nhất một người, một tổ, hoặc chọn một lớp"

    def __init__(self, *args: Any, locality: Locality, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._tell("chưa có tài liệu này", "chưa có tài liệu nào")
        courses = TrainingCourse.objects.within(locality).begun_by(today).newest_first()
        choice: Any = self.fields["course"]
        choice.queryset = courses
        choice.label_from_instance = lambda one: f"{one.title} ({one.days})"

    def clean_given_on(self) -> dt.date:
        course = self.cleaned_data.get("course")
        default = min(course.ended_on, self.today) if course else self.today
        day: dt.date = self.cleaned_data["given_on"] or default
        if day > self.today:
            raise ValidationError(f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        return day

    def _others(self) -> Iterable[Any]:
        course = self.cleaned_data.get("course")
        return (course,) if course else ()


# Who stayed away


@dataclass(slots=True)
class Seat:
    """A line of the sheet on which absentees are ticked."""

    row: Attendance
    is_absent: bool
    note: str
    error: str = ""
    stored: str = ""  # told where it differs from what was sent


class AbsenceSheet:
    """Everybody is present unless ticked; what was ticked stays when the list has changed."""

    def __init__(self, data: Any, *, rows: Iterable[Attendance]) -> None:
        self.is_bound = data is not None
        ticked = set(data.getlist("vang")) if self.is_bound else set()
        self.seats = [
            Seat(row, str(row.pk) in ticked, clean(data.get(f"ly_do-{row.pk}", "")))
            if self.is_bound
            else Seat(row, row.is_absent, row.note)
            for row in rows
        ]
        version = data.get("version", "") if self.is_bound else ""
        self.version = int(version) if version.isdecimal() and len(version) < 10 else -1
        for seat in self.seats:
            if len(seat.note) > _NOTE_LENGTH:
                seat.error = f"Ghi lý do không quá {_NOTE_LENGTH} chữ"

    @property
    def errors(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.error]

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @property
    def absent(self) -> set[int]:
        return {seat.row.pk for seat in self.seats if seat.is_absent}

    @property
    def notes(self) -> dict[int, str]:
        return {seat.row.pk: seat.note for seat in self.seats}

    def tell_stored(self) -> None:
        """Beside each line of another answer than the stored one: what is stored."""
        for seat in self.seats:
            row = seat.row
            if (row.is_absent, row.note) != (seat.is_absent, seat.note):
                told = str(row.get_status_display()).lower()
                seat.stored = f"{told}; {row.note}" if row.note else told
