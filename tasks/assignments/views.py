"""Phân công: who answers for each task, from when to when; changed in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import retarget

from config import clock
from config.http import HttpRequest, render_page, wants_partial
from config.posted import saved_at
from tasks import access
from tasks.access import can_coordinate
from tasks.assignments.forms import AssignForm, AssignmentFilters, EndForm
from tasks.assignments.page import (
    Ownership,
    Row,
    chosen,
    people_of,
    rows_of,
)
from tasks.assignments.papers import assignment_workbook
from tasks.assignments.services import assign, end_assignment
from tasks.board.board import Board
from tasks.board.communes import choose_commune
from tasks.board.load import load_board
from tasks.board.request import board_for, no_plan
from tasks.board.scope import Scope
from tasks.models import Assignment, Task

TITLE = "Phân công"
TASKS = "nhiem_vu"
MOST_TASKS = 500
LIST = "danh-sach"


@require_GET
def assignment_list(request: HttpRequest) -> HttpResponse:
    """All tasks of the plans shown; what nobody answers for stands first."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    return render_page(
        request,
        "tasks/assignments/assignment_list.html",
        _list(board, request.GET),
        fragment="tasks/assignments/_assignment_list.html",
    )


def _list(board: Board, asked: QueryDict) -> dict[str, Any]:
    every = rows_of(board)
    form = AssignmentFilters(asked, board=board, people=people_of(every))
    shown = _shown(every, form)
    can_assign = bool(board.plans) and all(can_coordinate(board.user, p) for p in board.plans)
    return {
        "board": board,
        "form": form,
        "rows": shown,
        "n_all": len(every),
        "parts": [
            {
                "word": part.label.lower(),
                "count": sum(row.ownership == part for row in every),
                "url": form.address(tinh_trang=part.value),
                "is_first": part == Ownership.NOBODY,
            }
            for part in Ownership
            if part != Ownership.NOT_BEGUN or any(row.ownership == part for row in every)
        ],
        "people_gone": sorted(
            {str(one.officer) for row in every for one in row.people if not one.officer.is_active}
        ),
        "can_assign": can_assign,
        "today": board.day,
        "list_url": board.scope.url("assignment_list"),
        "all_shown_url": _assign_url(row.task.pk for row in shown),
    }


def _shown(every: Sequence[Row], form: AssignmentFilters) -> list[Row]:
    return chosen(
        every,
        ownership=form.value("ownership"),
        officer=form.value("officer"),
        lead=form.lead_name,
    )


@require_GET
def assignment_xlsx(request: HttpRequest) -> HttpResponse:
    """The rows that the filters leave, as a workbook."""
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    every = rows_of(board)
    form = AssignmentFilters(request.GET, board=board, people=people_of(every))
    return assignment_workbook(board, _shown(every, form), form)


