"""What speaks for commending a mediator: years of service, cases and courses of a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DurationField,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Least

from mediators.models.cases import MediationCase, Outcome
from mediators.models.commendations import Commendation
from mediators.models.memberships import Membership
from mediators.models.people import Mediator, MediatorQuerySet, Standing
from mediators.models.training import Attendance


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, both days included, and what somebody must have done; 0 asks nothing."""

    first: dt.date
    last: dt.date
    years: int = 0
    cases: int = 0
    courses: int = 0
    recent_years: int = 0

    @property
    def recent_since(self) -> dt.date | None:
        """Who was commended from that day on was so lately; None where it does not matter."""
        return years_before(self.last, self.recent_years) if self.recent_years else None


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years earlier; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def full_years(served: dt.timedelta, day: dt.date) -> int:
    """How many years to that day were served in full, breaks left out."""
    years = 0
    while day.year - years > 1 and day - years_before(day, years + 1) <= served:
        years += 1
    return years


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_merits(people: MediatorQuerySet, asked: Asked) -> MediatorQuerySet:
    """Who is in a team on the last day of the period. Annotates ``served`` (a duration, breaks
    left out), ``n_ended`` and ``n_success`` (cases that ended in the period), ``n_courses`` (of
    which they were present) and ``commended_on`` (last)."""
    until = Value(asked.last, output_field=DateField())
    stretch = Least(Coalesce(F("ended_on"), until), until) - F("started_on")
    service = (
        Membership.objects.filter(mediator=OuterRef("pk"), started_on__lte=asked.last)
        .order_by()
        .values("mediator")
        .annotate(total=Sum(stretch, output_field=DurationField()))
        .values("total")
    )
    period = {"ended_on__gte": asked.first, "ended_on__lte": asked.last}
    cases = MediationCase.objects.filter(mediators=OuterRef("pk"), **period)
    courses = Attendance.objects.present().filter(
        mediator=OuterRef("pk"), **{f"course__{name}": day for name, day in period.items()}
    )
    last = (
        Commendation.objects.filter(mediator=OuterRef("pk"), decided_on__lte=asked.last)
        .order_by()
        .values("mediator")
        .annotate(last=Max("decided_on"))
        .values("last")
    )
    return (
        people.standing_on(asked.last)
        .picked(Q(standing=Standing.ACTIVE))
        .annotate(
            served=Subquery(service, output_field=DurationField()),
            n_ended=_counted(cases, "mediators"),
            n_success=_counted(cases.filter(outcome=Outcome.SUCCESS), "mediators"),
            n_courses=_counted(courses, "mediator"),
            commended_on=Subquery(last, output_field=DateField()),
        )
    )


def deserving(
    people: MediatorQuerySet, asked: Asked, *, with_recent: bool = True
) -> MediatorQuerySet:
    """After ``with_merits``: who has done what is asked; those who did most first."""
    found = Q(n_success__gte=asked.cases, n_courses__gte=asked.courses)
    found &= Q(served__gte=asked.last - years_before(asked.last, asked.years))
    if not with_recent and asked.recent_since is not None:
        found &= Q(commended_on=None) | Q(commended_on__lt=asked.recent_since)
    most_first = ("-n_success", "-n_courses", "-served", "sort_name", "pk")
    return people.picked(found).order_by(*most_first)


@dataclass(frozen=True, slots=True)
class Merit:
    """One person as the suggestions and the proposal show them."""

    person: Mediator
    years: int
    n_ended: int
    n_success: int
    n_courses: int
    commended_on: dt.date | None
    is_recent: bool

    @property
    def achievement(self) -> str:
        """The figures in words, for a proposal that names the period."""
        parts = [f"tham gia hòa giải {self.years} năm" if self.years else ""]
        if self.n_ended:
            parts.append(f"hòa giải thành {self.n_success}/{self.n_ended} vụ, việc")
        if self.n_courses:
            parts.append(f"dự {self.n_courses} lớp tập huấn, bồi dưỡng")
        told = "; ".join(filter(None, parts))
        return f"{told[:1].upper()}{told[1:]}"


def merits(people: MediatorQuerySet, asked: Asked) -> list[Merit]:
    """After ``with_merits``."""
    since = asked.recent_since
    found = []
    rows: Any = people  # the type checker knows the model's own columns alone
    for one in rows:
        is_recent = since is not None and one.commended_on is not None and one.commended_on >= since
        years = full_years(one.served, asked.last)
        numbers = (one.n_ended, one.n_success, one.n_courses)
        found.append(Merit(one, years, *numbers, one.commended_on, is_recent))
    return found
