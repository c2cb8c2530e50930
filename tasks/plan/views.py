"""Kế hoạch: the list of plans, the plan as a document, its findings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config import clock
from config.http import HttpRequest, wants_partial
from plans.models import Finding, Plan
from tasks.access import (
    can_administer,
    can_coordinate,
    can_import,
    finding_for_settling,
    plan_for_reading,
)
from tasks.board.communes import choose_commune
from tasks.board.load import load_board
from tasks.board.scope import Scope
from tasks.board.tabs import tabs
from tasks.plan.finding_forms import FindingForm
from tasks.plan.forms import PlanDayForm
from tasks.plan.page import Note, draw_plan, plan_lines, printed_head

SHOWN = {"mo": "open", "xong": "settled"}


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan of the locality, those in force first."""
    if chooser := choose_commune(request, "Kế hoạch"):
        return chooser
    today = clock.today()
    board = load_board(
        request.user, day=today, today=today, scope=Scope.of(request), in_force_only=False
    )
    context = {"lines": plan_lines(board), "can_import": can_import(request.user)}
    return render(request, "tasks/plan/plan_list.html", context)


@require_GET
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as printed, with the state of each clause beside it."""
    plan = plan_for_reading(request.user, pk)
    return _plan_page(request, plan)


def _plan_page(
    request: HttpRequest, plan: Plan, *, wrong: FindingForm | None = None, status: int = 200
) -> HttpResponse:
    today = clock.today()
    day_form = PlanDayForm(request.GET, plan=plan, today=today)
    board = load_board(request.user, day=day_form.day, today=today, scope=Scope(plan.pk))
    page = draw_plan(plan, board)
    shown = SHOWN.get(request.GET.get("luu_y", ""), "")
    can_settle = can_administer(request.user, plan)
    if can_settle:
        for note in page.notes:
            is_wrong = wrong is not None and wrong.finding.pk == note.finding.pk
            note.form = wrong if is_wrong else FindingForm(finding=note.finding)
    context = {
        "plan": plan,
        "head_of_plan": printed_head(plan),
        "page": page,
        "day": day_form.day,
        "today": today,
        "day_form": day_form,
        "tabs": tabs(board, None, "plan_detail"),
        "shown": page.notes_shown(shown),
        "views": _views(plan, shown, page.n_open, page.n_settled),
        "is_filtering": bool(shown),
        "can_settle": can_settle,
        "can_coordinate": can_coordinate(request.user, plan),
        "form": wrong,
    }
    return render(request, "tasks/plan/plan_detail.html", context, status=status)


def _views(plan: Plan, shown: str, n_open: int, n_settled: int) -> list[dict[str, Any]]:
    """Parts of the list of findings, each with its address."""
    url = plan.get_absolute_url()
    parts = [("Tất cả", "", n_open + n_settled), ("Chưa giải quyết", "mo", n_open)]
    parts.append(("Đã giải quyết", "xong", n_settled))
    return [
        {
            "label": label,
            "url": f"{url}?luu_y={key}#luu-y" if key else f"{url}#luu-y",
            "is_current": SHOWN.get(key, "") == shown,
            "count": n,
        }
        for label, key, n in parts
    ]


@require_POST
def finding_settle(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """Explains a finding, settles it or opens it again."""
    finding = finding_for_settling(request.user, pk, finding_pk)
    form = FindingForm(request.POST, finding=finding)
    if not form.is_valid():
        if wants_partial(request):
            return _finding_part(request, finding, form)
        return _plan_page(request, finding.plan, wrong=form, status=422)
    if form.has_changed():
        finding.explain(
            form.cleaned_data["explanation"],
            by=request.user,
            today=clock.today(),
            is_settled=form.cleaned_data["is_settled"],
        )
    if wants_partial(request):
        return _finding_part(request, finding, FindingForm(finding=finding), is_saved=True)
    messages.success(request, "Đã lưu giải thích.")
    return redirect(f"{reverse('tasks:plan_detail', args=[pk])}#luu-y-{finding_pk}")


def _finding_part(
    request: HttpRequest,
    finding: Finding,
    form: FindingForm,
    *,
    is_saved: bool = False,
) -> HttpResponse:
    """The finding alone. Errors come with 200 too: htmx puts in nothing else."""
    note = Note(finding, form)
    context = {"note": note, "is_saved": is_saved, "saved_at": timezone.localtime(clock.now())}
    return render(request, "tasks/plan/_finding.html", context)
