"""Thù lao: what a period's cases pay, who was paid, the rates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import Link, columns_for, render_list
from mediators.access import check_reads_details, locality_for_keeping, rights
from mediators.common import exported, saved_at, sent, views_of
from mediators.models import AccessEntry, AccessKind, MediationCase, Payment, Rate
from mediators.models.pay import PaymentQuerySet
from mediators.pay.forms import PaymentFilters, PayoutForm, PeriodFilters
from mediators.pay.page import PAYMENTS, Due, Period, periods, what_is_due
from mediators.pay.papers import account_table, payments_table, signing_list
from mediators.pay.services import Payout, due_between, record_payout, undo_payments
from plans.office.download import attachment
from plans.office.nd30 import CONTENT_TYPE

MOST_AT_ONCE = 500


def pay_tabs(current: str) -> list[dict[str, Any]]:
    entries = (("Phải chi", "pay_due"), ("Đã chi", "payment_list"), ("Mức chi", "rate_list"))
    return views_of(entries, current)


def _due(request: HttpRequest, period: Period) -> Due:
    cases = MediationCase.objects.visible_to(request.user)
    rates = list(Rate.objects.visible_to(request.user))
    return what_is_due(cases.ended_between(period.first, period.last).for_pay(), rates)


@require_http_methods(["GET", "POST"])
def pay_due(request: HttpRequest) -> HttpResponse:
    """What the period pays, person by person; a POST writes down who was paid."""
    check_reads_details(request.user)
    commune = locality_for_keeping(request.user) if request.method == "POST" else None
    today = clock.today()
    filters = PeriodFilters(request.GET)
    filters.is_valid()
    period = filters.period(today)
    due = due_between(commune, period.first, period.last) if commune else _due(request, period)
    if commune is not None and not due.unpaid:
        messages.error(request, "Không còn khoản nào phải chi trong thời gian này.")
        return redirect(request.get_full_path())
    ticked = request.POST.getlist("nguoi")
    form = PayoutForm(sent(request), due=due, ticked=ticked, today=today)
    if commune is not None and form.is_valid():
        data = form.cleaned_data
        payout = Payout(period.first, period.last, form.keys, data["paid_on"], data["voucher"])
        try:
            payments = record_payout(payout, commune=commune, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            due = due_between(commune, period.first, period.last)  # somebody was quicker
        else:
            messages.success(request, f"{saved_at()} Đã ghi chi {len(payments)} khoản.")
            return redirect(request.get_full_path())
    context = {
        "filters": filters,
        "form": form,
        "due": due,
        "period": period,
        "periods": _offered(period, today),
        "ticked": {key.rpartition("-")[0] for key in ticked},
        "home": request.user.locality,
        "query": request.GET.urlencode(),
        "views": pay_tabs("pay_due"),
        "may": rights(request.user, None),
    }
    status = 422 if form.errors else 200
    return render(request, "mediators/pay/pay_due.html", context, status=status)


def _offered(period: Period, today: dt.date) -> dict[str, Any]:
    """The periods of the year at hand as links, and the years beside it."""
    year = period.first.year

    def link(word: str, first: dt.date, last: dt.date) -> dict[str, Any]:
        days = f"?tu={first:%d/%m/%Y}&den={last:%d/%m/%Y}"
        is_current = (first, last) == (period.first, period.last)
        return {"word": word, "url": days, "is_current": is_current}

    years = [one for one in (year - 1, year + 1) if one <= today.year]
    return {
        "year": year,
        "links": [link(one.word, one.first, one.last) for one in periods(year)],
        "near": [link(f"Năm {n}", dt.date(n, 1, 1), dt.date(n, 12, 31)) for n in years],
    }


def _paper(request: HttpRequest) -> tuple[Due, Period, str]:
    check_reads_details(request.user)
    filters = PeriodFilters(request.GET)
    filters.is_valid()
    period = filters.period(clock.today())
    return _due(request, period), period, str(request.user.locality or "")


@require_GET
def pay_list(request: HttpRequest) -> HttpResponse:
    """The list to be signed; taking it away is logged."""
    due, period, place = _paper(request)
    title = "Danh sách chi thù lao hòa giải viên"
    if request.user.locality is not None:
        AccessEntry.note(AccessKind.EXPORT, title, by=request.user, locality=request.user.locality)
    content = signing_list(due, period, place=place, today=clock.today())
    return attachment(content, title=title, content_type=CONTENT_TYPE)


@require_GET
def pay_export(request: HttpRequest) -> HttpResponse:
    due, period, place = _paper(request)
    return exported(
        request, "Bảng kê thù lao hòa giải viên", account_table(due, period, place=place)
    )


# What was paid


def _payments(request: HttpRequest, form: PaymentFilters) -> PaymentQuerySet:
    form.is_valid()
    payments = Payment.objects.visible_to(request.user).matching(
        form.value("text") or "", since=form.value("since"), until=form.value("until")
    )
    return payments.for_list().newest_first()


@require_GET
def payment_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    form = PaymentFilters(request.GET)
    payments = _payments(request, form)
    if as_file:
        table = payments_table(list(payments), place=str(request.user.locality or ""))
        return exported(request, "Thù lao hòa giải viên đã chi", table)
    may = rights(request.user, None)
    n, sum_paid = payments.summed_up()
    return render_list(
        request,
        PAYMENTS,
        columns_for(PAYMENTS.columns, lambda _: may.keep),
        payments,
        form=form,
        count=n,
        xlsx_url=reverse("mediators:payment_export"),
        trail=[Link("Vụ, việc", reverse("mediators:case_list"))],
        tab_rows=[("Thù lao", pay_tabs("payment_list"))],
        template="mediators/pay/pay_paid.html",
        fragment="mediators/pay/_payment_rows.html",
        sum_paid=sum_paid,
        query=request.GET.urlencode(),
        most_at_once=MOST_AT_ONCE,
        may=may,
    )


@require_http_methods(["GET", "POST"])
def payment_undo(request: HttpRequest) -> HttpResponse:
    """Asks about the payments that "khoan" names, or with "tat_ca" about all that the filters
    find, then takes back those that were shown."""
    commune = locality_for_keeping(request.user)
    found = _payments(request, PaymentFilters(request.GET)).of_commune(commune)
    if "tat_ca" not in request.GET or request.method == "POST":
        keys = (request.POST if request.method == "POST" else request.GET).getlist("khoan")
        found = found.chosen(keys)
    payments = list(found[:MOST_AT_ONCE])
    if not payments:
        messages.error(request, "Chọn ít nhất một khoản đã chi rồi bấm lại.")
        return redirect("mediators:payment_list")
    if request.method == "POST":
        undo_payments(payments, commune=commune, by=request.user)
        messages.success(request, f"Đã hoàn tác {len(payments)} khoản chi.")
        return redirect("mediators:payment_list")
    context = {"payments": payments, "total": sum(one.amount for one in payments)}
    return render(request, "mediators/pay/pay_undo.html", context)
