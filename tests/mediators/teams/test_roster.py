"""The roster on any day, what changed between two, what decisions said; search and order."""

import datetime as dt

import pytest

from mediators.models import MediationTeam, Mediator, Membership, MembershipRole, Standing
from mediators.models.around import around_person
from mediators.models.people import picks
from mediators.teams.page import difference, history
from tests import factories as base
from tests.mediators import factories as make

FIRST = dt.date(2025, 3, 12)
SECOND = dt.date(2026, 11, 20)
BEFORE = SECOND - dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A team whose head leaves, whose member becomes head, and who gets a new member."""
    team = make.make_team()
    head = make.make_member(team=team, full_name="Phan Văn Dũng", role=MembershipRole.HEAD)
    stays = make.make_member(team=team, full_name="Tô Thành Vinh")
    make.make_member(team=team, full_name="Lý Thị Mai")
    new = make.make_mediator(full_name="Võ Thị Bích")
    lines = [
        make.end(team, head.mediator),
        make.make_head(team, stays.mediator),
        make.recognise(team, new),
    ]
    make.enact(make.make_draft(lines=lines), issued_on=SECOND, number="152/QĐ-UBND")
    return team


def service_of(team: MediationTeam) -> list[Membership]:
    return list(team.memberships.all().with_people().in_order())


def test_difference_tells_who_what_when_and_by_what(story):
    changes = difference(service_of(story), BEFORE, SECOND)
    decision = "Quyết định số 152/QĐ-UBND ngày 20/11/2026"
    assert [(c.mediator.full_name, c.what, c.on, c.decision, c.ground) for c in changes] == [
        ("Võ Thị Bích", "Vào tổ, vai trò hòa giải viên", SECOND, decision, ""),
        ("Phan Văn Dũng", "Thôi", SECOND, decision, "Theo nguyện vọng của hòa giải viên"),
        ("Tô Thành Vinh", "Làm tổ trưởng", SECOND, decision, ""),
    ]


def test_nothing_differs_between_days_without_a_change(story):
    assert difference(service_of(story), FIRST, BEFORE) == []


def test_who_came_and_left_in_between_is_no_difference(story):
    passing = make.make_mediator()
    make.enact(make.make_draft(lines=[make.recognise(story, passing)]), issued_on=FIRST)
    make.enact(make.make_draft(lines=[make.end(story, passing)]), issued_on=BEFORE)
    changes = difference(service_of(story), FIRST - dt.timedelta(days=1), SECOND)
    assert passing not in [change.mediator for change in changes]


def test_history_groups_what_each_decision_said(story):
    lines = story.lines.in_force_on(SECOND).with_all().newest_first()
    [entry] = history(lines, with_grounds=True)
    assert entry.title == "Quyết định số 152/QĐ-UBND ngày 20/11/2026"
    assert entry.parts == [
        (
            "Cho thôi làm hòa giải viên (theo nguyện vọng của hòa giải viên)",
            ["Phan Văn Dũng"],
        ),
        ("Công nhận tổ trưởng", ["Tô Thành Vinh"]),
        ("Công nhận hòa giải viên", ["Võ Thị Bích"]),
    ]
    [silent] = history(lines, with_grounds=False)
    assert silent.parts[0][0] == "Cho thôi làm hòa giải viên"


def test_standing_of_each_person_on_a_day(story):
    make.make_mediator(full_name="Mai Thị Lan")
    people = Mediator.objects.standing_on(SECOND).in_order()
    assert {one.full_name: one.standing for one in people} == {
        "Võ Thị Bích": Standing.ACTIVE,
        "Phan Văn Dũng": Standing.FORMER,
        "Mai Thị Lan": Standing.PROPOSED,
        "Lý Thị Mai": Standing.ACTIVE,
        "Tô Thành Vinh": Standing.ACTIVE,
    }
    day_before = Mediator.objects.standing_on(BEFORE)
    assert day_before.get(full_name="Võ Thị Bích").standing == Standing.PROPOSED


NAMES_IN_ORDER = [
    "Nguyễn Văn An",
    "Trần Thị Ánh",
    "Lê Văn Ba",
    "Đặng Thị Bé",
    "Hồ Văn Cường",
    "Lý Thị Dung",
    "Phan Văn Dũng",
    "Võ Đức",
    "Bùi Thị Hoa",
    "Ngô Văn Hòa",
    "Cao Thị Hoàng",
    "Đỗ Thị Thúy",
    "Dương Văn Thuyên",
    "Mai Thị Út",
    "Châu Thị Ưng",
]


def test_people_stand_in_the_order_of_their_given_names():
    for name in sorted(NAMES_IN_ORDER):
        make.make_mediator(full_name=name)
    assert [str(one) for one in Mediator.objects.in_order()] == NAMES_IN_ORDER


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hoa", ["Bùi Thị Hoa", "Ngô Văn Hòa", "Cao Thị Hoàng"]),
        ("HOÀ", ["Bùi Thị Hoa", "Ngô Văn Hòa", "Cao Thị Hoàng"]),
        ("do thi thuy", ["Đỗ Thị Thúy"]),
        ("Đặng", ["Đặng Thị Bé"]),
        ("dang", ["Đặng Thị Bé"]),
        ("khong co", []),
    ],
)
def test_people_are_found_without_marks_in_both_spellings(words, found):
    for name in NAMES_IN_ORDER:
        make.make_mediator(full_name=name)
    people = Mediator.objects.standing_on(SECOND)
    shown = people.picked(picks(words=words, standing="tat-ca")).in_order()
    assert [str(one) for one in shown] == found


def test_teams_stand_by_place_then_name_and_numbers_go_by_value():
    for unit, name in (
        ("xã Thạnh Tây", "Ấp 1"),
        ("xã Tân Bình", "Ấp 10"),
        ("xã Tân Bình", "Ấp 2"),
        ("thị trấn Tân Biên", "Khu phố 1"),
    ):
        make.make_team(hamlet=make.make_hamlet(name=name, former_unit=unit))
    teams = MediationTeam.objects.for_list().in_order()
    assert [(team.hamlet.former_unit, team.name) for team in teams] == [
        ("thị trấn Tân Biên", "Khu phố 1"),
        ("xã Tân Bình", "Ấp 2"),
        ("xã Tân Bình", "Ấp 10"),
        ("xã Thạnh Tây", "Ấp 1"),
    ]


def test_team_is_found_by_the_new_name_of_its_hamlet():
    team = make.make_team(hamlet=make.make_hamlet(name="Ấp 1"), name="Tổ số 2")
    team.hamlet.name = "Ấp Hòa Bình"
    team.hamlet.save()
    team.refresh_from_db()
    assert team.search_text == "to so 2 ap hoa binh"
    assert team.history.count() == 1


def test_namesakes_are_those_who_may_be_the_same_person():
    home = base.make_locality()
    same_year = make.make_mediator(full_name="Lê Thị Hòa", birth_year=1970)
    no_year = make.make_mediator(full_name="LÊ THỊ HOÀ", birth_year=None)
    make.make_mediator(full_name="Lê Thị Hòa", birth_year=1981)
    make.make_mediator(full_name="Lê Thị Hoa", birth_year=1970)
    make.make_mediator(
        full_name="Lê Thị Hòa", birth_year=1970, locality=base.make_locality(name="Xã Tân Lập")
    )
    found = Mediator.objects.others_named("lê thị hòa", birth_year=1970, locality=home)
    assert found == [same_year, no_year]


def test_who_was_told_apart_is_named_from_both_sides_and_not_asked_about_again():
    pair = make.make_pair()
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        [told] = around_person(one, with_namesakes=True)["namesake"]
        assert (told.pk, told.word, told.note) == (other.pk, other.full_name, "1970")
    pair.second.full_name = pair.first.full_name
    pair.second.save()
    home = pair.first.locality
    asked = Mediator.objects.others_named(
        pair.first.full_name, birth_year=1970, locality=home, but=pair.first
    )
    assert asked == []
