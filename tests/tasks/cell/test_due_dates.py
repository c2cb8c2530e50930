"""Đổi hạn: by the coordinator, by a document, never before the year; what it was stays."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tasks.cell.due_dates import change_due_date
from tasks.models import DueDateChange, Timeline
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.cells import TODAY, errors_of, page_of, text_of, url_of, value_of, words_of

OLD, NEW = dt.date(2026, 12, 31), dt.date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def coordinating(client, cast):
    client.force_login(cast.coordinator)
    return client


def url(cell):
    return reverse("tasks:due_date_change", args=[cell.pk])


def sent(**fields):
    return {
        "seen": "2026-12-31",
        "due_on": "30/9/2026",
        "document": "Công văn số 214/UBND ngày 02/3/2026",
        "reason": "Kịp lớp tập huấn tháng 11",
        **fields,
    }


def test_coordinator_moves_the_due_date_and_the_old_one_stays(coordinating, cast):
    cell = cast.task_year
    assert "Hạn hiện nay: 31/12/2026" in text_of(coordinating.get(url(cell)))
    response = coordinating.post(url(cell), sent(), follow=True)
    cell.refresh_from_db()
    change = DueDateChange.objects.get()
    assert (cell.due_on, change.old_due_on, change.new_due_on, change.changed_by) == (
        NEW,
        OLD,
        NEW,
        cast.coordinator,
    )
    assert [row.due_on for row in cell.history.order_by("history_id")] == [OLD, NEW]
    root = page_of(response)
    assert "Quá hạn 53 ngày" in words_of(root.xpath("//h1/following-sibling::p")[0])
    due = root.xpath("//*[@id='co-quan']/following-sibling::dl//dd")[-1]
    assert words_of(due) == (
        "30/09/2026 Trước là 31/12/2026; đổi theo Công văn số 214/UBND ngày 02/3/2026"
    )


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"due_on": "31/12/2025"}, ["Hạn mới phải từ 01/01/2026 đến 31/12/2031"]),
        ({"due_on": "1/1/2032"}, ["Hạn mới phải từ 01/01/2026 đến 31/12/2031"]),
        ({"due_on": ""}, ["Nhập hạn mới"]),
        ({"document": "  "}, ["Nhập văn bản cho phép đổi hạn"]),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(coordinating, cast, fields, sentences):
    response = coordinating.post(url(cast.task_year), sent(**fields))
    assert response.status_code == 422
    assert errors_of(response) == sentences
    assert value_of(response, "reason") == "Kịp lớp tập huấn tháng 11"
    assert DueDateChange.objects.count() == 0


def test_first_day_of_the_year_may_be_a_due_date(cast):
    day = dt.date(2026, 1, 1)
    change_due_date(task_year=cast.task_year, due_on=day, document="CV", by=cast.coordinator)
    cast.task_year.refresh_from_db()
    assert cast.task_year.due_on == day


def test_same_day_writes_nothing(coordinating, cast):
    response = coordinating.post(url(cast.task_year), sent(due_on="31/12/2026"), follow=True)
    assert "không ghi thêm vào nhật ký" in text_of(response)
    assert DueDateChange.objects.count() == 0


def test_due_date_that_somebody_moved_meanwhile_is_told(coordinating, cast):
    change_due_date(
        task_year=cast.task_year,
        due_on=dt.date(2026, 11, 30),
        document="CV",
        by=cast.administrator,
    )
    response = coordinating.post(url(cast.task_year), sent())
    assert errors_of(response) == ["Hạn vừa được người khác đổi thành 30/11/2026: xem lại rồi lưu."]
    again = sent(seen=value_of(response, "seen"))
    assert coordinating.post(url(cast.task_year), again).status_code == 302


def test_year_of_a_span_before_its_last_has_no_due_date_to_move(coordinating, cast):
    timeline = make.make_timeline(
        task=cast.task, kind=Timeline.Kind.SPAN, first_year=2025, last_year=2026, with_cells=True
    )
    first, last = timeline.cells.order_by("year")
    assert [coordinating.get(url(cell)).status_code for cell in (first, last)] == [403, 200]
    assert "Đổi hạn" not in text_of(coordinating.get(url_of(first)))
    with pytest.raises(ValidationError, match="không có hạn riêng"):
        change_due_date(task_year=first, due_on=NEW, document="CV", by=cast.coordinator)


@pytest.mark.parametrize("member", ["officer", "partner", "leader"])
def test_others_are_told_who_may(client, cast, member):
    client.force_login(cast.member(member))
    assert client.post(url(cast.task_year), sent()).status_code == 403
    assert DueDateChange.objects.count() == 0
    assert "Đổi hạn" not in text_of(client.get(url_of(cast.task_year)))
