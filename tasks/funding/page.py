"""Kinh phí: the rows of a year, and all years of the plan side by side. One query for all of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from plans.models import Agency, Officer
from plans.text import sort_key
from tasks.access import can_update_row
from tasks.board.filters import ESTIMATED, SPENT
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow, cell_rows_with
from tasks.funding.forms import NO_BODY, NO_BODY_WORD, SOURCE_SLUGS, FundingFilters
from tasks.models import Funding, TaskYear

_COLUMNS = ("pk", "agency_id", "agency__name", "source", "estimate", "spent", "note")


class Money(NamedTuple):
    """A row of money; ``body`` is the one that stands there today, ``body_key`` its filter."""

    pk: int
    year: int
    body_key: str
    body: str
    source: str
    estimate: int
    spent: int
    note: str

    @property
    def source_label(self) -> str:
        return str(Funding.Source(self.source).label)


@dataclass(frozen=True, slots=True)
class Line:
    """A cell and its money."""

    row: CellRow
    url: str
    is_writable: bool
    money: list[Money]


class Sum(NamedTuple):
    estimate: int
    spent: int

    @classmethod
    def of(cls, rows: Iterable[Money]) -> Sum:
        found = list(rows)
        return cls(sum(one.estimate for one in found), sum(one.spent for one in found))


class Cell(NamedTuple):
    """A number of the overview and the address of exactly the rows that it adds up."""

    year: int
    amount: int
    url: str


class OverviewRow(NamedTuple):
    word: str
    cells: list[Cell]
    total: int
    is_sum: bool = False


class _Bodies:
    """Who stands today in the place of the body that a row names; each is looked up once."""

    def __init__(self, frame: Frame, today: dt.date) -> None:
        self.frame, self.today = frame, today
        self.known: dict[int | None, tuple[str, str]] = {None: (NO_BODY, NO_BODY_WORD)}

    def of(self, agency_id: int | None, name: str) -> tuple[str, str]:
        """Key of the filter, and name."""
        if agency_id not in self.known:
            body = self.frame.successions.on(Agency(pk=agency_id, name=name), self.today)
            self.known[agency_id] = (str(body.pk), body.name)
        return self.known[agency_id]


def lines_of(user: Officer, frame: Frame, *, today: dt.date) -> list[Line]:
    """All cells of the plan with their money, in the order of the plan, then by year."""
    cells = TaskYear.objects.visible_to(user).of_plan(frame.plan.pk)
    cells = cells.with_writing(user, user.bodies_on(today), today)
    shown = cells.as_of(today, today=today).in_order()
    columns = [f"funding__{name}" for name in _COLUMNS]
    pairs = cell_rows_with(shown, "is_writable", *columns)
    pages, bodies = Addresses("tasks:task_year_detail"), _Bodies(frame, today)
    lines = []
    for pk, group in groupby(pairs, key=lambda pair: pair[0].pk):
        found = list(group)
        row, (flag, *_) = found[0]
        may = can_update_row(user, frame.plan, is_writable=bool(flag))
        money = [_money(row.year, rest, bodies) for _, (_, *rest) in found if rest[0] is not None]
        lines.append(Line(row, pages.of(pk), may, sorted(money, key=lambda one: one.pk)))
    return lines


def _money(year: int, columns: Sequence[Any], bodies: _Bodies) -> Money:
    pk, agency_id, name, source, estimate, spent, note = columns
    return Money(pk, year, *bodies.of(agency_id, name), source, estimate, spent, note)


def bodies_with_money(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Those that any row names, by name: choices of the filter."""
    found = {one.body_key: one.body for line in lines for one in line.money}
    found.pop(NO_BODY, None)
    return sorted(found.items(), key=lambda body: sort_key(body[1]))


def of_year(lines: Iterable[Line], form: FundingFilters) -> list[Line]:
    """Cells of the year shown with the rows that answer; without any, while nothing is filtered."""
    year = form.shown_year
    shown = []
    for line in lines:
        if line.row.year == year:
            money = [one for one in line.money if _answers(one, form)]
            if money or not form.is_filtering:
                shown.append(Line(line.row, line.url, line.is_writable, money))
    return shown


def _answers(one: Money, form: FundingFilters) -> bool:
    source, agency, amount = (form.value(name) for name in ("source", "agency", "amount"))
    return (
        source in (None, one.source)
        and agency in (None, one.body_key)
        and (amount != ESTIMATED or one.estimate > 0)
        and (amount != SPENT or one.spent > 0)
    )


# All years side by side

_AMOUNTS: tuple[tuple[str, str, Callable[[Money], int]], ...] = (
    (ESTIMATED, "Dự toán", lambda one: one.estimate),
    (SPENT, "Thực chi", lambda one: one.spent),
)


class Overview(NamedTuple):
    """Planned or spent, by source or by body, a column a year."""

    word: str
    rows: list[OverviewRow]


def by_source(lines: Sequence[Line], form: FundingFilters) -> list[Overview]:
    keys = [(SOURCE_SLUGS[source.value], str(source.label)) for source in Funding.Source]
    return _overviews(lines, form, "nguon", keys, lambda one: SOURCE_SLUGS[one.source])


def by_body(lines: Sequence[Line], form: FundingFilters) -> list[Overview]:
    keys = [*bodies_with_money(lines), (NO_BODY, NO_BODY_WORD)]
    return _overviews(lines, form, "co_quan", keys, lambda one: one.body_key)


def _overviews(
    lines: Sequence[Line],
    form: FundingFilters,
    name: str,
    keys: Iterable[tuple[str, str]],
    key_of: Callable[[Money], str],
) -> list[Overview]:
    """Rows without money are left out; the last row is the sum."""
    found = []
    for amount, word, amount_of in _AMOUNTS:
        sums: dict[tuple[str | None, int], int] = defaultdict(int)
        for one in (one for line in lines for one in line.money):
            for key in (key_of(one), None):
                sums[key, one.year] += amount_of(one)
        rows = [
            OverviewRow(label, cells, sum(cell.amount for cell in cells), is_sum=key is None)
            for key, label in (*keys, (None, "Cộng"))
            if (cells := _cells(sums, key, form, name, amount)) or key is None
        ]
        found.append(Overview(word, rows))
    return found


def _cells(
    sums: dict[tuple[str | None, int], int],
    key: str | None,
    form: FundingFilters,
    name: str,
    amount: str,
) -> list[Cell]:
    """Empty where no year has any."""
    years = form.frame.plan.years
    if key is not None and not any(sums[key, year] for year in years):
        return []
    nothing: dict[str, Any] = {"nguon": None, "co_quan": None}
    asked = nothing | {name: key, "so": amount}
    return [Cell(year, sums[key, year], form.address(nam=year, **asked)) for year in years]
