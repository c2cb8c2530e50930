"""What every page of the site has: menu, band, messages, title."""

import lxml.html
import pytest

from tests import factories as make
from tests.html import flaws


@pytest.fixture
def opened(pages, client, db):
    client.force_login(make.make_officer(full_name="Nguyễn Thị Thử"))

    def get(method="get", **sent):
        text = getattr(client, method)("/viec/", **sent).text
        assert flaws(text) == []
        return lxml.html.fromstring(text)

    return get


def words(element):
    return " ".join(element.text_content().split())


def test_menu_marks_the_current_page_and_says_what_its_number_counts(opened):
    page = opened()
    links = page.findall(".//nav[@aria-label='Danh mục']//a")
    assert [words(link) for link in links] == ["Việc của tôi 6 việc cần cập nhật", "Bảng theo dõi"]
    assert [link.get("aria-current") for link in links] == ["page", None]
    button = page.find(".//button[@popovertarget]")
    assert button.get("aria-label") == "Danh mục, đang ở Việc của tôi"
    assert words(button) == "Việc của tôi"


def test_menu_button_opens_the_menu_without_a_script(opened):
    page = opened()
    for button in page.findall(".//button[@popovertarget]"):
        assert "popover" in page.get_element_by_id(button.get("popovertarget")).attrib


def test_who_is_signed_in_can_leave_and_change_the_password(opened):
    page = opened()
    who = page.find(".//div[@class='who']")
    assert words(who.find("p")) == "Nguyễn Thị Thử"
    assert who.find(".//form").attrib["method"] == "post"
    assert who.find(".//form").attrib["action"] == "/dang-xuat/"
    assert who.find(".//a").get("href") == "/doi-mat-khau/"


def test_sample_data_say_so_on_the_page(opened):
    band = opened().find(".//aside")
    assert words(band) == (
        "Dữ liệu minh họa: tình trạng, tên người, số văn bản trên trang này không có thật."
    )


def test_title_begins_with_error_while_there_are_errors(opened):
    assert opened().findtext(".//title") == "Cập nhật – Sổ Kế hoạch"
    refused = opened("post", data={"proof-TOTAL_FORMS": "0", "proof-INITIAL_FORMS": "0"})
    assert refused.findtext(".//title") == "Lỗi: Cập nhật – Sổ Kế hoạch"
    assert words(refused.find(".//h2[@id='loi-ten']")) == "Có 2 chỗ cần sửa"


def test_what_was_saved_is_told_once(opened):
    sent = {
        "state": "doing",
        "result": "Đã tập huấn",
        "proof-TOTAL_FORMS": "0",
        "proof-INITIAL_FORMS": "0",
    }
    saved = opened("post", data=sent, follow=True)
    assert words(saved.get_element_by_id("thong-bao")) == "Đã lưu lúc 09:41"
    assert saved.get_element_by_id("thong-bao").get("role") == "status"
    assert words(opened().get_element_by_id("thong-bao")) == ""
