"""Lists of work: ``config.register`` with the plans shown and with the rows as a workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from config import clock
from config.filters import Filters
from config.http import HttpRequest
from config.register import Column, Read, Register, Value, columns_for, render_list
from plans.models import Plan
from plans.office.download import attachment
from plans.office.lists import list_table
from plans.office.xlsx import MIME, workbook

PLANS = "plans"  # what a column needs that names the plan of a row


def plan_column(of_row: Read) -> Column:
    """Return the column that names a row's plan, where several are shown."""
    return Column("plan", "Kế hoạch", value=of_row, needs=PLANS, width=26)


def has_of(plans: Sequence[Plan]) -> frozenset[str]:
    """Return what a list of these plans has for columns that need something."""
    return frozenset({PLANS}) if len(plans) > 1 else frozenset()


def answer_list(
    request: HttpRequest,
    register: Register,
    rows: Any,
    *,
    as_file: bool,
    xlsx: str,
    form: Filters,
    has: Collection[str] = (),
    notes: Sequence[str] = (),
    **options: Any,
) -> HttpResponse:
    """Return the page of a register, or the rows that its filters leave as a workbook.

    ``xlsx`` is the name of the workbook's address, ``has`` what columns may need, ``notes`` stand
    below the title of the workbook. ``options`` as in ``render_list``.
    """
    columns = columns_for(register.columns, has.__contains__)
    if as_file:
        return list_file(register, columns, rows, notes=[*notes, *filters_in_words(form)])
    xlsx_url = reverse(f"tasks:{xlsx}")
    options |= {"form": form, "xlsx_url": xlsx_url, "unfiltered": form.open_query}
    return render_list(request, register, columns, rows, **options)


def list_file(
    register: Register,
    columns: Sequence[Column],
    rows: Any,
    *,
    notes: Sequence[str],
    total: Mapping[str, Value] | None = None,
) -> HttpResponse:
    """Return the rows as a workbook to save; the day of the figures stands below its title."""
    day = f"Số liệu đến ngày {clock.today():%d/%m/%Y}"
    table = list_table(register, columns, rows, notes=[*notes, day], total=total)
    title = register.file_name or register.title
    return attachment(workbook(table), title=title, content_type=MIME)


def filters_in_words(form: Filters) -> list[str]:
    """Return what filters the rows, a line a filter."""
    return [f"{chip['label']}: {chip['value']}" for chip in form.chips()]
