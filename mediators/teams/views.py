"""Tổ hòa giải: the list, a team's card, its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import Link
from config.versioned import locked_to_save
from mediators.access import locality_for_keeping, rights, team_for_keeping, team_for_reading
from mediators.common import sent
from mediators.communes import RosterScope, hide_choices, scope_of
from mediators.filters import COMPLETE, LACKING, RosterDays, TeamFilters
from mediators.models import Decision, MediationTeam, TeamRule
from mediators.models.around import ATTENDED, HELD, around_team, counted_by_status
from mediators.models.composition import Gap
from mediators.models.support import with_support
from mediators.models.teams import MediationTeamQuerySet
from mediators.registers import edit_row, roster_list
from mediators.teams.communes import team_communes
from mediators.teams.forms import TeamForm
from mediators.teams.page import (
    TEAMS,
    difference,
    history,
    picked_of,
    sorted_by,
    sums_of,
    team_training,
)
from plans.edits import edits
from plans.models import Locality
from plans.text import fold

_TRACKED = (
    "name",
    "set_size",
    "needs_minority",
    "pilot_from",
    "pilot_until",
    "established_on",
    "dissolved_on",
)


@require_GET
def team_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    today, scope = clock.today(), scope_of(request)
    form = TeamFilters(request.GET)
    day = form.value("day") or today
    if scope.has_communes_below and not (form.is_filtering or as_file):
        return team_communes(request, scope, form, day=day)
    visible = scope.of(MediationTeam.objects.all()).existing_on(day)
    if form.value("support"):
        visible = with_support(visible, dt.date(day.year, 1, 1), day, by_named_fields=True)
    teams = visible.with_last_decision(day).for_list().in_order().composed_on(day)
    picked = _picked(form, visible, teams, day)
    _offer(form, teams, scope)
    totals, found = sums_of(teams), sums_of(picked)
    return roster_list(
        request,
        TEAMS,
        sorted_by(form.value("sort") or "", picked),
        as_file=as_file,
        door="team_list",
        scope=scope,
        form=form,
        total={
            "name": f"Cộng {found['n_teams']} tổ",
            "n_members": found["n_members"],
            "n_women": found["n_women"],
        },
        sort=form.value("sort") or "",
        xlsx="team_xlsx",
        create=("Thêm tổ hòa giải", "team_create"),
        notes=[f"Tính đến ngày {day:%d/%m/%Y}"],
        template="mediators/teams/team_list.html",
        fragment="mediators/teams/_team_rows.html",
        totals=totals,
        n_picked=found["n_teams"],
        day=day,
        is_past=day != today,
    )


def _picked(
    form: TeamFilters,
    visible: MediationTeamQuerySet,
    teams: Sequence[MediationTeam],
    day: dt.date,
) -> list[MediationTeam]:
    """Only words are looked for in the database: in names of people that are not read here."""
    words, states = fold(form.value("text") or ""), {LACKING: True, COMPLETE: False}
    return picked_of(
        teams,
        keys=set(visible.named(words, day).values_list("pk", flat=True)) if words else None,
        unit=form.value("unit") or "",
        hamlet=form.value("hamlet"),
        is_incomplete=states.get(form.value("state") or ""),
        pilot_in=day.year if form.value("pilot") else None,
        is_supported={"co": True, "khong": False}.get(form.value("support") or ""),
    )


def _offer(form: TeamFilters, teams: Iterable[MediationTeam], scope: RosterScope) -> None:
    """Choices that come from the rows; none where there is nothing to choose from, or where they
    are the hundreds of several communes."""
    if scope.has_communes_below:
        hide_choices(form, "unit", "hamlet")
        return
    by_hamlet = {team.hamlet_id: team for team in teams}.values()
    order = ((one.sort_place, one.hamlet.sort_name, one.hamlet_id, one) for one in by_hamlet)
    hamlets = [team.hamlet for *_, team in sorted(order)]
    units = dict.fromkeys(one.former_unit for one in hamlets if one.former_unit)
    if len(units) > 1 or form.value("unit"):
        form.offer("unit", [(unit, unit) for unit in units])
    else:
        del form.fields["unit"]
    form.offer("hamlet", [(one.pk, _in_choices(one)) for one in hamlets])


def _in_choices(hamlet: Locality) -> str:
    return f"{hamlet.name} ({hamlet.former_unit})" if hamlet.former_unit else hamlet.name


@require_GET
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The card: who, what is missing and why, what decisions said; of any day."""
    today = clock.today()
    form = RosterDays(request.GET)
    form.is_valid()
    day = form.value("day") or today
    team = team_for_reading(request.user, pk)
    may = rights(request.user, team.commune)
    service = list(team.memberships.all().with_people().in_order())
    pair = form.pair(today)
    members = [one for one in service if one.holds_on(day)]
    composition = team.composition_of(members, day)
    around = around_team(team, day) if may.details else {}
    context = {
        "form": form,
        "team": team,
        "may": may,
        "day": day,
        "today": today,
        "is_past": day != today,
        "members": members,
        "composition": composition,
        "counts": composition.counts,
        "needs": composition.needs,
        "gaps": _with_basis(composition.missing, day),
        "pair": pair,
        "changes": difference(service, *pair) if pair else [],
        "entries": history(
            team.lines.in_force_on(day).with_all().newest_first(), with_grounds=may.details
        ),
        "edits": edits(team, _TRACKED) if may.keep else [],
        "drafts": list(Decision.objects.within(team.commune).drafts()) if may.keep else [],
        "around": around,
        "results": counted_by_status(around.get(HELD, [])),
        "training": team_training((one.mediator for one in members), around.get(ATTENDED, []), day),
    }
    return render(request, "mediators/teams/team_detail.html", context)


def _with_basis(gaps: Sequence[Gap], day: dt.date) -> list[tuple[Gap, str]]:
    """What is missing, with the law that asks for it; no query where nothing is."""
    if not gaps:
        return []
    rules = {rule.kind: rule for rule in TeamRule.objects.on(day).order_by("valid_from")}
    return [(gap, rules[gap.kind].legal_basis) for gap in gaps]


@require_http_methods(["GET", "POST"])
def team_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    return _edit(request, MediationTeam(), commune, title="Thêm tổ hòa giải")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    team = team_for_keeping(request.user, pk)
    commune = team.commune
    team = locked_to_save(request, team)
    return _edit(request, team, commune, title=f"Sửa thông tin {team}")


def _edit(
    request: HttpRequest, team: MediationTeam, commune: Locality, *, title: str
) -> HttpResponse:
    form = TeamForm(sent(request), instance=team, commune=commune)
    trail = [Link("Tổ hòa giải", reverse("mediators:team_list"))]
    if team.pk:  # its name as it is saved, whatever is typed
        trail.append(Link(form.initial["name"], team.get_absolute_url()))
    return edit_row(request, form, commune, title=title, submit="Lưu tổ hòa giải", trail=trail)
