"""The registers of the rosters: ``config.register`` with this app's rights, tabs and access log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config import clock
from config.http import HttpRequest
from config.register import (
    Link,
    Register,
    Value,
    columns_for,
    confirm_delete,
    render_form,
    render_list,
)
from mediators.access import Rights, rights
from mediators.common import exported, saved_at, tabs
from mediators.communes import PARAMETER, RosterScope
from mediators.models import (
    AccessEntry,
    AccessKind,
    Commendation,
    Decision,
    Material,
    MediationTeam,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from plans.models import Locality, Officer
from plans.office.lists import list_table
from plans.office.xlsx import Table

COMMUNES = "communes"  # what a column needs that tells the commune of a row
Kept = (
    MediationTeam
    | Decision
    | Supporter
    | SupportActivity
    | Commendation
    | TrainingCourse
    | Material
)


def roster_list(
    request: HttpRequest,
    register: Register,
    rows: Any,
    *,
    as_file: bool,
    door: str = "",
    scope: RosterScope | None = None,
    xlsx: str = "",
    parts: tuple[str, list[dict[str, Any]]] | None = None,
    create: tuple[str, str] | None = None,
    notes: Sequence[str] = (),
    total: Mapping[str, Value] | None = None,
    further_sheets: Sequence[Table] = (),
    **options: Any,
) -> HttpResponse:
    """The page of a register, or its rows as a workbook, which is logged.

    ``scope`` is given by the pages that can be of one commune of several. ``door`` is the tab that
    the list belongs to, if any, ``parts`` the tabs below; ``create`` label and address of a new
    row, for who keeps the roster. ``options`` as in ``render_list``.
    """
    may = rights(request.user, scope.locality if scope else None)
    columns = columns_for(register.columns, lambda name: _has(name, may, scope))
    if as_file:
        day = f"Tính đến ngày {clock.today():%d/%m/%Y}"
        sheet = list_table(register, columns, rows, notes=notes or [day], total=total)
        return exported(request, register.file_name or register.title, sheet, *further_sheets)
    if scope and scope.picked:
        register = replace(register, title=f"{register.title}, {scope.picked}")
        options = {"trail": [_all_communes(request)], "here": str(scope.picked)} | options
    query = scope.query if scope else ""
    doors = [("Danh sách hòa giải", tabs(may, door, query=query))] if door else []
    return render_list(
        request,
        register,
        columns,
        rows,
        total=total,
        xlsx_url=reverse(f"mediators:{xlsx}") if xlsx else "",
        acts=[Link(create[0], reverse(f"mediators:{create[1]}"))] if create and may.keep else [],
        tab_rows=[*doors, *([parts] if parts else [])],
        unfiltered=query,
        may=may,
        scope=scope,
        **options,
    )


def _has(name: str, may: Rights, scope: RosterScope | None) -> bool:
    """A right of the person, or that the page has rows of several communes."""
    if name == COMMUNES:
        return scope is not None and scope.has_communes_below
    return bool(getattr(may, name))


def _all_communes(request: HttpRequest) -> Link:
    asked = request.GET.copy()
    for name in (PARAMETER, "trang", "in"):
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    return Link("Tất cả xã, phường", request.path + query)


def edit_row(
    request: HttpRequest,
    form: ModelForm[Any],
    locality: Locality,
    *,
    title: str,
    submit: str,
    trail: Sequence[Link],
    then: Any = None,
    **options: Any,
) -> HttpResponse:
    """The form of a row; a POST saves it, with the line in the log, and leads to its page.

    ``then`` gives another place to go to, of the saved row. ``options`` as in ``render_form``.
    """
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        save_row(row, by=request.user, locality=locality)
        messages.success(request, saved_at())
        return redirect(then(row) if then else row)
    if form.instance.pk and "back" not in options:
        options["back"] = form.instance.get_absolute_url()
    return render_form(request, form, title=title, submit=submit, trail=trail, **options)


def delete_page(
    request: HttpRequest,
    noun: str,
    row: Kept,
    locality: Locality,
    **options: Any,
) -> HttpResponse:
    """Asks, then deletes the row, which is logged; ``options`` as in ``confirm_delete``."""
    if "back" not in options and not isinstance(row, SupportActivity):
        options["back"] = row.get_absolute_url()
    return confirm_delete(
        request,
        noun,
        str(row),
        delete=lambda: delete_row(row, by=request.user, locality=locality),
        **options,
    )


@transaction.atomic
def save_row(
    row: Kept,
    *,
    by: Officer,
    locality: Locality,
) -> None:
    """Saves a row that carries a version, with the line in the log."""
    word = "Thêm" if row.pk is None else "Sửa"
    row.version += 1
    row.save()
    _note(f"{word}: {row}", row, by=by, locality=locality)


@transaction.atomic
def delete_row(
    row: Kept,
    *,
    by: Officer,
    locality: Locality,
) -> None:
    """Deletes it, with the line in the log. ``ProtectedError`` where other rows rest on it."""
    _note(f"Xóa: {row}", row, by=by, locality=locality)
    row.delete()


def _note(subject: str, row: Kept, *, by: Officer, locality: Locality) -> None:
    """A line in the log, under the person whom the row is about."""
    person = row.mediator if isinstance(row, Commendation) else None
    AccessEntry.note(AccessKind.CHANGE, subject, by=by, locality=locality, mediator=person)
