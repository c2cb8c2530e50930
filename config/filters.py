"""Filters of a list, kept in its address under Vietnamese names (``?tinh_trang=con-thieu``).

People read addresses and send them to each other; in code a filter has an English name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms

from config.forms import EARLIEST_YEAR, BoundField, DateField, FilterForm

MAX_KEY = 2**62
Choices = Iterable[tuple[str | int, str | int]]


class Choice(forms.TypedChoiceField):
    """One of a few values; ``all_label`` says what an open filter means.

    Choices that come from the rows are given later, by ``Filters.offer``.
    """

    def __init__(
        self,
        label: str,
        choices: Choices = (),
        *,
        all_label: str = "Tất cả",
        coerce: Callable[[str], object] = str,
    ) -> None:
        self.all_label = all_label
        super().__init__(
            label=label,
            choices=[("", all_label), *choices],
            coerce=coerce,
            required=False,
            empty_value=None,
            error_messages={"invalid_choice": f"Chọn {_inside(label)} trong danh sách"},
        )


class KeyField(forms.IntegerField):
    """The key of a row, or a number, of which the page offers some and takes any.

    One that is not offered finds nothing: it may have been offered under other filters.
    """

    def __init__(self, label: str, *, most: int = MAX_KEY, all_label: str = "Tất cả") -> None:
        self.all_label = all_label
        super().__init__(label=label, required=False, min_value=1, max_value=most)


class YearField(KeyField):
    """A year of which the page offers those that have rows."""

    def __init__(self, label: str) -> None:
        super().__init__(label, most=dt.MAXYEAR)


class HiddenYear(forms.IntegerField):
    """A year that comes with a link and stays in the address."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            min_value=EARLIEST_YEAR,
            max_value=dt.MAXYEAR,
            widget=forms.HiddenInput,
        )


class Text(forms.CharField):
    """Words to look for."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput({"type": "search"})
        super().__init__(label=label, required=False, max_length=100, widget=widget)


class Day(DateField):
    """A day; open where the list has its usual one."""

    def __init__(self, label: str = "Tính đến ngày") -> None:
        super().__init__(label=label, required=False, help_text="")


class Sort(forms.ChoiceField):
    """The column that the rows are sorted by, "-" before it for downwards; set by column heads."""

    def __init__(self, *keys: str) -> None:
        choices = [(f"{sign}{key}", key) for key in keys for sign in ("", "-")]
        super().__init__(required=False, choices=[("", ""), *choices], widget=forms.HiddenInput)


class Filters(FilterForm):
    """Filters under their ``names`` in the address. Always bound: what is not there is open.

    What is wrong is told at its field and filters nothing; the other filters hold.
    """

    names: ClassVar[dict[str, str]] = {}
    filters_nothing: ClassVar[frozenset[str]] = frozenset({"sort", "day"})
    always_shown: ClassVar[tuple[str, ...]] = ()  # the others are folded; without it none is
    use_required_attribute = False

    def add_prefix(self, field_name: str) -> str:
        return self.names.get(field_name, field_name)  # Django asks for ids too

    def offer(self, name: str, choices: Choices, *, all_label: str = "") -> None:
        """Fill the choices of a filter that come from the rows."""
        field: Any = self.fields[name]
        options = [("", all_label or getattr(field, "all_label", "Tất cả")), *choices]
        if isinstance(field, forms.ChoiceField):
            field.choices = options
        else:
            field.widget = forms.Select(choices=options)

    def value(self, name: str) -> Any:
        """What the filter asks for; None where it is open or wrong."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def is_filtering(self) -> bool:
        """Whether rows may be missing."""
        return any(self.value(name) for name in self.fields if name not in self.filters_nothing)

    def address(self, *, without: str = "", **changes: object) -> str:
        """The query of this page: what filters now, in canonical form, with these changes."""
        known = {
            self.add_prefix(name): self.data[self.add_prefix(name)]
            for name in self.fields
            if name != without and self.value(name) is not None
        }
        return "?" + urlencode({k: v for k, v in (known | changes).items() if v is not None})

    @property
    def open_query(self) -> str:
        """The query of this page without what filters it; empty where nothing else stands in it."""
        filtering: dict[str, Any] = {
            self.add_prefix(n): None for n in self.fields if n not in self.filters_nothing
        }
        return self.address(**filtering).removesuffix("?")

    def chips(self) -> list[dict[str, str]]:
        """Each filter in force: label, value in words, and the address without it."""
        return [
            {
                "label": str(field.label),
                "value": self._in_words(name),
                "url": self.address(without=name),
            }
            for name, field in self.fields.items()
            if name not in self.filters_nothing and self.value(name) is not None
        ]

    def _in_words(self, name: str) -> str:
        value = self.value(name)
        if isinstance(value, dt.date):
            return f"{value:%d/%m/%Y}"
        choices = getattr(self.fields[name].widget, "choices", ())
        words = {str(key): str(word) for key, word in choices}
        sent = str(self.data[self.add_prefix(name)])
        return words.get(sent, f"“{sent}”")

    @property
    def shown_first(self) -> list[BoundField]:
        """The filters that are always shown."""
        return [one for one in self._shown() if self._is_first(one.name)]

    @property
    def shown_more(self) -> list[BoundField]:
        """Filters that are asked for less often; folded away while none of them is set."""
        return [one for one in self._shown() if not self._is_first(one.name)]

    @property
    def has_more(self) -> bool:
        """Whether one of the folded filters is set or wrong."""
        return any(self.value(one.name) or one.errors for one in self.shown_more)

    def _is_first(self, name: str) -> bool:
        return not self.always_shown or name in self.always_shown

    def _shown(self) -> list[Any]:
        return list(self.visible_fields())


def _inside(label: str) -> str:
    """The label inside a sentence."""
    return f"{label[:1].lower()}{label[1:]}"
