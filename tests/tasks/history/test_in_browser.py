"""Lịch sử as a browser draws it: in every window, with a folded list that opens."""

import pytest
from django.urls import reverse

from plans.models import Officer, Role
from tests.windows import looks


@pytest.fixture
def keeper(sample_story):
    return Officer.objects.active().filter(groups__name=Role.KEEPER.value)[0]


def test_many_at_once_are_one_line_that_opens(keeper, signed_in, axe):
    page = signed_in(keeper)
    page.goto(reverse("tasks:history"))
    act = page.locator(".log__entry", has_text="Cấp tài liệu cho").first
    person = act.locator(".log__items li").last
    assert not person.is_visible()
    act.get_by_text("Xem từng lần").click()
    assert person.is_visible()
    assert looks(page, axe) == {}
