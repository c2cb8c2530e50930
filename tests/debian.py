"""Packages of Debian that tests need and pip does not have, installed where that is allowed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable


def ensure(*packages: str, is_there: Callable[[], bool], else_do: str = "") -> bool:
    """Return whether they are there in the end; install them first where they are missing.

    Where that cannot be, one line on the standard error says how to get them.
    """
    if not is_there() and (apt_get := _apt_get()):
        sys.stdout.write(f"Installing {' '.join(packages)} for the tests.\n")
        sys.stdout.flush()
        _install(apt_get, packages)
    if is_there():
        return True
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    sys.stderr.write(f"The tests need {' and '.join(packages)}: {command}{else_do}.\n")
    return False


def _apt_get() -> list[str] | None:
    """How to call apt-get with the rights it needs, or None where that cannot be."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if allowed.returncode == 0:
            return ["sudo", "-n", "apt-get"]
    return None


def _install(apt_get: list[str], packages: tuple[str, ...]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(
            [*apt_get, "-qq", *arguments],
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
