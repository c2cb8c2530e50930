"""The three pages of training beside each other: courses, coverage, material."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from mediators.access import Rights

_PARTS = (("Lớp, diễn đàn", "course_list"), ("Độ phủ", "coverage"), ("Tài liệu", "material_list"))


def parts(may: Rights, current: str, *, query: str = "") -> list[dict[str, Any]]:
    """Coverage and material are for who reads details; ``query`` keeps the commune of coverage."""
    return [
        {
            "label": label,
            "url": reverse(f"mediators:{name}") + (query if name == "coverage" else ""),
            "is_current": name == current,
        }
        for label, name in (_PARTS if may.details else _PARTS[:1])
    ]
