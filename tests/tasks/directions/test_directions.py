"""Ý kiến chỉ đạo: asked, answered once, closed or asked again; all of it stays."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from tasks.cell.report import Report, report_on, saved_report
from tasks.cell.services import confirm_unchanged, record_update
from tasks.directions.services import (
    ALREADY_ANSWERED,
    ALREADY_CLOSED,
    answer_direction,
    close_direction,
    give_direction,
)
from tasks.models import Direction, TaskYear
from tasks.states import State
from tests.tasks.shown import cell_on

TODAY = dt.date(2026, 11, 22)
FRIDAY = dt.date(2026, 11, 27)

pytestmark = pytest.mark.django_db


def ask(cast, **fields):
    given = {"text": "Giải trình lý do chậm", "answer_by_on": FRIDAY, **fields}
    return give_direction(task_year=cast.task_year, by=cast.leader, today=TODAY, **given)


def test_direction_is_open_until_closed_and_late_after_its_day(cast):
    asked = ask(cast)
    assert asked.is_waiting_on(TODAY)
    assert not asked.is_late(FRIDAY)
    assert asked.is_late(FRIDAY + dt.timedelta(days=1))
    answer_direction(direction=asked, text="Do thiếu kinh phí", by=cast.officer)
    asked.refresh_from_db()
    assert not asked.is_waiting_on(TODAY)
    assert Direction.objects.open().get() == asked
    closed = close_direction(direction=asked, by=cast.leader)
    assert closed.closed_by == cast.leader
    assert not Direction.objects.open().exists()


def test_direction_needs_words_and_a_day_to_come(cast):
    with pytest.raises(ValidationError) as refusal:
        ask(cast, text="  ", answer_by_on=dt.date(2026, 11, 21))
    assert refusal.value.message_dict == {
        "text": ["Nhập ý kiến chỉ đạo"],
        "answer_by_on": ["Hạn trả lời phải từ 22/11/2026 trở đi"],
    }
    assert ask(cast, answer_by_on=TODAY).answer_by_on == TODAY


def test_direction_answers_an_officers_request(cast):
    asking = Report(State.DOING, TODAY, result="Đang làm", needs_direction=True)
    record_update(
        task_year_id=cast.task_year.pk, by=cast.officer, version=0, report=asking, today=TODAY
    )
    assert TaskYear.objects.get(pk=cast.task_year.pk).needs_direction
    ask(cast)
    assert not TaskYear.objects.get(pk=cast.task_year.pk).needs_direction


def test_direction_is_answered_once(cast):
    asked = ask(cast)
    answer_direction(direction=asked, text="Lần đầu", by=cast.officer)
    with pytest.raises(ValidationError, match=ALREADY_ANSWERED):
        answer_direction(direction=asked, text="Lần hai", by=cast.partner)
    assert Direction.objects.get().answer == "Lần đầu"


def test_asking_again_closes_the_first_and_both_stay(cast):
    first = ask(cast)
    answer_direction(direction=first, text="Chưa rõ", by=cast.officer)
    second = ask(cast, text="Nêu rõ ngày hoàn thành", follows=first)
    first.refresh_from_db()
    assert (first.closed_by, second.follows) == (cast.leader, first)
    with pytest.raises(ValidationError, match=ALREADY_CLOSED):
        answer_direction(direction=first, text="Muộn", by=cast.officer)
    assert list(Direction.objects.open()) == [second]


# As of a day


def asking_cell(cast, *, on):
    asking = Report(State.DOING, on, result="Đang làm", needs_direction=True)
    record_update(
        task_year_id=cast.task_year.pk,
        by=cast.officer,
        version=0,
        report=asking,
        today=on,
        now=noon(on),
    )
    return cast.task_year.pk


def noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def wants_on(pk, day, *, today=TODAY):
    return cell_on(TaskYear(pk=pk), day, today=today).needs_direction


def test_request_stands_until_the_day_of_the_direction(cast):
    """Given late on 31/12: that day and the next one of the new year no longer show it."""
    last_day, first_day = dt.date(2025, 12, 31), dt.date(2026, 1, 1)
    pk = asking_cell(cast, on=dt.date(2025, 12, 20))
    late = noon(last_day) + dt.timedelta(hours=11, minutes=59)
    ask(cast, now=late, answer_by_on=None)
    before = last_day - dt.timedelta(days=1)
    days = {day: wants_on(pk, day) for day in (dt.date(2025, 12, 19), before, last_day, first_day)}
    assert list(days.values()) == [False, True, False, False]
    assert not wants_on(pk, TODAY)


def test_direction_of_the_new_years_first_minute_is_not_one_of_the_old_year(cast):
    pk = asking_cell(cast, on=dt.date(2025, 12, 20))
    ask(cast, now=noon(dt.date(2026, 1, 1)) - dt.timedelta(hours=12), answer_by_on=None)
    assert wants_on(pk, dt.date(2025, 12, 31))
    assert not wants_on(pk, dt.date(2026, 1, 1))


def test_request_made_after_a_direction_stands(cast):
    ask(cast, now=noon(dt.date(2026, 3, 1)), answer_by_on=None)
    pk = asking_cell(cast, on=dt.date(2026, 4, 1))
    assert (wants_on(pk, dt.date(2026, 4, 1)), wants_on(pk, TODAY)) == (True, True)


def test_answered_request_is_not_raised_again_by_saying_that_nothing_changed(cast):
    asking_cell(cast, on=dt.date(2026, 10, 1))
    ask(cast, now=noon(dt.date(2026, 10, 5)), answer_by_on=None)
    version = TaskYear.objects.get(pk=cast.task_year.pk).version
    update = confirm_unchanged(
        task_year_id=cast.task_year.pk, by=cast.officer, version=version, today=TODAY
    )
    assert not update.needs_direction
    assert not TaskYear.objects.get(pk=cast.task_year.pk).needs_direction
    assert not report_on(cast.task_year, TODAY).needs_direction
    assert not saved_report(cast.task_year, update, TODAY).needs_direction


def test_late_entry_of_an_earlier_day_does_not_raise_the_request_again(cast):
    pk = asking_cell(cast, on=dt.date(2026, 10, 1))
    ask(cast, now=noon(dt.date(2026, 10, 5)), answer_by_on=None)
    earlier = Report(State.DOING, dt.date(2026, 9, 1), result="Việc của tháng 8")
    record_update(task_year_id=pk, by=cast.officer, version=1, report=earlier, today=TODAY)
    assert not TaskYear.objects.get(pk=pk).needs_direction
