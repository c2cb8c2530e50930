"""What the pages of the rosters share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from config import clock
from config.http import HttpRequest as OfficerRequest
from mediators.access import Rights
from mediators.models import AccessEntry, AccessKind, MediationTeam
from plans.office.download import attachment
from plans.office.xlsx import MIME, Table, workbook

# Pages that are of one commune where "dia_ban" picks it: see mediators.communes.
_OF_ONE_COMMUNE = (
    "team_list",
    "mediator_list",
    "case_list",
    "coverage",
    "statistics_teams",
    "target_list",
)


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
    return views_of(entries, current, query=query)


def views_of(
    entries: Iterable[tuple[str, str]], current: str, *, query: str = ""
) -> list[dict[str, Any]]:
    """Pages beside each other, by label and name of the address: ``components/views.html``.

    ``query`` keeps the commune that was picked.
    """
    return [
        {
            "label": label,
            "url": reverse(f"mediators:{name}") + (query if name in _OF_ONE_COMMUNE else ""),
            "is_current": name == current,
        }
        for label, name in entries
    ]


def team_in_words(team: MediationTeam) -> str:
    """A team in one cell of a workbook or paper."""
    return f"{team.name} ({team.place})" if team.place else team.name


def keys_of(data: QueryDict, *, most: int) -> list[int]:
    """The people of the address ("nguoi"); what is no key is left out."""
    keys = [int(key) for key in data.getlist("nguoi") if key.isdecimal() and len(key) < 19]
    return keys[:most]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a POST is one even with nothing in it."""
    return request.POST if request.method == "POST" else None


def saved_at() -> str:
    return f"Đã lưu lúc {timezone.localtime(clock.now()):%H:%M}."


def exported(request: OfficerRequest, title: str, *tables: Table) -> HttpResponse:
    """The tables as one .xlsx; taking a list away is logged."""
    locality = request.user.locality
    if locality is not None:  # a superuser of no locality has no log to be read in
        AccessEntry.note(AccessKind.EXPORT, title, by=request.user, locality=locality)
    return attachment(workbook(*tables), title=title, content_type=MIME)
