"""The keeper in a real browser: a course from its date to the coverage of the year."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.conftest import PHONE
from tests.mediators import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(cast):
    """Three people, of whom one was trained this year."""
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    for name in ("Đặng Hữu Long", "Đặng Minh Quang", "Lê Thị Chi"):
        person = make.make_member(team=team, full_name=name).mediator
    day = dt.date(2026, 3, 2)
    done = make.make_course(locality=cast.home, title="Đợt 1", started_on=day, ended_on=day)
    make.make_attendance(course=done, mediator=person)
    return team


def test_a_course_from_invitation_to_coverage_on_a_phone_without_script(
    cast, team, open_page, sign_in
):
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), cast.keeper)
    page.goto("/tap-huan/them/")
    page.get_by_label("Tên lớp, nội dung").fill("Tập huấn đợt 2")
    page.get_by_label("Đối tượng").select_option("Hòa giải viên và công chức")
    page.get_by_label("Từ ngày").fill("12/05/2026")
    page.get_by_role("button", name="Lưu lớp").click()
    page.get_by_label("2 người chưa tập huấn năm 2026").check()
    page.get_by_label("Công chức, người khác").fill("Đỗ Văn Tư, công chức Tư pháp")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Điểm danh").click()
    page.locator("label", has_text="Đặng Minh Quang").click()  # the name is the target
    page.get_by_label("Lý do vắng, ghi chú: Đặng Minh Quang").fill("Ốm")
    page.get_by_role("button", name="Lưu điểm danh").click()
    expect(page.get_by_text("2 người có mặt, 1 người vắng.")).to_be_visible()
    page.goto("/tap-huan/do-phu/?tai_ngay=22/11/2026")
    expect(page.get_by_text("2/3 hòa giải viên (66%) đã tập huấn")).to_be_visible()
    page.get_by_role("link", name="1 người chưa", exact=True).click()
    expect(page.locator("tbody th")).to_have_text(["Đặng Minh Quang"])


def test_pages_of_training_are_accessible_and_fit_a_phone(cast, team, open_page, sign_in, axe):
    course = make.make_course(locality=cast.home)
    make.make_attendance(course=course, status="absent", note="Ốm")
    material = make.make_material(locality=cast.home)
    make.make_issue(material=material)
    window = open_page(viewport=PHONE, color_scheme="dark")
    page = sign_in(window, cast.administrator)
    for path in (
        "/tap-huan/",
        course.get_absolute_url(),
        f"{course.get_absolute_url()}moi/",
        f"{course.get_absolute_url()}diem-danh/",
        f"{course.get_absolute_url()}ky-ten/",
        "/tap-huan/do-phu/",
        "/tap-huan/do-phu/chua/",
        material.get_absolute_url(),
        f"{material.get_absolute_url()}cap/",
        f"{material.get_absolute_url()}thu-hoi/",
    ):
        page.goto(path)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (path, axe(page), wider) == (path, [], 0)
