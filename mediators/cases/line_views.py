"""Quick entry: a table in which a year of a paper ledger is written down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.forms import with_one_more_row
from config.http import HttpRequest
from mediators.access import locality_for_keeping, team_for_keeping
from mediators.cases.forms import Lines, Taken, blank_lines
from mediators.cases.ledger import Crew
from mediators.cases.services import save_cases
from mediators.common import saved_at, sent
from mediators.models import MediationCase, MediationTeam, Membership
from mediators.models.cases import hold_ledger
from plans.models import Locality

PREFIX = "dong"
FIRST_YEAR = 2000


@require_GET
def case_enter(request: HttpRequest) -> HttpResponse:
    """To the table of the team and the year that are chosen; of all teams, of this year."""
    locality_for_keeping(request.user)
    year, team = request.GET.get("nam", ""), request.GET.get("team", "")
    today = clock.today()
    is_year = year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= today.year
    args = [int(year) if is_year else today.year]
    if team.isdecimal() and len(team) < 19:
        args.append(int(team))
    return redirect("mediators:case_lines", *args)


@require_http_methods(["GET", "POST"])
def case_lines(request: HttpRequest, year: int, team_pk: int | None = None) -> HttpResponse:
    """A POST saves all lines or none; with "dong-add" it gives another row."""
    commune = locality_for_keeping(request.user)
    team = team_for_keeping(request.user, team_pk) if team_pk else None
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    is_adding = f"{PREFIX}-add" in request.POST
    with transaction.atomic():
        if request.method == "POST" and not is_adding:
            hold_ledger(commune)
        formset, teams = _table(request, commune, team, year)
        if request.method == "POST" and not is_adding and formset.is_valid():
            filled = [form for form in formset if not form.is_blank]
            lines = [(form.case(), form.mediators) for form in filled]
            save_cases(lines, by=request.user, commune=commune)
            messages.success(request, f"{saved_at()} Đã ghi {len(lines)} vụ, việc vào sổ.")
            where = f"?nam={year}" + (f"&team={team.pk}" if team else "")
            return redirect(reverse("mediators:case_list") + where)
    is_refused = request.method == "POST" and not is_adding
    context = {
        "lines": formset,
        "formset": formset if is_refused else None,
        "team": team,
        "teams": teams,
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "crew": [str(one) for one in _crew_of(formset, team)],
    }
    status = 422 if is_refused else 200
    return render(request, "mediators/cases/case_lines.html", context, status=status)


def _table(
    request: HttpRequest, commune: Locality, team: MediationTeam | None, year: int
) -> tuple[Any, list[MediationTeam]]:
    """The lines, and the teams that may be chosen."""
    today = clock.today()
    teams = list(MediationTeam.objects.of_commune(commune).for_list().in_order())
    cases = MediationCase.objects.within(commune).received_in(year)
    taken = Taken(list(cases if team is None else cases.of_team(team)), year)
    service: dict[int, list[Membership]] = {}
    for one in Membership.objects.within(commune).by_name():
        service.setdefault(one.team_id, []).append(one)
    data = sent(request)
    if data is not None and f"{PREFIX}-add" in data:
        data = with_one_more_row(data, PREFIX)
    formset = Lines(
        data,
        prefix=PREFIX,
        initial=blank_lines(team, taken),
        form_kwargs={
            "teams": {one.pk: one for one in teams},
            "team": team,
            "crews": {pk: Crew(rows) for pk, rows in service.items()},
            "taken": taken,
            "today": today,
        },
    )
    return formset, teams


def _crew_of(formset: Any, team: MediationTeam | None) -> list[Any]:
    """Who serves in the one team today: names to type."""
    if team is None:
        return []
    crew: Crew = formset.form_kwargs["crews"].get(team.pk, Crew(()))
    return crew.people(clock.today())
