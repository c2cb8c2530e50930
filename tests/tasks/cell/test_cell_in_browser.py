"""The cell's page as people use it: at a desk, on a phone, without a script, two at once."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks.cell.contributions import record_contribution
from tasks.documents.services import Proof
from tasks.models import Document, Evidence, StatusUpdate
from tasks.states import State
from tests.browser import allow_status
from tests.cast import make_cast
from tests.clock import set_clock
from tests.conftest import DESK, PHONE
from tests.tasks.cells import PDF, TODAY, doing, record, url_of
from tests.windows import looks

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = {
    "desk": {"viewport": DESK},
    "phone": {"viewport": PHONE, "has_touch": True},
    "without a script": {"java_script_enabled": False},
}


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture(params=list(WINDOWS.values()), ids=list(WINDOWS))
def window(request):
    return request.param


@pytest.fixture
def at_work(open_page, sign_in, cast, window):
    return sign_in(open_page(**window), cast.officer)


def choose(page, name):
    page.get_by_role("radio", name=name, exact=True).check()


def test_officer_reports_as_done_with_a_numbered_document(at_work, cast):
    """From "Việc của tôi" in three clicks: update, done, save."""
    at_work.goto(reverse("tasks:my_work"))
    at_work.locator(f"main a[href='{url_of(cast.task_year)}']").last.click()
    choose(at_work, "Hoàn thành")
    at_work.get_by_label("Kết quả thực hiện").fill("Đã bồi dưỡng 40 hòa giải viên")
    first = at_work.get_by_role("group", name="Minh chứng 1")
    first.get_by_label("Số, ký hiệu").fill("412/BC-UBND")
    first.get_by_label("Ngày văn bản").fill("20/11/2026")
    at_work.get_by_role("button", name="Lưu cập nhật").click()

    expect(at_work.get_by_role("status").first).to_contain_text("Đã lưu lúc")
    expect(at_work.locator("h1 + p")).to_contain_text("Hoàn thành")
    proof = "Báo cáo số 412/BC-UBND ngày 20/11/2026"
    expect(at_work.locator(".evidence")).to_contain_text(proof)
    cast.task_year.refresh_from_db()
    assert (cast.task_year.state, cast.task_year.completed_on) == (State.DONE, TODAY)
    assert str(Evidence.objects.get()) == proof


def test_errors_get_the_cursor_and_what_was_typed_stays(at_work, cast, window):
    allow_status(at_work, 422)
    at_work.goto(url_of(cast.task_year))
    choose(at_work, "Không phát sinh")
    at_work.get_by_label("Khó khăn, vướng mắc").fill("Mưa nhiều")
    at_work.get_by_role("button", name="Lưu cập nhật").click()

    summary = at_work.get_by_role("alert")
    expect(summary).to_contain_text("Nhập lý do không phát sinh")
    expect(at_work).to_have_title("Lỗi: Bồi dưỡng hòa giải viên, năm 2026 – Sổ Kế hoạch")
    expect(at_work.get_by_label("Khó khăn, vướng mắc")).to_have_value("Mưa nhiều")
    if window.get("java_script_enabled", True):
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="Nhập lý do không phát sinh").click()
    if window.get("java_script_enabled", True):
        expect(at_work.get_by_label("Lý do")).to_be_focused()
    at_work.get_by_label("Lý do").fill("Không có lớp nào được giao")
    at_work.get_by_role("button", name="Lưu cập nhật").click()
    expect(at_work.locator("h1 + p")).to_contain_text("Không phát sinh")


def test_unchanged_is_one_click(at_work, cast, window):
    record(cast.task_year, doing(on=dt.date(2026, 6, 1)), by=cast.officer)
    at_work.goto(url_of(cast.task_year))
    at_work.get_by_role("button", name="Không thay đổi").click()
    expect(at_work.get_by_role("status").first).to_contain_text("Đã lưu lúc")
    if window.get("java_script_enabled", True):
        expect(at_work.get_by_role("main")).to_be_focused()
    assert StatusUpdate.objects.order_by("pk").last().is_unchanged is True


def test_line_of_evidence_is_added(at_work, cast):
    at_work.goto(url_of(cast.task_year))
    at_work.get_by_label("Kết quả thực hiện").fill("Đang mở lớp")
    at_work.get_by_role("button", name="Thêm minh chứng").click()
    second = at_work.get_by_role("group", name="Minh chứng 2")
    second.get_by_label("Số, ký hiệu").fill("9/KH-UBND")
    second.get_by_label("Ngày văn bản").fill("1/10/2026")
    expect(at_work.get_by_label("Kết quả thực hiện")).to_have_value("Đang mở lớp")
    choose(at_work, "Đang thực hiện")
    at_work.get_by_role("button", name="Lưu cập nhật").click()
    expect(at_work.locator(".evidence")).to_contain_text("số 9/KH-UBND")


def test_two_people_on_one_form_lose_nothing(open_page, sign_in, cast, window):
    first = sign_in(open_page(**window), cast.officer)
    second = sign_in(open_page(**window), cast.coordinator)
    allow_status(second, 409)
    for page in (first, second):
        page.goto(url_of(cast.task_year))
        choose(page, "Đang thực hiện")
    first.get_by_label("Kết quả thực hiện").fill("Mở lớp tại trụ sở")
    first.get_by_role("button", name="Lưu cập nhật").click()
    expect(first.get_by_role("status").first).to_contain_text("Đã lưu lúc")
    second.get_by_label("Kết quả thực hiện").fill("Mở lớp tại nhà văn hóa")
    line = second.get_by_role("group", name="Minh chứng 1")
    line.get_by_label("Số, ký hiệu").fill("412/BC-UBND")
    line.get_by_label("Ngày văn bản").fill("20/11/2026")
    second.get_by_role("button", name="Lưu cập nhật").click()

    expect(second.get_by_role("heading", level=1)).to_have_text("Chọn nội dung sẽ lưu")
    expect(second.get_by_role("alert")).to_contain_text("Nguyễn Thị Phụ Trách đã lưu")
    expect(second.get_by_role("main")).to_contain_text("Mở lớp tại trụ sở")
    choose(second, "Ghép cả hai, sửa được")
    both = second.get_by_label("Kết quả thực hiện, bản ghép")
    expect(both).to_have_value("Mở lớp tại trụ sở\nMở lớp tại nhà văn hóa")
    both.fill("Mở lớp tại trụ sở và nhà văn hóa")
    second.get_by_role("button", name="Lưu nội dung đã chọn").click()
    expect(second.get_by_role("status").first).to_contain_text("Đã lưu lúc")
    expect(second.locator(".evidence")).to_contain_text("412/BC-UBND")
    results = StatusUpdate.objects.order_by("pk").values_list("result", flat=True)
    assert list(results) == ["Mở lớp tại trụ sở", "Mở lớp tại trụ sở và nhà văn hóa"]


def test_state_says_which_fields_it_needs(open_page, sign_in, cast):
    page = sign_in(open_page(), cast.officer)
    page.goto(url_of(cast.task_year))
    day, reason = page.get_by_label("Ngày hoàn thành"), page.get_by_label("Lý do")
    link = page.get_by_role("group", name="Minh chứng 1").get_by_label("Đường dẫn")
    seen = []
    for state in ("Đang thực hiện", "Hoàn thành", "Không thực hiện"):
        choose(page, state)
        seen.append((day.is_visible(), reason.is_visible()))
    assert seen == [(False, False), (True, False), (False, True)]
    assert not link.is_visible()
    page.get_by_label("Loại").first.select_option("Đường dẫn trên mạng")
    expect(link).to_be_visible()
    expect(page.get_by_label("Số, ký hiệu").first).to_be_hidden()


def test_known_numbers_are_offered(open_page, sign_in, cast):
    Document.objects.create(locality=cast.home, number="412/BC-UBND", issued_on=TODAY)
    page = sign_in(open_page(), cast.officer)
    page.goto(url_of(cast.task_year))
    page.get_by_label("Số, ký hiệu").first.focus()
    option = page.locator("#van-ban-da-co option")
    expect(option).to_have_attribute("value", "412/BC-UBND")


def test_long_log_opens_in_place(open_page, sign_in, cast):
    for number in range(9):
        record(cast.task_year, doing(f"Bước {number}"), by=cast.officer)
    page = sign_in(open_page(), cast.officer)
    page.goto(url_of(cast.task_year))
    page.get_by_label("Kết quả thực hiện").fill("Đang gõ dở")
    page.get_by_role("link", name="Xem cả nhật ký (9 mục)").click()
    expect(page.locator(".log__entry")).to_have_count(9)
    expect(page.get_by_label("Kết quả thực hiện")).to_have_value("Đang gõ dở")


def filled(cast):
    """A cell with one of everything."""
    paper = Document(locality=cast.home, number="412/BC-UBND", issued_on=TODAY)
    link = Proof(url="https://example.vn/bai-1", title="Tin về lớp bồi dưỡng")
    record(
        cast.task_year,
        doing(obstacles="Thiếu giảng viên", needs_direction=True),
        by=cast.officer,
        proofs=[Proof(document=paper), link],
    )
    record_contribution(
        task_year=cast.task_year,
        by=cast.partner,
        agency=cast.partner.agency,
        done_on=TODAY,
        text="Vận động 20 người dự",
        today=TODAY,
    )
    return cast.task_year


def test_pages_are_accessible_and_fit(signed_in, cast, axe):
    windows = ("desk", "dark desk", "phone")
    cell = filled(cast)
    page = signed_in(cast.coordinator)
    allow_status(page, 409, 422)
    evidence = Evidence.objects.first()
    urls = [
        url_of(cell),
        reverse("tasks:due_date_change", args=[cell.pk]),
        reverse("tasks:contribution_create", args=[cell.pk]),
        reverse("tasks:evidence_remove", args=[evidence.pk]),
        reverse("tasks:document_list"),
    ]
    found = {}
    for url in urls:
        page.goto(url)
        found[url] = looks(page, axe, *windows)
    page.goto(url_of(cell))
    page.get_by_label("Kết quả thực hiện").fill("")
    choose(page, "Hoàn thành")
    page.get_by_role("button", name="Lưu cập nhật").click()
    expect(page.get_by_role("alert")).to_contain_text("Nhập kết quả thực hiện")
    found["errors"] = looks(page, axe, *windows)
    record(cell, doing("Bản của người khác"), by=cast.officer)
    page.get_by_label("Kết quả thực hiện").fill("Bản của tôi")
    page.get_by_role("button", name="Lưu cập nhật").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chọn nội dung sẽ lưu")
    found["conflict"] = looks(page, axe, *windows)
    assert found == {where: {} for where in found}


def test_file_is_kept_on_the_readers_machine(open_page, sign_in, cast, tmp_path):
    chosen = tmp_path / "Báo cáo năm.pdf"
    chosen.write_bytes(PDF)
    page = sign_in(open_page(), cast.officer)
    page.goto(url_of(cast.task_year))
    page.get_by_label("Kết quả thực hiện").fill("Đã gửi báo cáo")
    choose(page, "Đang thực hiện")
    line = page.get_by_role("group", name="Minh chứng 1")
    line.get_by_label("Số, ký hiệu").fill("412/BC-UBND")
    line.get_by_label("Ngày văn bản").fill("20/11/2026")
    line.get_by_label("Tệp").set_input_files(chosen)
    page.get_by_role("button", name="Lưu cập nhật").click()
    with page.expect_download() as download:
        page.locator(".evidence").get_by_role("link", name="412/BC-UBND").first.click()
    assert download.value.suggested_filename == "Báo cáo năm.pdf"
