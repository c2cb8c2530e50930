"""The keeper at work in a real browser: an incomplete team is completed by one decision."""

import pytest
from playwright.sync_api import Page, expect

from mediators.models import Membership, Sex
from tests.conftest import PHONE
from tests.mediators import factories as make
from tests.windows import looks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(cast):
    """Two men, no head."""
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    make.make_member(team=team, full_name="Đặng Hữu Long")
    make.make_member(team=team, full_name="Đặng Minh Quang")
    return team


def complete(page: Page, team) -> None:
    """From the list to a decision in force, as a person clicks."""
    page.goto("/to-hoa-giai/?tinh_trang=con-thieu")
    page.get_by_role("link", name="Khu phố 3").click()
    lacking = page.get_by_role("region", name="Còn thiếu")
    expect(lacking.locator(".missing__item")).to_have_text(
        ["01 hòa giải viên", "01 hòa giải viên nữ", "tổ trưởng"]
    )
    page.get_by_role("button", name="Kiện toàn tổ bằng quyết định").click()
    page.get_by_label("Họ và tên người mới").fill("Võ Thị Bích")
    page.get_by_label("Năm sinh").fill("1980")
    page.get_by_label("Giới tính").select_option("Nữ")
    page.get_by_label("Vai trò", exact=True).select_option("Tổ trưởng")


def enact(page: Page) -> None:
    page.get_by_role("button", name="Lưu danh sách của tổ").click()
    page.get_by_role("link", name="Nhập số, ngày ban hành").click()
    page.get_by_label("Số, ký hiệu quyết định").fill("152/QĐ-UBND")
    page.get_by_label("Ngày ban hành").fill("02/11/2026")
    page.get_by_role("button", name="Ghi vào danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Quyết định số 152/QĐ-UBND ngày 02/11/2026"
    )


def test_keeper_completes_a_team_by_one_decision(cast, team, signed_in, axe):
    page = signed_in(cast.keeper)
    complete(page, team)
    status = page.get_by_role("status").filter(has_text="Sau quyết định này")
    expect(status).to_contain_text("tổ đủ số lượng, thành phần")  # told while typing
    assert axe(page) == []
    enact(page)
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Quyết định và danh sách kèm theo").click()
    assert download.value.suggested_filename == "quyet-dinh-152-qd-ubnd.docx"
    page.goto(team.get_absolute_url())
    expect(page.get_by_role("region", name="Còn thiếu")).to_have_count(0)
    expect(page.get_by_role("row")).to_have_count(4)
    assert axe(page) == []
    page.get_by_label("Tính đến ngày").fill("01/11/2026")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("region", name="Còn thiếu")).to_be_visible()


def test_the_same_on_a_phone_without_script(cast, team, open_page, sign_in):
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), cast.keeper)
    complete(page, team)
    page.get_by_role("button", name="Thêm người").click()
    assert page.get_by_label("Họ và tên người mới").first.input_value() == "Võ Thị Bích"
    page.get_by_role("button", name="Xem tổ còn thiếu gì sau quyết định").click()
    expect(page.get_by_text("tổ đủ số lượng, thành phần")).to_be_visible()
    enact(page)
    assert Membership.objects.filter(team=team, ended_on=None, role="head").count() == 1


def test_teams_are_filtered_in_place_and_back_brings_the_list_again(cast, team, signed_in):
    make.make_full_team(commune=cast.home, name="Khu phố 4")
    page = signed_in(cast.officer)
    page.goto("/to-hoa-giai/")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_label("Tình trạng").select_option("Còn thiếu")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "tinh_trang=con-thieu" in page.url
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(2)


def test_pages_are_accessible_and_none_is_wider_than_the_screen(cast, team, signed_in, axe):
    gone = make.make_member(team=team, sex=Sex.FEMALE)
    draft = make.make_draft(locality=cast.home, lines=[make.end(team, gone.mediator)])
    make.make_full_team(commune=cast.home, needs_minority=True)
    page = signed_in(cast.administrator)
    wrong = {}
    for path in (
        "/to-hoa-giai/",
        team.get_absolute_url() + "?tai_ngay=01/01/2026&tu_ngay=01/01/2024",
        "/to-hoa-giai/them/",
        "/to-hoa-giai/quy-dinh/",
        "/hoa-giai-vien/",
        gone.mediator.get_absolute_url(),
        "/hoa-giai-vien/them/",
        "/hoa-giai-vien/nhat-ky/",
        "/quyet-dinh/",
        draft.get_absolute_url(),
        f"{draft.get_absolute_url()}to/{team.pk}/",
        f"{draft.get_absolute_url()}ban-hanh/",
        f"{draft.get_absolute_url()}xoa/",
    ):
        page.goto(path)
        wrong[path] = looks(page, axe)
    assert wrong == {path: {} for path in wrong}
