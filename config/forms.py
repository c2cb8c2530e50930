"""Forms: one renderer, one place for classes, and errors that say what to do.

A page writes ``{{ form }}``, ``{{ formset }}`` or ``{{ form.name.as_field_group }}`` inside its
``<form>`` and gets label, hint, error and control wired together; no form writes its own markup.
Forms of this project derive from ``Form`` or ``ModelForm`` below, so that an empty field is refused
in its own words ("Nhập kết quả thực hiện"), and take ``DateField`` for dates.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict, pretty_name
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

DATE_WRONG = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"
DATE_HINT = "Ghi theo ngày/tháng/năm, ví dụ 22/11/2026"
EARLIEST_YEAR = 1900
REQUIRED = forms.Field.default_error_messages["required"]
ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")

# The one place where a control gets its class; the first that fits wins.
CONTROL_CSS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "choice__input"),
    (forms.RadioSelect, "choice__input"),  # and CheckboxSelectMultiple, which derives from it
    (forms.FileInput, "input input--file"),
    (forms.DateInput, "input input--date"),
    (forms.NumberInput, "input input--number"),
    (forms.Widget, "input"),
)


class BoundField(forms.BoundField):
    """A field as the templates see it: kind of control, where an error link lands, classes."""

    @property
    def kind(self) -> str:
        """``tick`` (one box), ``choices`` (a group of them) or ``line`` (any other control)."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        return "choices" if isinstance(widget, forms.RadioSelect) else "line"

    @property
    def anchor(self) -> str:
        """Id of the control to put the cursor in; of the first one in a group."""
        return f"{self.auto_id}_0" if self.kind == "choices" else self.id_for_label

    @property
    def box_css(self) -> str:
        """Classes of the box around label and control; ``field_css`` of the form adds to them."""
        own = getattr(self.form, "field_css", {}).get(self.name, "")
        return " ".join(filter(None, ["field", "field--wrong" if self.errors else "", own]))

    @property
    def choices_css(self) -> str:
        """How the boxes of a group stand: as the widget says; many ticks as a plain list."""
        is_list = isinstance(self.field.widget, forms.CheckboxSelectMultiple)
        return getattr(self.field.widget, "choices_css", "choices--plain" if is_list else "")

    @property
    def is_marked_optional(self) -> bool:
        """Whether "nếu có" stands beside the label; not on a field that one choice calls for."""
        is_called_for = "field--if-" in self.box_css
        marks = getattr(self.form, "marks_optional", True)
        return not self.field.required and marks and not is_called_for

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        control = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, control)
        if not control.is_hidden:
            css = next(css for kind, css in CONTROL_CSS if isinstance(control, kind))
            own = control.attrs.get("class", "")
            attrs["class"] = f"{own} {css}".strip()
            if isinstance(control, forms.RadioSelect):
                attrs.pop("aria-invalid", None)  # says nothing on one box of a group
        return attrs


# Controls are written here instead of by Django's templates, which render one template an option:
# on a page of filters they took a third of the whole time. The markup is Django's. Every value goes
# through ``_escaped``; ``format_html`` would take five times as long.


