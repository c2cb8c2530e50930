"""Vụ, việc hòa giải: the ledger as a list and as a file, a case's page, its form, its end."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import Link, confirm_delete, render_form
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
from mediators.cases.page import cases_on
from mediators.cases.services import delete_case, obstacles_to_deletion, save_case
from mediators.common import exported, saved_at, sent
from mediators.communes import hide_choices, scope_of
from mediators.models import CaseStatus, MediationCase, MediationTeam, Mediator
from mediators.models.cases import CaseSum, hold_ledger
from mediators.registers import roster_list
from plans.edits import edits
from plans.models import Officer

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
def case_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """The ledger as it stood on the day that is asked for; as a file in the paper's columns."""
    check_reads_details(request.user)
    today, scope = clock.today(), scope_of(request)
    form = CaseFilters(request.GET)
    if scope.has_communes_below and not (form.picks_rows or as_file):
        return case_communes(request, scope, form, today=today)
    day, picked, sort = form.as_of(today), form.picked(today), form.value("sort") or ""
    cases = scope.of(MediationCase.objects.all()).known_on(day).with_status(day)
    if as_file:
        rows = list(cases.picked(picked).for_list().in_order(by=sort or "tiep-nhan"))
        table = ledger_table(rows, place=str(scope.locality or ""), day=day)
        return exported(request, "Sổ theo dõi hoạt động hòa giải", table)
    sums = cases.summed_up(picked)
    form.offer_from(sums, mediator=_mediator_asked(form, request.user))
    if scope.has_communes_below:
        hide_choices(form, "team")
    return roster_list(
        request,
        cases_on(day),
        cases.picked(picked).for_list(with_communes=scope.has_communes_below).in_order(by=sort),
        as_file=False,
        door="case_list",
        scope=scope,
        form=form,
        count=sum(one.n_picked for one in sums),
        sort=sort or "-tiep-nhan",
        xlsx="case_export",
        create=("Nhập nhiều vụ, việc", "case_enter"),
        template="mediators/cases/case_list.html",
        fragment="mediators/cases/_case_rows.html",
        statuses=_statuses(sums),
        n_cases=sum(one.n_cases for one in sums),
        day=day,
        today=today,
    )


def _mediator_asked(form: CaseFilters, user: Officer) -> Mediator | None:
    key = form.value("mediator")
    return Mediator.objects.visible_to(user).filter(pk=key).first() if key else None


def _statuses(sums: list[CaseSum]) -> list[tuple[str, int]]:
    """The found cases by where they stand: parts that add up."""
    return [(one.label, sum(row.picked.get(one, 0) for row in sums)) for one in CaseStatus]


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
    trail = [Link("Vụ, việc", reverse("mediators:case_list"))]
    if case.pk:
        trail.append(Link("Trang vụ, việc", case.get_absolute_url()))
    return render_form(
        request,
        form,
        title=title,
        submit="Lưu vụ, việc",
        trail=trail,
        lead=(
            f"{team}{f' ({team.place})' if team.place else ''}. Không ghi tên các bên: số trong sổ "
            "dẫn đến sổ giấy."
        ),
    )


@require_http_methods(["GET", "POST"])
def case_delete(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_for_keeping(request.user, pk)
    return confirm_delete(
        request,
        "vụ, việc",
        str(case),
        delete=lambda: delete_case(case, by=request.user),
        back=case.get_absolute_url(),
        then="mediators:case_list",
        question="Xóa vụ, việc này khỏi sổ?",
        done="Đã xóa vụ, việc khỏi sổ.",
        staying="Số liệu thống kê sẽ bớt một vụ, việc. Nhật ký vẫn ghi ai đã xóa.",
        obstacles=lambda: obstacles_to_deletion(case),
        refused="Chưa xóa được vụ, việc này",
        instead=[Link("Về trang vụ, việc", case.get_absolute_url())],
    )
