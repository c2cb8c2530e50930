"""What is asked of the list of documents."""

from django import forms

from config.forms import FilterForm

LONGEST = 100


class DocumentFilter(FilterForm):
    """The words sought, kept in the URL."""

    tim = forms.CharField(
        label="Tìm số, ký hiệu, trích yếu",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )

    @property
    def text(self) -> str:
        return str(self.data.get("tim", ""))[:LONGEST]

    @property
    def page(self) -> int:
        number = str(self.data.get("trang", "1"))
        return max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
