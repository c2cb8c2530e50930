"""Pages asked for in process: what the application computes, without a network."""

import gc
import gzip
import io
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from plans.models import Officer

Handler = Callable[[dict[str, Any], Any], Iterable[bytes]]


def clock() -> float:
    """Seconds of this process's own work, the database's with it where it is SQLite.

    What else runs on the machine does not count. Another engine works elsewhere: there the hands
    of the clock on the wall tell.
    """
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def cookie_of(officer: Officer) -> str:
    """A session of the officer, as the sign-in would leave it."""
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "plans.backends.OfficerBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def handler(middleware: list[str] | None = None) -> Handler:
    with override_settings(MIDDLEWARE=middleware or settings.MIDDLEWARE):
        return WSGIHandler()


@dataclass
class Visit:
    """One page as one person opens it."""

    name: str
    url: str
    cookie: str
    handler: Handler
    milliseconds: list[float] = field(default_factory=list)

    def open(self) -> bytes:
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        path, _, query = self.url.partition("?")
        environ |= {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookie,
            "wsgi.input": io.BytesIO(),
        }
        statuses: list[str] = []

        def start_response(status: str, _headers: list[tuple[str, str]]) -> None:
            statuses.append(status)

        answer = self.handler(environ, start_response)
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        if not statuses[0].startswith("200"):
            raise RuntimeError(f"{self.url} answers {statuses[0]}")
        return body

    def timed(self) -> None:
        begin = clock()
        self.open()
        self.milliseconds.append(1000 * (clock() - begin))

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def best(self) -> float:
        """What it takes when nothing else disturbs: to compare two moments of one run."""
        return min(self.milliseconds)

    def n_queries(self) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.open()
        return len(queries)

    def kilobytes(self) -> float:
        return len(gzip.compress(self.open(), 6)) / 1000


def measure(visits: Mapping[str, Visit], *, rounds: int) -> None:
    """Every page once a round, in turn, so that what slows the machine slows all of them."""
    for visit in visits.values():
        visit.milliseconds.clear()
        for _ in range(3):
            visit.open()
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for visit in visits.values():
            visit.timed()
