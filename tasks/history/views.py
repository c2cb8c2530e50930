"""Lịch sử: who did what, when, from what to what; over all stores, with filters, and as a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config.http import HttpRequest, render_page
from mediators.access import rights
from mediators.common import attachment
from mediators.models import AccessEntry, AccessKind
from plans.models import Plan
from plans.office.xlsx import MIME, Head, Table, workbook
from tasks.access import task_for_reading
from tasks.board.tabs import tabs
from tasks.history.forms import HistoryFilters
from tasks.history.stream import EXPORT_SIZE, kinds_for, newest
from tasks.history.words import Entry, entries


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """A page of thirty; "sau" in the address is where it begins."""
    form = HistoryFilters(request.GET, kinds=kinds_for(request.user))
    task_id = form.value("task")
    of_task = task_for_reading(request.user, task_id) if task_id else None
    rows, behind = newest(request.user, form.asked)
    found = entries(rows, personal=rights(request.user, None).personal)
    _note(request, found, AccessKind.VIEW)
    plan = Plan.objects.visible_to(request.user).newest_first().first()
    context = {
        "views": tabs(plan, None, "history") if plan else [],
        "form": form,
        "of_task": of_task,
        "entries": found,
        "next": str(behind) if behind else "",
        "is_first": form.asked.behind is None,
        "clear_url": request.path if form.is_filtering else "",
    }
    return render_page(
        request,
        "tasks/history/history.html",
        context,
        fragment="tasks/history/_history_entries.html",
    )


@require_GET
def history_xlsx(request: HttpRequest) -> HttpResponse:
    """The newest of what the filters leave, up to ``EXPORT_SIZE`` lines."""
    form = HistoryFilters(request.GET, kinds=kinds_for(request.user))
    rows, _ = newest(request.user, form.asked, size=EXPORT_SIZE)
    found = entries(rows, personal=rights(request.user, None).personal)
    _note(request, found, AccessKind.EXPORT)
    return attachment(workbook(_table(found)), title="Lịch sử", content_type=MIME)


def _note(request: HttpRequest, found: list[Entry], kind: AccessKind) -> None:
    """Restricted fields of people that stand on the page were looked at, or taken along."""
    locality = request.user.locality
    if locality is not None and any(entry.shows_person for entry in found):
        subject = "Lịch sử sửa dữ liệu cá nhân của hòa giải viên"
        AccessEntry.note(kind, subject, by=request.user, locality=locality)


def _table(found: list[Entry]) -> Table:
    heads = [
        Head("STT", 6),
        Head("Lúc", 17),
        Head("Người thực hiện", 24),
        Head("Việc", 26),
        Head("Của", 44),
        Head("Thay đổi", 80),
    ]
    rows = [
        (
            number,
            f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}",
            entry.who,
            entry.what,
            entry.thing,
            "\n".join(map(str, entry.changes)),
        )
        for number, entry in enumerate(found, start=1)
    ]
    return Table(name="Lịch sử", title="LỊCH SỬ", heads=heads, rows=rows)
