"""Localities: a tree told by paths, and what may be seen of it."""

import pytest
from django.db import IntegrityError, transaction

from plans.models import Agency, Locality
from tests import factories as make


@pytest.fixture
def province(db):
    return make.make_locality(name="Tỉnh Tây Ninh", level=Locality.Level.PROVINCE)


@pytest.fixture
def commune(province):
    return make.make_locality(name="Xã Tân Biên", parent=province)


@pytest.fixture
def hamlet(commune):
    return make.make_locality(
        name="Khu phố 1",
        level=Locality.Level.HAMLET,
        parent=commune,
        former_unit="thị trấn Tân Biên",
    )


def test_locality_contains_itself_and_what_lies_below(province, commune, hamlet):
    assert [province.contains(one) for one in (province, commune, hamlet)] == [True] * 3
    assert hamlet.contains(commune) is False


def test_moving_a_locality_moves_what_lies_below(province, commune, hamlet):
    other = make.make_locality(name="Tỉnh khác", level=Locality.Level.PROVINCE)
    commune.parent = other
    commune.save()
    hamlet.refresh_from_db()
    assert other.contains(hamlet) is True
    assert province.contains(hamlet) is False


def test_person_sees_their_locality_and_below(province, commune, hamlet):
    beside = make.make_locality(name="Xã Tân Lập", parent=province)
    officer = make.make_officer(locality=commune)
    assert set(Locality.objects.visible_to(officer)) == {commune, hamlet}
    above = make.make_officer(locality=province)
    assert set(Locality.objects.visible_to(above)) == {province, commune, hamlet, beside}


def test_neighbour_whose_number_begins_alike_is_not_seen(db):
    first, *others = [make.make_locality(name=f"Xã {number}") for number in range(12)]
    officer = make.make_officer(locality=first)
    assert set(Locality.objects.visible_to(officer)) == {first}
    assert others


def test_person_without_a_body_sees_nothing(commune):
    nowhere = make.make_officer(locality=commune)
    nowhere.agency = None
    assert not Locality.objects.visible_to(nowhere).exists()
    assert not Agency.objects.visible_to(nowhere).exists()


def test_superuser_sees_everything(province, commune):
    superuser = make.make_officer(locality=commune, is_superuser=True)
    assert province in Locality.objects.visible_to(superuser)


def test_former_unit_tells_hamlets_of_one_name_apart(commune, hamlet):
    other = make.make_locality(
        name="Khu phố 1", parent=commune, former_unit="xã Tân Bình", level=Locality.Level.HAMLET
    )
    assert [str(hamlet), str(other)] == [
        "Khu phố 1 (thị trấn Tân Biên cũ)",
        "Khu phố 1 (xã Tân Bình cũ)",
    ]


def test_same_hamlet_twice_is_refused(commune, hamlet):
    with pytest.raises(IntegrityError), transaction.atomic():
        Locality.objects.create(
            name="Khu phố 1", parent=commune, former_unit="thị trấn Tân Biên", level="hamlet"
        )


def test_history_has_one_row_for_a_new_locality(commune):
    assert commune.history.count() == 1
