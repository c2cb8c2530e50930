"""Forms of people: name, birth, team."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField
from config.versioned import VersionedForm
from mediators.common import team_in_words
from mediators.models import MediationTeam, Mediator, MembershipRole
from mediators.people.services import Place
from plans.models import Locality
from plans.text import clean

OLDEST = 120
_YEAR = re.compile(r"\d{4}")


def name_of_person(text: str) -> str:
    """Cleaned; ``ValidationError`` for what is no name."""
    name = clean(text)
    if any(char.isdigit() for char in name):
        raise ValidationError("Ghi họ và tên bằng chữ, không kèm số")
    return name


class BirthField(forms.CharField):
    """A birth date or only its year: a pair of date or None, and year or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Ngày sinh hoặc năm sinh",
            required=False,
            help_text="Ghi ngày/tháng/năm, hoặc chỉ năm, ví dụ 1975",
            max_length=20,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            **kwargs,
        )

    def parse(self, text: str, today: dt.date) -> tuple[dt.date | None, int | None]:
        if not text:
            return None, None
        if _YEAR.fullmatch(text):
            day, year = None, int(text)
        else:
            day = DateField().clean(text)
            year = day.year
        if (day or dt.date(year, 1, 1)) > today:
            raise ValidationError(f"Ngày sinh phải trước ngày {today:%d/%m/%Y}")
        if year < today.year - OLDEST:
            raise ValidationError(f"Năm sinh phải từ {today.year - OLDEST} trở đi")
        return day, year


class MediatorForm(VersionedForm):
    """``today`` bounds birth dates; ``locality`` is where the person is looked up by name."""

    field_css = {"birth": "field--third"}
    birth = BirthField()
    is_other_person = forms.BooleanField(
        label="Không phải cùng một người",
        required=False,
        help_text="Đánh dấu khi chắc chắn đây là người khác trùng tên.",
    )

    class Meta:
        model = Mediator
        fields = [
            "full_name",
            "sex",
            "ethnic_group",
            "qualification",
            "occupation",
            "source",
            "phone",
            "address",
        ]

    field_order = ["full_name", "is_other_person", "birth", "sex"]

    def __init__(self, *args: Any, today: dt.date, locality: Locality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.locality = today, locality
        person = self.instance
        self.initial["birth"] = (
            f"{person.birth_on:%d/%m/%Y}" if person.birth_on else person.birth_year or ""
        )
        for name in ("sex", "ethnic_group", "qualification", "source"):
            field: Any = self.fields[name]
            field.choices = [("", "Chưa rõ"), *list(field.choices)[1:]]
        self.namesakes: list[Mediator] = []
        self._ask_of_namesakes()

    def _ask_of_namesakes(self) -> None:
        """The tick stands on the form only once there is somebody to be told apart from."""
        name = self.data.get(self.add_prefix("full_name"), "") if self.is_bound else ""
        birth = self.data.get(self.add_prefix("birth"), "") if self.is_bound else ""
        try:
            year = BirthField().parse(clean(birth), self.today)[1]
        except ValidationError:
            year = None
        if clean(name):
            self.namesakes = Mediator.objects.others_named(
                clean(name), birth_year=year, locality=self.locality, but=self.instance
            )
        if not self.namesakes:
            del self.fields["is_other_person"]

    def clean_full_name(self) -> str:
        return name_of_person(self.cleaned_data["full_name"])

    def clean_birth(self) -> tuple[dt.date | None, int | None]:
        return BirthField().parse(clean(self.cleaned_data["birth"]), self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "birth" in cleaned:
            self.instance.birth_on, self.instance.birth_year = cleaned["birth"]
        if self.namesakes and not cleaned.get("is_other_person"):
            born = [f"{one}, {one.birth_year or 'chưa rõ năm sinh'}" for one in self.namesakes]
            self.add_error(
                "full_name",
                f"Danh sách đã có {'; '.join(born)}. Nếu là người đó, mở trang của người đó; nếu "
                "không, đánh dấu “Không phải cùng một người”",
            )
        return cleaned


class NewMediatorForm(MediatorForm):
    """A new person, with the team where they already serve if the roster is being written down."""

    team = forms.ModelChoiceField(
        queryset=MediationTeam.objects.none(),
        label="Đang tham gia tổ",
        required=False,
        empty_label="Chưa vào tổ nào",
        help_text="Chỉ chọn khi nhập danh sách đang có mà chưa rõ quyết định. Người mới được bầu "
        "thì để trống, rồi ghi vào quyết định công nhận.",
    )
    role = forms.ChoiceField(
        label="Vai trò", choices=MembershipRole, initial=MembershipRole.MEMBER, required=False
    )
    started_on = DateField(label="Tham gia từ ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = MediationTeam.objects.within(self.locality).existing_on(self.today)
        field: Any = self.fields["team"]
        field.queryset = teams.select_related("hamlet").in_order()
        field.label_from_instance = team_in_words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        team, started_on = cleaned.get("team"), cleaned.get("started_on")
        if team is None or "started_on" in self.errors:
            return cleaned
        if started_on is None:
            self.add_error("started_on", "Nhập ngày bắt đầu tham gia tổ")
        elif started_on > self.today:
            self.add_error(
                "started_on", f"Ngày tham gia phải từ {self.today:%d/%m/%Y} trở về trước"
            )
        return cleaned

    @property
    def place(self) -> Place | None:
        """After validation."""
        data = self.cleaned_data
        if data.get("team") is None:
            return None
        role = MembershipRole(data.get("role") or MembershipRole.MEMBER)
        return Place(data["team"], role, data["started_on"])
