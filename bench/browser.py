"""A signed-in person's browser: it keeps cookies and fills in forms, and the answers are timed."""

from __future__ import annotations

import http.client
import io
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from wsgiref.util import setup_testing_defaults

import lxml.html
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import override_settings

from plans.models import Officer

Headers = list[tuple[str, str]]
_BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

_NO_FILE = "Content-Type: application/octet-stream"  # a browser sends this for an empty field


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


Send = Callable[[Request], Answer]


def clock() -> float:
    """Seconds of this process's own work, the database's with it where it is SQLite.

    What else runs on the machine does not count. Another engine works elsewhere: there the hands
    of the clock on the wall tell.
    """
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def in_process(middleware: list[str] | None = None) -> Send:
    """What the application computes, without a network."""
    with override_settings(MIDDLEWARE=middleware or settings.MIDDLEWARE):
        handler = WSGIHandler()

    def send(request: Request) -> Answer:
        told: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, _error: object = None) -> Any:
            told.append((status, headers))

        answer: Any = handler(_environ(request), start_response)
        body = b"".join(answer)
        answer.close()
        [(status, headers)] = told
        return Answer(int(status[:3]), headers, body)

    return send


def _environ(request: Request) -> dict[str, Any]:
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    path, _, query = request.url.partition("?")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": v for name, v in request.headers.items()}
    return environ | {
        **headers,
        "REQUEST_METHOD": request.method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
    }


def over_http(port: int) -> Send:
    def send(request: Request) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", port)
        line.request(request.method, request.url, request.body or None, request.headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return Answer(answer.status, answer.getheaders(), body)

    return send


@dataclass
class Browser:
    """``always`` are headers of every request; ``seconds`` is what the last answer took."""

    send: Send
    cookies: dict[str, str]
    always: dict[str, str] = field(default_factory=dict)
    seconds: float = 0

    def get(self, url: str) -> Answer:
        return self._ask(Request("GET", url, self._headers()))

    def post(self, url: str, fields: Iterable[tuple[str, str | None]]) -> Answer:
        headers = self._headers() | {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Referer": f"http://localhost{url}",
        }
        return self._ask(Request("POST", url, headers, b"".join(_parts(fields))))

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return self.always | {"Cookie": cookies, "Accept": "text/html"}

    def _ask(self, request: Request) -> Answer:
        begin = clock()
        answer = self.send(request)
        self.seconds = clock() - begin
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        return answer

    def page(self, url: str) -> bytes:
        """The page of that address, which must be there."""
        answer = self.get(url)
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{url} answers {answer.status}")
        return answer.body

    def save(self, url: str, **typed: str) -> None:
        """Open the page, type into its form and send it; ``seconds`` are those of the sending."""
        answer = self.post(url, filled(self.page(url), typed))
        if answer.status != HTTPStatus.FOUND:
            raise RuntimeError(f"{url} answers {answer.status} to what was sent")


def session_of(officer: Officer) -> dict[str, str]:
    """The cookie of a new session, as the sign-in would leave it."""
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "plans.backends.OfficerBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def filled(html: bytes, typed: dict[str, str]) -> list[tuple[str, str | None]]:
    """What the form with those fields would send; None for a file that was not chosen."""
    root: Any = lxml.html.document_fromstring(html.decode())
    for form in root.forms:
        if set(typed) <= set(form.fields.keys()):
            form.fields.update(typed)
            files: Any = form.xpath(".//input[@type='file']/@name")
            return [*form.form_values(), *((str(name), None) for name in files)]
    raise RuntimeError(f"no form asks for {', '.join(typed)}")


def _parts(fields: Iterable[tuple[str, str | None]]) -> Iterator[bytes]:
    for name, value in fields:
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        file = "" if value is not None else f'; filename=""\r\n{_NO_FILE}'
        yield f"{head}{file}\r\n\r\n{value or ''}\r\n".encode()
    yield f"--{_BOUNDARY}--\r\n".encode()
