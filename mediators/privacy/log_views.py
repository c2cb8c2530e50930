"""What law asks, for everyone; who looked at personal data, for administrators."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest, render_page
from config.register import PAGE_SIZE
from mediators.access import check_administers, rights
from mediators.common import tabs
from mediators.filters import LogFilters
from mediators.models import AccessEntry, Holiday, LeavingGround, ProcedureTerm, TeamRule


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The rules that "còn thiếu" and the deadlines follow, each with its basis."""
    today = clock.today()
    context = {
        "rules": TeamRule.objects.order_by("valid_from", "pk"),
        "terms": ProcedureTerm.objects.order_by("valid_from", "pk"),
        "grounds": LeavingGround.objects.on(today),
        "holidays": Holiday.objects.of_year(today.year),
        "today": today,
        "views": tabs(rights(request.user, None), "rules"),
        "edits_in_admin": request.user.is_staff,
    }
    return render(request, "mediators/privacy/rules.html", context)


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    check_administers(request.user)
    form = LogFilters(request.GET)
    form.is_valid()
    entries = AccessEntry.objects.visible_to(request.user).for_list()
    entries = entries.matching(form.value("text") or "", form.value("kind") or "").newest_first()
    context = {
        "form": form,
        "page": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("trang")),
        "views": tabs(rights(request.user, None), "access_log"),
    }
    return render_page(
        request,
        "mediators/privacy/access_log.html",
        context,
        fragment="mediators/privacy/_log_rows.html",
    )
