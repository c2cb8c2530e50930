"""``python -m tests.newest`` tries the newest Django: it reports, it decides nothing.

It needs a Python of its own, newer than the oldest one that the project supports; the environment
is made anew in ``var/newest``. It ends well whatever the tests say.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

PYTHONS = ("python3.13", "python3.12")
HOME = Path("var/newest")
PYTHON = str(HOME / "bin/python")
INSTALL = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
LOCKED = ["--require-hashes", "--only-binary", ":all:"]
LOCKED += ["-r", "requirements.lock", "-r", "requirements-dev.lock"]
# What Django will remove later is a warning here, or no test would begin.
WARNINGS = ["-W", "default::DeprecationWarning", "-W", "default::PendingDeprecationWarning"]
TESTS = ["-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "-m", "not browser", *WARNINGS]


def main() -> None:
    python = next((name for name in (sys.executable, *PYTHONS) if is_new(name)), None)
    if python is None:
        say(
            f"The newest Django was not tried: it needs {' or '.join(PYTHONS)}, none is here"
            " (make PYTHON=path newest)."
        )
        return
    steps = (
        [python, "-m", "venv", "--clear", str(HOME)],
        [*INSTALL, *LOCKED],
        [*INSTALL, "--upgrade", "django"],
    )
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            say("The newest Django was not tried: its environment could not be made.")
            return
    asked = [PYTHON, "-c", "import django; print(django.__version__)"]
    version = subprocess.run(asked, check=False, capture_output=True, text=True).stdout.strip()
    say(f"The tests on Django {version}, {python}:")
    say(f"Django {version}: {result_of_tests() or 'no result'} (decides nothing).")


def is_new(python: str) -> bool:
    """Whether that Python is here, runs, and is one that the newest Django may want."""
    if shutil.which(python) is None:
        return False
    asked = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def result_of_tests() -> str:
    """Return the last line of pytest: how many passed and failed."""
    last = ""
    with subprocess.Popen([PYTHON, *TESTS], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.write(line)
            last = line.strip() or last
    return re.sub(r"^=+ | =+$", "", last)


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
