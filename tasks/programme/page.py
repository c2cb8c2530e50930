"""Chương trình năm: each cell of a year with its activities, as the pages and papers show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.models import Plan, Section
from plans.text import fold
from tasks.board.board import Board
from tasks.cell.plan_items import untaken
from tasks.models import Activity, Evidence, TaskYear
from tasks.programme.forms import ProgrammeFilters


@dataclass(frozen=True, slots=True)
class Line:
    """A cell and what is planned in it, as far as it is shown.

    ``plan`` is set on the first line of each plan where there are several.
    """

    cell: TaskYear
    leads: str
    partners: str
    is_writable: bool
    n_plan_items: int
    activities: list[Activity]
    plan: Plan | None = None

    @property
    def name(self) -> str:
        return self.cell.name

    @property
    def due(self) -> dt.date | None:
        return self.cell.due_on


@dataclass(slots=True)
class Programme:
    """A year: its cells in order, and how all its activities stand; they add up to ``n``."""

    year: int
    lines: list[Line]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.counts.total()

    @property
    def is_writable(self) -> bool:
        return any(line.is_writable for line in self.lines)


def programme_of(board: Board, year: int, form: ProgrammeFilters | None = None) -> Programme:
    """``form`` says which activities are shown, all of them are counted.

    Cells without anything to show stay while nothing is filtered.
    """
    programme = Programme(year, [])
    cells = [cell for cell in board.cells if cell.year == year]
    of_cell = _activities(cells, board.today)
    texts = _clause_texts(cells)
    named: Plan | None = None
    for cell in cells:
        every = of_cell[cell.pk]
        programme.counts.update(one.progress for one in every)
        kept = every if form is None else [one for one in every if _answers(one, form)]
        if not kept and form is not None and form.is_filtering:
            continue
        plan = cell.task.plan
        text = texts.get(cell.task.section_id, "")
        programme.lines.append(
            Line(
                cell=cell,
                leads=board.lead_names(cell.task),
                partners=board.partner_names(cell.task),
                is_writable=board.can_write(cell.task),
                n_plan_items=len(untaken(text, (one.title for one in every))),
                activities=kept,
                plan=plan if board.is_of_several_plans and plan != named else None,
            )
        )
        named = plan
    return programme


def _clause_texts(cells: Sequence[TaskYear]) -> dict[int, str]:
    """By section: the words of the clause, from which activities can be taken."""
    sections = Section.objects.filter(pk__in={cell.task.section_id for cell in cells})
    return dict(sections.order_by().values_list("pk", "text"))


def _activities(cells: Sequence[TaskYear], today: dt.date) -> dict[int, list[Activity]]:
    """By the key of their cell, each cell's by day."""
    keys = [cell.pk for cell in cells]
    rows = Activity.objects.filter(task_year__in=keys).select_related("officer").by_day()
    proofs = Evidence.objects.in_force().filter(task_year__in=keys).exclude(url="")
    cited: dict[int, set[str]] = defaultdict(set)
    for task_year, url in proofs.values_list("task_year", "url"):
        cited[task_year].add(url)
    found: dict[int, list[Activity]] = defaultdict(list)
    for one in rows:
        found[one.task_year_id].append(one.shown_on(today, cited=cited[one.task_year_id]))
    return found


def _answers(activity: Activity, form: ProgrammeFilters) -> bool:
    progress, text = form.value("progress"), form.value("text")
    if progress is not None and activity.progress != progress:
        return False
    who = activity.officer or ""
    words = fold(f"{activity.title} {activity.channel} {activity.result} {who}")
    return text is None or all(word in words for word in fold(text).split())
