"""Training of the mediators of several communes: a line a commune."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
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
)
from mediators.models import Membership
from mediators.models.learning import NEVER, with_learning
from mediators.training.forms import CoverageFilters
from mediators.training.parts import parts


def coverage_communes(
    request: HttpRequest, scope: RosterScope, form: CoverageFilters, *, day: dt.date
) -> HttpResponse:
    numbers = _numbers(scope, day)
    group, came = f"Tập huấn năm {day.year}", {"tap_huan": "co", "nam": day.year}
    columns = (
        Column("members", "Hòa giải viên", page="coverage"),
        Column("trained", "Đã tập huấn", group, "mediator_list", came),
        Column("untrained", "Chưa tập huấn", group, "untrained_list"),
        Column("rate", "Tỷ lệ", group, share_of=("trained", "members")),
        Column("with_material", "Đã có", "Tài liệu", "mediator_list", {"tai_lieu": "co"}),
        Column("material_rate", "Tỷ lệ", "Tài liệu", share_of=("with_material", "members")),
    )
    title = f"Độ phủ tập huấn năm {day.year}"
    communes = Communes(scope, title, "coverage", columns, numbers, day_asked(request))
    return _page(request, communes, day, form=form, submit="Xem")


def untrained_communes(request: HttpRequest, scope: RosterScope, *, day: dt.date) -> HttpResponse:
    group = f"Chưa tập huấn năm {day.year}"
    columns = (
        Column("members", "Hòa giải viên", page="coverage"),
        Column("untrained", "Tổng số", group, "untrained_list"),
        Column("never", "Chưa dự lớp nào", group, "untrained_list", {"lan_cuoi": NEVER}),
        Column("rate", "Tỷ lệ chưa tập huấn", group, share_of=("untrained", "members")),
    )
    numbers = _numbers(scope, day)
    communes = Communes(scope, group, "untrained_list", columns, numbers, day_asked(request))
    return _page(request, communes, day)


def _numbers(scope: RosterScope, day: dt.date) -> dict[int, dict[str, int]]:
    members: Any = with_learning(scope.of(Membership.objects.all()), day)
    is_trained = Q(last_year=day.year)
    return counted(
        members,
        "team__hamlet",
        members=Count("pk"),
        trained=Count("pk", filter=is_trained),
        untrained=Count("pk", filter=Q(last_year=None) | ~is_trained),
        never=Count("pk", filter=Q(last_year=None)),
        with_material=Count("pk", filter=Q(has_it=True)),
    )


def _page(request: HttpRequest, communes: Communes, day: dt.date, **context: Any) -> HttpResponse:
    may = rights(request.user, communes.scope.locality)
    return communes_page(
        request,
        communes,
        lead=f"Hòa giải viên đang tham gia các tổ ngày {day:%d/%m/%Y}.",
        views=tabs(may, "course_list"),
        parts=parts(may, "coverage"),
        parts_label="Tập huấn",
        **context,
    )
