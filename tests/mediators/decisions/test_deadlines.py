"""Terms of the procedure, counted in working days."""

import datetime as dt

import pytest

from mediators.decisions.deadlines import deadlines
from mediators.models import Holiday, LineKind
from tests.mediators import factories as make


def told(decision, kinds, today):
    return [(one.due_on, one.word, one.is_late) for one in deadlines(decision, kinds, today=today)]


@pytest.mark.django_db
def test_draft_says_how_many_working_days_are_left():
    draft = make.make_draft(received_on=dt.date(2026, 11, 18))
    due = dt.date(2026, 11, 25)
    asked = [LineKind.RECOGNISE]
    assert told(draft, asked, dt.date(2026, 11, 22)) == [(due, "còn 3 ngày làm việc", False)]
    assert told(draft, asked, due) == [(due, "đến hạn hôm nay", False)]
    assert told(draft, asked, dt.date(2026, 11, 26)) == [(due, "quá hạn 1 ngày", True)]


@pytest.mark.django_db
def test_ending_counts_verification_and_decision_apart():
    draft = make.make_draft(requested_on=dt.date(2026, 11, 2), received_on=dt.date(2026, 11, 13))
    assert told(draft, [LineKind.END], dt.date(2026, 11, 16)) == [
        (dt.date(2026, 11, 12), "xong 13/11/2026, quá hạn 1 ngày", True),
        (dt.date(2026, 11, 20), "còn 4 ngày làm việc", False),
    ]


@pytest.mark.django_db
def test_decision_in_force_is_judged_by_its_day():
    draft = make.make_draft_with_line()
    draft.received_on = dt.date(2026, 11, 10)
    draft.save()
    make.enact(draft, issued_on=dt.date(2026, 11, 17))
    draft.refresh_from_db()
    [one] = deadlines(draft, [LineKind.RECOGNISE], today=dt.date(2026, 12, 30))
    assert (one.word, one.is_late) == ("đúng hạn", False)


@pytest.mark.django_db
def test_holiday_added_by_an_administrator_moves_the_deadline():
    draft = make.make_draft(received_on=dt.date(2026, 11, 18))
    Holiday.objects.create(day=dt.date(2026, 11, 24), name="Nghỉ bù")
    assert told(draft, [LineKind.RECOGNISE], dt.date(2026, 11, 23)) == [
        (dt.date(2026, 11, 26), "còn 2 ngày làm việc", False)
    ]


@pytest.mark.django_db
def test_no_deadline_without_the_day_on_which_papers_came():
    assert told(make.make_draft(), [LineKind.RECOGNISE, LineKind.END], dt.date(2026, 11, 22)) == []
