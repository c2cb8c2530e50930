"""The plan's page: the document as printed, and beside each clause what came of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from plans.models import Agency, Finding, Plan, Section
from plans.models.agencies import Successions
from tasks.board.board import Board
from tasks.board.load import is_in_force
from tasks.models import TaskYear, Timeline
from tasks.states import Label, Timeliness

_LONGEST_HEADING = 300  # a numbered paragraph longer than this is text, whatever its depth
_GAP_IN_DAY = re.compile(r"(ngày)\s+(?=tháng)", re.IGNORECASE)
_OFFICE = re.compile(r"^(chủ tịch|phó chủ tịch)\s+", re.IGNORECASE)
_UNIT = re.compile(r"\s+(?=(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s)")


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the strip; without a label where nothing is owed."""

    year: int
    label: Label | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A timeline beside its clause: its cell of one year, and all years in small."""

    timeline: Timeline
    cell: TaskYear | None
    year: int
    years: list[Year]


@dataclass(slots=True)
class Note:
    """A finding; ``form`` is that of who may settle it."""

    finding: Finding
    form: Any = None

    @property
    def is_on_head(self) -> bool:
        """Whether it speaks of number or date (see ``plans.document.findings``)."""
        return self.finding.kind.startswith("blank-")

    @property
    def is_on_whole(self) -> bool:
        return self.finding.section_id is None and not self.is_on_head


@dataclass(slots=True)
class Clause:
    """A section as drawn: ``tag`` is h2, h3 or p; ``lines`` are its other paragraphs."""

    section: Section
    tag: str
    first: str
    lines: list[str]
    standings: list[Standing] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    agency_now: str = ""

    @property
    def has_margin(self) -> bool:
        """Whether anything stands beside it."""
        return bool(self.standings or self.notes or self.section.agency)


@dataclass(slots=True)
class Printed:
    """The head of the document: blanks stay blanks."""

    issuer: list[str]
    number: str
    has_number: bool
    place: list[str]  # around the gap where the day is missing


@dataclass(slots=True)
class PlanPage:
    clauses: list[Clause]
    withdrawn: list[Clause]
    notes: list[Note]
    of_head: list[Note]  # on number and date: they stand beside them
    whole: list[Note]  # on the document as a whole

    @property
    def contents(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.tag != "p"]

    @property
    def n_open(self) -> int:
        return sum(note.finding.settled_on is None for note in self.notes)

    @property
    def n_settled(self) -> int:
        return len(self.notes) - self.n_open

    def notes_shown(self, shown: str) -> list[Note]:
        """``open``, ``settled``, or all of them."""
        if shown not in {"open", "settled"}:
            return self.notes
        is_open = shown == "open"
        return [note for note in self.notes if (note.finding.settled_on is None) == is_open]


def printed_head(plan: Plan) -> Printed:
    """As decree 30/2020 lays it out, from what the document says."""
    body = _OFFICE.sub("", plan.issuer)
    return Printed(
        issuer=_UNIT.split(body, maxsplit=1) if body else [],
        number=plan.number,
        has_number=plan.number[:1].isdigit(),
        place=_GAP_IN_DAY.sub(r"\1\n", plan.issued_text).split("\n"),
    )


def draw_plan(plan: Plan, board: Board) -> PlanPage:
    """The document, with what the board says of each clause on its day."""
    day = board.day
    sections = list(plan.sections.select_related("agency").in_order())
    standings = _standings(board, plan)
    findings = plan.findings.select_related("settled_by", "section").order_by("pk")
    notes = [Note(finding) for finding in findings]
    by_section: dict[int | None, list[Note]] = defaultdict(list)
    for note in notes:
        by_section[note.finding.section_id].append(note)
    successions = board.user.successions_in(plan.locality_id)
    depth: dict[int, int] = {}
    clauses: list[Clause] = []
    for section in sections:
        depth[section.pk] = depth.get(section.parent_id or 0, 0) + 1
        clause = _clause(section, depth[section.pk])
        clause.standings = standings[section.pk]
        clause.notes = by_section[section.pk]
        if section.agency:
            clause.agency_now = _name_now(section.agency, successions, day)
        clauses.append(clause)
    return PlanPage(
        clauses=[clause for clause in clauses if clause.section.withdrawn_on is None],
        withdrawn=[clause for clause in clauses if clause.section.withdrawn_on],
        notes=notes,
        of_head=[note for note in by_section[None] if note.is_on_head],
        whole=[note for note in by_section[None] if not note.is_on_head],
    )


def _name_now(agency: Agency, successions: Successions, day: dt.date) -> str:
    """The body that stands in its place on that day; "" where it is itself."""
    now = successions.on(agency, day)
    return now.name if now.pk != agency.pk else ""


def _clause(section: Section, depth: int) -> Clause:
    first, *lines = section.text.splitlines() or [section.heading]
    is_heading = depth <= 2 and len(first) <= _LONGEST_HEADING
    tag = f"h{depth + 1}" if is_heading else "p"
    return Clause(section, tag, first, lines)


def _standings(board: Board, plan: Plan) -> dict[int, list[Standing]]:
    """By section."""
    found: dict[int, list[Standing]] = defaultdict(list)
    for task in board.tasks:
        for timeline in task.timeline_list:
            found[task.section_id].append(_standing(timeline, plan.years, board.day))
    return found


def _standing(timeline: Timeline, years: Iterable[int], day: dt.date) -> Standing:
    """In the day's year; before the first or after the last one, in that."""
    cells = {cell.year: cell for cell in timeline.cell_list}
    year = min(max(day.year, min(cells, default=0)), max(cells, default=0))
    labels = {year: cell.label for year, cell in cells.items()}
    return Standing(
        timeline=timeline,
        cell=cells.get(year),
        year=year,
        years=[Year(each, labels.get(each)) for each in years],
    )


# The list


@dataclass(slots=True)
class PlanLine:
    """A plan in the list: how much it owes, and how its work of one year stands."""

    plan: Plan
    n_tasks: int
    n_cells: int
    year: int
    parts: list[tuple[Timeliness, int]]
    is_in_force: bool
    grid_url: str

    @property
    def has_number(self) -> bool:
        return self.plan.number[:1].isdigit()


def plan_lines(board: Board) -> list[PlanLine]:
    """Every plan of the board, in force or not, those in force first."""
    plans = Plan.objects.select_related("locality").in_bulk([plan.pk for plan in board.plans])
    cells: dict[int, list[TaskYear]] = defaultdict(list)
    n_tasks = Counter(task.plan_id for task in board.tasks)
    for cell in board.cells:
        cells[cell.task.plan_id].append(cell)
    lines = [_line(plans[plan.pk], cells[plan.pk], n_tasks[plan.pk], board) for plan in board.plans]
    return sorted(lines, key=lambda line: not line.is_in_force)


def _line(plan: Plan, cells: list[TaskYear], n_tasks: int, board: Board) -> PlanLine:
    year = min(max(board.day.year, plan.first_year), plan.last_year)
    counts = Counter(cell.timeliness for cell in cells if cell.year == year)
    return PlanLine(
        plan=plan,
        n_tasks=n_tasks,
        n_cells=len(cells),
        year=year,
        parts=[(part, counts[part]) for part in Timeliness if counts[part]],
        is_in_force=is_in_force(plan, cells, board.day),
        grid_url=f"{reverse('tasks:year_grid')}?ke_hoach={plan.pk}",
    )
