"""Forms of the ledger: one case, and many at once in a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField, Form
from config.versioned import VersionedForm
from mediators.cases.ledger import Crew, name_in, next_numbers, number_key
from mediators.common import team_in_words
from mediators.models import MediationCase, MediationTeam, Mediator, Outcome, Scope
from plans.text import clean

NO_NAMES = "Nội dung không có tên các bên"
PAID = "Vụ, việc này đã chi thù lao: hoàn tác khoản chi trước khi sửa ô này"


# What both forms ask


def wrong_facts(data: Mapping[str, Any], today: dt.date) -> list[tuple[str, str]]:
    """Field and sentence for each fact that cannot be. See also the constraints of the model."""
    future = [name for name, day in data.items() if isinstance(day, dt.date) and day > today]
    told = f"Nhập ngày từ {today:%d/%m/%Y} trở về trước"
    return [*((name, told) for name in future), *_wrong_course(data), *_wrong_papers(data)]


def _wrong_course(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    received, started, ended, outcome = (
        data.get(name) for name in ("received_on", "started_on", "ended_on", "outcome")
    )
    if started and received and started < received:
        yield "started_on", f"Ngày bắt đầu phải từ ngày tiếp nhận {received:%d/%m/%Y} trở đi"
    if ended and not started:
        yield "started_on", "Nhập ngày bắt đầu hòa giải"
    if ended and started and ended < started:
        yield "ended_on", f"Ngày kết thúc phải từ ngày bắt đầu {started:%d/%m/%Y} trở đi"
    if ended and not outcome:
        yield "outcome", "Chọn kết quả của vụ, việc đã kết thúc"
    if outcome and not ended:
        yield "ended_on", "Nhập ngày kết thúc của vụ, việc đã có kết quả"


def _wrong_papers(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    agreed, recognised = data.get("has_written_agreement"), data.get("court_recognised_on")
    ended = data.get("ended_on")
    if agreed and data.get("outcome") != Outcome.SUCCESS:
        yield "has_written_agreement", "Chỉ hòa giải thành mới có văn bản hòa giải thành"
    if recognised and not agreed:
        yield "has_written_agreement", "Tòa án chỉ công nhận khi có văn bản hòa giải thành"
    if recognised and ended and recognised < ended:
        told = f"Ngày Tòa án công nhận phải từ ngày kết thúc {ended:%d/%m/%Y} trở đi"
        yield "court_recognised_on", told


def ask_of_names(form: forms.BaseForm, matter: str) -> bool:
    """The tick stands on the form only once the matter seems to name somebody."""
    if not name_in(matter):
        del form.fields["has_no_names"]
        return False
    return True


def told_of_names(matter: str) -> str:
    return (
        f"“{name_in(matter)}” giống tên người: sổ này không ghi tên các bên. Sửa lại nội dung, "
        f"hoặc đánh dấu “{NO_NAMES}” nếu không phải tên các bên"
    )


class Taken:
    """Numbers of the ledgers of one year that are in use, by team."""

    def __init__(self, cases: Sequence[MediationCase], year: int) -> None:
        self.year = year
        self.numbers: dict[int, list[str]] = {}
        self._cases: dict[tuple[int, str], MediationCase] = {}
        for case in cases:
            if case.ledger_number:
                self.numbers.setdefault(case.team_id, []).append(case.ledger_number)
                self._cases[case.team_id, number_key(case.ledger_number, year)] = case

    def refusal(self, team: int, number: str) -> str:
        """A sentence that names the case; empty where the number is free."""
        case = self._cases.get((team, number_key(number, self.year)))
        if case is None or not number:
            return ""
        matter = f", {case.matter}" if case.matter else ""
        return (
            f"Sổ năm {self.year} của tổ đã có số {case.ledger_number}: "
            f"tiếp nhận ngày {case.received_on:%d/%m/%Y}{matter}. Ghi số khác"
        )


def taken_in(team: MediationTeam, year: int, *, but: int | None = None) -> Taken:
    cases = MediationCase.objects.of_team(team).received_in(year)
    return Taken([case for case in cases if case.pk != but], year)


class CaseForm(VersionedForm):
    """``crew`` are the people of the case's team; ``is_paid`` keeps what the pay rests on."""

    field_css: ClassVar[dict[str, str]] = {"has_no_names": "field--wrong"}
    has_no_names = forms.BooleanField(label=NO_NAMES, required=False)
    people = forms.MultipleChoiceField(
        label="Hòa giải viên",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người ở trong tổ vào ngày tiếp nhận hoặc ngày bắt đầu hòa giải.",
        error_messages={"invalid_choice": "Chọn người trong tổ"},
    )
    field_order = [
        "ledger_number",
        "received_on",
        "scope",
        "matter",
        "has_no_names",
        "people",
    ]

    class Meta:
        model = MediationCase
        fields: ClassVar[list[str]] = [
            "ledger_number",
            "received_on",
            "scope",
            "matter",
            "started_on",
            "ended_on",
            "outcome",
            "has_written_agreement",
            "court_recognised_on",
        ]
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(
            ("received_on", "started_on", "ended_on", "court_recognised_on"), DateField
        )
        widgets: ClassVar[dict[str, Any]] = {"matter": forms.Textarea({"rows": 2})}

    def __init__(
        self, *args: Any, today: dt.date, crew: Crew, is_paid: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.crew, self.is_paid = today, crew, is_paid
        self.initial["people"] = (
            [str(pk) for pk in self.instance.mediators.values_list("pk", flat=True)]
            if self.instance.pk
            else []
        )
        choices: dict[str, list[tuple[str, str]]] = {
            "people": [(str(one.pk), f"{one} ({n})" if n else str(one)) for one, n in crew.spans()],
            "scope": [("", "Chọn phạm vi"), *Scope.choices],
            "outcome": [("", "Chưa kết thúc"), *Outcome.choices],
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered
        matter = self.data.get(self.add_prefix("matter"), "") if self.is_bound else ""
        ask_of_names(self, matter)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, sentence in wrong_facts(cleaned, self.today):
            self.add_error(name, sentence)
        if "has_no_names" in self.fields and not cleaned.get("has_no_names"):
            self.add_error("matter", told_of_names(cleaned.get("matter", "")))
        self._check_people(cleaned)
        self._check_number(cleaned)
        for name in ("ended_on", "outcome", "people"):
            if self.is_paid and name in self.changed_data:
                self.add_error(name, PAID)
        return cleaned

    def _check_people(self, cleaned: dict[str, Any]) -> None:
        chosen = set(cleaned.get("people", ()))
        days = (cleaned.get("received_on"), cleaned.get("started_on"))
        serving = {str(one.pk) for one in self.crew.people(*days)}
        late = [str(one) for one, _ in self.crew.spans() if str(one.pk) in chosen - serving]
        if late and any(days):
            told = " hoặc ".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys(filter(None, days)))
            self.add_error("people", f"Ngày {told} không ở trong tổ: {', '.join(late)}")

    def _check_number(self, cleaned: dict[str, Any]) -> None:
        number, day = clean(cleaned.get("ledger_number")), cleaned.get("received_on")
        if number and day:
            team = self.instance.team
            taken = taken_in(team, day.year, but=self.instance.pk)
            if refusal := taken.refusal(team.pk, number):
                self.add_error("ledger_number", refusal)

    @property
    def mediators(self) -> list[Mediator]:
        """After validation."""
        chosen = self.cleaned_data["people"]
        return [one for one, _ in self.crew.spans() if str(one.pk) in chosen]


# Many at once


class ShortDay(DateField):
    """A day of the year at hand may be written without it: 12/3, or 1203 from a keypad."""

    year: int | None = None

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, help_text="")

    def to_python(self, value: Any) -> dt.date | None:
        text = clean(value) if isinstance(value, str) else ""
        if self.year and (short := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})|(\d\d)(\d\d)", text)):
            day, month = short.group(1) or short.group(3), short.group(2) or short.group(4)
            value = f"{day}/{month}/{self.year}"
        return super().to_python(value)


