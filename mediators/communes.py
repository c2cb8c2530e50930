"""Whose rosters a page shows, and the pages with a line a commune.

A person of a province gets a line a commune on the pages of rosters; the parameter "dia_ban" (the
key of a commune) opens the same page of that commune.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from django.db.models import Aggregate, Case, F, QuerySet, When
from django.forms import Form, HiddenInput
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from config.http import HttpRequest, render_page
from mediators.access import locality_for_reading
from mediators.common import exported
from plans.models import Locality, Officer
from plans.models.localities import VisibleQuerySet
from plans.office.xlsx import Head, Table, Value

PARAMETER = "dia_ban"
FILE = "tep"  # any value asks for the page of communes as a workbook

_Rows = TypeVar("_Rows", bound=VisibleQuerySet[Any])


# Whose rosters


@dataclass(frozen=True, slots=True)
class RosterScope:
    """The rosters that a page shows: of the picked locality, else all that the person may see."""

    user: Officer
    picked: Locality | None = None

    @property
    def locality(self) -> Locality | None:
        return self.picked or self.user.locality

    @property
    def has_communes_below(self) -> bool:
        """Whether the page has a line a commune."""
        if self.locality is None:
            return self.user.is_superuser
        return self.locality.level == Locality.Level.PROVINCE

    def of(self, rows: _Rows) -> _Rows:
        return rows.within(self.picked) if self.picked else rows.visible_to(self.user)

    def communes(self) -> list[Locality]:
        return list(self.of(Locality.objects.all()).communes())

    @property
    def asks(self) -> dict[str, str]:
        """What each link of the page carries."""
        return {PARAMETER: str(self.picked.pk)} if self.picked else {}

    @property
    def query(self) -> str:
        """The same, after the path of an address: "?dia_ban=7"."""
        return f"?{urlencode(self.asks)}" if self.picked else ""

    @property
    def more(self) -> str:
        """The same, after other parameters: "&dia_ban=7"."""
        return f"&{urlencode(self.asks)}" if self.picked else ""


def scope_of(request: HttpRequest) -> RosterScope:
    """404 for what is no locality of the person's own."""
    key = request.GET.get(PARAMETER, "")
    if not key:
        return RosterScope(request.user)
    if not (key.isdecimal() and len(key) < 19):
        raise Http404
    return scope_in(request.user, locality_for_reading(request.user, int(key)))


def scope_in(user: Officer, locality: Locality) -> RosterScope:
    """The pages of a locality that the user may see; their own is not named in addresses."""
    is_home = locality == user.locality and not user.is_superuser
    return RosterScope(user, None if is_home else locality)


def day_asked(request: HttpRequest, name: str = "tai_ngay") -> dict[str, str]:
    """The day of the page, for the addresses of its lists; nothing where it is today."""
    return {name: request.GET[name]} if request.GET.get(name) else {}


def hide_choices(form: Form, *names: str) -> None:
    """Keeps filters whose choices are too many to draw: of hamlets and teams of all communes."""
    for name in names:
        form.fields[name].widget = HiddenInput()


def url_to(name: str, **asked: object) -> str:
    """The address of a page of the rosters; dates keep their strokes, which makes it shorter."""
    query = urlencode({key: str(value) for key, value in asked.items()}).replace("%2F", "/")
    return reverse(f"mediators:{name}") + (f"?{query}" if query else "")


# Numbers


def commune_of(place: str) -> Case:
    """The key of the commune in which the locality lies to which ``place`` leads."""
    is_hamlet = {f"{place}__level": Locality.Level.HAMLET}
    return Case(When(**is_hamlet, then=F(f"{place}__parent_id")), default=F(f"{place}_id"))


def commune_key(place: Locality) -> int:
    """What ``commune_of`` says, of a locality that was read."""
    is_hamlet = place.level == Locality.Level.HAMLET
    return place.parent_id if is_hamlet and place.parent_id else place.pk


Numbers = Mapping[int, Mapping[str, int]]  # of each commune, by the key of the column


def counted(rows: QuerySet[Any], place: str, **counts: Aggregate) -> dict[int, dict[str, int]]:
    """The counts of each commune, in one query; a commune without rows is left out."""
    grouped = rows.order_by().annotate(commune=commune_of(place)).values("commune")
    found = grouped.annotate(**counts).values_list("commune", *counts)
    return {key: dict(zip(counts, (n or 0 for n in row), strict=True)) for key, *row in found}


