"""Days of a procedure: working days skip Saturdays, Sundays and holidays.

The day on which a paper arrives is not counted; the first day is the next one (civil code, article
147: a term begins on the day after the event).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


def is_working(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: dt.date, number: int, holidays: Collection[dt.date]) -> dt.date:
    """The last day of a term of so many working days that begins after ``start``."""
    day = start
    while number > 0:
        day += _DAY
        number -= is_working(day, holidays)
    return day


def working_days_between(start: dt.date, end: dt.date, holidays: Collection[dt.date]) -> int:
    """Working days after ``start`` up to and with ``end``; 0 where ``end`` is not later."""
    length = max((end - start).days, 0)
    return sum(is_working(start + _DAY * n, holidays) for n in range(1, length + 1))
