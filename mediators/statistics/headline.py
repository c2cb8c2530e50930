"""The rosters in three figures, each against its target: for a page that shows much besides.

See also ``mediators.statistics.targets``, which computes the same of rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from mediators.access import rights
from mediators.communes import RosterScope, scope_in, url_to
from mediators.models import MediationCase, MediationTeam, Mediator, Target
from mediators.models.cases import CaseStatus
from mediators.models.composition import Composition
from mediators.models.learning import trained_in_year_of
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
    scope, may = scope_in(user, locality), rights(user, locality)
    compositions = scope.of(MediationTeam.objects.all()).existing_on(day).compositions_on(day)
    if not compositions:
        return []
    shares = {
        Measure.TEAMS_COMPLETE: _complete(compositions.values()),
        Measure.TRAINED: _trained(scope, day),
        Measure.SUCCESS: _success(scope, day),
    }
    targets = {
        target.measure: target
        for target in Target.objects.on(day).asked_of(scope.locality).reverse()
        if not target.is_for_pilots
    }
    lists = Lists.of(day, scope)
    targets_url = url_to("target_list", tinh_den=f"{day:%d/%m/%Y}", **scope.asks)
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


def _complete(found: Collection[Composition]) -> Share:
    return Share(sum(not one.is_incomplete for one in found), len(found))


def _trained(scope: RosterScope, day: dt.date) -> Share:
    members = scope.of(Mediator.objects.all()).memberships_on(day)
    trained = Q(trained_in_year_of(day, person="mediator"))
    return Share(**members.aggregate(part=Count("pk", filter=trained), whole=Count("pk")))


def _success(scope: RosterScope, day: dt.date) -> Share:
    cases = scope.of(MediationCase.objects.all()).received_between(first_of_year(day), day)
    dated = cases.order_by().only("started_on", "ended_on", "outcome")
    statuses = [one.status_on(day) for one in dated]
    return Share(statuses.count(CaseStatus.SUCCESS), len(statuses))
