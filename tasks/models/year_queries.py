"""Which cells, whose, and how they stand on a day: the querysets of ``TaskYear``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OrderBy,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThan

from plans.days import end_of
from plans.models import Cadence
from plans.models.localities import VisibleQuerySet
from plans.text import fold
from tasks.models.tasks import (
    Assignment,
    Role,
    TaskParty,
    has_owner,
    is_reached,
    people_of,
    timelines_of,
)
from tasks.models.updates import StatusUpdate
from tasks.states import DUE_SOON_DAYS, OPEN_STATES, URGENCY, Review, State, Timeliness

if TYPE_CHECKING:
    from tasks.models.years import TaskYear

TASK = "timeline__task"
PLAN_ORDER = (f"{TASK}__plan_id", f"{TASK}__order", "timeline__order", "year")


class ShownQuerySet(VisibleQuerySet["TaskYear"]):
    """How cells stand on a day. Starts from ``visible_to``; ``as_of`` fixes the day.

    ``as_of`` annotates ``shown_state``, ``shown_completed_on``, ``shown_updated_on``,
    ``shown_needs_direction`` and ``shown_review``; the parts and labels below read those, so that
    today and any past day are one path.
    """

    locality_lookup = f"{TASK}__plan__locality"

    def as_of(self, day: dt.date, *, today: dt.date) -> Self:
        """The state "tính đến ngày": the last update effective by ``day``.

        What leadership made of it is that of the day itself: directions given and results judged
        by then, whenever the cell was reported.
        """
        if day >= today:  # the row itself carries what the log says last
            return self.annotate(
                shown_state=F("state"),
                shown_completed_on=F("completed_on"),
                shown_updated_on=F("updated_on"),
                shown_needs_direction=F("needs_direction"),
                shown_review=F("review"),
            )
        last: Any = StatusUpdate.objects.effective_by(day).filter(task_year=OuterRef("pk"))
        # Every save of a cell leaves a row there, so each way to withdraw a verdict is seen.
        stood = self.model.history.filter(id=OuterRef("pk"), history_date__lt=end_of(day))
        stood = stood.order_by("-history_date", "-history_id")
        return self.annotate(
            shown_state=Coalesce(Subquery(last.values("state")[:1]), Value(State.TODO.value)),
            shown_completed_on=Subquery(last.values("completed_on")[:1]),
            shown_updated_on=Subquery(last.values("effective_on")[:1]),
            shown_needs_direction=Coalesce(
                Subquery(last.with_request(by=day).values("wants_direction")[:1]), Value(False)
            ),
            shown_review=Coalesce(
                Subquery(stood.values("review")[:1]), Value(Review.PENDING.value)
            ),
        )

    def with_timeliness(self, day: dt.date) -> Self:
        """After ``as_of``: annotates ``part``. See also ``tasks.states.timeliness``."""
        is_done = Q(shown_state=State.DONE)
        soon = day + dt.timedelta(days=DUE_SOON_DAYS)
        return self.annotate(
            part=Case(
                When(shown_state=State.NONE_AROSE, then=Value(Timeliness.NONE_AROSE.value)),
                When(shown_state=State.DROPPED, then=Value(Timeliness.DROPPED.value)),
                When(
                    is_done & Q(shown_completed_on__gt=F("due_on")),
                    then=Value(Timeliness.DONE_LATE.value),
                ),
                When(is_done, then=Value(Timeliness.DONE_ON_TIME.value)),
                When(due_on__lt=day, then=Value(Timeliness.OVERDUE.value)),
                When(due_on__lte=soon, then=Value(Timeliness.DUE_SOON.value)),
                default=Value(Timeliness.NOT_DUE.value),
                output_field=models.CharField(),
            )
        )

    def in_part(self, part: Timeliness) -> Self:
        """After ``with_timeliness``."""
        return self.filter(part=part)

    def in_states(self, states: Iterable[State]) -> Self:
        """After ``as_of``."""
        return self.filter(shown_state__in=list(states))

    def wanting_direction(self) -> Self:
        """After ``as_of``: the last report asks leadership for a direction."""
        return self.filter(shown_needs_direction=True)

    def reported(self) -> Self:
        """After ``as_of``: something had been reported by then."""
        return self.filter(shown_updated_on__isnull=False)

    def awaiting_review(self) -> Self:
        """After ``as_of``: ended by then, and by then neither confirmed nor returned."""
        ended = [state for state in State if not state.is_open]
        return self.filter(shown_state__in=ended, shown_review=Review.PENDING)

    def owing_update(self, day: dt.date) -> Self:
        """After ``as_of``: open cells of this or an earlier year, silent for the plan's cadence.

        Counted from the latest of last update, 1 January of its year, and the day the plan was
        loaded (design, section 3). See also ``tasks.states.owes_update``.
        """
        return self.filter(self._silent(day))

    @staticmethod
    def _silent(day: dt.date) -> Q:
        since = Greatest(
            Coalesce(F("shown_updated_on"), F("begins_on")),
            F("begins_on"),
            F(f"{TASK}__plan__loaded_on"),
        )
        limit = Case(
            *(
                When(
                    **{f"{TASK}__plan__cadence": cadence},
                    then=Value(day - dt.timedelta(days=cadence.days)),
                )
                for cadence in Cadence
            ),
            output_field=DateField(),
        )
        return Q(LessThan(since, limit), year__lte=day.year, shown_state__in=OPEN_STATES)

    def with_ownership(self, day: dt.date) -> Self:
        """Annotates ``has_owner``: see ``tasks.models.tasks.has_owner``."""
        return self.annotate(has_owner=has_owner(day, task=TASK))

    def unowned(self) -> Self:
        """After ``with_ownership``."""
        return self.filter(has_owner=False)


class TaskYearQuerySet(ShownQuerySet):
    """Whose cells, of what, in which order."""

    # Of what

    def of_plan(self, plan_id: int) -> Self:
        return self.filter(timeline__in=timelines_of(plan_id))

    def of_task(self, task_id: int) -> Self:
        return self.filter(**{TASK: task_id})

    def in_year(self, year: int) -> Self:
        return self.filter(year=year)

    def due_by(self, day: dt.date) -> Self:
        """The day itself included; what has no due date is not."""
        return self.filter(due_on__lte=day)

    def until_year(self, year: int) -> Self:
        return self.filter(year__lte=year)

    def under(self, section_id: int) -> Self:
        """Cells of the tasks right below that place of the plan."""
        return self.filter(**{f"{TASK}__section__parent": section_id})

    def matching(self, text: str) -> Self:
        """Every word, whatever marks and case, in clause or title."""
        rows = self
        for word in fold(text).split():
            rows = rows.filter(**{f"{TASK}__search_text__contains": word})
        return rows

    # Whose

    def for_agencies(self, agency_ids: frozenset[int], role: Role | None = None) -> Self:
        """Cells of tasks that any of the bodies leads or takes part in (or does in that role)."""
        return self.filter(_has_part(agency_ids, role))

    def led_by(self, agency_ids: frozenset[int]) -> Self:
        """Cells of tasks that any of the bodies leads."""
        return self.for_agencies(agency_ids, Role.LEAD)

    def assigned_to(self, officer_id: int, day: dt.date) -> Self:
        in_force = Assignment.objects.in_force(day).filter(task=OuterRef(TASK))
        return self.filter(Exists(in_force.filter(officer=officer_id)))

    def answered_by(self, officer: Any, agency_ids: frozenset[int], day: dt.date) -> Self:
        """Cells for which the officer answers: assigned, or else of the first lead's body.

        ``agency_ids`` are the bodies for which the officer's body stands on that day. A whole
        office answers only through an assignment (design, section 3).
        """
        return self.filter(_is_answered_by(officer, agency_ids, day))

    def with_parts_of(self, officer: Any, agency_ids: frozenset[int], day: dt.date) -> Self:
        """Annotates ``is_mine`` (``answered_by``) and ``has_part`` (the body is named)."""
        return self.annotate(
            is_mine=_is_answered_by(officer, agency_ids, day), has_part=_has_part(agency_ids)
        )

    def with_writing(self, officer: Any, agency_ids: frozenset[int], day: dt.date) -> Self:
        """Annotates ``is_writable``: the officer may write on the cell without coordinating.

        See also ``tasks.access.can_update``.
        """
        in_force = Assignment.objects.in_force(day).filter(task=OuterRef(TASK))
        is_mine = Q(Exists(in_force.filter(officer=officer)))
        if officer.agency is None or not officer.agency.is_whole_office:
            is_mine |= Q(_is_led_by(agency_ids))
        return self.annotate(is_writable=ExpressionWrapper(is_mine, models.BooleanField()))

    def writable(self) -> Self:
        """After ``with_writing``."""
        return self.filter(is_writable=True)

    def touching(self) -> Self:
        """After ``with_parts_of``: the officer answers, or their body is named."""
        return self.filter(Q(is_mine=True) | Q(has_part=True))

    def at_home_of(self, officer: Any) -> Self:
        """Cells of the officer's own locality, not of what lies below it."""
        return self.filter(**{f"{TASK}__plan__locality": officer.locality})

    def to_update(self, officer: Any, *, today: dt.date) -> Self:
        """What the officer should write on now: overdue, due soon, or silent for too long.

        After ``as_of``; the count in the page's head and the first parts of "Việc của tôi".
        """
        mine = self.answered_by(officer, officer.bodies_on(today), today)
        return mine.filter(_is_due(today) | self._silent(today))

    def on_desk(self, today: dt.date) -> Self:
        """What a list of work shows: what is open by now or due soon, and what ended this year."""
        is_open = Q(year__lte=today.year, shown_state__in=OPEN_STATES)
        return self.filter(Q(year=today.year) | is_open | _is_due(today))

    # Who is reminded of what: see tasks.reminders

    def due_soon_or_late(self, day: dt.date) -> Self:
        """After ``as_of``: open, and overdue or due within thirty days."""
        return self.filter(_is_due(day))

    def with_reach(self, day: dt.date) -> Self:
        """Annotates ``is_reached``: see ``tasks.models.tasks.is_reached``."""
        return self.annotate(is_reached=is_reached(day, task=TASK))

    def concerning(
        self, officer: Any, day: dt.date, *, unowned: bool, late_by: dt.date | None
    ) -> Self:
        """After ``with_reach``: the officer's own (``is_mine``); of their locality also what
        reaches nobody, and what was due by that day.
        """
        is_mine = _is_answered_by(officer, officer.bodies_on(day), day)
        others = Q(is_reached=False) if unowned else Q(pk__in=[])
        if late_by is not None:
            others |= Q(due_on__lte=late_by)
        at_home = Q(**{f"{TASK}__plan__locality": officer.locality})
        return self.annotate(is_mine=is_mine).filter(Q(is_mine=True) | (at_home & others))

    # In which order

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

    def with_reporter(self) -> Self:
        """Annotates whose report decides how the cell stands, its day and its words."""
        last = StatusUpdate.objects.filter(task_year=OuterRef("pk")).latest_first()
        return self.annotate(
            reporter_id=Subquery(last.values("author")[:1]),
            reporter=Subquery(last.values("author__full_name")[:1]),
            reported=Subquery(last.values("result")[:1]),
        )

    def later_in_span(self, task_year: TaskYear) -> Self:
        """The cells of the same timeline in later years, by year."""
        later = self.filter(timeline=task_year.timeline_id, year__gt=task_year.year)
        return later.order_by("year")

    def in_order(self) -> Self:
        """As the plan prints them, then by year."""
        return self.order_by(*PLAN_ORDER)

    def sorted_by(self, key: str, *, descends: bool = False) -> Self:
        """After ``with_timeliness``: by one of ``SORTS``, then as the plan prints them.

        What has no due date comes last both ways; what was never updated waits the longest.
        """
        order = [
            OrderBy(
                F(column),
                descending=descends,
                nulls_first=True if column == "shown_updated_on" and not descends else None,
                nulls_last=True if column == "due_on" or descends else None,
            )
            for column in SORTS[key]
        ]
        return self.annotate(urgency=_urgency).order_by(*order, *PLAN_ORDER)

    def with_counts(self, all_cells: TaskYearQuerySet) -> Self:
        """Annotates each row with ``n_found`` (rows before paging) and ``n_all``, in one query."""
        counted = all_cells.order_by().annotate(one=Value(1)).values("one")
        n_all = counted.annotate(n=Count("pk")).values("n")
        return self.annotate(n_found=Window(Count("pk")), n_all=Subquery(n_all))


