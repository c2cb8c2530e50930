"""What the queries of other tables ask of courses and material, person by person.

``person`` leads from their row to the mediator: "pk" from mediators, "mediator" from memberships.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear

from mediators.models.materials import Material, MaterialIssue
from mediators.models.memberships import MembershipQuerySet
from mediators.models.people import Mediator, MediatorQuerySet, Standing
from mediators.models.training import Attendance, TrainingCourse
from plans.models import Locality


def trained_in_year_of(day: dt.date, *, person: str = "pk") -> Exists:
    """Whether they were trained from 1 January to that day."""
    return Exists(Attendance.objects.trained_in_year_of(day).filter(mediator=OuterRef(person)))


def last_trained_on(day: dt.date, *, person: str = "pk") -> Subquery:
    """The day on which their last course before that day, or on it, ended; None for never."""
    courses = Attendance.objects.trained_by(day).filter(mediator=OuterRef(person))
    last = courses.order_by().values("mediator").annotate(last=Max("course__ended_on"))
    return Subquery(last.values("last"), output_field=models.DateField())


def has_material_on(day: dt.date, *, person: str = "pk") -> Exists:
    """Whether they got any material for mediators by that day."""
    return Exists(MaterialIssue.objects.given_by(day).filter(mediator=OuterRef(person)))


def learning_picks(
    day: dt.date,
    *,
    year: int | None = None,
    is_trained: bool | None = None,
    has_material: bool | None = None,
) -> Q:
    """Of mediators: those who answer every filter that is given.

    Trained in the year of that day by that day, or in the whole of another year.
    """
    found = Q(pk__isnull=False)
    if is_trained is not None:
        until = day if year in (None, day.year) else dt.date(year, 12, 31)
        trained = trained_in_year_of(until)
        found &= Q(trained) if is_trained else ~Q(trained)
    if has_material is not None:
        has_got = has_material_on(day)
        found &= Q(has_got) if has_material else ~Q(has_got)
    return found


def to_invite(course: TrainingCourse, *, today: dt.date) -> MediatorQuerySet:
    """Whom the course's list lacks: of the teams of its day or, before it, of today.

    Annotates ``has_it``: trained in the year of the course already. Who had left by then is not
    offered.
    """
    listed = Attendance.objects.filter(course=course, mediator=OuterRef("pk"))
    people = _candidates(course.locality, min(today, course.started_on)).filter(~Exists(listed))
    year_end = dt.date(course.ended_on.year, 12, 31)  # nobody has come to what is still to be held
    return people.annotate(has_it=trained_in_year_of(year_end))


def to_give(material: Material, *, day: dt.date) -> MediatorQuerySet:
    """Who has not got it, as ``to_invite``. Annotates ``has_it``: has some material already."""
    given = MaterialIssue.objects.filter(material=material, mediator=OuterRef("pk"))
    people = _candidates(material.locality, day).filter(~Exists(given))
    return people.annotate(has_it=has_material_on(day))


def came_to(course: TrainingCourse) -> MediatorQuerySet:
    rows = Attendance.objects.present().filter(course=course, mediator=OuterRef("pk"))
    return Mediator.objects.filter(Exists(rows))


def _candidates(locality: Locality, day: dt.date) -> MediatorQuerySet:
    """People of teams on that day, team by team, then who is in none."""
    people: Any = Mediator.objects.within(locality).standing_on(day)  # annotated
    in_teams_first = F("current__team__sort_place").asc(nulls_last=True)
    found: MediatorQuerySet = people.exclude(standing=Standing.FORMER).order_by(
        in_teams_first, "current__team__sort_name", "current__team_id", "sort_name", "pk"
    )
    return found


# Coverage: members of a day and when they were last trained


@dataclass(frozen=True, slots=True)
class Slice:
    """Members of one team who were last trained in one year; ``last_year`` None for never."""

    team_id: int
    team_name: str
    team_unit: str
    last_year: int | None
    n_members: int
    n_with_material: int


def with_learning(members: MembershipQuerySet, day: dt.date) -> MembershipQuerySet:
    """Members of that day; annotates ``last_on``, ``last_year`` (None for never) and ``has_it``."""
    return (
        members.on(day)
        .annotate(last_on=last_trained_on(day, person="mediator"))
        .annotate(last_year=ExtractYear("last_on"), has_it=has_material_on(day, person="mediator"))
    )


def slices(members: MembershipQuerySet, day: dt.date) -> list[Slice]:
    """One query for every figure of the coverage page, team by team."""
    annotated: Any = with_learning(members, day)  # the checker knows the model's own columns alone
    rows = (
        annotated.order_by("team__sort_place", "team__sort_name", "team_id")
        .values_list("team_id", "team__name", "team__hamlet__former_unit", "last_year")
        .annotate(n=Count("pk"), n_with=Count("pk", filter=Q(has_it=True)))
    )
    return [Slice(*row) for row in rows]


NEVER = "chua"


def untrained(
    members: MembershipQuerySet, day: dt.date, *, team: int | None = None, last: str = ""
) -> MembershipQuerySet:
    """Members who were not trained in the year of that day; of a team, last trained in a year."""
    found: Any = with_learning(members, day)  # annotated
    found = found.filter(Q(last_year=None) | Q(last_year__lt=day.year))
    if team is not None:
        found = found.filter(team=team)
    if last:
        found = found.filter(last_year=None if last == NEVER else int(last))
    in_order: MembershipQuerySet = found.order_by(
        F("last_on").asc(nulls_first=True),
        "team__sort_place",
        "team__sort_name",
        "mediator__sort_name",
        "pk",
    )
    return in_order
