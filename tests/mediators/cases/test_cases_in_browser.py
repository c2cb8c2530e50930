"""A keeper copies a paper ledger by keyboard and pays for what was mediated, in a real browser."""

import pytest
from playwright.sync_api import expect

from mediators.models import MediationCase, Payment
from tests.browser import allow_status
from tests.conftest import PHONE
from tests.mediators import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(cast):
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    for name in ("Lê Văn An", "Trần Thị Bình"):
        make.make_member(team=team, full_name=name)
    make.make_rate(locality=cast.home, amount=250_000)
    return team


def wider(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_keeper_copies_a_ledger_by_keyboard_and_pays_for_it(cast, team, signed_in, axe):
    page = signed_in(cast.keeper)
    allow_status(page, 422)
    page.goto("/vu-viec/")
    page.get_by_role("link", name="Nhập nhiều vụ, việc").click()
    page.get_by_label("Sổ của tổ").select_option(str(team.pk))
    page.get_by_label("Năm", exact=True).select_option("2026")
    page.get_by_role("button", name="Mở sổ này").click()
    assert (axe(page), wider(page)) == ([], 0)
    page.get_by_label("Tiếp nhận, dòng 1", exact=True).focus()
    for typed in ("2/3", "Lối đi chung của ông Lê Văn Tám", "D", "an, bình", "", "9/3"):
        page.keyboard.type(typed)  # a select takes its first letters
        page.keyboard.press("Tab")
    page.keyboard.type("H")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_label("Số trong sổ, dòng 11")).to_be_focused()
    page.get_by_label("Tiếp nhận, dòng 11").fill("31/2")
    page.get_by_role("button", name="Lưu các dòng đã nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Dòng 1, nội dung: “ông Lê Văn Tám”")
    assert (axe(page), wider(page), MediationCase.objects.count()) == ([], 0, 0)
    page.get_by_label("Nội dung, dòng 1", exact=True).fill("Lối đi chung")
    page.get_by_label("Tiếp nhận, dòng 11").fill("")
    page.get_by_role("button", name="Lưu các dòng đã nhập").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Lê Văn An, Trần Thị Bình")
    assert axe(page) == []
    pay(page, axe)
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [125_000, 125_000]


def pay(page, axe) -> None:
    page.get_by_role("link", name="Thù lao").click()
    page.get_by_role("link", name="Quý I", exact=True).click()
    expect(page.get_by_text("phải chi 250.000 đồng", exact=False).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Danh sách ký nhận (Word)").click()
    assert download.value.suggested_filename == "danh-sach-chi-thu-lao-hoa-giai-vien.docx"
    assert axe(page) == []
    page.get_by_label("Chi cho Lê Văn An").check()
    page.get_by_label("Chi cho Trần Thị Bình").check()
    page.get_by_role("button", name="Ghi đã chi").click()
    expect(page.get_by_role("status").filter(has_text="Đã ghi chi 2 khoản")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi đã chi")).to_have_count(0)


def test_the_pages_on_a_phone_without_script(cast, team, open_page, sign_in):
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=False), cast.keeper)
    page.goto(f"/vu-viec/nhap/2026/{team.pk}/")
    page.get_by_label("Tiếp nhận, dòng 1", exact=True).fill("2/3")
    page.get_by_label("Phạm vi, dòng 1", exact=True).select_option("Dân sự")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_label("Tiếp nhận, dòng 11")).to_be_visible()
    page.get_by_role("button", name="Lưu các dòng đã nhập").click()
    page.get_by_role("link", name="1", exact=True).first.click()
    page.get_by_role("link", name="Sửa vụ, việc").click()
    page.get_by_label("Lê Văn An").check()
    page.get_by_role("button", name="Lưu vụ, việc").click()
    case = MediationCase.objects.get()
    assert str(case.mediators.get()) == "Lê Văn An"
    expect(page.get_by_role("heading", level=1)).to_have_text("Vụ, việc số 1")
