"""People who sign in: their name, their roles, the bodies for which they stand."""

import datetime as dt

import pytest

from plans.backends import OfficerBackend
from plans.models import Officer, Role
from tests import factories as make

D = dt.date
MERGED = D(2025, 7, 1)


@pytest.fixture
def officer(db):
    return make.make_officer(full_name="  Nguyễn   Thị Hạnh ", roles=[Role.OFFICER, Role.KEEPER])


def test_name_is_cleaned_and_found_without_marks(officer):
    assert str(officer) == "Nguyễn Thị Hạnh"
    assert Officer.objects.get(search_name="nguyen thi hanh") == officer


def test_saving_the_name_alone_keeps_its_keys(officer):
    officer.full_name = "Trần Ánh"
    officer.save(update_fields=["full_name"])
    assert Officer.objects.get(search_name="tran anh") == officer


def test_people_stand_in_the_order_of_their_given_names(db):
    for name in ("Lê Văn Đức", "Trần An", "Bùi Dung", "Nguyễn Văn An"):
        make.make_officer(full_name=name)
    assert [officer.full_name for officer in Officer.objects.in_order()] == [
        "Nguyễn Văn An",
        "Trần An",
        "Bùi Dung",
        "Lê Văn Đức",
    ]


def test_person_may_hold_several_roles(officer):
    assert officer.roles == {Role.OFFICER.value, Role.KEEPER.value}
    assert officer.has_role(Role.KEEPER, Role.LEADER) is True
    assert officer.has_role(Role.LEADER) is False
    assert officer.is_administrator is False


@pytest.mark.parametrize("roles", [[], [Role.LEADER], list(Role)])
def test_roles_come_with_the_query_that_finds_the_person(db, django_assert_num_queries, roles):
    pk = make.make_officer(roles=roles).pk
    with django_assert_num_queries(1):
        found = OfficerBackend().get_user(pk)
        assert found is not None
        assert found.roles == {role.value for role in roles}
        assert found.locality is not None


def test_who_was_switched_off_is_no_longer_signed_in(officer):
    officer.is_active = False
    officer.save()
    assert OfficerBackend().get_user(officer.pk) is None


def test_person_stands_for_the_bodies_before_their_own(officer):
    old = make.make_agency(name="Công chức Tư pháp", locality=officer.locality)
    make.make_succession(old=old, new=officer.agency, effective_on=MERGED)
    assert officer.bodies_on(MERGED) == {officer.agency_id, old.pk}
    assert officer.bodies_on(D(2025, 6, 30)) == {officer.agency_id}


def test_bodies_cost_one_query_whatever_is_asked(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        officer.bodies_on(MERGED)
        officer.bodies_on(D(2024, 1, 1))
        officer.successions.on(officer.agency, MERGED)


def test_person_without_a_body_stands_for_none(officer):
    officer.agency = None
    assert officer.bodies_on(MERGED) == frozenset()
    assert officer.locality is None


def test_password_stays_out_of_the_history(officer):
    assert not hasattr(officer.history.first(), "password")
