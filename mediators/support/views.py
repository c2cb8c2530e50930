"""Người hỗ trợ: who helps the teams, what they did, and which teams nobody helped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import Link, page_of
from config.versioned import locked_to_save
from mediators.access import (
    check_reads_details,
    locality_for_keeping,
    rights,
    support_for_keeping,
    supporter_for_keeping,
    supporter_for_reading,
)
from mediators.common import sent, views_of
from mediators.models import MediationTeam, SupportActivity, Supporter
from mediators.models.support import ENOUGH_SUPPORT, SupportSum, between, extents, with_support
from mediators.registers import delete_page, edit_row, roster_list
from mediators.support.forms import (
    ENDED,
    ENOUGH,
    NONE,
    SOME,
    SupporterFilters,
    SupporterForm,
    SupportFilters,
    SupportForm,
    TeamSupportFilters,
)
from mediators.support.page import SUPPORT, SUPPORTERS, sum_of_teams, team_support
from plans.models import Locality
from plans.office.lists import list_table
from plans.office.xlsx import Table

YEARS_OFFERED = 6


_PARTS = (
    ("Danh sách", "supporter_list"),
    ("Lượt hỗ trợ", "support_list"),
    ("Theo tổ", "support_teams"),
)


def _parts(current: str) -> tuple[str, list[dict[str, Any]]]:
    return "Về người hỗ trợ", views_of(_PARTS, current)


def _trail(*steps: Link) -> list[Link]:
    return [Link("Người hỗ trợ", reverse("mediators:supporter_list")), *steps]


@require_GET
def supporter_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """Telephones are for who keeps the roster."""
    check_reads_details(request.user)
    today = clock.today()
    form = SupporterFilters(request.GET)
    rows = Supporter.objects.visible_to(request.user).picked(
        today,
        words=form.value("text") or "",
        field=form.value("field") or "",
        is_ended=form.value("standing") == ENDED,
    )
    return roster_list(
        request,
        SUPPORTERS,
        rows.with_counts(today.year).in_order(by=form.value("sort") or ""),
        as_file=as_file,
        door="supporter_list",
        parts=_parts("supporter_list"),
        form=form,
        sort=form.value("sort") or "ten",
        xlsx="supporter_xlsx",
        create=("Thêm người hỗ trợ", "supporter_create"),
    )


@require_GET
def supporter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = supporter_for_reading(request.user, pk)
    activities = supporter.activities.all().with_all().newest_first()
    count = activities.count()
    context = {
        "supporter": supporter,
        "may": rights(request.user, supporter.locality),
        "page": page_of(request, activities, count=count),
        "n_activities": count,
    }
    return render(request, "mediators/support/supporter_detail.html", context)


@require_http_methods(["GET", "POST"])
def supporter_create(request: HttpRequest) -> HttpResponse:
    new = Supporter(locality=locality_for_keeping(request.user))
    return _edit_supporter(request, new, title="Thêm người hỗ trợ")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def supporter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = locked_to_save(request, supporter_for_keeping(request.user, pk))
    return _edit_supporter(request, supporter, title=f"Sửa thông tin {supporter}")


def _edit_supporter(request: HttpRequest, supporter: Supporter, *, title: str) -> HttpResponse:
    form = SupporterForm(sent(request), instance=supporter)
    own = [Link(form.initial["full_name"], supporter.get_absolute_url())] if supporter.pk else []
    return edit_row(
        request,
        form,
        supporter.locality,
        title=title,
        submit="Lưu người hỗ trợ",
        trail=_trail(*own),
        keeps_typed=False,
    )


@require_http_methods(["GET", "POST"])
def supporter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only who was entered by mistake: with activities the service is ended, not deleted."""
    supporter = supporter_for_keeping(request.user, pk)
    end_url = reverse("mediators:supporter_edit", args=[pk]) + "#id_ended_on"
    return delete_page(
        request,
        "người hỗ trợ",
        supporter,
        supporter.locality,
        then="mediators:supporter_list",
        done=f"Đã xóa {supporter} khỏi danh sách người hỗ trợ.",
        staying="Chỉ xóa khi ghi nhầm. Người đã thôi hỗ trợ thì ghi ngày thôi.",
        obstacles=supporter.obstacles_to_deletion,
        refused=f"Không xóa được {supporter}",
        instead=[Link("Ghi ngày thôi hỗ trợ", end_url)],
    )


# What they did


@require_GET
def support_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """As a workbook with a second sheet: how often each team was helped in the year."""
    check_reads_details(request.user)
    form = SupportFilters(request.GET)
    year, team, kind = form.value("year"), form.value("team"), form.value("kind") or ""
    visible = SupportActivity.objects.visible_to(request.user)
    sums = visible.summed_up(kind=kind)
    _offer(form, sums)
    fitting = [one for one in sums if year in (None, one.year) and team in (None, one.team_id)]
    return roster_list(
        request,
        SUPPORT,
        visible.picked(year=year, kind=kind, team=team).with_all().newest_first(),
        as_file=as_file,
        door="supporter_list",
        parts=_parts("support_list"),
        form=form,
        count=sum(one.n for one in fitting),
        xlsx="support_xlsx",
        create=("Ghi lượt hỗ trợ", "support_create"),
        notes=[f"Năm {year}" if year else "Tất cả các năm"],
        further_sheets=[_sheet_of_teams(request, year or clock.today().year)] if as_file else [],
    )