def _escaped(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


def _attributes(widget: Mapping[str, Any]) -> str:
    """True is an attribute without a value; False is none."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{_escaped(value)}"'
    kind, name = _escaped(widget["type"]), _escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{shown}{_attributes(widget)}>'


def _options(group: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    rows = "".join(
        f'\n<option value="{_escaped(one["value"])}"{_attributes(one)}>'
        f"{_escaped(one['label'])}</option>"
        for one in options
    )
    return f'\n<optgroup label="{_escaped(group)}">{rows}\n</optgroup>' if group else rows


def _select(widget: Mapping[str, Any]) -> str:
    inner = "".join(_options(group, options) for group, options, _ in widget["optgroups"])
    return f'<select name="{_escaped(widget["name"])}"{_attributes(widget)}>{inner}\n</select>'


def _textarea(widget: Mapping[str, Any]) -> str:
    # A browser drops the first line break, so that a text may begin with one of its own.
    text = _escaped(widget["value"] or "")
    return f'<textarea name="{_escaped(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


_INPUTS = (
    "checkbox",
    "checkbox_option",
    "date",
    "email",
    "file",
    "hidden",
    "number",
    "password",
    "radio_option",
    "text",
)
_CONTROLS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
}


class FormRenderer(TemplatesSetting):
    """Fields and forms by our templates, common controls in Python, other widgets by Django."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
    bound_field_class = BoundField

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        control = _CONTROLS.get(template_name)
        widget = context.get("widget", {})
        if control is None or widget.get("wrap_label"):
            return super().render(template_name, context, request)
        return SafeString(control(widget))  # each piece was escaped above


class DateInput(forms.DateInput):
    """A text field: the browser's own picker would follow the browser's language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class DateField(forms.DateField):
    """A day as people here write it: 22/11/2026, 2-9-26, 22.11.2026; from a keypad 22112026."""

    widget = DateInput
    default_error_messages = {
        "invalid": DATE_WRONG,
        "year": "Ghi năm đủ bốn chữ số, từ năm 1900 trở đi, ví dụ 22/11/2026",
    }

    def __init__(self, *, help_text: str = DATE_HINT, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and not ISO_DAY.fullmatch(value.strip()):
            value = re.sub(r"^(\d\d)(\d\d)(\d{4}|\d\d)$", r"\1/\2/\3", value.strip())
            value = re.sub(r"\s*[/.\- ]\s*", "/", value)
        day = super().to_python(value)
        if day and day.year < EARLIEST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        return day


class Cards(forms.RadioSelect):
    """Radios as cards. ``details`` gives per value what the card says beside its label.

    ``more``: a line below; ``mark`` and ``css``: the mark of a state; ``shows``: the fields that go
    with the choice ("done" shows ``field--if-done``, "ended" ``field--if-ended``; see choice.css).
    """

    def __init__(
        self,
        *,
        details: dict[str, dict[str, str]] | None = None,
        choices_css: str = "",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.details = details or {}
        self.choices_css = choices_css

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        details = self.details.get(str(option["value"]), {})
        option.update({key: details.get(key, "") for key in ("more", "mark", "css")})
        if option["more"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_more"
        if details.get("shows"):
            option["attrs"]["data-shows"] = details["shows"]
        return option


class SpeakingMixin:
    """What ``Form`` and ``ModelForm`` have in common."""

    field_css: ClassVar[dict[str, str]] = {}  # name of a field: further class of its box
    marks_optional: ClassVar[bool] = True  # "nếu có" beside what may stay empty
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == REQUIRED:
                field.error_messages["required"] = required_message(name, field)

    def unjudged(self) -> Self:
        """The form with what was typed and no errors: shown again before it is sent for good."""
        self._errors = ErrorDict()
        return self


class Form(SpeakingMixin, forms.Form):
    """A form of this project."""


class ModelForm(SpeakingMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form of this project on a model. Dates: ``Meta.field_classes = {"due_on": DateField}``."""


class FilterForm(SpeakingMixin, forms.Form):
    """Filters of a list, kept in the URL: ``components/filters.html``. No field is required."""

    marks_optional = False


def required_message(name: str, field: forms.Field) -> str:
    """What to do about an empty field: verb and label."""
    label = str(field.label or pretty_name(name)).strip()
    if not label[1:2].isupper():  # "UBND xã" keeps its capitals
        label = label[:1].lower() + label[1:]
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Đánh dấu vào ô: {label}"
    is_chosen = isinstance(field.widget, (forms.Select, forms.RadioSelect, forms.FileInput))
    return f"{'Chọn' if is_chosen else 'Nhập'} {label}"


def with_one_more_row(data: QueryDict, prefix: str) -> QueryDict:
    """What was sent, with room for one more form of the formset ``prefix``.

    For the button "Thêm ..." where no script runs: it submits ``<prefix>-add``, and the page comes
    back with an empty row more and nothing judged.
    """
    copy = data.copy()
    total = copy.get(f"{prefix}-TOTAL_FORMS", "0")
    copy[f"{prefix}-TOTAL_FORMS"] = str(
        int(total) + 1 if total.isdecimal() and len(total) < 10 else 1
    )
    return copy
