"""Parts of pages, each drawn with what it needs."""

import datetime as dt
from types import SimpleNamespace

import lxml.html
import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.html import flaws

AT = dt.datetime(2026, 9, 2, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def draw(component, address="/", **context):
    request = RequestFactory().get(address)
    text = render_to_string(f"components/{component}.html", context, request)
    assert flaws(text) == []
    return lxml.html.fromstring(f"<div>{text}</div>")


def words(element):
    return " ".join(element.text_content().split())


def thing(**fields):
    return SimpleNamespace(**fields)


def test_mark_says_its_state_by_shape_and_word():
    label = thing(mark="m-late", word="Quá hạn 53 ngày", css="is-late")
    state = draw("mark", label=label, small=True).find("span")
    assert state.get("class") == "state is-late"
    assert state.find(".//use").get("href") == "#m-late"
    assert state.find("svg").get("aria-hidden") == "true"
    assert words(state) == "Quá hạn 53 ngày"


def test_every_state_has_its_shape():
    symbols = {symbol.get("id") for symbol in draw("sprite").iter("symbol")}
    assert symbols == {
        "m-todo",
        "m-doing",
        "m-done",
        "m-done-late",
        "m-none",
        "m-dropped",
        "m-late",
        "m-ribbon",
    }


@pytest.mark.parametrize(
    ("sort", "direction", "next_order"),
    [
        ("due", "ascending", "-due"),
        ("-due", "descending", "due"),
        ("name", None, "due"),
        ("", None, "due"),
    ],
)
def test_head_of_a_column_sorts_and_keeps_the_filters(sort, direction, next_order):
    head = draw("sort_head", "/x/?nam=2026&trang=3", key="due", word="Hạn", sort=sort)
    cell = head.find(".//th") if head.find(".//th") is not None else head
    link = head.find(".//a")
    assert words(link) == "Hạn"
    assert link.get("href") == f"?nam=2026&sap_xep={next_order}"
    assert cell.get("aria-sort") == direction


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (1, [("7", "?nam=2026&trang=7"), ("Trang sau", "?nam=2026&trang=2")]),
        (
            2,
            [
                ("Trang trước", "?nam=2026&trang=1"),
                ("7", "?nam=2026&trang=7"),
                ("Trang sau", "?nam=2026&trang=3"),
            ],
        ),
        (7, [("Trang trước", "?nam=2026&trang=6"), ("1", "?nam=2026&trang=1")]),
    ],
)
def test_pager_keeps_the_filters(number, links):
    page = Paginator(range(163), 25).get_page(number)
    pager = draw("pager", f"/x/?nam=2026&trang={number}", page=page, things="nhiệm vụ")
    shown = [
        (words(link).removeprefix("Trang ") if link.get("rel") is None else words(link), href)
        for link in pager.iter("a")
        for href in [link.get("href")]
    ]
    assert shown == links
    first, last = (number - 1) * 25 + 1, min(number * 25, 163)
    assert words(pager.find(".//p")) == f"{first} - {last} trong 163 nhiệm vụ"


def test_pager_of_one_page_only_counts():
    pager = draw("pager", page=Paginator([1, 2], 25).get_page(1), things="tổ hòa giải")
    assert words(pager) == "2 tổ hòa giải"
    assert pager.find(".//a") is None


def test_empty_list_says_what_to_do_next():
    empty = draw("empty", title="Chưa có gì", text="Nạp Kế hoạch.", url="/nhap/", action="Nạp")
    assert words(empty) == "Chưa có gì Nạp Kế hoạch. Nạp"
    assert empty.find(".//a").get("href") == "/nhap/"


def test_trail_ends_where_one_is():
    steps = [{"label": "Kế hoạch", "url": "/ke-hoach/"}]
    trail = draw("trail", trail=steps, here="II.2.a")
    assert trail.find(".//a").get("href") == "/ke-hoach/"
    assert words(trail.find(".//*[@aria-current='page']")) == "II.2.a"


