"""Nhắc việc: what is near, due or late for the person; the list to print; the letter's switch."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config import clock
from config.http import HttpRequest
from plans.days import date_in_words
from plans.office import nd30
from plans.office.download import attachment
from tasks.access import ONLY_OVERSEERS, oversees
from tasks.board.communes import choose_commune
from tasks.board.load import Wanted
from tasks.board.owed import owed_of
from tasks.board.request import board_for, no_plan
from tasks.reminders.forms import PaperFilters
from tasks.reminders.papers import parts_of, reminder_docx
from tasks.reminders.reading import reminder_board, reminders_of
from tasks.reminders.services import mark_seen
from tasks.reminders.words import headings_of

PAPER = "Danh sách nhắc việc"


@require_GET
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Read from the board: right whether or not letters go out."""
    board = reminder_board(request.user, clock.today())
    found, owed = reminders_of(board), owed_of(board)
    context = {
        "board": board,
        "headings": headings_of(found, board),
        "to_contribute": owed.to_contribute,
        "n_all": len(found),
        "n_new": sum(one.is_new for one in found),
        "new_marks": [one.mark for one in found if one.is_new],
        "day_in_words": date_in_words(board.day),
        "sees_all": oversees(request.user),
    }
    return render(request, "tasks/reminders/reminder_list.html", context)


@require_POST
def reminders_see(request: HttpRequest) -> HttpResponse:
    """Those that were on the page; what has passed a threshold since stays new."""
    n_seen = mark_seen(request.POST.getlist("reminder"), by=request.user, today=clock.today())
    if n_seen:
        messages.success(request, f"Đã đánh dấu {n_seen} việc là đã xem")
    return redirect("tasks:reminder_list")


@require_POST
def reminder_mail(request: HttpRequest) -> HttpResponse:
    """Switches the daily letter on or off, for the person alone."""
    user = request.user
    user.wants_mail = request.POST.get("wants_mail") == "1"
    user.save(update_fields=["wants_mail"])
    word = "Sẽ gửi" if user.wants_mail else "Sẽ không gửi"
    messages.success(request, f"{word} thư nhắc việc cho bạn")
    return redirect("tasks:reminder_list")


# On paper


@require_GET
def reminder_paper(request: HttpRequest) -> HttpResponse:
    """All who must be reminded, with or without an account: for the coordinator to print."""
    if not oversees(request.user):
        raise PermissionDenied(ONLY_OVERSEERS)
    if chooser := choose_commune(request, PAPER):
        return chooser
    board = board_for(request, wanted=Wanted.OWED)
    if not board.all_plans:
        return no_plan(request, PAPER)
    form = PaperFilters(request.GET, board=board)
    context = {
        "form": form,
        "board": board,
        "parts": parts_of(board, with_partners=form.with_partners),
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "docx_url": reverse("tasks:reminder_docx") + form.address(),
    }
    return render(request, "tasks/reminders/reminder_paper.html", context)


@require_GET
def reminder_docx_file(request: HttpRequest) -> HttpResponse:
    """The same list as a document of the office."""
    if not oversees(request.user):
        raise PermissionDenied(ONLY_OVERSEERS)
    board = board_for(request, wanted=Wanted.OWED)
    if not board.plans:
        return no_plan(request, PAPER)
    form = PaperFilters(request.GET, board=board)
    parts = parts_of(board, with_partners=form.with_partners)
    content = reminder_docx(parts, board, place=board.localities[0])
    title = f"Danh sách nhắc việc {board.day:%Y-%m-%d}"
    return attachment(content, title=title, content_type=nd30.CONTENT_TYPE)
