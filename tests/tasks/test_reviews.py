"""Xác nhận kết quả: never of one's own report, never of an open cell; returning keeps all."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tasks.models import StatusUpdate, TaskYear, Verdict
from tasks.services import Report, confirm_all, record_update, review
from tasks.services.reviews import CHANGED, NOT_FINISHED, OWN_REPORT
from tasks.states import Review, State

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
