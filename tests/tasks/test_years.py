"""Cells on any day: what the log says, whose they are, who owns them, in which order."""

import datetime as dt

import pytest

from tasks.board.load import load_board
from tasks.board.owed import owed_of
from tasks.board.owed_count import n_owed
from tasks.cell.due_dates import change_due_date
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.models import TaskYear, Timeline
from tasks.states import State, Timeliness
from tests import factories as make
from tests.tasks.shown import board_of, cell_on

D = dt.date
TODAY = D(2026, 11, 22)


@pytest.fixture
def timeline(db):
    return make.make_timeline(with_cells=True)


def report(cell: TaskYear, state: State, effective_on: dt.date, **fields) -> None:
    cell.refresh_from_db()
    if state == State.DONE:
        fields = {"completed_on": effective_on, "result": "Đã xong"} | fields
    record_update(
        task_year_id=cell.pk,
        by=make.make_officer(),
        version=cell.version,
        report=Report(state, effective_on, **fields),
        today=TODAY,
    )


def state_on(cell: TaskYear, day: dt.date) -> str:
    return cell_on(cell, day).state


# As of a day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2025, 12, 19), State.TODO),
        (D(2025, 12, 20), State.DONE),
        (D(2025, 12, 31), State.DONE),
        (TODAY, State.DONE),
        (D(2029, 1, 1), State.DONE),
    ],
)
def test_entry_of_today_shows_from_the_day_on_which_it_is_effective(timeline, day, expected):
    cell = timeline.cells.get(year=2025)
    report(cell, State.DONE, D(2025, 12, 20))
    assert state_on(cell, day) == expected


def test_later_entry_does_not_change_what_an_earlier_day_showed(timeline):
    cell = timeline.cells.get(year=2025)
    report(cell, State.DOING, D(2025, 3, 1), needs_direction=True)
    report(cell, State.DONE, D(2025, 12, 20))
    then = cell_on(cell, D(2025, 6, 30))
    assert then.state == State.DOING
    assert then.updated_on == D(2025, 3, 1)
    assert then.needs_direction is True
    assert then.completed_on is None


def test_past_day_has_the_due_day_of_that_day(timeline):
    cell = timeline.cells.get(year=2026)
    change_due_date(
        task_year=cell,
        due_on=D(2026, 12, 15),
        document="Công văn số 5",
        by=make.make_officer(),
        now=dt.datetime(2026, 10, 1, 5, tzinfo=dt.UTC),
    )
    assert cell_on(cell, D(2026, 9, 30)).due_on == D(2026, 12, 31)
    assert cell_on(cell, D(2026, 10, 1)).due_on == D(2026, 12, 15)


def test_finishing_one_year_leaves_the_next_as_it_was(timeline):
    report(timeline.cells.get(year=2025), State.DONE, D(2025, 12, 20))
    assert state_on(timeline.cells.get(year=2026), TODAY) == State.TODO


# Due dates of the kinds


@pytest.mark.parametrize("day", [D(2025, 1, 1), D(2026, 12, 31)])
def test_span_is_not_late_before_its_end(db, day):
    span = make.make_timeline(
        kind=Timeline.Kind.SPAN, first_year=2024, last_year=2026, with_cells=True
    )
    assert Timeliness.OVERDUE not in {cell.timeliness_on(day) for cell in span.cells.all()}


def test_last_cell_of_a_span_alone_is_late_after_its_end(db):
    span = make.make_timeline(
        kind=Timeline.Kind.SPAN, first_year=2024, last_year=2026, with_cells=True
    )
    board = board_of(span.task.plan, D(2027, 1, 1), today=D(2027, 1, 1))
    assert [cell.year for cell in board.late] == [2026]


# Whose


@pytest.fixture
def lead(db):
    return make.make_agency(name="Công chức Tư pháp - hộ tịch")


@pytest.fixture
def led(lead):
    """The only cell of 2026 of a task that the body leads."""
    task = make.make_task(leads=[lead, make.make_agency()], partners=[make.make_agency()])
    return make.make_task_year(timeline=make.make_timeline(task=task))


