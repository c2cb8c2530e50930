"""From a task to its teams and on to the figures, as a leader clicks through them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.conftest import PHONE
from tests.mediators import factories as make


@pytest.fixture
def rosters(cast):
    make.make_full_team(commune=cast.home, name="Ấp 1", pilot_from=2024)
    make.make_team(commune=cast.home, name="Ấp 2")
    make.make_case(team=make.make_full_team(commune=cast.home, name="Ấp 3"), outcome="success")
    cast.task.roster_topic = "teams"
    cast.task.save()
    return cast


def test_leader_goes_from_the_task_to_the_teams_and_the_figures(rosters, signed_in, axe):
    page = signed_in(rosters.leader)
    page.goto(rosters.task_year.get_absolute_url())
    panel = page.get_by_role("region", name="Tổ hòa giải còn thiếu")
    expect(panel.get_by_role("listitem").filter(has_text="tổ trưởng")).to_have_count(2)
    assert axe(page) == []
    panel.get_by_role("link", name="1 tổ còn thiếu").click()
    expect(page.get_by_role("rowheader", name="Ấp 2")).to_be_visible()
    page.get_by_role("link", name="Thống kê").click()
    page.get_by_label("Tính đến ngày").fill("31/05/2026")
    page.get_by_role("button", name="Xem").click()
    total = page.get_by_role("row", name="Tổng số")
    expect(total.get_by_role("cell")).to_contain_text(["3", "3", "6", "4", "2"])
    page.set_viewport_size(PHONE)
    for name in ("statistics_teams", "statistics_results", "statistics_hamlets", "target_list"):
        page.goto(reverse(f"mediators:{name}"))
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (name, axe(page), wider) == (name, [], 0)
