"""One task in one year: what is reported of it, what proves it, who contributed, its due date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.http import HttpRequest
from config.posted import next_sent, saved_at, tell_refusal, version_sent
from tasks import access
from tasks.cell.conflicts import agreements, differences, is_resolving, resolved
from tasks.cell.contributions import (
    record_contribution,
    request_contributions,
    revise_contribution,
)
from tasks.cell.due_dates import NO_DUE_DATE, change_due_date
from tasks.cell.forms import (
    ContributionForm,
    ContributionRequestForm,
    DueDateForm,
    UpdateForm,
)
from tasks.cell.page import (
    CellPage,
    bodies_to_report_for,
    cell_page,
    name_of,
    named_on,
    trail_below,
)
from tasks.cell.report import Report, report_on
from tasks.cell.services import Conflict, confirm_unchanged, record_update, report_seen
from tasks.documents.evidence_forms import (
    BaseEvidenceFormSet,
    another_line,
    evidence_lines,
    wants_another_line,
)
from tasks.documents.services import remove_evidence
from tasks.models import StatusUpdate, TaskYear

NOTHING_NEW = "Nội dung không có gì khác lần trước nên không ghi thêm vào nhật ký."
TYPED_BUT_UNCHANGED = (
    "Biểu mẫu đang có nội dung mới: bấm “Lưu cập nhật” để lưu, "
    "hoặc tải lại trang rồi bấm “Không thay đổi”."
)
WHOLE_LOG = "tat-ca"


# The cell


@require_http_methods(["GET", "POST"])
def task_year_detail(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    if request.method == "POST":
        task_year = access.task_year_for_update(request.user, pk, today=today)
        return _save(request, task_year, today)
    page = _page(request, pk, today)
    form = lines = None
    if page.rights.can_update:
        form = _form(request, page.task_year, today, saved=page.saved)
        lines = evidence_lines(page.task_year.timeline.task.plan.locality)
    return _answer(request, page, form, lines)


@require_POST
def task_year_unchanged(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: all stands as it was. What was typed beside it is not thrown away."""
    today = clock.today()
    task_year = access.task_year_for_update(request.user, pk, today=today)
    version = version_sent(request.POST)
    if "state" in request.POST:
        form, lines = _sent(request, task_year, today, request.POST)
        seen = _seen(task_year, version, today)
        is_judged = form.is_valid() and lines.is_right()
        if not is_judged or lines.is_filled or not (form.report and form.report.says_same(seen)):
            form.add_error(None, TYPED_BUT_UNCHANGED)
            return _refuse(request, pk, today, form, lines)
    try:
        update = confirm_unchanged(task_year_id=pk, by=request.user, version=version, today=today)
    except Conflict as conflict:
        messages.warning(request, f"{_who_saved(conflict)} Xem lại rồi bấm lần nữa nếu cần.")
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _recorded(update))
    return redirect(next_sent(request) or task_year)


def _page(request: HttpRequest, pk: int, today: dt.date) -> CellPage:
    whole = request.GET.get("nhat-ky") == WHOLE_LOG
    return cell_page(request.user, pk, today=today, shows_whole_log=whole)


def _seen(task_year: TaskYear, version: int, today: dt.date) -> Report:
    """What a form of that version showed as saved."""
    if version == task_year.version:
        return report_on(task_year, today)
    return report_seen(task_year, version, today)


def _form(
    request: HttpRequest,
    task_year: TaskYear,
    today: dt.date,
    data: QueryDict | None = None,
    saved: Report | None = None,
) -> UpdateForm:
    bodies = bodies_to_report_for(request.user, task_year, today)
    return UpdateForm(data, task_year=task_year, today=today, bodies=bodies, saved=saved)


def _sent(
    request: HttpRequest, task_year: TaskYear, today: dt.date, data: QueryDict
) -> tuple[UpdateForm, BaseEvidenceFormSet]:
    locality = task_year.timeline.task.plan.locality
    form = _form(request, task_year, today, data)
    return form, evidence_lines(locality, data, request.FILES)


def _save(request: HttpRequest, task_year: TaskYear, today: dt.date) -> HttpResponse:
    """The page is built only where it must be shown again: a report that is kept needs none."""
    data: QueryDict = request.POST
    version = version_sent(data)
    if is_resolving(data):
        data = resolved(data, _seen(task_year, version, today))
    if wants_another_line(data):
        form, lines = _sent(request, task_year, today, another_line(data))
        form.unjudged()
        page = _page(request, task_year.pk, today)
        return _answer(request, page, form, lines.unjudged())
    form, lines = _sent(request, task_year, today, data)
    is_form_right, are_lines_right = form.is_valid(), lines.is_right()
    if not (is_form_right and are_lines_right) or form.report is None:
        return _refuse(request, task_year.pk, today, form, lines)
    try:
        update = record_update(
            task_year_id=task_year.pk,
            by=request.user,
            version=version,
            report=form.report,
            today=today,
            proofs=lines.proofs,
        )
    except Conflict as conflict:
        return _two_texts(request, form, lines, conflict)
    except ValidationError as error:
        tell_refusal(form, error)
        return _refuse(request, task_year.pk, today, form, lines)
    if update is None:
        messages.info(request, NOTHING_NEW)
    else:
        messages.success(request, _recorded(update))
    return redirect(task_year)


