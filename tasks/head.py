"""What the head of every page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from config import clock
from plans.models import Locality, Officer, Role
from tasks.access import oversees
from tasks.board.owed_count import n_owed


class Place(NamedTuple):
    """A place of the site; ``also`` are the first words of addresses that belong to it too."""

    label: str
    name: str
    also: tuple[str, ...] = ()


_PLAN = (
    "/nhap-ban-dau/",
    "/chuong-trinh/",
    "/hoat-dong/",
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
    reminders: Entry | None = None


def head(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a page without the head (a fragment) pays nothing for it."""
    return {"head": SimpleLazyObject(lambda: _head(request))}


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
    n_mine = n_owed(user, today=clock.today())
    nav = [_entry(place, request.path, n_mine) for place in _menu_of(user)]
    place = user.locality
    return Head(
        place=f"UBND {place}" if place else "",
        unit=str(user.agency or ""),
        nav=nav,
        is_sample=place is not None and place.is_sample,
        has_admin=user.is_staff,
        reminders=_reminders(request.path),
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


def _reminders(path: str) -> Entry:
    url = reverse("tasks:reminder_list")
    return Entry("Nhắc việc", url, path.startswith(url))
