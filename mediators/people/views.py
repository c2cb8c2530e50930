"""Hòa giải viên: the list, a person's page, the form. Looking at a person is logged."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest, render_page
from config.register import page_of
from config.versioned import locked_to_save
from mediators.access import (
    locality_for_keeping,
    mediator_for_keeping,
    mediator_for_reading,
    rights,
)
from mediators.common import saved_at, sent, tabs
from mediators.communes import hide_choices, scope_of
from mediators.filters import MediatorFilters
from mediators.models import AccessEntry, AccessKind, Mediator
from mediators.models.around import around_person
from mediators.models.people import TeamSum
from mediators.people.communes import people_communes
from mediators.people.forms import MediatorForm, NewMediatorForm
from mediators.people.page import picked_of, sort_of
from mediators.people.services import save_mediator
from plans.edits import edits

_TRACKED = (
    "full_name",
    "birth_on",
    "birth_year",
    "sex",
    "ethnic_group",
    "qualification",
    "occupation",
    "source",
    "phone",
    "address",
)


@require_GET
def mediator_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    scope = scope_of(request)
    may = rights(request.user, scope.locality)
    form = MediatorFilters(request.GET, with_details=may.details, with_personal=may.personal)
    form.is_valid()
    day = form.value("day") or today
    if scope.has_communes_below and not (may.details and form.is_filtering):
        return people_communes(request, scope, form, day=day)
    picked = picked_of(form, day)
    people = scope.of(Mediator.objects.all()).standing_on(day)
    sums = people.summed_up(picked)
    if scope.has_communes_below:
        hide_choices(form, "team")
        people = people.select_related("locality")
    else:
        form.offer("team", _teams(sums))
    sort = sort_of(form, may)
    context = {
        "form": form,
        "scope": scope,
        "page": page_of(
            request,
            people.picked(picked).in_order(by=sort),
            count=sum(one.n_picked for one in sums),
        ),
        "n_active": sum(one.n_people for one in sums if one.team_id is not None),
        "sort": sort or "ten",
        "views": tabs(may, "mediator_list", query=scope.query),
        "day": day,
        "is_past": day != today,
        "may": may,
    }
    return render_page(
        request,
        "mediators/people/mediator_list.html",
        context,
        fragment="mediators/people/_mediator_rows.html",
    )


def _teams(sums: list[TeamSum]) -> list[tuple[int, str]]:
    return [
        (one.team_id, f"{one.name} ({one.former_unit})" if one.former_unit else str(one.name))
        for one in sums
        if one.team_id is not None
    ]


@require_GET
def mediator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks is written down: law 91/2025/QH15."""
    mediator = mediator_for_reading(request.user, pk)
    may = rights(request.user, mediator.locality)
    AccessEntry.note(
        AccessKind.VIEW,
        f"Trang của {mediator}",
        by=request.user,
        locality=mediator.locality,
        mediator=mediator,
    )
    today = clock.today()
    service = list(mediator.memberships.all().with_team().newest_first())
    context = {
        "mediator": mediator,
        "may": may,
        "current": next((one for one in service if one.holds_on(today)), None),
        "service": service,
        "around": around_person(mediator, with_namesakes=may.personal) if may.details else {},
        "edits": edits(mediator, _TRACKED) if may.personal else [],
    }
    return render(request, "mediators/people/mediator_detail.html", context)


@require_http_methods(["GET", "POST"])
def mediator_create(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    today = clock.today()
    person = Mediator(locality=commune)
    form = NewMediatorForm(sent(request), instance=person, today=today, locality=commune)
    if request.method == "POST" and form.is_valid():
        try:
            save_mediator(
                form.save(commit=False),
                by=request.user,
                not_same_as=form.namesakes,
                place=form.place,
            )
        except ValidationError as refusal:
            person.pk = None
            form.add_error(None, refusal)
        else:
            messages.success(request, saved_at())
            return redirect(person)
    return _form_page(request, form, None, title="Thêm hòa giải viên")


@require_http_methods(["GET", "POST"])
def mediator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = mediator_for_keeping(request.user, pk)
    today, commune = clock.today(), person.locality
    with transaction.atomic():
        person = locked_to_save(request, person)
        form = MediatorForm(sent(request), instance=person, today=today, locality=commune)
        if request.method == "POST" and form.is_valid():
            saved = form.save(commit=False)
            save_mediator(saved, by=request.user, not_same_as=form.namesakes)
            messages.success(request, saved_at())
            return redirect(person)
    return _form_page(request, form, person, title=f"Sửa thông tin {form.initial['full_name']}")


def _form_page(
    request: HttpRequest, form: MediatorForm, person: Mediator | None, *, title: str
) -> HttpResponse:
    saved_name = form.initial.get("full_name", "")
    context = {"form": form, "mediator": person, "mediator_name": saved_name, "title": title}
    status = 422 if form.errors else 200
    return render(request, "mediators/people/mediator_form.html", context, status=status)
