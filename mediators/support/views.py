"""Người hỗ trợ: who helps the teams, what they did, and which teams nobody helped."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest, render_page
from mediators.access import (
    check_reads_details,
    locality_for_keeping,
    rights,
    support_for_keeping,
    supporter_for_keeping,
    supporter_for_reading,
)
from mediators.common import exported, page_of, saved_at, sent, tabs
from mediators.filters import offer_keys
from mediators.models import MediationTeam, SupportActivity, Supporter
from mediators.models.support import ENOUGH_SUPPORT, SupportSum, between, extents, with_support
from mediators.people.services import delete_row, locked, save_row
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
from mediators.support.tables import support_table, supporter_table, team_support_table
from plans.models import Locality

YEARS_OFFERED = 6


def _views(current: str) -> list[dict[str, Any]]:
    """The three lists of this part."""
    entries = [
        ("Danh sách", "supporter_list"),
        ("Lượt hỗ trợ", "support_list"),
        ("Theo tổ", "support_teams"),
    ]
    return [
        {"label": label, "url": reverse(f"mediators:{name}"), "is_current": name == current}
        for label, name in entries
    ]


@require_GET
def supporter_list(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    today, may = clock.today(), rights(request.user, None)
    form = SupporterFilters(request.GET)
    rows = _supporters_picked(request, form, today)
    context = {
        "form": form,
        "page": page_of(request, rows.in_order(by=form.value("sort") or ""), count=rows.count()),
        "sort": form.value("sort") or "ten",
        "views": tabs(may, "supporter_list"),
        "parts": _views("supporter_list"),
        "today": today,
        "may": may,
    }
    return render_page(
        request,
        "mediators/support/supporter_list.html",
        context,
        fragment="mediators/support/_supporter_rows.html",
    )


def _supporters_picked(request: HttpRequest, form: SupporterFilters, today: dt.date) -> Any:
    """The rows that the list and its export show."""
    rows = Supporter.objects.visible_to(request.user).picked(
        today,
        words=form.value("text") or "",
        field=form.value("field") or "",
        is_ended=form.value("standing") == ENDED,
    )
    return rows.with_counts(today.year)


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
def supporter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = supporter_for_keeping(request.user, pk)
    with transaction.atomic():
        supporter = locked(supporter) if request.method == "POST" else supporter
        return _edit_supporter(request, supporter, title=f"Sửa thông tin {supporter}")


def _edit_supporter(request: HttpRequest, supporter: Supporter, *, title: str) -> HttpResponse:
    form = SupporterForm(sent(request), instance=supporter)
    if request.method == "POST" and form.is_valid():
        save_row(form.save(commit=False), by=request.user, locality=supporter.locality)
        messages.success(request, saved_at())
        return redirect(supporter)
    known = supporter if supporter.pk else None
    context = {"form": form, "supporter": known, "title": title}
    context["supporter_name"] = form.initial.get("full_name", "")  # as saved, whatever is typed
    status = 422 if form.errors else 200
    return render(request, "mediators/support/supporter_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def supporter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only who was entered by mistake: with activities the service is ended, not deleted."""
    supporter = supporter_for_keeping(request.user, pk)
    n_activities = supporter.activities.count()
    if request.method == "POST" and not n_activities:
        try:
            delete_row(supporter, by=request.user, locality=supporter.locality)
        except ProtectedError:  # somebody was quicker
            n_activities = supporter.activities.count()
        else:
            messages.success(request, f"Đã xóa {supporter} khỏi danh sách người hỗ trợ.")
            return redirect("mediators:supporter_list")
    context = {"supporter": supporter, "n_activities": n_activities}
    status = 422 if request.method == "POST" else 200
    return render(request, "mediators/support/supporter_delete.html", context, status=status)


# What they did


