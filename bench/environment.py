"""Settings of the measurement: those of production, on a database of its own."""

import os
import secrets
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


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

    settings.ROOT_URLCONF = "bench.urls"
    settings.STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
    engine: Any = settings.TEMPLATES[0]
    engine["DIRS"] = [*engine["DIRS"], Path(__file__).parent / "templates"]
    django.setup()
