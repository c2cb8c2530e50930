"""Teams of several communes: a line a commune."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q, Sum
from django.http import HttpResponse

from config.http import HttpRequest
from mediators.access import rights
from mediators.common import tabs
from mediators.communes import (
    Column,
    Communes,
    RosterScope,
    communes_page,
    counted,
    day_asked,
    hide_choices,
)
from mediators.filters import COMPLETE, LACKING, TeamFilters
from mediators.models import MediationTeam

_GROUP = "Tổ hòa giải"
_COLUMNS = (
    Column("teams", "Tổng số", _GROUP, "team_list"),
    Column("complete", "Đủ số lượng, thành phần", _GROUP, "team_list", {"tinh_trang": COMPLETE}),
    Column("incomplete", "Còn thiếu", _GROUP, "team_list", {"tinh_trang": LACKING}),
    Column("rate", "Tỷ lệ đủ", _GROUP, share_of=("complete", "teams")),
    Column("members", "Tổng số", "Hòa giải viên"),
    Column("women", "Nữ", "Hòa giải viên"),
)


def team_communes(
    request: HttpRequest, scope: RosterScope, form: TeamFilters, *, day: dt.date
) -> HttpResponse:
    teams = scope.of(MediationTeam.objects.all()).existing_on(day).with_composition(day)
    numbers = counted(
        teams,
        "hamlet",
        teams=Count("pk"),
        complete=Count("pk", filter=Q(is_incomplete=False)),
        incomplete=Count("pk", filter=Q(is_incomplete=True)),
        members=Sum("n_members"),
        women=Sum("n_women"),
    )
    hide_choices(form, "unit", "hamlet")
    communes = Communes(scope, "Tổ hòa giải", "team_list", _COLUMNS, numbers, day_asked(request))
    return communes_page(
        request,
        communes,
        lead=f"Theo xã, phường, tính đến ngày {day:%d/%m/%Y}.",
        form=form,
        views=tabs(rights(request.user, scope.locality), "team_list"),
    )
