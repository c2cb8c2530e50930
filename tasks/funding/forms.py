"""Forms of the money of a task-year: amounts in đồng as people write them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.versioned import VersionedForm
from plans.models import Agency
from tasks.board.filters import ESTIMATED, SPENT, Choice, slug
from tasks.models import Funding
from tasks.programme.forms import YearFilters

MOST = 10**15
AMOUNT_WRONG = "Nhập số tiền bằng đồng, ví dụ 12.500.000 hoặc 12,5 triệu"
_PLAIN = re.compile(r"\d{1,16}", re.ASCII)
_BY_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3}){2,}", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,6})(?:,(\d{1,6}))? ?(nghìn|ngàn|triệu|tỷ|tỉ)", re.ASCII)
_UNITS = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_CURRENCY = re.compile(r" ?(?:đồng|vnđ|vnd|đ)\.?$")


def read_amount(text: str) -> int | None:
    """Đồng in "12.500.000", "12 500 000", "12500000 đ", "12,5 triệu"; None where it is no amount.

    A comma or a stop between thousands is taken where nothing else can be meant.
    """
    words = " ".join(text.lower().split())
    words = _CURRENCY.sub("", words)
    if _PLAIN.fullmatch(words) or _BY_THOUSANDS.fullmatch(words):
        return int(re.sub(r"\D", "", words))
    found = _IN_WORDS.fullmatch(words)
    if found is None:
        return None
    whole, part, unit = found.groups()
    places = _UNITS[unit]
    part = (part or "").rstrip("0")
    if len(part) > places:
        return None  # less than a đồng
    return int(whole + part.ljust(places, "0"))


def written_amount(amount: int) -> str:
    """12500000 -> "12.500.000"."""
    return f"{amount:,}".replace(",", ".")


class AmountField(forms.CharField):
    """Đồng; empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input--short"}
        widget = forms.TextInput(attrs)
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        amount = read_amount(text)
        if amount is None:
            raise ValidationError(AMOUNT_WRONG)
        if amount > MOST:
            raise ValidationError("Số tiền quá lớn: kiểm tra lại số chữ số")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Nothing is shown for nothing: an empty field is easier to fill than a 0."""
        if isinstance(value, int):
            return written_amount(value) if value else ""
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or 0) != (read_amount(data or "") or 0)


class FundingForm(VersionedForm):
    """Money of one body from one source for one task-year."""

    estimate = AmountField(
        label="Dự toán (đồng)", help_text="Ví dụ 12.500.000 hoặc 12,5 triệu. Chưa có thì để trống."
    )
    spent = AmountField(label="Thực chi (đồng)", help_text="Chưa chi thì để trống.")

    class Meta:
        model = Funding
        fields = ["agency", "source", "estimate", "spent", "note"]
        help_texts = {"note": "Ví dụ nội dung chi, tên chương trình được lồng ghép, nhà tài trợ"}

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(bodies)
        saved = self.instance.agency
        if saved is not None:
            known.setdefault(saved.pk, saved.name)
        agency: Any = self.fields["agency"]
        agency.queryset = Agency.objects.filter(pk__in=known)
        agency.choices = [("", "Chọn cơ quan, đơn vị"), *known.items()]
        agency.required = True
        agency.error_messages["required"] = "Chọn cơ quan, đơn vị"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data["estimate"] or data["spent"]):
            self.add_error("estimate", "Nhập dự toán hoặc thực chi")
        return data


SOURCES = {slug(source.label): source for source in Funding.Source}
SOURCE_SLUGS = {source.value: key for key, source in SOURCES.items()}
AMOUNTS = {ESTIMATED: "Có dự toán", SPENT: "Có thực chi"}
NO_BODY, NO_BODY_WORD = "chua-ghi", "Chưa ghi cơ quan"


class FundingFilters(YearFilters):
    """Rows of a year: of a source, of a body, planned or spent."""

    names = {
        "plan": "ke_hoach",
        "year": "nam",
        "source": "nguon",
        "agency": "co_quan",
        "amount": "so",
    }
    source = Choice(label="Nguồn", all_label="Tất cả các nguồn", coerce=SOURCES.__getitem__)
    agency = Choice(label="Cơ quan", all_label="Tất cả cơ quan")
    amount = Choice(label="Số tiền", all_label="Tất cả")

    def _offer(self) -> None:
        super()._offer()
        self._choices("source", [(key, source.label) for key, source in SOURCES.items()])
        self._choices("amount", AMOUNTS.items())
        self._choices("agency", [*self.bodies, (NO_BODY, NO_BODY_WORD)])

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        self.bodies = bodies
        super().__init__(*args, **kwargs)

    @property
    def is_filtering(self) -> bool:
        return any(self.value(name) for name in ("source", "agency", "amount"))
