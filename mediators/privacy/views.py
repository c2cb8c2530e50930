"""Ẩn danh: people who left long ago are chosen, looked at once more, and lose their names."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from mediators.access import locality_for_forgetting, rights
from mediators.common import keys_of, saved_at, sent, tabs
from mediators.models import Mediator
from mediators.privacy.forms import ForgetForm, LeaversFilters
from mediators.privacy.services import anonymise

SHOWN = 200


@require_GET
def anonymise_list(request: HttpRequest) -> HttpResponse:
    """Who left every team before a day that the administrator chooses."""
    home = locality_for_forgetting(request.user)
    form = LeaversFilters(request.GET, today=clock.today())
    before = form.value("before")
    people = []
    if before is not None:
        people = list(Mediator.objects.left_before(before, home=home).in_order()[: SHOWN + 1])
    context = {
        "form": form,
        "before": before,
        "people": people[:SHOWN],
        "is_cut": len(people) > SHOWN,
        "shown": SHOWN,
        "views": tabs(rights(request.user, None), "mediator_list"),
    }
    return render(request, "mediators/privacy/anonymise_list.html", context)


@require_http_methods(["GET", "POST"])
def anonymise_confirm(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, for the people in the address; then it is done for good."""
    home = locality_for_forgetting(request.user)
    today = clock.today()
    before = LeaversFilters(request.GET, today=today).value("before")
    people: list[Mediator] = []
    if before is not None:
        found = Mediator.objects.left_before(before, home=home)
        people = list(found.with_keys(keys_of(request.GET, most=SHOWN)).in_order())
    if not people:
        messages.warning(request, "Đánh dấu ít nhất một người để ẩn danh.")
        return redirect("mediators:anonymise_list")
    form = ForgetForm(sent(request))
    if request.method == "POST" and form.is_valid():
        keys = [one.pk for one in people]
        try:
            n = anonymise(keys, left_before=before, home=home, by=request.user, today=today)
        except ValidationError as refusal:  # somebody was quicker
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{saved_at()} Đã ẩn danh {n} người.")
            return redirect("mediators:anonymise_list")
    context = {"form": form, "people": people, "before": before}
    status = 422 if form.errors else 200
    return render(request, "mediators/privacy/anonymise_confirm.html", context, status=status)
