"""Xác nhận kết quả: never of one's own report, never of an open cell; returning keeps all."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from tasks.access import OWN_REPORT
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.directions.reviews import CHANGED, NOT_FINISHED, confirm_all, review
from tasks.documents.services import remove_evidence
from tasks.models import StatusUpdate, TaskYear, Verdict
from tasks.states import Review, State
from tests import factories as make
from tests.tasks.shown import cell_on

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = dt.date(2026, 11, 22)
DONE = Report(State.DONE, TODAY, completed_on=dt.date(2026, 11, 20), result="Đã tập huấn 01 lớp")

pytestmark = pytest.mark.django_db


def report(cell, *, by, what=DONE):
    version = TaskYear.objects.get(pk=cell.pk).version
    record_update(task_year_id=cell.pk, by=by, version=version, report=what, today=TODAY)
    return TaskYear.objects.get(pk=cell.pk)


def test_leader_confirms_a_finished_cell(cast):
    cell = report(cast.task_year, by=cast.officer)
    given = review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)
    cell.refresh_from_db()
    assert (cell.review, cell.reviewed_by) == (Review.CONFIRMED, cast.leader)
    assert given.update == StatusUpdate.objects.get()
    again = review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)
    assert again is None
    assert Verdict.objects.count() == 1


def test_returning_needs_a_reason_and_keeps_what_was_reported(cast):
    cell = report(cast.task_year, by=cast.officer)
    with pytest.raises(ValidationError) as refusal:
        review(task_year=cell, verdict=Review.RETURNED, by=cast.leader, version=cell.version)
    assert refusal.value.message_dict == {"reason": ["Nhập lý do trả lại"]}
    review(
        task_year=cell,
        verdict=Review.RETURNED,
        by=cast.leader,
        version=cell.version,
        reason="Thiếu danh sách ký nhận",
    )
    cell.refresh_from_db()
    assert (cell.review, cell.review_reason) == (Review.RETURNED, "Thiếu danh sách ký nhận")
    assert (cell.state, cell.completed_on) == (State.DONE, dt.date(2026, 11, 20))
    assert cell.updates.get().result == "Đã tập huấn 01 lớp"


def test_nobody_confirms_their_own_report(cast):
    cell = report(cast.task_year, by=cast.leader)
    with pytest.raises(ValidationError, match=OWN_REPORT):
        review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)
    assert not Verdict.objects.exists()


def test_open_cell_is_not_confirmed(cast):
    cell = report(cast.task_year, by=cast.officer, what=Report(State.DOING, TODAY, result="Đang"))
    with pytest.raises(ValidationError, match=NOT_FINISHED):
        review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)


def test_report_that_changed_meanwhile_is_not_confirmed(cast):
    cell = report(cast.task_year, by=cast.officer)
    with pytest.raises(ValidationError, match=CHANGED):
        review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version - 1)


def test_new_report_withdraws_the_verdict_but_the_verdict_stays_in_the_log(cast):
    cell = report(cast.task_year, by=cast.officer)
    review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)
    cell = report(cast.task_year, by=cast.officer, what=Report(State.DOING, TODAY, result="Lại"))
    assert (cell.review, cell.reviewed_by) == (Review.PENDING, None)
    assert [given.verdict for given in Verdict.objects.all()] == [Review.CONFIRMED]


def test_all_of_a_year_are_confirmed_but_for_ones_own(cast):
    others = list(cast.task.timelines.get().cells.filter(year__in=(2024, 2025)))
    first = report(others[0], by=cast.officer, what=_done_in(2024))
    second = report(others[1], by=cast.leader, what=_done_in(2025))
    assert confirm_all(cells=[first, second], by=cast.leader) == (1, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.review, second.review) == (Review.CONFIRMED, Review.PENDING)


def _done_in(year):
    day = dt.date(year, 12, 1)
    return Report(State.DONE, day, completed_on=day, result="Đã xong")


# As of a day

LAST, FIRST = dt.date(2025, 12, 31), dt.date(2026, 1, 1)


def at(day, hour=12, minute=0):
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=HOME)


def finished(cast):
    """The cell of 2025, reported as done on 20/12/2025."""
    cell = cast.task.timelines.get().cells.get(year=2025)
    day = dt.date(2025, 12, 20)
    told = Report(State.DONE, day, completed_on=day, result="Đã xong")
    record_update(
        task_year_id=cell.pk, by=cast.officer, version=0, report=told, today=day, now=at(day)
    )
    cell.refresh_from_db()
    return cell


def waits_on(cell, *days):
    return [cell_on(cell, day).awaits_review for day in days]


def confirm(cell, by, now):
    return review(task_year=cell, verdict=Review.CONFIRMED, by=by, version=cell.version, now=now)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (at(LAST, 23, 59), [False, True, False, False, False]),
        (at(FIRST, 0, 0), [False, True, True, False, False]),
    ],
    ids=["31/12", "1/1"],
)
def test_result_waits_until_the_day_of_the_verdict(cast, given, expected):
    cell = finished(cast)
    confirm(cell, cast.leader, given)
    days = (dt.date(2025, 12, 19), dt.date(2025, 12, 30), LAST, FIRST, TODAY)
    assert waits_on(cell, *days) == expected


def test_new_report_waits_again_from_its_day_and_the_days_before_stay(cast):
    cell = finished(cast)
    confirm(cell, cast.leader, at(FIRST))
    cell.refresh_from_db()
    day = dt.date(2026, 2, 1)
    told = Report(State.DONE, day, completed_on=day, result="Đã xong, có bổ sung")
    record_update(
        task_year_id=cell.pk,
        by=cast.officer,
        version=cell.version,
        report=told,
        today=day,
        now=at(day),
    )
    assert waits_on(cell, LAST, FIRST, day, TODAY) == [True, False, True, True]


def test_proof_taken_away_lets_it_wait_again_from_that_day(cast):
    cell = finished(cast)
    proof = make.make_evidence(task_year=cell, added_by=cast.officer)
    confirm(cell, cast.leader, at(FIRST))
    day = dt.date(2026, 2, 1)
    remove_evidence(evidence_id=proof.pk, by=cast.officer, now=at(day))
    assert waits_on(cell, FIRST, dt.date(2026, 1, 31), day, TODAY) == [False, False, True, True]
