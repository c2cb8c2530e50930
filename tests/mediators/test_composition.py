"""What a team lacks: the words, the rules of the day, and that a list says it as one team does."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediators.models import MediationTeam, MembershipRole, Sex, TeamRule
from mediators.models.composition import Composition, Counts, Needs, RuleKind, missing
from mediators.teams.page import picked_of, sums_of
from tests.effort import examples
from tests.mediators import factories as make

TODAY = dt.date(2026, 11, 22)
LAW = Needs(size=3, women=1, minority=1, heads=1, decision=1)


def lacks(counts: Counts, needs: Needs = LAW) -> list[str]:
    return [str(gap) for gap in missing(counts, needs)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(3, 1, 1, 1, 0), []),
        (Counts(9, 4, 2, 1, 0), []),
        (Counts(2, 1, 1, 1, 0), ["01 hòa giải viên"]),
        (Counts(4, 0, 1, 1, 0), ["01 hòa giải viên nữ"]),
        (Counts(4, 2, 0, 1, 0), ["01 hòa giải viên người dân tộc thiểu số"]),
        (Counts(4, 2, 1, 0, 0), ["tổ trưởng"]),
        (Counts(4, 2, 1, 1, 3), ["quyết định công nhận 03 người"]),
        (
            Counts(),
            [
                "03 hòa giải viên",
                "01 hòa giải viên nữ",
                "01 hòa giải viên người dân tộc thiểu số",
                "tổ trưởng",
            ],
        ),
    ],
)
def test_gaps_are_told_in_the_order_of_the_law(counts, expected):
    assert lacks(counts) == expected


def test_nothing_is_missing_where_nothing_is_asked():
    assert lacks(Counts(n := 0, n, n, n, 5), Needs()) == []


def in_list(team: MediationTeam, day: dt.date = TODAY) -> Composition:
    """As a list of all teams has it."""
    [found] = [one for one in MediationTeam.objects.all().composed_on(day) if one.pk == team.pk]
    return found.composition


@pytest.mark.django_db
def test_minority_member_is_asked_only_where_the_team_is_flagged():
    plain, flagged = make.make_full_team(), make.make_full_team(needs_minority=True)
    assert in_list(plain).missing == []
    assert [str(gap) for gap in in_list(flagged).missing] == [
        "01 hòa giải viên người dân tộc thiểu số"
    ]
    make.make_member(team=flagged, ethnic_group="Khmer")
    assert in_list(flagged).missing == []


@pytest.mark.django_db
def test_size_set_for_a_team_counts_above_the_law_and_never_below():
    many, few = make.make_full_team(set_size=5), make.make_full_team(set_size=2)
    assert [str(gap) for gap in in_list(many).missing] == ["02 hòa giải viên"]
    assert in_list(few).needs.size == 3


@pytest.mark.django_db
def test_rules_are_those_of_the_day_that_is_asked_for():
    team = make.make_full_team()
    new_law = dt.date(2026, 7, 1)
    old = TeamRule.objects.get(kind=RuleKind.SIZE)
    old.valid_until = new_law - dt.timedelta(days=1)
    old.save()
    TeamRule.objects.create(
        kind=RuleKind.SIZE, value=5, legal_basis="Luật sửa đổi", valid_from=new_law
    )
    assert in_list(team, new_law - dt.timedelta(days=1)).missing == []
    assert [str(gap) for gap in in_list(team, new_law).missing] == ["02 hòa giải viên"]


@pytest.mark.django_db
def test_a_day_sees_its_own_members_and_the_decisions_that_were_there():
    team = make.make_full_team()
    began, recognised, left = dt.date(2026, 3, 1), dt.date(2026, 4, 1), dt.date(2026, 5, 1)
    late = make.make_member(
        team=team, started_on=began, started_by=make.old_decision(team.commune, recognised)
    )
    late.ended_on, late.ended_by = left, late.started_by
    late.save()
    one_day = dt.timedelta(days=1)
    for day, n_members, gaps in [
        (began - one_day, 3, []),
        (began, 4, ["quyết định công nhận 01 người"]),
        (recognised, 4, []),
        (left, 3, []),
    ]:
        found = in_list(team, day)
        assert found == team.composition_on(day)
        assert (found.counts.members, list(map(str, found.missing))) == (n_members, gaps)


member = st.tuples(
    st.sampled_from([Sex.MALE, Sex.FEMALE, ""]),
    st.sampled_from(["Kinh", "Khmer", ""]),
    st.booleans(),
)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    members=st.lists(member, max_size=5),
    has_head=st.booleans(),
    needs_minority=st.booleans(),
    set_size=st.sampled_from([None, 0, 4]),
)
def test_a_list_and_its_members_agree_on_any_team(members, has_head, needs_minority, set_size):
    team = make.make_team(needs_minority=needs_minority, set_size=set_size)
    for index, (sex, ethnic_group, is_recognised) in enumerate(members):
        is_head = has_head and index == 0
        make.make_member(
            team=team,
            sex=sex,
            ethnic_group=ethnic_group,
            is_recognised=is_recognised,
            role=MembershipRole.HEAD if is_head else MembershipRole.MEMBER,
        )
    row = in_list(team)
    assert row.counts == Counts.of(team.memberships.all().on(TODAY).with_people())
    assert row == team.composition_on(TODAY)
    teams = MediationTeam.objects.all().composed_on(TODAY)
    assert team in picked_of(teams, is_incomplete=bool(row.missing))


@pytest.mark.django_db
def test_sums_of_the_picked_add_up_to_the_rows_behind_them():
    whole = make.make_full_team()
    lacking = make.make_team(hamlet=whole.hamlet, name="Tổ số 2")
    make.make_member(team=lacking, sex=Sex.FEMALE)
    teams = MediationTeam.objects.all().composed_on(TODAY)
    names = ("n_teams", "n_incomplete", "n_members", "n_women")
    assert [sums_of(teams)[name] for name in names] == [2, 1, 4, 2]
    picked = picked_of(teams, is_incomplete=True)
    assert [sums_of(picked)[name] for name in names] == [1, 1, 1, 1]
