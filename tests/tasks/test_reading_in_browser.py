"""The reading pages as people use them: keys, a phone, no script, paper, axe."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Role
from tests import factories as make
from tests.conftest import PHONE
from tests.windows import looks

GRID = reverse("tasks:year_grid")
LIST = reverse("tasks:task_list")
WORK = reverse("tasks:my_work")


@pytest.fixture
def coordinator(transactional_db, real_plan):
    """Of the locality of the real plan; somebody works for the body that leads."""
    lead = real_plan.tasks.get(code="II.2.b").parties.get(role="lead").agency
    make.make_officer(agency=lead)
    roles = [Role.COORDINATOR, Role.OFFICER]
    return make.make_officer(locality=real_plan.locality, roles=roles)


@pytest.fixture
def window(coordinator, open_page, sign_in):
    """A window of the coordinator's: ``window(viewport=PHONE)``."""
    return lambda **options: sign_in(open_page(**options), coordinator)


@pytest.fixture
def at_desk(window):
    return window()


# The grid


def test_arrow_keys_walk_from_cell_to_cell(at_desk):
    at_desk.goto(GRID)
    at_desk.get_by_role("link", name="II.2.a, năm 2025").focus()
    for key, expected in (
        ("ArrowRight", "II.2.a, năm 2026"),
        ("ArrowDown", "II.2.b, năm 2026"),
        ("ArrowLeft", "II.2.b, năm 2025"),
        ("ArrowUp", "II.2.a, năm 2025"),
        ("ArrowUp", "II.1.b, năm 2025"),  # II.1.c owes nothing in that year
    ):
        at_desk.keyboard.press(key)
        expect(at_desk.locator(":focus")).to_contain_text(expected)


def test_arrow_at_the_edge_stays_where_it_is(at_desk):
    at_desk.goto(GRID)
    at_desk.get_by_role("link", name="II.2.a, năm 2024").focus()
    at_desk.keyboard.press("ArrowLeft")
    expect(at_desk.locator(":focus")).to_contain_text("II.2.a, năm 2024")


def test_phone_shows_one_year_and_changes_it_without_a_trip(window):
    on_phone = window(viewport=PHONE)
    on_phone.goto(f"{GRID}?nam=2026")
    expect(on_phone.locator(".cell:visible")).to_have_count(10)
    on_phone.evaluate("window.stillHere = true")
    on_phone.get_by_role("link", name="2027").click()
    expect(on_phone.locator(".cell:visible")).to_have_count(7)
    expect(on_phone.locator(".tabs [aria-current]")).to_have_text("2027")
    assert on_phone.evaluate("window.stillHere") is True


def test_phone_without_script_changes_the_year_by_its_link(window):
    page = window(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{GRID}?nam=2026")
    page.get_by_role("link", name="2027").click()
    expect(page).to_have_url(re.compile(r"nam=2027"))
    expect(page.locator(".cell:visible")).to_have_count(7)


def test_no_page_scrolls_sideways(at_desk, paths):
    widths = {}
    for path in paths:
        at_desk.goto(path)
        for width in (1280, 1000, 360):
            at_desk.set_viewport_size({"width": width, "height": 740})
            widths[path, width] = at_desk.evaluate("document.documentElement.scrollWidth")
    assert widths == {(path, width): width for path, width in widths}


def test_grid_of_the_real_plan_is_one_sheet_of_paper(at_desk):
    at_desk.goto(GRID)
    sheet = at_desk.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


# The list


def test_filter_changes_the_rows_in_place_and_the_address(at_desk):
    at_desk.goto(LIST)
    at_desk.evaluate("window.stillHere = true")
    at_desk.get_by_label("Năm", exact=True).select_option("2025")
    expect(at_desk.locator("tbody tr")).to_have_count(9)
    expect(at_desk.get_by_role("status").filter(has_text="nhiệm vụ theo năm")).to_contain_text(
        "9 / 56"
    )
    expect(at_desk).to_have_url(re.compile(re.escape(LIST) + r"\?nam=2025$"))
    assert at_desk.evaluate("window.stillHere") is True
    at_desk.go_back()
    expect(at_desk.locator("tbody tr")).to_have_count(25)
    expect(at_desk).to_have_url(re.compile(re.escape(LIST) + "$"))


def test_chip_takes_its_filter_away(at_desk):
    at_desk.goto(f"{LIST}?nam=2025&tim=kinh phí")
    expect(at_desk.locator("tbody tr")).to_have_count(1)
    at_desk.get_by_role("link", name="Tìm nhiệm vụ: “kinh phí”").click()
    expect(at_desk.locator("tbody tr")).to_have_count(9)


def test_list_filters_sorts_and_pages_without_script(window):
    page = window(java_script_enabled=False)
    page.goto(LIST)
    page.get_by_label("Tìm nhiệm vụ").fill("hoa giai")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("h1")).to_have_text("Nhiệm vụ theo năm")
    expect(page.locator(".chip")).to_contain_text("hoa giai")
    page.get_by_role("link", name="Năm", exact=True).click()
    expect(page.locator("tbody tr td:nth-child(3)").first).to_have_text("2024")
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator(".pager [aria-current]")).to_contain_text("2")
    expect(page.locator(".chip")).to_contain_text("hoa giai")


# axe


@pytest.fixture
def paths(real_plan):
    task = real_plan.tasks.get(code="II.5.a")
    return (
        *(GRID, f"{GRID}?tai_ngay=31/12/2025", f"{GRID}?tai_ngay=x"),
        *(LIST, f"{LIST}?nam=2026&tim=kinh&can_luu_y=chua-phan-cong", f"{LIST}?tim=khong-co"),
        *(WORK, f"{WORK}?vai_tro=ca-dia-ban", task.get_absolute_url()),
    )


def test_axe_finds_nothing(at_desk, paths, axe):
    wrong = {}
    for path in paths:
        at_desk.goto(path)
        wrong[path] = looks(at_desk, axe, "desk", "dark desk", "phone")
    assert wrong == {path: {} for path in paths}
