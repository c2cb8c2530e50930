"""Filters of an address: what holds, what is wrong, what the page says of them."""

import datetime as dt

import pytest
from django.http import QueryDict

from config.filters import Choice, Day, Filters, KeyField, Sort, Text, YearField


class RowFilters(Filters):
    names = {
        "text": "tim",
        "state": "tinh_trang",
        "team": "to",
        "year": "nam",
        "day": "tai_ngay",
        "sort": "sap_xep",
    }
    always_shown = ("text", "state")
    text = Text("Tìm theo tên")
    state = Choice("Tình trạng", [("moi", "Mới"), ("cu", "Cũ")])
    team = KeyField("Tổ")
    year = YearField("Năm")
    day = Day()
    sort = Sort("ten", "ngay")


def of(query: str) -> RowFilters:
    return RowFilters(QueryDict(query))


def test_open_filters_ask_for_nothing():
    form = of("")
    assert [form.value(name) for name in form.fields] == [None] * 6
    assert (form.is_filtering, form.address(), form.chips()) == (False, "?", [])


def test_filters_are_read_under_their_names_in_the_address():
    form = of("tim=an&tinh_trang=cu&to=7&nam=2026&tai_ngay=01/02/2026&sap_xep=-ten")
    assert {name: form.value(name) for name in form.fields} == {
        "text": "an",
        "state": "cu",
        "team": 7,
        "year": 2026,
        "day": dt.date(2026, 2, 1),
        "sort": "-ten",
    }


@pytest.mark.parametrize(
    ("query", "name", "told"),
    [
        ("tinh_trang=la", "state", "Chọn tình trạng trong danh sách"),
        ("to=x", "team", ""),
        ("to=99999999999999999999", "team", ""),
        ("nam=10000", "year", ""),
        ("tai_ngay=31/02/2026", "day", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_filters(query, name, told):
    form = of(f"{query}&tim=an")
    assert (form.value(name), form.value("text")) == (None, "an")
    assert list(form.errors) == [name]
    assert told in form.errors[name][0]


def test_order_and_day_leave_no_row_out():
    assert of("sap_xep=ten&tai_ngay=01/02/2026").is_filtering is False
    assert of("tinh_trang=moi").is_filtering is True


def test_offered_keys_are_a_select_and_others_find_nothing_rather_than_fail():
    form = of("to=9")
    form.offer("team", [(7, "Ấp 1")])
    assert 'value="7">Ấp 1' in str(form["team"])
    assert (form.value("team"), form.errors) == (9, {})


def test_address_keeps_what_filters_and_takes_changes():
    form = of("tim=an&tinh_trang=la&nam=2026&trang=3")
    assert form.address() == "?tim=an&nam=2026"
    assert form.address(without="text", nam=2025) == "?nam=2025"


def test_chips_say_each_filter_in_words_and_lead_to_the_page_without_it():
    chips = of("tim=an&tinh_trang=cu&sap_xep=ten").chips()
    assert [(chip["label"], chip["value"]) for chip in chips] == [
        ("Tìm theo tên", "“an”"),
        ("Tình trạng", "Cũ"),
    ]
    assert chips[0]["url"] == "?tinh_trang=cu&sap_xep=ten"


def test_filters_asked_for_less_often_are_folded_until_one_is_set():
    folded, opened = of("tim=an"), of("nam=2026")
    assert [field.name for field in folded.shown_first] == ["text", "state"]
    assert [field.name for field in folded.shown_more] == ["team", "year", "day"]
    assert (folded.has_more, opened.has_more, of("nam=x").has_more) == (False, True, True)
