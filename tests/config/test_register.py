"""Registers: a column declared once, on the page, the phone card and in the file."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from django.db.models import ProtectedError
from django.test import RequestFactory

from config.register import (
    Column,
    CountedPaginator,
    Kind,
    Link,
    Register,
    cells_of,
    columns_for,
    confirm_delete,
    page_of,
    render_list,
)
from plans.office.lists import list_table
from tests.html import visible_text


def person(name: str, **fields: Any) -> SimpleNamespace:
    usual = {"phone": "", "team": None, "n": 0, "began_on": dt.date(2026, 2, 1)}
    found = SimpleNamespace(name=name, **usual | fields)
    found.get_absolute_url = lambda: f"/nguoi/{name}/"
    return found


COLUMNS = (
    Column("name", "Họ tên", Kind.TITLE, note="team.place", sort="ten", width=20),
    Column("phone", "Điện thoại", empty="chưa ghi", needs="personal", width=10),
    Column("began_on", "Từ ngày", Kind.NUMBER, on_card=False, width=10),
    Column("n", "Lượt", Kind.NUMBER, link=lambda _: "/luot/", is_strong="n", hint="name"),
    Column("code", "Mã", value=lambda one: f"M-{one.name}", on_page=False, width=8),
)
PEOPLE = Register(
    title="Mọi người",
    things="người",
    caption="Danh sách",
    columns=COLUMNS,
    nothing=("Chưa có ai", "Thêm người."),
)


class Htmx(SimpleNamespace):
    """What the middleware of htmx tells of a request."""

    def __bool__(self) -> bool:
        return bool(self.is_asking)


def page(
    rows: list[Any], *, url: str = "/nguoi/", is_asking: bool = True, **options: Any
) -> lxml.html.HtmlElement:
    """The rows as htmx gets them, or the whole page, whose head asks the database."""
    request: Any = RequestFactory().get(url)
    request.htmx = Htmx(is_asking=is_asking, boosted=False, history_restore_request=False)
    answer = render_list(request, PEOPLE, COLUMNS, rows, **options)
    return lxml.html.document_fromstring(answer.content.decode())


def test_cell_shows_value_note_link_and_what_is_not_written():
    team = SimpleNamespace(place="Tân Đông cũ")
    [[name, phone, began, n]] = cells_of(COLUMNS, [person("An", team=team, n=3)])
    assert (name["text"], name["note"], name["link"]) == ("An", "Tân Đông cũ", "/nguoi/An/")
    assert (phone["text"], phone["empty"]) == ("", "chưa ghi")
    assert began["text"] == "01/02/2026"
    assert (n["text"], n["link"], n["is_strong"], n["hint"]) == ("3", "/luot/", True, "An")


def test_columns_that_need_a_right_are_there_for_who_has_it():
    names = {
        has: [one.name for one in columns_for(COLUMNS, {"personal": has}.__getitem__)]
        for has in (True, False)
    }
    assert names[True] == ["name", "phone", "began_on", "n", "code"]
    assert names[False] == ["name", "began_on", "n", "code"]


def test_file_has_its_columns_numbered_rows_and_the_sum():
    rows = [person("An"), person("Bình", phone="09")]
    table = list_table(PEOPLE, COLUMNS, rows, notes=["Năm 2026", ""], total={"name": "Cộng"})
    assert [head.text for head in table.heads] == ["TT", "Họ tên", "Điện thoại", "Từ ngày", "Mã"]
    began = dt.date(2026, 2, 1)
    assert list(table.rows) == [[1, "An", "", began, "M-An"], [2, "Bình", "09", began, "M-Bình"]]
    assert (table.total, table.title) == (["", "Cộng", "", "", ""], "MỌI NGƯỜI")
    assert table.notes == ["Năm 2026"]


def test_page_draws_rows_as_cards_with_labels_and_a_last_row():
    root = page([person("An", n=2)], total={"name": "Cộng 1 người", "n": 2})
    labels = [cell.get("data-label") for cell in root.xpath("//tbody//td")]
    assert labels == ["Điện thoại", "Từ ngày", "Lượt"]
    assert root.xpath("//tbody//td[2]")[0].get("class") == "num table__wide"
    assert root.xpath("//tbody//th/a/@href") == ["/nguoi/An/"]
    assert root.xpath("//tfoot//text()[normalize-space()]") == ["Cộng 1 người", "2"]
    assert "1 người." in visible_text(root)


def test_empty_page_says_what_to_do():
    assert "Chưa có ai Thêm người." in visible_text(page([]))


@pytest.mark.django_db
@pytest.mark.parametrize("is_asking", [False, True])
def test_files_follow_the_filters_also_where_htmx_changes_the_rows_alone(is_asking):
    url = "/nguoi/?tim=an&trang=2"
    root = page([person("An")], url=url, is_asking=is_asking, xlsx_url="/nguoi/xlsx/")
    [files] = root.xpath("//*[@id='tai-ve']")
    assert files.get("hx-swap-oob") == ("true" if is_asking else None)
    assert files.xpath(".//a/@href") == ["/nguoi/xlsx/?tim=an", "?tim=an&in=1"]


def test_rows_that_were_counted_are_not_counted_again():
    class Uncounted(list[int]):
        def __len__(self) -> int:
            raise AssertionError("counted again")

    assert CountedPaginator(Uncounted(), 50, count=120).num_pages == 3


def test_page_number_that_is_none_shows_the_first_and_print_shows_all():
    asked = {"trang=x": 50, "trang=2": 10, "trang=99": 10, "in=1": 60}
    found = {
        query: len(page_of(RequestFactory().get(f"/?{query}"), list(range(60))).object_list)
        for query in asked
    }
    assert found == asked


def delete(method: str, act: Any, obstacles: Any = list) -> Any:
    request: Any = getattr(RequestFactory(), method)("/xoa/")
    return confirm_delete(
        request,
        "lớp",
        "Lớp A",
        delete=act,
        back="/lop/",
        then="/lop/",
        obstacles=obstacles,
        instead=[Link("Sửa lớp", "/sua/")],
    )


@pytest.mark.django_db
def test_what_somebody_used_meanwhile_is_refused_and_said_why():
    told: list[str] = []

    def act() -> None:
        told.append("Có 1 người trong lớp")
        raise ProtectedError("", set())

    answer = delete("post", act, lambda: told)
    text = visible_text(lxml.html.document_fromstring(answer.content.decode()))
    assert (answer.status_code, "Có 1 người trong lớp" in text) == (422, True)
    assert "Chưa xóa được lớp" in text


@pytest.mark.django_db
def test_looking_at_the_question_deletes_nothing():
    answer = delete("get", lambda: (_ for _ in ()).throw(AssertionError))
    text = visible_text(lxml.html.document_fromstring(answer.content.decode()))
    assert "Xóa lớp này? Lớp A" in text
