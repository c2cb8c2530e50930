"""Trách nhiệm: each body's duties and its note of a year; the three dated duties."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.posted import saved_at, tell_refusal
from config.register import Link, confirm_delete, render_form
from plans.edits import edits
from plans.models import Agency, Plan, Section
from plans.office.download import attachment
from plans.office.xlsx import MIME, workbook
from tasks import access
from tasks.board.communes import choose_commune
from tasks.board.filters import PlanYearFilters
from tasks.board.request import board_of_one_plan, no_plan
from tasks.board.tabs import tabs
from tasks.duties.forms import DutyNoteForm, YearlyDutyForm, document_line
from tasks.duties.page import KINDS, duty_page
from tasks.duties.papers import duty_tables
from tasks.duties.services import record_yearly_duty, revision_of, save_note
from tasks.models import DutyNote, YearlyDuty

TITLE = "Trách nhiệm"
LOGGED = "Lịch sử ghi lại ai xóa, lúc nào."


@require_GET
def duties(request: HttpRequest) -> HttpResponse:
    """A year's, and all years side by side, of one plan."""
    if chooser := choose_commune(request, TITLE):
        return chooser
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    form = PlanYearFilters(request.GET, board=board)
    year = form.shown_year
    context = {
        "form": form,
        "plan": board.plans[0],
        "year": year,
        "is_ahead": year > board.today.year,
        "page": duty_page(board, year),
        "views": tabs(board, year, "duties"),
        "file_of": form.address(),
        "printed_at": timezone.localtime(clock.now()),
    }
    return render(request, "tasks/duties/duties.html", context)


@require_GET
def duties_xlsx(request: HttpRequest) -> HttpResponse:
    """The page of a year as a workbook, a sheet for each part."""
    board = board_of_one_plan(request)
    if board is None:
        return no_plan(request, TITLE)
    year = PlanYearFilters(request.GET, board=board).shown_year
    page = duty_page(board, year)
    tables = duty_tables(page, plan=board.plans[0], year=year, today=board.today)
    title = f"{TITLE} năm {year}"
    return attachment(workbook(*tables), title=title, content_type=MIME)


# A body's note of a year


