"""The register of communication as a workbook: the rows that the filters of the page leave."""

import datetime as dt

import pytest
from django.urls import reverse

from tests import factories as make
from tests.tasks.reading import read, said
from tests.workbooks import book_of, rows_in

XLSX = reverse("tasks:communication_xlsx")


@pytest.fixture
def officer(cast, client):
    make.make_post(task_year=cast.task_year, title="=1+1", url="https://example.org/a")
    make.make_post(
        task_year=cast.task_year, title="Bài sau", done_on=None, planned_on=dt.date(2026, 12, 4)
    )
    make.make_activity(task_year=cast.task_year, title="Không phải truyền thông")
    client.force_login(cast.officer)
    return client


def titles_in(client, query=""):
    return [row["Tên tin, bài, hội nghị"] for row in rows_in(client.get(XLSX + query))]


def test_workbook_has_the_rows_of_the_page_and_keeps_formulas_as_text(officer):
    planned, posted = rows_in(officer.get(XLSX))
    assert planned["Tên tin, bài, hội nghị"] == "Bài sau (chưa thực hiện)"
    assert posted.pop("Ngày").date() == dt.date(2026, 6, 1)
    assert posted == {
        "TT": 2,
        "Loại": "Truyền thông",
        "Tên tin, bài, hội nghị": "=1+1",
        "Kênh, hình thức": "Đài truyền thanh xã",
        "Đường dẫn": "https://example.org/a",
        "Điểm": "II.2.b",
        "Nhiệm vụ": "Bồi dưỡng hòa giải viên",
        "Năm": 2026,
        "Kết quả": None,
    }
    sheet = book_of(officer.get(XLSX)).worksheets[0]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_workbook_follows_the_filters_and_names_them(officer, cast):
    assert titles_in(officer, "?tim=bai sau") == ["Bài sau (chưa thực hiện)"]
    assert titles_in(officer, "?kenh=zalo") == []
    sheet = book_of(officer.get(XLSX + "?nam=2026&kenh=thanh")).worksheets[0]
    lines = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert lines == [
        "SỔ TRUYỀN THÔNG NĂM 2026",
        str(cast.plan),
        "Năm: 2026",
        "Kênh, hình thức: “thanh”",
        "Số liệu đến ngày 22/11/2026",
    ]


def test_rows_of_several_plans_name_theirs_on_the_page_and_in_the_workbook(officer, cast):
    plan = make.make_plan(locality=cast.home, title="Kế hoạch phân loại rác")
    timeline = make.make_timeline(task=make.make_task(plan=plan))
    make.make_post(task_year=make.make_task_year(timeline=timeline), title="Bài về rác")
    plans = {row["Tên tin, bài, hội nghị"]: row["Kế hoạch"] for row in rows_in(officer.get(XLSX))}
    assert (plans["Bài về rác"], plans["=1+1"]) == (str(plan), str(cast.plan))
    shown = read(officer, reverse("tasks:communication")).xpath("//td[@data-label='Kế hoạch']")
    assert sorted(map(said, shown)) == sorted([str(plan), str(cast.plan), str(cast.plan)])
    assert titles_in(officer, f"?ke_hoach={plan.pk}") == ["Bài về rác"]


def test_another_locality_gets_no_workbook_of_the_plan(client, cast, officer):
    client.force_login(cast.stranger)
    assert client.get(f"{XLSX}?ke_hoach={cast.plan.pk}").status_code == 404
    assert client.get(XLSX).headers["Content-Type"].startswith("text/html")


def test_filters_keep_the_only_plan_that_was_picked(officer, cast):
    """For who reads several communes the page without it is another one."""
    url = reverse("tasks:communication")
    picked = f"{url}?ke_hoach={cast.plan.pk}"
    root = read(officer, f"{picked}&tim=khong-co")
    assert set(root.xpath("//a[starts-with(., 'Bỏ lọc')]/@href")) == {picked}
    [kept] = root.xpath("//form//input[@name='ke_hoach']")
    assert (kept.get("type"), kept.get("value")) == ("hidden", str(cast.plan.pk))
