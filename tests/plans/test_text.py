"""Vietnamese text: cleaned, searched without marks, sorted as a dictionary sorts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text import clean, clean_lines, fold, name_key, sort_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Tổ\u00a0hòa   giải\t", "Tổ hòa giải"),
        (unicodedata.normalize("NFD", "Đặng Thị Ứng"), "Đặng Thị Ứng"),
        ("hòa\u200bgiải\ufeff", "hòagiải"),
        (None, ""),
    ],
)
def test_line_is_cleaned(text, expected):
    assert clean(text) == expected


def test_paragraphs_stay_and_blank_lines_shrink_to_one():
    assert clean_lines(" Một \r\n\n\n\n Hai  ba \n") == "Một\n\nHai ba"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đặng  THỊ Ứng", "dang thi ung"),
        ("hòa giải", "hoa giai"),
        ("hoà giải", "hoa giai"),
        ("118/BC-UBND", "118/bc-ubnd"),
        ("", ""),
    ],
)
def test_search_ignores_marks_case_and_the_place_of_a_tone(text, expected):
    assert fold(text) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_both_unicode_forms_are_one_word(text):
    nfd, nfc = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert fold(nfd) == fold(nfc)
    assert sort_key(nfd) == sort_key(nfc)


def in_order(words, key=sort_key):
    return sorted(set(words), key=key) == words


@pytest.mark.parametrize(
    "words",
    [
        ["a", "ă", "â", "b", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["Khu phố 2", "Khu phố 9", "Khu phố 10"],
        ["Tân Biên", "Tân Bình", "Thạnh Tây"],
        ["II.1.a", "II.1.b", "II.10.a"],
    ],
)
def test_words_sort_as_in_a_dictionary(words):
    assert in_order(words)


def test_people_sort_by_given_name_then_family_name():
    names = ["Trần Văn An", "Lê Thị Bình", "Nguyễn Ánh Bình", "Nguyễn Thị Bình", "Lê Đạt", "Đỗ Đào"]
    expected = [
        "Trần Văn An",
        "Lê Thị Bình",
        "Nguyễn Ánh Bình",
        "Nguyễn Thị Bình",
        "Đỗ Đào",
        "Lê Đạt",
    ]
    assert sorted(names, key=name_key) == expected


@given(st.text())
def test_key_holds_only_what_every_database_orders_alike(text):
    assert all(c in "0123456789abcdefghijklmnopqrstuvwxyz" for c in sort_key(text))
    assert len(sort_key(text)) <= 400
