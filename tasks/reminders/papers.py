"""Danh sách nhắc việc: on paper, one part for each person or body; the same as .docx.

For those who do not sign in: the office prints it and hands it over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from plans.models import Locality
from plans.office.nd30 import Column, committee_of, short_place
from plans.office.nd30 import Sheet as Paper
from plans.text import name_key, sort_key
from tasks.board.board import Board
from tasks.models import Task, TaskYear

LEADS = "chủ trì"
_UNREACHED = "chưa có người phụ trách dùng phần mềm"
_COLUMNS = (
    Column("TT", 9),
    Column("Nhiệm vụ", 71, is_text=True),
    Column("Vai trò", 22),
    Column("Hạn", 23),
    Column("Tình trạng", 35, is_text=True),
)


class Item(NamedTuple):
    """A cell of which somebody is reminded, and the part they have in it."""

    cell: TaskYear
    role: str


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


def parts_of(board: Board, *, with_partners: bool) -> list[Part]:
    """People first, by given name, then bodies; the nearest due day first."""
    found: dict[tuple[str, bool], list[Item]] = {}
    unreached: set[tuple[str, bool]] = set()
    for cell in [*board.late, *board.due_soon]:
        is_reached = board.is_reached(cell.task)
        for one in _recipients(board, cell.task, is_reached=is_reached, partners=with_partners):
            key = (one.name, one.is_person)
            found.setdefault(key, []).append(Item(cell, one.role))
            if not is_reached and one.role == LEADS:
                unreached.add(key)
    parts = [
        Part(
            key=f"{'nguoi' if is_person else 'co-quan'}-{number}",
            name=name,
            is_person=is_person,
            items=items,
            note=_UNREACHED if (name, is_person) in unreached else "",
        )
        for number, ((name, is_person), items) in enumerate(found.items(), start=1)
    ]
    return sorted(parts, key=_place_in_list)


def _place_in_list(part: Part) -> tuple[bool, str]:
    return (not part.is_person, (name_key if part.is_person else sort_key)(part.name))


def _recipients(
    board: Board, task: Task, *, is_reached: bool, partners: bool
) -> Iterable[Recipient]:
    """The officers assigned, else the bodies that lead; where asked for, also who takes part.

    What names no single body ("các cơ quan liên quan") cannot be written to; a lead of that kind
    is kept, so that no cell is lost.
    """
    officers = board.officers(task) if is_reached else []
    for officer in officers:
        yield Recipient(str(officer), is_person=True, role="phụ trách")
    for party in task.party_list:
        if party.is_lead and not officers:
            yield Recipient(board.name_of(party), is_person=False, role=LEADS)
        elif not party.is_lead and partners and party.agency is not None:
            yield Recipient(board.name_of(party), is_person=False, role="phối hợp")


def reminder_docx(parts: Iterable[Part], board: Board, *, place: Locality) -> bytes:
    """In the layout of decree 30/2020/NĐ-CP; number and signature are the office's."""
    day, names_plans = board.day, board.is_of_several_plans
    paper = Paper(title=f"Nhắc việc {day:%d/%m/%Y}")
    paper.header(
        body=committee_of(place.name),
        number="Số:       /TB-UBND",
        place=short_place(place.name),
        day=day,
    )
    paper.title("Thông báo", f"Nhắc thực hiện nhiệm vụ tính đến ngày {day:%d/%m/%Y}")
    plans = "; ".join(str(plan) for plan in board.plans)
    paper.paragraph(f"Các nhiệm vụ sau của {plans} đã quá hạn hoặc đến hạn trong 30 ngày:")
    for number, part in enumerate(parts, start=1):
        paper.heading(f"{number}. {part.name}")
        rows = [
            [
                str(place_in_part),
                _name(item.cell, names_plan=names_plans),
                item.role.capitalize(),
                f"{item.cell.due_on:%d/%m/%Y}",
                item.cell.label.word,
            ]
            for place_in_part, item in enumerate(part.items, start=1)
        ]
        paper.table(_COLUMNS, rows)
    paper.paragraph("Đề nghị người, cơ quan có tên thực hiện và báo kết quả cho cán bộ tổng hợp./.")
    paper.sign_off(
        recipients=("- Như trên;", "- Lưu: VT."), signer=("Người lập danh sách",), signer_name=""
    )
    return paper.as_bytes()


def _name(cell: TaskYear, *, names_plan: bool) -> str:
    plan = f", {cell.task.plan}" if names_plan else ""
    return f"{cell.name} ({cell.task.code}, năm {cell.year}{plan})"
