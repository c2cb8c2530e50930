"""The browser of the browser tests: the system's Chromium, never a download of Playwright's.

It sees Noto's fonts alone, whatever else is installed: how many lines and sheets a page takes
depends on them. ``python -m tests.browser`` makes sure that both are there, and says in one line
what is missing and how to get it where it cannot install it.
"""

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page, Playwright

from tests import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-core")  # the font carries every Vietnamese mark
FONT_ROOTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
GENERIC = {"Noto Sans": ("system-ui", "sans-serif", "monospace"), "Noto Serif": ("serif",)}
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",  # the network is off
)


def find() -> str | None:
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    return None


def font_folders() -> list[Path]:
    """Return where Noto Sans and Noto Serif lie, one folder each; none where one is missing."""
    found = []
    for family in GENERIC:
        name = f"{family.replace(' ', '')}-Regular.ttf"
        paths = (path for root in FONT_ROOTS for path in Path(root).expanduser().rglob(name))
        if (path := next(paths, None)) is None:
            return []
        found.append(path.parent)
    return found


def font_settings(cache: Path) -> str:
    """Return a configuration of fontconfig that knows Noto Sans and Noto Serif alone."""
    aliases = [
        f"<match><test name='family'><string>{generic}</string></test><edit name='family'"
        f" mode='assign' binding='strong'><string>{family}</string></edit></match>"
        for family, names in GENERIC.items()
        for generic in names
    ]
    folders = [f"<dir>{folder}</dir>" for folder in sorted(set(font_folders()))]
    accepted = [f"<glob>*/{family.replace(' ', '')}-*</glob>" for family in GENERIC]
    return (
        f"<fontconfig>{''.join(folders)}<cachedir>{cache}</cachedir>{''.join(aliases)}"
        f"<selectfont><rejectfont><glob>*.*</glob></rejectfont>"
        f"<acceptfont>{''.join(accepted)}</acceptfont></selectfont></fontconfig>"
    )


def launch(playwright: Playwright, folder: Path) -> Browser:
    """Start the browser; ``folder`` keeps the list of its fonts."""
    path = find()
    if path is None or not font_folders():
        raise RuntimeError("Chromium or its fonts are missing: run python -m tests.browser")
    settings = folder / "fonts.conf"
    settings.write_text(font_settings(folder))
    return playwright.chromium.launch(
        executable_path=path,
        headless=True,
        chromium_sandbox=False,
        args=list(FLAGS),
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )


@dataclass
class Problems:
    """What the browser complained about in one window: console, exceptions, failed answers."""

    page: Page
    expected_statuses: set[int] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._on_console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.seen.append(f"exception: {error}"))
        self.page.on("response", lambda answer: self._on_response(answer.status, answer.url))
        self.page.on(
            "requestfailed", lambda request: self._on_failure(request.url, request.failure)
        )

    def _on_console(self, kind: str, text: str) -> None:
        # Chromium repeats refused answers here; they are judged by their status below.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.seen.append(f"{kind}: {text}")

    def _on_response(self, status: int, url: str) -> None:
        if status >= 400 and status not in self.expected_statuses:
            self.seen.append(f"{status}: {url}")

    def _on_failure(self, url: str, why: str | None) -> None:
        # A request left behind by going elsewhere, and a download, are no failures.
        if why != "net::ERR_ABORTED":
            self.seen.append(f"{why}: {url}")


_problems: WeakKeyDictionary[Page, Problems] = WeakKeyDictionary()


def watch(page: Page) -> Problems:
    return _problems.setdefault(page, Problems(page))


def allow_status(page: Page, *statuses: int) -> None:
    """A test that goes where it is refused (403, 404) says so here."""
    _problems[page].expected_statuses.update(statuses)


def main() -> int:
    is_there = debian.ensure(
        *PACKAGES,
        is_there=lambda: find() is not None and bool(font_folders()),
        else_do=f", or set CHROMIUM to its path; fonts may lie in {FONT_ROOTS[-1]}",
    )
    return 0 if is_there else 1


if __name__ == "__main__":
    sys.exit(main())
