"""What an address asks for, read kindly: nonsense is as good as nothing."""

from __future__ import annotations

from django.http import HttpRequest

MAX_KEY = 2**63 - 1


def key_asked(request: HttpRequest, name: str) -> int | None:
    """The key of a row under that name, or None."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return None
    key = int(text[:20])
    return key if 0 < key <= MAX_KEY else None
