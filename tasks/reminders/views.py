"""Nhắc việc: what is near, due or late for the person; the list to print; the letter's switch."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config import clock
from config.address import key_asked
from config.http import HttpRequest
from mediators.common import attachment
from plans.days import date_in_words
from plans.models import Locality
from plans.office import nd30
from tasks.access import frame_for_overseeing, plan_for_reading
from tasks.board.frame import Frame
from tasks.models import TaskYear
from tasks.my_work.page import oversees
from tasks.programme.views import no_plan
from tasks.reminders.forms import PaperFilters
from tasks.reminders.papers import Part, parts_of, reminder_docx
from tasks.reminders.reading import reminders_of, who_answers
from tasks.reminders.rule import Reason
from tasks.reminders.services import mark_seen
from tasks.reminders.words import headings_of

PAPER = "Danh sách nhắc việc"


@require_GET
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Read from the cells: right whether or not letters go out."""
    today = clock.today()
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


class Asked(NamedTuple):
    """What the address asks for, and the list that answers it."""

    form: PaperFilters
    frame: Frame
    parts: list[Part]


@require_GET
def reminder_paper(request: HttpRequest) -> HttpResponse:
    """All who must be reminded, with or without an account: for the coordinator to print."""
    asked = _asked(request)
    if asked is None:
        return no_plan(request, PAPER)
    context = {
        "form": asked.form,
        "frame": asked.frame,
        "parts": asked.parts,
        "today": asked.form.today,
        "printed_at": timezone.localtime(clock.now()),
        "docx_url": reverse("tasks:reminder_docx") + asked.form.address(),
    }
    return render(request, "tasks/reminders/reminder_paper.html", context)


@require_GET
def reminder_docx_file(request: HttpRequest) -> HttpResponse:
    """The same list as a document of the office."""
    asked = _asked(request)
    if asked is None:
        return no_plan(request, PAPER)
    day = asked.form.today
    place = _place(request, asked.frame)
    content = reminder_docx(asked.parts, place=place, plan=asked.frame.plan.name, day=day)
    title = f"Danh sách nhắc việc {day:%Y-%m-%d}"
    return attachment(content, title=title, content_type=nd30.CONTENT_TYPE)


def _asked(request: HttpRequest) -> Asked | None:
    """None where there is no plan yet."""
    today = clock.today()
    frame = frame_for_overseeing(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return None
    form = PaperFilters(request.GET, frame=frame, today=today)
    cells = TaskYear.objects.visible_to(request.user).of_plan(frame.plan.pk)
    shown = cells.as_of(today, today=today)
    return Asked(form, frame, parts_of(shown, frame, today, with_partners=form.with_partners))


def _place(request: HttpRequest, frame: Frame) -> Locality:
    """Whose plan it is: mostly the reader's own commune, which is there already."""
    own = request.user.locality
    if own is not None and own.pk == frame.plan.locality_id:
        return own
    return plan_for_reading(request.user, frame.plan.pk).locality
