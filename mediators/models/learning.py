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
    day: dt.date, *, is_trained: bool | None = None, has_material: bool | None = None
) -> Q:
    """Of mediators: those who answer every filter that is given."""
    found = Q(pk__isnull=False)
    for asked, fact in ((is_trained, trained_in_year_of), (has_material, has_material_on)):
        if asked is not None:
            found &= Q(fact(day)) if asked else ~Q(fact(day))
    return found
