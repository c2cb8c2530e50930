"""Chương trình năm: each cell of a year with its activities, as the pages and papers show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, F, OuterRef

from plans.models import Officer
from plans.text import fold
from tasks.access import can_update_row
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow, cell_rows_with
from tasks.cell.plan_items import untaken
from tasks.cell.steps import OF_ACTIVITY, Step
from tasks.models import Evidence, TaskYear
from tasks.models.year_queries import TaskYearQuerySet
from tasks.programme.forms import ProgrammeFilters
from tasks.states import Label

_IS_CITED = Exists(
    Evidence.objects.in_force().filter(task_year=OuterRef("pk"), url=OuterRef("activities__url"))
)


@dataclass(frozen=True, slots=True)
class Line:
    """A cell and what is planned in it, as far as it is shown."""

    row: CellRow
    label: Label
    url: str
    leads: str
    partners: str
    is_writable: bool
    n_bullets: int
    steps: list[Step]

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def due(self) -> dt.date | None:
        return self.row.due_on


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


def programme_of(
    user: Officer, frame: Frame, *, year: int, today: dt.date, form: ProgrammeFilters | None = None
) -> Programme:
    """One query; ``form`` says which activities are shown, all of them are counted.

    Cells without anything to show stay while nothing is filtered.
    """
    programme, pages = Programme(year, []), Addresses("tasks:task_year_detail")
    for row, (is_writable, text), steps in _cells(user, frame, year, today):
        programme.counts.update(step.progress(today) for step in steps)
        shown = steps if form is None else [one for one in steps if _answers(one, form, today)]
        if shown or form is None or not form.is_filtering:
            line = Line(
                row=row,
                label=row.label_on(today),
                url=pages.of(row.pk),
                leads="; ".join(frame.leads_of(row.task_id, today)),
                partners=_partners(row, frame, today),
                is_writable=can_update_row(user, frame.plan, is_writable=bool(is_writable)),
                n_bullets=len(untaken(str(text), (step.title for step in steps))),
                steps=shown,
            )
            programme.lines.append(line)
    return programme


def _cells(
    user: Officer, frame: Frame, year: int, today: dt.date
) -> Iterable[tuple[CellRow, tuple[object, ...], list[Step]]]:
    """Cells in the order of the plan, each with its activities by day."""
    cells = TaskYear.objects.visible_to(user).of_plan(frame.plan.pk).in_year(year)
    shown = _by_day(
        cells.as_of(today, today=today).with_writing(user, user.bodies_on(today), today)
    )
    own = ("is_writable", "timeline__task__section__text")
    columns = [f"activities__{name}" for name in OF_ACTIVITY]
    pairs = cell_rows_with(shown.annotate(is_cited=_IS_CITED), *own, *columns, "is_cited")
    for _, group in groupby(pairs, key=lambda pair: pair[0].pk):
        found = list(group)
        row, first = found[0]
        steps = [Step._make(rest[len(own) :]) for _, rest in found if rest[len(own)] is not None]
        yield row, first[: len(own)], steps


def _by_day(cells: TaskYearQuerySet) -> TaskYearQuerySet:
    day = F("activities__planned_on").asc(nulls_last=True)
    order = cells.in_order().query.order_by
    return cells.order_by(*order, day, "activities__pk")


def _partners(row: CellRow, frame: Frame, today: dt.date) -> str:
    partners = (party for party in frame.parties[row.task_id] if not party.is_lead)
    return "; ".join(frame.name_on(party, today) for party in partners)


def _answers(step: Step, form: ProgrammeFilters, today: dt.date) -> bool:
    progress, text = form.value("progress"), form.value("text")
    if progress is not None and step.progress(today) != progress:
        return False
    words = fold(f"{step.title} {step.channel} {step.result} {step.who or ''}")
    return text is None or all(word in words for word in fold(text).split())
