"""The row of tabs that the pages of the door "Kế hoạch" share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from plans.models import Plan
from tasks.board.board import Board
from tasks.board.scope import Scope

# Label and URL name of the pages of a year.
OF_A_YEAR: tuple[tuple[str, str], ...] = (
    ("Chương trình năm", "programme"),
    ("Truyền thông", "communication"),
    ("Kinh phí", "funding"),
    ("Trách nhiệm", "duties"),
)


def tabs(board: Board, year: int | None, current: str) -> list[dict[str, Any]]:
    """Return the tabs of the plans that the board shows; see ``tabs_of``."""
    return tabs_of(board.plans, board.scope, year, current)


def tabs_of(
    plans: Sequence[Plan], scope: Scope, year: int | None, current: str
) -> list[dict[str, Any]]:
    """Return the tabs for ``components/views.html``; ``current`` is the URL name of the page.

    The document is that of the only plan shown, else the list of plans. Without a year the pages
    choose their own.
    """
    if len(plans) == 1:
        document = ("Văn bản", "plan_detail", plans[0].get_absolute_url())
    else:
        document = ("Các kế hoạch", "plan_list", scope.url("plan_list"))
    entries = [document]
    entries += [(label, name, scope.url(name, nam=year)) for label, name in OF_A_YEAR]
    entries.append(("Lịch sử", "history", reverse("tasks:history")))
    return [
        {"label": label, "url": url, "is_current": name == current} for label, name, url in entries
    ]
