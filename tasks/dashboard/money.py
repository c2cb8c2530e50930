"""Money of a year on the dashboard; each figure leads to the rows that it adds up."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from tasks.board.filters import ESTIMATED, SPENT


class Money(NamedTuple):
    """In đồng; ``share`` is how much of what was planned is spent, at most all of it."""

    estimate: int
    spent: int
    url: str
    estimate_url: str
    spent_url: str

    @property
    def share(self) -> float:
        return min(100.0, round(100 * self.spent / self.estimate, 1)) if self.estimate else 0.0

    @property
    def percent(self) -> int | None:
        """What a person reads; None where nothing was planned."""
        return round(100 * self.spent / self.estimate) if self.estimate else None


def money_of(sums: tuple[int, int], *, plan_id: int, year: int) -> Money:
    page = reverse("tasks:funding")
    urls = [
        f"{page}?{urlencode({'ke_hoach': plan_id, 'nam': year} | asked)}"
        for asked in ({}, {"so": ESTIMATED}, {"so": SPENT})
    ]
    return Money(*sums, *urls)
