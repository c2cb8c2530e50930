"""Nhắc việc: what is near, due or late for the person; the list to print; the letter's switch."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config.http import HttpRequest
from tasks.desk import date_in_words, oversees
from tasks.reminders.reading import reminders_of, who_answers
from tasks.reminders.rule import Reason
from tasks.reminders.words import headings_of
from tasks.services.reminders import mark_seen


@require_GET
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Read from the cells: right whether or not letters go out."""
    today = timezone.localdate()
    user = request.user
    found = reminders_of(user, today)
    names = who_answers(
        (one.row.task_id for one in found if one.reason != Reason.MINE), user.successions, today
    )
    context = {
        "headings": headings_of(found, names, today),
        "n_all": len(found),
        "n_new": sum(one.is_new for one in found),
        "new_marks": [one.mark for one in found if one.is_new],
        "day_in_words": date_in_words(today),
        "sees_all": oversees(user),
    }
    return render(request, "tasks/reminder_list.html", context)


@require_POST
def reminders_see(request: HttpRequest) -> HttpResponse:
    """Those that were on the page; what has passed a threshold since stays new."""
    n_seen = mark_seen(
        request.POST.getlist("reminder"), by=request.user, today=timezone.localdate()
    )
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
