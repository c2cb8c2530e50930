"""The browser of the browser tests: the system's Chromium, never a download of Playwright's.

``python -m tests.browser`` makes sure that it is there, and says in one line what is missing and
how to get it where it cannot install it.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-core")  # the font carries every Vietnamese mark
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


def launch(playwright: Playwright) -> Browser:
    path = find()
    if path is None:
        raise RuntimeError(_missing())
    return playwright.chromium.launch(
        executable_path=path, headless=True, chromium_sandbox=False, args=list(FLAGS)
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


def _missing() -> str:
    return (
        "Chromium is missing (browser tests): apt-get install --no-install-recommends "
        f"{' '.join(PACKAGES)}, or set CHROMIUM to its path."
    )


def _apt_get() -> list[str] | None:
    """How to call apt-get with the rights it needs, or None where that cannot be."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if allowed.returncode == 0:
            return ["sudo", "-n", "apt-get"]
    return None


def _install(apt_get: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(
            [*apt_get, "-qq", *arguments],
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def main() -> int:
    if find() is None and (apt_get := _apt_get()):
        sys.stdout.write(f"Installing {' '.join(PACKAGES)} for the browser tests.\n")
        sys.stdout.flush()
        _install(apt_get)
    if find() is None:
        sys.stderr.write(_missing() + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
