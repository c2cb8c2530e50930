"""Registers: plain lists of rows with filters, paging, print and Excel, and what edits their rows.

A register says once what a list is: its words and its columns. The page, the cards on a phone, the
print and the workbook (``plans.office.lists``) are drawn from that. A view finds the rows and who
may do what, and answers with ``render_list``, ``render_form`` or ``confirm_delete``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, TypedDict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import ProtectedError, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from config import clock
from config.filters import Filters
from config.http import render_page, wants_partial

PAGE_SIZE = 50
PRINT_SIZE = 2000

Value = str | int | float | Decimal | dt.date | bool | None
Read = str | Callable[[Any], Value]  # an attribute ("team.name", "get_kind_display") or a function


class Link(NamedTuple):
    """Somewhere to go: a step of a trail, a button."""

    label: str
    url: str


class Kind(Enum):
    """How a column stands in the table: its class."""

    TEXT = ""
    TITLE = "title"  # names the row
    NUMBER = "num"  # numbers and days
    SHORT = "nowrap"
    ACT = "act"  # a button, on the page alone
    PICK = "no-print"  # a box to tick


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` tells it from the others and, without ``value``, is what is read.

    ``link`` (of a title: the row's own page), ``note`` (a quiet second line), ``hint`` (further
    words of a link for who does not see the table) and ``is_strong`` are read of the row too.
    ``empty`` stands quietly where there is no value. ``needs`` names a right, or what else a page
    must have, without which the column is not there. ``width`` is that in the workbook, in
    characters: 0 leaves the column out of it; ``in_file`` is what it reads there instead.
    ``template`` draws the cell from ``row``.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    value: Read | None = None
    link: Read | None = None
    note: Read | None = None
    hint: Read | None = None
    is_strong: Read | None = None
    empty: str = ""
    sort: str = ""
    needs: str = ""
    width: float = 0
    in_file: Read | None = None
    on_page: bool = True
    on_card: bool = True
    template: str = ""

    @property
    def css(self) -> str:
        css = self.kind.value if self.kind in (Kind.NUMBER, Kind.SHORT, Kind.PICK) else ""
        return css if self.on_card else f"{css} table__wide".strip()

    @property
    def is_title(self) -> bool:
        return self.kind == Kind.TITLE

    @property
    def is_act(self) -> bool:
        return self.kind == Kind.ACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A list in words and columns. ``things`` are counted ("lượt khen"), ``of_all`` follows the
    count where nothing filters; ``nothing`` is a title and what to do, ``nothing_found`` the same
    where something filters. ``file_title`` stands above the table in the workbook, ``file_name``
    names the file and its line in the log."""

    title: str
    lead: str = ""
    things: str
    of_all: str = ""
    caption: str
    columns: Sequence[Column]
    nothing: tuple[str, str]
    nothing_found: tuple[str, str] | None = None
    print_label: str = "Bản in"
    file_title: str = ""
    file_name: str = ""

    @property
    def nothing_to_show(self) -> tuple[str, str]:
        """Title and advice where the filters let nothing through."""
        return self.nothing_found or (
            f"Không có {self.things} nào khớp với bộ lọc",
            f"Bỏ bớt điều kiện ở trên để thấy các {self.things} khác.",
        )


class Cell(TypedDict):
    """What a column shows of a row. A dictionary, which templates read fastest."""

    label: str
    css: str
    is_title: bool
    is_act: bool
    empty: str
    template: str
    row: Any
    text: str
    link: str
    note: str
    hint: str
    is_strong: bool
    is_plain: bool  # a text, perhaps with a note: most cells, which the template draws first


def read(row: object, source: Read) -> Value:
    """The value that a column reads of the row; "" where something on the way is missing."""
    if callable(source):
        return source(row)
    found: Any = row
    for part in source.split("."):
        found = getattr(found, part, None)
        found = found() if callable(found) else found
    return found if isinstance(found, Value) else str(found)


def in_words(value: Value) -> str:
    """A value as pages write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def _cells(column: Column, rows: Iterable[object]) -> list[Cell]:
    """What a column shows of each row."""
    bare = Cell(
        label=column.label,
        css=column.css,
        is_title=column.is_title,
        is_act=column.is_act,
        empty=column.empty,
        template=column.template,
        row=None,
        text="",
        link="",
        note="",
        hint="",
        is_strong=False,
        is_plain=False,
    )
    if column.template:
        return [{**bare, "row": row} for row in rows]
    return [_filled(bare, column, row) for row in rows]


def _filled(bare: Cell, column: Column, row: object) -> Cell:
    """Most columns read a text alone, so that each further thing is read only where it is named."""
    cell = bare.copy()
    cell["text"] = text = in_words(read(row, column.value or column.name))
    link = column.link or ("get_absolute_url" if column.is_title else None)
    if text and link is not None:
        cell["link"] = in_words(read(row, link))
    if column.note is not None:
        cell["note"] = in_words(read(row, column.note))
    if column.hint is not None:
        cell["hint"] = in_words(read(row, column.hint))
    if column.is_strong is not None:
        cell["is_strong"] = bool(read(row, column.is_strong))
    is_more = column.is_title or column.is_act or cell["link"] or cell["is_strong"]
    cell["is_plain"] = bool(text) and not is_more
    return cell


def cells_of(columns: Iterable[Column], rows: Iterable[object]) -> list[list[Cell]]:
    """The rows of a page, a list of cells each."""
    known = list(rows)
    by_column = [_cells(column, known) for column in columns if column.on_page]
    return [list(cells) for cells in zip(*by_column, strict=True)]


def columns_for(columns: Iterable[Column], has: Callable[[str], bool]) -> list[Column]:
    """The columns that need nothing, or what ``has`` says yes to."""
    return [one for one in columns if not one.needs or has(one.needs)]


def act(word: str, to: str, *, hint: Read, needs: str = "") -> Column:
    """A column of buttons; ``to`` is the name of an address that takes the key of the row."""
    link = lambda row: reverse(to, args=[row.pk])  # noqa: E731 -- read like the other columns
    return Column(
        word, "Thao tác", Kind.ACT, value=lambda _: word, link=link, hint=hint, needs=needs
    )


# Pages of rows


class CountedPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Pages of rows that were counted already: spares the query."""

    def __init__(self, rows: Any, per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.known_count = count

    @cached_property
    def count(self) -> int:
        return self.known_count


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, count: int | None = None
) -> Page[Any]:
    """The page asked for by "trang"; "in" asks for all rows, to print."""
    size = PRINT_SIZE if request.GET.get("in") else PAGE_SIZE
    pages = Paginator(rows, size) if count is None else CountedPaginator(rows, size, count=count)
    return pages.get_page(request.GET.get("trang"))