@require_GET
def assignment_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who has answered, answers or will answer for one task."""
    today = clock.today()
    task = access.task_for_reading(request.user, pk)
    rows = task.assignments.select_related("officer__agency").newest_first()
    context = {
        "task": task,
        "assignments": rows,
        "can_assign": can_coordinate(request.user, task.plan),
        "assign_url": _assign_url([task.pk]),
        "trail": [{"label": "Phân công", "url": _list_url(task)}],
        "today": today,
    }
    return render(request, "tasks/assignments/assignment_history.html", context)


@require_http_methods(["GET", "POST"])
def assignment_create(request: HttpRequest) -> HttpResponse:
    """One person for the tasks that the address names: one row of the list, or those ticked."""
    today = clock.today()
    pks = _tasks_asked(request)
    tasks = access.tasks_for_assigning(request.user, pks)
    if not tasks:
        messages.error(request, "Đánh dấu ít nhất một nhiệm vụ, rồi bấm “Phân công đã chọn”.")
        return redirect("tasks:assignment_list")
    in_force = Assignment.objects.in_force(today).filter(task__in=tasks)
    form = AssignForm(
        request.POST or None,
        officers=access.officers_to_assign(tasks[0].plan),
        today=today,
        is_replacing=in_force.exists(),
    )
    if request.method == "POST" and form.is_valid() and _assign(request, form, tasks):
        return _back(request, tasks[0], today=today)
    return _form(request, form, tasks)


def _assign(request: HttpRequest, form: AssignForm, tasks: list[Task]) -> bool:
    """Whether it was saved; if not, the form tells why."""
    officer, since = form.cleaned_data["officer"], form.cleaned_data["since"]
    try:
        made = assign(
            tasks=tasks,
            officer=officer,
            since=since,
            note=form.cleaned_data["note"],
            replaces=form.cleaned_data.get("replaces", False),
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if made:
        codes = ", ".join(one.task.code for one in made)
        _say(request, f"{officer} phụ trách {codes} từ ngày {since:%d/%m/%Y}.")
    else:
        messages.info(request, f"{officer} đang phụ trách rồi, không thay đổi gì.")
    return True


@require_http_methods(["GET", "POST"])
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an assignment; the same form takes it back."""
    today = clock.today()
    assignment = access.assignment_for_ending(request.user, pk)
    form = EndForm(request.POST or None, assignment=assignment, today=today)
    if request.method == "POST" and form.is_valid() and _end(request, form, assignment):
        return _back(request, assignment.task, today=today)
    return _form(request, form, [assignment.task], assignment=assignment)


def _end(request: HttpRequest, form: EndForm, assignment: Assignment) -> bool:
    until = form.cleaned_data["until"]
    try:
        end_assignment(assignment=assignment, until=until, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    what = f"đến hết ngày {until:%d/%m/%Y}" if until else "tiếp, chưa định ngày kết thúc"
    _say(request, f"{assignment.officer} phụ trách {assignment.task.code} {what}.")
    return True


def _say(request: HttpRequest, sentence: str) -> None:
    messages.success(request, f"{saved_at(clock.now())}: {sentence}")


def _form(
    request: HttpRequest, form: Form, tasks: list[Task], *, assignment: Assignment | None = None
) -> HttpResponse:
    """A page of its own, or in place of the row of the list."""
    is_ending = assignment is not None
    context = {
        "form": form,
        "tasks": tasks,
        "task": tasks[0],
        "assignment": assignment,
        "title": "Kết thúc phân công" if is_ending else "Phân công người phụ trách",
        "submit": "Lưu ngày kết thúc" if is_ending else "Lưu phân công",
        "action": request.get_full_path(),
        "trail": [{"label": "Phân công", "url": _list_url(tasks[0])}],
        "list_url": _list_url(tasks[0]),
    }
    in_place = wants_partial(request)  # htmx puts only what came with 200 in its place
    if in_place:
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    return render_page(
        request,
        "tasks/assignments/assignment_form.html",
        context,
        fragment="tasks/assignments/_assignment_row_form.html",
        status=422 if form.errors and not in_place else 200,
    )


def _back(request: HttpRequest, task: Task, *, today: dt.date) -> HttpResponse:
    """To the list, or the list in place, as the person had filtered it."""
    if not wants_partial(request):
        return redirect(_list_url(task))
    asked = QueryDict(urlsplit(request.htmx.current_url or "").query)
    board = load_board(request.user, day=today, today=today, scope=Scope.of_query(asked))
    context = _list(board, asked) | {"is_saved": True}
    return retarget(render(request, "tasks/assignments/_assignment_list.html", context), f"#{LIST}")


def _tasks_asked(request: HttpRequest) -> list[int]:
    """Keys of tasks in the address; nonsense is as good as nothing."""
    texts = request.GET.getlist(TASKS)[:MOST_TASKS]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18]


def _assign_url(pks: Any) -> str:
    query = "&".join(f"{TASKS}={pk}" for pk in pks)
    return f"{reverse('tasks:assignment_create')}?{query}"


def _list_url(task: Task) -> str:
    return f"{reverse('tasks:assignment_list')}?ke_hoach={task.plan_id}"
