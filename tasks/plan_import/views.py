"""Nhập kế hoạch: upload, preview, confirm. Nothing is loaded before a person has seen it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.http import HttpRequest
from plans.document import PlanDocument, Task, Unreadable, read
from tasks.access import import_for_preview, localities_for_import
from tasks.models import PlanImport
from tasks.plan_import.bodies import Bodies, look_alikes, names_in
from tasks.plan_import.forms import NEW, Choices, Offer, PreviewForm, UploadForm
from tasks.plan_import.page import grouped_changes, outline_of, task_rows
from tasks.plan_import.services import LoadError, Outcome, YearsMissing, find_plan, load_plan

TASKS_A_PAGE = 50
BAD_INPUT = 422


@require_http_methods(["GET", "POST"])
def plan_import(request: HttpRequest) -> HttpResponse:
    """The upload. A readable file is kept until it is confirmed, cancelled, or two days old."""
    localities = localities_for_import(request.user)
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        localities=localities,
        home=request.user.locality,
    )
    if is_sent and form.is_valid():
        now = clock.now()
        PlanImport.objects.left_behind(now).delete()
        kept = PlanImport.objects.create(
            locality=form.chosen_locality,
            name=form.document.source_name[:255],
            content=form.content,
            uploaded_by=request.user,
            uploaded_at=now,
        )
        return redirect("tasks:plan_preview", key=kept.key)
    context = {
        "form": form,
        "waiting": PlanImport.objects.of(request.user).defer("content"),
        "has_locality": bool(localities),
    }
    status = BAD_INPUT if is_sent else 200
    return render(request, "tasks/plan_import/plan_import.html", context, status=status)


@dataclass(slots=True)
class _Preview:
    """An upload as read, and what loading it would do."""

    kept: PlanImport
    document: PlanDocument
    choices: Choices
    page: Page[Task]
    outcome: Outcome | None = None
    error: str = ""

    def load(self, request: HttpRequest, *, apply: bool) -> Outcome:
        plans = {str(plan.pk): plan for plan in self.kept.locality.plans.all()}
        return load_plan(
            self.document,
            locality=self.kept.locality,
            by=request.user,
            today=clock.today(),
            bodies=self.choices.merges,
            apply=apply,
            plan=plans.get(self.choices.target),
            is_new=self.choices.target == NEW,
            years=self.choices.years,
            short_title=self.choices.short_title,
            titles=self.choices.titles,
        )

    def look(self, request: HttpRequest) -> None:
        try:
            self.outcome = self.load(request, apply=False)
        except YearsMissing:
            self.outcome = None
        except LoadError as error:
            self.error = str(error)


@require_http_methods(["GET", "POST"])
def plan_preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What was read, what may be corrected, what would change; and the confirmation."""
    kept = import_for_preview(request.user, key)
    try:
        preview = _read(request, kept)
    except Unreadable as error:  # it was readable: the reader has learned since
        messages.error(request, f"{kept.name}: {error}")
        return redirect("tasks:plan_import")
    preview.look(request)
    data = request.POST if request.method == "POST" else None
    form = PreviewForm(data, offer=_offer(preview), choices=preview.choices)
    if request.method == "POST":
        if not form.is_valid():
            return _preview_page(request, preview, form, status=BAD_INPUT)
        preview.choices = form.decided()
        preview.kept.choices = preview.choices.stored()
        preview.kept.save(update_fields=["choices"])
        if request.POST.get("act") != "load":
            messages.success(request, "Đã cập nhật bản xem trước, chưa nhập vào phần mềm.")
            return redirect(request.get_full_path())
        try:
            return _confirmed(request, preview)
        except LoadError as error:
            form.add_error(None, str(error))
            return _preview_page(request, preview, form, status=BAD_INPUT)
    return _preview_page(request, preview, form)


@require_POST
def plan_import_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Throws the upload away."""
    kept = import_for_preview(request.user, key)
    kept.delete()
    messages.success(request, f"Đã bỏ tệp {kept.name}. Không có gì được nhập.")
    return redirect("tasks:plan_import")


def _read(request: HttpRequest, kept: PlanImport) -> _Preview:
    document = read(bytes(kept.content), name=kept.name)
    page = Paginator(document.tasks, TASKS_A_PAGE).get_page(request.GET.get("trang"))
    return _Preview(kept, document, Choices.of(kept.choices), page)


def _offer(preview: _Preview) -> Offer:
    document, locality = preview.document, preview.kept.locality
    bodies, names = Bodies(locality), names_in(document)
    return Offer(
        document=document,
        plans=list(locality.plans.newest_first()),
        found=find_plan(document, locality=locality),
        groups=look_alikes(names, bodies),
        names=names,
        bodies=bodies,
        tasks=list(preview.page),
        working_titles=preview.outcome.working_titles if preview.outcome else {},
    )


def _confirmed(request: HttpRequest, preview: _Preview) -> HttpResponse:
    outcome = preview.load(request, apply=True)
    preview.kept.delete()
    if outcome.is_new:
        messages.success(
            request,
            f"Đã nhập kế hoạch: {outcome.n_tasks} nhiệm vụ, {outcome.n_timelines} thời gian thực "
            f"hiện, {outcome.n_cells} nhiệm vụ theo năm.",
        )
    elif outcome.is_same:
        messages.success(request, "Không có thay đổi: kế hoạch đã có đúng nội dung này.")
    else:
        messages.success(request, f"Đã thực hiện {len(outcome.changes)} thay đổi.")
    assert outcome.plan is not None  # noqa: S101 -- what was applied has its plan
    return redirect(outcome.plan)


def _preview_page(
    request: HttpRequest, preview: _Preview, form: PreviewForm, *, status: int = 200
) -> HttpResponse:
    outcome = preview.outcome
    context: dict[str, Any] = {
        "form": form,
        "kept": preview.kept,
        "document": preview.document,
        "outcome": outcome,
        "error": preview.error,
        "changes": grouped_changes(outcome),
        "outline": outline_of(preview.document),
        "page": preview.page,
        "tasks": task_rows(preview.page, form.title_fields),
    }
    return render(request, "tasks/plan_import/plan_preview.html", context, status=status)
