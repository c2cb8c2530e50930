"""What hangs on a person or a team besides service and decisions: one query for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from mediators.models.cases import CaseStatus
from mediators.models.commendations import Commendation
from mediators.models.people import Mediator, NotSamePerson
from mediators.models.support import SupportActivity
from mediators.models.teams import MediationTeam
from mediators.models.training import Attendance

COMMENDED, SUPPORTED, NAMESAKE = "commended", "supported", "namesake"
ATTENDED, GIVEN, HELD = "attended", "given", "held"
_PAGES = {
    COMMENDED: "mediators:commendation_detail",
    SUPPORTED: "mediators:supporter_detail",
    NAMESAKE: "mediators:mediator_detail",
    ATTENDED: "mediators:course_detail",
    GIVEN: "mediators:material_detail",
    HELD: "mediators:case_detail",
}
_NONE = Value("", output_field=CharField())
_FORMS = dict(Commendation.Form.choices)
_NOTES = {
    COMMENDED: dict(Commendation.Level.choices),
    SUPPORTED: dict(SupportActivity.Kind.choices),
    ATTENDED: dict(Attendance.Status.choices),
    HELD: dict(CaseStatus.choices),
}


@dataclass(frozen=True, slots=True)
class Around:
    """One line: the page it leads to, a word and a note beside it.

    The form of a commendation and its level; the name of a supporter and the kind of help; the
    name of a namesake and the birth year; the title of a course and whether the person came, of a
    team's course who did; the matter of a case and where it stands.
    """

    kind: str
    day: dt.date | None
    pk: int
    text: str
    remark: str

    @property
    def url(self) -> str:
        return reverse(_PAGES[self.kind], args=[self.pk])

    @property
    def word(self) -> str:
        return str(_FORMS[self.text]) if self.kind == COMMENDED else self.text

    @property
    def note(self) -> str:
        return str(_NOTES.get(self.kind, {}).get(self.remark, self.remark))


def around_person(person: Mediator, *, with_namesakes: bool) -> dict[str, list[Around]]:
    """By kind: commendations, courses and material, cases with their outcome, and namesakes of
    whom somebody said that they are other people."""
    seats = person.attendances.all()
    parts = [
        _commendations(Q(mediator=person)),
        _lines(ATTENDED, seats, "course__ended_on", "course_id", "course__title", "status"),
        _lines(GIVEN, person.materials.all(), "given_on", "material_id", "material__title", _NONE),
        _lines(HELD, person.cases.all(), "received_on", "pk", "matter", "outcome"),
    ]
    if with_namesakes:
        parts += [_namesakes(person, "first", "second"), _namesakes(person, "second", "first")]
    return _by_kind(parts)


def around_team(team: MediationTeam, day: dt.date) -> dict[str, list[Around]]:
    """By kind: commendations until that day; of its year who helped, and which cases came in and
    where they stood; at which courses of that year and the one before its people of that day were:
    a line each, the person's key remarked."""
    helped = SupportActivity.objects.filter(
        team=team, held_on__gte=dt.date(day.year, 1, 1), held_on__lte=day
    )
    columns = ("held_on", "supporter_id", "supporter__full_name", "kind")
    seats = Attendance.objects.trained_by(day).of_team(team, day).since_year(day.year - 1)
    person = Cast("mediator_id", CharField())
    cases = team.cases.received_between(dt.date(day.year, 1, 1), day).with_status(day)
    parts = [
        _commendations(Q(team=team, decided_on__lte=day)),
        _lines(SUPPORTED, helped, *columns),
        _lines(ATTENDED, seats, "course__ended_on", "course_id", "course__title", person),
        _lines(HELD, cases, "received_on", "pk", "matter", "status"),
    ]
    return _by_kind(parts)


def counted_by_status(cases: Iterable[Around]) -> list[tuple[str, str, int]]:
    """Each status with its word and how many of the cases of a team stand there."""
    remarks = [one.remark for one in cases]
    return [(one.value, str(one.label), remarks.count(one.value)) for one in CaseStatus]


def _commendations(about: Q) -> QuerySet[Any]:
    rows = Commendation.objects.filter(about)
    return _lines(COMMENDED, rows, "decided_on", "pk", "form", "level")


def _namesakes(person: Mediator, own: str, other: str) -> QuerySet[Any]:
    rows = NotSamePerson.objects.filter(**{own: person})
    no_day = Value(None, output_field=DateField())
    year = Coalesce(Cast(f"{other}__birth_year", CharField()), Value(""))
    return _lines(NAMESAKE, rows, no_day, F(f"{other}_id"), F(f"{other}__full_name"), year)


def _lines(kind: str, rows: QuerySet[Any], *columns: Any) -> QuerySet[Any]:
    """``columns``: day, key of the page, text, remark."""
    return rows.order_by().values_list(Value(kind, output_field=CharField()), *columns)


def _by_kind(parts: list[QuerySet[Any]]) -> dict[str, list[Around]]:
    """Newest first within a kind."""
    first, *others = parts
    rows: Iterable[Any] = first.union(*others, all=True) if others else first
    lines = [Around(*row) for row in rows]
    lines.sort(key=lambda one: (one.day or dt.date.min, one.pk), reverse=True)
    found: dict[str, list[Around]] = {one: [] for one in _PAGES}
    for one in lines:
        found[one.kind].append(one)
    return found