def _recorded(update: StatusUpdate) -> str:
    """ "Đã lưu lúc 09:41: Hoàn thành; đã ghi văn bản 145/BC-UBND"."""
    state = "Không thay đổi" if update.is_unchanged else update.get_state_display()
    words = [f"{saved_at(update.recorded_at)}: {state}"]
    added = update.evidence.select_related("document").order_by("pk")
    documents = [one.document.number or str(one.document) for one in added if one.document]
    links = [str(one) for one in added if not one.document]
    if documents:
        words.append(f"đã ghi văn bản {', '.join(documents)}")
    if links:
        words.append(f"đã ghi đường dẫn {', '.join(links)}")
    return "; ".join(words)


def _refuse(
    request: HttpRequest, pk: int, today: dt.date, form: UpdateForm, lines: BaseEvidenceFormSet
) -> HttpResponse:
    """The page again, with what was typed and what is wrong with it."""
    lines.ask_for_files_again()
    return _answer(request, _page(request, pk, today), form, lines, status=422)


def _answer(
    request: HttpRequest,
    page: CellPage,
    form: UpdateForm | None,
    lines: BaseEvidenceFormSet | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "form": form, "formset": lines}
    return render(request, "tasks/cell/task_year_detail.html", context, status=status)


def _two_texts(
    request: HttpRequest, form: UpdateForm, lines: BaseEvidenceFormSet, conflict: Conflict
) -> HttpResponse:
    """Both texts side by side; everything else that was typed travels along."""
    if form.report is None:
        raise ValueError("a conflict follows a valid form")
    task_year = form.task_year
    different = differences(form.report, saved=conflict.saved, opened=conflict.opened)
    if not different and not lines.is_filled:
        messages.info(request, f"{_who_saved(conflict)} {NOTHING_NEW}")
        return redirect(task_year)
    lines.ask_for_files_again(is_wrong=False)
    context = {
        "url": task_year.get_absolute_url(),
        "trail": trail_below(task_year),
        "conflict": conflict,
        "who_saved": _who_saved(conflict),
        "differences": different,
        "agreements": agreements(different),
        "typed": _typed(form, conflict.task_year.version),
        "formset": lines if lines.is_filled else None,
        "added": [proof for update in conflict.since for proof in update.evidence.all()],
        "now": clock.now(),
    }
    return render(request, "tasks/cell/task_year_conflict.html", context, status=409)


def _typed(form: UpdateForm, version: int) -> list[tuple[str, str]]:
    """What was sent, as hidden fields of the next form, with the version that it has seen."""
    sent = [(name, form.data[name]) for name in form.fields if name in form.data]
    return [("version", str(version)), *(one for one in sent if one[0] != "version")]


def _who_saved(conflict: Conflict) -> str:
    last = conflict.since[0] if conflict.since else None
    who = str(last.author) if last else "Người khác"
    at = f" lúc {timezone.localtime(last.recorded_at):%H:%M}" if last else ""
    return f"{who} đã lưu nhiệm vụ này{at}, trong khi nội dung đang được nhập."


# Evidence


