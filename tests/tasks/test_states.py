"""State and dates -> timeliness, label, silence: one rule in Python, the same in SQL."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import strategies as st

from plans.models import Cadence
from tasks.states import DUE_SOON_DAYS, State, Timeliness, label, owes_update, timeliness
from tests.tasks.shown import board_of

D = dt.date
LAST_DAY = D(2026, 12, 31)


def part(state: State, *, day: dt.date, due_on=LAST_DAY, completed_on=None) -> Timeliness:
    return timeliness(state=state, due_on=due_on, completed_on=completed_on, day=day)


def words(state: State, *, day: dt.date, due_on=LAST_DAY, completed_on=None, year=2026):
    found = label(state=state, due_on=due_on, completed_on=completed_on, year=year, day=day)
    return found.mark, found.word, found.css


# Timeliness


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2026, 11, 30), Timeliness.NOT_DUE),
        (D(2026, 12, 1), Timeliness.DUE_SOON),  # thirty days are left
        (D(2026, 12, 31), Timeliness.DUE_SOON),  # the due day itself is not late
        (D(2027, 1, 1), Timeliness.OVERDUE),
    ],
)
@pytest.mark.parametrize("state", [State.TODO, State.DOING])
def test_open_cell_is_late_from_the_day_after_its_due_date(state, day, expected):
    assert part(state, day=day) == expected


@pytest.mark.parametrize("day", [D(2024, 1, 1), D(2025, 1, 1), D(2099, 12, 31)])
def test_cell_without_due_date_is_never_late(day):
    assert part(State.DOING, day=day, due_on=None) == Timeliness.NOT_DUE


@pytest.mark.parametrize(
    ("completed_on", "expected"),
    [
        (D(2026, 12, 31), Timeliness.DONE_ON_TIME),
        (D(2027, 1, 1), Timeliness.DONE_LATE),
    ],
)
def test_completion_day_decides_whether_it_was_late(completed_on, expected):
    assert part(State.DONE, day=D(2030, 1, 1), completed_on=completed_on) == expected


def test_closed_with_reason_is_never_late():
    after = D(2027, 6, 1)
    assert part(State.NONE_AROSE, day=after) == Timeliness.NONE_AROSE
    assert part(State.DROPPED, day=after) == Timeliness.DROPPED


# Label


@pytest.mark.parametrize(
    ("state", "options", "expected"),
    [
        (State.TODO, {"day": D(2026, 5, 1)}, ("m-todo", "Chưa thực hiện", "is-todo")),
        (State.DOING, {"day": D(2026, 5, 1)}, ("m-doing", "Đang thực hiện", "is-doing")),
        (State.TODO, {"day": D(2025, 12, 31)}, ("m-todo", "Chưa đến kỳ", "is-ahead")),
        (State.DOING, {"day": D(2026, 12, 23)}, ("m-doing", "Còn 8 ngày", "is-soon")),
        (State.TODO, {"day": LAST_DAY}, ("m-todo", "Đến hạn hôm nay", "is-soon")),
        (State.DOING, {"day": D(2027, 1, 1)}, ("m-late", "Quá hạn 1 ngày", "is-late")),
        (
            State.DONE,
            {"day": D(2027, 1, 9), "completed_on": D(2027, 1, 2)},
            ("m-done-late", "Hoàn thành quá hạn", "is-done"),
        ),
        (
            State.DONE,
            {"day": D(2026, 7, 1), "completed_on": D(2026, 6, 1)},
            ("m-done", "Hoàn thành", "is-done"),
        ),
        (
            State.DONE,
            {"day": D(2026, 7, 1), "completed_on": D(2025, 6, 1)},
            ("m-done", "Hoàn thành từ năm 2025", "is-done"),
        ),
        (State.NONE_AROSE, {"day": LAST_DAY}, ("m-none", "Không phát sinh", "is-none")),
        (State.DROPPED, {"day": LAST_DAY}, ("m-dropped", "Không thực hiện", "is-dropped")),
    ],
)
def test_label_is_shape_word_and_style(state, options, expected):
    assert words(state, **options) == expected


# Silence


@pytest.mark.parametrize(
    ("silent_since", "expected"), [(D(2026, 8, 24), False), (D(2026, 8, 23), True)]
)
def test_update_is_owed_after_the_cadence_not_on_its_last_day(silent_since, expected):
    day = D(2026, 11, 22)
    assert (day - D(2026, 8, 24)).days == Cadence.QUARTER.days
    owes = owes_update(
        state=State.DOING, year=2026, silent_since=silent_since, cadence_days=90, day=day
    )
    assert owes is expected


@pytest.mark.parametrize(
    ("state", "year", "expected"),
    [
        (State.TODO, 2026, True),
        (State.DOING, 2025, True),
        (State.TODO, 2027, False),  # its year has not begun
        (State.DONE, 2026, False),
        (State.NONE_AROSE, 2026, False),
        (State.DROPPED, 2026, False),
    ],
)
def test_update_is_owed_by_open_cells_of_this_and_earlier_years(state, year, expected):
    owes = owes_update(
        state=state, year=year, silent_since=D(2025, 1, 1), cadence_days=90, day=D(2026, 11, 22)
    )
    assert owes is expected


# The same in SQL

CENTRE = D(2026, 6, 15)
days = st.integers(-420, 420).map(lambda n: CENTRE + dt.timedelta(days=n))
near = st.sampled_from([-91, -90, -89, -DUE_SOON_DAYS - 1, -DUE_SOON_DAYS, -1, 0, 1, 29, 30, 31])


@st.composite
def cells(draw):
    """The facts of a cell; dates lie close to the days on which something turns."""
    day = draw(days)
    around = near.map(lambda n: day + dt.timedelta(days=n))
    state = draw(st.sampled_from(list(State)))
    return day, {
        "year": draw(st.integers(2025, 2027)),
        "begins_on": draw(around | days),
        "due_on": draw(st.none() | around),
        "state": state,
        "completed_on": draw(around) if state == State.DONE else None,
        "updated_on": draw(st.none() | around),
    }


class Undo(Exception):
    """Nothing of an example is kept."""


@pytest.mark.parametrize("day", [D(2024, 12, 31), D(2026, 11, 22), D(2027, 1, 1), D(2031, 1, 1)])
def test_parts_are_a_partition_of_the_plan(real_plan, day):
    board = board_of(real_plan, day, today=day)
    parts = Counter(cell.timeliness for cell in board.cells)
    assert set(parts) <= set(Timeliness)
    assert parts.total() == 56
    assert parts[Timeliness.OVERDUE] == len(board.late)
    assert parts[Timeliness.DUE_SOON] == len(board.due_soon)
