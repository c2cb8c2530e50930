"""The row of tabs that pages about a plan's year share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from plans.models import Plan

# Label and URL name. All but the first are of a year and take "?ke_hoach=<id>&nam=<year>".
DOCUMENT = ("Văn bản", "plan_detail")
OF_A_YEAR: tuple[tuple[str, str], ...] = (
    ("Chương trình năm", "programme"),
    ("Truyền thông", "communication"),
    ("Kinh phí", "funding"),
    ("Trách nhiệm", "duties"),
)


def tabs(plan: Plan, year: int | None, current: str) -> list[dict[str, Any]]:
    """For ``components/views.html``; ``current`` is the URL name of the page shown.

    Without a year the pages choose their own.
    """
    asked = {"ke_hoach": plan.pk, "nam": year}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    label, name = DOCUMENT
    entries = [(label, name, reverse(f"tasks:{name}", args=[plan.pk]))]
    entries += [(label, name, f"{reverse(f'tasks:{name}')}?{query}") for label, name in OF_A_YEAR]
    entries.append(("Lịch sử", "history", reverse("tasks:history")))
    return [
        {"label": label, "url": url, "is_current": name == current} for label, name, url in entries
    ]
