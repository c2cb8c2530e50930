"""What leadership does about a cell: asks, closes, confirms, returns; and who answers it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.address import key_asked
from config.http import HttpRequest
from config.posted import tell_refusal, version_sent
from plans.models import Officer
from tasks import access
from tasks.board.filters import TO_CONFIRM
from tasks.board.load import last_updates, load_board
from tasks.board.scope import Scope
from tasks.cell.page import name_of, trail_below
from tasks.directions.forms import ALL, AnswerForm, DirectionForm, ReturnForm
from tasks.directions.reviews import confirm_all, review
from tasks.directions.services import answer_direction, close_direction, give_direction
from tasks.models import Direction, TaskYear
from tasks.models.tasks import Role
from tasks.states import Review

FOLLOWS = "tiep"
ALREADY = "Kết quả này đã được xác nhận."


# Directions


@require_http_methods(["GET", "POST"])
def direction_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one; with ``?tiep=`` the leader asks again, which ends the earlier one."""
    today = clock.today()
    task_year = access.task_year_for_directing(request.user, pk)
    follows = _followed(task_year, key_asked(request, FOLLOWS))
    answering, others = _people(request.user, task_year, today)
    initial = {"addressee": (follows and follows.addressee_id) or ALL}
    form = DirectionForm(
        request.POST if request.method == "POST" else None,
        answering=answering,
        others=others,
        today=today,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            give_direction(
                task_year=task_year,
                by=request.user,
                today=today,
                follows=follows,
                **form.cleaned_data,
            )
        except ValidationError as error:
            tell_refusal(form, error)
        else:
            messages.success(request, "Đã gửi ý kiến chỉ đạo")
            return redirect(task_year)
    title = "Chỉ đạo tiếp" if follows else "Cho ý kiến chỉ đạo"
    context = {"follows": follows, "asked_for": task_year.needs_direction}
    return _form_page(request, task_year, form, title, "Gửi ý kiến chỉ đạo", **context)


@require_http_methods(["GET", "POST"])
def direction_answer(request: HttpRequest, pk: int) -> HttpResponse:
    direction = access.direction_for_answering(request.user, pk, today=clock.today())
    task_year = direction.task_year
    if direction.answered_at or direction.closed_at:
        messages.info(request, "Ý kiến chỉ đạo này đã được trả lời hoặc đã kết thúc.")
        if request.method == "GET":
            return redirect(task_year)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_direction(direction=direction, text=form.cleaned_data["answer"], by=request.user)
        except ValidationError as error:
            tell_refusal(form, error)
        else:
            messages.success(request, "Đã gửi trả lời")
            return redirect(task_year)
    title = "Trả lời chỉ đạo"
    return _form_page(request, task_year, form, title, "Gửi trả lời", follows=direction)


@require_POST
def direction_close(request: HttpRequest, pk: int) -> HttpResponse:
    direction = access.direction_for_closing(request.user, pk)
    close_direction(direction=direction, by=request.user)
    messages.success(request, "Đã kết thúc ý kiến chỉ đạo")
    return redirect(direction.task_year)


def _followed(task_year: TaskYear, pk: int | None) -> Direction | None:
    """The direction that is asked again; 404 for one of another cell."""
    if pk is None:
        return None
    return get_object_or_404(Direction.objects.for_list(), pk=pk, task_year=task_year)


def _people(
    user: Officer, task_year: TaskYear, today: dt.date
) -> tuple[list[Officer], list[Officer]]:
    """Who answers for the task, and the others of its locality, by given name."""
    task = task_year.timeline.task
    people = list(access.officers_to_assign(task.plan))
    asked = {row.officer_id for row in task.assignments.all() if row.is_in_force(today)}
    if not asked:
        successions = user.successions_in(task.plan.locality_id)
        leads = (party for party in task.parties.all() if party.role == Role.LEAD)
        bodies = {successions.on(lead.agency, today).pk for lead in leads if lead.agency}
        asked = {one.pk for one in people if one.agency_id in bodies}
    answering = [one for one in people if one.pk in asked]
    return answering, [one for one in people if one.pk not in asked]


# Confirmation


@require_POST
def result_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    task_year = access.task_year_for_directing(request.user, pk)
    version = version_sent(request.POST)
    try:
        given = review(
            task_year=task_year, verdict=Review.CONFIRMED, by=request.user, version=version
        )
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, "Đã xác nhận kết quả" if given else ALREADY)
    return redirect(task_year)


@require_http_methods(["GET", "POST"])
def result_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the officer, with a reason; every word and number stays."""
    task_year = access.task_year_for_directing(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = ReturnForm(data, initial={"version": task_year.version})
    if request.method == "POST" and form.is_valid():
        try:
            review(
                task_year=task_year,
                verdict=Review.RETURNED,
                by=request.user,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            tell_refusal(form, error)
            form.data = {**dict(form.data.items()), "version": str(task_year.version)}
        else:
            messages.success(request, "Đã trả lại kết quả, kèm lý do")
            return redirect(task_year)
    return _form_page(request, task_year, form, "Trả lại kết quả", "Trả lại", is_return=True)


@require_http_methods(["GET", "POST"])
def results_confirm(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """All of a year: GET counts and names them, POST confirms those that were on the page."""
    plan = access.plan_for_directing(request.user, pk)
    today = clock.today()
    board = load_board(request.user, day=today, today=today, scope=Scope(pk))
    found = [cell for cell in board.to_confirm if cell.year == year]
    last = last_updates({cell.pk for cell in found}, today)
    own = {pk for pk, update in last.items() if update.author_id == request.user.pk}
    theirs = [cell for cell in found if cell.pk not in own]
    query = f"?ke_hoach={pk}&nam={year}&can_luu_y={TO_CONFIRM}"
    address = reverse("tasks:task_list") + query
    if request.method == "POST":
        seen = set(request.POST.getlist("cell"))
        chosen = [cell for cell in theirs if _mark(cell) in seen]
        n_confirmed, _ = confirm_all(cells=chosen, by=request.user)
        if n_confirmed:
            messages.success(request, f"Đã xác nhận {n_confirmed} kết quả của năm {year}")
        if n_changed := len(seen) - n_confirmed:
            words = f"{n_changed} kết quả vừa có thay đổi nên chưa xác nhận: xem lại từng kết quả."
            messages.warning(request, words)
        return redirect(address)
    context = {
        "plan": plan,
        "year": year,
        "rows": [(cell, last.get(cell.pk), _mark(cell)) for cell in theirs],
        "own": [cell for cell in found if cell.pk in own],
        "refusal": access.OWN_REPORT,
        "cancel_url": address,
    }
    return render(request, "tasks/directions/results_confirm.html", context)


def _mark(cell: TaskYear) -> str:
    """A cell as it was seen."""
    return f"{cell.pk}:{cell.version}"


# Pages


def _form_page(
    request: HttpRequest, task_year: TaskYear, form: Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "task_year": task_year,
        "title": title,
        "submit": submit,
        "name": name_of(task_year),
        "trail": trail_below(task_year),
        "cancel_url": task_year.get_absolute_url(),
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "tasks/directions/leadership_form.html", context, status=status)
