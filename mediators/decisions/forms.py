"""Forms of decisions: the facts of a draft, the list of one team, number and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.forms import DateField, Form
from config.versioned import VersionedForm
from mediators.decisions.services import Item
from mediators.filters import year_or_error
from mediators.models import (
    Decision,
    DecisionLine,
    LeavingGround,
    LineKind,
    Mediator,
    Membership,
    MembershipRole,
    Qualification,
    Sex,
)
from mediators.models.composition import Member
from mediators.models.ethnic_groups import ETHNIC_GROUPS
from mediators.people.forms import name_of_person
from plans.models import Locality
from plans.text import clean

KEEP, HEAD, RECOGNISE, RECOGNISE_HEAD, END = "", "head", "recognise", "recognise-head", "end"


class DecisionForm(VersionedForm):
    """The facts of a draft."""

    class Meta:
        model = Decision
        fields = [
            "summary",
            "received_on",
            "requested_on",
            "bases",
            "recipients",
            "signer_title",
            "signer_name",
        ]
        field_classes = {"received_on": DateField, "requested_on": DateField}
        widgets = {
            "bases": forms.Textarea({"rows": 6}),
            "recipients": forms.Textarea({"rows": 3}),
            "signer_title": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "summary": "Ví dụ: Về việc kiện toàn tổ hòa giải Khu phố 3",
            "bases": "Mỗi căn cứ một dòng. Kiểm tra lại văn bản còn hiệu lực trước khi trình ký.",
            "recipients": "Mỗi nơi nhận một dòng.",
            "signer_title": "Ký thay thì ghi hai dòng: KT. CHỦ TỊCH, rồi PHÓ CHỦ TỊCH.",
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("received_on", "requested_on"):
            if (day := cleaned.get(name)) and day > self.today:
                self.add_error(name, f"Nhập ngày từ {self.today:%d/%m/%Y} trở về trước")
        return cleaned


class ForceForm(Form):
    """Number and day: with them a draft moves the roster."""

    number = forms.CharField(
        label="Số, ký hiệu quyết định", max_length=60, help_text="Ví dụ 152/QĐ-UBND"
    )
    issued_on = DateField(label="Ngày ban hành")
    version = forms.IntegerField(widget=forms.HiddenInput)
    data: Any

    def take_version(self, version: int) -> None:
        """The next time it is sent, with that version: what changed has been told."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


class ActForm(forms.Form):
    """What the draft does to one member of the team."""

    act = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        member: Membership,
        line: DecisionLine | None,
        grounds: Sequence[LeavingGround],
    ) -> None:
        super().__init__(data, prefix=f"m{member.mediator_id}")
        self.member, self.grounds = member, {f"{END}-{one.pk}": one for one in grounds}
        field = self.fields["act"]
        field.label = f"{member.mediator}"
        if isinstance(field, forms.ChoiceField):
            field.choices = self._choices()
        field.error_messages["invalid_choice"] = "Chọn một mục trong danh sách"
        self.initial["act"] = _act_of(line)

    def _choices(self) -> list[Any]:
        kept = "Giữ nguyên" if self.member.is_recognised else "Để nguyên, chưa công nhận"
        acts = [(KEEP, kept)]
        if not self.member.is_recognised:
            acts.append((RECOGNISE, "Công nhận hòa giải viên"))
            acts.append((RECOGNISE_HEAD, "Công nhận hòa giải viên, tổ trưởng"))
        elif not self.member.is_head:
            acts.append((HEAD, "Công nhận làm tổ trưởng"))
        ends = [(key, f"Cho thôi: {ground}") for key, ground in self.grounds.items()]
        return [*acts, ("Cho thôi", ends)]

    def item(self) -> Item | None:
        """After validation: what to write into the draft."""
        act, person = self.cleaned_data["act"], self.member.mediator
        if act in self.grounds:
            return Item(LineKind.END, person, ground=self.grounds[act])
        if act == HEAD:
            return Item(LineKind.HEAD, person, MembershipRole.HEAD)
        if act == RECOGNISE:
            return Item(LineKind.RECOGNISE, person)
        if act == RECOGNISE_HEAD:
            return Item(LineKind.RECOGNISE, person, MembershipRole.HEAD)
        return None


def _act_of(line: DecisionLine | None) -> str:
    if line is None:
        return KEEP
    if line.kind == LineKind.END:
        return f"{END}-{line.ground_id}"
    if line.kind == LineKind.HEAD:
        return HEAD
    return RECOGNISE_HEAD if line.makes_head else RECOGNISE


