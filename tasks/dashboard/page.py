"""The dashboard of the plans shown: tables of a year, what needs attention, the small grid."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from plans.models import Plan
from plans.text import sort_key
from tasks.board import filters
from tasks.board.board import UNASSIGNED, Board, cells_of
from tasks.dashboard.figures import Figure, Links
from tasks.dashboard.trend import Point
from tasks.models import TaskYear, Timeline
from tasks.models.roster_topics import topic_of
from tasks.states import URGENCY, Timeliness

MAX_ATTENTION = 50


class Column(NamedTuple):
    """Of a table of figures: a word, which cells it counts, the filters that show them."""

    word: str
    counts: Callable[[TaskYear], bool]
    filters: dict[str, str]
    css: str = ""


COLUMNS = (
    Column("Nhiệm vụ năm", lambda _: True, {}),
    Column("Đã báo cáo", lambda cell: cell.updated_on is not None, {"can_luu_y": filters.UPDATED}),
    Column("Đã kết thúc", lambda cell: not cell.is_open, {"trang_thai": filters.ENDED}),
    Column(
        "Quá hạn",
        lambda cell: cell.is_late,
        {"tien_do": filters.slug(Timeliness.OVERDUE.label)},
        css="late",
    ),
    Column("Quá kỳ chưa cập nhật", lambda cell: cell.is_silent, {"can_luu_y": filters.SILENT}),
    Column("Chờ xác nhận", lambda cell: cell.awaits_review, {"can_luu_y": filters.TO_CONFIRM}),
)


class FigureRow(NamedTuple):
    """A line of a table of figures; ``plan`` where the line must name it."""

    name: str
    plan: Plan | None
    figures: list[Figure]


class TrendRow(NamedTuple):
    """A line of the plot's table; ``ended`` is None for a day that the page has not reached."""

    point: Point
    due: Figure
    ended: Figure | None


# The year


def partition(board: Board, links: Links, *, year: int) -> list[Figure]:
    """The parts of the year that hold any cell; they add up to all cells of the year."""
    parts = Counter(cell.timeliness for cell in board.cells if cell.year == year)
    return [
        Figure(
            parts[part], part.label.lower(), links.cells(nam=year, tien_do=filters.slug(part.label))
        )
        for part in URGENCY
        if parts[part]
    ]


def agency_rows(board: Board, links: Links, *, year: int) -> list[FigureRow]:
    """By leading body: who has late work first, then who is silent; bodies, never people."""
    cells: dict[int, list[TaskYear]] = defaultdict(list)
    for task in board.tasks:
        for key in board.lead_ids(task):
            cells[key] += _of_year(cells_of(task), year)
    names = dict(board.bodies(leads_only=True))

    def urgency(key: int) -> tuple[int, int, str]:
        late = sum(cell.is_late for cell in cells[key])
        return (-late, -sum(cell.is_silent for cell in cells[key]), sort_key(names[key]))

    keys = sorted((key for key in cells if cells[key]), key=urgency)
    return [
        FigureRow(names[k], None, _figures(cells[k], links, nam=year, co_quan=k, vai_tro="chu-tri"))
        for k in keys
    ]


def group_rows(board: Board, links: Links, *, year: int) -> list[FigureRow]:
    """By heading of the plans, in their order."""
    cells: dict[int | None, list[TaskYear]] = defaultdict(list)
    for task in board.tasks:
        cells[task.group_id] += _of_year(cells_of(task), year)
    return [
        FigureRow(
            title,
            cells[key][0].task.plan if board.is_of_several_plans else None,
            _figures(cells[key], links, nam=year, phan=key),
        )
        for key, title in board.groups.items()
        if cells[key]
    ]


def has_shared_lead(board: Board, *, year: int) -> bool:
    """Whether a task of the year is counted under several bodies."""
    return any(
        len(board.lead_ids(task)) > 1 for task in board.tasks if _of_year(cells_of(task), year)
    )


def _of_year(cells: Iterable[TaskYear], year: int) -> list[TaskYear]:
    return [cell for cell in cells if cell.year == year]


def _figures(cells: Sequence[TaskYear], links: Links, **of: object) -> list[Figure]:
    return [_figure(cells, column, links, **of) for column in COLUMNS]


def _figure(cells: Sequence[TaskYear], column: Column, links: Links, **of: object) -> Figure:
    n = sum(column.counts(cell) for cell in cells)
    if not n:
        return Figure(0, column.word)
    return Figure(n, column.word, links.cells(**of, **column.filters), column.css)


def trend_rows(points: Iterable[Point], board: Board, links: Links, *, year: int) -> list[TrendRow]:
    """The plot as a table: due by that day, ended as of that day."""
    # On an earlier day the list also shows a plan of that year that has ended since.
    left = [plan for plan in board.pickable if year in plan.years and plan not in board.plans]
    is_listed = not left or board.scope.plan_id is not None

    def ended(n: int, point: Point) -> Figure:
        day = f"{point.day:%d/%m/%Y}"
        url = links.cells(nam=year, trang_thai=filters.ENDED, tai_ngay=day)
        return Figure(n, "Đã kết thúc", url if is_listed or point.is_shown_day else "")

    return [
        TrendRow(
            point,
            Figure(point.due, "Đến hạn", links.cells(nam=year, han_den=f"{point.day:%d/%m/%Y}")),
            None if point.ended is None else ended(point.ended, point),
        )
        for point in points
    ]


# What needs attention


class Attention(NamedTuple):
    """A cell that is late, due soon or silent; ``who`` answers for it, ``leads`` are the bodies."""

    cell: TaskYear
    who: str
    leads: str


def attention(board: Board) -> list[Attention]:
    """What is late first, then due soon, then silent; each cell once."""
    urgent = [*board.late, *board.due_soon]
    silent = [cell for cell in board.silent if not (cell.is_late or cell.is_due_soon)]
    return [Attention(c, _who(board, c), board.lead_names(c.task)) for c in [*urgent, *silent]]


def _who(board: Board, cell: TaskYear) -> str:
    names = board.officer_names(cell.task)
    return names or (UNASSIGNED if board.is_unassigned(cell.task) else "")


# The small grid

GridLine = tuple[Timeline, list[tuple[int, TaskYear | None]]]


def small_grid(board: Board) -> list[tuple[Plan, list[GridLine]]]:
    """Each plan with its timelines and their cells, year by year."""
    lines = [line for task in board.tasks for line in task.timeline_list]
    return [
        (plan, [_grid_line(line, board.years) for line in group])
        for plan, group in groupby(lines, key=lambda line: line.task.plan)
    ]


def _grid_line(line: Timeline, years: range) -> GridLine:
    cells = {cell.year: cell for cell in line.cell_list}
    return line, [(year, cells.get(year)) for year in years]


def is_about_mediators(board: Board) -> bool:
    """Whether a task of a plan shown has to do with the rosters."""
    return any(topic_of(task.title, task.roster_topic) for task in board.tasks)
