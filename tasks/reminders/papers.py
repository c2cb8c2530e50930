"""Danh sách nhắc việc: on paper, one part for each person or body; the same as .docx.

For those who do not sign in: the office prints it and hands it over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from plans.models import Locality
from plans.office.nd30 import Column, committee_of, short_place
from plans.office.nd30 import Sheet as Paper
from plans.text import name_key, sort_key
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow, cell_rows_with
from tasks.models.tasks import Role
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import Label

_UNREACHED = "chưa có người phụ trách dùng phần mềm"
_COLUMNS = (
    Column("TT", 9),
    Column("Nhiệm vụ", 71, is_text=True),
    Column("Vai trò", 22),
    Column("Hạn", 23),
    Column("Tình trạng", 35, is_text=True),
)


class Item(NamedTuple):
    name: str
    of: str
    code: str
    year: int
    url: str
    role: str
    due_on: dt.date
    label: Label


class Part(NamedTuple):
    """What one person or body is reminded of; ``note`` says why it should go on paper."""

    key: str
    name: str
    is_person: bool
    items: list[Item]
    note: str


class Recipient(NamedTuple):
    name: str
    is_person: bool
    role: str


def parts_of(
    cells: TaskYearQuerySet, frame: Frame, day: dt.date, *, with_partners: bool
) -> list[Part]:
    """People first, by given name, then bodies; ``cells`` after ``as_of``. One query."""
    shown = cells.due_soon_or_late(day).with_reach(day).in_order()
    pages = Addresses("tasks:task_year_detail")
    found: dict[tuple[str, bool], list[Item]] = {}
    unreached: set[tuple[str, bool]] = set()
    for row, (is_reached,) in cell_rows_with(shown, "is_reached"):
        for one in _recipients(row, frame, day, is_reached=is_reached, partners=with_partners):
            key = (one.name, one.is_person)
            found.setdefault(key, []).append(_item(row, one.role, pages, day))
            if not is_reached and one.role == Role.LEAD.label:
                unreached.add(key)
    parts = [
        Part(
            key=f"{'nguoi' if is_person else 'co-quan'}-{number}",
            name=name,
            is_person=is_person,
            items=sorted(items, key=lambda item: item.due_on),
            note=_UNREACHED if (name, is_person) in unreached else "",
        )
        for number, ((name, is_person), items) in enumerate(found.items(), start=1)
    ]
    return sorted(parts, key=_place_in_list)


def _place_in_list(part: Part) -> tuple[bool, str]:
    return (not part.is_person, (name_key if part.is_person else sort_key)(part.name))


def _recipients(
    row: CellRow, frame: Frame, day: dt.date, *, is_reached: bool, partners: bool
) -> Iterable[Recipient]:
    """The officers assigned, else the bodies that lead; where asked for, also who takes part.

    What names no single body ("các cơ quan liên quan") cannot be written to; a lead of that kind
    is kept, so that no cell is lost.
    """
    officers = frame.officers.get(row.task_id, []) if is_reached else []
    for _, name in officers:
        yield Recipient(name, is_person=True, role="phụ trách")
    for party in frame.parties.get(row.task_id, []):
        is_wanted = partners and party.agency_id is not None
        if is_wanted if not party.is_lead else not officers:
            role = Role.LEAD if party.is_lead else Role.PARTNER
            yield Recipient(frame.name_on(party, day), is_person=False, role=role.label)


def _item(row: CellRow, role: str, pages: Addresses, day: dt.date) -> Item:
    return Item(
        name=row.name,
        of=row.of,
        code=row.code,
        year=row.year,
        url=pages.of(row.pk),
        role=role.lower(),
        due_on=row.due_on or day,
        label=row.label_on(day),
    )


def reminder_docx(parts: Iterable[Part], *, place: Locality, plan: str, day: dt.date) -> bytes:
    """In the layout of decree 30/2020/NĐ-CP; number and signature are the office's."""
    paper = Paper(title=f"Nhắc việc {day:%d/%m/%Y}")
    paper.header(
        body=committee_of(place.name),
        number="Số:       /TB-UBND",
        place=short_place(place.name),
        day=day,
    )
    paper.title("Thông báo", f"Nhắc thực hiện nhiệm vụ tính đến ngày {day:%d/%m/%Y}")
    paper.paragraph(f"Các nhiệm vụ sau của {plan} đã quá hạn hoặc đến hạn trong 30 ngày:")
    for number, part in enumerate(parts, start=1):
        paper.heading(f"{number}. {part.name}")
        rows = [
            [
                str(place_in_part),
                f"{item.name} ({item.code}, năm {item.year})",
                item.role.capitalize(),
                f"{item.due_on:%d/%m/%Y}",
                item.label.word,
            ]
            for place_in_part, item in enumerate(part.items, start=1)
        ]
        paper.table(_COLUMNS, rows)
    paper.paragraph("Đề nghị người, cơ quan có tên thực hiện và báo kết quả cho cán bộ tổng hợp./.")
    paper.sign_off(
        recipients=("- Như trên;", "- Lưu: VT."), signer=("Người lập danh sách",), signer_name=""
    )
    return paper.as_bytes()
