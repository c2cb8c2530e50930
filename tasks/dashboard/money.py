"""Money of a year on the dashboard, plan by plan; each figure leads to the rows that it adds up."""

from __future__ import annotations

from typing import NamedTuple

from plans.models import Plan
from tasks.board.board import Board
from tasks.board.filters import ESTIMATED, SPENT
from tasks.board.scope import Scope
from tasks.models import Funding


class Money(NamedTuple):
    """In đồng."""

    plan: Plan
    estimate: int
    spent: int
    url: str
    estimate_url: str
    spent_url: str

    @property
    def percent(self) -> int | None:
        """How much of what was planned is spent; None where nothing was planned."""
        return round(100 * self.spent / self.estimate) if self.estimate else None

    @property
    def share(self) -> float:
        """The same as the length of a bar: at most all of it."""
        return min(100.0, round(100 * self.spent / self.estimate, 1)) if self.estimate else 0.0


def money_of(board: Board, *, year: int) -> list[Money]:
    """What is written down now for the plans of that year: amounts have no day."""
    plans = [plan for plan in board.plans if year in plan.years]
    sums = Funding.objects.in_year(year).sums_by_plan([plan.pk for plan in plans])
    return [_money(plan, *sums.get(plan.pk, (0, 0)), year=year) for plan in plans]


def _money(plan: Plan, estimate: int, spent: int, *, year: int) -> Money:
    scope = Scope(plan_id=plan.pk)
    urls = [scope.url("funding", nam=year, so=kind) for kind in (None, ESTIMATED, SPENT)]
    return Money(plan, estimate, spent, *urls)
