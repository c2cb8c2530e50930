"""Amounts of đồng: spellings that are read, those that are not, and what is printed."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from config.money import WRONG, AmountField, dong, read_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("950", 950),
        ("1200000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1\u00a0200\u202f000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("300.000", 300_000),
        ("1.200.000,00", 1_200_000),
        ("1200000,0", 1_200_000),
        ("1,200,000.00", 1_200_000),
        ("1,200.00", 1_200),
        (" 1.200.000 đ ", 1_200_000),
        ("1.200.000đ.", 1_200_000),
        ("1.200.000 Đồng", 1_200_000),
        ("1.200.000 VNĐ", 1_200_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("1.200 triệu", 1_200_000_000),
        ("66,35 triệu", 66_350_000),
        ("66.35 triệu", 66_350_000),
        ("1.200,5 triệu đồng", 1_200_500_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5tỉ", 1_500_000_000),
        ("0,250 tỷ", 250_000_000),
        ("1,2345 tỷ", 1_234_500_000),
        ("12 trieu dong", 12_000_000),
        (unicodedata.normalize("NFD", "1,5 tỷ đồng"), 1_500_000_000),
    ],
)
def test_amount_is_read_as_people_write_it(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["12,500", "1200.000", "1.200,000", "1,200 triệu", "66,350 triệu", "1,250 tỷ", " 12,500 đ"],
)
def test_amount_with_two_readings_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="có thể hiểu hai cách: nhập rõ số đồng, ví dụ"):
        read_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đồng",
        "triệu",
        "12,5",
        "66,35",
        "0,5 đ",
        "1,2345 nghìn",
        "1.2500.000",
        "1.200.00",
        "1.20.000",
        "0.500.000",
        "1..200",
        "1.200.",
        "-5.000",
        "1e9",
        "1_000",
        "٣٤",
        "mười triệu",
        "12 triệu 5",
        "12 tạ",
        "1" * 5000,
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the sentence is checked at the field
        read_amount(text)


amounts = st.integers(min_value=0, max_value=10**15)


@given(amounts)
@settings(max_examples=100, deadline=None)
def test_what_is_printed_is_read_again(amount):
    printed = dong(amount)
    for text in (printed, printed.replace(".", " "), f"{amount} đ", f"{printed},00 đồng"):
        assert read_amount(text) == amount


@given(amounts, st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9)]))
@settings(max_examples=100, deadline=None)
def test_units_say_the_same_as_all_their_digits(amount, unit):
    """With all decimals of the unit; three of them alone may be thousands."""
    word, places = unit
    whole, part = divmod(amount, 10**places)
    digits = f"{part:0{places}d}" if places > 3 else f"{part:03d}0"
    assert read_amount(f"{dong(whole)},{digits} {word}") == amount


@pytest.mark.parametrize(
    ("amount", "printed"),
    [(0, "0"), (950, "950"), (1_234, "1.234"), (1_234_567, "1.234.567"), (-1_200, "-1.200")],
)
def test_amount_is_printed_by_thousands(amount, printed):
    template = engines["django"].from_string("{% load money %}{{ amount|dong }}")
    assert template.render({"amount": amount}) == dong(amount) == printed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mười triệu", WRONG),
        ("12,500", "“12,500” có thể hiểu hai cách"),
        ("999", "Nhập số tiền từ 1.000 đồng trở lên"),
        ("2 tỷ", "Nhập số tiền không quá 1.000.000 đồng"),
    ],
)
def test_field_says_what_to_type(text, sentence):
    with pytest.raises(ValidationError) as caught:
        AmountField(least=1_000, most=1_000_000).clean(text)
    assert caught.value.messages[0].startswith(sentence)


def test_field_knows_nothing_from_no_change():
    field = AmountField(required=False)
    assert field.clean("") == 0
    assert [field.prepare_value(one) for one in (0, 12_500, "12,5")] == ["", "12.500", "12,5"]
    changed = [field.has_changed(*one) for one in ((0, ""), (5_000, "5 nghìn"), (5_000, "x"))]
    assert changed == [False, False, True]
