"""Kinh phí as .xlsx: the rows of a year; the yearly estimate (V.5.c) beside the year before."""

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


def money_table(
    lines: Iterable[Line], *, plan: str, year: int, notes: Sequence[str], today: dt.date
) -> Table:
    """Return the rows of money of a year, as the filters of the page leave them, with their sum."""
    found = [(line, one) for line in lines for one in line.money]
    return Table(
        name=f"Kinh phí {year}",
        heads=[
            Head("TT", 6),
            Head("Điểm", 9),
            Head("Nhiệm vụ", 44),
            Head("Nguồn", 28),
            Head("Cơ quan, đơn vị", 28),
            Head("Dự toán (đồng)", 16),
            Head("Thực chi (đồng)", 16),
            Head("Ghi chú", 34),
        ],
        rows=[
            [number, *_money_row(line, one)] for number, (line, one) in enumerate(found, start=1)
        ],
        title=f"KINH PHÍ NĂM {year}",
        notes=[plan, *notes, f"Số liệu đến ngày {today:%d/%m/%Y}"],
        total=["", "", "Cộng", "", "", *Sum.of(one for _, one in found), ""],
    )


def _money_row(line: Line, one: Money) -> list[Value]:
    row, cell = one.row, line.cell
    own: list[Value] = [cell.task.code, cell.full_name, row.get_source_display(), one.body]
    return [*own, row.estimate, row.spent, row.note]


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
