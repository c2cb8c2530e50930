"""Working days skip Saturdays, Sundays and holidays."""

import datetime as dt

import pytest

from config.working_days import add_working_days, working_days_between

HOLIDAYS = {dt.date(2026, 9, 2), dt.date(2026, 4, 30), dt.date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ((2026, 11, 18), 5, (2026, 11, 25)),  # Wednesday to Wednesday
        ((2026, 11, 20), 1, (2026, 11, 23)),  # Friday: Monday is the first day
        ((2026, 11, 21), 5, (2026, 11, 27)),  # Saturday
        ((2026, 8, 31), 2, (2026, 9, 3)),  # over 2 September
        ((2026, 4, 29), 1, (2026, 5, 4)),  # two holidays and a weekend
        ((2026, 11, 18), 0, (2026, 11, 18)),
    ],
)
def test_working_days_skip_weekends_and_holidays(start, days, expected):
    assert add_working_days(dt.date(*start), days, HOLIDAYS) == dt.date(*expected)


@pytest.mark.parametrize("days", range(1, 12))
def test_counting_back_gives_the_days_that_were_added(days):
    start = dt.date(2026, 4, 24)
    end = add_working_days(start, days, HOLIDAYS)
    assert working_days_between(start, end, HOLIDAYS) == days
    assert working_days_between(end, start, HOLIDAYS) == 0
