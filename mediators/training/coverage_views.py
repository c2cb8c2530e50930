"""Độ phủ: how many of a day's mediators were trained in its year, and who was not."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest, render_page
from mediators.access import check_reads_details, rights
from mediators.common import PAGE_SIZE, PRINT_SIZE, page_of, tabs
from mediators.communes import hide_choices, scope_of
from mediators.filters import offer_keys
from mediators.models import Membership
from mediators.models.learning import NEVER, Slice, slices, untrained
from mediators.training.communes import coverage_communes, untrained_communes
from mediators.training.coverage import coverage
from mediators.training.forms import CoverageFilters, UntrainedFilters
from mediators.training.parts import parts


@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    form = CoverageFilters(request.GET)
    today = clock.today()
    day = form.value("day") or today
    scope = scope_of(request)
    if scope.has_communes_below:
        return coverage_communes(request, scope, form, day=day)
    members = scope.of(Membership.objects.all())
    covered = coverage(slices(members, day), day)
    size = PRINT_SIZE if request.GET.get("in") else PAGE_SIZE
    may = rights(request.user, scope.locality)
    context = {
        "form": form,
        "scope": scope,
        "day": day,
        "today": today,
        "covered": covered,
        "page": Paginator(covered.teams, size).get_page(request.GET.get("trang")),
        "last_years": [
            (year, NEVER if year is None else year, count) for year, count in covered.by_last_year
        ],
        "views": tabs(may, "course_list", query=scope.query),
        "parts": parts(may, "coverage", query=scope.query),
    }
    return render_page(
        request,
        "mediators/training/coverage.html",
        context,
        fragment="mediators/training/_coverage_rows.html",
    )


@require_GET
def untrained_list(request: HttpRequest) -> HttpResponse:
    """Whom the year has not reached, who was never trained first."""
    check_reads_details(request.user)
    form = UntrainedFilters(request.GET)
    today = clock.today()
    day = CoverageFilters(request.GET).value("day") or today
    scope = scope_of(request)
    if scope.has_communes_below and not {"to", "lan_cuoi"} & set(request.GET):
        return untrained_communes(request, scope, day=day)
    members = scope.of(Membership.objects.all())
    waiting = [one for one in slices(members, day) if one.last_year != day.year]
    _offer(form, waiting)
    if scope.has_communes_below:
        hide_choices(form, "team")
    team, last = form.value("team"), form.value("last") or ""
    count = sum(one.n_members for one in waiting if _is_picked(one, team=team, last=last))
    rows = untrained(members, day, team=team, last=last).with_people().with_commune()
    may = rights(request.user, scope.locality)
    context = {
        "form": form,
        "scope": scope,
        "day": day,
        "page": page_of(request, rows, count=count),
        "views": tabs(may, "course_list", query=scope.query),
        "parts": parts(may, "coverage", query=scope.query),
        "may": may,
    }
    return render_page(
        request,
        "mediators/training/untrained_list.html",
        context,
        fragment="mediators/training/_untrained_rows.html",
    )


def _offer(form: UntrainedFilters, waiting: Sequence[Slice]) -> None:
    """Choices that come from the rows."""
    teams = {one.team_id: _name(one) for one in waiting}
    offer_keys(form, "team", teams.items(), all_label="Tất cả")
    years = sorted({one.last_year for one in waiting if one.last_year}, reverse=True)
    choices = [(str(year), f"Năm {year}") for year in years]
    form.offer("last", [(NEVER, "Chưa dự lớp nào"), *choices], all_label="Tất cả")


def _name(one: Slice) -> str:
    return f"{one.team_name} ({one.team_unit} cũ)" if one.team_unit else one.team_name


def _is_picked(one: Slice, *, team: int | None, last: str) -> bool:
    """See also ``mediators.models.learning.untrained``."""
    last_year = NEVER if one.last_year is None else str(one.last_year)
    return team in (None, one.team_id) and last in ("", last_year)
