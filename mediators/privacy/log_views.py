"""What law asks, for everyone; who looked at personal data, for administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from config import clock
from config.http import HttpRequest
from config.register import Column, Kind, Register
from mediators.access import check_administers, rights
from mediators.common import tabs
from mediators.filters import LogFilters
from mediators.models import AccessEntry, Holiday, LeavingGround, ProcedureTerm, TeamRule
from mediators.registers import roster_list


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


def _when(entry: AccessEntry) -> str:
    return f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}"


LOG = Register(
    title="Nhật ký truy cập dữ liệu cá nhân",
    lead="Ai đã xem, thay đổi, xuất dữ liệu của hòa giải viên, lúc nào. Nhật ký không sửa được.",
    things="lượt",
    caption="Lượt truy cập dữ liệu cá nhân, mới nhất trước",
    columns=(
        Column("at", "Lúc", Kind.SHORT, value=_when),
        Column("officer", "Cán bộ"),
        Column("kind", "Việc", value="get_kind_display"),
        Column("subject", "Dữ liệu"),
    ),
    nothing=(
        "Chưa có lượt truy cập nào",
        "Mỗi lần mở trang của một hòa giải viên, sửa hoặc tải danh sách sẽ hiện ở đây.",
    ),
)


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    check_administers(request.user)
    form = LogFilters(request.GET)
    entries = AccessEntry.objects.visible_to(request.user).for_list()
    entries = entries.matching(form.value("text") or "", form.value("kind") or "").newest_first()
    return roster_list(request, LOG, entries, as_file=False, door="access_log", form=form)
