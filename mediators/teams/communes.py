"""Teams of several communes: a line a commune."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse

from config.http import HttpRequest
from mediators.access import rights
from mediators.common import tabs
from mediators.communes import (
    Column,
    Communes,
    RosterScope,
    added,
    commune_key,
    communes_page,
    day_asked,
    hide_choices,
)
from mediators.filters import COMPLETE, LACKING, TeamFilters
from mediators.models import MediationTeam
from mediators.models.composition import Composition
from mediators.models.teams import MediationTeamQuerySet

_GROUP = "Tổ hòa giải"
_COLUMNS = (
    Column("teams", "Tổng số", _GROUP, "team_list"),
    Column("complete", "Đủ số lượng, thành phần", _GROUP, "team_list", {"tinh_trang": COMPLETE}),
    Column("incomplete", "Còn thiếu", _GROUP, "team_list", {"tinh_trang": LACKING}),
    Column("rate", "Tỷ lệ đủ", _GROUP, share_of=("complete", "teams")),
    Column("members", "Tổng số", "Hòa giải viên"),
    Column("women", "Nữ", "Hòa giải viên"),
)


def team_communes(
    request: HttpRequest, scope: RosterScope, form: TeamFilters, *, day: dt.date
) -> HttpResponse:
    numbers = team_numbers(scope.of(MediationTeam.objects.all()).existing_on(day), day)
    hide_choices(form, "unit", "hamlet")
    communes = Communes(scope, "Tổ hòa giải", "team_list", _COLUMNS, numbers, day_asked(request))
    return communes_page(
        request,
        communes,
        lead=f"Theo xã, phường, tính đến ngày {day:%d/%m/%Y}.",
        form=form,
        views=tabs(rights(request.user, scope.locality), "team_list"),
    )


def team_numbers(teams: MediationTeamQuerySet, day: dt.date) -> dict[int, dict[str, int]]:
    """Of each commune: its teams, how many are complete, and their people."""
    found: dict[int, dict[str, int]] = {}
    for team in teams.order_by().select_related("hamlet").composed_on(day):
        key = commune_key(team.hamlet)
        found[key] = added([found.get(key, {}), _counts(team.composition)])
    return found


def _counts(one: Composition) -> dict[str, int]:
    return {
        "teams": 1,
        "complete": int(not one.is_incomplete),
        "incomplete": int(one.is_incomplete),
        "members": one.counts.members,
        "women": one.counts.women,
    }
