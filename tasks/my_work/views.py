"""Việc của tôi: what a person should do now, and what else is theirs this year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from plans.days import date_in_words
from tasks.access import can_write_for_all
from tasks.board.load import Wanted, load_own_board
from tasks.board.owed import owed_of
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
    views = views_of(board, owed.parts)
    asked = request.GET.get(PARAMETER, "")
    view = asked if asked in views else first_view(board, owed.parts)
    found = work_list(cells_in(board, view)) if view != PARTNER else work_list(())
    to_contribute = owed.to_contribute if view != EVERYONE else []
    context = {
        "board": board,
        "work": found,
        "headings": headings(found, board, view),
        "directions": direction_rows(
            board.directions if view == EVERYONE else owed.to_answer, board.day
        ),
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
            for one in views
        ],
    }
    return render(request, "tasks/my_work/my_work.html", context)


@require_GET
def my_work_xlsx(request: HttpRequest) -> HttpResponse:
    """The open work of the view as a workbook."""
    board = load_own_board(request.user, day=clock.today(), wanted=Wanted.WORK)
    parts = owed_of(board).parts
    asked = request.GET.get(PARAMETER, "")
    view = asked if asked in views_of(board, parts) else first_view(board, parts)
    return work_workbook(board, view, parts)
