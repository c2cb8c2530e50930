"""Excel both ways: upload, preview, confirmation; template, export, rows with their mends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.http import HttpRequest
from config.register import PAGE_SIZE
from mediators.access import import_for_keeping, locality_for_keeping, rights
from mediators.common import sent
from mediators.communes import scope_of
from mediators.filters import MediatorFilters
from mediators.models import AccessEntry, AccessKind, Mediator, Membership, RosterImport
from mediators.people.page import picked_of, sort_of
from mediators.roster_import import services as imports
from mediators.roster_import.exports import Written, export, lists_of
from mediators.roster_import.forms import PreviewForm, UploadForm, field_name
from mediators.roster_import.lines import Line, State
from mediators.roster_import.plan import Plan
from mediators.roster_import.workbook.reader import MAX_PEOPLE
from mediators.roster_import.workbook.writer import Lists, Sheet, roster_workbook
from plans.office.xlsx import MIME
from plans.text import fold

BAD_INPUT = 422
ALL, ABSENT = "tat-ca", "ngoai-tep"
SAME_PLACE = "cung-to"  # the button that answers all questions with one person of the same team
_TABS = (
    (State.ERROR, "Có lỗi"),
    (State.QUESTION, "Cần trả lời"),
    (State.NEW, "Mới"),
    (State.CHANGED, "Thay đổi"),
    (State.SAME, "Không đổi"),
    (State.SKIPPED, "Không đọc"),
)


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=MIME,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


# In


@require_http_methods(["GET", "POST"])
def mediator_import(request: HttpRequest) -> HttpResponse:
    """The upload. A readable workbook is kept until it is confirmed, thrown away, or two days."""
    commune = locality_for_keeping(request.user)
    today = clock.today()
    form = UploadForm(sent(request), request.FILES or None, today=today)
    if request.method == "POST" and form.is_valid():
        kept = imports.keep(
            form.reading,
            name=form.cleaned_data["file"].name,
            commune=commune,
            started_on=form.cleaned_data["started_on"],
            by=request.user,
            now=clock.now(),
        )
        return redirect("mediators:import_preview", key=kept.key)
    waiting = RosterImport.objects.of(request.user).defer("rows")
    context = {"form": form, "waiting": waiting, "commune": commune}
    status = BAD_INPUT if form.errors else 200
    return render(request, "mediators/roster_import/mediator_import.html", context, status=status)


@require_http_methods(["GET", "POST"])
def import_preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Every row with what will happen to it; the answers that it asks for."""
    kept = import_for_keeping(request.user, key)
    preview = _Preview(kept, request)
    form = preview.form(sent(request))
    if request.method == "POST":
        if not form.is_valid():
            return _preview_page(request, preview, form, status=BAD_INPUT)
        _store(kept, preview, form, answers_all=request.POST.get("act") == SAME_PLACE)
        messages.success(request, "Đã cập nhật bản xem trước, chưa nhập vào danh sách.")
        return redirect(request.get_full_path())
    return _preview_page(request, preview, form)


