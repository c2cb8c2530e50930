"""The rosters in three figures, each against its target: for a page that shows much besides.

One query counts, one reads the targets. See also ``mediators.statistics.targets``, which computes
the same of rows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from mediators.access import rights
from mediators.communes import RosterScope, scope_in, url_to
from mediators.models import MediationCase, MediationTeam, Mediator, Target
from mediators.models.cases import CaseStatus
from mediators.models.learning import trained_in_year_of
from mediators.models.people import picks
from mediators.models.statistics import Measure
from mediators.statistics.page import Lists
from mediators.statistics.rows import Share, first_of_year
from mediators.statistics.target_page import Behind, behind
from mediators.statistics.targets import Result, judged
from plans.models import Locality, Officer

_WORDS = {
    Measure.TEAMS_COMPLETE: ("Tổ hòa giải đủ số lượng, thành phần", "tổ còn thiếu"),
    Measure.TRAINED: ("Hòa giải viên được tập huấn trong năm", "người chưa được tập huấn"),
    Measure.SUCCESS: ("Hòa giải thành trên số vụ, việc tiếp nhận", ""),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure; ``target`` is None where none is set, ``result`` then tells the share alone."""

    title: str
    rest_word: str
    share: Share
    target: Target | None
    result: Result | None
    behind: Behind
    targets_url: str

    @property
    def goal_at(self) -> float:
        """Where the mark of the target stands on a line of 100; it has a width itself."""
        return min(float(self.target.value), 99.3) if self.target else 0


def headline(user: Officer, day: dt.date, locality: Locality) -> list[Fact]:
    """The figures of that locality, which the user may see; none where it has no team."""
    scope = RosterScope(user, locality)
    shares = _shares(scope, day)
    if not shares[Measure.TEAMS_COMPLETE].whole:
        return []
    targets = {
        target.measure: target
        for target in Target.objects.on(day).asked_of(locality).reverse()
        if not target.is_for_pilots
    }
    shown, may = scope_in(user, locality), rights(user, locality)
    lists = Lists.of(day, shown)
    targets_url = url_to("target_list", tinh_den=f"{day:%d/%m/%Y}", **shown.asks)
    return [
        Fact(
            title=title,
            rest_word=rest,
            share=shares[measure],
            target=(target := targets.get(measure)),
            result=judged(target, shares[measure]) if target else None,
            behind=behind(measure, lists, may),
            targets_url=targets_url,
        )
        for measure, (title, rest) in _WORDS.items()
    ]


def _shares(scope: RosterScope, day: dt.date) -> dict[Measure, Share]:
    teams: Any = scope.of(MediationTeam.objects.all()).existing_on(day)
    people: Any = scope.of(Mediator.objects.all()).standing_on(day).picked(picks())
    cases: Any = scope.of(MediationCase.objects.all()).with_status(day)
    people = people.annotate(is_trained=trained_in_year_of(day))
    cases = cases.received_between(first_of_year(day), day)
    complete = _counted(teams.with_composition(day), Measure.TEAMS_COMPLETE, Q(is_incomplete=False))
    trained = _counted(people, Measure.TRAINED, Q(is_trained=True))
    success = _counted(cases, Measure.SUCCESS, Q(status=CaseStatus.SUCCESS))
    shares = dict.fromkeys(_WORDS, Share(0, 0))
    for name, part, whole in complete.union(trained, success, all=True):
        shares[Measure(name)] = Share(part, whole)
    return shares


def _counted(rows: Any, measure: Measure, fits: Q) -> QuerySet[Any, Any]:
    """One row: the measure, how many fit, how many there are."""
    named = rows.order_by().annotate(measure=Value(measure.value)).values("measure")
    counted = named.annotate(part=Count("pk", filter=fits), whole=Count("pk"))
    found: QuerySet[Any, Any] = counted.values_list("measure", "part", "whole")
    return found
