"""Rows around the rosters: what the database itself refuses, and what a day says of them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mediators.models import CaseStatus, MediationCase, Outcome
from tests.mediators import factories as rosters

pytestmark = pytest.mark.django_db
RECEIVED, STARTED, ENDED = dt.date(2026, 3, 2), dt.date(2026, 3, 4), dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (RECEIVED, CaseStatus.NOT_SETTLED),
        (dt.date(2026, 3, 3), CaseStatus.NOT_SETTLED),
        (STARTED, CaseStatus.IN_PROGRESS),
        (dt.date(2026, 3, 8), CaseStatus.IN_PROGRESS),
        (ENDED, CaseStatus.SUCCESS),
        (dt.date(2026, 12, 31), CaseStatus.SUCCESS),
    ],
)
def test_status_of_a_case_on_a_day_is_the_same_in_python_and_in_sql(day, expected):
    case = rosters.make_case(outcome=Outcome.SUCCESS)
    assert case.status_on(day) == expected
    assert MediationCase.objects.with_status(day).get().status == expected


def test_case_is_carried_into_the_years_in_which_it_is_open():
    rosters.make_case(received_on=dt.date(2025, 12, 31), outcome=Outcome.FAILURE)  # till 7/1
    rosters.make_case(received_on=dt.date(2026, 1, 1))
    carried = [MediationCase.objects.carried_into(year).count() for year in (2025, 2026, 2027)]
    assert carried == [0, 1, 1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"started_on": dt.date(2026, 3, 1)},
        {"started_on": STARTED, "ended_on": dt.date(2026, 3, 3), "outcome": "success"},
        {"started_on": None, "ended_on": ENDED, "outcome": "success"},
        {"started_on": STARTED, "ended_on": ENDED},
        {"outcome": "success", "started_on": None, "ended_on": None},
        {"outcome": "failure", "has_written_agreement": True},
        {"outcome": "success", "court_recognised_on": dt.date(2026, 4, 1)},
        {"outcome": "success", "has_written_agreement": True, "court_recognised_on": STARTED},
    ],
)
def test_database_refuses_a_case_that_cannot_be(wrong):
    team = rosters.make_team()
    with pytest.raises(IntegrityError), transaction.atomic():
        rosters.make_case(team=team, **wrong)


@pytest.mark.parametrize("whom", [{"body": ""}, {"both": True}])
def test_database_refuses_a_commendation_of_none_or_two(whom):
    fields = {"body": ""} if "body" in whom else {"body": "Tổ mẫu", "team": rosters.make_team()}
    with pytest.raises(IntegrityError), transaction.atomic():
        rosters.make_commendation(**fields)
