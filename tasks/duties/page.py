"""Trách nhiệm: what the plan binds each body to, what it did about it in a year; the three dated
duties of every year. All years of a plan side by side. Not tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse

from plans.models import Agency, Plan, Section
from tasks.access import can_write_duty
from tasks.board.board import Board
from tasks.models import DutyNote, YearlyDuty

Kind = YearlyDuty.Kind
KINDS = {"chuong-trinh": Kind.PROGRAMME, "du-toan": Kind.ESTIMATE, "bao-cao": Kind.REPORT}
SLUGS = {kind: slug for slug, kind in KINDS.items()}
# Where the plan of Tân Biên says so; another plan has other numbers, or says it nowhere.
CLAUSES = {Kind.PROGRAMME: "V.1.a", Kind.ESTIMATE: "V.5.c", Kind.REPORT: "V.1.đ"}
_ALL_BODIES = "Các cơ quan, đơn vị thực hiện Kế hoạch"


@dataclass(slots=True)
class Duty:
    """A place of the plan that binds a body; ``name`` is the body's of the year shown."""

    section: Section
    agency: Agency
    name: str
    paragraphs: list[str]
    url: str
    note: DutyNote | None = None
    write_url: str = ""

    @property
    def is_renamed(self) -> bool:
        return self.name != self.agency.name


class Dated(NamedTuple):
    """One of the three dated duties in the year shown."""

    kind: YearlyDuty.Kind
    done: YearlyDuty | None
    owner: str
    clause: str
    clause_url: str
    file_url: str
    write_url: str


class Box(NamedTuple):
    """A year of the overview: what was done, or who owes it; neither where it is to come."""

    year: int
    done: str
    owes: str
    is_over: bool
    url: str


class Line(NamedTuple):
    title: str
    boxes: list[Box]


@dataclass(slots=True)
class DutyPage:
    dated: list[Dated]
    duties: list[Duty]
    lines: list[Line]
    n_noted: int = 0
    n_dated: int = 0


@dataclass(slots=True)
class _Reader:
    """What the parts of the page share."""

    board: Board
    notes: dict[tuple[int, int], DutyNote] = field(default_factory=dict)
    done: dict[tuple[str, int], YearlyDuty] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.board.plans[0]

    @property
    def today(self) -> dt.date:
        return self.board.today

    def name_in(self, agency: Agency, year: int) -> str:
        """The body that stands there in that year; both where one followed another in it."""
        last = min(dt.date(year, 12, 31), max(self.today, dt.date(year, 1, 1)))
        first, then = (
            self.board.successions.on(agency, day).name for day in (dt.date(year, 1, 1), last)
        )
        return then if first == then else f"{first}, sau là {then}"

    def owner_of(self, kind: YearlyDuty.Kind, bound: Iterable[Agency], year: int) -> str:
        """The estimate is every body's; programme and report are the first one's, which leads."""
        first = next(iter(bound), None)
        if first is None or kind == Kind.ESTIMATE:
            return _ALL_BODIES
        return self.name_in(first, year)

    def may_write(self, agencies: Iterable[Agency]) -> bool:
        ids = [agency.pk for agency in agencies]
        return can_write_duty(self.board.user, self.plan, ids, today=self.today)


def duty_page(board: Board, year: int) -> DutyPage:
    """The duties of the board's only plan; three queries: sections, notes, dated duties."""
    reader = _Reader(board)
    plan = reader.plan
    notes = DutyNote.objects.of_plan(plan.pk).select_related("author")
    done = YearlyDuty.objects.of_plan(plan.pk).select_related("author", "document")
    reader.notes = {(note.section_id, note.year): note for note in notes}
    reader.done = {(one.kind, one.year): one for one in done}
    sections = list(
        Section.objects.filter(plan=plan.pk).in_force().select_related("agency", "task").in_order()
    )
    duties = _duties(sections, reader, year)
    bound = [duty.agency for duty in duties]
    dated = _dated(sections, bound, reader, year)
    return DutyPage(
        dated=dated,
        duties=duties,
        lines=_lines(duties, bound, reader),
        n_noted=sum(duty.note is not None for duty in duties),
        n_dated=sum(one.done is not None for one in dated),
    )


def _duties(sections: Iterable[Section], reader: _Reader, year: int) -> list[Duty]:
    """In the order of the plan; what stands below such a place without a body of its own is its."""
    found: dict[int, Duty] = {}
    holder: dict[int, Duty] = {}
    for section in sections:
        first, *rest = section.text.splitlines() or [section.heading]
        if section.agency is not None and not hasattr(section, "task"):
            duty = Duty(
                section=section,
                agency=section.agency,
                name=reader.name_in(section.agency, year),
                paragraphs=rest,
                url=section.get_absolute_url(),
                note=reader.notes.get((section.pk, year)),
            )
            if year <= reader.today.year and reader.may_write([duty.agency]):
                duty.write_url = reverse("tasks:duty_note", args=[section.pk, year])
            found[section.pk] = holder[section.pk] = duty
        elif section.parent_id in holder:
            holder[section.pk] = holder[section.parent_id]
            holder[section.pk].paragraphs += [first, *rest]
    for duty in found.values():
        duty.paragraphs = duty.paragraphs or [duty.section.heading]
    return list(found.values())


def _dated(
    sections: Iterable[Section], bound: list[Agency], reader: _Reader, year: int
) -> list[Dated]:
    places = {section.code: section for section in sections}
    plan = reader.plan
    may_write = year <= reader.today.year + 1 and reader.may_write(bound)
    found = []
    for kind in Kind:
        done = reader.done.get((kind, year))
        place = places.get(CLAUSES[kind])
        has_file = done is not None and done.document is not None and done.document.file
        write_url = reverse("tasks:yearly_duty", args=[plan.pk, year, SLUGS[kind]])
        found.append(
            Dated(
                kind=kind,
                done=done,
                owner=reader.owner_of(kind, bound, year),
                clause=place.code if place else "",
                clause_url=place.get_absolute_url() if place else "",
                file_url=reverse("tasks:document_file", args=[done.document_id])
                if done and has_file
                else "",
                write_url=write_url if may_write else "",
            )
        )
    return found


# All years side by side


def _lines(duties: Iterable[Duty], bound: list[Agency], reader: _Reader) -> list[Line]:
    lines = [Line(kind.label, _dated_boxes(kind, bound, reader)) for kind in Kind]
    for duty in duties:
        title = f"{duty.section.code} {duty.agency.name}"
        lines.append(Line(title, _note_boxes(duty, reader)))
    return lines


def _dated_boxes(kind: YearlyDuty.Kind, bound: list[Agency], reader: _Reader) -> list[Box]:
    boxes = []
    for year in reader.plan.years:
        done = reader.done.get((kind, year))
        owner = reader.owner_of(kind, bound, year)
        boxes.append(_box(reader, year, f"{done.done_on:%d/%m/%Y}" if done else "", owner))
    return boxes


def _note_boxes(duty: Duty, reader: _Reader) -> list[Box]:
    return [
        _box(
            reader,
            year,
            "Đã ghi" if (duty.section.pk, year) in reader.notes else "",
            reader.name_in(duty.agency, year),
        )
        for year in reader.plan.years
    ]


def _box(reader: _Reader, year: int, done: str, owner: str) -> Box:
    is_due = year <= reader.today.year
    url = f"{reverse('tasks:duties')}?ke_hoach={reader.plan.pk}&nam={year}"
    owes = owner if is_due and not done else ""
    return Box(year, done, owes, year < reader.today.year, url)
