"""What the pages of the rosters share."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from config import clock
from config.http import HttpRequest as OfficerRequest
from mediators.access import Rights
from mediators.models import AccessEntry, AccessKind
from plans.office.nd30 import CONTENT_TYPE
from plans.office.xlsx import MIME, Table, workbook
from plans.text import fold

PAGE_SIZE = 50
PRINT_SIZE = 2000


# Pages that are of one commune where "dia_ban" picks it: see mediators.communes.
_OF_ONE_COMMUNE = ("team_list", "mediator_list", "case_list", "statistics_teams", "target_list")


def tabs(may: Rights, current: str, *, query: str = "") -> list[dict[str, Any]]:
    """The pages beside this one, as far as the person may see them; ``query`` keeps the commune."""
    entries = [("Tổ hòa giải", "team_list"), ("Hòa giải viên", "mediator_list")]
    if may.details:
        entries.append(("Quyết định", "decision_list"))
    entries.append(("Tập huấn", "course_list"))
    if may.details:
        entries += [
            ("Vụ, việc", "case_list"),
            ("Người hỗ trợ", "supporter_list"),
            ("Khen thưởng", "commendation_list"),
        ]
    entries.append(("Thống kê", "statistics_teams") if may.details else ("Chỉ tiêu", "target_list"))
    entries.append(("Quy định", "rules"))
    if may.administer:
        entries.append(("Nhật ký truy cập", "access_log"))
    return [
        {
            "label": label,
            "url": reverse(f"mediators:{name}") + (query if name in _OF_ONE_COMMUNE else ""),
            "is_current": name == current,
        }
        for label, name in entries
    ]


def page_of(request: HttpRequest, rows: QuerySet[Any], *, count: int) -> Page[Any]:
    """The page asked for by "trang", of rows counted already; "in" asks for all, to print."""
    paginator = Paginator(rows, PRINT_SIZE if request.GET.get("in") else PAGE_SIZE)
    paginator.__dict__["count"] = count  # spares the query
    return paginator.get_page(request.GET.get("trang"))


def keys_of(data: QueryDict, *, most: int) -> list[int]:
    """The people of the address ("nguoi"); what is no key is left out."""
    keys = [int(key) for key in data.getlist("nguoi") if key.isdecimal() and len(key) < 19]
    return keys[:most]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a POST is one even with nothing in it."""
    return request.POST if request.method == "POST" else None


def saved_at() -> str:
    return f"Đã lưu lúc {timezone.localtime(clock.now()):%H:%M}."


def attachment(content: bytes, *, title: str, content_type: str) -> HttpResponse:
    """A file to save; its name is the title without marks."""
    extension = {MIME: "xlsx", CONTENT_TYPE: "docx"}[content_type]
    name = fold(title).replace("/", "-").replace(" ", "-")
    response = HttpResponse(content, content_type=content_type)
    told = content_disposition_header(as_attachment=True, filename=f"{name}.{extension}")
    response["Content-Disposition"] = told or "attachment"
    return response


def exported(request: OfficerRequest, title: str, *tables: Table) -> HttpResponse:
    """The tables as one .xlsx; taking a list away is logged."""
    locality = request.user.locality
    if locality is not None:  # a superuser of no locality has no log to be read in
        AccessEntry.note(AccessKind.EXPORT, title, by=request.user, locality=locality)
    return attachment(workbook(*tables), title=title, content_type=MIME)
