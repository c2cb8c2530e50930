"""Mức chi: what a case pays from when to when, with its legal basis."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from mediators.access import check_reads_details, locality_for_keeping, rate_for_keeping, rights
from mediators.common import saved_at, sent
from mediators.models import Payment, Rate
from mediators.pay.forms import RateEndForm, RateForm
from mediators.pay.services import delete_rate, save_rate
from mediators.pay.views import pay_tabs


@require_GET
def rate_list(request: HttpRequest) -> HttpResponse:
    check_reads_details(request.user)
    context = {
        "rates": Rate.objects.visible_to(request.user).in_order(),
        "home": request.user.locality,
        "today": clock.today(),
        "views": pay_tabs("rate_list"),
        "may": rights(request.user, None),
    }
    return render(request, "mediators/pay/rate_list.html", context)


@require_http_methods(["GET", "POST"])
def rate_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    form = RateForm(sent(request), instance=Rate(), locality=commune)
    if request.method == "POST" and form.is_valid():
        save_rate(form.save(commit=False), by=request.user, ends=form.ends)
        messages.success(request, saved_at())
        return redirect("mediators:rate_list")
    context = {"form": form, "title": "Thêm mức chi thù lao"}
    status = 422 if form.errors else 200
    return render(request, "mediators/pay/rate_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rate_end(request: HttpRequest, pk: int) -> HttpResponse:
    rate = rate_for_keeping(request.user, pk)
    form = RateEndForm(sent(request), instance=rate)
    if request.method == "POST" and form.is_valid():
        save_rate(form.save(commit=False), by=request.user)
        messages.success(request, saved_at())
        return redirect("mediators:rate_list")
    context = {"form": form, "rate": rate, "title": "Ngày hết áp dụng của mức chi"}
    status = 422 if form.errors else 200
    return render(request, "mediators/pay/rate_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rate_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """A rate under which somebody was paid is ended, not deleted."""
    rate = rate_for_keeping(request.user, pk)
    n_paid = Payment.objects.within(rate.locality).under(rate).count()
    if request.method == "POST" and not n_paid:
        delete_rate(rate, by=request.user)
        messages.success(request, "Đã xóa mức chi.")
        return redirect("mediators:rate_list")
    status = 422 if request.method == "POST" else 200
    context = {"rate": rate, "n_paid": n_paid}
    return render(request, "mediators/pay/rate_delete.html", context, status=status)
