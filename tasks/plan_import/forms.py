"""Bringing in a plan: the upload, and what a person decides on the preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from config.forms import Form
from plans.document import PlanDocument, Task, Unreadable, read
from plans.document.files import MAX_MEGABYTES
from plans.models import Agency, Locality, Plan
from plans.office.guard import check_size
from plans.text import clean
from tasks.plan_import.bodies import Bodies, body_key
from tasks.plan_import.compare import EARLIEST, LATEST

NEW = "moi"
NAMES_LIST = "ten-co-quan"  # id of the list of names that a browser offers


class UploadForm(Form):
    """The file; who has no locality of their own chooses one."""

    locality = forms.ModelChoiceField(
        label="Địa bàn",
        queryset=Locality.objects.none(),
        empty_label="Chọn địa bàn",
        help_text="Kế hoạch, cơ quan và nhiệm vụ thuộc về địa bàn này.",
    )
    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text=f"Tệp .docx hoặc .txt, không quá {MAX_MEGABYTES} MB. "
        "Bản .doc, .pdf: mở rồi lưu thành .docx.",
        widget=forms.ClearableFileInput({"accept": ".docx,.txt"}),
        max_length=255,
        error_messages={
            "max_length": "Đổi tên tệp ngắn lại (không quá 255 chữ) rồi chọn lại",
            "empty": "Tệp này trống: chọn tệp có nội dung kế hoạch",
        },
    )
    document: PlanDocument
    content: bytes

    def __init__(
        self, data: Any = None, files: Any = None, *, localities: Sequence[Locality], home: Any
    ) -> None:
        super().__init__(data, files)
        self.home = home
        if home is not None and len(localities) <= 1:
            del self.fields["locality"]
        else:
            choice = self.fields["locality"]
            keys = [locality.pk for locality in localities]
            choice.queryset = Locality.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
            choice.initial = home

    def clean_file(self) -> UploadedFile[Any]:
        """Reads the document; its size is looked at first."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0, megabytes=MAX_MEGABYTES)
            self.content = file.read()
            self.document = read(self.content, name=PurePath(file.name or "").name)
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        return file

    @property
    def chosen_locality(self) -> Locality:
        chosen: Locality = self.cleaned_data.get("locality") or self.home
        return chosen


@dataclass(slots=True)
class Choices:
    """What was decided on the preview so far; kept with the upload as JSON."""

    target: str = ""  # key of the plan that is amended, NEW, or "" for what fits by itself
    years: tuple[int, int] | None = None
    short_title: str | None = None
    merges: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        years = stored.get("years")
        return cls(
            target=stored.get("target", ""),
            years=(years[0], years[1]) if years else None,
            short_title=stored.get("short_title"),
            merges=dict(stored.get("merges", {})),
            titles=dict(stored.get("titles", {})),
        )

    def stored(self) -> dict[str, Any]:
        return {
            "target": self.target,
            "years": list(self.years) if self.years else None,
            "short_title": self.short_title,
            "merges": self.merges,
            "titles": self.titles,
        }


@dataclass(frozen=True, slots=True)
class Offer:
    """What the preview lets a person decide."""

    document: PlanDocument
    plans: Sequence[Plan]
    found: Plan | None  # the plan that the document is or amends by itself
    groups: Sequence[Sequence[str]]  # names that are probably one body
    names: Sequence[str]  # every name of a body in the document
    bodies: Bodies
    tasks: Sequence[Task]  # those of the page shown
    working_titles: Mapping[str, str]

    @property
    def needs_years(self) -> bool:
        return self.document.first_year is None or self.document.last_year is None


