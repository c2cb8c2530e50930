"""The one clock of the application.

Views and commands ask it and hand the answer on; every rule takes its day as an argument. No other
module asks the machine for the time: ``tests/test_project.py`` refuses it.
"""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """Return this instant, aware of its zone."""
    return timezone.now()


def today() -> dt.date:
    """Return today's date in the time zone of the settings (Asia/Ho_Chi_Minh)."""
    return timezone.localdate(now())