@require_http_methods(["GET", "POST"])
def duty_note(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Two people at once: the second is shown what the first saved, and saves knowingly."""
    section = _section(request, pk, year)
    with transaction.atomic():
        if request.method == "POST":
            Section.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
        note = section.duty_notes.filter(year=year).first() or DutyNote(section=section, year=year)
        data = request.POST if request.method == "POST" else None
        form = DutyNoteForm(data, instance=note)
        if data is not None and form.is_valid():
            if form.has_changed():
                save_note(form.save(commit=False), by=request.user)
            messages.success(request, saved_at(clock.now()))
            return redirect(_url(section.plan, year))
    delete = Link("Xóa phần ghi này", reverse("tasks:duty_note_delete", args=[pk, year]))
    return render_form(
        request,
        form,
        title=f"Việc đã làm trong năm {year}",
        submit="Lưu việc đã làm",
        trail=_trail(section.plan, year),
        here=section.code,
        delete=delete if note.pk else None,
        edits=edits(note, ("text",)) if note.pk else [],
        template="tasks/duties/duty_note.html",
        section=section,
        body=_body(section, year),
    )


def _body(section: Section, year: int) -> Agency | None:
    """The one that stands there at the end of the year, or today."""
    last = min(dt.date(year, 12, 31), clock.today())
    return section.agency.on(last) if section.agency else None


@require_http_methods(["GET", "POST"])
def duty_note_delete(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """GET asks, POST acts."""
    section = _section(request, pk, year)
    note = get_object_or_404(section.duty_notes, year=year)
    whose = f"phần ghi năm {year} của {_body(section, year)}"
    back = _url(section.plan, year)
    return confirm_delete(
        request,
        "phần ghi",
        note.text,
        delete=note.delete,
        back=back,
        then=back,
        question=f"Xóa {whose}?",
        done=f"Đã xóa {whose}",
        staying=LOGGED,
        trail=_trail(section.plan, year),
    )


def _section(request: HttpRequest, pk: int, year: int) -> Section:
    """That of a year which has begun."""
    today = clock.today()
    section = access.duty_for_writing(request.user, pk, year, today=today)
    if year > today.year:
        raise Http404
    return section


# The dated duties


@require_http_methods(["GET", "POST"])
def yearly_duty(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    plan, row = _dated(request, pk, year, kind)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = YearlyDutyForm(
        data,
        year=year,
        today=clock.today(),
        done_on=row.done_on if row.pk else None,
        seen=revision_of(row if row.pk else None),
    )
    line = document_line(plan.locality, data, files)
    if data is not None:
        is_form_right, is_line_right = form.is_valid(), line.is_right()
        if is_form_right and is_line_right and _save(request, form, line, row):
            messages.success(request, saved_at(clock.now()))
            return redirect(_url(plan, year))
        line.ask_for_files_again()
    context = {
        "form": form,
        "formset": line,
        "row": row,
        "is_known": row.pk is not None,
        "edits": edits(row, ("done_on", "document")) if row.pk else [],
        "delete_url": reverse("tasks:yearly_duty_delete", args=[pk, year, kind]),
        "trail": _trail(plan, year),
        "cancel_url": _url(plan, year),
    }
    status = 422 if form.errors or line.total_error_count() else 200
    return render(request, "tasks/duties/yearly_duty.html", context, status=status)


def _save(request: HttpRequest, form: YearlyDutyForm, line: Any, row: YearlyDuty) -> bool:
    try:
        record_yearly_duty(
            plan=row.plan,
            year=row.year,
            kind=YearlyDuty.Kind(row.kind),
            done_on=form.cleaned_data["done_on"],
            by=request.user,
            today=form.today,
            seen=form.cleaned_data["seen"] or 0,
            proof=next(iter(line.proofs), None),
        )
    except ValidationError as error:
        tell_refusal(form, error)
        stands = YearlyDuty.objects.of_plan(row.plan_id).filter(year=row.year, kind=row.kind)
        form.show_as_seen(revision_of(stands.first()))
        return False
    return True


@require_http_methods(["GET", "POST"])
def yearly_duty_delete(request: HttpRequest, pk: int, year: int, kind: str) -> HttpResponse:
    """GET asks, POST acts."""
    plan, row = _dated(request, pk, year, kind)
    if row.pk is None:
        raise Http404
    document = f" Văn bản {row.document} vẫn còn trong danh sách văn bản." if row.document else ""
    return confirm_delete(
        request,
        "nội dung đã ghi",
        f"Đã ghi ngày {row.done_on:%d/%m/%Y}.{document}",
        delete=row.delete,
        back=_url(plan, year),
        then=_url(plan, year),
        question=f"Xóa “{row}”?",
        done=f"Đã xóa: {row}",
        staying=LOGGED,
        trail=_trail(plan, year),
    )


def _dated(request: HttpRequest, pk: int, year: int, kind: str) -> tuple[Plan, YearlyDuty]:
    """What is written, or an empty row; of the next year too: estimates go out before it begins."""
    today = clock.today()
    plan = access.plan_for_dated_duty(request.user, pk, year, today=today)
    if year > today.year + 1 or kind not in KINDS:
        raise Http404
    found = YearlyDuty.objects.of_plan(pk).filter(year=year, kind=KINDS[kind])
    return plan, found.first() or YearlyDuty(plan=plan, year=year, kind=KINDS[kind])


def _url(plan: Plan, year: int) -> str:
    return f"{reverse('tasks:duties')}?ke_hoach={plan.pk}&nam={year}"


def _trail(plan: Plan, year: int) -> list[Link]:
    return [Link(f"{TITLE} năm {year}", _url(plan, year))]
