"""The words of the headline: each with its rows on the board and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.models import Plan
from tasks.board.board import Board
from tasks.board.filters import RETURNED, SILENT, TO_CONFIRM, UNOWNED, WANTS_DIRECTION, slug
from tasks.board.scope import Scope
from tasks.models import Direction, Task, TaskYear
from tasks.states import Timeliness

Counted = TaskYear | Task | Direction
DIRECTIONS = "#chi-dao"  # the list of directions on the dashboard
WAITING = "cho-tra-loi"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses within a scope, as of the day that the page was asked for (None is today)."""

    scope: Scope
    day: str | None

    def page(self, name: str, **asked: object) -> str:
        return self.scope.url(name, **({"tai_ngay": self.day} | asked))

    def cells(self, **asked: object) -> str:
        """The list of task-years with these filters."""
        return self.page("task_list", **asked)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where its rows are; without an address it is no link.

    ``earlier`` is the part of it that is of earlier years.
    """

    n: int
    word: str
    url: str = ""
    css: str = ""
    earlier: Figure | None = None

    @property
    def text(self) -> str:
        """ "1.536"."""
        return f"{self.n:,}".replace(",", ".")


class Word(NamedTuple):
    """``filters`` of the list of task-years show its rows; None where it counts no cells."""

    key: str
    text: str
    rows: Callable[[Board], Sequence[Counted]]
    filters: dict[str, str] | None = None
    css: str = ""

    def url(self, links: Links) -> str:
        if self.filters is not None:
            return links.cells(**self.filters)
        if self.key == UNOWNED:
            return links.page("assignment_list", tinh_trang=UNOWNED)
        return links.page("dashboard") + DIRECTIONS


def _part(part: Timeliness) -> dict[str, str]:
    return {"tien_do": slug(part.label)}


WORDS = (
    Word("qua-han", "Quá hạn", lambda board: board.late, _part(Timeliness.OVERDUE), "tile--late"),
    Word("sap-den-han", "Sắp đến hạn", lambda board: board.due_soon, _part(Timeliness.DUE_SOON)),
    Word(SILENT, "Quá kỳ chưa cập nhật", lambda board: board.silent, {"can_luu_y": SILENT}),
    Word(UNOWNED, "Chưa phân công", lambda board: board.unassigned),
    Word(
        WANTS_DIRECTION,
        "Xin ý kiến chỉ đạo",
        lambda board: board.asking,
        {"can_luu_y": WANTS_DIRECTION},
    ),
    Word(TO_CONFIRM, "Chờ xác nhận", lambda board: board.to_confirm, {"can_luu_y": TO_CONFIRM}),
    Word(RETURNED, "Trả lại", lambda board: board.returned, {"can_luu_y": RETURNED}),
    Word(WAITING, "Chỉ đạo chờ trả lời", lambda board: board.waiting),
)


def plan_of(row: Counted) -> Plan:
    """The plan to which it belongs."""
    if isinstance(row, Task):
        return row.plan
    return (row.task_year if isinstance(row, Direction) else row).task.plan


def headline(board: Board, links: Links) -> list[Figure]:
    """The board's lists, counted over all plans and years shown."""
    figures = []
    for word in WORDS:
        rows = word.rows(board)
        css = word.css if rows else "tile--quiet"
        earlier = _earlier(rows, word, board, links)
        url = DIRECTIONS if word.key == WAITING else word.url(links)
        figures.append(Figure(len(rows), word.text, url, css, earlier))
    return figures


def _earlier(rows: Sequence[Counted], word: Word, board: Board, links: Links) -> Figure | None:
    """How many of the cells are of years before that of the day; None where none is."""
    years = [row.year for row in rows if isinstance(row, TaskYear) and row.year < board.day.year]
    if not years or word.filters is None:
        return None
    since = f"từ năm {years[0]}" if len(set(years)) == 1 else "từ các năm trước"
    url = links.cells(**word.filters, den_nam=board.day.year - 1)
    return Figure(len(years), since, url)