def test_views_tell_how_many_even_if_none():
    views = [
        thing(label="Tất cả", url="?", is_current=True, count=12),
        thing(label="Còn thiếu", url="?thieu=1", is_current=False, count=0),
        thing(label="Bản đồ", url="?ban-do=1", is_current=False, count=None),
    ]
    drawn = draw("views", views=views, label="Lọc nhanh")
    assert [words(link) for link in drawn.iter("a")] == ["Tất cả 12", "Còn thiếu 0", "Bản đồ"]
    assert [link.get("aria-current") for link in drawn.iter("a")] == ["page", None, None]


def test_notice_takes_text_as_text():
    notice = draw("notice", kind="error", title="Chưa lưu", text="<b>2</b> chỗ")
    assert notice.find("div").get("class") == "notice notice--error"
    assert words(notice) == "Chưa lưu <b>2</b> chỗ"


def test_log_entry_tells_what_when_who_and_proof():
    told = thing(
        what="Đang thực hiện",
        at=AT,
        who="Nguyễn Thị Thử",
        mark="m-doing",
        css="is-doing",
        text="Đã rà soát",
        parts=[thing(word="Khó khăn", text="Thiếu nữ")],
        proofs=[thing(name="Công văn số 388", url="/van-ban/1/")],
    )
    entry = draw("log_entry", entry=told).find("li")
    assert entry.get("class") == "log__entry is-doing"
    assert words(entry.find(".//time")) == "09:41 ngày 02/09/2026"
    assert [words(line) for line in entry.findall("p")][1:] == [
        "Đã rà soát",
        "Khó khăn: Thiếu nữ",
        "Công văn số 388",
    ]


def test_log_entry_of_no_state_has_a_dot():
    entry = draw("log_entry", entry=thing(what="Đổi hạn", at=AT, who="Lê Văn Thử"))
    assert entry.find(".//svg") is None
    assert entry.find(".//span[@class='log__dot']") is not None


def test_proof_outside_the_site_is_told_and_cannot_look_back():
    proof = draw("evidence_item", name="Bài trên mạng", url="https://vidu.vn/", is_outside=True)
    link = proof.find(".//a")
    assert words(link) == "Bài trên mạng (mở ở thẻ mới)"
    assert "noopener" in link.get("rel")


def test_panel_names_its_facts():
    rows = [thing(word="Chủ trì", text="Văn phòng", sub="Tên trong Kế hoạch: Tư pháp")]
    panel = draw("panel", id="cac-ben", title="Cơ quan", rows=rows)
    assert panel.find("section").get("aria-labelledby") == panel.find(".//h2").get("id")
    assert words(panel.find(".//dt")) == "Chủ trì"
    assert words(panel.find(".//dd")) == "Văn phòng Tên trong Kế hoạch: Tư pháp"


def test_confirmation_counts_what_will_go_and_offers_the_way_back():
    page = draw(
        "confirm",
        question="Xóa tổ hòa giải Khu phố 3?",
        submit="Xóa tổ hòa giải",
        cancel_url="/to/3/",
        going=[thing(n=5, thing="lượt tham gia")],
        staying="Hồ sơ hòa giải viên vẫn còn.",
        hidden=[thing(name="version", value=7)],
    )
    assert words(page.find(".//li")) == "5 lượt tham gia"
    form = page.find(".//form")
    assert form.get("method") == "post"
    assert form.find("input[@name='version']").get("value") == "7"
    assert "button--danger" in form.find(".//button").get("class")
    assert form.find(".//a").get("href") == "/to/3/"


def test_foot_of_a_form_has_one_primary_button():
    foot = draw("form_foot", submit="Lưu cập nhật", cancel_url="/viec/", note="Chưa lưu")
    primary = foot.findall(".//*[@class='button button--large button--primary']")
    assert [words(button) for button in primary] == ["Lưu cập nhật"]
    assert words(foot.find(".//a")) == "Thôi"
