"""Bodies: their names, and what became of them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from plans.models import Agency, AgencySuccession
from plans.models.agencies import Successions
from tests import factories as make

D = dt.date
MERGED = D(2025, 7, 1)


@pytest.fixture
def old(db):
    return make.make_agency(name="Công chức Tư pháp - hộ tịch", aliases=["Tư pháp xã"])


@pytest.fixture
def new(old):
    return make.make_agency(name="Văn phòng HĐND và UBND", locality=old.locality)


def test_body_stands_for_itself_until_another_follows(old, new):
    make.make_succession(old=old, new=new, effective_on=MERGED)
    assert old.on(D(2025, 6, 30)) == old
    assert old.on(MERGED) == new
    assert new.on(MERGED) == new


def test_chain_of_successions_is_followed_to_the_day(old, new):
    last = make.make_agency(name="Phòng Tư pháp", locality=old.locality)
    make.make_succession(old=old, new=new, effective_on=MERGED)
    make.make_succession(old=new, new=last, effective_on=D(2027, 1, 1))
    assert [old.on(day) for day in (D(2025, 1, 1), D(2026, 1, 1), D(2027, 1, 1))] == [
        old,
        new,
        last,
    ]


def test_later_successor_takes_the_place_of_an_earlier_one(old, new):
    last = make.make_agency(name="Phòng Tư pháp", locality=old.locality)
    make.make_succession(old=old, new=last, effective_on=D(2027, 1, 1))
    make.make_succession(old=old, new=new, effective_on=MERGED)
    assert old.on(D(2026, 1, 1)) == new
    assert old.on(D(2028, 1, 1)) == last


def test_ring_of_successions_ends(old, new):
    make.make_succession(old=old, new=new, effective_on=MERGED)
    make.make_succession(old=new, new=old, effective_on=MERGED)
    assert old.on(MERGED) in {old, new}


def test_successor_stands_for_those_before_it(old, new):
    make.make_succession(old=old, new=new, effective_on=MERGED)
    successions = Successions.of(old.locality_id)
    assert successions.standing_for(new.pk, MERGED) == {old.pk, new.pk}
    assert successions.standing_for(new.pk, D(2025, 6, 30)) == {new.pk}
    assert successions.standing_for(old.pk, MERGED) == {old.pk}


def test_whole_locality_costs_one_query(old, new, django_assert_num_queries):
    make.make_succession(old=old, new=new, effective_on=MERGED)
    with django_assert_num_queries(1):
        successions = Successions.of(old.locality_id)
        assert successions.on(old, MERGED).name == "Văn phòng HĐND và UBND"


@pytest.mark.parametrize(
    "name", ["Công chức Tư pháp - hộ tịch", "CÔNG CHỨC tư phap - ho tich", "tu phap xa"]
)
def test_body_is_found_by_name_or_alias_whatever_the_marks(old, name):
    assert Agency.objects.named(name, locality=old.locality) == old


def test_name_comes_before_an_alias_of_another(old, new):
    new.aliases.create(name=old.name)
    assert Agency.objects.named(old.name, locality=old.locality) == old


def test_body_of_another_locality_is_not_found(old):
    elsewhere = make.make_locality(name="Xã khác")
    assert Agency.objects.named(old.name, locality=elsewhere) is None


def test_name_stands_once_in_its_locality(old):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(locality=old.locality, name="CÔNG CHỨC TƯ PHÁP - HỘ TỊCH")


def test_body_does_not_follow_itself(old):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencySuccession.objects.create(old=old, new=old, effective_on=MERGED)


def test_names_sort_as_in_a_dictionary(old, new):
    make.make_agency(name="Đoàn Thanh niên", locality=old.locality)
    make.make_agency(name="Dân quân", locality=old.locality)
    assert [agency.name for agency in Agency.objects.in_order()] == [
        "Công chức Tư pháp - hộ tịch",
        "Dân quân",
        "Đoàn Thanh niên",
        "Văn phòng HĐND và UBND",
    ]
