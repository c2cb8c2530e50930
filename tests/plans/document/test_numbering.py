"""Markers at the start of paragraphs."""

from __future__ import annotations

import pytest

from plans.document.numbering import Style, follows, read_marker, roman, roman_value

MARKERS = {
    "I. MỤC ĐÍCH": (Style.ROMAN, "I"),
    "II/ NỘI DUNG": (Style.ROMAN, "II"),
    "IV- NỘI DUNG": (Style.ROMAN, "IV"),
    "A. PHẦN CHUNG": (Style.UPPER, "A"),
    "Phần II": (Style.PART, "Phần II"),
    "Điều 3. Hiệu lực": (Style.ARTICLE, "Điều 3"),
    "1. Mục đích": (Style.ARABIC, "1"),
    "1.Mục đích": (Style.ARABIC, "1"),
    "01. Mục đích": (Style.ARABIC, "1"),
    "1/ Mục đích": (Style.ARABIC, "1"),
    "1) Mục đích": (Style.ARABIC_CLOSED, "1"),
    "(2) Mục đích": (Style.ARABIC_CLOSED, "2"),
    "1.1. Tổ chức": (Style.DOTTED, "1.1"),
    "1.1 Tổ chức": (Style.DOTTED, "1.1"),
    "2.1.3. Tổ chức": (Style.DOTTED, "2.1.3"),
    "II.1. Tổ chức": (Style.ARABIC, "1"),
    "a) Nội dung": (Style.LETTER, "a"),
    "đ) Nội dung": (Style.LETTER, "đ"),
    "a. Nội dung": (Style.LETTER, "a"),
    "- Nội dung": (Style.BULLET, "-"),
    "– Nội dung": (Style.BULLET, "-"),
    "+ Nội dung": (Style.BULLET, "+"),
    "• Nội dung": (Style.BULLET, "•"),
}


@pytest.mark.parametrize("text", MARKERS)
def test_marker_is_read(text: str) -> None:
    marker = read_marker(text)

    assert marker is not None
    assert (marker.style, marker.code) == MARKERS[text]


@pytest.mark.parametrize(
    "text",
    [
        "2024 - 2026",
        "30/7/2026",
        "1.000 người",
        "15-20 hộ",
        "Việt Nam",
        "v.v.",
        "Mục tiêu",
        "IIX. A",
    ],
)
def test_number_inside_a_sentence_is_no_marker(text: str) -> None:
    assert read_marker(text) is None


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [("d)", "đ)", True), ("d)", "e)", True), ("c)", "đ)", False), ("II.", "V.", False)],
)
def test_letters_follow_the_law_or_word(earlier: str, later: str, *, expected: bool) -> None:
    before, after = read_marker(f"{earlier} A"), read_marker(f"{later} A")

    assert before is not None
    assert after is not None
    assert follows(before, after) is expected


def test_roman_numerals_go_both_ways() -> None:
    assert [roman_value(roman(number)) for number in range(1, 40)] == list(range(1, 40))
    assert roman_value("IIII") == 0
