"""A page that is loaded once and looked at in several windows."""

from collections.abc import Callable
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from tests.conftest import DESK, PHONE

Scheme = Literal["light", "dark"]
WINDOWS: dict[str, tuple[dict[str, int], Scheme]] = {
    "desk": (DESK, "light"),
    "dark desk": (DESK, "dark"),
    "phone": (PHONE, "light"),
    "dark phone": (PHONE, "dark"),
}


def looks(page: Page, axe: Callable[..., list[Any]], *names: str) -> dict[str, Any]:
    """What is wrong with the page as it stands, by window; none is the aim.

    Findings of axe, and by how much the page is wider than its window, in all of ``WINDOWS`` or in
    those that are named. The window comes back as it was; it must not have been opened dark.
    """
    before = page.viewport_size
    wrong = {}
    for name in names or WINDOWS:
        size, scheme = WINDOWS[name]
        page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))
        page.emulate_media(color_scheme=scheme)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if (found := axe(page)) or wider:
            wrong[name] = (found, wider)
    if before:
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="null")
    return wrong
