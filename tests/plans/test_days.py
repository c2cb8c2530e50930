"""Days in words."""

import datetime as dt

import pytest

from plans.days import date_in_words


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 22), "Chủ nhật, 22/11/2026"),
        (dt.date(2026, 11, 23), "Thứ Hai, 23/11/2026"),
    ],
)
def test_date_is_written_as_it_is_said(day, expected):
    assert date_in_words(day) == expected
