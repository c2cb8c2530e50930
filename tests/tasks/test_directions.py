"""Ý kiến chỉ đạo: asked, answered once, closed or asked again; all of it stays."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Direction, TaskYear
from tasks.services import Report, answer_direction, close_direction, give_direction, record_update
from tasks.services.directions import ALREADY_ANSWERED, ALREADY_CLOSED
from tasks.states import State

TODAY = dt.date(2026, 11, 22)
FRIDAY = dt.date(2026, 11, 27)

pytestmark = pytest.mark.django_db


def ask(cast, **fields):
    given = {"text": "Giải trình lý do chậm", "answer_by_on": FRIDAY, **fields}
    return give_direction(task_year=cast.task_year, by=cast.leader, today=TODAY, **given)


def test_direction_is_open_until_closed_and_late_after_its_day(cast):
    asked = ask(cast)
    assert list(Direction.objects.unanswered()) == [asked]
    assert not Direction.objects.late(FRIDAY).exists()
    assert Direction.objects.late(FRIDAY + dt.timedelta(days=1)).get() == asked
    answer_direction(direction=asked, text="Do thiếu kinh phí", by=cast.officer)
    assert not Direction.objects.unanswered().exists()
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