def _offer(form: SupportFilters, sums: list[SupportSum]) -> None:
    """The years and the teams that there are."""
    years = dict.fromkeys(one.year for one in sums)
    teams = {one.team_id: _named(one.name, one.former_unit) for one in sums}
    form.offer("year", [(year, year) for year in years])
    form.offer("team", teams.items())


def _named(name: str, former_unit: str) -> str:
    return f"{name} ({former_unit} cũ)" if former_unit else name


def _sheet_of_teams(request: HttpRequest, year: int) -> Table:
    register = team_support(year)
    teams = list(_teams_with_support(request, year, clock.today()).for_list().in_order())
    note = f"Tổ có từ {ENOUGH_SUPPORT} lượt trở lên được tính cho chuẩn tiếp cận pháp luật"
    table = list_table(register, register.columns, teams, notes=[note], total=sum_of_teams(teams))
    return replace(table, name="Theo tổ", is_landscape=False)


@require_GET
def support_teams(request: HttpRequest) -> HttpResponse:
    """How often each team was helped in a year, and which ones never."""
    check_reads_details(request.user)
    today = clock.today()
    form = TeamSupportFilters(request.GET)
    years = range(today.year, today.year - YEARS_OFFERED, -1)
    form.offer("year", [(one, one) for one in years[1:]], all_label=f"{today.year}")
    year = form.value("year") if form.value("year") in years else today.year
    teams = _teams_with_support(request, year, today)
    sums = extents(teams)
    (least, most), count = {
        NONE: ((0, 0), sums.n_none),
        SOME: ((1, None), sums.n_some),
        ENOUGH: ((ENOUGH_SUPPORT, None), sums.n_enough),
    }.get(form.value("extent"), ((0, None), sums.n_teams))
    return roster_list(
        request,
        team_support(year),
        between(teams, least, most).for_list().in_order(),
        as_file=False,
        door="supporter_list",
        parts=_parts("support_teams"),
        form=form,
        count=count,
        xlsx="support_xlsx",
        template="mediators/support/support_teams.html",
        sums=sums,
        enough=ENOUGH_SUPPORT,
    )


def _teams_with_support(request: HttpRequest, year: int, today: dt.date) -> Any:
    """The teams of that year's end, or of today while the year runs."""
    last = min(dt.date(year, 12, 31), today)
    teams = MediationTeam.objects.visible_to(request.user).existing_on(last)
    return with_support(teams, dt.date(year, 1, 1), last)


@require_http_methods(["GET", "POST"])
def support_create(request: HttpRequest) -> HttpResponse:
    """From a supporter's page, a team's page or a case: what is known stands in the form."""
    commune = locality_for_keeping(request.user)
    today = clock.today()
    known = {"supporter": "nguoi", "team": "to", "case": "vu"}
    start = {field: request.GET[name] for field, name in known.items() if request.GET.get(name)}
    form = SupportForm(
        sent(request),
        instance=SupportActivity(),
        initial={"held_on": today} | start,
        today=today,
        locality=commune,
    )
    return _edit_support(request, form, commune, title="Ghi lượt hỗ trợ")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def support_edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = support_for_keeping(request.user, pk)
    commune = activity.supporter.locality
    activity = locked_to_save(request, activity)
    form = SupportForm(sent(request), instance=activity, today=clock.today(), locality=commune)
    return _edit_support(request, form, commune, title="Sửa lượt hỗ trợ")


def _edit_support(
    request: HttpRequest, form: SupportForm, commune: Locality, *, title: str
) -> HttpResponse:
    back, more = reverse("mediators:support_list"), None
    if activity := form.instance if form.instance.pk else None:
        url = reverse("mediators:support_delete", args=[activity.pk])
        back, more = activity.supporter.get_absolute_url(), Link("Xóa lượt hỗ trợ này", url)
    return edit_row(
        request,
        form,
        commune,
        title=title,
        submit="Lưu lượt hỗ trợ",
        trail=_trail(Link("Lượt hỗ trợ", reverse("mediators:support_list"))),
        lead="Không ghi tên các bên của vụ, việc.",
        back=back,
        more=more,
        then=lambda saved: saved.team if request.GET.get("to") else saved.supporter,
    )


@require_http_methods(["GET", "POST"])
def support_delete(request: HttpRequest, pk: int) -> HttpResponse:
    activity = support_for_keeping(request.user, pk)
    supporter = activity.supporter
    return delete_page(
        request,
        "lượt hỗ trợ",
        activity,
        supporter.locality,
        back=supporter.get_absolute_url(),
        then=supporter.get_absolute_url(),
        staying="Người hỗ trợ, tổ hòa giải và vụ, việc vẫn còn.",
    )