class NewcomerForm(Form):
    """One who is to be recognised: of the roster, or new to it."""

    marks_optional = False
    field_css = {
        "full_name": "field--wide",
        "birth_year": "field--third",
        "sex": "field--third",
        "qualification": "field--third",
        "role": "field--third",
        "is_other_person": "field--full",
    }
    person = forms.ChoiceField(
        label="Người có sẵn trong danh sách",
        required=False,
        error_messages={"invalid_choice": "Người này nay đã vào tổ: chọn lại trong danh sách"},
    )
    full_name = forms.CharField(label="Họ và tên người mới", required=False, max_length=150)
    birth_year = forms.CharField(
        label="Năm sinh",
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
    )
    sex = forms.ChoiceField(label="Giới tính", required=False, choices=[("", "Chọn"), *Sex.choices])
    qualification = forms.ChoiceField(
        label="Trình độ", required=False, choices=[("", "Chưa rõ"), *Qualification.choices]
    )
    ethnic_group = forms.ChoiceField(
        label="Dân tộc",
        required=False,
        choices=[("", "Chưa rõ"), *((name, name) for name in ETHNIC_GROUPS)],
    )
    role = forms.ChoiceField(
        label="Vai trò", required=False, choices=MembershipRole, initial=MembershipRole.MEMBER
    )
    is_other_person = forms.BooleanField(
        label="Không phải cùng một người với người trùng tên đã có", required=False
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[Mediator],
        locality: Locality,
        today: dt.date,
        asks_ethnic_group: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.locality, self.today = locality, today
        if not asks_ethnic_group:  # asked only where a rule of the team needs it
            del self.fields["ethnic_group"]
        self.namesakes: list[Mediator] = []
        self.people = {str(one.pk): one for one in people}
        known = [(key, _known_as(one)) for key, one in self.people.items()]
        field: Any = self.fields["person"]
        field.choices = [("", "Người mới: nhập tên bên cạnh"), *known]
        if not self._has_namesakes():
            del self.fields["is_other_person"]

    def _has_namesakes(self) -> bool:
        """The tick stands there only when there is somebody to be told apart from."""
        if not self.is_bound or self.data.get(self.add_prefix("person")):
            return False
        name = clean(self.data.get(self.add_prefix("full_name"), ""))
        year = self.data.get(self.add_prefix("birth_year"), "")
        if not name:
            return False
        self.namesakes = Mediator.objects.others_named(
            name,
            birth_year=int(year) if year.isdigit() and len(year) == 4 else None,
            locality=self.locality,
        )
        return bool(self.namesakes)

    @property
    def is_blank(self) -> bool:
        """After validation: a row that nobody filled in."""
        return not (self.cleaned_data.get("person") or self.cleaned_data.get("full_name"))

    def clean_full_name(self) -> str:
        return name_of_person(self.cleaned_data["full_name"])

    def clean_birth_year(self) -> int | None:
        text = self.cleaned_data["birth_year"]
        if not text:
            return None
        year = year_or_error(text)
        if not self.today.year - 120 <= year <= self.today.year:
            raise ValidationError(f"Năm sinh phải từ {self.today.year - 120} đến {self.today.year}")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name = cleaned.get("full_name")
        if cleaned.get("person") and name:
            self.add_error("full_name", "Chọn người có sẵn hoặc nhập người mới, không cả hai")
        elif name and not cleaned.get("sex"):
            self.add_error("sex", "Chọn giới tính")
        if self.namesakes and not cleaned.get("is_other_person"):
            born = [f"{one}, {one.birth_year or 'chưa rõ năm sinh'}" for one in self.namesakes]
            self.add_error(
                "full_name",
                f"Danh sách đã có {'; '.join(born)}. Nếu là người đó, chọn ở ô “Người có sẵn”; "
                "nếu không, đánh dấu “Không phải cùng một người”",
            )
        return cleaned

    def item(self) -> Item:
        """After validation. The person may be new: saved by the view's service."""
        data = self.cleaned_data
        role = MembershipRole(data.get("role") or MembershipRole.MEMBER)
        person = self.people.get(data.get("person", ""))
        if person is None:
            person = Mediator(
                locality=self.locality,
                full_name=data["full_name"],
                birth_year=data.get("birth_year"),
                sex=data.get("sex", ""),
                qualification=data.get("qualification", ""),
                ethnic_group=data.get("ethnic_group", ""),
            )
        return Item(LineKind.RECOGNISE, person, role, not_same_as=tuple(self.namesakes))


def _known_as(person: Mediator) -> str:
    return f"{person}, {person.birth_year}" if person.birth_year else str(person)


class BaseNewcomers(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    row_label = "Người được công nhận"
    add_label = "Thêm người"


Newcomers = forms.formset_factory(
    NewcomerForm, formset=BaseNewcomers, extra=1, max_num=30, absolute_max=60
)


def after(members: Iterable[Membership], items: Sequence[Item]) -> list[Member]:
    """Who would be in the team once the draft is in force."""
    acts = {item.mediator.pk: item for item in items if item.mediator.pk}
    has_new_head = any(
        item.kind == LineKind.HEAD
        or (item.kind == LineKind.RECOGNISE and item.role == MembershipRole.HEAD)
        for item in items
    )
    found = []
    for member in members:
        item = acts.pop(member.mediator_id, None)
        if item is not None and item.kind == LineKind.END:
            continue
        is_head = (member.is_head and not has_new_head) or (
            item is not None and item.role == MembershipRole.HEAD
        )
        recognised = member.is_recognised or item is not None
        found.append(Member(member.is_woman, member.is_minority, is_head, recognised))
    newcomers = [item for item in items if not item.mediator.pk or item.mediator.pk in acts]
    for item in newcomers:
        if item.kind == LineKind.RECOGNISE:
            person = item.mediator
            is_head = item.role == MembershipRole.HEAD
            found.append(Member(person.is_woman, person.is_minority, is_head))
    return found
