"""What the queries of other tables ask of courses and material, person by person.

``person`` leads from their row to the mediator: "pk" from mediators, "mediator" from memberships.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from mediators.models.materials import MaterialIssue
from mediators.models.training import Attendance


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