class LineForm(Form):
    """One line of the table. Nothing is required of a line that nobody filled in."""

    marks_optional = False
    team = forms.ChoiceField(
        label="Tổ hòa giải",
        required=False,
        error_messages={"invalid_choice": "Chọn tổ trong danh sách"},
    )
    ledger_number = forms.CharField(label="Số trong sổ", required=False, max_length=30)
    received_on = ShortDay("Tiếp nhận")
    matter = forms.CharField(
        label="Nội dung", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    has_no_names = forms.BooleanField(label=NO_NAMES, required=False)
    scope = forms.ChoiceField(
        label="Phạm vi",
        required=False,
        choices=[("", "Chọn"), *Scope.choices],
        error_messages={"invalid_choice": "Chọn phạm vi trong danh sách"},
    )
    people = forms.CharField(
        label="Hòa giải viên", required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    started_on = ShortDay("Bắt đầu")
    ended_on = ShortDay("Kết thúc")
    outcome = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", "Chưa có"), *((one.value, one.label) for one in Outcome)],
        error_messages={"invalid_choice": "Chọn kết quả trong danh sách"},
    )
    has_written_agreement = forms.BooleanField(label="Có văn bản", required=False)

    def __init__(
        self,
        *args: Any,
        teams: Mapping[int, MediationTeam],
        team: MediationTeam | None,
        crews: Mapping[int, Crew],
        taken: Taken,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.teams, self.crews, self.taken, self.today = teams, crews, taken, today
        self.only_team = team
        self.mediators: list[Mediator] = []
        for field in self.fields.values():
            if isinstance(field, ShortDay):
                field.year = taken.year
        choice: Any = self.fields["team"]
        if team is None:
            choice.choices = [("", "Chọn tổ"), *((pk, team_in_words(t)) for pk, t in teams.items())]
        else:
            del self.fields["team"]
        matter = self.data.get(self.add_prefix("matter"), "") if self.is_bound else ""
        ask_of_names(self, matter)

    @property
    def is_blank(self) -> bool:
        """Nobody filled it in: the number that was offered does not count."""
        names = [name for name in self.fields if name not in ("ledger_number", "has_no_names")]
        return not any(clean(self.data.get(self.add_prefix(name))) for name in names)

    @property
    def team_of_line(self) -> MediationTeam | None:
        """After the team was cleaned."""
        if self.only_team is not None:
            return self.only_team
        chosen = self.cleaned_data.get("team")
        return self.teams.get(int(chosen)) if chosen else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_blank:
            return cleaned
        if cleaned.get("ended_on") and "started_on" not in self.errors:
            cleaned["started_on"] = cleaned.get("started_on") or cleaned["ended_on"]
        self._ask_for_facts(cleaned)
        for name, sentence in wrong_facts(cleaned, self.today):
            self.add_error(name, sentence)
        if "has_no_names" in self.fields and not cleaned.get("has_no_names"):
            self.add_error("matter", told_of_names(cleaned.get("matter", "")))
        self._check_against_team(cleaned)
        return cleaned

    def _ask_for_facts(self, cleaned: dict[str, Any]) -> None:
        year = self.taken.year
        day = cleaned.get("received_on")
        if day is None and "received_on" not in self.errors:
            self.add_error("received_on", "Nhập ngày tiếp nhận")
        elif day is not None and day.year != year:
            self.add_error(
                "received_on", f"Bảng này của năm {year}: nhập ngày trong năm {year} hoặc đổi năm"
            )
        if not cleaned.get("scope") and "scope" not in self.errors:
            self.add_error("scope", "Chọn phạm vi")
        if "team" in self.fields and not cleaned.get("team") and "team" not in self.errors:
            self.add_error("team", "Chọn tổ hòa giải")

    def _check_against_team(self, cleaned: dict[str, Any]) -> None:
        team = self.team_of_line
        if team is None:
            return
        number = clean(cleaned.get("ledger_number"))
        if refusal := self.taken.refusal(team.pk, number):
            self.add_error("ledger_number", refusal)
        days = (cleaned.get("received_on"), cleaned.get("started_on"))
        if typed := cleaned.get("people"):
            try:
                self.mediators = self.crews.get(team.pk, Crew(())).find(typed, *days)
            except ValidationError as error:
                self.add_error("people", error)

    def case(self) -> MediationCase:
        """After validation, of a line that is not blank."""
        asked = {"team", "people", "has_no_names"}
        facts = {name: fact for name, fact in self.cleaned_data.items() if name not in asked}
        return MediationCase(team=self.team_of_line, **facts)


class BaseLines(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    def clean(self) -> None:
        """A number twice in the table; a table without a line."""
        filled = [form for form in self.forms if not form.is_blank]
        if not filled:
            raise ValidationError("Chưa có dòng nào được nhập: ghi ít nhất một vụ, việc")
        seen: dict[tuple[int, str], int] = {}
        for row, form in enumerate(self.forms, start=1):
            data = getattr(form, "cleaned_data", {})
            number, team = clean(data.get("ledger_number")), form.team_of_line
            if form.is_blank or not number or team is None:
                continue
            first = seen.setdefault((team.pk, number_key(number, form.taken.year)), row)
            if first != row:
                form.add_error("ledger_number", f"Số {number} đã ghi ở dòng {first}: ghi số khác")


Lines = forms.formset_factory(
    LineForm, formset=BaseLines, extra=0, max_num=200, absolute_max=400, validate_max=True
)
ROWS_OFFERED = 10


def blank_lines(team: MediationTeam | None, taken: Taken) -> list[dict[str, str]]:
    """What the table begins with: the next numbers of the team's ledger, if it is one team's."""
    if team is None:
        return [{} for _ in range(ROWS_OFFERED)]
    numbers = next_numbers(taken.numbers.get(team.pk, []), ROWS_OFFERED)
    return [{"ledger_number": number} for number in numbers]