def _has_part(agency_ids: frozenset[int], role: Role | None = None) -> Exists:
    parts = TaskParty.objects.filter(task=OuterRef(TASK), agency_id__in=agency_ids)
    return Exists(parts.filter(role=role) if role else parts)


def _is_answered_by(officer: Any, agency_ids: frozenset[int], day: dt.date) -> Q:
    in_force = Assignment.objects.in_force(day).filter(task=OuterRef(TASK))
    is_mine = Q(Exists(in_force.filter(officer=officer)))
    if officer.agency is not None and officer.agency.is_whole_office:
        return is_mine
    return is_mine | Q(~Exists(in_force), _is_led_by(agency_ids))


def _is_led_by(agency_ids: frozenset[int]) -> Exists:
    """Any of the bodies is the first lead, and not a whole office."""
    return Exists(
        TaskParty.objects.filter(
            task=OuterRef(TASK),
            role=Role.LEAD,
            order=0,
            agency_id__in=agency_ids,
            agency__is_whole_office=False,
        )
    )


def _is_due(today: dt.date) -> Q:
    """Open and overdue or due soon."""
    soon = today + dt.timedelta(days=DUE_SOON_DAYS)
    return Q(shown_state__in=OPEN_STATES, due_on__lte=soon)


_urgency = Case(
    *(When(part=part, then=Value(n)) for n, part in enumerate(URGENCY)),
    output_field=models.SmallIntegerField(),
)
SORTS = {
    "clause": (f"{TASK}__order", "timeline__order"),
    "year": ("year",),
    "due": ("due_on",),
    "state": ("urgency", "shown_state"),
    "updated": ("shown_updated_on",),
}