@require_GET
def support_list(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    may = rights(request.user, None)
    form = SupportFilters(request.GET)
    form.is_valid()
    year, team = form.value("year"), form.value("team")
    visible = SupportActivity.objects.visible_to(request.user)
    sums = visible.summed_up(kind=form.value("kind") or "")
    _offer(form, sums)
    count = sum(one.n for one in sums if year in (None, one.year) and team in (None, one.team_id))
    context = {
        "form": form,
        "page": page_of(request, _supports_picked(request, form), count=count),
        "views": tabs(may, "supporter_list"),
        "parts": _views("support_list"),
        "may": may,
    }
    return render_page(
        request,
        "mediators/support/support_list.html",
        context,
        fragment="mediators/support/_support_rows.html",
    )


def _offer(form: SupportFilters, sums: list[SupportSum]) -> None:
    """The years and the teams that there are."""
    years = dict.fromkeys(one.year for one in sums)
    teams = {one.team_id: _named(one.name, one.former_unit) for one in sums}
    offer_keys(form, "year", [(year, year) for year in years], all_label="Tất cả")
    offer_keys(form, "team", teams.items(), all_label="Tất cả")


def _named(name: str, former_unit: str) -> str:
    return f"{name} ({former_unit} cũ)" if former_unit else name


def _supports_picked(request: HttpRequest, form: SupportFilters) -> Any:
    """The rows that the list and its export show."""
    rows = SupportActivity.objects.visible_to(request.user).picked(
        year=form.value("year"), kind=form.value("kind") or "", team=form.value("team")
    )
    return rows.with_all().newest_first()


@require_GET
def support_teams(request: HttpRequest) -> HttpResponse:
    """How often each team was helped in a year, and which ones never."""
    check_reads_details(request.user)
    today, may = clock.today(), rights(request.user, None)
    form = TeamSupportFilters(request.GET)
    form.is_valid()
    years = range(today.year, today.year - YEARS_OFFERED, -1)
    offer_keys(form, "year", [(one, one) for one in years[1:]], all_label=f"{today.year}")
    year = form.value("year") if form.value("year") in years else today.year
    teams = _teams_with_support(request, year, today)
    sums = extents(teams)
    (least, most), count = {
        NONE: ((0, 0), sums.n_none),
        SOME: ((1, None), sums.n_some),
        ENOUGH: ((ENOUGH_SUPPORT, None), sums.n_enough),
    }.get(form.value("extent"), ((0, None), sums.n_teams))
    rows = between(teams, least, most).for_list().in_order()
    context = {
        "form": form,
        "page": page_of(request, rows, count=count),
        "sums": sums,
        "year": year,
        "enough": ENOUGH_SUPPORT,
        "views": tabs(may, "supporter_list"),
        "parts": _views("support_teams"),
        "may": may,
    }
    return render_page(
        request,
        "mediators/support/support_teams.html",
        context,
        fragment="mediators/support/_support_team_rows.html",
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
def support_edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = support_for_keeping(request.user, pk)
    commune = activity.supporter.locality
    with transaction.atomic():
        activity = locked(activity) if request.method == "POST" else activity
        form = SupportForm(sent(request), instance=activity, today=clock.today(), locality=commune)
        return _edit_support(request, form, commune, title="Sửa lượt hỗ trợ")


def _edit_support(
    request: HttpRequest, form: SupportForm, commune: Locality, *, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        activity = form.save(commit=False)
        save_row(activity, by=request.user, locality=commune)
        messages.success(request, saved_at())
        return redirect(activity.team if request.GET.get("to") else activity.supporter)
    known = form.instance if form.instance.pk else None
    context = {"form": form, "activity": known, "title": title}
    status = 422 if form.errors else 200
    return render(request, "mediators/support/support_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def support_delete(request: HttpRequest, pk: int) -> HttpResponse:
    activity = support_for_keeping(request.user, pk)
    supporter = activity.supporter
    if request.method == "POST":
        delete_row(activity, by=request.user, locality=supporter.locality)
        messages.success(request, "Đã xóa lượt hỗ trợ.")
        return redirect(supporter)
    return render(request, "mediators/support/support_delete.html", {"activity": activity})


# Taken away


@require_GET
def supporter_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered; telephones for who keeps it alone."""
    check_reads_details(request.user)
    today = clock.today()
    form = SupporterFilters(request.GET)
    rows = _supporters_picked(request, form, today).in_order(by=form.value("sort") or "")
    table = supporter_table(rows, today, with_phone=rights(request.user, None).personal)
    return exported(request, "Danh sách người hỗ trợ", table)


@require_GET
def support_xlsx(request: HttpRequest) -> HttpResponse:
    """Two sheets: what was done, and how often each team was helped in the year."""
    check_reads_details(request.user)
    today = clock.today()
    form = SupportFilters(request.GET)
    year = form.value("year") or today.year
    teams = _teams_with_support(request, year, today).for_list().in_order()
    tables = (
        support_table(_supports_picked(request, form), form.value("year")),
        team_support_table(teams, year),
    )
    return exported(request, "Lượt hỗ trợ tổ hòa giải", *tables)
