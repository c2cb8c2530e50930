"""Lịch sử: three stores in one stream, to whom what, page after page, from what to what."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from mediators.models import AccessEntry, AccessKind, MaterialIssue
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.directions.reviews import review
from tasks.directions.services import give_direction
from tasks.history import stream, views
from tasks.history.sources import SOURCES, Kind, shown_fields
from tasks.history.stream import Asked, kinds_for, newest
from tasks.states import Review, State
from tests import factories as make
from tests.mediators import factories as rosters
from tests.tasks.cells import TODAY
from tests.tasks.reading import link, read, said, texts

URL = reverse("tasks:history")


def edit(row, *, by, at=None, **values):
    """A save as a request of that person makes it."""
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    if at:
        row._history_date = at
    row.save()


def at(day, hour=9):
    return dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC)


def acts(root):
    """Each act: when, who, and its lines."""
    return [said(act) for act in root.xpath("//ol[@class='log']/li")]


def told(root):
    """The lines of each act, without when and who."""
    parts = [
        act.xpath("./*[not(contains(concat(' ', @class, ' '), ' note ')) and not(self::span)]")
        for act in root.xpath("//ol[@class='log']/li")
    ]
    return [" ".join(said(part) for part in own) for own in parts]


def test_report_says_from_what_to_what_and_leads_to_its_cell(client, cast):
    for day, words in ((1, "Mở 01 lớp"), (2, "Mở 02 lớp")):
        report = Report(State.DOING, dt.date(2026, 10, day), result=words)
        cast.task_year.refresh_from_db()
        record_update(
            task_year_id=cast.task_year.pk,
            by=cast.officer,
            version=cast.task_year.version,
            report=report,
            today=TODAY,
            now=at(day),
        )
    client.force_login(cast.partner)
    root = read(client, f"{URL}?loai=tien-do")
    assert texts(root, ".log__day") == ["Thứ sáu, 02/10/2026", "Thứ năm, 01/10/2026"]
    second, first = acts(root)
    assert second == (
        "16:00 Nguyễn Thị Phụ Trách Cập nhật tiến độ "
        "II.2.b Bồi dưỡng hòa giải viên, năm 2026 "
        "Tính đến ngày: 01/10/2026 → đổi thành 02/10/2026 "
        "Kết quả thực hiện: Mở 01 lớp → đổi thành Mở 02 lớp"
    )
    assert "Kết quả thực hiện: Mở 01 lớp" in first
    things = set(root.xpath("//ol[@class='log']//a/@href"))
    assert things == {cast.task_year.get_absolute_url()}


def test_leaderships_acts_stand_beside_it(client, cast):
    cell = cast.task_year
    done = Report(State.DONE, TODAY, completed_on=TODAY, result="Xong")
    record_update(task_year_id=cell.pk, by=cast.officer, version=0, report=done, today=TODAY)
    give_direction(
        task_year=cell, text="Gửi danh sách", by=cast.leader, today=TODAY, addressee=cast.officer
    )
    review(task_year=cell, verdict=Review.RETURNED, by=cast.leader, version=1, reason="Thiếu ảnh")
    client.force_login(cast.officer)
    heads = texts(read(client, f"{URL}?loai=tien-do"), ".log__what")
    assert heads == ["Kết luận của lãnh đạo", "Ý kiến chỉ đạo", "Cập nhật tiến độ"]
    leader, _ = told(read(client, f"{URL}?loai=tien-do"))
    thing = "II.2.b Bồi dưỡng hòa giải viên, năm 2026"
    assert leader == (
        f"Kết luận của lãnh đạo {thing} Kết luận: Trả lại Lý do: Thiếu ảnh "
        f"Ý kiến chỉ đạo {thing} Ý kiến chỉ đạo: Gửi danh sách Giao cho: Nguyễn Thị Phụ Trách"
    )


def test_save_without_a_change_is_not_shown(client, cast):
    edit(cast.task, by=cast.administrator)
    edit(cast.task, by=cast.administrator, title="Tập huấn hòa giải viên")
    edit(cast.task, by=cast.administrator)
    client.force_login(cast.officer)
    [entry] = told(read(client, f"{URL}?loai=ke-hoach"))
    assert entry.startswith("Sửa nhiệm vụ")
    assert "Bồi dưỡng hòa giải viên → đổi thành Tập huấn hòa giải viên" in entry


def test_values_are_those_that_people_read(client, cast):
    other = make.make_officer(full_name="Trần Thị Thay", agency=cast.officer.agency)
    row = make.make_assignment(task=cast.task, officer=cast.officer)
    edit(row, by=cast.coordinator, officer=other, until=dt.date(2026, 12, 31))
    client.force_login(cast.officer)
    entry = told(read(client, f"{URL}?loai=ke-hoach"))[0]
    assert "Nguyễn Thị Phụ Trách → đổi thành Trần Thị Thay" in entry
    assert "chưa ghi → đổi thành 31/12/2026" in entry


# To whom what


@pytest.fixture
def moved(cast):
    """A mediator whose telephone and occupation were changed by the keeper."""
    person = rosters.make_mediator(
        full_name="Lý Thị Mai", locality=cast.home, phone="0911 222 333", occupation="Giáo viên"
    )
    edit(person, by=cast.keeper, phone="0944 555 666", occupation="Hưu trí")
    return person


@pytest.mark.parametrize(
    ("member", "reads"),
    [
        ("officer", ""),
        ("partner", ""),
        ("leader", "that it changed"),
        ("coordinator", "that it changed"),
        ("keeper", "values"),
        ("administrator", "values"),
    ],
)
def test_rosters_are_for_who_reads_them_and_telephones_for_who_keeps(
    client, cast, moved, member, reads
):
    sees, values = reads != "", reads == "values"
    client.force_login(cast.member(member))
    text = " ".join(told(read(client, URL)))
    assert ("Sửa hòa giải viên" in text) is sees
    assert ("Giáo viên → đổi thành Hưu trí" in text) is sees
    assert ("0944 555 666" in text) is ("0911 222 333" in text) is values
    assert ("đã thay đổi" in text) is (sees and not values)
    looked = AccessEntry.objects.filter(officer=cast.member(member), kind=AccessKind.VIEW)
    assert looked.exists() is values


def test_other_localities_do_not_exist(client, cast, moved):
    edit(cast.task, by=cast.administrator, title="Tập huấn")
    AccessEntry.note(AccessKind.VIEW, "Lý Thị Mai", by=cast.keeper, locality=cast.home)
    client.force_login(cast.stranger)
    assert [one.split()[:2] for one in told(read(client, URL))] == [["Sửa", "cán"]]  # of their own


def test_looks_at_personal_data_are_for_administrators(client, cast, moved):
    AccessEntry.note(
        AccessKind.VIEW, "Trang của Lý Thị Mai", by=cast.keeper, locality=cast.home, mediator=moved
    )
    query = f"{URL}?loai=truy-cap"
    for member, expected in (("keeper", 0), ("administrator", 1)):
        client.force_login(cast.member(member))
        root = read(client, query)
        assert len([one for one in told(root) if "Trang của Lý Thị Mai" in one]) == expected
    assert link(root, "Trang của") == moved.get_absolute_url()


# Filters and pages


def test_page_of_a_task_leads_to_all_that_was_done_about_it(client, cast):
    other = make.make_task(plan=cast.plan, title="Việc khác")
    for task in (cast.task, other):
        edit(task, by=cast.administrator, title=f"{task.title} (sửa)")
    make.make_update(task_year=cast.task_year, author=cast.officer, result="Đã mở lớp")
    root = read(client, link(read(client, cast.task.get_absolute_url()), "Lịch sử đầy đủ"))
    assert texts(root, ".log__what") == ["Sửa nhiệm vụ", "Cập nhật tiến độ"]
    assert "Việc khác" not in said(root)
    assert told(read(client, f"{URL}?nhiem_vu={cast.task.pk}&loai=co-quan")) == []
    client.force_login(cast.stranger)
    assert client.get(f"{URL}?nhiem_vu={cast.task.pk}").status_code == 404


def test_filters_by_person_thing_and_day(client, cast):
    edit(cast.task, by=cast.administrator, at=at(5), title="Tập huấn nghiệp vụ")
    edit(cast.task, by=cast.coordinator, at=at(6), title="Bồi dưỡng nghiệp vụ")
    client.force_login(cast.officer)
    asked = {
        "nguoi=bui thi": ["05/10/2026"],
        "nguoi=pham": ["06/10/2026"],
        "tim=boi duong": ["06/10/2026", "05/10/2026"],
        "tim=khong co": [],
        "tu=06/10/2026": ["06/10/2026"],
        "den=05/10/2026": ["05/10/2026"],
        "den=31/12/9999": ["06/10/2026", "05/10/2026"],
    }
    found = {
        query: [day[-10:] for day in texts(read(client, f"{URL}?{query}"), ".log__day")]
        for query in asked
    }
    assert found == asked


def test_wrong_days_are_told_and_what_was_typed_stays(client, cast):
    root = read(client, f"{URL}?tu=06/10/2026&den=01/10/2026")
    assert texts(root, ".field__error") == ["Đến ngày phải từ 06/10/2026 trở đi"]
    assert root.xpath("//input[@name='den']/@value") == ["01/10/2026"]


@pytest.fixture(autouse=True)
def _signed_in(client, cast):
    client.force_login(cast.officer)


def keys_of(page):
    return [(record.source.model, record.row.pk) for record in page.records]


def test_pages_hold_each_row_once_though_many_are_of_one_instant(cast, monkeypatch):
    for number in range(7):
        edit(cast.task, by=cast.administrator, at=at(5), title=f"Lần {number}")
        edit(cast.plan, by=cast.administrator, at=at(5), title=f"Kế hoạch {number}")
    asked = Asked(frozenset(kinds_for(cast.officer)))
    everything = newest(cast.officer, asked)
    monkeypatch.setattr(stream, "PAGE_ROWS", 3)
    pages = [newest(cast.officer, asked)]
    while pages[-1].behind:
        pages.append(newest(cast.officer, replace(asked, behind=pages[-1].behind)))
    assert [key for page in pages for key in keys_of(page)] == keys_of(everything)
    assert [len(page.records) for page in pages] == [3, 3, 3, 3, 2]
    assert [page.is_cut for page in pages] == [True] * 4 + [False]


NO_CURSORS = [
    "",
    "x-1-2",
    "20261005-1",
    "20269999000000000000-1-2",
    "20261005000000000000-99999999999999999999-1",
    "20261005000000000000-1-99999999999999999999",
]


@pytest.mark.parametrize("text", NO_CURSORS)
def test_cursor_that_is_none_begins_at_the_newest(client, cast, text):
    edit(cast.task, by=cast.administrator, title="Tập huấn")
    assert len(told(read(client, f"{URL}?sau={text}"))) == 1


def test_older_and_newest_are_links(client, cast):
    for minute in range(31):
        when = at(5) + dt.timedelta(minutes=minute)
        edit(cast.task, by=cast.administrator, at=when, title=f"Lần {minute}")
    root = read(client, URL)
    assert len(told(root)) == 30
    older = read(client, URL + link(root, "Cũ hơn"))
    assert [one.endswith("đổi thành Lần 0") for one in told(older)] == [True]
    assert link(older, "Mới nhất").startswith(("?", URL))


def test_a_page_of_saves_without_a_change_is_passed_over(client, cast, monkeypatch):
    edit(cast.task, by=cast.administrator, at=at(5), title="Tập huấn")
    for minute in range(5):
        edit(cast.task, by=cast.administrator, at=at(6) + dt.timedelta(minutes=minute))
    monkeypatch.setattr(stream, "PAGE_ACTS", 2)
    assert len(told(read(client, f"{URL}?loai=ke-hoach"))) == 1


# Many at once


@pytest.fixture
def issued(cast):
    """A material that the keeper gave to five people at once, one of them on another day."""
    material = rosters.make_material(locality=cast.home, title="Bộ tài liệu")
    for number in range(5):
        person = rosters.make_mediator(full_name=f"Lý Thị {number}", locality=cast.home)
        row: Any = MaterialIssue(material=material, mediator=person, given_on=dt.date(2026, 10, 1))
        if number == 4:
            row.given_on = dt.date(2026, 10, 2)
        edit(row, by=cast.keeper, at=at(5) + dt.timedelta(seconds=number))
    return material


def test_what_one_person_does_to_many_in_a_minute_is_one_line(client, cast, issued):
    client.force_login(cast.keeper)
    root = read(client, f"{URL}?loai=hoa-giai")
    assert acts(root) == [
        (
            "16:00 Đặng Văn Sổ Cấp tài liệu cho 5 người Bộ tài liệu Xem từng lần "
            "Lý Thị 4 Ngày cấp: 02/10/2026 Lý Thị 3 Ngày cấp: 01/10/2026 "
            "Lý Thị 2 Ngày cấp: 01/10/2026 Lý Thị 1 Ngày cấp: 01/10/2026 "
            "Lý Thị 0 Ngày cấp: 01/10/2026"
        )
    ]
    assert link(root, "Bộ tài liệu") == issued.get_absolute_url()
    assert root.xpath("//details[@open]") == []


def test_what_they_have_in_common_is_said_once(client, cast, issued):
    MaterialIssue.history.update(given_on=dt.date(2026, 10, 1))
    client.force_login(cast.keeper)
    [act] = told(read(client, f"{URL}?loai=hoa-giai"))
    assert act == (
        "Cấp tài liệu cho 5 người Bộ tài liệu Ngày cấp: 01/10/2026 Xem từng lần "
        "Lý Thị 4 Lý Thị 3 Lý Thị 2 Lý Thị 1 Lý Thị 0"
    )


def test_an_act_that_goes_on_on_the_next_page_says_so(client, cast, issued, monkeypatch):
    monkeypatch.setattr(stream, "PAGE_ROWS", 3)
    client.force_login(cast.keeper)
    root = read(client, f"{URL}?loai=hoa-giai")
    words = "Việc cuối cùng ở trên còn tiếp ở trang sau."
    assert words in texts(root, ".note")
    older = read(client, URL + link(root, "Cũ hơn"))
    assert words not in texts(older, ".note")
    assert told(older)[0].startswith("Cấp tài liệu cho 2 người")


def test_several_edits_of_one_thing_are_counted_as_such(client, cast):
    for title in ("Tập huấn", "Bồi dưỡng"):
        edit(cast.task, by=cast.administrator, title=title)
    [act] = told(read(client, f"{URL}?loai=ke-hoach"))
    assert act == (
        "Sửa nhiệm vụ, 2 lần II.2.b Bồi dưỡng Xem từng lần "
        "Tên trong Kế hoạch: Tập huấn → đổi thành Bồi dưỡng "
        "Tên trong Kế hoạch: Bồi dưỡng hòa giải viên → đổi thành Tập huấn"
    )


def test_every_table_of_the_history_can_be_read(cast):
    """Their lookups, columns and addresses are names in strings."""
    for source in SOURCES:
        columns = [name for name in (*source.thing, source.key) if name]
        assert list(source.rows.none().values_list(*columns)) == []
        assert str(stream._joined(source.model).query)
        assert source.kind is Kind.LOOKS or shown_fields(source)
        assert not source.page or reverse(source.page, args=[1] if source.key else [])
    asked = Asked(frozenset(Kind), thing="100%_", person="ai", since=TODAY, until=TODAY)
    assert newest(cast.superuser, asked).records == []


def test_queries_do_not_grow_with_the_rows(cast, client, django_assert_max_num_queries):
    for number in range(3):
        when = at(5) + dt.timedelta(minutes=number)
        edit(cast.task, by=cast.administrator, at=when, title=f"Lần {number}")
        make.make_update(task_year=cast.task_year, author=cast.officer, result=f"Lần {number}")
    with django_assert_max_num_queries(20):
        read(client, URL)


def test_table_holds_what_the_filters_leave(client, cast):
    edit(cast.task, by=cast.administrator, at=at(5), title="=1+1")
    answer = client.get(reverse("tasks:history_xlsx"), {"loai": "ke-hoach"})
    [sheet] = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    line = [cell.value for cell in list(sheet.rows)[-1]]
    assert line == [
        1,
        "16:00 05/10/2026",
        "Bùi Thị Trị",
        "Sửa nhiệm vụ",
        "II.2.b =1+1",
        "Tên trong Kế hoạch: Bồi dưỡng hòa giải viên → =1+1",
    ]


def test_what_is_gone_says_so_without_a_link(client, cast):
    row: Any = make.make_document(locality=cast.home, number="12/BC-UBND")
    row._history_user = cast.administrator
    row.delete()
    [entry] = told(read(client, f"{URL}?loai=chuong-trinh"))
    assert entry.startswith("Xóa văn bản")


def test_one_of_several_rows_of_a_cell_says_which_and_what_was_there(client, cast):
    body = cast.officer.agency
    money: Any = make.make_funding(task_year=cast.task_year, agency=body, estimate=9_000_000)
    edit(money, by=cast.coordinator, estimate=7_000_000)
    money._history_user = cast.coordinator
    money.delete()
    [act] = told(read(client, f"{URL}?loai=chuong-trinh"))
    which = f"Cơ quan, đơn vị: {body} Nguồn: Ngân sách nhà nước"
    gone, changed = act.split("Sửa khoản kinh phí")
    assert gone.startswith("Xóa khoản kinh phí II.2.b")
    assert f"{which} " in gone
    assert gone.strip().endswith("Dự toán (đồng): 7.000.000")
    assert changed.endswith(f"{which} Dự toán (đồng): 9.000.000 → đổi thành 7.000.000")


def test_file_that_is_cut_says_so(client, cast, monkeypatch):
    monkeypatch.setattr(views, "EXPORT_ROWS", 2)
    for number in range(3):
        edit(cast.task, by=cast.administrator, title=f"Lần {number}")
        answer = client.get(reverse("tasks:history_xlsx"), {"loai": "ke-hoach"})
        [sheet] = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
        cells = [cell.value for line in sheet.rows for cell in line]
        assert (views.CUT in cells) is (number == 2)
