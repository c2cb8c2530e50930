"""Memory of one worker of gunicorn, after the pages have been opened."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from bench.visits import Visit

ROUNDS = 20


def megabytes_of_a_worker(visits: Iterable[Visit]) -> float | None:
    """Its peak; None where the system does not tell (no /proc)."""
    if not Path("/proc/self/status").exists():
        return None
    port = _free_port()
    command = f"-m gunicorn bench.wsgi --bind 127.0.0.1:{port} --worker-class gthread"
    options = "--workers 1 --threads 2 --no-control-socket --log-level error"
    environment = os.environ | {"ALLOWED_HOSTS": "127.0.0.1"}
    server = subprocess.Popen([sys.executable, *command.split(), *options.split()], env=environment)
    try:
        _wait_for(port)
        for _ in range(ROUNDS):
            for visit in visits:
                _open(port, visit)
        return max(_peak(pid) for pid in _children(server.pid))
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while socket.socket().connect_ex(("127.0.0.1", port)) != 0:
        if time.monotonic() > end:
            raise RuntimeError("gunicorn did not start")
        time.sleep(0.1)


def _open(port: int, visit: Visit) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", visit.url, headers={"Cookie": visit.cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{visit.url} answers {answer.status}")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError(f"no memory told for process {pid}")
