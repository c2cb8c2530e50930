"""What the head of every page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from config.statements import rows_of
from plans.models import Locality, Officer, Role
from tasks.desk import oversees
from tasks.models import Direction, TaskYear


class Place(NamedTuple):
    """A place of the site; ``also`` are the first words of addresses that belong to it too."""

    label: str
    name: str
    also: tuple[str, ...] = ()


_PLAN = (
    "/nhap-ban-dau/",
    "/chuong-trinh/",
    "/truyen-thong/",
    "/kinh-phi/",
    "/trach-nhiem/",
    "/lich-su/",
)
_ROSTERS = (
    "/hoa-giai-vien/",
    "/quyet-dinh/",
    "/tap-huan/",
    "/tai-lieu/",
    "/vu-viec/",
    "/thu-lao/",
    "/nguoi-ho-tro/",
    "/khen-thuong/",
    "/thong-ke/",
    "/chi-tieu/",
)
_MENU = (
    Place("Việc của tôi", "tasks:my_work"),
    Place("Tổng quan", "tasks:dashboard"),
    Place("Bảng theo dõi", "tasks:year_grid"),
    Place("Nhiệm vụ", "tasks:task_list", ("/nhiem-vu-nam/",)),
    Place("Kế hoạch", "tasks:plan_list", _PLAN),
    Place("Phân công", "tasks:assignment_list"),
    Place("Văn bản", "tasks:document_list"),
    Place("Tổ hòa giải", "mediators:team_list", _ROSTERS),
)
_MENU_OF_OVERSEERS = (Place("Giao ban", "tasks:meeting_sheet", ("/chua-cap-nhat/",)),)


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
    has_admin: bool = False


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


def _menu_of(user: Officer) -> list[Place]:
    """Leaders begin with what they decide on."""
    is_first = "tasks:dashboard" if user.has_role(Role.LEADER) else "tasks:my_work"
    return [
        *sorted(_MENU, key=lambda place: place.name != is_first),
        *(_MENU_OF_OVERSEERS if oversees(user) else ()),
    ]


def _head(request: HttpRequest) -> Head:
    user = getattr(request, "user", None)
    if not isinstance(user, Officer) or not user.is_authenticated:
        return Head("", "", [], is_sample=Locality.objects.filter(is_sample=True).exists())
    today = timezone.localdate()
    n_mine = getattr(request, "n_mine", None)
    if n_mine is None:
        n_mine = count_mine(user, today=today)
    nav = [_entry(place, request.path, n_mine) for place in _menu_of(user)]
    place = user.locality
    return Head(
        place=f"UBND {place}" if place else "",
        unit=str(user.agency or ""),
        nav=nav,
        is_sample=place is not None and place.is_sample,
        has_admin=user.is_staff,
    )


def _entry(place: Place, path: str, n_mine: int) -> Entry:
    url = reverse(place.name)
    return Entry(
        place.label,
        url,
        is_current=path.startswith((url, *place.also)),
        count=n_mine if place.name == "tasks:my_work" else 0,
        count_label="việc cần làm",
    )
