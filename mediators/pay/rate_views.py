"""Mức chi: what a case pays from when to when, with its legal basis."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config.http import HttpRequest
from config.money import dong
from config.register import Link, confirm_delete, render_form
from mediators.access import check_reads_details, locality_for_keeping, rate_for_keeping
from mediators.common import saved_at, sent
from mediators.communes import RosterScope
from mediators.models import Payment, Rate
from mediators.pay.forms import RateEndForm, RateForm
from mediators.pay.page import RATES
from mediators.pay.services import delete_rate, save_rate
from mediators.pay.views import pay_tabs
from mediators.registers import roster_list


@require_GET
def rate_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    return roster_list(
        request,
        RATES,
        Rate.objects.visible_to(request.user).in_order(),
        as_file=as_file,
        scope=RosterScope(request.user),
        parts=("Thù lao", pay_tabs("rate_list")),
        trail=[Link("Vụ, việc", reverse("mediators:case_list"))],
        create=("Thêm mức chi", "rate_create"),
        xlsx="rate_xlsx",
    )


@require_http_methods(["GET", "POST"])
def rate_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    form = RateForm(sent(request), instance=Rate(), locality=commune)
    if request.method == "POST" and form.is_valid():
        save_rate(form.save(commit=False), by=request.user, ends=form.ends)
        messages.success(request, saved_at())
        return redirect("mediators:rate_list")
    return _form_page(request, form, title="Thêm mức chi thù lao")


@require_http_methods(["GET", "POST"])
def rate_end(request: HttpRequest, pk: int) -> HttpResponse:
    rate = rate_for_keeping(request.user, pk)
    lead = (
        f"{rate.get_outcome_display()}: {dong(rate.amount)} đồng một vụ, việc, từ ngày "
        f"{rate.valid_from:%d/%m/%Y} ({rate.legal_basis}). Để trống ngày khi còn áp dụng."
    )
    form = RateEndForm(sent(request), instance=rate)
    if request.method == "POST" and form.is_valid():
        save_rate(form.save(commit=False), by=request.user)
        messages.success(request, saved_at())
        return redirect("mediators:rate_list")
    return _form_page(request, form, title="Ngày hết áp dụng của mức chi", lead=lead)


def _form_page(
    request: HttpRequest, form: RateForm | RateEndForm, *, title: str, lead: str = ""
) -> HttpResponse:
    trail = [Link("Mức chi thù lao", reverse("mediators:rate_list"))]
    return render_form(request, form, title=title, submit="Lưu mức chi", trail=trail, lead=lead)


@require_http_methods(["GET", "POST"])
def rate_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """A rate under which somebody was paid is ended, not deleted."""
    rate = rate_for_keeping(request.user, pk)
    back = reverse("mediators:rate_list")
    return confirm_delete(
        request,
        "mức chi",
        str(rate),
        delete=lambda: delete_rate(rate, by=request.user),
        back=back,
        then="mediators:rate_list",
        staying="Vụ, việc kết thúc trong thời gian của mức này sẽ chưa tính được thù lao.",
        obstacles=lambda: _obstacles(rate),
        refused="Chưa xóa được mức chi này",
        instead=[
            Link("Ghi ngày hết áp dụng", reverse("mediators:rate_end", args=[pk])),
            Link("Về danh sách mức chi", back),
        ],
    )


def _obstacles(rate: Rate) -> list[str]:
    n_paid = Payment.objects.within(rate.locality).under(rate).count()
    told = (
        f"Đã chi {n_paid} khoản cho vụ, việc kết thúc khi mức này áp dụng. Nếu mức chi thay đổi, "
        "ghi ngày hết áp dụng rồi thêm mức mới."
    )
    return [told] if n_paid else []
