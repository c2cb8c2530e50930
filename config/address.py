"""What an address asks for, read kindly: nonsense is as good as nothing."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

MAX_KEY = 2**63 - 1


def key_asked(request: HttpRequest, name: str) -> int | None:
    """The key of a row under that name in the address, or None."""
    return key_in(request.GET, name)


def key_in(query: QueryDict, name: str) -> int | None:
    """The key of a row under that name, or None."""
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return None
    key = int(text[:20])
    return key if 0 < key <= MAX_KEY else None
