"""Forms of the money of a task-year: amounts in đồng as people write them."""

from __future__ import annotations

from typing import Any

from config.filters import Choice
from config.money import AmountField
from config.versioned import VersionedForm
from plans.models import Agency
from tasks.board.filters import ESTIMATED, SPENT, PlanYearFilters, slug
from tasks.models import Funding


class FundingForm(VersionedForm):
    """Money of one body from one source for one task-year."""

    estimate = AmountField(
        label="Dự toán (đồng)",
        required=False,
        help_text="Ví dụ 12.500.000 hoặc 12,5 triệu. Chưa có thì để trống.",
    )
    spent = AmountField(label="Thực chi (đồng)", required=False, help_text="Chưa chi thì để trống.")

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


class FundingFilters(PlanYearFilters):
    """Rows of a year: of a source, of a body, planned or spent."""

    names = {
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
        self.offer("source", [(key, source.label) for key, source in SOURCES.items()])
        self.offer("amount", AMOUNTS.items())
        self.offer("agency", [*self.bodies, (NO_BODY, NO_BODY_WORD)])

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        self.bodies = bodies
        super().__init__(*args, **kwargs)
