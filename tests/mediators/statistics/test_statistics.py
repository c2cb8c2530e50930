"""The forms, the ranking and the targets as plain functions; and that rows are read as they say."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediators.communes import RosterScope
from mediators.models import (
    CaseStatus,
    Measure,
    MediationCase,
    Outcome,
    Qualification,
    ReportingPeriod,
    Scope,
    Sex,
    Target,
)
from mediators.models.people import EthnicPart
from mediators.statistics import reader, results_form, teams_form
from mediators.statistics.form import judge
from mediators.statistics.page import Ethnic, Lists, shown_checks, shown_lines
from mediators.statistics.periods import cut_offs, last_cut_off
from mediators.statistics.ranking import FEW, rank
from mediators.statistics.rows import Cases, Hamlet, People, Share, TeamRow
from mediators.statistics.targets import Facts, legal_access, measured
from plans.models import Officer, Role
from tests import factories as base
from tests.mediators import factories as make

D = dt.date
N_TEAMS = 4
teams = st.lists(
    st.builds(
        TeamRow,
        id=st.integers(1, N_TEAMS),
        name=st.just("Ấp"),
        former_unit=st.just(""),
        hamlet_id=st.integers(1, 3),
        hamlet_name=st.just("Ấp"),
        exists=st.booleans(),
        pilot_from=st.none() | st.integers(2024, 2027),
        is_incomplete=st.booleans(),
        n_supports=st.integers(0, 3),
    ),
    unique_by=lambda team: team.id,
    max_size=N_TEAMS,
)
people = st.lists(
    st.builds(
        People,
        unit_id=st.integers(1, N_TEAMS),
        sex=st.sampled_from(["", *Sex.values]),
        ethnic_part=st.sampled_from(["", *EthnicPart.values]),
        qualification=st.sampled_from(["", *Qualification.values]),
        is_trained=st.booleans(),
        has_material=st.booleans(),
        n=st.integers(1, 9),
    ),
    max_size=12,
)
cases = st.lists(
    st.builds(
        Cases,
        unit_id=st.integers(1, N_TEAMS),
        scope=st.sampled_from(Scope.values),
        status=st.sampled_from(CaseStatus.values),
        is_carried=st.booleans(),
        n=st.integers(1, 9),
    ),
    max_size=12,
)
of_known_teams = teams.filter(lambda rows: len(rows) == N_TEAMS)


# Sums


@given(of_known_teams, people)
def test_teams_form_counts_everyone_once_or_says_who_is_missing(teams, people):
    head, *rest = teams_form.lines(teams, people, n_hamlets=3)
    for line in (head, *rest):
        n = line.numbers
        own = [p for p in people if line.of is None or p.unit_id == line.of.id]
        unknown = {
            name: sum(p.n for p in own if not getattr(p, name))
            for name in ("sex", "ethnic_part", "qualification")
        }
        assert n["mediators"] == n["men"] + n["women"] + unknown["sex"]
        assert n["mediators"] == n["kinh"] + n["other"] + unknown["ethnic_part"]
        learnt = n["law"] + n["further"] + n["untrained"]
        assert n["mediators"] == learnt + unknown["qualification"]
        assert n["trained"] <= n["mediators"]
        gaps = [check.gap(n) for check in teams_form.CHECKS]
        assert gaps == [*unknown.values(), 0]
    for key in rest[0].numbers if rest else ():
        assert head.numbers[key] == sum(line.numbers[key] for line in rest)


@given(of_known_teams, cases)
def test_results_form_is_a_partition_of_what_was_received(teams, cases):
    head, *rest = results_form.lines(teams, cases)
    assert head.numbers["received"] == sum(c.n for c in cases if not c.is_carried)
    assert all(verdict.holds for verdict in judge(results_form.CHECKS, [head, *rest]))
    for key, n in head.numbers.items():
        assert n == sum(line.numbers[key] for line in rest)
    carried = results_form.carried(cases)
    assert carried.n == sum(c.n for c in cases if c.is_carried) == sum(carried.by_status.values())
    of_received, of_mediated = results_form.of_received(cases), results_form.of_mediated(cases)
    assert of_received == Share(head.numbers["success"], head.numbers["received"])
    assert of_mediated.whole == head.numbers["success"] + head.numbers["failure"]
    assert 0 <= of_received.part == of_mediated.part <= of_mediated.whole <= of_received.whole


@given(of_known_teams, people)
def test_a_dissolved_team_stands_in_the_form_only_while_it_has_people(teams, people):
    lines = teams_form.lines(teams, people, n_hamlets=3)[1:]
    shown = {line.of.id for line in lines if line.of}
    assert shown == {t.id for t in teams if t.exists} | {p.unit_id for p in people}


def test_a_check_that_fails_tells_by_how_much_and_where():
    team = TeamRow(1, "Ấp 1", "xã Tân Bình", 1, "Ấp 1")
    groups = [
        People(1, "female", "kinh", "", is_trained=False, has_material=False, n=2),
        People(1, "", "kinh", "law", is_trained=True, has_material=False, n=1),
    ]
    lines = teams_form.lines([team], groups, n_hamlets=1)
    verdicts = judge(teams_form.CHECKS, lines)
    keeper, leader = Ethnic(of_teams=True, of_total=True), Ethnic(of_teams=False, of_total=False)
    assert [check.failure for check in shown_checks(verdicts, keeper)] == [
        "còn thiếu 1 ở Ấp 1 (xã Tân Bình cũ)",
        "",
        "còn thiếu 2 ở Ấp 1 (xã Tân Bình cũ)",
        "",
    ]
    assert len(shown_checks(verdicts, leader)) == 3


def test_ethnic_numbers_of_teams_and_their_links_are_for_the_keeper_alone():
    team = TeamRow(1, "Ấp 1", "", 1, "Ấp 1")
    groups = [People(1, "male", "khac", "law", is_trained=True, has_material=True, n=1)]
    lines = teams_form.lines([team], groups, n_hamlets=1)
    shown = {}
    for of_teams, of_total in ((True, True), (False, True), (False, False)):
        ethnic = Ethnic(of_teams, of_total)
        found = shown_lines(
            lines, teams_form.COLUMNS, Lists.of(D(2026, 5, 31), RosterScope(Officer())), ethnic
        )
        shown[of_teams, of_total] = [(c.n, "dan_toc" in c.url) for c in (x.cells[6] for x in found)]
    assert shown == {
        (True, True): [(1, True), (1, True)],
        (False, True): [(1, False), (None, False)],
        (False, False): [(None, False), (None, False)],
    }


# Ranking


@given(teams, cases)
def test_ranking_puts_low_rates_first_and_tells_none_of_a_few_cases(teams, cases):
    bare = [Hamlet(9, "Ấp 9", "")]
    rows = rank(teams, cases, bare)
    assert len({one.id for one in rows}) == len(rows)
    kinds = [key for key, _ in groupby(2 if not o.teams else int(o.is_few) for o in rows)]
    assert kinds == sorted(kinds)
    rates = [one.received.part / one.received.whole for one in rows if not one.is_few]
    assert rates == sorted(rates)
    assert all((one.received.whole < FEW) == one.is_few for one in rows)
    own = [c for c in cases if c.unit_id in {team.id for team in teams} and not c.is_carried]
    assert sum(one.received.whole for one in rows) == sum(c.n for c in own)


# Targets


@dataclass(frozen=True)
class Asked:
    measure: str = Measure.SUCCESS
    value: Decimal = Decimal(85)
    reached: Decimal | None = None
    is_for_pilots: bool = False
    is_above: bool = False


def successes(part: int, whole: int) -> list[Cases]:
    return [
        Cases(1, "civil", status, is_carried=False, n=n)
        for status, n in (("success", part), ("failure", whole - part))
        if n
    ]


@pytest.mark.parametrize(
    ("part", "whole", "is_above", "reached"),
    [
        (85, 100, False, True),
        (85, 100, True, False),
        (8499, 10000, False, False),  # 85,0% as rounded
        (86, 100, True, True),
        (0, 0, False, None),
    ],
)
def test_target_is_compared_exactly(part, whole, is_above, reached):
    team = TeamRow(1, "Ấp 1", "", 1, "Ấp 1")
    facts = Facts.of(2026, [team], [], successes(part, whole))
    assert measured(Asked(is_above=is_above), facts).is_reached is reached


def test_target_of_pilots_counts_their_teams_alone():
    pilot = TeamRow(1, "Ấp 1", "", 1, "Ấp 1", pilot_from=2024, pilot_until=2026)
    other = TeamRow(2, "Ấp 2", "", 2, "Ấp 2")
    rows = [*successes(9, 10), Cases(2, "civil", "failure", is_carried=False, n=90)]
    shares = {
        year: measured(Asked(is_for_pilots=True), Facts.of(year, [pilot, other], [], rows)).share
        for year in (2026, 2027)
    }
    assert shares == {2026: Share(9, 10), 2027: Share(0, 0)}


def test_target_without_a_measure_stands_as_it_was_entered():
    facts = Facts.of(2026, [], [], [])
    found = {
        reached: measured(Asked(measure="", reached=reached), facts).is_reached
        for reached in (None, Decimal(84), Decimal(85))
    }
    assert found == {None: None, Decimal(84): False, Decimal(85): True}


@given(teams, people, cases)
def test_no_share_exceeds_its_whole(teams, people, cases):
    facts = Facts.of(2026, teams, people, cases)
    shares = [one.share for one in legal_access(facts)]
    for measure in Measure.values:
        for is_for_pilots in (False, True):
            share = measured(Asked(measure=measure, is_for_pilots=is_for_pilots), facts).share
            assert share is not None
            shares.append(share)
    assert all(0 <= share.part <= share.whole for share in shares)


# Days on which periods end


def test_cut_offs_of_a_year_and_the_last_one_that_passed():
    rows = [
        ReportingPeriod(name=name, day=31, month=month, valid_from=D(2014, 1, 1))
        for name, month in (("6 tháng", 5), ("Năm", 12), ("Giữa năm", 6))
    ]
    rows.append(ReportingPeriod(name="Mới", day=31, month=10, valid_from=D(2026, 1, 1)))
    assert [one.day for one in cut_offs(rows, 2025)] == [
        D(2025, 5, 31),
        D(2025, 6, 30),
        D(2025, 12, 31),
    ]
    assert last_cut_off(rows, D(2026, 11, 22)) == D(2026, 10, 31)
    assert last_cut_off(rows, D(2026, 2, 1)) == D(2025, 12, 31)
    assert last_cut_off([], D(2026, 2, 1)) == D(2026, 2, 1)


def test_rows_that_come_with_the_program(db):
    assert [str(one) for one in ReportingPeriod.objects.all()] == [
        "6 tháng (31/05)",
        "Năm, số ước tính (31/10)",
        "Năm, số chính thức (31/12)",
    ]
    targets = Target.objects.values_list("measure", "value", "due_year", "is_for_pilots")
    assert [(m, int(v), y, p) for m, v, y, p in targets] == [
        ("teams_complete", 100, None, False),
        ("teams_supported", 10, None, False),
        ("material", 100, None, False),
        ("success", 85, 2030, False),
        ("success", 90, 2030, True),
    ]


# Rows are read as the lists have them


days = st.dates(D(2025, 6, 1), D(2026, 12, 31))
ledgers = st.lists(
    st.tuples(
        st.integers(0, 1),
        days,
        st.none() | st.integers(0, 200),
        st.none() | st.integers(0, 200),
        st.sampled_from(Outcome.values),
        st.sampled_from(Scope.values),
    ),
    max_size=12,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example is rolled back
)
@given(ledger=ledgers, day=days)
def test_ledger_is_counted_as_each_case_says_of_itself(two_teams, ledger, day):
    user, own = two_teams
    with transaction.atomic():
        made = [make_case(own[which], told) for which, *told in ledger]
        read = reader.cases_between(RosterScope(user), D(day.year, 1, 1), day)
        transaction.set_rollback(True)
    received = [c for c in made if D(day.year, 1, 1) <= c.received_on <= day]
    carried = [
        c
        for c in made
        if c.received_on.year < day.year and not (c.ended_on and c.ended_on.year < day.year)
    ]
    assert sum(row.n for row in read) == len(received) + len(carried)
    for line in results_form.lines(reader.teams_on(RosterScope(user), day), read):
        own_cases = [c for c in received if line.of is None or c.team_id == line.of.id]
        statuses = [c.status_on(day) for c in own_cases]
        assert line.numbers["received"] == len(own_cases)
        assert [line.numbers[status] for status in CaseStatus] == [
            statuses.count(status) for status in CaseStatus
        ]
    found = results_form.carried(read)
    assert found.by_status == {s: [c.status_on(day) for c in carried].count(s) for s in CaseStatus}


def make_case(team, told) -> MediationCase:
    received_on, starts_after, ends_after, outcome, scope = told
    fields = {}
    if starts_after is not None:
        fields["started_on"] = received_on + dt.timedelta(days=starts_after)
        if ends_after is not None:
            fields["ended_on"] = fields["started_on"] + dt.timedelta(days=ends_after)
            fields["outcome"] = outcome
    return MediationCase.objects.create(team=team, received_on=received_on, scope=scope, **fields)


@pytest.fixture
def two_teams(db):
    home = base.make_locality()
    own = [make.make_team(commune=home) for _ in range(2)]
    return base.make_officer(locality=home, roles=[Role.KEEPER]), own


def test_people_are_counted_by_what_was_true_on_the_day(two_teams):
    user, (team, _) = two_teams
    someone = make.make_member(team=team, sex=Sex.FEMALE, ethnic_group="Khmer").mediator
    make.make_member(team=team, ethnic_group="")
    course = make.make_course(locality=team.commune)
    make.make_attendance(course=course, mediator=someone)
    material = make.make_material(locality=team.commune)
    make.make_issue(material=material, mediator=someone, given_on=D(2026, 6, 1))

    def learnt(day: dt.date) -> list[tuple[bool, bool]]:
        rows = reader.people_on(RosterScope(user), day)
        assert sum(row.n for row in rows) == 2
        return [(r.is_trained, r.has_material) for r in rows if r.ethnic_part == EthnicPart.OTHER]

    assert {day: learnt(day) for day in (D(2026, 5, 12), D(2026, 5, 13), D(2026, 6, 1))} == {
        D(2026, 5, 12): [(False, False)],
        D(2026, 5, 13): [(True, False)],
        D(2026, 6, 1): [(True, True)],
    }
    assert learnt(D(2027, 1, 1)) == [(False, True)]
    assert reader.people_on(RosterScope(user), D(2025, 3, 11)) == []


def test_support_counts_once_a_team_and_only_by_whom_the_scheme_names(two_teams):
    user, (team, other) = two_teams
    lawyer = make.make_supporter(locality=team.commune)
    neighbour = make.make_supporter(locality=team.commune, field="other")
    for supporter, helped in ((lawyer, team), (lawyer, team), (neighbour, other)):
        make.make_support(supporter=supporter, team=helped)
    counts = {
        day: [row.n_supports for row in reader.teams_on(RosterScope(user), day, with_state=True)]
        for day in (D(2026, 4, 7), D(2026, 4, 8), D(2027, 1, 1))
    }
    assert {day: sorted(found) for day, found in counts.items()} == {
        D(2026, 4, 7): [0, 0],
        D(2026, 4, 8): [0, 2],
        D(2027, 1, 1): [0, 0],
    }


def test_a_case_is_paid_from_the_day_on_which_somebody_was(two_teams):
    user, (team, _) = two_teams
    person = make.make_mediator(locality=team.commune)
    for outcome in (Outcome.SUCCESS, Outcome.FAILURE, ""):
        case = make.make_case(team=team, outcome=outcome, mediators=[person])
        if outcome == Outcome.SUCCESS:
            make.make_payment(case=case, mediator=person, paid_on=D(2026, 6, 1))
    shares = {
        day: legal_access(reader.facts_on(RosterScope(user), day))[-1].share
        for day in (D(2026, 5, 31), D(2026, 6, 1))
    }
    assert shares == {D(2026, 5, 31): Share(0, 2), D(2026, 6, 1): Share(1, 2)}


def test_who_lacks_something_is_listed_with_what_may_be_told(two_teams):
    user, (team, _) = two_teams
    make.make_member(
        team=team,
        mediator=make.make_mediator(
            full_name="Lý Thị Mai", locality=team.commune, sex="", ethnic_group=""
        ),
    )
    told = {
        personal: [
            one.lacks
            for one in reader.people_to_complete(
                RosterScope(user), D(2026, 5, 1), with_personal=personal
            )
        ]
        for personal in (True, False)
    }
    assert told == {
        True: [("giới tính", "trình độ chuyên môn", "dân tộc")],
        False: [("giới tính", "trình độ chuyên môn")],
    }


def test_hamlets_without_a_team_are_told(two_teams):
    user, (team, _) = two_teams
    bare = make.make_hamlet(name="Ấp 9", commune=team.commune)
    make.make_hamlet(name="Ấp xa", commune=base.make_locality(name="Xã xa"))
    gone = make.make_team(commune=team.commune, dissolved_on=D(2026, 3, 1))
    assert {
        day: [one.id for one in reader.hamlets_without_team(RosterScope(user), day)]
        for day in (D(2026, 2, 28), D(2026, 3, 1))
    } == {D(2026, 2, 28): [bare.pk], D(2026, 3, 1): [bare.pk, gone.hamlet_id]}
