"""Mediators of several communes: a line a commune."""

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
    hide_choices,
)
from mediators.filters import MediatorFilters
from mediators.models import Mediator, Qualification, Sex
from mediators.models.learning import has_material_on, trained_in_year_of
from mediators.models.people import picks

_PEOPLE, _LEARNT = "Hòa giải viên", "Trong đó"
_LAW = {"trinh_do": Qualification.LAW.value}
_COLUMNS = (Column("people", "Tổng số", _PEOPLE, "mediator_list"),)
_DETAILS = (
    Column("women", "Nữ", _LEARNT, "mediator_list", {"gioi_tinh": Sex.FEMALE.value}),
    Column("law", "Chuyên môn luật", _LEARNT, "mediator_list", _LAW),
    Column("trained", "Đã tập huấn trong năm", _LEARNT, "mediator_list", {"tap_huan": "co"}),
    Column("rate", "Tỷ lệ tập huấn", _LEARNT, share_of=("trained", "people")),
    Column("with_material", "Đã có tài liệu", _LEARNT, "mediator_list", {"tai_lieu": "co"}),
)


def people_communes(
    request: HttpRequest, scope: RosterScope, form: MediatorFilters, *, day: dt.date
) -> HttpResponse:
    """The filters look for people in all communes, for who may read details."""
    may = rights(request.user, scope.locality)
    people: Any = scope.of(Mediator.objects.all()).standing_on(day).picked(picks())
    people = people.annotate(is_trained=trained_in_year_of(day), has_material=has_material_on(day))
    numbers = counted(
        people,
        "locality",
        people=Count("pk"),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
        law=Count("pk", filter=Q(qualification=Qualification.LAW)),
        trained=Count("pk", filter=Q(is_trained=True)),
        with_material=Count("pk", filter=Q(has_material=True)),
    )
    hide_choices(form, "team")
    communes = Communes(
        scope,
        "Hòa giải viên",
        "mediator_list",
        _COLUMNS + _DETAILS if may.details else _COLUMNS,
        numbers,
        day_asked(request),
    )
    return communes_page(
        request,
        communes,
        lead=f"Người đang tham gia các tổ, tính đến ngày {day:%d/%m/%Y}.",
        form=form if may.details else None,
        views=tabs(may, "mediator_list"),
    )
