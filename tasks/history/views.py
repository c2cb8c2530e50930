"""Lịch sử: who did what, when, from what to what; over all stores, with filters, and as a table."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config.http import HttpRequest, render_page
from mediators.access import rights
from mediators.models import AccessEntry, AccessKind
from plans.models import Officer, Plan
from plans.office.download import attachment
from plans.office.xlsx import MIME, Head, Table, workbook
from tasks.access import task_for_reading
from tasks.board.scope import Scope
from tasks.board.tabs import tabs_of
from tasks.history.forms import HistoryFilters
from tasks.history.stream import Asked, Page, kinds_for, newest, newest_marks, records_of
from tasks.history.words import Entry, acts, entries

EXPORT_ROWS = 2000
EXPORT_WORDS = f"{EXPORT_ROWS:,} lần gần nhất".replace(",", ".")
CUT = f"Chỉ gồm {EXPORT_WORDS}. Muốn lấy phần cũ hơn: chọn khoảng ngày rồi tải lại."


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """The newest acts; "sau" in the address is where the page begins."""
    form = HistoryFilters(request.GET, kinds=kinds_for(request.user))
    task_id = form.value("task")
    of_task = task_for_reading(request.user, task_id) if task_id else None
    page, found = _page(request.user, form.asked)
    _note(request, found, AccessKind.VIEW)
    plans = list(Plan.objects.visible_to(request.user).newest_first()[:2])
    context = {
        "views": tabs_of(plans, Scope(), None, "history") if plans else [],
        "form": form,
        "of_task": of_task,
        "acts": acts(found),
        "next": str(page.behind or ""),
        "is_cut": page.is_cut,
        "is_first": form.asked.behind is None,
        "export_words": EXPORT_WORDS,
        "clear_url": request.path if form.is_filtering else "",
    }
    return render_page(
        request,
        "tasks/history/history.html",
        context,
        fragment="tasks/history/_history_entries.html",
    )


def _page(user: Officer, asked: Asked) -> tuple[Page, list[Entry]]:
    """The first page from there on in which something changed: saves may have changed nothing."""
    personal = rights(user, None).personal
    page = newest(user, asked)
    found = entries(page.records, personal=personal)
    while page.behind and not found:
        page = newest(user, replace(asked, behind=page.behind))
        found = entries(page.records, personal=personal)
    return page, found


@require_GET
def history_xlsx(request: HttpRequest) -> HttpResponse:
    """The newest of what the filters leave, up to ``EXPORT_ROWS``; the file says if it is cut."""
    form = HistoryFilters(request.GET, kinds=kinds_for(request.user))
    marks = newest_marks(request.user, form.asked, size=EXPORT_ROWS + 1)
    records = records_of(marks[:EXPORT_ROWS])
    found = entries(records, personal=rights(request.user, None).personal)
    _note(request, found, AccessKind.EXPORT)
    notes = [CUT] if len(marks) > EXPORT_ROWS else []
    return attachment(workbook(_table(found, notes)), title="Lịch sử", content_type=MIME)


def _note(request: HttpRequest, found: list[Entry], kind: AccessKind) -> None:
    """Restricted fields of people that stand on the page were looked at, or taken along."""
    locality = request.user.locality
    if locality is not None and any(entry.shows_person for entry in found):
        subject = "Lịch sử sửa dữ liệu cá nhân của hòa giải viên"
        AccessEntry.note(kind, subject, by=request.user, locality=locality)


def _table(found: list[Entry], notes: list[str]) -> Table:
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
            ", ".join(entry.thing),
            "\n".join(map(str, entry.changes)),
        )
        for number, entry in enumerate(found, start=1)
    ]
    return Table(name="Lịch sử", title="LỊCH SỬ", notes=notes, heads=heads, rows=rows)