def added(numbers: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sums of some lines."""
    total: dict[str, int] = {}
    for one in numbers:
        for key, n in one.items():
            total[key] = total.get(key, 0) + n
    return total


# Lines


class Cell(NamedTuple):
    """A figure and the address of its rows; ``n`` is None where there is none to show."""

    n: int | str | None
    url: str
    text: str


class ShownLine(NamedTuple):
    """The total has no address."""

    title: str
    url: str
    cells: list[Cell]
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A count of each commune, or, with ``share_of``, how many percent one is of another.

    ``page`` is the list whose rows are counted, ``asks`` its filters.
    """

    key: str
    text: str
    group: str = ""
    page: str = ""
    asks: Mapping[str, object] = field(default_factory=dict)
    share_of: tuple[str, str] | None = None

    def value(self, numbers: Mapping[str, int]) -> int | float | None:
        if self.share_of is None:
            return numbers.get(self.key, 0)
        part, whole = (numbers.get(key, 0) for key in self.share_of)
        return round(100 * part / whole, 1) if whole else None

    def shown(self, numbers: Mapping[str, int], **asked: object) -> Cell:
        value = self.value(numbers)
        if isinstance(value, float):
            return Cell(percent(value), "", self.text)
        url = url_to(self.page, **self.asks, **asked) if value and self.page else ""
        return Cell(value, url, self.text)


def percent(value: float) -> str:
    """ "85,7%"."""
    return f"{value:.1f}".replace(".", ",").removesuffix(",0") + "%"


class HeadGroup(NamedTuple):
    """Columns under one heading; a column alone has no heading over it."""

    text: str
    columns: list[Any]


def head_groups(columns: Iterable[Any]) -> list[HeadGroup]:
    """A column without a group stands by itself. Columns have ``key``, ``text`` and ``group``."""
    groups = groupby(columns, key=lambda one: (one.group, "" if one.group else one.key))
    return [HeadGroup(text, list(own)) for (text, _), own in groups]


# The page


@dataclass(frozen=True, slots=True)
class Communes:
    """A list as its communes, in figures; ``page`` is the list, ``asks`` its day or period."""

    scope: RosterScope
    title: str
    page: str
    columns: Sequence[Column]
    numbers: Numbers
    asks: Mapping[str, object] = field(default_factory=dict)

    def lines(self) -> list[ShownLine]:
        """The total, which leads nowhere, then the communes in use or with anything counted."""
        total = added(self.numbers.values())
        whole = ShownLine(
            "Tổng số", "", [one.shown(total)._replace(url="") for one in self.columns]
        )
        return [whole, *(self._line(one) for one in self._communes())]

    def _communes(self) -> list[Locality]:
        return [one for one in self.scope.communes() if one.is_active or one.pk in self.numbers]

    def _line(self, commune: Locality) -> ShownLine:
        asked: dict[str, object] = {**self.asks, PARAMETER: commune.pk}
        numbers = self.numbers.get(commune.pk, {})
        cells = [one.shown(numbers, **asked) for one in self.columns]
        return ShownLine(str(commune), url_to(self.page, **asked), cells)

    def table(self, *notes: str) -> Table:
        """The same as a sheet."""
        total = added(self.numbers.values())
        return Table(
            name="Xã, phường",
            heads=(Head("Xã, phường", 30), *(Head(c.text, 12, c.group) for c in self.columns)),
            rows=[self._values(str(one), self.numbers.get(one.pk, {})) for one in self._communes()],
            title=f"{self.title}, {self.scope.locality or 'tất cả địa bàn'}",
            notes=notes,
            total=self._values("Tổng số", total),
            is_total_first=True,
        )

    def _values(self, title: str, numbers: Mapping[str, int]) -> list[Value]:
        return [title, *(one.value(numbers) for one in self.columns)]


def communes_page(
    request: HttpRequest, communes: Communes, *, lead: str, **context: Any
) -> HttpResponse:
    """The communes side by side; or as a workbook, where the address asks for one."""
    if request.GET.get(FILE):
        return exported(request, communes.title, communes.table(lead))
    shown = {
        "scope": communes.scope,
        "title": communes.title,
        "lead": lead,
        "heads": head_groups(communes.columns),
        "lines": communes.lines(),
    }
    return render_page(
        request,
        "mediators/communes.html",
        shown | context,
        fragment="mediators/_communes_rows.html",
    )
