"""Độ phủ: how many of a day's mediators were trained in its year, and who was not."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from config.register import Link
from mediators.access import check_reads_details, rights
from mediators.communes import hide_choices, scope_of
from mediators.models import Membership
from mediators.models.learning import NEVER, Slice, slices, untrained
from mediators.registers import roster_list
from mediators.training.communes import coverage_communes, untrained_communes
from mediators.training.coverage import coverage
from mediators.training.forms import CoverageFilters, UntrainedFilters
from mediators.training.page import covered_teams, sum_of
from mediators.training.page import untrained as not_trained
from mediators.training.parts import parts


@require_GET
def coverage_page(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    form = CoverageFilters(request.GET)
    day, scope = form.value("day") or clock.today(), scope_of(request)
    if scope.has_communes_below and not as_file:
        return coverage_communes(request, scope, form, day=day)
    members = scope.of(Membership.objects.all())
    covered = coverage(slices(members, day), day)
    years = covered.by_last_year
    return roster_list(
        request,
        covered_teams(day, scope.asks),
        covered.teams,
        as_file=as_file,
        door="course_list",
        scope=scope,
        parts=parts(rights(request.user, scope.locality), "coverage", query=scope.query),
        form=form,
        total=sum_of(covered.total, len(covered.teams)),
        xlsx="coverage_xlsx",
        notes=[f"Tính đến ngày {day:%d/%m/%Y}"],
        fragment="mediators/training/_coverage_rows.html",
        covered=covered,
        day=day,
        last_years=[(year, NEVER if year is None else year, count) for year, count in years],
    )


@require_GET
def untrained_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """Whom the year has not reached, who was never trained first."""
    check_reads_details(request.user)
    form = UntrainedFilters(request.GET)
    today = clock.today()
    day = CoverageFilters(request.GET).value("day") or today
    scope = scope_of(request)
    if scope.has_communes_below and not ({"to", "lan_cuoi"} & set(request.GET) or as_file):
        return untrained_communes(request, scope, day=day)
    members = scope.of(Membership.objects.all())
    waiting = [one for one in slices(members, day) if one.last_year != day.year]
    _offer(form, waiting)
    if scope.has_communes_below:
        hide_choices(form, "team")
    team, last = form.value("team"), form.value("last") or ""
    count = sum(one.n_members for one in waiting if _is_picked(one, team=team, last=last))
    rows = untrained(members, day, team=team, last=last).with_people().with_commune()
    return roster_list(
        request,
        not_trained(day),
        rows,
        as_file=as_file,
        door="course_list",
        scope=scope,
        parts=parts(rights(request.user, scope.locality), "coverage", query=scope.query),
        trail=[Link("Độ phủ tập huấn", reverse("mediators:coverage") + scope.query)],
        form=form,
        count=count,
        xlsx="untrained_xlsx",
        notes=[f"Tính đến ngày {day:%d/%m/%Y}"],
    )


def _offer(form: UntrainedFilters, waiting: Sequence[Slice]) -> None:
    """Choices that come from the rows."""
    teams = {one.team_id: _name(one) for one in waiting}
    form.offer("team", teams.items())
    years = sorted({one.last_year for one in waiting if one.last_year}, reverse=True)
    choices = [(str(year), f"Năm {year}") for year in years]
    form.offer("last", [(NEVER, "Chưa dự lớp nào"), *choices])


def _name(one: Slice) -> str:
    return f"{one.team_name} ({one.team_unit} cũ)" if one.team_unit else one.team_name


def _is_picked(one: Slice, *, team: int | None, last: str) -> bool:
    """See also ``mediators.models.learning.untrained``."""
    last_year = NEVER if one.last_year is None else str(one.last_year)
    return team in (None, one.team_id) and last in ("", last_year)
