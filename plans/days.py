"""Days in words, and as instants in the time zone of the offices."""

import datetime as dt

from django.utils import timezone

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def end_of(day: dt.date) -> dt.datetime:
    """The instant at which the day is over: what came before it had happened "by that day"."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def date_in_words(day: dt.date) -> str:
    """ "Chủ nhật, 22/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
