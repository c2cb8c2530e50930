"""Leadership in a real browser: what is late is asked about, answered, done and confirmed."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks.models import TaskYear
from tests.cast import make_cast
from tests.clock import set_clock
from tests.conftest import PHONE
from tests.tasks.cells import done, record, url_of

TODAY = dt.date(2026, 11, 22)
DASHBOARD = reverse("tasks:dashboard")
MEETING = reverse("tasks:meeting_sheet")
LATE = "Quá hạn 22 ngày"


@pytest.fixture
def cast(transactional_db):
    """One task-year is overdue, the others of the timeline are done or to come."""
    set_clock(TODAY)
    cast = make_cast()
    cells = TaskYear.objects.filter(timeline=cast.task_year.timeline)
    cells.filter(year=2026).update(due_on=dt.date(2026, 10, 31))
    for cell in cells.filter(year__lt=2026):
        record(cell, done(dt.date(cell.year, 11, 5)), by=cast.officer)
    cast.task_year.refresh_from_db()
    return cast


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desk", "phone"])
def test_late_work_is_asked_about_answered_done_and_confirmed(cast, open_page, sign_in, options):
    leader, officer = (sign_in(open_page(**options), one) for one in (cast.leader, cast.officer))
    leader.goto(MEETING)
    expect(leader.get_by_text(LATE, exact=True)).to_be_visible()
    expect(leader.locator("main")).not_to_contain_text("Giải trình lý do chậm")
    leader.goto("/")
    expect(leader.get_by_role("heading", level=1)).to_have_text("Tổng quan")
    leader.get_by_role("link", name="Cho ý kiến về II.2.b năm 2026").click()
    leader.get_by_label("Ý kiến chỉ đạo").fill("Giải trình lý do chậm")
    leader.get_by_label("Trả lời trước ngày").fill("27/11/2026")
    leader.get_by_role("button", name="Gửi ý kiến chỉ đạo").click()
    expect(leader.locator(".direction__text")).to_have_text("Giải trình lý do chậm")
    leader.goto(MEETING)
    expect(leader.locator("main")).to_contain_text("Giải trình lý do chậm")

    officer.goto("/")
    officer.get_by_role("link", name="Trả lời chỉ đạo").click()
    officer.get_by_label("Nội dung trả lời").fill("Lớp dời vì mưa bão, nay đã mở")
    officer.get_by_role("button", name="Gửi trả lời").click()
    officer.get_by_role("radio", name="Hoàn thành", exact=True).check()
    officer.get_by_label("Kết quả thực hiện").fill("Đã mở một lớp, 40 người dự")
    proof = officer.get_by_role("group", name="Minh chứng 1")
    proof.get_by_label("Số, ký hiệu").fill("88/BC-UBND")
    proof.get_by_label("Ngày văn bản").fill("20/11/2026")
    officer.get_by_role("button", name="Lưu cập nhật").click()
    expect(officer.get_by_role("status").first).to_contain_text("Đã lưu lúc")

    leader.goto(DASHBOARD)
    expect(leader.get_by_role("link", name="3 Chờ xác nhận")).to_be_visible()
    leader.goto(url_of(cast.task_year))
    leader.get_by_role("button", name="Kết thúc chỉ đạo").click()
    leader.get_by_role("button", name="Xác nhận kết quả").click()
    expect(leader.locator("main")).to_contain_text("Đã xác nhận")
    leader.goto(DASHBOARD)
    expect(leader.locator(".tile").first).to_have_text(re.compile(r"0\s*Quá hạn"))
    leader.goto(MEETING)
    expect(leader.get_by_text(LATE, exact=True)).to_have_count(0)
    expect(leader.locator("main")).to_contain_text("Đã kết thúc từ lần giao ban trước")
    expect(leader.locator("main")).not_to_contain_text("Giải trình lý do chậm")
    assert leader.evaluate("document.documentElement.scrollWidth") == leader.viewport_size["width"]


def test_dashboard_shows_tiles_and_exceptions_on_one_screen(cast, open_page, sign_in, axe):
    page = sign_in(open_page(), cast.leader)
    page.goto(DASHBOARD)
    for words in ("Quá hạn", "Quá hạn 22 ngày"):
        expect(page.get_by_text(words, exact=True).first).to_be_in_viewport(ratio=1)
    assert axe(page) == []


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_dashboard_and_cell_on_a_phone(cast, open_page, sign_in, options):
    page = sign_in(open_page(viewport=PHONE, color_scheme="dark", **options), cast.leader)
    for url in (DASHBOARD, url_of(cast.task_year)):
        page.goto(url)
        width = page.locator("html").bounding_box()["width"]
        assert width <= PHONE["width"]
        expect(page.get_by_role("link", name="Cho ý kiến").first).to_be_visible()
