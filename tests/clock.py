"""The clock of the tests: a fixed day in every process, whatever the machine says.

``python -m tests.clock PROGRAM ARGUMENT...`` starts a Python program under the same clock; a test
that starts a process takes the words of its command from ``command``.
"""

import datetime as dt
import runpy
import sys
from zoneinfo import ZoneInfo

import time_machine

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = dt.date(2026, 11, 22)
_NOON = dt.time(12, 0)

_travel: time_machine.travel | None = None
_traveller: time_machine.Traveller | None = None


def start() -> None:
    """Put this process, with all its threads, at noon of ``TODAY``; time goes on."""
    global _travel, _traveller  # noqa: PLW0603 -- a process has one clock
    if _travel is None:
        _travel = time_machine.travel(_instant(TODAY), tick=True)
        _traveller = _travel.start()


def set_clock(at: dt.date | dt.datetime) -> None:
    """Move this process to that instant, or to noon of that day, until the test ends."""
    assert _traveller is not None
    _traveller.move_to(_instant(at), tick=True)


def command(*arguments: str) -> list[str]:
    """Return how to start that Python program (a path, or "-c" and its text) under this clock."""
    return [sys.executable, "-W", "error", "-m", "tests.clock", *arguments]


def _instant(at: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(at, dt.datetime):
        return at if at.tzinfo else at.replace(tzinfo=HANOI)
    return dt.datetime.combine(at, _NOON, tzinfo=HANOI)


if __name__ == "__main__":
    start()
    sys.argv = sys.argv[1:]
    if sys.argv[0] == "-c":
        exec(sys.argv.pop(1))  # noqa: S102 -- as Python's own -c
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")
