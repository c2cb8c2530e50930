"""Tổ hòa giải: the list, a team's card, its form."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
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
from mediators.models.support import with_support
from mediators.models.teams import HamletSum, picks
from mediators.registers import edit_row, roster_list
from mediators.teams.communes import team_communes
from mediators.teams.forms import TeamForm
from mediators.teams.page import TEAMS, difference, history, team_training
from plans.edits import edits
from plans.models import Locality

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
    picked = _picked(form, day)
    teams = scope.of(MediationTeam.objects.all()).existing_on(day)
    teams = teams.with_composition(day)
    if form.value("support"):
        teams = with_support(teams, dt.date(day.year, 1, 1), day, by_named_fields=True)
    sums = teams.summed_up(picked)
    _offer(form, sums, scope)
    rows = teams.picked(picked).with_last_decision(day).with_training(day).for_list()
    totals = _totals(sums)
    return roster_list(
        request,
        TEAMS,
        rows.in_order(by=form.value("sort") or ""),
        as_file=as_file,
        door="team_list",
        scope=scope,
        form=form,
        count=totals["n_picked"],
        total={
            "name": f"Cộng {totals['n_picked']} tổ",
            "n_members": totals["n_picked_members"],
            "n_women": totals["n_picked_women"],
        },
        sort=form.value("sort") or "",
        xlsx="team_xlsx",
        create=("Thêm tổ hòa giải", "team_create"),
        notes=[f"Tính đến ngày {day:%d/%m/%Y}"],
        template="mediators/teams/team_list.html",
        fragment="mediators/teams/_team_rows.html",
        totals=totals,
        day=day,
        is_past=day != today,
    )


def _picked(form: TeamFilters, day: dt.date) -> Q:
    states = {LACKING: True, COMPLETE: False}
    return picks(
        day,
        words=form.value("text") or "",
        unit=form.value("unit") or "",
        hamlet=form.value("hamlet"),
        is_incomplete=states.get(form.value("state") or ""),
        pilot_in=day.year if form.value("pilot") else None,
        is_supported={"co": True, "khong": False}.get(form.value("support") or ""),
    )


def _offer(form: TeamFilters, sums: list[HamletSum], scope: RosterScope) -> None:
    """Choices that come from the rows; none where there is nothing to choose from, or where they
    are the hundreds of several communes."""
    if scope.has_communes_below:
        hide_choices(form, "unit", "hamlet")
        return
    units = dict.fromkeys(one.former_unit for one in sums if one.former_unit)
    if len(units) > 1 or form.value("unit"):
        form.offer("unit", [(unit, unit) for unit in units])
    else:
        del form.fields["unit"]
    hamlets = [
        (one.hamlet_id, f"{one.name} ({one.former_unit})" if one.former_unit else one.name)
        for one in sums
    ]
    form.offer("hamlet", hamlets)


def _totals(sums: list[HamletSum]) -> dict[str, int]:
    names = (
        "n_teams",
        "n_incomplete",
        "n_members",
        "n_women",
        "n_picked",
        "n_picked_members",
        "n_picked_women",
    )
    totals = {name: sum(getattr(one, name) for one in sums) for name in names}
    return totals | {"n_complete": totals["n_teams"] - totals["n_incomplete"]}


@require_GET
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The card: who, what is missing and why, what decisions said; of any day."""
    today = clock.today()
    form = RosterDays(request.GET)
    form.is_valid()
    day = form.value("day") or today
    team = team_for_reading(request.user, pk, as_of=day)
    may = rights(request.user, team.commune)
    service = list(team.memberships.all().with_people().in_order())
    rules = {rule.kind: rule for rule in TeamRule.objects.on(day).order_by("valid_from")}
    pair = form.pair(today)
    members = [one for one in service if one.holds_on(day)]
    around = around_team(team, day) if may.details else {}
    context = {
        "form": form,
        "team": team,
        "may": may,
        "day": day,
        "today": today,
        "is_past": day != today,
        "members": members,
        "gaps": [(gap, rules[gap.kind].legal_basis) for gap in team.missing],
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
