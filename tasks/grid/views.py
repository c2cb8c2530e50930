"""Bảng theo dõi: timelines by years, as of any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.address import key_asked
from config.http import HttpRequest
from plans.models import Officer
from plans.text import fold
from tasks.access import can_import, frame_for_reading
from tasks.board.filters import ENDED, PARTS, SILENT, UNOWNED, WANTS_DIRECTION, GridFilters, slug
from tasks.board.frame import Frame
from tasks.board.rows import known_cell_rows_with
from tasks.grid.page import MANY_YEARS, Line, count, draw, grouped, heading_spans, lines_of
from tasks.models import TaskYear
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import Timeliness


@require_GET
def year_grid(request: HttpRequest) -> HttpResponse:
    """The whole plan on one sheet."""
    today = clock.today()
    frame = frame_for_reading(request.user, key_asked(request, "ke_hoach"), today=today)
    if frame is None:
        nothing = {"title": "Bảng theo dõi", "can_import": can_import(request.user)}
        return render(request, "tasks/board/no_plan.html", nothing)
    form = GridFilters(request.GET, frame=frame, today=today)
    day, year = form.shown_day, form.shown_year
    pairs = known_cell_rows_with(
        ("grid", request.user.standpoint(today), frame.plan.pk, day),
        lambda: _cells(request.user, frame, day, today),
        "has_owner",
    )
    all_lines = lines_of(pairs)
    lines = [line for line in all_lines if _answers(line, form)]
    draw(lines, frame.plan.years, day=day, shown_year=year)
    context = {
        "form": form,
        "frame": frame,
        "day": day,
        "today": today,
        "printed_at": timezone.localtime(clock.now()),
        "groups": grouped(lines, frame),
        "n_lines": len(lines),
        "n_all_lines": len(all_lines),
        "counts": count((row for row, _ in pairs), day),
        "lists": _lists(form),
        "tabs": [(each, form.address(nam=each)) for each in frame.plan.years],
        "shown_year": year,
        "spans": heading_spans(frame.plan.years, day),
        "has_many_years": len(frame.plan.years) > MANY_YEARS,
    }
    return render(request, "tasks/grid/year_grid.html", context)


def _cells(user: Officer, frame: Frame, day: dt.date, today: dt.date) -> TaskYearQuerySet:
    cells = TaskYear.objects.visible_to(user).of_plan(frame.plan.pk)
    return cells.as_of(day, today=today).with_ownership(day).in_order()


def _lists(form: GridFilters) -> dict[str, str]:
    """Addresses of the list that shows exactly the cells behind each figure, on the same day."""
    day = f"{form.shown_day:%d/%m/%Y}" if form.value("day") else None
    asked = {"ke_hoach": form.value("plan"), "tai_ngay": day}
    kept = {name: value for name, value in asked.items() if value is not None}

    def address(**filters: str) -> str:
        query = urlencode(kept | filters)
        return reverse("tasks:task_list") + (f"?{query}" if query else "")

    return {
        "all": address(),
        "ended": address(trang_thai=ENDED),
        "overdue": address(tien_do=slug(Timeliness.OVERDUE.label)),
        "due_soon": address(tien_do=slug(Timeliness.DUE_SOON.label)),
    }


def _answers(line: Line, form: GridFilters) -> bool:
    """Whether the line stays under the filters in force."""
    lead, status, text = (form.value(name) for name in ("lead", "status", "text"))
    return (
        (lead is None or lead in _leads(line, form))
        and (status is None or _has_status(line, status, form))
        and (text is None or _contains(line, fold(text).split()))
    )


def _leads(line: Line, form: GridFilters) -> set[int]:
    return form.frame.lead_ids_of(line.task_id, form.today)


def _has_status(line: Line, status: str, form: GridFilters) -> bool:
    day = form.shown_day
    if status == UNOWNED:
        return not line.is_owned
    if status == SILENT:
        return any(row.owes_update(day) for row in line.cells)
    if status == WANTS_DIRECTION:
        return any(row.needs_direction for row in line.cells)
    return any(row.timeliness_on(day) == PARTS[status] for row in line.cells)


def _contains(line: Line, words: Sequence[str]) -> bool:
    """See also ``TaskYearQuerySet.matching``."""
    row = line.cells[0]
    text = fold(f"{row.code} {row.short_title} {row.title} {row.line}")
    return all(word in text for word in words)
