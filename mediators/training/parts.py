"""The three pages of training beside each other: courses, coverage, material."""

from __future__ import annotations

from typing import Any

from mediators.access import Rights
from mediators.common import views_of

PARTS = (("Lớp, diễn đàn", "course_list"), ("Độ phủ", "coverage"), ("Tài liệu", "material_list"))


def parts(may: Rights, current: str, *, query: str = "") -> tuple[str, list[dict[str, Any]]] | None:
    """The tabs, with what they are for; None for who sees the courses alone.

    ``query`` keeps the commune of the coverage.
    """
    if not may.details:
        return None
    return "Tập huấn", views_of(PARTS, current, query=query)
