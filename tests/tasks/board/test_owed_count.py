"""The number in the head of a page is that of the rows of my work."""

import datetime as dt
import random

import pytest

from plans.models import Locality, Officer, Role
from plans.models.plans import Cadence, ContributionCadence
from tasks.board.load import load_board
from tasks.board.owed import owed_of
from tasks.board.owed_count import n_owed
from tasks.models import Direction, TaskYear, Timeline
from tasks.states import Review, State
from tests import factories as make
from tests.clock import set_clock

D = dt.date
DAYS = [D(2025, 12, 31), D(2026, 1, 1), D(2026, 6, 30), D(2026, 12, 1), D(2026, 12, 31)]


def _people(commune: Locality) -> list[Officer]:
    """Of four bodies, of which one was followed by another, and of the whole office."""
    bodies = [make.make_agency(name=f"Cơ quan {n}", locality=commune) for n in range(4)]
    bodies += [make.make_agency(name="UBND xã", locality=commune, is_whole_office=True)]
    make.make_succession(old=bodies[0], new=bodies[1], effective_on=D(2026, 3, 1))
    officers = [make.make_officer(agency=body) for body in bodies]
    return [*officers, make.make_officer(agency=bodies[4], roles=[Role.LEADER])]


def _plan(commune: Locality, people: list[Officer], rnd: random.Random) -> None:
    first = rnd.choice([2024, 2025, 2026, 2027])
    plan = make.make_plan(
        locality=commune,
        first_year=first,
        last_year=first + rnd.choice([0, 1, 3]),
        cadence=rnd.choice(Cadence.values),
        contributions_every=rnd.choice(ContributionCadence.values),
        loaded_on=rnd.choice([D(2024, 1, 10), D(2025, 10, 1), D(2026, 11, 20)]),
    )
    all_ended: list[str] = [State.DONE, State.NONE_AROSE]
    states = rnd.choice([State.values, all_ended])
    bodies = list({officer.agency_id: officer.agency for officer in people}.values())
    for number in range(6):
        parties = rnd.sample(bodies, 3)
        n_leads = rnd.choice([1, 1, 2])
        task = make.make_task(
            plan=plan,
            clause=f"II.{number}",
            leads=[body for body in parties[:n_leads] if body],
            partners=[body for body in parties[n_leads:] if body],
        )
        if rnd.random() < 0.4:
            since = rnd.choice([D(2024, 2, 1), D(2026, 6, 30), D(2026, 7, 1)])
            until = rnd.choice([None, D(2026, 12, 1), D(2026, 12, 30)])
            officer = rnd.choice(people)
            make.make_assignment(task=task, officer=officer, since=since, until=until)
        line = make.make_timeline(
            task=task,
            kind=Timeline.Kind.YEARLY,
            first_year=plan.first_year,
            last_year=plan.last_year,
        )
        for year in line.years:
            _cell(line, year, people, rnd, state=rnd.choice(states))


def _cell(
    line: Timeline, year: int, people: list[Officer], rnd: random.Random, *, state: str
) -> None:
    news = rnd.choice([None, D(year, 5, 1), D(year, 9, 2), D(year, 9, 1)])
    cell = make.make_task_year(
        timeline=line,
        year=year,
        state=state,
        due_on=rnd.choice(
            [
                None,
                D(year, 1, 20),
                D(year, 6, 30),
                D(year, 7, 30),
                D(year, 12, 31),
                D(year + 1, 1, 31),
            ]
        ),
        completed_on=D(year, 5, 1) if state == State.DONE else None,
        updated_on=news,
    )
    if rnd.random() < 0.2:
        TaskYear.objects.filter(pk=cell.pk).update(
            review=Review.RETURNED,
            review_reason="Thiếu danh sách",
            reviewed_by=people[-1],
            reviewed_at=dt.datetime(year, 4, 1, tzinfo=dt.UTC),
        )
    if rnd.random() < 0.2:
        at = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
        addressee = rnd.choice([None, *people])
        direction = make.make_direction(
            task_year=cell, asked_by=people[-1], asked_at=at, addressee=addressee
        )
        if rnd.random() < 0.3:
            answered = {"answered_at": at, "answered_by": people[0], "answer": "Đã làm"}
            Direction.objects.filter(pk=direction.pk).update(**answered)
    for party in cell.task.parties.exclude(agency=None):
        for _ in range(rnd.choice([0, 0, 1, 2])):
            on = D(year, rnd.choice([2, 5, 8, 11]), 10)
            make.make_contribution(task_year=cell, agency=party.agency, done_on=on)
        if rnd.random() < 0.2:
            on = D(year, rnd.choice([3, 8]), 10)
            make.make_contribution_request(task_year=cell, agency=party.agency, asked_on=on)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_number_in_the_head_is_that_of_the_board(seed):
    rnd = random.Random(seed)  # noqa: S311 -- scenes, not secrets
    province = make.make_locality(name="tỉnh", level=Locality.Level.PROVINCE)
    people = []
    for name in ("xã Một", "xã Hai"):
        commune = make.make_locality(name=name, parent=province)
        found = _people(commune)
        for _ in range(5):
            _plan(commune, found, rnd)
        people += found
    department = make.make_agency(name="Sở Tư pháp", locality=province)
    people += [make.make_officer(agency=department), make.make_officer(is_superuser=True)]
    kinds = set()
    for day in DAYS:
        set_clock(day)
        for person in Officer.objects.filter(pk__in=[one.pk for one in people]):
            owed = owed_of(load_board(person, day=day, today=day))
            assert n_owed(person, today=day) == owed.n, (day, person.agency)
            kinds |= {
                kind for kind in ("to_update", "to_answer", "to_contribute") if getattr(owed, kind)
            }
    assert kinds == {"to_update", "to_answer", "to_contribute"}  # the scene has all of them