class PreviewForm(Form):
    """Corrections to what was read; never to the words of the document."""

    marks_optional = False

    def __init__(self, data: Any = None, *, offer: Offer, choices: Choices) -> None:
        self.offer, self.choices = offer, choices
        super().__init__(data)
        self._offer_target()
        if offer.needs_years:
            first, last = choices.years or (None, None)
            self.fields["first_year"] = _year("Năm đầu", first)
            self.fields["last_year"] = _year("Năm cuối", last)
        self.fields["short_title"] = forms.CharField(
            label="Tên ngắn của kế hoạch",
            required=False,
            max_length=200,
            initial=self._short_title(),
            help_text="Dùng làm tên trang, trên bảng theo dõi và báo cáo. Để trống thì dùng tên "
            "đầy đủ.",
        )
        for n, group in enumerate(offer.groups):
            self.fields[f"merge-{n}"] = _merge(group, choices)
        for n, name in enumerate(offer.names):
            self.fields[f"body-{n}"] = self._body(name)
        for n, task in enumerate(offer.tasks):
            self.fields[f"title-{n}"] = _title(task, offer.working_titles)

    def _offer_target(self) -> None:
        if not self.offer.plans:
            return
        found = self.offer.found
        initial = self.choices.target or (str(found.pk) if found else NEW)
        amended = [(str(plan.pk), f"Bản sửa đổi của: {plan}") for plan in self.offer.plans]
        self.fields["target"] = forms.ChoiceField(
            label="Văn bản này là",
            choices=[(NEW, "Kế hoạch mới"), *amended],
            widget=forms.RadioSelect,
            initial=initial,
            error_messages={
                "invalid_choice": "Chọn kế hoạch mới hoặc một kế hoạch trong danh sách"
            },
        )

    def _short_title(self) -> str:
        if self.choices.short_title is not None:
            return self.choices.short_title
        return self.offer.found.short_title if self.offer.found else ""

    def _body(self, name: str) -> forms.CharField:
        in_group = any(name in group[1:] for group in self.offer.groups)
        return forms.CharField(
            label=f"“{name}” là",
            required=False,
            max_length=300,
            initial="" if in_group else self.choices.merges.get(name, ""),
            widget=forms.TextInput({"list": NAMES_LIST, "autocomplete": "off"}),
        )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("first_year"), values.get("last_year")
        if first is not None and last is not None and first > last:
            self.add_error("last_year", f"Năm cuối phải từ {first} trở đi")
        printed = {body_key(name) for name in self.offer.names}
        for n, name in enumerate(self.offer.names):
            meant = clean(values.get(f"body-{n}"))
            is_known = isinstance(self.offer.bodies.target(meant), Agency) if meant else True
            if not is_known and body_key(meant) not in printed:
                self.add_error(
                    f"body-{n}",
                    f"Chọn cho “{name}” một tên trong danh sách gợi ý, hoặc để trống",
                )
        return values

    def decided(self) -> Choices:
        """The choices so far and those of this page of the preview."""
        values = self.cleaned_data
        merges: dict[str, str] = {}
        for n, group in enumerate(self.offer.groups):
            merges |= dict.fromkeys(values[f"merge-{n}"], group[0])
        for n, name in enumerate(self.offer.names):
            meant = clean(values[f"body-{n}"])
            if meant and body_key(meant) != body_key(name):
                merges[name] = meant
        titles = {
            task.clause: clean(values[f"title-{n}"]) for n, task in enumerate(self.offer.tasks)
        }
        return Choices(
            target=values.get("target", ""),
            years=(values["first_year"], values["last_year"]) if self.offer.needs_years else None,
            short_title=clean(values["short_title"]),
            merges=merges,
            titles=self.choices.titles | titles,
        )

    # What the page draws

    @property
    def merge_fields(self) -> list[forms.BoundField]:
        return [self[f"merge-{n}"] for n in range(len(self.offer.groups))]

    @property
    def body_fields(self) -> list[forms.BoundField]:
        return [self[f"body-{n}"] for n in range(len(self.offer.names))]

    @property
    def title_fields(self) -> list[forms.BoundField]:
        return [self[f"title-{n}"] for n in range(len(self.offer.tasks))]

    @property
    def has_body_errors(self) -> bool:
        return any(field.errors for field in self.body_fields)

    @property
    def known_names(self) -> list[str]:
        """What a browser offers: bodies of the locality, then names of the document."""
        known = [agency.name for agency in self.offer.bodies.existing]
        return list(dict.fromkeys([*known, *self.offer.names]))


def _year(label: str, initial: int | None) -> forms.IntegerField:
    wrong = f"{label} là số có bốn chữ số, từ {EARLIEST} đến {LATEST}, ví dụ 2026"
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=EARLIEST,
        max_value=LATEST,
        error_messages={
            "required": f"Nhập {label.lower()}",
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
    )


def _merge(group: Sequence[str], choices: Choices) -> forms.MultipleChoiceField:
    first, *others = group
    return forms.MultipleChoiceField(
        label=f"Cùng là “{first}”",
        required=False,
        choices=[(name, name) for name in others],
        widget=forms.CheckboxSelectMultiple,
        initial=[name for name in others if choices.merges.get(name) == first],
        error_messages={"invalid_choice": "Đánh dấu lại các tên trong danh sách"},
    )


def _title(task: Task, working_titles: Mapping[str, str]) -> forms.CharField:
    return forms.CharField(
        label=f"Tên gọi tắt của {task.clause}",
        required=False,
        max_length=200,
        initial=working_titles.get(task.clause, ""),
        error_messages={"max_length": f"Rút gọn tên gọi tắt của {task.clause} còn 200 chữ cái"},
    )
