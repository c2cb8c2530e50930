"""Khen thưởng: who was commended, who might be proposed, the proposal as a paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from config.http import HttpRequest
from config.register import Link, render_form
from config.versioned import locked_to_save
from mediators.access import (
    check_reads_details,
    commendation_for_keeping,
    commendation_for_reading,
    locality_for_keeping,
    rights,
)
from mediators.commendations.forms import (
    MARKED,
    CommendationFilters,
    CommendationForm,
    SharedCommendationForm,
    SuggestionFilters,
)
from mediators.commendations.page import COMMENDATIONS
from mediators.commendations.papers import PROPOSAL, post, proposal_document
from mediators.commendations.services import save_all
from mediators.common import keys_of, saved_at, sent, tabs
from mediators.models import AccessEntry, AccessKind, Commendation, Mediator
from mediators.models.merits import Asked, Merit, deserving, merits, with_merits
from mediators.registers import delete_page, edit_row, roster_list
from plans.edits import edits
from plans.models import Locality
from plans.office.download import attachment
from plans.office.nd30 import CONTENT_TYPE

SHOWN = 200  # suggestions on one page: more than that asks for more
_TRACKED = (
    "mediator_id",
    "team_id",
    "body",
    "level",
    "form",
    "number",
    "decided_on",
    "issuer",
    "reason",
)


@require_GET
def commendation_list(request: HttpRequest, *, as_file: bool = False) -> HttpResponse:
    check_reads_details(request.user)
    form = CommendationFilters(request.GET)
    rows = Commendation.objects.visible_to(request.user).picked(
        words=form.value("text") or "",
        level=form.value("level") or "",
        whom=form.value("whom") or "",
    )
    years, year = rows.counted_by_year(), form.value("year")
    form.offer("year", [(one, one) for one, _ in years])
    return roster_list(
        request,
        COMMENDATIONS,
        rows.in_year(year).with_whom().newest_first(),
        as_file=as_file,
        door="commendation_list",
        form=form,
        count=sum(n for one, n in years if year in (None, one)),
        xlsx="commendation_xlsx",
        create=("Ghi khen thưởng", "commendation_create"),
        notes=[f"Năm {year}" if year else "Tất cả các năm"],
        template="mediators/commendations/commendation_list.html",
    )


def _trail() -> list[Link]:
    return [Link("Khen thưởng", reverse("mediators:commendation_list"))]


@require_GET
def commendation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = commendation_for_reading(request.user, pk)
    may = rights(request.user, commendation.locality)
    context = {
        "commendation": commendation,
        "may": may,
        "edits": edits(commendation, _TRACKED) if may.keep else [],
    }
    return render(request, "mediators/commendations/commendation_detail.html", context)


@require_http_methods(["GET", "POST"])
def commendation_create(request: HttpRequest) -> HttpResponse:
    """Of the people in the address (one decision for several), or of whom the form names."""
    commune = locality_for_keeping(request.user)
    keys = keys_of(request.GET, most=SHOWN)
    if len(keys) > 1:
        return _create_shared(request, commune, keys)
    new = Commendation(locality=commune)
    start = {"mediator": keys[0] if keys else None, "team": request.GET.get("to")}
    form = CommendationForm(
        sent(request), instance=new, initial=start, today=clock.today(), locality=commune
    )
    return _edit(request, form, title="Ghi khen thưởng")


def _create_shared(request: HttpRequest, commune: Locality, keys: list[int]) -> HttpResponse:
    today = clock.today()
    people = Mediator.objects.within(commune).standing_on(today).with_keys(keys).in_order()
    start = {"form": request.GET.get("hinh_thuc")}
    form = SharedCommendationForm(sent(request), initial=start, people=people, today=today)
    if request.method == "POST" and form.is_valid():
        rows = form.rows(commune)
        save_all(rows, by=request.user, locality=commune)
        messages.success(request, f"{saved_at()} Đã ghi khen thưởng cho {len(rows)} người.")
        return redirect("mediators:commendation_list")
    title = "Ghi khen thưởng cho nhiều người"
    return render_form(request, form, title=title, submit="Lưu khen thưởng", trail=_trail())


@require_http_methods(["GET", "POST"])
@transaction.atomic
def commendation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = commendation_for_keeping(request.user, pk)
    commune = commendation.locality
    form = CommendationForm(
        sent(request),
        instance=locked_to_save(request, commendation),
        today=clock.today(),
        locality=commune,
    )
    return _edit(request, form, title="Sửa khen thưởng")


def _edit(request: HttpRequest, form: CommendationForm, *, title: str) -> HttpResponse:
    return edit_row(
        request,
        form,
        form.instance.locality,
        title=title,
        submit="Lưu khen thưởng",
        trail=_trail(),
    )


@require_http_methods(["GET", "POST"])
def commendation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = commendation_for_keeping(request.user, pk)
    return delete_page(
        request,
        "khen thưởng",
        commendation,
        commendation.locality,
        then="mediators:commendation_list",
        staying="Chỉ xóa khi ghi nhầm; việc xóa được ghi vào nhật ký.",
    )


# Who might be proposed


@require_GET
def commendation_suggestions(request: HttpRequest) -> HttpResponse:
    """By years of service, cases and courses of a period; nothing is decided here."""
    check_reads_details(request.user)
    form = SuggestionFilters(request.GET, today=clock.today())
    asked = form.asked
    found: list[Merit] = []
    if asked is not None:
        people = with_merits(Mediator.objects.visible_to(request.user), asked)
        with_recent = form.value("commended") == MARKED
        found = merits(deserving(people, asked, with_recent=with_recent)[: SHOWN + 1], asked)
    context = {
        "form": form,
        "asked": asked,
        "found": found[:SHOWN],
        "is_cut": len(found) > SHOWN,
        "shown": SHOWN,
        "forms": Commendation.Form.choices,
        "views": tabs(rights(request.user, None), "commendation_list"),
    }
    return render(request, "mediators/commendations/commendation_suggestions.html", context)


@require_GET
def commendation_proposal(request: HttpRequest) -> HttpResponse:
    """The ticked people as a list to print."""
    proposal = _proposal(request)
    if proposal is None:
        messages.warning(request, "Đánh dấu ít nhất một người để lập danh sách đề nghị.")
        return redirect("mediators:commendation_suggestions")
    context = {
        "proposal": proposal,
        "rows": [(one, post(one)) for one in proposal.chosen],
        "may": rights(request.user, None),
    }
    return render(request, "mediators/commendations/commendation_proposal.html", context)


@require_GET
def commendation_proposal_docx(request: HttpRequest) -> HttpResponse:
    """The same as a file; taking it away is logged."""
    proposal = _proposal(request)
    locality = request.user.locality
    if proposal is None or locality is None:
        return redirect("mediators:commendation_suggestions")
    AccessEntry.note(AccessKind.EXPORT, PROPOSAL, by=request.user, locality=locality)
    content = proposal_document(locality, proposal.chosen, proposal.asked, form=proposal.form)
    return attachment(content, title=PROPOSAL, content_type=CONTENT_TYPE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is proposed, for what period, for which form of commendation."""

    chosen: list[Merit]
    asked: Asked
    form: Commendation.Form


def _proposal(request: HttpRequest) -> Proposal | None:
    """None where nobody was ticked or the period makes no sense."""
    check_reads_details(request.user)
    keys = keys_of(request.GET, most=SHOWN)
    asked = SuggestionFilters(request.GET, today=clock.today()).asked
    if not keys or asked is None:
        return None
    people = with_merits(Mediator.objects.visible_to(request.user), asked).with_keys(keys)
    chosen = merits(people.in_order(), asked)
    told = request.GET.get("hinh_thuc", "")
    form = Commendation.Form(told) if told in Commendation.Form else Commendation.Form.LETTER
    return Proposal(chosen, asked, form) if chosen else None