@require_http_methods(["GET", "POST"])
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST acts."""
    evidence = access.evidence_for_removing(request.user, pk, today=clock.today())
    task_year = evidence.task_year
    if request.method == "POST":
        remove_evidence(evidence_id=pk, by=request.user)
        messages.success(request, f"Đã gỡ minh chứng: {evidence}")
        return redirect(task_year)
    context = {
        "evidence": evidence,
        "trail": trail_below(task_year),
        "name": name_of(task_year),
        "cancel_url": task_year.get_absolute_url(),
    }
    return render(request, "tasks/cell/evidence_remove.html", context)


# Contributions


@require_http_methods(["GET", "POST"])
def contribution_create(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    task_year, agencies = access.task_year_for_contributing(request.user, pk, today=today)
    bodies = named_on(request.user, task_year, agencies, today)
    data, files = _data_of(request)
    form = ContributionForm(data, task_year=task_year, today=today, bodies=bodies)
    lines = evidence_lines(task_year.timeline.task.plan.locality, data, files, takes_links=False)
    if data is not None and _is_right(data, form, lines):
        try:
            record_contribution(
                task_year=task_year,
                by=request.user,
                agency=form.agency_chosen,
                done_on=form.cleaned_data["done_on"],
                text=form.cleaned_data["text"],
                today=today,
                proofs=lines.proofs,
            )
        except ValidationError as error:
            tell_refusal(form, error)
        else:
            messages.success(request, saved_at(clock.now()))
            return redirect(task_year)
    only_body = next(iter(bodies.values())) if len(bodies) == 1 else ""
    title = "Thêm kết quả phối hợp"
    return _contribution_page(request, task_year, form, lines, title=title, body=only_body)


@require_http_methods(["GET", "POST"])
def contribution_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever writes on the cell asks partners for what they did."""
    today = clock.today()
    task_year, agencies = access.task_year_for_requesting(request.user, pk, today=today)
    bodies = named_on(request.user, task_year, agencies, today)
    form = ContributionRequestForm(
        request.POST if request.method == "POST" else None, bodies=bodies
    )
    if request.method == "POST" and form.is_valid():
        asked = request_contributions(
            task_year=task_year,
            agencies=form.chosen,
            note=form.cleaned_data["note"],
            by=request.user,
            today=today,
            now=clock.now(),
        )
        if asked:
            names = ", ".join(bodies[agency] for agency in asked)
            messages.success(request, f"{saved_at(clock.now())}: đã đề nghị {names} ghi kết quả")
        else:
            messages.info(request, "Các cơ quan này đã được đề nghị trong ngày hôm nay.")
        return redirect(task_year)
    context = {"form": form, "name": name_of(task_year), "trail": trail_below(task_year)}
    status = 422 if form.errors else 200
    return render(request, "tasks/cell/contribution_request.html", context, status=status)


@require_http_methods(["GET", "POST"])
def contribution_update(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    contribution = access.contribution_for_editing(request.user, pk)
    task_year = contribution.task_year
    bodies = {contribution.agency: contribution.agency_name}
    data, files = _data_of(request)
    form = ContributionForm(
        data, task_year=task_year, today=today, bodies=bodies, contribution=contribution
    )
    lines = evidence_lines(task_year.timeline.task.plan.locality, data, files, takes_links=False)
    if data is not None and _is_right(data, form, lines):
        try:
            revise_contribution(
                contribution=contribution,
                done_on=form.cleaned_data["done_on"],
                text=form.cleaned_data["text"],
                today=today,
                seen=form.cleaned_data["seen"] or 0,
                proofs=lines.proofs,
            )
        except ValidationError as error:
            tell_refusal(form, error)
            form.show_as_seen(contribution)
        else:
            messages.success(request, saved_at(clock.now()))
            return redirect(task_year)
    title, body = "Sửa kết quả phối hợp", contribution.agency_name
    cited = list(contribution.documents.all())
    return _contribution_page(request, task_year, form, lines, title=title, body=body, cited=cited)


def _data_of(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    """What was sent; with room for another line where that is what was asked for."""
    if request.method != "POST":
        return None, None
    data = request.POST
    return (another_line(data) if wants_another_line(data) else data), request.FILES


def _is_right(data: QueryDict, form: ContributionForm, lines: BaseEvidenceFormSet) -> bool:
    """Whether it may be saved; a page that only asked for another line is not judged."""
    if wants_another_line(data):
        form.unjudged()
        lines.unjudged()
        return False
    is_form_right, are_lines_right = form.is_valid(), lines.is_right()
    if not (is_form_right and are_lines_right):
        lines.ask_for_files_again()
    return is_form_right and are_lines_right


def _contribution_page(
    request: HttpRequest,
    task_year: TaskYear,
    form: ContributionForm,
    lines: BaseEvidenceFormSet,
    **context: Any,
) -> HttpResponse:
    context |= {
        "form": form,
        "formset": lines,
        "trail": trail_below(task_year),
        "name": name_of(task_year),
        "cancel_url": task_year.get_absolute_url(),
    }
    is_wrong = form.errors or lines.total_error_count()
    status = 422 if is_wrong else 200
    return render(request, "tasks/cell/contribution_form.html", context, status=status)


# Due date


@require_http_methods(["GET", "POST"])
def due_date_change(request: HttpRequest, pk: int) -> HttpResponse:
    task_year = access.task_year_for_coordinating(request.user, pk)
    if task_year.due_on is None:
        raise PermissionDenied(NO_DUE_DATE)
    form = DueDateForm(request.POST or None, task_year=task_year)
    if request.method == "POST" and form.is_valid():
        try:
            change = change_due_date(task_year=task_year, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell_refusal(form, error)
            task_year.refresh_from_db(fields=["due_on"])
            form.show_as_seen(task_year.due_on)
        else:
            messages.success(
                request,
                f"Đã đổi hạn thành {change.new_due_on:%d/%m/%Y}" if change else NOTHING_NEW,
            )
            return redirect(task_year)
    context = {
        "form": form,
        "task_year": task_year,
        "trail": trail_below(task_year),
        "name": name_of(task_year),
        "cancel_url": task_year.get_absolute_url(),
    }
    status = 422 if form.errors else 200
    return render(request, "tasks/cell/due_date_change.html", context, status=status)