def render_list(
    request: HttpRequest,
    register: Register,
    columns: Iterable[Column],
    rows: QuerySet[Any] | Sequence[Any],
    *,
    form: Filters | None = None,
    count: int | None = None,
    total: Mapping[str, Value] | None = None,
    sort: str = "",
    xlsx_url: str = "",
    acts: Sequence[Link] = (),
    tab_rows: Sequence[tuple[str, list[dict[str, Any]]]] = (),
    trail: Sequence[Link] = (),
    here: str = "",
    unfiltered: str = "",
    template: str = "list.html",
    fragment: str = "_list.html",
    **context: Any,
) -> HttpResponse:
    """Answer the list with those columns of it, or the part below its filters to htmx.

    ``total`` are the values of a last row, by name of the column; ``acts`` the buttons of the page,
    the last one primary; ``unfiltered`` is the query that stays when the filters go. Whatever else
    is given is for templates that extend these two.
    """
    page = page_of(request, rows, count=count)
    shown = [column for column in columns if column.on_page]
    context |= {
        "register": register,
        "columns": shown,
        "page": page,
        "rows": cells_of(shown, page.object_list),
        "total": [(one, in_words(total.get(one.name))) for one in shown] if total else None,
        "form": form,
        "sort": sort,
        "xlsx_url": xlsx_url,
        "acts": acts,
        "tab_rows": tab_rows,
        "trail": trail,
        "here": here,
        "clear_url": request.path + unfiltered if form and form.is_filtering else "",
        "fragment": fragment,
        "is_partial": wants_partial(request),
        "printed_at": clock.now(),
    }
    return render_page(request, template, context, fragment=fragment)


# What edits a row


def render_form(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    submit: str,
    trail: Sequence[Link],
    back: str = "",
    lead: str = "",
    more: Link | None = None,
    delete: Link | None = None,
    edits: Sequence[object] = (),
    next_url: str = "",
    keeps_typed: bool = True,
    template: str = "form_page.html",
    **context: Any,
) -> HttpResponse:
    """Answer the page of a form; with errors as 422, what was typed kept.

    ``back`` is where "Thôi" leads, the last step of the trail where none is given; ``more`` and
    ``delete`` are links below the form, ``edits`` what was changed before (``plans.edits``);
    ``next_url`` is sent along, for a view that returns to where its form was opened.
    """
    context |= {
        "form": form,
        "title": title,
        "submit": submit,
        "trail": trail,
        "back": back or trail[-1].url,
        "lead": lead,
        "more": more,
        "delete": delete,
        "edits": edits,
        "next_url": next_url,
        "keeps_typed": keeps_typed,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def confirm_delete(
    request: HttpRequest,
    noun: str,
    text: str,
    *,
    delete: Callable[[], object],
    back: str,
    then: str,
    question: str = "",
    done: str = "",
    going: Iterable[tuple[int, str]] = (),
    staying: str = "",
    obstacles: Callable[[], Sequence[str]] = list,
    refused: str = "",
    instead: Sequence[Link] = (),
    trail: Sequence[Link] = (),
) -> HttpResponse:
    """Ask before a row goes, with what rests on it (``going``); a POST deletes it.

    While there are ``obstacles`` the page says what stands in the way and what to do ``instead``.
    """
    found = obstacles()
    if request.method == "POST" and not found:
        try:
            delete()
        except (ProtectedError, ValidationError) as refusal:  # somebody was quicker
            told = refusal.messages if isinstance(refusal, ValidationError) else []
            found = told or obstacles()
        else:
            messages.success(request, done or f"Đã xóa {noun}.")
            return redirect(then)
    context = {
        "question": question or f"Xóa {noun} này?",
        "noun": noun,
        "text": text,
        "back": back,
        "going": [{"n": n, "thing": thing} for n, thing in going if n],
        "staying": staying,
        "obstacles": found,
        "refused": refused or f"Chưa xóa được {noun}",
        "instead": instead,
        "trail": trail,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "delete_page.html", context, status=status)
