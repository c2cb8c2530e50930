"""The board that a request asks for: its scope and its day, read from the address."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from config import clock
from config.forms import DateField
from config.http import HttpRequest
from tasks.access import can_import
from tasks.board.board import Board
from tasks.board.load import Wanted, load_board
from tasks.board.scope import Scope

DAY = "tai_ngay"


def board_for(request: HttpRequest, *, wanted: Wanted = Wanted.ALL) -> Board:
    """Return the board of the scope and day of the address; a day outside the plans is today.

    404 for a plan or locality that the reader may not see.
    """
    today, scope = clock.today(), Scope.of(request)
    day = _day_asked(request.GET.get(DAY, ""), today)
    board = load_board(request.user, day=day, today=today, scope=scope, wanted=wanted)
    first, last = board.days
    if day != today and not first <= day <= last:
        board = load_board(request.user, day=today, today=today, scope=scope, wanted=wanted)
    return board


def board_of_one_plan(request: HttpRequest) -> Board | None:
    """Return the board of the plan that is picked, else of the first in force; None without one.

    For pages that show one plan at a time, as of today.
    """
    today, scope = clock.today(), Scope.of(request)
    shown = load_board(request.user, day=today, today=today, scope=scope)
    plan = next(iter([*shown.plans, *shown.pickable]), None)
    if plan is None:
        return None
    if plan in shown.plans:
        return shown.of_one_plan(plan)
    scope = Scope(plan.pk, scope.locality_id)
    return load_board(request.user, day=today, today=today, scope=scope)


def _day_asked(text: str, today: dt.date) -> dt.date:
    try:
        day = DateField(required=False).clean(text)
    except ValidationError:
        return today
    return day if day is not None and 1990 <= day.year <= 2100 else today


def no_plan(request: HttpRequest, title: str) -> HttpResponse:
    """The page for a locality without a plan: who brings one in, and where."""
    context = {"title": title, "can_import": can_import(request.user)}
    return render(request, "tasks/board/no_plan.html", context)
