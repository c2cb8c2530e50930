"""One run at a time, on however many servers."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else is inside a block of that name; never waits.

    Held by the process, not by a row: one that is killed leaves nothing behind. PostgreSQL keeps
    it for all servers, SQLite has one machine anyway: a file beside the database.
    """
    with (_in_postgres if connection.vendor == "postgresql" else _beside_sqlite)(name) as is_alone:
        yield is_alone


@contextmanager
def _in_postgres(name: str) -> Iterator[bool]:
    key = [zlib.crc32(name.encode())]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", key)
        [is_alone] = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", key)


@contextmanager
def _beside_sqlite(name: str) -> Iterator[bool]:
    with open(f"{connection.settings_dict['NAME']}.{name}.lock", "w") as file:  # noqa: PTH123 -- a name that may be no path
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True  # closing the file gives it back
