"""The ledgers of several communes: a line a commune."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse

from config.http import HttpRequest
from mediators.access import rights
from mediators.cases.filters import CaseFilters
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
from mediators.models import CaseStatus, MediationCase
from mediators.models.cases import STATUS_GROUPS, STILL_OPEN


def case_communes(
    request: HttpRequest, scope: RosterScope, form: CaseFilters, *, today: dt.date
) -> HttpResponse:
    day = form.as_of(today)
    cases: Any = scope.of(MediationCase.objects.all()).known_on(day).with_status(day)
    of_year = Q(received_on__year=day.year)
    still_open = Q(status__in=STATUS_GROUPS[STILL_OPEN])
    numbers = counted(
        cases,
        "team__hamlet",
        cases=Count("pk"),
        open=Count("pk", filter=still_open),
        received=Count("pk", filter=of_year),
        success=Count("pk", filter=of_year & Q(status=CaseStatus.SUCCESS)),
        failure=Count("pk", filter=of_year & Q(status=CaseStatus.FAILURE)),
        open_of_year=Count("pk", filter=of_year & still_open),
    )
    hide_choices(form, "team")
    if not form.value("mediator"):
        del form.fields["mediator"]
    communes = Communes(
        scope,
        "Vụ, việc hòa giải",
        "case_list",
        _columns(day.year),
        numbers,
        day_asked(request, "tinh_den"),
    )
    return communes_page(
        request,
        communes,
        lead=f"Sổ theo dõi của các xã, phường; tình trạng tính đến ngày {day:%d/%m/%Y}.",
        form=form,
        views=tabs(rights(request.user, scope.locality), "case_list"),
    )


def _columns(year: int) -> tuple[Column, ...]:
    whole, part, page = "Trong sổ", f"Tiếp nhận năm {year}", "case_list"
    done, failed, still = CaseStatus.SUCCESS.value, CaseStatus.FAILURE.value, STILL_OPEN
    return (
        Column("cases", "Tổng số", whole, page),
        Column("open", "Chưa kết thúc", whole, page, {"tinh_trang": STILL_OPEN}),
        Column("received", "Tổng số", part, page, {"nam": year}),
        Column("success", "Hòa giải thành", part, page, {"nam": year, "tinh_trang": done}),
        Column("failure", "Không thành", part, page, {"nam": year, "tinh_trang": failed}),
        Column("open_of_year", "Chưa kết thúc", part, page, {"nam": year, "tinh_trang": still}),
        Column("rate", "Tỷ lệ thành", part, share_of=("success", "received")),
    )
