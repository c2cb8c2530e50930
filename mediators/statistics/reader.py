"""Reads the rows of the statistics: a few queries a kind of row, whatever the number of teams.

The people counted are those whom the list of mediators shows for that day, the cases those of the
ledger's list: see ``mediators.models.people.picks`` and ``mediators.models.cases.picks``.
"""

from __future__ import annotations

import datetime as dt
from itertools import compress
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When

from mediators.communes import RosterScope, added, commune_of, counted
from mediators.models import MediationCase, MediationTeam, Mediator, Payment
from mediators.models.cases import carried
from mediators.models.learning import has_material_on, trained_in_year_of
from mediators.models.people import EthnicPart, is_of_part, picks
from mediators.models.support import with_support
from mediators.models.teams import exists_on
from mediators.statistics.rows import Cases, Hamlet, Incomplete, People, TeamRow, first_of_year
from mediators.statistics.targets import Facts
from plans.models import Locality
from plans.models.localities import LocalityQuerySet

MAX_INCOMPLETE = 200  # names of people of whom something is not known; the checks tell how many
_LACKS = (("sex", "giới tính"), ("qualification", "trình độ chuyên môn"))
_PERSONAL_LACK = ("ethnic_group", "dân tộc")


def teams_on(scope: RosterScope, day: dt.date, *, with_state: bool = False) -> list[TeamRow]:
    """All teams that there ever were, in the order of their list.

    What a team lacks and who supported it comes with ``with_state`` alone.
    """
    teams = scope.of(MediationTeam.objects.all()).in_order()
    compositions = teams.compositions_on(day) if with_state else {}
    if with_state:
        teams = with_support(teams, first_of_year(day), day, by_named_fields=True)
    named = teams.annotate(
        commune_id=commune_of("hamlet"),
        former_unit=F("hamlet__former_unit"),
        hamlet_name=F("hamlet__name"),
    )
    columns = ("id", "name", "former_unit", "hamlet_id", "hamlet_name", "commune_id")
    days = ("pilot_from", "pilot_until", "established_on", "dissolved_on")
    support = ("n_supports",) if with_state else ()
    lacking = {key for key, one in compositions.items() if one.is_incomplete}
    rows: Any = named.values(*columns, *days, *support)
    return [
        TeamRow(
            exists=exists_on(day, row.pop("established_on"), row.pop("dissolved_on")),
            is_incomplete=row["id"] in lacking,
            **row,
        )
        for row in rows
    ]


def people_on(scope: RosterScope, day: dt.date, *, by_communes: bool = False) -> list[People]:
    """Who is in a team on that day, counted by all that the forms and the targets ask: team by
    team, or commune by commune."""
    part = Case(
        *(When(is_of_part(one, person="mediator__"), then=Value(one.value)) for one in EthnicPart),
        default=Value(""),
        output_field=CharField(),
    )
    rows = (
        scope.of(Mediator.objects.all())
        .memberships_on(day)
        .annotate(
            unit=commune_of("mediator__locality") if by_communes else F("team_id"),
            part=part,
            is_trained=trained_in_year_of(day, person="mediator"),
            has_material=has_material_on(day, person="mediator"),
        )
        .values_list(
            *("unit", "mediator__sex", "part", "mediator__qualification"),
            *("is_trained", "has_material"),
        )
        .annotate(n=Count("pk"))
    )
    return [People(*row) for row in rows]


def cases_between(
    scope: RosterScope, first: dt.date, last: dt.date, *, by_communes: bool = False
) -> list[Cases]:
    """Received between the two days, and those carried over, as the last day has them: team by
    team, or commune by commune.

    The first is a 1 January.
    """
    received = Q(received_on__gte=first, received_on__lte=last)
    cases: Any = scope.of(MediationCase.objects.all()).with_status(last)
    rows = (
        cases.picked(received | carried(first.year))
        .order_by()
        .annotate(
            unit=commune_of("team__hamlet") if by_communes else F("team_id"),
            carried=Case(When(received_on__lt=first, then=Value(True)), default=Value(False)),
            is_paid=Exists(Payment.objects.filter(case=OuterRef("pk"), paid_on__lte=last)),
        )
        .values("unit", "scope", "status", "carried", "is_paid")
        .annotate(n=Count("pk"))
    )
    columns = ("unit", "scope", "status", "carried", "n", "is_paid")
    return [Cases(*row) for row in rows.values_list(*columns)]


def facts_on(scope: RosterScope, day: dt.date) -> Facts:
    """All that targets are computed from, in five queries."""
    return Facts.of(day.year, *_rows_on(scope, day))


def facts_by_communes(scope: RosterScope, day: dt.date) -> tuple[Facts, dict[int, Facts]]:
    """The facts of all communes together and of each, in the same five queries."""
    rows = _rows_on(scope, day)
    return Facts.of(day.year, *rows), Facts.by_communes(day.year, *rows)


def _rows_on(scope: RosterScope, day: dt.date) -> tuple[list[TeamRow], list[People], list[Cases]]:
    teams = teams_on(scope, day, with_state=True)
    return teams, people_on(scope, day), cases_between(scope, first_of_year(day), day)


def hamlets_without_team(scope: RosterScope, day: dt.date) -> list[Hamlet]:
    """In use today, and without a team on that day."""
    rows = _bare(scope, day).order_by("former_unit", "sort_name", "pk")
    return [Hamlet(*row) for row in rows.values_list("pk", "name", "former_unit", "parent_id")]


def _bare(scope: RosterScope, day: dt.date) -> LocalityQuerySet:
    theirs = MediationTeam.objects.existing_on(day).filter(hamlet=OuterRef("pk"))
    return scope.of(Locality.objects.all()).filter(
        ~Exists(theirs), level=Locality.Level.HAMLET, is_active=True
    )


def places_on(scope: RosterScope, day: dt.date) -> dict[int, dict[str, int]]:
    """Of each commune on that day: ``hamlets`` with and without a team, those without a team
    (``bare``), and ``teams``."""
    teams = scope.of(MediationTeam.objects.all()).existing_on(day)
    found = counted(teams, "hamlet", hamlets=Count("hamlet_id", distinct=True), teams=Count("pk"))
    without = _bare(scope, day).order_by().values("parent_id").annotate(n=Count("pk"))
    for commune, n in without.values_list("parent_id", "n"):
        known = found.get(commune, {})
        found[commune] = added([known, {"hamlets": n, "teams": 0, "bare": n}])
    return found


def people_to_complete(
    scope: RosterScope, day: dt.date, *, with_personal: bool
) -> list[Incomplete]:
    """Who of the teams of that day stands in no column of one of the parts of the form.

    Whose ethnic group is not known is told to those alone who may see ethnic groups.
    """
    asked = (*_LACKS, _PERSONAL_LACK) if with_personal else _LACKS
    unknown = Q(pk=None)
    for name, _ in asked:
        unknown |= Q(**{name: ""})
    people: Any = scope.of(Mediator.objects.all()).standing_on(day).picked(picks() & unknown)
    rows = people.in_order()[:MAX_INCOMPLETE]
    place = ("pk", "full_name", "team_name", "team_former_unit")
    words = [word for _, word in asked]
    return [
        Incomplete(pk, name, team, unit, tuple(compress(words, (not text for text in texts))))
        for pk, name, team, unit, *texts in rows.values_list(*place, *(name for name, _ in asked))
    ]
