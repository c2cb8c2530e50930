"""Settings of the measurement: those of production, on a database and a clock of its own."""

import datetime as dt
import logging
import os
import secrets
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
import time_machine
from django.core.management import call_command

FIRST_DAY = dt.date(2026, 11, 23)
BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_travellers: list[time_machine.Traveller] = []


def set_day(day: dt.date) -> None:
    """Move this process to the morning of the day; time goes on."""
    morning = dt.datetime.combine(day, dt.time(8), tzinfo=_HANOI)
    if _travellers:
        _travellers[0].move_to(morning, tick=True)
    else:
        _travellers.append(time_machine.travel(morning, tick=True).start())


def prepare(folder: Path) -> None:
    """A new database with the plan and the sample people; BENCH_DATABASE_URL for another engine."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "PLAIN_HTTP": "1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": str(folder / "media"),
        "BENCH_STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": os.environ.get(
            "BENCH_DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}"
        ),
    }
    start()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample", verbosity=0, stdout=(folder / "sample.txt").open("w"))


def start() -> None:
    """Django with the bench's addresses; also in the worker whose memory is measured."""
    from django.conf import settings  # noqa: PLC0415 -- reads the environment set above

    logging.disable(logging.ERROR)  # refusals are expected; what fails says so in the output
    set_day(FIRST_DAY)
    settings.ROOT_URLCONF = "bench.urls"
    settings.STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
    settings.SESSION_COOKIE_AGE = 90 * 24 * 3600  # the clock is moved by weeks
    engine: Any = settings.TEMPLATES[0]
    engine["DIRS"] = [*engine["DIRS"], Path(__file__).parent / "templates"]
    django.setup()
