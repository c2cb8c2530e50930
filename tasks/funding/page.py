"""Kinh phí: the rows of a year, and all years of the plan side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from plans.text import sort_key
from tasks.board.board import Board
from tasks.board.filters import ESTIMATED, SPENT
from tasks.funding.forms import NO_BODY, NO_BODY_WORD, SOURCE_SLUGS, FundingFilters
from tasks.models import Funding, TaskYear


class Money(NamedTuple):
    """A row of money; ``body`` is the one that stands there today, ``body_key`` its filter."""

    row: Funding
    year: int
    body_key: str
    body: str


@dataclass(frozen=True, slots=True)
class Line:
    """A cell and its money."""

    cell: TaskYear
    is_writable: bool
    money: list[Money]


class Sum(NamedTuple):
    estimate: int
    spent: int

    @classmethod
    def of(cls, rows: Iterable[Money]) -> Sum:
        found = list(rows)
        estimate = sum(one.row.estimate for one in found)
        return cls(estimate, sum(one.row.spent for one in found))


class Amount(NamedTuple):
    """A number of the overview and the address of exactly the rows that it adds up."""

    year: int
    amount: int
    url: str


class OverviewRow(NamedTuple):
    word: str
    cells: list[Amount]
    total: int
    is_sum: bool = False


def lines_of(board: Board) -> list[Line]:
    """All cells of the plan with their money, in its order, then by year; one query."""
    rows = Funding.objects.filter(task_year__in=[cell.pk for cell in board.cells])
    money: dict[int, list[Funding]] = defaultdict(list)
    for row in rows.select_related("agency").order_by("pk"):
        money[row.task_year_id].append(row)
    writable = {task.pk for task in board.tasks if board.can_write(task)}
    return [
        Line(
            cell,
            cell.task.pk in writable,
            [_money(row, cell.year, board) for row in money[cell.pk]],
        )
        for task in board.tasks
        for line in task.timeline_list
        for cell in line.cell_list
    ]


def _money(row: Funding, year: int, board: Board) -> Money:
    if row.agency is None:
        return Money(row, year, NO_BODY, NO_BODY_WORD)
    body = board.successions.on(row.agency, board.today)
    return Money(row, year, str(body.pk), body.name)


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
        if line.cell.year == year:
            money = [one for one in line.money if _answers(one, form)]
            if money or not form.is_filtering:
                shown.append(Line(line.cell, line.is_writable, money))
    return shown


def _answers(one: Money, form: FundingFilters) -> bool:
    source, agency, amount = (form.value(name) for name in ("source", "agency", "amount"))
    return (
        source in (None, one.row.source)
        and agency in (None, one.body_key)
        and (amount != ESTIMATED or one.row.estimate > 0)
        and (amount != SPENT or one.row.spent > 0)
    )


# All years side by side

_AMOUNTS: tuple[tuple[str, str, Callable[[Money], int]], ...] = (
    (ESTIMATED, "Dự toán", lambda one: one.row.estimate),
    (SPENT, "Thực chi", lambda one: one.row.spent),
)


class Overview(NamedTuple):
    """Planned or spent, by source or by body, a column a year."""

    word: str
    rows: list[OverviewRow]


def by_source(lines: Sequence[Line], form: FundingFilters) -> list[Overview]:
    keys = [(SOURCE_SLUGS[source.value], str(source.label)) for source in Funding.Source]
    return _overviews(lines, form, "nguon", keys, lambda one: SOURCE_SLUGS[one.row.source])


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
) -> list[Amount]:
    """Empty where no year has any."""
    years = form.board.years
    if key is not None and not any(sums[key, year] for year in years):
        return []
    nothing: dict[str, Any] = {"nguon": None, "co_quan": None}
    asked = nothing | {name: key, "so": amount}
    return [Amount(year, sums[key, year], form.address(nam=year, **asked)) for year in years]
