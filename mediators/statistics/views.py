"""Thống kê: both forms at any cut-off day, hamlets ranked, targets; Excel of the forms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from mediators.access import check_reads_details, rights
from mediators.common import exported, tabs
from mediators.communes import (
    FILE,
    Column,
    Communes,
    RosterScope,
    communes_page,
    head_groups,
    scope_of,
    url_to,
)
from mediators.models import FormKind, Target
from mediators.statistics import reader, results_form, teams_form
from mediators.statistics.form import judge
from mediators.statistics.forms import EARLIEST, CutOff, HamletFilters
from mediators.statistics.frame import Frame
from mediators.statistics.page import (
    Lists,
    shown_carried,
    shown_checks,
    shown_hamlets,
    shown_lines,
)
from mediators.statistics.ranking import FEW, Ranked, by_communes, rank
from mediators.statistics.rows import first_of_year
from mediators.statistics.tables import ranking_table, results_table, teams_table
from mediators.statistics.target_page import TargetsByCommune, shown_targets
from mediators.statistics.targets import legal_access

_PARTS = (
    ("Tổ hòa giải, hòa giải viên", "statistics_teams"),
    ("Kết quả hòa giải", "statistics_results"),
    ("Khu phố, ấp", "statistics_hamlets"),
    ("Chỉ tiêu", "target_list"),
)


@require_GET
def statistics_teams(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    form, frame = _cut_off(request)
    lines, ethnic = frame.teams_lines, frame.ethnic
    context = _context(form, frame, FormKind.TEAMS, "statistics_teams") | {
        "heads": head_groups(teams_form.COLUMNS),
        "lines": shown_lines(lines, teams_form.COLUMNS, frame.lists, ethnic),
        "checks": shown_checks(judge(teams_form.CHECKS, lines), ethnic),
        "ethnic": ethnic,
    }
    context |= _bare_communes(frame) if frame.scope.has_communes_below else _incomplete(frame)
    return render(request, "mediators/statistics/statistics_teams.html", context)


def _incomplete(frame: Frame) -> dict[str, Any]:
    """The people and hamlets of one commune that the form cannot count."""
    people = reader.people_to_complete(frame.scope, frame.day, with_personal=frame.may.personal)
    return {
        "bare_hamlets": frame.bare_hamlets,
        "to_complete": people,
        "is_cut": len(people) == reader.MAX_INCOMPLETE,
    }


def _bare_communes(frame: Frame) -> dict[str, Any]:
    """The communes with hamlets without a team, each with their number and its page."""
    numbers = {one.pk: frame.places.get(one.pk, {}).get("bare", 0) for one in frame.communes}
    shown = [
        (one, numbers[one.pk], frame.lists.commune(one))
        for one in frame.communes
        if numbers[one.pk]
    ]
    return {"bare_communes": shown, "n_bare": sum(numbers.values())}


@require_GET
def statistics_results(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    form, frame = _cut_off(request)
    lines, ethnic = frame.results_lines, frame.ethnic
    context = _context(form, frame, FormKind.RESULTS, "statistics_results") | {
        "heads": head_groups(results_form.COLUMNS),
        "lines": shown_lines(lines, results_form.COLUMNS, frame.lists, ethnic),
        "checks": shown_checks(judge(results_form.CHECKS, lines), ethnic),
        "carried": shown_carried(results_form.carried(frame.cases), frame.lists),
        "of_received": results_form.of_received(frame.cases),
        "of_mediated": results_form.of_mediated(frame.cases),
    }
    return render(request, "mediators/statistics/statistics_results.html", context)


@require_GET
def statistics_xlsx(request: HttpRequest) -> HttpResponse:
    """Both forms in one workbook, with what the person may see."""
    check_reads_details(request.user)
    _, frame = _cut_off(request)
    place = str(frame.scope.locality or "")
    day, unit = frame.day, frame.unit
    title = frame.title(FormKind.TEAMS)
    teams = teams_table(frame.teams_lines, frame.ethnic, title, place=place, day=day, unit=unit)
    title = frame.title(FormKind.RESULTS)
    results = results_table(
        frame.results_lines, frame.cases, title, place=place, day=day, unit=unit
    )
    return exported(request, f"Thống kê hòa giải đến {frame.day:%d-%m-%Y}", teams, results)


def _cut_off(request: HttpRequest) -> tuple[CutOff, Frame]:
    form = CutOff(request.GET)
    scope = scope_of(request)
    frame = Frame(scope, asked=form.value("day"), today=clock.today())
    form.show(frame.day)
    return form, frame


def _context(form: CutOff, frame: Frame, kind: FormKind, current: str) -> dict[str, Any]:
    day, scope = frame.day, frame.scope
    frame.lists = replace(frame.lists, page=current)
    return {
        "form": form,
        "scope": scope,
        "unit": frame.unit,
        "day": day,
        "since": frame.since,
        "is_future": day > frame.today,
        "title": frame.title(kind),
        "period": frame.period,
        "offered": [(one, _at(current, scope, one.day), one.day == day) for one in frame.offered],
        "earlier": _year(current, frame, day.year - 1),
        "later": _year(current, frame, day.year + 1),
        "views": tabs(frame.may, "statistics_teams", query=scope.query),
        "parts": _parts(current, scope, day, with_details=True),
        "xlsx_url": _at("statistics_xlsx", scope, day),
        "may": frame.may,
    }


def _year(current: str, frame: Frame, year: int) -> dict[str, Any] | None:
    """The way to another year; none before the law and none after this year."""
    if not EARLIEST.year <= year <= frame.today.year:
        return None
    return {"year": year, "url": _at(current, frame.scope, frame.day_in(year))}


def _at(name: str, scope: RosterScope, day: dt.date | None) -> str:
    asked = {"tinh_den": f"{day:%d/%m/%Y}"} if day else {}
    return url_to(name, **asked, **scope.asks)


def _parts(
    current: str, scope: RosterScope, day: dt.date | None, *, with_details: bool
) -> list[dict[str, Any]]:
    """The pages of the statistics, of the same day; none to officers, who see one alone."""
    if not with_details:
        return []
    return [
        {
            "label": label,
            "url": _at(name, scope, day),
            "is_current": name == current,
        }
        for label, name in _PARTS
    ]


# Hamlets


_HAMLET_COLUMNS = (
    Column("hamlets", "Khu phố, ấp"),
    Column("teams", "Tổng số", "Tổ hòa giải", "team_list"),
    Column("incomplete", "Còn thiếu", "Tổ hòa giải", "team_list", {"tinh_trang": "con-thieu"}),
    Column("pilots", "Đang làm điểm", "Tổ hòa giải", "team_list", {"diem": "co"}),
    Column("received", "Tiếp nhận", "Vụ, việc"),
    Column("success", "Hòa giải thành", "Vụ, việc"),
    Column("rate", "Tỷ lệ thành", "Vụ, việc", share_of=("success", "received")),
)


@require_GET
def statistics_hamlets(request: HttpRequest) -> HttpResponse:
    """Where the rate is low or the team lacks something: for choosing pilots."""
    check_reads_details(request.user)
    scope, today = scope_of(request), clock.today()
    form = HamletFilters(request.GET, today=today)
    rows, day = _ranked(scope, form), form.shown_day
    context = {
        "form": form,
        "views": tabs(rights(request.user, scope.locality), "statistics_teams", query=scope.query),
        "parts": _parts("statistics_hamlets", scope, form.value("day"), with_details=True),
    }
    if scope.has_communes_below:
        return _hamlets_by_communes(request, scope, form, rows, context)
    lists = Lists(since=form.period[0], day=form.period[1], scope=scope)
    context |= {
        "scope": scope,
        "rows": shown_hamlets(rows, lists, day=day),
        "n_bare": sum(not one.teams for one in rows),
        "few": FEW,
        "first": form.first_year,
        "last": form.last_year,
        "day": day,
        "xlsx_url": f"{reverse('mediators:statistics_hamlets_xlsx')}?{request.GET.urlencode()}",
    }
    return render(request, "mediators/statistics/statistics_hamlets.html", context)


def _hamlets_by_communes(
    request: HttpRequest,
    scope: RosterScope,
    form: HamletFilters,
    rows: list[Ranked],
    context: dict[str, Any],
) -> HttpResponse:
    day = form.shown_day
    lists = {"team_list": {"tai_ngay": f"{day:%d/%m/%Y}"}}
    columns = [
        replace(one, asks={**one.asks, **lists.get(one.page, {})}) for one in _HAMLET_COLUMNS
    ]
    communes = Communes(
        scope,
        "Khu phố, ấp theo tỷ lệ hòa giải thành",
        "statistics_hamlets",
        columns,
        by_communes(rows, day.year),
        {"tu_nam": form.first_year, "den_nam": form.last_year, "tinh_den": f"{day:%d/%m/%Y}"},
    )
    lead = (
        f"Vụ, việc tiếp nhận từ năm {form.first_year} đến năm {form.last_year}, "
        f"tính đến ngày {day:%d/%m/%Y}."
    )
    return communes_page(request, communes, lead=lead, parts_label="Thống kê", **context)


@require_GET
def statistics_hamlets_xlsx(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    form = HamletFilters(request.GET, today=clock.today())
    scope, first, last = scope_of(request), form.first_year, form.last_year
    table = ranking_table(
        _ranked(scope, form),
        place=str(scope.locality or ""),
        first=first,
        last=last,
        day=form.shown_day,
    )
    return exported(request, f"Khu phố, ấp theo tỷ lệ hòa giải thành {first}-{last}", table)


def _ranked(scope: RosterScope, form: HamletFilters) -> list[Ranked]:
    day = form.shown_day
    return rank(
        reader.teams_on(scope, day, with_state=True),
        [one for one in reader.cases_between(scope, *form.period) if not one.is_carried],
        reader.hamlets_without_team(scope, day),
    )


# Targets


@require_GET
def target_list(request: HttpRequest) -> HttpResponse:
    """Everyone reads the targets; the lists behind them follow the rights of each."""
    user, scope, today = request.user, scope_of(request), clock.today()
    form = CutOff(request.GET)
    day = form.value("day") or today
    form.show(day)
    may = rights(user, scope.locality)
    facts, of_communes = reader.facts_by_communes(scope, day)
    targets = list(Target.objects.on(day).asked_of(scope.locality))
    lists = Lists.of(day, scope)
    communes = (
        TargetsByCommune(scope, day, targets, of_communes) if scope.has_communes_below else None
    )
    if communes and request.GET.get(FILE):
        return exported(request, "Chỉ tiêu hòa giải ở cơ sở theo xã, phường", communes.table())
    context = {
        "form": form,
        "scope": scope,
        "day": day,
        "since": first_of_year(day),
        "targets": shown_targets(targets, facts, lists, may),
        "criteria": legal_access(facts),
        "communes": communes,
        "views": tabs(may, "statistics_teams" if may.details else "target_list", query=scope.query),
        "parts": _parts("target_list", scope, form.value("day"), with_details=may.details),
        "edits_in_admin": user.is_staff,
    }
    return render(request, "mediators/statistics/target_list.html", context)
