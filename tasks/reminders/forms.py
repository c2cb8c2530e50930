"""What the list of reminders on paper is asked for, in the address."""

from __future__ import annotations

from config.filters import Choice
from tasks.board.filters import AddressForm, plan_choice

WITH_PARTNERS = "ca-phoi-hop"


class PaperFilters(AddressForm):
    names = {"scope": "gom"}
    plan = plan_choice()
    scope = Choice(label="Danh sách gồm", all_label="Người, cơ quan phụ trách")

    def _offer(self) -> None:
        super()._offer()
        self.offer("scope", [(WITH_PARTNERS, "Cả cơ quan phối hợp")])

    @property
    def with_partners(self) -> bool:
        return bool(self.value("scope") == WITH_PARTNERS)
