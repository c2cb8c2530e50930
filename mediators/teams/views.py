"""Tổ hòa giải: the list, a team's card, its form."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.http import HttpRequest, render_page
from mediators.access import locality_for_keeping, rights, team_for_keeping, team_for_reading
from mediators.common import page_of, saved_at, sent, tabs
from mediators.communes import RosterScope, hide_choices, scope_of
from mediators.decisions.services import new_draft
from mediators.filters import COMPLETE, LACKING, RosterDays, TeamFilters, offer_keys
from mediators.models import Decision, MediationTeam, TeamRule
from mediators.models.around import ATTENDED, HELD, around_team, counted_by_status
from mediators.models.support import with_support
from mediators.models.teams import HamletSum, picks
from mediators.people.forms import TeamForm
from mediators.people.services import locked, save_row
from mediators.teams.communes import team_communes
from mediators.teams.page import difference, history
from mediators.training.coverage import team_training
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
def team_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    scope = scope_of(request)
    may = rights(request.user, scope.locality)
    form = TeamFilters(request.GET)
    form.is_valid()
    day = form.value("day") or today
    if scope.has_communes_below and not form.is_filtering:
        return team_communes(request, scope, form, day=day)
    picked = _picked(form, day)
    teams = scope.of(MediationTeam.objects.all()).existing_on(day)
    teams = teams.with_composition(day)
    if form.value("support"):
        teams = with_support(teams, dt.date(day.year, 1, 1), day, by_named_fields=True)
    sums = teams.summed_up(picked)
    _offer(form, sums, scope)
    rows = teams.picked(picked).with_last_decision(day).with_training(day).for_list()
    n_picked = sum(one.n_picked for one in sums)
    context = {
        "form": form,
        "scope": scope,
        "page": page_of(request, rows.in_order(by=form.value("sort") or ""), count=n_picked),
        "totals": _totals(sums),
        "sort": form.value("sort") or "",
        "views": tabs(may, "team_list", query=scope.query),
        "day": day,
        "is_past": day != today,
        "may": may,
    }
    return render_page(
        request,
        "mediators/teams/team_list.html",
        context,
        fragment="mediators/teams/_team_rows.html",
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
        offer_keys(form, "unit", [(unit, unit) for unit in units], all_label="Tất cả")
    else:
        del form.fields["unit"]
    hamlets = [
        (one.hamlet_id, f"{one.name} ({one.former_unit})" if one.former_unit else one.name)
        for one in sums
    ]
    offer_keys(form, "hamlet", hamlets, all_label="Tất cả")


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
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    team = team_for_keeping(request.user, pk)
    with transaction.atomic():
        commune = team.commune
        team = locked(team) if request.method == "POST" else team
        return _edit(request, team, commune, title=f"Sửa thông tin {team}")


def _edit(
    request: HttpRequest, team: MediationTeam, commune: Locality, *, title: str
) -> HttpResponse:
    form = TeamForm(sent(request), instance=team, commune=commune)
    if request.method == "POST" and form.is_valid():
        save_row(form.save(commit=False), by=request.user, locality=commune)
        messages.success(request, saved_at())
        return redirect(team)
    context = {
        "form": form,
        "team": team if team.pk else None,
        "team_name": form.initial.get("name", ""),  # as it is saved, whatever is typed
        "title": title,
    }
    status = 422 if form.errors else 200
    return render(request, "mediators/teams/team_form.html", context, status=status)


@require_POST
def team_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """To the team's list in a draft: in the one that was chosen, else in a new one."""
    team = team_for_keeping(request.user, pk)
    draft = Decision.objects.within(team.commune).drafts().chosen(request.POST.get("draft", ""))
    if draft is None:
        draft = new_draft(team.commune, summary=f"Về việc kiện toàn {team}")
        save_row(draft, by=request.user, locality=team.commune)
    return redirect("mediators:decision_team", draft.pk, team.pk)
