"""Báo cáo giao ban on one sheet, the same as .docx, and who has not reported."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from config import clock
from config.address import key_asked
from config.http import HttpRequest
from plans.models import Locality
from plans.office import nd30
from tasks.access import can_import, frame_for_reading, plan_for_reading
from tasks.board.filters import ENDED, WANTS_DIRECTION, slug
from tasks.board.frame import Frame
from tasks.meeting.forms import MeetingFilters, SilenceFilters
from tasks.meeting.page import Sheet, sheet_of
from tasks.meeting.papers import meeting_paper
from tasks.meeting.reading import Seen, directions_on, seen_at_meeting, seen_on
from tasks.meeting.silence import silent_bodies, unowned_tasks
from tasks.models import TaskYear
from tasks.states import Timeliness

TITLE = "Báo cáo giao ban"
SILENCE = "Danh sách chưa cập nhật tiến độ"


class Asked(NamedTuple):
    """What the address asks for, and the sheet that answers it."""

    form: MeetingFilters
    frame: Frame
    sheet: Sheet


@require_GET
def meeting_sheet(request: HttpRequest) -> HttpResponse:
    """One sheet of A4 for the meeting on a day."""
    asked = _asked(request)
    if asked is None:
        return _no_plan(request, TITLE)
    form, frame, sheet = asked
    context = {
        "form": form,
        "frame": frame,
        "sheet": sheet,
        "place": _place(request, frame),
        "today": form.today,
        "printed_at": timezone.localtime(clock.now()),
        "docx_url": reverse("tasks:meeting_docx") + form.address(),
        "lists": _lists(form),
    }
    return render(request, "tasks/meeting/meeting_sheet.html", context)


@require_GET
def meeting_docx(request: HttpRequest) -> HttpResponse:
    """The same sheet as a document of the office."""
    asked = _asked(request)
    if asked is None:
        return _no_plan(request, TITLE)
    plan, sheet = asked.frame.plan, asked.sheet
    place = _place(request, asked.frame).name
    content = meeting_paper(sheet, place=place, plan=plan.name, written_on=sheet.day)
    response = HttpResponse(content, content_type=nd30.CONTENT_TYPE)
    name = f"bao-cao-giao-ban-{sheet.day:%Y-%m-%d}.docx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_GET
def silence(request: HttpRequest) -> HttpResponse:
    """For the wall of the meeting room: who owes a report, and what nobody owns."""
    today = clock.today()
    frame = frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return _no_plan(request, SILENCE)
    form = SilenceFilters(request.GET, frame=frame, today=today)
    day = form.shown_day
    then = _frame_on(request, frame, day, today)
    cells = TaskYear.objects.visible_to(request.user).of_plan(frame.plan.pk)
    if (year := form.value("year")) is not None:
        cells = cells.in_year(year)
    seen = _led_by(form.value("lead"), seen_on(cells, day=day, today=today), frame, today)
    bodies = silent_bodies(seen, then, day)
    context = {
        "form": form,
        "frame": frame,
        "title": SILENCE,
        "day": day,
        "today": today,
        "printed_at": timezone.localtime(clock.now()),
        "bodies": bodies,
        "n_silent": sum(len(body.rows) for body in bodies),
        "unowned": unowned_tasks(seen, then, day),
    }
    return render(request, "tasks/meeting/silence.html", context)


def _asked(request: HttpRequest) -> Asked | None:
    """None where there is no plan yet."""
    today = clock.today()
    frame = frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        return None
    form = MeetingFilters(request.GET, frame=frame, today=today)
    day, since = form.shown_day, form.shown_since
    cells = TaskYear.objects.visible_to(request.user).of_plan(frame.plan.pk)
    sheet = sheet_of(
        seen_at_meeting(cells, day=day, since=since, today=today),
        directions_on(request.user, frame.plan.pk, day),
        _frame_on(request, frame, day, today),
        day=day,
        since=since,
    )
    return Asked(form, frame, sheet)


def _lists(form: MeetingFilters) -> dict[str, str]:
    """Addresses of the lists that show exactly the cells behind each figure, on the same day."""
    day = f"{form.shown_day:%d/%m/%Y}" if form.value("day") else None
    asked = {"ke_hoach": form.value("plan"), "tai_ngay": day}
    kept = {name: value for name, value in asked.items() if value is not None}

    def address(name: str, **filters: object) -> str:
        query = urlencode(kept | filters)
        return reverse(f"tasks:{name}") + (f"?{query}" if query else "")

    year = form.shown_day.year
    parts = {
        "overdue": Timeliness.OVERDUE,
        "due_soon": Timeliness.DUE_SOON,
        "not_due": Timeliness.NOT_DUE,
    }
    return {
        "all": address("task_list", nam=year),
        "ended": address("task_list", nam=year, trang_thai=ENDED),
        "asking": address("task_list", can_luu_y=WANTS_DIRECTION),
        "silent": address("silence"),
        **{
            key: address("task_list", nam=year, tien_do=slug(part.label))
            for key, part in parts.items()
        },
    }


def _place(request: HttpRequest, frame: Frame) -> Locality:
    """Whose plan it is: mostly the reader's own commune, which is there already."""
    own = request.user.locality
    if own is not None and own.pk == frame.plan.locality_id:
        return own
    return plan_for_reading(request.user, frame.plan.pk).locality


def _frame_on(request: HttpRequest, frame: Frame, day: dt.date, today: dt.date) -> Frame:
    """With the people who were assigned on that day."""
    if day == today:
        return frame
    return frame_for_reading(request.user, frame.plan.pk, today=day) or frame


def _led_by(lead: int | None, seen: list[Seen], frame: Frame, today: dt.date) -> list[Seen]:
    """Those of the body that stands there today, under whatever name the plan printed."""
    if lead is None:
        return seen
    return [one for one in seen if lead in frame.lead_ids_of(one.row.task_id, today)]


def _no_plan(request: HttpRequest, title: str) -> HttpResponse:
    context = {"title": title, "can_import": can_import(request.user)}
    return render(request, "tasks/board/no_plan.html", context)
