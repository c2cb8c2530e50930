"""Dự toán kinh phí năm: what V.5.c asks each year, with the year before beside it, as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from plans.office.xlsx import Head, Table, Value
from tasks.funding.page import Line, Money, Sum
from tasks.models import Funding


def estimate_table(lines: Sequence[Line], *, plan: str, year: int, today: dt.date) -> Table:
    """A row for each task, body and source that has money in the year or had some the year before.

    ``lines`` are the cells of the plan in its order.
    """
    before, now = (
        [one for line in lines if line.cell.year == each for one in line.money]
        for each in (year - 1, year)
    )
    rows = list(_rows(lines, year))
    total: list[Value] = ["", "", "Cộng", "", "", *Sum.of(before), *Sum.of(now), ""]
    return Table(
        name=f"Dự toán {year}",
        heads=[
            Head("TT", 6),
            Head("Điểm", 9),
            Head("Nội dung", 44),
            Head("Cơ quan, đơn vị", 26),
            Head("Nguồn", 26),
            Head("Dự toán", 15, group=f"Năm {year - 1}"),
            Head("Thực chi", 15, group=f"Năm {year - 1}"),
            Head("Dự toán", 15, group=f"Năm {year}"),
            Head("Thực chi", 15, group=f"Năm {year}"),
            Head("Ghi chú", 30),
        ],
        rows=[[number, *row] for number, row in enumerate(rows, start=1)],
        title=f"DỰ TOÁN KINH PHÍ NĂM {year}",
        notes=[plan, f"Đơn vị tính: đồng. Số liệu đến ngày {today:%d/%m/%Y}"],
        total=total,
        numbered_columns=True,
    )


def _rows(lines: Iterable[Line], year: int) -> Iterable[list[Value]]:
    for _, group in groupby(lines, key=lambda line: line.cell.timeline_id):
        cells = [line for line in group if line.cell.year in (year - 1, year)]
        found: dict[tuple[str, str], list[Money]] = {}
        for one in (one for line in cells for one in line.money):
            found.setdefault((one.body, one.row.source), []).append(one)
        for (body, source), rows in found.items():
            before = Sum.of(one for one in rows if one.year == year - 1)
            of_year = [one for one in rows if one.year == year]
            notes = "; ".join(one.row.note for one in of_year if one.row.note)
            label = str(Funding.Source(source).label)
            cell = cells[-1].cell
            yield [cell.task.code, cell.name, body, label, *before, *Sum.of(of_year), notes]
