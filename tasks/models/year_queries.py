"""Which cells, of what, in which order: the queryset of ``TaskYear``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db.models import OuterRef, Subquery

from plans.models.localities import VisibleQuerySet
from tasks.models.tasks import people_of, timelines_of
from tasks.models.updates import StatusUpdate
from tasks.states import State

if TYPE_CHECKING:
    from tasks.models.years import TaskYear

TASK = "timeline__task"
PLAN_ORDER = (f"{TASK}__plan_id", f"{TASK}__order", "timeline__order", "year")


class TaskYearQuerySet(VisibleQuerySet["TaskYear"]):
    """How cells stand on a day is the board's: see ``tasks.board``."""

    locality_lookup = f"{TASK}__plan__locality"

    def of_plan(self, plan_id: int) -> Self:
        return self.filter(timeline__in=timelines_of(plan_id))

    def of_task(self, task_id: int) -> Self:
        return self.filter(**{TASK: task_id})

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def with_task(self) -> Self:
        """Joins of a list: task, plan and locality beside each cell."""
        return self.select_related(f"{TASK}__plan__locality")

    def with_clause(self) -> Self:
        """The place of the plan beside each cell, with its text."""
        return self.select_related(f"{TASK}__section")

    def with_people(self) -> Self:
        """Parties with their bodies, and all assignments: who may do what."""
        return self.prefetch_related(*people_of(f"{TASK}__"))

    def kept_closed_by(self, pk: int, day: dt.date) -> Self:
        """Cells that, as of ``day``, are done because the span was finished in that cell."""
        last = StatusUpdate.objects.effective_by(day).filter(task_year=OuterRef("pk"))
        cells = self.alias(
            closed_from=Subquery(last.values("carried_from__task_year")[:1]),
            closed_state=Subquery(last.values("state")[:1]),
        )
        return cells.filter(closed_from=pk, closed_state=State.DONE)

    def later_in_span(self, task_year: TaskYear) -> Self:
        """The cells of the same timeline in later years, by year."""
        later = self.filter(timeline=task_year.timeline_id, year__gt=task_year.year)
        return later.order_by("year")

    def in_order(self) -> Self:
        """As the plan prints them, then by year."""
        return self.order_by(*PLAN_ORDER)
