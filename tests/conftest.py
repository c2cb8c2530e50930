"""What every test stands on. The environment and the database are chosen in ``tests.pg_plugin``."""

import functools
import gc
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer
from simple_history.manager import HistoryManager
from whitenoise import WhiteNoise

from plans.models import Plan
from tasks.sample.load import Told
from tests import browser as chromium
from tests import clock as the_clock
from tests import effort
from tests.cast import Cast
from tests.stage import AtWork, Stage, by_scene

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# Fast tests that speak of days: "make test" runs them on four false days of the machine too.
OF_DAYS = (
    *("assignments", "cell/test_due_dates.py", "dashboard", "directions", "duties", "funding"),
    *("meeting", "my_work", "programme", "reminders", "test_states.py", "test_years.py"),
)
_STATIC_ROOT = "TESTS_STATIC_ROOT"
_STAGE = Stage()
_TASKS = Path(__file__).parent / "tasks"


def pytest_configure(config: pytest.Config) -> None:
    """Static files are collected once a run, as in production: a wrong name fails where used.

    A password hash costs nothing.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="static-")
        config.add_cleanup(folder.cleanup)
        os.environ[_STATIC_ROOT] = folder.name
    settings.STATIC_ROOT = os.environ[_STATIC_ROOT]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_COOKIE_AGE = 20 * 366 * 24 * 3600  # a test may move the clock by years
    effort.load_profile()
    the_clock.start()


def pytest_sessionstart(session: pytest.Session) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "open_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        elif item.path.is_relative_to(_TASKS) and _speaks_of_days(item.path):
            item.add_marker(pytest.mark.day)
    if config.getoption("--pg"):  # what asks no database is told once, on SQLite
        without = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _asks_a_database(item)]
    items[:] = by_scene(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What has been collected lives to the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _speaks_of_days(path: Path) -> bool:
    return path.relative_to(_TASKS).as_posix().startswith(OF_DAYS)


def _asks_a_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"}.intersection(
        getattr(item, "fixturenames", ())
    )
    return bool(asked) or item.get_closest_marker("django_db") is not None


# Every test


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Each test begins at noon of ``tests.clock.TODAY``."""
    the_clock.set_clock(the_clock.TODAY)
    yield
    the_clock.set_clock(the_clock.TODAY)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite in a file, as in production: threads and processes meet its real locks.

    The tables come from the models: ``tests/test_migrations.py`` proves that migrations make the
    same, once and not for every process.
    """
    database = settings.DATABASES["default"]
    database["TEST"]["MIGRATE"] = False
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _network_is_off() -> Iterator[None]:
    """A socket may reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_loopback(str(address[0])):
            raise PermissionError(f"a test tried to reach {address}")
        connect(self, address)

    with patch.object(socket.socket, "connect", guarded):
        yield


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_read_once() -> Iterator[None]:
    """Every new test client is a server that starts: WhiteNoise would read 800 files each time."""
    read = WhiteNoise.update_files_dictionary
    known: dict[tuple[str, str], dict[str, Any]] = {}

    def remembered(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in known:
            others, self.files = self.files, {}
            read(self, root, prefix)
            known[root, prefix], self.files = self.files, others
        self.files.update(known[root, prefix])

    with patch.object(WhiteNoise, "update_files_dictionary", remembered):
        yield


@pytest.fixture(scope="session", autouse=True)
def _managers_of_history_are_made_once() -> Iterator[None]:
    """simple-history makes the same class anew for every row that is written."""
    made = functools.cache(HistoryManager.from_queryset)
    with patch.object(HistoryManager, "from_queryset", made):
        yield


@pytest.fixture(autouse=True)
def _apart(settings: Settings, tmp_path: Path) -> None:
    """Uploads of one test in a folder of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


# In the browser


@pytest.fixture(scope="session")
def browser(
    _stage: Stage, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    with django_db_blocker.unblock():
        _stage.clear()  # its connection is out of reach once Playwright's loop runs in this thread
    # Playwright's loop runs in the main thread, where Django would then refuse queries.
    async_is_safe = {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    with patch.dict(os.environ, async_is_safe), sync_playwright() as playwright:
        instance = chromium.launch(playwright, tmp_path_factory.mktemp("fonts"))
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
    """The application as it is served: static files come from WhiteNoise, hashed and packed.

    The database comes first: before it is a file, the server would take the tests' connection into
    its own threads, and SQLite dies of that.
    """
    with patch(
        "django.contrib.staticfiles.handlers.StaticFilesHandler", lambda _media: WSGIHandler()
    ):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Open a window: ``open_page(viewport=PHONE, java_script_enabled=False, color_scheme="dark")``.

    At the end of the test no window may have complained: see ``tests.browser.Problems``.
    """
    contexts = []
    watched = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(
            **{
                "base_url": live_server.url,
                "locale": "vi-VN",
                "timezone_id": "Asia/Ho_Chi_Minh",
                "viewport": DESK,
            }
            | options
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        watched.append(chromium.watch(page))
        return page

    yield open_one
    seen = [problem for problems in watched for problem in problems.seen]
    for context in contexts:
        context.close()
    assert seen == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[..., Page]:
    """``sign_in(page, officer)`` puts the session's cookie into the window: no form."""

    def put_cookie(page: Page, officer: Any) -> Page:
        client = Client()
        client.force_login(officer)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return page

    return put_cookie


@pytest.fixture
def signed_in(page: Page, sign_in: Callable[..., Page]) -> Callable[..., Page]:
    """``signed_in(officer)`` gives a window in which the officer is at work."""

    def give(officer: Any) -> Page:
        return sign_in(page, officer)

    return give


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[Any]]:
    """``axe(page)`` lists accessibility findings of a page as it stands; none is the aim.

    What was found right is not handed over: it takes twice the time of looking for what is wrong.
    """
    options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}

    def run(page: Page) -> list[tuple[str, str, list[str]]]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        find = "options => axe.run(options).then(found => found.violations)"
        return [
            (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]][:3])
            for one in page.evaluate(find, options)
        ]

    return run


# Data


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> None:
    """Before a test's transaction begins, or that without one."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            _STAGE.prepare(request.node)


@pytest.fixture(scope="session")
def _stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    yield _STAGE
    with django_db_blocker.unblock():
        _STAGE.clear()


@pytest.fixture
def cast(_stage: Stage, db: None) -> Cast:
    """Made once for many tests, handed over to each as new: see ``tests.stage``."""
    found: Cast = _stage.give("cast")
    return found


@pytest.fixture
def cast_at_work(_stage: Stage, db: None) -> AtWork:
    """The cast with a session for each: signing in is a tenth of what a small page costs."""
    found: AtWork = _stage.give("cast_at_work")
    return found


@pytest.fixture
def real_plan(_stage: Stage, db: None) -> Plan:
    """The plan of Tân Biên as it comes in: 10 tasks, 12 timelines, 56 task-years, no statuses."""
    found: Plan = _stage.give("real_plan")
    return found


@pytest.fixture
def sample_story(_stage: Stage, db: None) -> Told:
    """The sample, told until 22/11/2026."""
    found: Told = _stage.give("sample_story")
    return found


@pytest.fixture
def whole_story(_stage: Stage, db: None) -> Told:
    """The sample, told until 9/9/2030."""
    found: Told = _stage.give("whole_story")
    return found
