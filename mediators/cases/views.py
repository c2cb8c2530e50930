"""Vụ, việc hòa giải: the ledger as a list and as a file, a case's page, its form, its end."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest, render_page
from mediators.access import (
    case_for_keeping,
    case_for_reading,
    check_reads_details,
    locality_for_keeping,
    rights,
    team_for_keeping,
)
from mediators.cases.communes import case_communes
from mediators.cases.filters import CaseFilters
from mediators.cases.forms import CaseForm
from mediators.cases.ledger import Crew, court_deadline, ledger_table
from mediators.cases.services import delete_case, hold_ledger, obstacles_to_deletion, save_case
from mediators.common import exported, page_of, saved_at, sent, tabs
from mediators.communes import RosterScope, hide_choices, scope_of
from mediators.models import CaseStatus, MediationCase, MediationTeam, Mediator
from mediators.models.cases import CaseSum, MediationCaseQuerySet
from plans.edits import edits

_TRACKED = (
    "ledger_number",
    "received_on",
    "scope",
    "matter",
    "started_on",
    "ended_on",
    "outcome",
    "has_written_agreement",
    "court_recognised_on",
)


@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    today = clock.today()
    scope = scope_of(request)
    may = rights(request.user, scope.locality)
    form = CaseFilters(request.GET)
    form.is_valid()
    if scope.has_communes_below and not form.picks_rows:
        return case_communes(request, scope, form, today=today)
    cases, picked = _found(scope, form, today)
    asked = Mediator.objects.visible_to(request.user).filter(pk=form.value("mediator"))
    sums = cases.summed_up(picked, asked=asked)
    form.offer_from(sums)
    if scope.has_communes_below:
        hide_choices(form, "team")
    sort = form.value("sort") or ""
    context = {
        "form": form,
        "scope": scope,
        "page": page_of(
            request,
            cases.picked(picked).for_list().in_order(by=sort),
            count=sum(one.n_picked for one in sums),
        ),
        "statuses": _statuses(sums),
        "n_cases": sum(one.n_cases for one in sums),
        "sort": sort or "-tiep-nhan",
        "day": form.as_of(today),
        "today": today,
        "query": request.GET.urlencode(),
        "views": tabs(may, "case_list", query=scope.query),
        "may": may,
    }
    return render_page(
        request,
        "mediators/cases/case_list.html",
        context,
        fragment="mediators/cases/_case_rows.html",
    )


def _found(
    scope: RosterScope, form: CaseFilters, today: dt.date
) -> tuple[MediationCaseQuerySet, Q]:
    """The ledger as it stood on the day that is asked for, and what the filters pick of it."""
    day = form.as_of(today)
    cases = scope.of(MediationCase.objects.all()).known_on(day).with_status(day)
    return cases, form.picked(today)


def _statuses(sums: list[CaseSum]) -> list[tuple[str, int]]:
    """The found cases by where they stand: parts that add up."""
    return [(one.label, sum(getattr(row, one) for row in sums)) for one in CaseStatus]


@require_GET
def case_export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a workbook in the columns of the paper ledger."""
    check_reads_details(request.user)
    today = clock.today()
    form = CaseFilters(request.GET)
    form.is_valid()
    scope = scope_of(request)
    cases, picked = _found(scope, form, today)
    rows = list(cases.picked(picked).for_list().in_order(by=form.value("sort") or "tiep-nhan"))
    place = str(scope.locality or "")
    table = ledger_table(rows, place=place, day=form.as_of(today))
    return exported(request, "Sổ theo dõi hoạt động hòa giải", table)


@require_GET
def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    case = case_for_reading(request.user, pk)
    awaits_court = case.has_written_agreement and case.court_recognised_on is None
    context = {
        "case": case,
        "may": rights(request.user, case.team.commune),
        "status": case.status_on(today).label,
        "mediators": case.mediators.in_order(),
        "payments": case.payments.with_people(),
        "court_until": court_deadline(case.ended_on) if awaits_court and case.ended_on else None,
        "today": today,
        "edits": edits(case, _TRACKED, many={"mediators": "mediator"}),
    }
    return render(request, "mediators/cases/case_detail.html", context)


@require_http_methods(["GET", "POST"])
def case_create(request: HttpRequest) -> HttpResponse:
    """The form of the team in "team"; without one it asks for the team."""
    commune = locality_for_keeping(request.user)
    key = request.GET.get("team", "")
    if not (key.isdecimal() and len(key) < 19):
        teams = MediationTeam.objects.of_commune(commune).existing_on(clock.today())
        context = {"teams": teams.for_list().in_order()}
        return render(request, "mediators/cases/case_team.html", context)
    team = team_for_keeping(request.user, int(key))
    with transaction.atomic():
        if request.method == "POST":
            hold_ledger(team.commune)
        return _edit(request, MediationCase(team=team), title="Ghi vụ, việc")


@require_http_methods(["GET", "POST"])
def case_edit(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_for_keeping(request.user, pk)
    with transaction.atomic():
        if request.method == "POST":
            hold_ledger(case.team.commune)
            case = case_for_keeping(request.user, pk)  # as the last writer left it
        return _edit(request, case, title=f"Sửa {case.name[:1].lower()}{case.name[1:]}")


def _edit(request: HttpRequest, case: MediationCase, *, title: str) -> HttpResponse:
    team = case.team
    form = CaseForm(
        sent(request),
        instance=case,
        today=clock.today(),
        crew=Crew(list(team.memberships.all().by_name())),
        is_paid=case.pk is not None and case.payments.exists(),
    )
    if request.method == "POST" and form.is_valid():
        save_case(form.save(commit=False), form.mediators, by=request.user)
        messages.success(request, saved_at())
        return redirect(case)
    context = {
        "form": form,
        "case": case if case.pk else None,
        "team": team,
        "title": title,
    }
    status = 422 if form.errors else 200
    return render(request, "mediators/cases/case_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def case_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then deletes; a refusal says what stands in the way."""
    case = case_for_keeping(request.user, pk)
    obstacles = obstacles_to_deletion(case)
    if request.method == "POST" and not obstacles:
        try:
            delete_case(case, by=request.user)
        except ValidationError as refusal:  # somebody was quicker
            obstacles = refusal.messages
        else:
            messages.success(request, "Đã xóa vụ, việc khỏi sổ.")
            return redirect("mediators:case_list")
    context = {"case": case, "obstacles": obstacles}
    status = 422 if request.method == "POST" else 200
    return render(request, "mediators/cases/case_delete.html", context, status=status)
