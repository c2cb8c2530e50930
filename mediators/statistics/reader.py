"""Reads the rows of the statistics: one query a kind of row, whatever the number of teams.

The people counted are those whom the list of mediators shows for that day, the cases those of the
ledger's list: see ``mediators.models.people.picks`` and ``mediators.models.cases.picks``.
"""

from __future__ import annotations

import datetime as dt
from itertools import compress
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from mediators.models import MediationCase, MediationTeam, Mediator, Payment
from mediators.models.cases import carried
from mediators.models.learning import has_material_on, trained_in_year_of
from mediators.models.people import EthnicPart, is_of_part, picks
from mediators.models.support import with_support
from mediators.statistics.rows import Cases, Hamlet, Incomplete, People, TeamRow, first_of_year
from mediators.statistics.targets import Facts
from plans.models import Locality, Officer

MAX_INCOMPLETE = 200  # names of people of whom something is not known; the checks tell how many
_LACKS = (("sex", "giới tính"), ("qualification", "trình độ chuyên môn"))
_PERSONAL_LACK = ("ethnic_group", "dân tộc")


def teams_on(user: Officer, day: dt.date, *, with_state: bool = False) -> list[TeamRow]:
    """All teams that there ever were, in the order of their list."""
    teams = MediationTeam.objects.visible_to(user).for_list().in_order()
    if with_state:
        teams = teams.with_composition(day)
        teams = with_support(teams, first_of_year(day), day, by_named_fields=True)
    return [row_of(team, day) for team in teams]


def row_of(team: MediationTeam, day: dt.date) -> TeamRow:
    """What was not annotated counts as nothing."""
    return TeamRow(
        id=team.pk,
        name=team.name,
        former_unit=team.hamlet.former_unit,
        hamlet_id=team.hamlet_id,
        hamlet_name=team.hamlet.name,
        exists=team.exists_on(day),
        pilot_from=team.pilot_from,
        pilot_until=team.pilot_until,
        is_incomplete=getattr(team, "is_incomplete", False),
        n_supports=getattr(team, "n_supports", 0),
    )


def people_on(user: Officer, day: dt.date) -> list[People]:
    """Who is in a team on that day, counted by all that the forms and the targets ask."""
    part = Case(
        *(When(is_of_part(one), then=Value(one.value)) for one in EthnicPart),
        default=Value(""),
        output_field=CharField(),
    )
    people: Any = Mediator.objects.visible_to(user).standing_on(day).picked(picks())
    rows = (
        people.order_by()
        .annotate(part=part, is_trained=trained_in_year_of(day), has_material=has_material_on(day))
        .values("team_now", "sex", "part", "qualification", "is_trained", "has_material")
        .annotate(n=Count("pk"))
    )
    columns = ("team_now", "sex", "part", "qualification", "is_trained", "has_material", "n")
    return [People(*row) for row in rows.values_list(*columns)]


def cases_between(user: Officer, first: dt.date, last: dt.date) -> list[Cases]:
    """Received between the two days, and those carried over, as the last day has them.

    The first is a 1 January.
    """
    received = Q(received_on__gte=first, received_on__lte=last)
    cases: Any = MediationCase.objects.visible_to(user).with_status(last)
    rows = (
        cases.picked(received | carried(first.year))
        .order_by()
        .annotate(
            carried=Case(When(received_on__lt=first, then=Value(True)), default=Value(False)),
            is_paid=Exists(Payment.objects.filter(case=OuterRef("pk"), paid_on__lte=last)),
        )
        .values("team_id", "scope", "status", "carried", "is_paid")
        .annotate(n=Count("pk"))
    )
    columns = ("team_id", "scope", "status", "carried", "n", "is_paid")
    return [Cases(*row) for row in rows.values_list(*columns)]


def facts_on(user: Officer, day: dt.date) -> Facts:
    """All that targets are computed from, in three queries."""
    return Facts.of(
        day.year,
        teams_on(user, day, with_state=True),
        people_on(user, day),
        cases_between(user, first_of_year(day), day),
    )


def hamlets_without_team(user: Officer, day: dt.date) -> list[Hamlet]:
    """In use today, and without a team on that day."""
    theirs = MediationTeam.objects.existing_on(day).filter(hamlet=OuterRef("pk"))
    hamlets = Locality.objects.visible_to(user).filter(
        ~Exists(theirs), level=Locality.Level.HAMLET, is_active=True
    )
    rows = hamlets.order_by("former_unit", "sort_name", "pk")
    return [Hamlet(*row) for row in rows.values_list("pk", "name", "former_unit")]


def people_to_complete(user: Officer, day: dt.date, *, with_personal: bool) -> list[Incomplete]:
    """Who of the teams of that day stands in no column of one of the parts of the form.

    Whose ethnic group is not known is told to those alone who may see ethnic groups.
    """
    asked = (*_LACKS, _PERSONAL_LACK) if with_personal else _LACKS
    unknown = Q(pk=None)
    for name, _ in asked:
        unknown |= Q(**{name: ""})
    people: Any = Mediator.objects.visible_to(user).standing_on(day).picked(picks() & unknown)
    rows = people.in_order()[:MAX_INCOMPLETE]
    place = ("pk", "full_name", "team_name", "team_former_unit")
    words = [word for _, word in asked]
    return [
        Incomplete(pk, name, team, unit, tuple(compress(words, (not text for text in texts))))
        for pk, name, team, unit, *texts in rows.values_list(*place, *(name for name, _ in asked))
    ]