@require_POST
def import_confirm(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    kept = import_for_keeping(request.user, key)
    try:
        outcome = imports.apply(
            kept,
            digest=request.POST.get("digest", ""),
            by=request.user,
            today=clock.today(),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("mediators:import_preview", key=key)
    messages.success(request, f"Đã nhập: {outcome}.")
    return redirect("mediators:mediator_list")


@require_POST
def import_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Throws the upload away."""
    kept = import_for_keeping(request.user, key)
    kept.delete()
    messages.success(request, f"Đã bỏ tệp {kept.name}. Không có gì được nhập.")
    return redirect("mediators:mediator_import")


class _Preview:
    """An upload beside the roster of today, and the page of it that is looked at."""

    def __init__(self, kept: RosterImport, request: HttpRequest) -> None:
        today = clock.today()
        self.kept = kept
        self.decided = imports.decided_of(kept)
        self.plan = imports.preview(kept, today=today)
        known = {ALL, ABSENT, *(state.value for state, _ in _TABS)}
        asked = request.GET.get("loc", "")
        self.tab = asked if asked in known else self._first_tab()
        rows: list[Any] = self._rows()
        self.page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang"))

    def _first_tab(self) -> str:
        """Where there is something to do."""
        for state in (State.ERROR, State.QUESTION):
            if self.plan.counts[state]:
                return state.value
        return ALL

    def _rows(self) -> list[Any]:
        if self.tab == ABSENT:
            return list(self.plan.absent)
        if self.tab == ALL:
            return self.plan.lines
        if self.tab == State.QUESTION:  # also those that were answered: to think again
            return [one for one in self.plan.lines if one.is_asked]
        return [one for one in self.plan.lines if one.state == self.tab]

    def form(self, data: Any) -> PreviewForm:
        asked = [] if self.tab == ABSENT else [one for one in self.page if one.is_asked]
        return PreviewForm(
            data,
            plan=self.plan,
            asked=asked,
            started_on=self.decided.started_on,
            makes_teams=self.decided.makes_teams,
            founds=self.plan.teams_to_found,
        )

    @property
    def tabs(self) -> list[dict[str, Any]]:
        counts = dict(self.plan.counts)
        counts[State.QUESTION] = sum(one.is_asked for one in self.plan.lines)
        shown = [(state.value, label, counts[state]) for state, label in _TABS if counts[state]]
        shown.append((ALL, "Tất cả các dòng", len(self.plan.lines)))
        if self.plan.absent:
            shown.append((ABSENT, "Không có trong tệp", len(self.plan.absent)))
        return [
            {"label": label, "count": n, "url": f"?loc={value}", "is_current": value == self.tab}
            for value, label, n in shown
        ]


def _store(kept: RosterImport, preview: _Preview, form: PreviewForm, *, answers_all: bool) -> None:
    same = dict(kept.choices.get("same", {}))
    if answers_all:
        same |= preview.plan.answers_in_one_team
    kept.choices["same"] = same | form.answers
    if "started_on" in form.fields:
        day = form.cleaned_data["started_on"]
        kept.choices["started_on"] = day.isoformat() if day else ""
    if "makes_teams" in form.fields:
        kept.choices["makes_teams"] = form.cleaned_data["makes_teams"]
    kept.save(update_fields=["choices"])


@dataclass(frozen=True, slots=True)
class _Shown:
    line: Line
    question: Any


def _preview_page(
    request: HttpRequest, preview: _Preview, form: PreviewForm, *, status: int = 200
) -> HttpResponse:
    plan: Plan = preview.plan
    is_absent = preview.tab == ABSENT
    context = {
        "form": form,
        "kept": preview.kept,
        "plan": plan,
        "page": preview.page,
        "rows": [] if is_absent else [_shown(line, form) for line in preview.page],
        "absent": list(preview.page) if is_absent else [],
        "views": preview.tabs,
        "n": {state.name.lower(): plan.counts[state] for state in State},
        "same_place": SAME_PLACE if plan.answers_in_one_team else "",
        "has_questions": bool(form.asked),
    }
    return render(request, "mediators/roster_import/import_preview.html", context, status=status)


def _shown(line: Line, form: PreviewForm) -> _Shown:
    return _Shown(line, form[field_name(line)] if line.is_asked else None)


@require_GET
def import_marked(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The rows as read, those with errors coloured, each with what to mend: to mend in Excel."""
    kept = import_for_keeping(request.user, key)
    plan = imports.preview(kept, today=clock.today())
    rows = [
        line.row.cells | {"mends": "\n".join(line.errors)}
        for line in plan.lines
        if not line.row.skipped
    ]
    lists = lists_of(kept.locality, clock.today())
    sheet = Sheet(title="DANH SÁCH HÒA GIẢI VIÊN CẦN SỬA", rows=rows, has_mends=True)
    return _workbook(roster_workbook(sheet, lists), "hoa-giai-vien-can-sua")


# Out


@require_GET
def mediator_template(request: HttpRequest) -> HttpResponse:
    commune = locality_for_keeping(request.user)
    sheet = Sheet(title=f"DANH SÁCH HÒA GIẢI VIÊN {commune.name.upper()}")
    lists = lists_of(commune, clock.today())
    return _workbook(roster_workbook(sheet, lists), "mau-hoa-giai-vien")


@require_GET
def mediator_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, with what the person may see; who took it away is logged.

    Who was anonymised stays out: an import could not know them again.
    """
    today = clock.today()
    scope = scope_of(request)
    may = rights(request.user, scope.locality)
    form = MediatorFilters(request.GET, with_details=may.details, with_personal=may.personal)
    form.is_valid()
    day = form.value("day") or today
    found = scope.of(Mediator.objects.all()).standing_on(day)
    found = found.picked(picked_of(form, day)).known()
    found = found.select_related("locality").in_order(by=sort_of(form, may))
    people = list(found[: MAX_PEOPLE + 1])
    if len(people) > MAX_PEOPLE:
        messages.error(request, "Danh sách quá 10.000 người: lọc theo tổ hoặc tên rồi xuất lại.")
        return redirect("mediators:mediator_list")
    held = scope.of(Membership.objects.all()).on(day).with_team()
    home = scope.locality
    content = export(
        people,
        held,
        title=f"DANH SÁCH HÒA GIẢI VIÊN TÍNH ĐẾN NGÀY {day:%d/%m/%Y}",
        may=Written(details=may.details, personal=may.personal),
        lists=lists_of(home, today) if home and may.keep else Lists(),
    )
    _note_export(request, people, with_personal=may.personal)
    return _workbook(content, f"hoa-giai-vien-{slugify(fold(home.name)) if home else 'tat-ca'}")


def _note_export(request: HttpRequest, people: list[Mediator], *, with_personal: bool) -> None:
    """In the log of every locality whose people went out."""
    what = "cả dữ liệu cá nhân" if with_personal else "không có dữ liệu cá nhân"
    places = {person.locality.pk: person.locality for person in people}
    for locality in places.values():
        n_people = sum(person.locality_id == locality.pk for person in people)
        AccessEntry.note(
            AccessKind.EXPORT,
            f"Danh sách {n_people} hòa giải viên ra Excel, {what}",
            by=request.user,
            locality=locality,
        )
