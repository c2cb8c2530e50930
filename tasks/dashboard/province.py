"""The communes of a province side by side, counted on one board of all their plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.models import Locality
from tasks.board.board import Board
from tasks.board.filters import ENDED, RETURNED, slug
from tasks.board.scope import Scope
from tasks.dashboard.figures import WORDS, Figure, Links, plan_of
from tasks.states import Timeliness

COLUMNS = tuple(word for word in WORDS if word.key != RETURNED)
PLANS_PLACE = "#ke-hoach"
PLANS, TO_END, HAVE_ENDED = "ke-hoach", "phai-xong", "da-ket-thuc"
LATE_FIRST = f"-{slug(Timeliness.OVERDUE.label)}"


@dataclass
class CommuneRow:
    """Figures of a commune by the keys of their words; without a locality, of all together."""

    locality: Locality | None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> int | None:
        """Percent ended of what must have ended by the day; None where nothing must."""
        whole = self.counts[TO_END]
        return round(100 * self.counts[HAVE_ENDED] / whole) if whole else None


def commune_rows(board: Board) -> list[CommuneRow]:
    """Each locality whose plans the reader may see, by name; those without work by now too."""
    localities = {plan.locality_id: plan.locality for plan in board.all_plans}
    ordered = sorted(localities.values(), key=lambda one: (one.sort_name, one.pk))
    rows = {locality.pk: CommuneRow(locality) for locality in ordered}
    for plan in board.plans:
        rows[plan.locality_id].counts[PLANS] += 1
    for word in COLUMNS:
        for one in word.rows(board):
            rows[plan_of(one).locality_id].counts[word.key] += 1
    for cell in board.to_have_ended:
        counts = rows[cell.task.plan.locality_id].counts
        counts[TO_END] += 1
        counts[HAVE_ENDED] += not cell.is_open
    return list(rows.values())


def total_of(rows: list[CommuneRow]) -> CommuneRow:
    return CommuneRow(None, sum((row.counts for row in rows), Counter()))


NAME, SHARE = "ten", "ty-le"
SORTS = (NAME, PLANS, *(word.key for word in COLUMNS), SHARE)


def in_order(rows: list[CommuneRow], order: str) -> list[CommuneRow]:
    """Sorted by the key of a column ("-" begins with the greatest), then as they are."""
    key, descends = order.removeprefix("-"), order.startswith("-")

    def value(row: CommuneRow) -> int:
        if key == SHARE:
            return -1 if row.share is None else row.share
        return row.counts[key]

    if key == NAME:
        return rows[::-1] if descends else rows
    return sorted(rows, key=value, reverse=descends)


class ShownRow(NamedTuple):
    """A commune with the addresses of its rows; all together have lists of cells alone."""

    row: CommuneRow
    url: str
    figures: list[Figure]
    ended: Figure
    to_end: Figure


_ANY = 987654321  # stands for the locality in addresses that are made once for all rows


class Addresses(NamedTuple):
    """By key of a column, the address of a commune's rows and that of all communes' rows.

    Made once for all rows, since reversing a thousand addresses takes as long as counting.
    """

    of_commune: dict[str, str]
    of_all: dict[str, str]

    @classmethod
    def of(cls, board: Board, day_asked: str | None) -> Addresses:
        commune = Links(Scope(locality_id=_ANY), day_asked)
        page = commune.page("dashboard")
        pages = {NAME: page, PLANS: page + PLANS_PLACE}
        words = {word.key: word.url(commune) for word in COLUMNS}
        every = Links(Scope(), day_asked)
        listed = {word.key: word.url(every) for word in COLUMNS if word.filters is not None}
        return cls(
            pages | words | _ends(board, commune),
            listed | _ends(board, every),
        )

    def find(self, key: str, row: CommuneRow) -> str:
        """Empty where no page shows the rows."""
        if row.locality is None:
            return self.of_all.get(key, "")
        return self.of_commune[key].replace(str(_ANY), str(row.locality.pk))


def _ends(board: Board, links: Links) -> dict[str, str]:
    day = f"{board.day:%d/%m/%Y}"
    ended = links.cells(phai_xong=day, trang_thai=ENDED)
    return {TO_END: links.cells(phai_xong=day), HAVE_ENDED: ended}


def shown(row: CommuneRow, addresses: Addresses) -> ShownRow:
    def figure(key: str, word: str, css: str = "") -> Figure:
        n = row.counts[key]
        return Figure(n, word, addresses.find(key, row) if n else "", css if n else "")

    plans = figure(PLANS, "Kế hoạch")
    words = [figure(word.key, word.text, "late" if word.css else "") for word in COLUMNS]
    return ShownRow(
        row,
        addresses.find(NAME, row),
        [plans, *words],
        figure(HAVE_ENDED, "đã kết thúc"),
        figure(TO_END, "phải xong"),
    )
