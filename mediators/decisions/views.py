"""Quyết định: the list, a draft and what becomes of it, its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.http import HttpRequest
from config.register import Link, confirm_delete
from config.versioned import locked_to_save
from mediators.access import (
    check_reads_details,
    decision_for_keeping,
    decision_for_reading,
    draft_for_keeping,
    locality_for_keeping,
    rights,
    team_for_keeping,
)
from mediators.common import sent
from mediators.decisions.deadlines import deadlines
from mediators.decisions.forms import DecisionForm, ForceForm
from mediators.decisions.page import DECISIONS
from mediators.decisions.papers import decision_document, proposal_document
from mediators.decisions.services import (
    bring_into_force,
    delete_draft,
    new_draft,
    obstacles_to_undo,
    undo,
)
from mediators.filters import DecisionFilters
from mediators.models import (
    AccessEntry,
    AccessKind,
    Decision,
    DecisionLine,
    DecisionState,
    MediationTeam,
)
from mediators.registers import edit_row, roster_list, save_row
from plans.office.nd30 import CONTENT_TYPE
from plans.text import fold


@require_GET
def decision_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    form = DecisionFilters(request.GET)
    matching = Decision.objects.visible_to(request.user).matching(form.value("text") or "")
    state, year = form.value("state") or "", form.value("year")
    years = matching.of(state=state).counted_by_year()
    form.offer("year", [(one, one) for one, _ in years if one])
    return roster_list(
        request,
        DECISIONS,
        matching.of(state=state, year=year).for_list().newest_first(),
        as_file=as_file,
        door="decision_list",
        form=form,
        count=sum(n for one, n in years if year in (None, one)),
        xlsx="decision_xlsx",
        create=("Chuẩn bị quyết định", "decision_create"),
        notes=[f"Năm {year}" if year else "Tất cả các năm"],
    )


@require_GET
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    decision = decision_for_reading(request.user, pk)
    may = rights(request.user, decision.locality)
    lines = list(decision.lines.with_all().in_order())
    teams = []
    if may.keep and decision.is_draft:
        in_locality = MediationTeam.objects.within(decision.locality).existing_on(today)
        teams = in_locality.for_list().in_order().composed_on(today)
    listed = {line.team_id for line in lines}
    context = {
        "decision": decision,
        "may": may,
        "groups": _by_team(lines),
        "deadlines": deadlines(decision, (line.kind for line in lines), today=today),
        "teams": [team for team in teams if team.pk not in listed],
        "lacking": [team for team in teams if team.pk not in listed and team.composition.missing],
    }
    return render(request, "mediators/decisions/decision_detail.html", context)


def _by_team(lines: Sequence[DecisionLine]) -> list[tuple[MediationTeam, list[DecisionLine]]]:
    return [(team, list(own)) for team, own in groupby(lines, key=lambda line: line.team)]


@require_http_methods(["GET", "POST"])
def decision_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    draft = new_draft(commune, summary="Về việc kiện toàn các tổ hòa giải")
    return _edit(request, draft, title="Chuẩn bị quyết định kiện toàn")


@require_POST
def team_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """To the team's list in a draft: in the one that was chosen, else in a new one."""
    team = team_for_keeping(request.user, pk)
    draft = Decision.objects.within(team.commune).drafts().chosen(request.POST.get("draft", ""))
    if draft is None:
        draft = new_draft(team.commune, summary=f"Về việc kiện toàn {team}")
        save_row(draft, by=request.user, locality=team.commune)
    return redirect("mediators:decision_team", draft.pk, team.pk)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    draft = locked_to_save(request, draft_for_keeping(request.user, pk))
    return _edit(request, draft, title="Sửa thông tin dự thảo")


def _edit(request: HttpRequest, draft: Decision, *, title: str) -> HttpResponse:
    form = DecisionForm(sent(request), instance=draft, today=clock.today())
    trail = [Link("Quyết định", reverse("mediators:decision_list"))]
    if draft.pk:
        trail.append(Link("Dự thảo", draft.get_absolute_url()))
    return edit_row(request, form, draft.locality, title=title, submit="Lưu dự thảo", trail=trail)


@require_http_methods(["GET", "POST"])
def decision_enact(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and day: all lines move the roster, or none does and the page says why."""
    draft = draft_for_keeping(request.user, pk)
    start = {"number": draft.number, "issued_on": draft.issued_on, "version": draft.version}
    form = ForceForm(sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            decision = bring_into_force(
                decision_id=draft.pk,
                version=data["version"],
                number=data["number"],
                issued_on=data["issued_on"],
                by=request.user,
                today=clock.today(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            form.take_version(Decision.objects.get(pk=draft.pk).version)
        else:
            told = f"Đã ghi {decision} vào danh sách lúc {timezone.localtime(clock.now()):%H:%M}."
            messages.success(request, told)
            return redirect(decision)
    groups = _by_team(list(draft.lines.with_all().in_order()))
    context = {"form": form, "decision": draft, "groups": groups}
    status = 422 if form.errors else 200
    return render(request, "mediators/decisions/decision_enact.html", context, status=status)


@require_http_methods(["GET", "POST"])
def decision_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then undoes; a refusal says what stands in the way."""
    decision = decision_for_keeping(request.user, pk)
    obstacles = obstacles_to_undo(decision)
    if request.method == "POST" and not obstacles:
        try:
            undo(decision_id=decision.pk, by=request.user)
        except ValidationError as refusal:  # somebody was quicker
            obstacles = refusal.messages
        else:
            messages.success(request, "Đã hoàn tác. Quyết định trở lại thành dự thảo.")
            return redirect(decision)
    context = {
        "decision": decision,
        "obstacles": obstacles,
        "undo_text": f"{decision}. Danh sách trở lại như trước quyết định này.",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mediators/decisions/decision_undo.html", context, status=status)


@require_http_methods(["GET", "POST"])
def decision_delete(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for_keeping(request.user, pk)
    return confirm_delete(
        request,
        "dự thảo",
        draft.summary,
        delete=lambda: delete_draft(decision_id=draft.pk, by=request.user),
        back=draft.get_absolute_url(),
        then="mediators:decision_list",
        going=[(draft.lines.count(), "dòng đã ghi trong dự thảo")],
        staying=(
            "Người đã nhập trong dự thảo vẫn còn trong danh sách hòa giải viên; các tổ không thay "
            "đổi."
        ),
    )


@require_GET
def decision_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision with its list; taking it away is logged."""
    return _paper(request, pk, decision_document, "Quyết định")


@require_GET
def decision_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The list proposed for recognition; taking it away is logged."""
    return _paper(request, pk, proposal_document, "Danh sách đề nghị")


def _paper(
    request: HttpRequest,
    pk: int,
    write: Callable[[Decision, Sequence[DecisionLine]], bytes],
    kind: str,
) -> HttpResponse:
    decision = decision_for_keeping(request.user, pk)
    lines = list(decision.lines.with_all().in_order())
    AccessEntry.note(
        AccessKind.EXPORT, f"{kind}: {decision}", by=request.user, locality=decision.locality
    )
    number = decision.number if decision.state == DecisionState.IN_FORCE else "du thao"
    name = fold(f"{kind} {number}").replace("/", "-").replace(" ", "-")
    response = HttpResponse(write(decision, lines), content_type=CONTENT_TYPE)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    response["Content-Disposition"] = disposition or "attachment"
    return response
