"""Thống kê: both forms at any cut-off day, hamlets ranked, targets; Excel of the forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from mediators.access import check_reads_details, rights
from mediators.common import exported, tabs
from mediators.models import FormKind, Target
from mediators.statistics import reader, results_form, teams_form
from mediators.statistics.form import judge
from mediators.statistics.forms import EARLIEST, CutOff, HamletFilters
from mediators.statistics.frame import Frame
from mediators.statistics.page import (
    Lists,
    head_groups,
    shown_carried,
    shown_checks,
    shown_hamlets,
    shown_lines,
)
from mediators.statistics.ranking import FEW, rank
from mediators.statistics.rows import first_of_year
from mediators.statistics.tables import ranking_table, results_table, targets_table, teams_table
from mediators.statistics.target_page import shown_targets
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
    to_complete = reader.people_to_complete(
        request.user, frame.day, with_personal=frame.may.personal
    )
    context = _context(form, frame, FormKind.TEAMS, "statistics_teams") | {
        "heads": head_groups(teams_form.COLUMNS),
        "lines": shown_lines(lines, teams_form.COLUMNS, frame.lists, ethnic),
        "checks": shown_checks(judge(teams_form.CHECKS, lines), ethnic),
        "ethnic": ethnic,
        "bare_hamlets": frame.bare_hamlets,
        "to_complete": to_complete,
        "is_cut": len(to_complete) == reader.MAX_INCOMPLETE,
    }
    return render(request, "mediators/statistics/statistics_teams.html", context)


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
    place = str(request.user.locality or "")
    teams = teams_table(
        frame.teams_lines, frame.ethnic, frame.title(FormKind.TEAMS), place=place, day=frame.day
    )
    title = frame.title(FormKind.RESULTS)
    results = results_table(frame.results_lines, frame.cases, title, place=place, day=frame.day)
    return exported(request, f"Thống kê hòa giải đến {frame.day:%d-%m-%Y}", teams, results)


def _cut_off(request: HttpRequest) -> tuple[CutOff, Frame]:
    form = CutOff(request.GET)
    frame = Frame(request.user, asked=form.value("day"), today=clock.today())
    form.show(frame.day)
    return form, frame


def _context(form: CutOff, frame: Frame, kind: FormKind, current: str) -> dict[str, Any]:
    day = frame.day
    return {
        "form": form,
        "day": day,
        "since": frame.since,
        "is_future": day > frame.today,
        "title": frame.title(kind),
        "period": frame.period,
        "offered": [(one, _at(current, one.day), one.day == day) for one in frame.offered],
        "earlier": _year(current, frame, day.year - 1),
        "later": _year(current, frame, day.year + 1),
        "views": tabs(frame.may, "statistics_teams"),
        "parts": _parts(current, day, with_details=True),
        "xlsx_url": _at("statistics_xlsx", day),
        "may": frame.may,
    }


def _year(current: str, frame: Frame, year: int) -> dict[str, Any] | None:
    """The way to another year; none before the law and none after this year."""
    if not EARLIEST.year <= year <= frame.today.year:
        return None
    return {"year": year, "url": _at(current, frame.day_in(year))}


def _at(name: str, day: dt.date) -> str:
    return f"{reverse(f'mediators:{name}')}?{urlencode({'tinh_den': f'{day:%d/%m/%Y}'})}"


def _parts(current: str, day: dt.date | None, *, with_details: bool) -> list[dict[str, Any]]:
    """The pages of the statistics, of the same day; none to officers, who see one alone."""
    if not with_details:
        return []
    return [
        {
            "label": label,
            "url": _at(name, day) if day else reverse(f"mediators:{name}"),
            "is_current": name == current,
        }
        for label, name in _PARTS
    ]


# Hamlets


@require_GET
def statistics_hamlets(request: HttpRequest) -> HttpResponse:
    """Where the rate is low or the team lacks something: for choosing pilots."""
    check_reads_details(request.user)
    today, may = clock.today(), rights(request.user, None)
    form = HamletFilters(request.GET, today=today)
    rows = _ranked(request, form)
    day = form.shown_day
    context = {
        "form": form,
        "rows": shown_hamlets(rows, Lists(since=form.period[0], day=form.period[1]), day=day),
        "n_bare": sum(not one.teams for one in rows),
        "few": FEW,
        "first": form.first_year,
        "last": form.last_year,
        "day": day,
        "xlsx_url": f"{reverse('mediators:statistics_hamlets_xlsx')}?{request.GET.urlencode()}",
        "views": tabs(may, "statistics_teams"),
        "parts": _parts("statistics_hamlets", form.value("day"), with_details=True),
    }
    return render(request, "mediators/statistics/statistics_hamlets.html", context)


@require_GET
def statistics_hamlets_xlsx(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    form = HamletFilters(request.GET, today=clock.today())
    first, last = form.first_year, form.last_year
    table = ranking_table(
        _ranked(request, form),
        place=str(request.user.locality or ""),
        first=first,
        last=last,
        day=form.shown_day,
    )
    return exported(request, f"Khu phố, ấp theo tỷ lệ hòa giải thành {first}-{last}", table)


def _ranked(request: HttpRequest, form: HamletFilters) -> list[Any]:
    user, day = request.user, form.shown_day
    return rank(
        reader.teams_on(user, day, with_state=True),
        [one for one in reader.cases_between(user, *form.period) if not one.is_carried],
        reader.hamlets_without_team(user, day),
    )


# Targets


@require_GET
def target_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    """Everyone reads the targets; the lists behind them follow the rights of each."""
    user, today = request.user, clock.today()
    form = CutOff(request.GET)
    day = form.value("day") or today
    form.show(day)
    may = rights(user, None)
    facts = reader.facts_on(user, day)
    targets = Target.objects.on(day).asked_of(user.locality)
    shown = shown_targets(targets, facts, Lists.of(day), may)
    if as_file:
        table = targets_table(shown, place=str(user.locality or ""), day=day)
        return exported(request, "Chỉ tiêu hòa giải ở cơ sở", table)
    context = {
        "form": form,
        "day": day,
        "since": first_of_year(day),
        "targets": shown,
        "xlsx_url": _at("target_xlsx", day),
        "criteria": legal_access(facts),
        "views": tabs(may, "statistics_teams" if may.details else "target_list"),
        "parts": _parts("target_list", form.value("day"), with_details=may.details),
        "edits_in_admin": user.is_staff,
    }
    return render(request, "mediators/statistics/target_list.html", context)
