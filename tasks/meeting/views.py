"""Báo cáo giao ban on one sheet, the same as .docx, and who has not reported."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from plans.office import nd30
from plans.office.download import attachment
from plans.office.xlsx import MIME, workbook
from tasks.board.board import Board
from tasks.board.communes import choose_commune
from tasks.board.filters import ENDED, RETURNED, TO_CONFIRM, WANTS_DIRECTION, slug
from tasks.board.request import board_for, no_plan
from tasks.meeting.forms import MeetingFilters, SilenceFilters
from tasks.meeting.page import sheet_of
from tasks.meeting.papers import meeting_paper
from tasks.meeting.silence import silent_bodies, unassigned_tasks
from tasks.meeting.silence_papers import SILENCE, silent_table, unassigned_table
from tasks.models import TaskYear
from tasks.states import Timeliness

TITLE = "Báo cáo giao ban"


@require_GET
def meeting_sheet(request: HttpRequest) -> HttpResponse:
    """One sheet of A4 for the meeting on a day."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, TITLE)
    form = MeetingFilters(request.GET, board=board)
    context = {
        "form": form,
        "board": board,
        "sheet": sheet_of(board, since=form.shown_since),
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "docx_url": reverse("tasks:meeting_docx") + form.address(),
        "lists": _lists(board, form),
    }
    return render(request, "tasks/meeting/meeting_sheet.html", context)


@require_GET
def meeting_docx(request: HttpRequest) -> HttpResponse:
    """The same sheet as a document of the office."""
    board = board_for(request)
    if not board.plans:
        return no_plan(request, TITLE)
    form = MeetingFilters(request.GET, board=board)
    content = meeting_paper(sheet_of(board, since=form.shown_since), board)
    title = f"Báo cáo giao ban {board.day:%Y-%m-%d}"
    return attachment(content, title=title, content_type=nd30.CONTENT_TYPE)


@require_GET
def silence(request: HttpRequest) -> HttpResponse:
    """For the wall of the meeting room: who owes a report, and what nobody owns."""
    if chooser := choose_commune(request, SILENCE):
        return chooser
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, SILENCE)
    form = SilenceFilters(request.GET, board=board)
    cells = _silent(board, form)
    context = {
        "form": form,
        "board": board,
        "title": SILENCE,
        "day": board.day,
        "today": board.today,
        "printed_at": timezone.localtime(clock.now()),
        "bodies": silent_bodies(board, cells),
        "n_silent": len(cells),
        "unassigned": unassigned_tasks(board),
    }
    return render(request, "tasks/meeting/silence.html", context)


@require_GET
def silence_xlsx(request: HttpRequest) -> HttpResponse:
    """Both parts of the page as a workbook, a sheet each."""
    board = board_for(request)
    if not board.all_plans:
        return no_plan(request, SILENCE)
    form = SilenceFilters(request.GET, board=board)
    bodies = silent_bodies(board, _silent(board, form))
    tables = [silent_table(bodies, board, form), unassigned_table(board)]
    return attachment(workbook(*tables), title=SILENCE, content_type=MIME)


def _silent(board: Board, form: SilenceFilters) -> list[TaskYear]:
    """The silent cells that the filters leave."""
    year, lead = form.value("year"), form.value("lead")
    return [
        cell
        for cell in board.silent
        if year in (None, cell.year) and (lead is None or lead in board.lead_ids(cell.task))
    ]


def _lists(board: Board, form: MeetingFilters) -> dict[str, str]:
    """Addresses of the lists that show exactly the rows behind each figure, on the same day."""
    day = f"{board.day:%d/%m/%Y}" if form.value("day") else None
    year = board.day.year

    def address(name: str, **filters: object) -> str:
        return board.scope.url(name, tai_ngay=day, **filters)

    return {
        "all": address("task_list", nam=year),
        "ended": address("task_list", nam=year, trang_thai=ENDED),
        "late": address("task_list", tien_do=slug(Timeliness.OVERDUE.label)),
        "due_soon": address("task_list", tien_do=slug(Timeliness.DUE_SOON.label)),
        "asking": address("task_list", can_luu_y=WANTS_DIRECTION),
        "to_confirm": address("task_list", can_luu_y=TO_CONFIRM),
        "returned": address("task_list", can_luu_y=RETURNED),
        "silent": address("silence"),
        "unassigned": address("assignment_list", tinh_trang="chua-phan-cong"),
    }
