"""Search and order of 200 Vietnamese names: the database answers as ``plans.text`` says.

Run on SQLite and, with ``--pg``, on PostgreSQL: both are held to the same literal lists.
"""

import unicodedata

import lxml.html
import pytest
from django.urls import reverse

from mediators.models import Mediator
from mediators.models.people import ANY_STANDING, picks
from plans.text import fold, name_key
from tests.mediators import factories as make

FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ"),
    *("Hồ", "Ngô", "Dương", "Lý", "Ông", "Ứng", "Kpă", "Thạch"),
)
MIDDLES = ("Thị", "Văn", "Đình", "Ngọc", "Hữu", "Kim")
# Marks in both places (hòa, hoà), letters that only a mark tells apart, đ beside d.
GIVEN = (
    *("An", "Ân", "Ấn", "Ẩn", "Bảo", "Bào", "Đào", "Dao", "Dung", "Dũng", "Đức", "Dực"),
    *("Hòa", "Hoà", "Hoa", "Hóa", "Hoá", "Hỏa", "Thủy", "Thuỷ", "Thúy", "Thuý", "Thùy", "Thuỳ"),
    *("Lan", "Lân", "Lăng", "Ơn", "On", "Ôn", "Út", "Ưng", "Y", "Ý", "Yến", "Quý", "Quí", "Quỳ"),
    *("Tú", "Tư", "Từ", "Tứ", "Tuệ", "Tuấn", "Tuân", "Tuyết", "Khuê", "Khoa", "Khỏe", "Khoẻ"),
)
# The two spellings of one tone stand together; letters first, then tones: ngang huyền hỏi ngã sắc.
IN_ORDER = (
    *("An", "Ân", "Ẩn", "Ấn", "Bào", "Bảo", "Dao", "Dung", "Dũng", "Dực", "Đào", "Đức"),
    *("Hoa", "Hòa", "Hỏa", "Hóa", "Khoa", "Khoẻ", "Khuê", "Lan", "Lăng", "Lân", "On", "Ôn", "Ơn"),
    *("Quí", "Quỳ", "Quý", "Thùy", "Thủy", "Thúy", "Tú", "Tuân", "Tuấn", "Tuệ", "Tuyết"),
    *("Tư", "Từ", "Tứ", "Út", "Ưng", "Y", "Ý", "Yến"),
)
N_NAMES = 200


def two_hundred() -> list[str]:
    """Put together by counting; every third as a Mac or an old Word file has it, in pieces."""
    names = []
    for n in range(N_NAMES):
        words = (FAMILIES[n * 7 % 20], MIDDLES[n * 5 % 6], GIVEN[n % len(GIVEN)])
        name = " ".join(words)
        names.append(unicodedata.normalize("NFD", name) if n % 3 == 0 else name)
    return names


@pytest.fixture
def roster(cast) -> dict[int, str]:
    """Everybody's key and name as it was typed; a team with the first of them."""
    people = [Mediator(locality=cast.home, full_name=name) for name in two_hundred()]
    for person in people:
        person.tidy()
    made = Mediator.objects.bulk_create(people)
    make.make_member(team=make.make_team(commune=cast.home), mediator=made[0])
    return {person.pk: name for person, name in zip(made, two_hundred(), strict=True)}


def test_names_of_the_list_are_many_and_hard():
    names = {unicodedata.normalize("NFC", name) for name in two_hundred()}
    assert len(names) == N_NAMES
    assert {name.rpartition(" ")[2] for name in names} == set(GIVEN)


def test_database_orders_by_the_keys_and_the_keys_as_a_dictionary(roster):
    expected = sorted(roster, key=lambda pk: (name_key(roster[pk]), pk))
    people = list(Mediator.objects.in_order())
    assert [one.pk for one in people] == expected
    given = dict.fromkeys(name_key(one.full_name.rpartition(" ")[2]) for one in people)
    assert list(given) == [name_key(name) for name in IN_ORDER]
    backwards = [one.sort_name for one in Mediator.objects.in_order(by="-ten")]
    assert backwards == [one.sort_name for one in reversed(people)]


def test_search_without_marks_finds_what_folding_says(roster):
    sought = {
        *GIVEN,
        *FAMILIES,
        "nguyen thi",
        "ĐÀO",
        "đ",
        "hoà",
        unicodedata.normalize("NFD", "Ấn"),
    }
    for words in sought:
        key = fold(words)
        expected = {pk for pk, name in roster.items() if key in fold(name)}
        found = Mediator.objects.standing_on(make.LONG_AGO).picked(
            picks(words=words, standing=ANY_STANDING)
        )
        assert (words, set(found.values_list("pk", flat=True))) == (words, expected)


def test_list_answers_one_search_for_both_spellings(roster, cast, client):
    client.force_login(cast.keeper)
    url = reverse("mediators:mediator_list") + "?tinh_trang=tat-ca&in=1&tim="

    def listed(words: str) -> list[str]:
        root = lxml.html.document_fromstring(client.get(url + words).content)
        return [" ".join(head.text_content().split()) for head in root.xpath("//tbody/tr/th")]

    names = [unicodedata.normalize("NFC", name) for name in two_hundred()]
    expected = sorted((name for name in names if "thuy" in fold(name)), key=name_key)
    spellings = ("thủy", "thuỷ", "THUY", unicodedata.normalize("NFD", "Thuỷ"))
    assert [listed(words) for words in spellings] == [expected] * len(spellings)
