"""The dashboard in words and links: each figure leads to exactly the rows that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from plans.text import sort_key
from tasks.board import filters
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow
from tasks.dashboard.figures import Cell, Figures, Tally
from tasks.dashboard.trend import Trend
from tasks.states import Label, State, Timeliness

MAX_EXCEPTIONS = 50
TILES = (
    (Timeliness.OVERDUE, "tile--late"),
    (Timeliness.DUE_SOON, ""),
    (Timeliness.NOT_DUE, ""),
    (Timeliness.DONE_ON_TIME, "tile--quiet"),
    (Timeliness.DONE_LATE, "tile--quiet"),
    (Timeliness.NONE_AROSE, "tile--quiet"),
    (Timeliness.DROPPED, "tile--quiet"),
)


class Figure(NamedTuple):
    """A number, what it counts, and where its rows stand."""

    n: int
    word: str
    url: str
    css: str = ""


class FigureRow(NamedTuple):
    """A line of a table of figures."""

    name: str
    figures: list[Figure]


class Exceptional(NamedTuple):
    """A task-year that asks for attention."""

    label: Label
    name: str
    of: str
    url: str
    code: str
    year: int
    who: str
    body: str
    due: dt.date | None
    updated: dt.date | None
    is_directed: bool
    direct_url: str


class Mark(NamedTuple):
    """A cell of the small grid; without ``mark`` the year lies outside the timeline."""

    year: int
    is_now: bool
    mark: str = ""
    css: str = ""
    word: str = ""


class Line(NamedTuple):
    code: str
    name: str
    marks: list[Mark]


class TrendRow(NamedTuple):
    day: dt.date
    is_shown_day: bool
    due: Figure
    ended: Figure | None


@dataclass(frozen=True, slots=True)
class Lists:
    """Addresses of the list of task-years, of the same plan and as of the same day."""

    year: int
    kept: dict[str, str]

    @classmethod
    def of(cls, form: filters.DashboardFilters) -> Lists:
        day = f"{form.shown_day:%d/%m/%Y}" if form.value("day") else None
        asked = {"ke_hoach": form.value("plan"), "tai_ngay": day}
        return cls(form.shown_year, {k: str(v) for k, v in asked.items() if v is not None})

    def url(self, **asked: object) -> str:
        query = self.kept | {"nam": self.year} | asked
        found = {name: value for name, value in query.items() if value is not None}
        return f"{reverse('tasks:task_list')}?{urlencode(found)}"


def tiles(tally: Tally, lists: Lists) -> list[Figure]:
    """The partition: they add up to all cells of the year."""
    return [
        Figure(
            tally.parts[part],
            part.label,
            lists.url(tien_do=filters.slug(part.label)),
            css if tally.parts[part] else "tile--quiet",
        )
        for part, css in TILES
    ]


def flags(found: Figures, lists: Lists) -> list[Figure]:
    """What stands on top of the partition; one cell may bear several."""
    tally = found.total
    overdue = filters.slug(Timeliness.OVERDUE.label)
    earlier = lists.url(nam=None, den_nam=found.year - 1, tien_do=overdue)
    shown = [
        Figure(tally.silent, "lâu chưa cập nhật", lists.url(can_luu_y=filters.SILENT)),
        Figure(tally.wanting, "xin ý kiến chỉ đạo", lists.url(can_luu_y=filters.WANTS_DIRECTION)),
        Figure(tally.unowned, "chưa phân công", lists.url(can_luu_y=filters.UNOWNED)),
        Figure(tally.to_confirm, "chờ xác nhận", lists.url(can_luu_y=filters.TO_CONFIRM)),
    ]
    if found.n_overdue_earlier:
        shown.append(Figure(found.n_overdue_earlier, "quá hạn từ các năm trước", earlier))
    return shown


def agency_rows(found: Figures, frame: Frame, lists: Lists, *, today: dt.date) -> list[FigureRow]:
    """Who has late work first, then who is silent; bodies, never people."""
    names = dict(frame.bodies(today, leads_only=True))

    def urgency(item: tuple[int, Tally]) -> tuple[int, int, str]:
        key, tally = item
        return (-tally.overdue, -tally.silent, sort_key(names[key]))

    return [
        FigureRow(names[key], _figures(tally, lists, co_quan=key, vai_tro="chu-tri"))
        for key, tally in sorted(found.by_agency.items(), key=urgency)
    ]


def group_rows(found: Figures, frame: Frame, lists: Lists) -> list[FigureRow]:
    """In the order of the plan."""
    return [
        FigureRow(title, _figures(found.by_group[key], lists, phan=key))
        for key, title in frame.groups.items()
        if key in found.by_group
    ]


def _figures(tally: Tally, lists: Lists, **of: object) -> list[Figure]:
    overdue = filters.slug(Timeliness.OVERDUE.label)
    late = "late" if tally.overdue else ""
    return [
        Figure(tally.n, "Nhiệm vụ năm", lists.url(**of)),
        Figure(tally.updated, "Đã báo cáo", lists.url(**of, can_luu_y=filters.UPDATED)),
        Figure(tally.ended, "Đã kết thúc", lists.url(**of, trang_thai=filters.ENDED)),
        Figure(tally.overdue, "Quá hạn", lists.url(**of, tien_do=overdue), late),
        Figure(tally.silent, "Lâu chưa cập nhật", lists.url(**of, can_luu_y=filters.SILENT)),
        Figure(tally.to_confirm, "Chờ xác nhận", lists.url(**of, can_luu_y=filters.TO_CONFIRM)),
    ]


def exceptional(
    cells: Sequence[Cell], frame: Frame, *, day: dt.date, directed: set[int]
) -> list[Exceptional]:
    """``directed`` are the cells on which a direction is open."""
    pages, asking = Addresses("tasks:task_year_detail"), Addresses("tasks:direction_create")
    return [
        Exceptional(
            label=_label(cell.row, day),
            name=cell.row.name,
            of=cell.row.of,
            url=pages.of(cell.row.pk),
            code=cell.row.code,
            year=cell.row.year,
            who=_who(cell, frame),
            body="; ".join(frame.leads_of(cell.row.task_id, day)),
            due=cell.row.due_on,
            updated=cell.row.updated_on,
            is_directed=cell.row.pk in directed,
            direct_url=asking.of(cell.row.pk),
        )
        for cell in cells[:MAX_EXCEPTIONS]
    ]


def _label(row: CellRow, day: dt.date) -> Label:
    if row.timeliness_on(day) in (Timeliness.OVERDUE, Timeliness.DUE_SOON):
        return row.label_on(day)
    days = f"{row.silent_days(day)} ngày chưa cập nhật"
    return Label(State(row.state).mark, days, f"is-{row.state}")


def _who(cell: Cell, frame: Frame) -> str:
    names = [name for _, name in frame.officers.get(cell.row.task_id, ())]
    return ", ".join(names) if names else ("" if cell.is_owned else "Chưa phân công")


def small_grid(cells: Iterable[Cell], years: range, *, day: dt.date, year: int) -> list[Line]:
    """Marks only, a line a timeline; each mark carries its words for readers."""
    lines = []
    for _, group in groupby(cells, key=lambda cell: cell.row.timeline_id):
        rows = {cell.row.year: cell.row for cell in group}
        first = next(iter(rows.values()))
        marks = [_mark(rows.get(each), each, day, is_now=each == year) for each in years]
        lines.append(Line(first.code, first.name, marks))
    return lines


def _mark(row: CellRow | None, year: int, day: dt.date, *, is_now: bool) -> Mark:
    if row is None:
        return Mark(year, is_now)
    label = row.label_on(day)
    return Mark(year, is_now, label.mark, label.css, label.word)


def trend_rows(trend: Trend, lists: Lists) -> list[TrendRow]:
    """The plot as a table: due by that day, ended as of that day."""
    return [
        TrendRow(
            point.day,
            point.is_shown_day,
            Figure(point.due, "Đến hạn", lists.url(han_den=f"{point.day:%d/%m/%Y}")),
            None if point.ended is None else _ended(point.ended, point.day, lists),
        )
        for point in trend.points
    ]


def _ended(n: int, day: dt.date, lists: Lists) -> Figure:
    url = lists.url(trang_thai=filters.ENDED, tai_ngay=f"{day:%d/%m/%Y}")
    return Figure(n, "Đã kết thúc", url)
