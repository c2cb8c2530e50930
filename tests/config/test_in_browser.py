"""What only a browser shows: the menu without a script, typed text that survives, rows, axe."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests import factories as make
from tests.browser import allow_status, watch
from tests.conftest import DESK, PHONE
from tests.windows import looks

TYPED = "Đã tập huấn 64 hòa giải viên."
KEPT = re.compile("Trình duyệt này còn giữ nội dung chưa lưu, nhập lúc ")


@pytest.fixture
def officer(pages, transactional_db):
    return make.make_officer(username="hanh", full_name="Nguyễn Thị Thử")


@pytest.fixture
def opened(officer, signed_in):
    page = signed_in(officer)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/viec/")
    return page


@pytest.mark.parametrize(
    ("viewport", "windows"),
    [(DESK, ["desk", "dark desk"]), (PHONE, ["phone", "dark phone"])],
    ids=["desk", "phone"],
)
def test_page_with_errors_is_accessible(  # noqa: PLR0917 -- fixtures
    officer, open_page, sign_in, axe, viewport, windows
):
    page = sign_in(open_page(viewport=viewport), officer)
    page.goto("/viec/")
    assert looks(page, axe, *windows) == {}
    page.get_by_role("button", name="Lưu cập nhật").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert looks(page, axe, *windows) == {}


@pytest.mark.parametrize("address", ["/dang-nhap/", "/doi-mat-khau/", "/khong-co/", "/cam/"])
def test_door_is_accessible(officer, open_page, sign_in, axe, address):
    page = open_page(viewport=PHONE)
    if address != "/dang-nhap/":
        sign_in(page, officer)
    allow_status(page, 403, 404)
    page.goto(address)
    assert axe(page) == []


def test_menu_opens_on_a_phone_without_a_script(officer, open_page, sign_in):
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), officer)
    page.goto("/viec/")
    link = page.get_by_role("link", name="Bảng theo dõi")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Danh mục, đang ở Việc của tôi").click()
    expect(link).to_be_visible()
    assert link.bounding_box()["height"] >= 44
    page.get_by_role("button", name="Đóng").click()
    expect(link).to_be_hidden()


def test_menu_is_a_row_on_a_desk(opened):
    expect(opened.get_by_role("link", name="Bảng theo dõi")).to_be_visible()
    expect(opened.get_by_role("button", name="Danh mục")).to_be_hidden()


def test_link_of_the_summary_puts_the_cursor_into_its_field(opened):
    opened.get_by_role("button", name="Lưu cập nhật").click()
    opened.get_by_role("link", name="Nhập kết quả thực hiện").click()
    expect(opened.get_by_label("Kết quả thực hiện")).to_be_focused()


def test_field_of_one_choice_appears_with_it(opened):
    day = opened.get_by_label("Ngày hoàn thành")
    expect(day).to_be_hidden()
    opened.locator(".choice", has_text="Chưa xong").click(position={"x": 120, "y": 55})
    expect(opened.get_by_label("Đang thực hiện")).to_be_checked()
    opened.get_by_label("Hoàn thành", exact=True).check()
    expect(day).to_be_visible()


def test_typed_text_survives_a_closed_window(opened):
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    opened.get_by_label("Đang thực hiện").check()
    opened.goto("/doi-mat-khau/")
    opened.goto("/viec/")
    offer = opened.locator("form .notice")
    expect(offer).to_contain_text(KEPT)
    expect(opened.get_by_label("Kết quả thực hiện")).to_have_value("")
    offer.get_by_role("button", name="Đưa lại vào biểu mẫu").click()
    expect(opened.get_by_label("Kết quả thực hiện")).to_have_value(TYPED)
    expect(opened.get_by_label("Đang thực hiện")).to_be_checked()
    expect(offer).to_have_count(0)


def test_typed_text_survives_a_session_that_ended(opened):
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    Session.objects.all().delete()
    opened.get_by_role("button", name="Lưu cập nhật").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    opened.get_by_label("Tên đăng nhập").fill("hanh")
    opened.get_by_label("Mật khẩu").fill(make.PASSWORD)
    opened.get_by_role("button", name="Đăng nhập").click()
    expect(opened).to_have_url(re.compile("/viec/$"))
    opened.get_by_role("button", name="Đưa lại vào biểu mẫu").click()
    expect(opened.get_by_label("Kết quả thực hiện")).to_have_value(TYPED)


def test_text_comes_back_with_the_version_it_was_written_on(opened):
    opened.goto("/viec/?version=7")
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    opened.goto("/viec/?version=8")
    expect(opened.locator("[name=version]")).to_have_value("8")
    opened.get_by_role("button", name="Đưa lại vào biểu mẫu").click()
    expect(opened.locator("[name=version]")).to_have_value("7")


def test_rows_that_were_added_come_back_too(opened):
    opened.get_by_role("button", name="Thêm minh chứng").click()
    rows = opened.get_by_label("Số, ký hiệu")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_be_focused()
    rows.nth(1).fill("412/BC-UBND")
    opened.goto("/doi-mat-khau/")
    opened.goto("/viec/")
    opened.get_by_role("button", name="Đưa lại vào biểu mẫu").click()
    expect(opened.get_by_label("Số, ký hiệu")).to_have_count(2)
    expect(opened.get_by_label("Số, ký hiệu").nth(1)).to_have_value("412/BC-UBND")


def test_saved_text_is_not_offered_again(opened):
    opened.get_by_label("Đang thực hiện").check()
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    opened.keyboard.press("Control+s")
    expect(opened.get_by_text("Đã lưu lúc 09:41")).to_be_visible()
    opened.goto("/viec/")
    expect(opened.get_by_role("button", name="Đưa lại vào biểu mẫu")).to_have_count(0)
    assert opened.evaluate("Object.keys(localStorage).length") == 0


def test_text_is_forgotten_on_request_and_at_sign_out(opened):
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    opened.goto("/doi-mat-khau/")
    opened.goto("/viec/")
    opened.get_by_role("button", name="Bỏ nội dung này").click()
    assert opened.evaluate("Object.keys(localStorage).length") == 0
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    assert opened.evaluate("Object.keys(localStorage).length") == 1
    opened.get_by_role("button", name="Đăng xuất").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    assert opened.evaluate("Object.keys(localStorage).length") == 0


def test_text_of_one_person_is_not_offered_to_another(opened, sign_in):
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    sign_in(opened, make.make_officer())
    opened.goto("/viec/")
    expect(opened.get_by_role("button", name="Đưa lại vào biểu mẫu")).to_have_count(0)


def test_leaving_with_unsaved_text_is_asked(officer, signed_in):
    page = signed_in(officer)
    asked = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto("/viec/")
    page.goto("/doi-mat-khau/")
    assert asked == []
    page.goto("/viec/")
    page.get_by_label("Kết quả thực hiện").press_sequentially("Đã")
    page.goto("/doi-mat-khau/")
    assert asked == ["beforeunload"]


def test_row_is_added_without_a_script(officer, open_page, sign_in):
    page = sign_in(open_page(java_script_enabled=False), officer)
    page.goto("/viec/")
    page.get_by_label("Kết quả thực hiện").fill(TYPED)
    page.get_by_role("button", name="Thêm minh chứng").click()
    expect(page.get_by_label("Số, ký hiệu")).to_have_count(2)
    expect(page.get_by_label("Kết quả thực hiện")).to_have_value(TYPED)
    expect(page.locator(".error-summary")).to_have_count(0)


def test_lost_line_is_told_and_the_text_stays(opened):
    allow_status(opened, 500)
    opened.get_by_label("Kết quả thực hiện").fill(TYPED)
    opened.evaluate("""() => new Promise((done) => {
      const script = document.createElement("script");
      script.src = document.querySelector("meta[name=htmx]").content;
      script.onload = () => done();
      document.head.append(script);
    })""")
    opened.evaluate("""() => htmx.ajax("GET", "/hong/", {target: "main"}).catch(() => {})""")
    expect(opened.locator("#thong-bao")).to_contain_text("Máy chủ gặp lỗi, chưa lưu được.")
    expect(opened.get_by_label("Kết quả thực hiện")).to_have_value(TYPED)
    watch(opened).seen.clear()  # htmx repeats the refusal on the console


def test_paper_is_light_and_leaves_the_menu_out(officer, open_page, sign_in):
    page = sign_in(open_page(color_scheme="dark"), officer)
    page.goto("/viec/")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("banner")).to_be_hidden()
