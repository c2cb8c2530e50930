"""What the head of every page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from config.statements import rows_of
from plans.models import Locality, Officer, Role
from tasks.desk import oversees
from tasks.models import Direction, TaskYear

_MENU = (
    ("Việc của tôi", "tasks:my_work"),
    ("Tổng quan", "tasks:dashboard"),
    ("Bảng theo dõi", "tasks:year_grid"),
    ("Nhiệm vụ", "tasks:task_list"),
    ("Kế hoạch", "tasks:plan_list"),
    ("Phân công", "tasks:assignment_list"),
    ("Tổ hòa giải", "mediators:team_list"),
)
_MENU_OF_OVERSEERS = (("Giao ban", "tasks:meeting_sheet"),)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu; ``count`` of 0 is not shown."""

    label: str
    url: str
    is_current: bool
    count: int = 0
    count_label: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    place: str
    unit: str
    nav: list[Entry]
    is_sample: bool


def head(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a page without the head (a fragment) pays nothing for it."""
    return {"head": SimpleLazyObject(lambda: _head(request))}


def count_mine(user: Officer, *, today: dt.date) -> int:
    """Cells to write on and directions to answer, in one query.

    "Việc của tôi" has read both already and leaves the number in ``request.n_mine``.
    """

    def rows() -> QuerySet[Any, Any]:
        cells = TaskYear.objects.visible_to(user).as_of(today, today=today)
        asked = Direction.objects.visible_to(user).waiting_for(user, today=today)
        to_update = cells.to_update(user, today=today).order_by().values_list("pk")
        return to_update.union(asked.order_by().values_list("pk"), all=True)

    return len(rows_of(("head", user.standpoint(today)), rows))


def _menu_of(user: Officer) -> tuple[tuple[str, str], ...]:
    """Leaders begin with what they decide on."""
    is_first = "tasks:dashboard" if user.has_role(Role.LEADER) else "tasks:my_work"
    return tuple(sorted(_MENU, key=lambda entry: entry[1] != is_first))


def _head(request: HttpRequest) -> Head:
    user = getattr(request, "user", None)
    if not isinstance(user, Officer) or not user.is_authenticated:
        return Head("", "", [], is_sample=Locality.objects.filter(is_sample=True).exists())
    today = timezone.localdate()
    n_mine = getattr(request, "n_mine", None)
    if n_mine is None:
        n_mine = count_mine(user, today=today)
    nav = []
    for label, name in _menu_of(user) + (_MENU_OF_OVERSEERS if oversees(user) else ()):
        url = reverse(name)
        count = n_mine if name == "tasks:my_work" else 0
        nav.append(Entry(label, url, request.path.startswith(url), count, "việc cần làm"))
    place = user.locality
    return Head(
        place=f"UBND {place}" if place else "",
        unit=str(user.agency or ""),
        nav=nav,
        is_sample=place is not None and place.is_sample,
    )
