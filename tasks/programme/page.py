"""Chương trình năm: each cell of a year with its activities, as the pages and papers show them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from plans.models import Officer
from plans.text import fold
from tasks.access import can_update_row
from tasks.board.frame import Frame
from tasks.board.rows import Addresses, CellRow, cell_rows_with
from tasks.cell.plan_items import untaken
from tasks.models import Activity, Evidence, TaskYear
from tasks.programme.forms import ProgrammeFilters
from tasks.states import Label


@dataclass(frozen=True, slots=True)
class Line:
    """A cell and what is planned in it, as far as it is shown."""

    row: CellRow
    label: Label
    url: str
    leads: str
    partners: str
    is_writable: bool
    n_plan_items: int
    activities: list[Activity]

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
    """``form`` says which activities are shown, all of them are counted.

    Cells without anything to show stay while nothing is filtered.
    """
    programme, pages = Programme(year, []), Addresses("tasks:task_year_detail")
    cells = TaskYear.objects.visible_to(user).of_plan(frame.plan.pk).in_year(year)
    shown = cells.as_of(today, today=today).with_writing(user, user.bodies_on(today), today)
    columns = ("is_writable", "timeline__task__section__text")
    of_cell = _activities(frame, year, today)
    for row, (is_writable, text) in cell_rows_with(shown.in_order(), *columns):
        every = of_cell[row.pk]
        programme.counts.update(one.progress for one in every)
        kept = every if form is None else [one for one in every if _answers(one, form)]
        if kept or form is None or not form.is_filtering:
            line = Line(
                row=row,
                label=row.label_on(today),
                url=pages.of(row.pk),
                leads="; ".join(frame.leads_of(row.task_id, today)),
                partners=_partners(row, frame, today),
                is_writable=can_update_row(user, frame.plan, is_writable=bool(is_writable)),
                n_plan_items=len(untaken(str(text), (one.title for one in every))),
                activities=kept,
            )
            programme.lines.append(line)
    return programme


def _activities(frame: Frame, year: int, today: dt.date) -> dict[int, list[Activity]]:
    """Those of the year by the key of their cell, each cell's by day."""
    rows = Activity.objects.of_plan(frame.plan.pk).in_year(year).select_related("officer").by_day()
    proofs = Evidence.objects.in_force().filter(task_year__activities__in=rows.order_by())
    cited: dict[int, set[str]] = defaultdict(set)
    for task_year, url in proofs.exclude(url="").values_list("task_year", "url"):
        cited[task_year].add(url)
    found: dict[int, list[Activity]] = defaultdict(list)
    for one in rows:
        found[one.task_year_id].append(one.shown_on(today, cited=cited[one.task_year_id]))
    return found


def _partners(row: CellRow, frame: Frame, today: dt.date) -> str:
    partners = (party for party in frame.parties[row.task_id] if not party.is_lead)
    return "; ".join(frame.name_on(party, today) for party in partners)


def _answers(activity: Activity, form: ProgrammeFilters) -> bool:
    progress, text = form.value("progress"), form.value("text")
    if progress is not None and activity.progress != progress:
        return False
    who = activity.officer or ""
    words = fold(f"{activity.title} {activity.channel} {activity.result} {who}")
    return text is None or all(word in words for word in fold(text).split())
