"""The only way in: what is written, what is refused, and what the log then says of any day."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tasks.cell.report import Report, check_report, report_on
from tasks.cell.services import Conflict, confirm_unchanged
from tasks.documents.services import Proof
from tasks.models import Evidence, StatusUpdate, TaskYear, Timeline
from tasks.states import Review, State
from tests import factories as make
from tests.effort import examples
from tests.tasks.cells import NOW, TODAY, doing, done, record
from tests.tasks.shown import cell_on


def state_on(cell, day, *, today=TODAY):
    return cell_on(cell, day, today=today).state


@pytest.fixture
def cell(db):
    return make.make_task_year(year=2026)


@pytest.fixture
def yearly(db):
    return make.make_timeline(with_cells=True)


@pytest.fixture
def span(db):
    return make.make_timeline(
        kind=Timeline.Kind.SPAN, first_year=2024, last_year=2026, with_cells=True
    )


# What is written


def test_update_moves_the_cell_and_says_who_when_and_of_which_body(cell):
    agency = make.make_agency(name="Văn phòng HĐND và UBND")
    author = make.make_officer(agency=agency)

    update = record(cell, done(completed_on=dt.date(2026, 11, 20)), by=author, now=NOW)

    cell.refresh_from_db()
    assert (cell.state, cell.completed_on, cell.updated_on, cell.version) == (
        State.DONE,
        dt.date(2026, 11, 20),
        TODAY,
        1,
    )
    assert (update.author, update.agency_name, update.recorded_at) == (author, agency.name, NOW)


def test_finishing_2025_leaves_2026_as_it_was(yearly):
    cells = {cell.year: cell for cell in yearly.cells.all()}
    record(cells[2025], done(completed_on=dt.date(2025, 12, 20)))
    cells[2026].refresh_from_db()
    assert (cells[2026].state, cells[2026].version) == (State.TODO, 0)


def test_saving_without_a_change_writes_nothing(cell):
    record(cell, doing())
    rows = cell.history.count()
    assert record(cell, doing("  Đã rà soát   12 tổ hòa giải ")) is None
    cell.refresh_from_db()
    assert (cell.version, cell.updates.count(), cell.history.count()) == (1, 1, rows)


def test_untouched_form_of_a_new_cell_writes_nothing(cell):
    assert record(cell, Report(State.TODO, TODAY)) is None
    assert cell.updates.count() == 0


def test_proof_alone_is_an_entry_that_keeps_the_confirmation(cell):
    record(cell, done())
    leader = make.make_officer()
    TaskYear.objects.filter(pk=cell.pk).update(
        review=Review.CONFIRMED, reviewed_by=leader, reviewed_at=NOW
    )
    record(cell, done(), proofs=[Proof(url="https://example.vn/bai-1", title="Bài viết")])
    cell.refresh_from_db()
    assert (cell.updates.count(), cell.evidence.count()) == (2, 1)
    assert cell.review == Review.CONFIRMED


def test_change_withdraws_the_confirmation(cell):
    record(cell, done())
    TaskYear.objects.filter(pk=cell.pk).update(
        review=Review.RETURNED,
        reviewed_by=make.make_officer(),
        reviewed_at=NOW,
        review_reason="Thiếu số liệu",
    )
    record(cell, done(text="Đã kiện toàn 12 tổ, 60 hòa giải viên"))
    cell.refresh_from_db()
    assert (cell.review, cell.reviewed_by, cell.reviewed_at, cell.review_reason) == (
        Review.PENDING,
        None,
        None,
        "",
    )


def test_facts_of_another_state_fall_away(cell):
    record(cell, replace(done(), reason="Không cần"))
    record(cell, replace(doing(), completed_on=TODAY, reason="Không cần", finishes_span=True))
    last = cell.updates.latest_first().first()
    assert (last.completed_on, last.reason) == (None, "")


def test_report_on_behalf_names_the_body_of_that_day(cell):
    old = make.make_agency(name="UBMTTQ thị trấn")
    new = make.make_agency(name="UBMTTQ xã", locality=old.locality)
    make.make_succession(old=old, new=new, effective_on=dt.date(2025, 7, 1))
    before = record(cell, doing(on=dt.date(2025, 6, 30), agency=old))
    after = record(cell, doing("Thêm nội dung", agency=old))
    assert (before.agency_name, after.agency_name) == ("UBMTTQ thị trấn", "UBMTTQ xã")


# As of a date


def test_entered_today_for_an_earlier_day_counts_from_that_day(yearly):
    cell = yearly.cells.get(year=2025)
    day = dt.date(2025, 12, 20)
    record(cell, done(day, completed_on=dt.date(2025, 12, 18)))
    assert state_on(cell, dt.date(2025, 12, 31)) == State.DONE
    assert state_on(cell, day) == State.DONE
    assert state_on(cell, dt.date(2025, 12, 19)) == State.TODO


def test_backdated_entry_does_not_move_the_cell(cell):
    record(cell, done())
    record(cell, doing(on=dt.date(2026, 6, 30)))
    cell.refresh_from_db()
    assert (cell.state, cell.updated_on, cell.version) == (State.DONE, TODAY, 2)
    assert state_on(cell, dt.date(2026, 7, 1)) == State.DOING


def test_backdated_entry_keeps_the_confirmation_of_what_stands(cell):
    record(cell, done())
    TaskYear.objects.filter(pk=cell.pk).update(
        review=Review.CONFIRMED, reviewed_by=make.make_officer(), reviewed_at=NOW
    )
    record(cell, doing(on=dt.date(2026, 6, 30)))
    cell.refresh_from_db()
    assert cell.review == Review.CONFIRMED


def test_same_report_for_an_earlier_day_is_an_entry(cell):
    """What was finished in June and reported in November may be told for June."""
    completed_on = dt.date(2026, 6, 10)
    record(cell, done(completed_on=completed_on))
    assert state_on(cell, dt.date(2026, 6, 30)) == State.TODO
    record(cell, done(dt.date(2026, 6, 15), completed_on=completed_on))
    assert state_on(cell, dt.date(2026, 6, 30)) == State.DONE


# Two people


def test_other_version_is_a_conflict_that_tells_both(cell):
    first, second = make.make_officer(), make.make_officer()
    record(cell, doing(), by=first)
    with pytest.raises(Conflict) as caught:
        record(cell, doing("Bản thứ hai"), by=second, version=0)
    conflict = caught.value
    assert [one.author for one in conflict.since] == [first]
    assert (conflict.opened.state, conflict.saved.result) == (
        State.TODO,
        "Đã rà soát 12 tổ hòa giải",
    )
    assert cell.updates.count() == 1


def test_double_click_is_one_entry_and_no_conflict(cell):
    author = make.make_officer()
    link = Proof(url="https://example.vn/bai-1")
    first = record(cell, doing(), by=author, proofs=[link], now=NOW)
    later = NOW + dt.timedelta(seconds=2)
    again = record(cell, doing(), by=author, proofs=[link], now=later, version=0)
    assert again == first
    assert (cell.updates.count(), cell.evidence.count()) == (1, 1)


@pytest.mark.parametrize("what", ["other person", "other text", "other proof", "much later"])
def test_what_is_no_double_click_is_a_conflict(cell, what):
    author = make.make_officer()
    record(cell, doing(), by=author, now=NOW)
    with pytest.raises(Conflict):
        record(
            cell,
            doing("Nội dung khác" if what == "other text" else "Đã rà soát 12 tổ hòa giải"),
            by=make.make_officer() if what == "other person" else author,
            proofs=[Proof(url="https://example.vn/2")] if what == "other proof" else [],
            version=0,
            now=NOW + dt.timedelta(minutes=5 if what == "much later" else 0),
        )
    assert cell.updates.count() == 1


def test_unchanged_is_an_entry_that_resets_the_silence(cell):
    record(cell, doing(on=dt.date(2026, 3, 1)), today=dt.date(2026, 3, 1))
    cell.refresh_from_db()
    author = make.make_officer()
    update = confirm_unchanged(task_year_id=cell.pk, by=author, version=1, today=TODAY, now=NOW)
    again = confirm_unchanged(task_year_id=cell.pk, by=author, version=1, today=TODAY, now=NOW)
    cell.refresh_from_db()
    assert (update.is_unchanged, update.result) == (True, "Đã rà soát 12 tổ hòa giải")
    assert again == update
    assert (cell.updated_on, cell.version) == (TODAY, 2)


def test_unchanged_is_refused_where_no_work_is_owed(cell):
    record(cell, done())
    with pytest.raises(ValidationError, match="đã kết thúc"):
        confirm_unchanged(task_year_id=cell.pk, by=make.make_officer(), version=1, today=TODAY)


# A span finished early


def cells_of(timeline):
    return {cell.year: cell for cell in timeline.cells.order_by("year")}


def test_span_finished_early_closes_its_later_years(span):
    record(cells_of(span)[2024], done(finishes_span=True, completed_on=dt.date(2024, 11, 1)))
    after = cells_of(span)
    assert [cell.state for cell in after.values()] == [State.DONE] * 3
    assert after[2026].label_on(TODAY).word == "Hoàn thành từ năm 2024"


def test_span_opened_again_gives_each_year_back_what_it_said(span):
    cells = cells_of(span)
    record(cells[2025], doing("Đang nhân rộng", on=dt.date(2026, 1, 5)))
    record(cells[2024], done(finishes_span=True, completed_on=dt.date(2024, 11, 1)))
    record(cells[2024], done(completed_on=dt.date(2024, 11, 1)))
    after = cells_of(span)
    assert [cell.state for cell in after.values()] == [State.DONE, State.DOING, State.TODO]
    assert after[2025].updates.latest_first().first().result == "Đang nhân rộng"


def test_years_given_back_are_left_alone_by_later_reports(span):
    cells = cells_of(span)
    record(cells[2024], done(finishes_span=True, completed_on=dt.date(2024, 11, 1)))
    record(cells[2024], doing())
    record(cells[2024], doing("Thêm một bước"))
    assert cells[2026].updates.count() == 2


def test_later_proof_keeps_the_span_finished(span):
    cells = cells_of(span)
    finished = done(finishes_span=True, completed_on=dt.date(2024, 11, 1))
    record(cells[2024], finished)
    record(cells[2024], finished, proofs=[Proof(url="https://example.vn/bai-1")])
    assert report_on(cells[2024], TODAY).finishes_span is True
    record(cells[2024], doing())
    assert [cell.state for cell in cells_of(span).values()] == [State.DOING, *[State.TODO] * 2]


def test_year_that_ended_by_itself_is_not_closed_over(span):
    cells = cells_of(span)
    record(cells[2025], Report(State.NONE_AROSE, TODAY, reason="Không có địa bàn đăng ký"))
    record(cells[2024], done(finishes_span=True, completed_on=dt.date(2024, 11, 1)))
    assert cells_of(span)[2025].state == State.NONE_AROSE


def test_span_is_not_finished_behind_a_later_entry(span):
    cells = cells_of(span)
    record(cells[2024], doing())
    with pytest.raises(ValidationError) as caught:
        record(cells[2024], done(dt.date(2024, 12, 1), finishes_span=True))
    assert caught.value.message_dict == {
        "effective_on": [
            "Khi kết thúc hoặc mở lại cả nhiệm vụ, tính đến ngày phải từ 22/11/2026 trở đi"
        ]
    }


def test_year_of_a_span_is_closed_as_of_its_own_last_entry(span):
    """An entry of a later year that speaks of a later day does not stay on top."""
    cells = cells_of(span)
    record(cells[2026], doing(on=dt.date(2026, 11, 20)))
    report = done(dt.date(2026, 11, 1), finishes_span=True, completed_on=dt.date(2024, 11, 1))
    record(cells[2024], report)
    assert cells_of(span)[2026].state == State.DONE
    assert state_on(cells[2026], dt.date(2026, 11, 19)) == State.TODO


# What is refused


FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("report", "today", "errors"),
    [
        (done(LAST), LAST, {}),
        (done(FIRST, completed_on=FIRST), LAST, {}),
        (
            done(FIRST, completed_on=dt.date(2025, 12, 31)),
            FIRST,
            {"completed_on": "Ngày hoàn thành phải là 01/01/2026"},
        ),
        (
            done(TODAY, completed_on=dt.date(2026, 12, 22)),
            TODAY,
            {"completed_on": "Ngày hoàn thành phải từ 01/01/2026 đến 22/11/2026"},
        ),
        (
            Report(State.DONE, TODAY),
            TODAY,
            {"completed_on": "Nhập ngày hoàn thành", "result": "Nhập kết quả thực hiện"},
        ),
        (
            Report(State.NONE_AROSE, TODAY),
            TODAY,
            {"reason": "Nhập lý do không phát sinh"},
        ),
        (
            Report(State.DROPPED, TODAY, reason="  "),
            TODAY,
            {"reason": "Nhập lý do không thực hiện"},
        ),
        (
            doing(on=dt.date(2026, 11, 23)),
            TODAY,
            {"effective_on": "Tính đến ngày phải từ 01/01/2025 đến 22/11/2026"},
        ),
        (
            doing(on=dt.date(2024, 12, 31)),
            TODAY,
            {"effective_on": "Tính đến ngày phải từ 01/01/2025 đến 22/11/2026"},
        ),
        (doing(on=dt.date(2025, 1, 1)), TODAY, {}),
        (
            done(dt.date(2025, 12, 31)),
            TODAY,
            {
                "completed_on": "Chưa đến năm 2026: chọn trạng thái khác, "
                "hoặc cập nhật từ ngày 01/01/2026"
            },
        ),
    ],
)
def test_report_is_checked_field_by_field(cell, report, today, errors):
    assert check_report(report, task_year=cell, today=today) == errors


def test_year_far_ahead_may_be_reported_on_today(yearly):
    report = Report(State.DROPPED, TODAY, reason="Đã chuyển sang kế hoạch khác")
    far = yearly.cells.get(year=2030)
    assert check_report(report, task_year=far, today=TODAY) == {}


def test_work_over_years_may_have_ended_before_this_one(span):
    report = done(completed_on=dt.date(2024, 12, 1))
    assert check_report(report, task_year=cells_of(span)[2026], today=TODAY) == {}


def test_refused_report_leaves_no_trace(cell):
    with pytest.raises(ValidationError):
        record(cell, Report(State.DONE, TODAY), proofs=[Proof(url="https://example.vn/1")])
    cell.refresh_from_db()
    assert (cell.version, StatusUpdate.objects.count(), Evidence.objects.count()) == (0, 0, 0)


# As of each day, against a reading of the log by hand


DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(0, 320, 20)]
STATES = st.sampled_from([State.TODO, State.DOING, State.DONE, State.NONE_AROSE])


class CellMachine(RuleBasedStateMachine):
    @initialize()
    def open_a_cell(self):
        self.cell = make.make_task_year(year=2026)
        self.author = make.make_officer()
        self.told = []

    @rule(state=STATES, day=st.sampled_from(DAYS), text=st.sampled_from(["", "Một", "Hai"]))
    def report(self, state, day, text):
        report = Report(
            state,
            day,
            completed_on=day if state == State.DONE else None,
            result=text or "Việc đã làm",
            reason="Không có việc" if state.needs_reason else "",
        )
        if record(self.cell, report, by=self.author):
            self.told.append(report)

    @rule(day=st.sampled_from(DAYS))
    def confirm(self, day):
        self.cell.refresh_from_db()
        if State(self.cell.state).is_open and (self.cell.updated_on or day) <= day:
            update = confirm_unchanged(
                task_year_id=self.cell.pk, by=self.author, version=self.cell.version, today=day
            )
            self.told.append(Report.of(update, day=day))

    def said_by(self, day):
        """The later effective day decides, then the later entry."""
        known = [one for one in enumerate(self.told) if one[1].effective_on <= day]
        if not known:
            return State.TODO
        return max(known, key=lambda one: (one[1].effective_on, one[0]))[1].state

    @invariant()
    def log_agrees_with_every_day(self):
        for day in [*DAYS[::4], TODAY]:
            assert state_on(self.cell, day) == self.said_by(day)

    @invariant()
    def cell_agrees_with_its_log(self):
        self.cell.refresh_from_db()
        assert self.cell.state == self.said_by(TODAY)
        assert self.cell.version == len(self.told) == self.cell.updates.count()


def test_log_agrees_with_every_day_whatever_is_reported(db):
    effort = settings(
        max_examples=examples(12),
        stateful_step_count=8,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(CellMachine, settings=effort)