def answered(officer, day=TODAY) -> list[int]:
    board = load_board(officer, day=day, today=day)
    return [cell.pk for cell in board.cells if board.is_mine(cell.task)]


def test_officers_of_the_first_lead_answer(lead, led):
    assert answered(make.make_officer(agency=lead)) == [led.pk]


def test_second_lead_and_partner_do_not_answer(led):
    second, partner = (
        led.timeline.task.parties.get(role=role, order=order).agency
        for role, order in (("lead", 1), ("partner", 0))
    )
    assert answered(make.make_officer(agency=second)) == []
    assert answered(make.make_officer(agency=partner)) == []


def test_who_is_assigned_answers_instead_of_the_body(lead, led):
    colleague, assigned = make.make_officer(agency=lead), make.make_officer()
    make.make_assignment(task=led.timeline.task, officer=assigned, since=D(2026, 3, 1))
    assert answered(assigned) == [led.pk]
    assert answered(colleague) == []
    assert answered(colleague, D(2026, 2, 28)) == [led.pk]


def test_officers_of_the_successor_answer_from_its_day_on(lead, led):
    office = make.make_agency(name="Văn phòng HĐND và UBND")
    make.make_succession(old=lead, new=office, effective_on=D(2025, 7, 1))
    assert answered(make.make_officer(agency=office)) == [led.pk]
    assert answered(make.make_officer(agency=office), D(2025, 6, 30)) == []


def test_whole_office_answers_for_nothing_by_itself(db):
    office = make.make_agency(name="UBND xã", is_whole_office=True)
    cell = make.make_task_year(timeline=make.make_timeline(task=make.make_task(leads=[office])))
    officer = make.make_officer(agency=office)
    assert answered(officer) == []
    make.make_assignment(task=cell.timeline.task, officer=officer)
    assert answered(officer) == [cell.pk]


def test_count_in_the_head_is_what_should_be_written_on(lead, led):
    officer = make.make_officer(agency=lead)
    task = led.timeline.task
    task.plan.loaded_on = D(2026, 11, 1)  # nobody has been silent for long
    task.plan.save()
    timeline = make.make_timeline(task=task)
    late = make.make_task_year(timeline=timeline, year=2025)
    make.make_task_year(timeline=timeline, year=2024, state=State.DOING, due_on=None)
    soon = make.make_task_year(timeline=timeline, year=2026, due_on=D(2026, 12, 22))
    make.make_task_year(timeline=timeline, year=2027)
    owed = owed_of(load_board(officer, day=TODAY, today=TODAY))
    assert sorted(cell.pk for cell in owed.to_update) == sorted([late.pk, soon.pk])
    assert n_owed(officer, today=TODAY) == 2


# Who owns


def owned(cell: TaskYear, day: dt.date = TODAY) -> bool:
    board = board_of(cell.timeline.task.plan, day, today=day)
    return board.has_owner(board.tasks[0])


def test_task_of_a_body_without_people_is_owned_by_nobody(led):
    assert owned(led) is False
    assert board_of(led.timeline.task.plan).unassigned == [led.timeline.task]


def test_task_of_a_manned_body_is_owned(lead, led):
    make.make_officer(agency=lead)
    assert owned(led) is True


def test_officer_who_left_owns_nothing(lead, led):
    make.make_officer(agency=lead, is_active=False)
    assert owned(led) is False


def test_task_of_a_whole_office_is_owned_once_assigned(db):
    office = make.make_agency(is_whole_office=True)
    cell = make.make_task_year(timeline=make.make_timeline(task=make.make_task(leads=[office])))
    officer = make.make_officer(agency=office)
    assert owned(cell) is False
    make.make_assignment(task=cell.timeline.task, officer=officer, until=D(2026, 12, 31))
    assert owned(cell) is True
    assert owned(cell, D(2027, 1, 1)) is False
