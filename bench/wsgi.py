"""The application as gunicorn serves it to ``bench.memory``: a request says which day it is."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from bench import environment

environment.start()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 -- Django is set up above

_handler = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if day := environ.get("HTTP_X_BENCH_DAY"):
        environment.set_day(dt.date.fromisoformat(day))
    return _handler(environ, start_response)
