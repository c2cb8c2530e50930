"""Memory of one worker of gunicorn in which many people work for many days."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import Browser, over_http
from bench.people import Person


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a worker; ``mapped`` are pages of files, which the system may take back."""

    whole: float
    mapped: float

    @property
    def own(self) -> float:
        return self.whole - self.mapped

    def __str__(self) -> str:
        return f"{self.whole:.0f} MB ({self.own:.0f} its own, {self.mapped:.0f} files in memory)"


def worked_in(people: Sequence[Person], days: Sequence[dt.date]) -> Iterator[tuple[int, Memory]]:
    """The number of days that have gone by, and the worker's memory then.

    On each day everybody opens all their pages and saves once; day 0 is one person's first look.
    """
    if not Path("/proc/self/status").exists():
        return
    with _worker() as (port, pid):
        _spend(people[0], port, days[0])
        yield 0, _memory(pid)
        for n_day, day in enumerate(days, 1):
            for person in people:
                _spend(person, port, day)
            yield n_day, _memory(pid)


def _spend(person: Person, port: int, day: dt.date) -> None:
    always = {"X-Bench-Day": day.isoformat(), "Host": "localhost"}
    browser = Browser(over_http(port), dict(person.own.cookies), always)
    for url in person.urls.values():
        browser.page(url)
    if person.writes_on is not None:
        browser.save(person.writes_on, state="doing", result=f"Đã làm đến ngày {day:%d/%m/%Y}")


@contextmanager
def _worker() -> Iterator[tuple[int, int]]:
    """The port and the process of the only worker of a server."""
    port = _free_port()
    command = f"-m gunicorn bench.wsgi --bind 127.0.0.1:{port} --worker-class gthread"
    options = "--workers 1 --threads 2 --no-control-socket --log-level error --timeout 120"
    server = subprocess.Popen([sys.executable, *command.split(), *options.split()], env=os.environ)
    try:
        yield port, _worker_at(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _worker_at(port: int, server: int) -> int:
    """The process that answers: the server listens before it has started one."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        children = _children(server)
        if children and socket.socket().connect_ex(("127.0.0.1", port)) == 0:
            return children[0]
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _memory(pid: int) -> Memory:
    rows = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    told = {row[0]: int(row[1]) / 1000 for row in rows if row and row[0] in {"VmRSS:", "RssFile:"}}
    return Memory(whole=told["VmRSS:"], mapped=told["RssFile:"])
