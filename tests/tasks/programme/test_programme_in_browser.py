"""The year's programme in a real browser: copied, done, cited; a post and money beside it."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks.models import Activity, Evidence, TaskYear
from tests import factories as make
from tests.browser import allow_status
from tests.cast import make_cast
from tests.clock import set_clock
from tests.conftest import PHONE
from tests.tasks.cells import TODAY

PAGE = reverse("tasks:programme")


@pytest.fixture
def cast(transactional_db):
    set_clock(TODAY)
    cast = make_cast()
    last_year = TaskYear.objects.get(timeline=cast.task_year.timeline, year=2025)
    day = dt.date(2025, 11, 20)
    make.make_activity(task_year=last_year, title="Lớp tập huấn năm 2025", planned_on=day)
    make.make_activity(task_year=last_year, title="Việc chỉ của năm trước")
    return cast


def test_a_year_is_planned_done_and_proved_without_a_script(cast, open_page, sign_in):
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), cast.officer)
    page.goto(PAGE)
    page.get_by_role("link", name="Chép từ năm 2025").click()
    page.get_by_label("Việc chỉ của năm trước").uncheck()
    page.get_by_role("button", name="Chép các hoạt động đã đánh dấu").click()
    expect(page.get_by_role("status").first).to_have_text("Đã chép 1 hoạt động từ năm 2025")
    row = page.get_by_role("row").filter(has_text="Lớp tập huấn năm 2026")
    expect(row).to_contain_text("Quá ngày dự kiến")
    row.get_by_role("button", name="Đã làm").click()
    expect(row).to_contain_text("22/11/2026")

    page.get_by_role("link", name="Truyền thông").click()
    page.get_by_role("link", name="Ghi tin, bài").click()
    page.get_by_label("Tên tin, bài, hội nghị").fill("Tin về lớp tập huấn")
    page.get_by_label("Kênh, hình thức").fill("Trang thông tin điện tử")
    page.get_by_role("textbox", name="Đường dẫn").fill("https://example.org/lop-tap-huan")
    page.get_by_label("Thuộc nhiệm vụ").select_option(str(cast.task_year.pk))
    page.get_by_role("button", name="Lưu tin, bài").click()
    page.get_by_role("link", name="Tin về lớp tập huấn", exact=True).click()
    page.get_by_role("button", name="Dùng làm minh chứng").click()
    expect(page.get_by_role("row").filter(has_text="Tin về lớp")).to_contain_text(
        "đã là minh chứng"
    )
    assert Evidence.objects.get().url == "https://example.org/lop-tap-huan"
    assert Activity.objects.in_year(2026).done().count() == 2


def test_the_programme_fits_a_phone(cast, open_page, sign_in, axe):
    make.make_post(task_year=cast.task_year, url="https://example.org/tin")
    page = sign_in(open_page(viewport=PHONE), cast.officer)
    page.goto(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert axe(page) == []


def test_money_is_written_as_people_write_it(cast, open_page, sign_in, axe):
    page = sign_in(open_page(), cast.coordinator)
    allow_status(page, 422)
    page.goto(reverse("tasks:funding"))
    page.get_by_role("link", name="Thêm kinh phí cho II.2.b").click()
    page.get_by_label("Dự toán (đồng)").fill("12,5 triệu")
    page.get_by_label("Thực chi (đồng)").fill("mười triệu")
    page.get_by_role("button", name="Lưu kinh phí").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("ví dụ 12.500.000")
    page.get_by_label("Thực chi (đồng)").fill("10.000.000")
    page.get_by_role("button", name="Lưu kinh phí").click()
    expect(page.locator("main")).to_contain_text("Dự toán 12.500.000 đ, thực chi 10.000.000 đ")
    assert axe(page) == []
    page.goto(reverse("tasks:dashboard"))
    page.get_by_role("link", name="12.500.000").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kinh phí năm 2026")
