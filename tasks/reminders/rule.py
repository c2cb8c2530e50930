"""When a person is reminded of a cell: thresholds in days from its due date. No database here.

The due day is 0. A reminder is owed at the largest threshold passed, unless that one or a later
one is recorded already: a run that was missed for days then catches up with one reminder, and a
run that is repeated finds nothing. What is recorded belongs to one due date, so that a date that
moved starts anew.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

FIRST_THRESHOLDS = (-30, -7, -1, 1, 7, 30)
MONTH = 30  # from then on, every so many days
LEADERS_FROM = 7


class Reason(StrEnum):
    """Why a cell concerns somebody; the first that fits."""

    MINE = "mine"
    UNOWNED = "unowned"
    LATE = "late"


def threshold_passed(due_on: dt.date, day: dt.date) -> int | None:
    """The largest threshold passed by that day; None while the due date is far."""
    days = (day - due_on).days
    if days >= MONTH:
        return days - days % MONTH
    return max((one for one in FIRST_THRESHOLDS if one <= days), default=None)


def is_owed(threshold: int | None, recorded: int | None) -> bool:
    """Whether the largest threshold passed is later than the last one recorded."""
    return threshold is not None and (recorded is None or recorded < threshold)
