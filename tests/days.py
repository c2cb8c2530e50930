"""``python -m tests.days PYTEST-ARGUMENT...`` runs pytest as if the machine's clock showed each of
four days, under Debian's faketime. The tests must not notice: they set their own clock.

Installs faketime where it is missing and may; says in one line how to get it where it may not.
"""

import os
import shutil
import subprocess
import sys

from tests import debian

DAYS = ("2026-12-31 23:59:00", "2027-01-01 00:01:00", "2028-02-29 12:00:00", "2030-06-15 12:00:00")
ENVIRONMENT = {
    "TZ": "Asia/Ho_Chi_Minh",  # the day begins there, wherever the machine stands
    "NO_FAKE_STAT": "1",  # else every compiled module looks out of date
}


def main(arguments: list[str]) -> int:
    if not debian.ensure("faketime", is_there=lambda: shutil.which("faketime") is not None):
        return 1
    failed = []
    for day in os.environ.get("DAYS", ",".join(DAYS)).split(","):
        sys.stdout.write(f"The machine's clock shows {day}.\n")
        sys.stdout.flush()
        command = ["faketime", "--exclude-monotonic", "-f", f"@{day}", sys.executable, "-m"]
        done = subprocess.run(
            [*command, "pytest", *arguments], check=False, env=os.environ | ENVIRONMENT
        )
        if done.returncode:
            failed.append(day)
    if failed:
        sys.stdout.write(f"Failed on: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
