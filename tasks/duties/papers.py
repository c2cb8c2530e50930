"""Trách nhiệm as .xlsx: the dated duties and the bodies of a year, and all years side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from plans.models import Plan
from plans.office.xlsx import Head, Table, Value
from tasks.duties.page import Box, Dated, Duty, DutyPage


def duty_tables(page: DutyPage, *, plan: Plan, year: int, today: dt.date) -> list[Table]:
    """Return a sheet for each part of the page."""
    notes = [str(plan), f"Số liệu đến ngày {today:%d/%m/%Y}"]
    missing = "Chưa đến" if year > today.year else "Chưa ghi"
    bodies = _bodies(page, year, notes, missing=missing)
    return [_dated(page, year, notes, missing=missing), bodies, _years(page, plan, notes)]


def _dated(page: DutyPage, year: int, notes: Sequence[str], *, missing: str) -> Table:
    return Table(
        name=f"Việc có ngày {year}",
        title=f"VIỆC CÓ NGÀY TRONG NĂM {year}",
        notes=notes,
        heads=[
            *(Head("TT", 6), Head("Việc", 34), Head("Điểm", 9), Head("Ngày thực hiện", 14)),
            *(Head("Văn bản", 34), Head("Trích yếu", 44), Head("Do ai thực hiện", 34)),
        ],
        rows=[
            [number, *_dated_row(one, missing)] for number, one in enumerate(page.dated, start=1)
        ],
    )


def _dated_row(one: Dated, missing: str) -> list[Value]:
    document = one.done.document if one.done else None
    return [
        one.kind.label,
        one.clause,
        one.done.done_on if one.done else missing,
        str(document) if document else "",
        document.summary if document else "",
        one.owner,
    ]


def _bodies(page: DutyPage, year: int, notes: Sequence[str], *, missing: str) -> Table:
    return Table(
        name=f"Cơ quan {year}",
        title=f"TRÁCH NHIỆM CỦA CÁC CƠ QUAN NĂM {year}",
        notes=notes,
        heads=[
            *(Head("TT", 6), Head("Điểm", 9), Head("Cơ quan, đơn vị", 28)),
            *(Head("Kế hoạch giao", 50), Head(f"Đã thực hiện năm {year}", 50)),
            *(Head("Người ghi", 22), Head("Ngày ghi", 12)),
        ],
        rows=[
            [number, *_body_row(duty, missing)] for number, duty in enumerate(page.duties, start=1)
        ],
    )


def _body_row(duty: Duty, missing: str) -> list[Value]:
    own: list[Value] = [duty.section.code, duty.name, "\n".join(duty.paragraphs)]
    note = duty.note
    if note is None:
        return [*own, missing, "", None]
    return [*own, note.text, str(note.author), timezone.localtime(note.recorded_at).date()]


def _years(page: DutyPage, plan: Plan, notes: Sequence[str]) -> Table:
    return Table(
        name="Các năm",
        title=f"VIỆC CÓ NGÀY VÀ TRÁCH NHIỆM CỦA CÁC CƠ QUAN, {plan.period}",
        notes=notes,
        heads=[Head("Việc, cơ quan", 44), *(Head(str(year), 14) for year in plan.years)],
        rows=[[line.title, *(_box(box) for box in line.boxes)] for line in page.lines],
    )


def _box(box: Box) -> str:
    """What was done; else what is missing; nothing of a year to come."""
    missing = "Thiếu" if box.is_over else "Chưa ghi"
    return box.done or (missing if box.owes else "")
