"""Việc của tôi: what a person should do now, and what else is theirs this year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from plans.days import date_in_words
from tasks.access import can_write_for_all
from tasks.board.board import Board
from tasks.board.contributions import Part
from tasks.board.load import Wanted, load_own_board
from tasks.board.owed import Owed, owed_of
from tasks.models import Direction, TaskYear
from tasks.my_work.page import (
    EVERYONE,
    MINE,
    PARTNER,
    VIEWS,
    cells_in,
    direction_rows,
    first_view,
    headings,
    to_do_in_words,
    views_of,
    work_list,
)
from tasks.my_work.papers import work_workbook

PARAMETER = "vai_tro"


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """One's own work; who oversees may look at everyone's, partners at their contributions."""
    board = load_own_board(request.user, day=clock.today(), wanted=Wanted.WORK)
    owed = owed_of(board)
    view = _view_asked(request, board, owed)
    found = work_list(_cells(board, view))
    to_contribute = _to_contribute(owed, view)
    context = {
        "board": board,
        "work": found,
        "headings": headings(found, board, view),
        "directions": direction_rows(_directions(board, owed, view), board.day),
        "to_do": to_do_in_words(found, len(to_contribute)),
        "to_contribute": to_contribute,
        "other_parts": [one for one in owed.parts if not one.is_owed] if view == PARTNER else [],
        "n_to_do": found.n_to_update + len(to_contribute),
        "n_unassigned": len(board.unassigned),
        "title": "Việc của cả địa bàn" if view == EVERYONE else "Việc của tôi",
        "day_in_words": date_in_words(board.day),
        "writes_all": can_write_for_all(request.user),
        "is_mine": view == MINE,
        "is_everyone": view == EVERYONE,
        "is_partner": view == PARTNER,
        "view": view,
        "views": [
            {"label": VIEWS[one], "url": f"?{PARAMETER}={one}", "is_current": one == view}
            for one in views_of(board, owed.parts)
        ],
    }
    return render(request, "tasks/my_work/my_work.html", context)


@require_GET
def my_work_xlsx(request: HttpRequest) -> HttpResponse:
    """The open work of the view as a workbook."""
    board = load_own_board(request.user, day=clock.today(), wanted=Wanted.WORK)
    owed = owed_of(board)
    view = _view_asked(request, board, owed)
    found = headings(work_list(_cells(board, view)), board, view)
    parts = owed.parts if view == PARTNER else _to_contribute(owed, view)
    return work_workbook(board, found, parts, _directions(board, owed, view))


def _view_asked(request: HttpRequest, board: Board, owed: Owed) -> str:
    asked = request.GET.get(PARAMETER, "")
    return asked if asked in views_of(board, owed.parts) else first_view(board, owed.parts)


def _cells(board: Board, view: str) -> list[TaskYear]:
    return cells_in(board, view) if view != PARTNER else []


def _to_contribute(owed: Owed, view: str) -> list[Part]:
    return owed.to_contribute if view != EVERYONE else []


def _directions(board: Board, owed: Owed, view: str) -> list[Direction]:
    return board.directions if view == EVERYONE else owed.to_answer
