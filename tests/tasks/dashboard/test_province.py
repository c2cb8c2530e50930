"""Several plans of a commune, several communes of a province: nobody is told that all is well."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import Locality, Role
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.mediators import factories as rosters
from tests.queries import n_queries
from tests.tasks.cells import done, record
from tests.tasks.dashboard.walk import Walk, linked_numbers
from tests.tasks.reading import link, read, said, texts

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:dashboard")
XLSX = reverse("tasks:dashboard_xlsx")
HEADS = (
    *("Kế hoạch", "Quá hạn", "Sắp đến hạn", "Quá kỳ chưa cập nhật", "Chưa phân công"),
    *("Xin ý kiến chỉ đạo", "Chờ xác nhận", "Chỉ đạo chờ trả lời"),
)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def province(db):
    return make.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)


@pytest.fixture
def reader(client, province):
    client.force_login(make.make_officer(locality=province, roles=[Role.LEADER]))
    return client


def add_commune(province, name, *, due_on, title="Phân loại rác"):
    """A commune with a plan of one year: one task that is assigned, one that nobody owns."""
    commune = make.make_locality(name=name, parent=province)
    plan = make.make_plan(locality=commune, title=f"{title} 2026", first_year=2026, last_year=2026)
    lead = make.make_agency(locality=commune)
    make.make_officer(agency=lead)
    task = make.make_task(plan=plan, leads=[lead], title=title)
    timeline = make.make_timeline(task=task, first_year=2026, last_year=2026)
    cell = make.make_task_year(timeline=timeline, year=2026, due_on=due_on)
    office = make.make_agency(locality=commune, is_whole_office=True)
    other = make.make_timeline(
        task=make.make_task(plan=plan, leads=[office]), first_year=2026, last_year=2026
    )
    make.make_task_year(
        timeline=other, year=2026, due_on=D(2026, 12, 15), updated_on=D(2026, 11, 1)
    )
    return commune, cell


@pytest.fixture
def two_communes(province):
    """The first is late; the second has ended its work, which waits to be confirmed."""
    late, cell = add_commune(province, "xã Đầu", due_on=D(2026, 11, 1))
    make.make_direction(task_year=cell)
    make.make_direction(task_year=cell)
    fine, ended = add_commune(province, "xã Sau", due_on=D(2026, 11, 10))
    record(ended, done(D(2026, 11, 9)))
    return late, fine


def rows_of(root):
    """Name of each row, with its numbers."""
    return {
        said(row.xpath("./th")[0]): [said(cell) for cell in row.xpath("./td")]
        for row in root.xpath("//table[contains(@class, 'communes')]/tbody/tr")
    }


# Two plans in one commune


@pytest.fixture
def second_plan(cast):
    """One year, a task that is late."""
    plan = make.make_plan(
        locality=cast.home, title="Phân loại rác 2026", first_year=2026, last_year=2026
    )
    task = make.make_task(plan=plan, leads=[cast.officer.agency], title="Thu gom")
    timeline = make.make_timeline(task=task, first_year=2026, last_year=2026)
    return make.make_task_year(timeline=timeline, year=2026, due_on=D(2026, 10, 1))


def test_late_work_of_each_plan_is_counted_and_names_its_plan(client, cast, second_plan):
    client.force_login(cast.leader)
    both = read(client, URL)
    one = read(client, f"{URL}?ke_hoach={cast.plan.pk}")
    assert texts(both, ".tile__main")[0] == "3 Quá hạn"
    assert texts(one, ".tile__main")[0] == "2 Quá hạn"
    subs = [text for text in texts(both, "tbody .table__sub") if text.startswith("II.")]
    assert sum("Phân loại rác 2026" in text for text in subs) == 1
    assert all("Phân loại rác" not in text for text in texts(one, ".table__sub"))
    assert "Phân loại rác 2026" in texts(both, ".mini-grid__plan")


def test_numbers_of_two_plans_open_their_rows(client, cast, second_plan):
    client.force_login(cast.leader)
    for query in ("", f"?ke_hoach={cast.plan.pk}", "?tai_ngay=31/12/2025", "?nam=2025"):
        walk, numbers = Walk(cast.leader, TODAY), linked_numbers(read(client, URL + query))
        assert numbers == {url: walk.n_rows(url) for url in numbers}
        assert len(numbers) > 5


def test_numbers_of_a_year_whose_plan_has_ended_since_open_their_rows(client, cast, second_plan):
    """On a day of 2027 the plan of 2026 is gone; in the lists of 2026 it was there."""
    record(second_plan, done(D(2026, 11, 20)))
    set_clock(D(2027, 2, 1))
    client.force_login(cast.leader)
    walk = Walk(cast.leader, D(2027, 2, 1))
    numbers = linked_numbers(read(client, f"{URL}?nam=2026"))
    assert numbers == {url: walk.n_rows(url) for url in numbers}


def test_rosters_are_shown_where_a_plan_is_about_them(client, cast, second_plan):
    rosters.make_full_team(commune=cast.home)
    client.force_login(cast.leader)
    about = read(client, f"{URL}?ke_hoach={cast.plan.pk}")
    waste = read(client, f"{URL}?ke_hoach={second_plan.timeline.task.plan_id}")
    found = [bool(root.xpath("//*[@id='to-hoa-giai']")) for root in (about, waste)]
    assert found == [True, False]


def test_money_of_each_plan_leads_to_its_rows(client, cast, second_plan):
    make.make_funding(task_year=second_plan, estimate=2_000_000)
    make.make_funding(task_year=cast.task_year, estimate=5_000_000)
    client.force_login(cast.leader)
    section = read(client, URL).xpath("//section[@aria-labelledby='kinh-phi']")[0]
    assert texts(section, ".fact__value a") == ["5.000.000", "2.000.000"]
    assert f"ke_hoach={cast.plan.pk}&" in link(section, "5.000.000")


# The communes of a province


def test_communes_stand_side_by_side_with_the_late_one_first(reader, two_communes):
    root = read(reader, URL)
    heads = [said(head) for head in root.xpath("//table/thead//th")]
    assert heads == ["Địa bàn", *HEADS, "Đã kết thúc / phải xong"]
    assert rows_of(root) == {
        "Tất cả": ["2", "1", "2", "1", "2", "", "1", "2", "1/2 50%"],
        "xã Đầu": ["1", "1", "1", "1", "1", "", "", "2", "0/1 0%"],
        "xã Sau": ["1", "", "1", "", "1", "", "1", "", "1/1 100%"],
    }
    assert list(rows_of(root))[1] == "xã Đầu"
    assert flaws(reader.get(URL).content.decode()) == []


def test_rows_are_sorted_by_the_column_asked_for(reader, two_communes):
    for order, first in (("ten", "xã Đầu"), ("-ten", "xã Sau"), ("-ty-le", "xã Sau")):
        assert list(rows_of(read(reader, f"{URL}?sap_xep={order}")))[1] == first
    assert list(rows_of(read(reader, f"{URL}?sap_xep=vo-ly")))[1] == "xã Đầu"


@pytest.mark.parametrize("day", ["", "05/11/2026", "31/12/2026"])
def test_each_number_of_a_province_opens_its_rows(reader, province, two_communes, day):
    user = province.agencies.get().officers.get()
    walk = Walk(user, TODAY)
    root = read(reader, URL + (f"?tai_ngay={day}" if day else ""))
    numbers = linked_numbers(root)
    assert numbers == {url: walk.n_rows(url) for url in numbers}
    assert any("dia_ban" not in url for url in numbers)
    for a in root.xpath("//td[@data-label='Chỉ đạo chờ trả lời']/a"):
        assert len(texts(read(reader, a.get("href")), ".direction__text")) == int(said(a))
    for a in root.xpath("//td[@data-label='Kế hoạch']/a"):
        opened = read(reader, a.get("href"))
        assert len(opened.xpath("//*[@id='ke-hoach']/li")) == int(said(a))


def test_past_day_counts_what_was_then(reader, two_communes):
    rows = rows_of(read(reader, f"{URL}?tai_ngay=05/11/2026"))
    assert rows["Tất cả"][1:3] == ["1", "1"]
    assert rows["xã Sau"][1:3] == ["", "1"]  # not ended then
    assert rows["xã Sau"][-1] == ""


def test_name_leads_to_the_page_of_the_commune(reader, two_communes):
    late, _ = two_communes
    root = read(reader, link(read(reader, URL), "xã Đầu"))
    assert texts(root, ".tile__main")[0] == "1 Quá hạn"
    assert str(late) in texts(root, ".page-head__lead")[0]
    assert "xã Sau" not in said(root)


def test_plans_of_the_province_are_a_row_too(reader, province, two_communes):
    plan = make.make_plan(locality=province)
    make.make_timeline(task=make.make_task(plan=plan), with_cells=True)
    assert rows_of(read(reader, URL))["tỉnh Tây Ninh"][0] == "1"


def test_work_to_come_keeps_a_task_unassigned(reader, province):
    """The cells of years to come are not loaded; an open one is known all the same."""
    commune = make.make_locality(name="xã Đầu", parent=province)
    make.make_plan(locality=make.make_locality(name="xã Sau", parent=province))
    plan = make.make_plan(locality=commune)
    task = make.make_task(plan=plan, leads=[make.make_agency(is_whole_office=True)])
    timeline = make.make_timeline(task=task, first_year=2026, last_year=2027)
    record(make.make_task_year(timeline=timeline, year=2026), done())
    make.make_task_year(timeline=timeline, year=2027)
    root = read(reader, URL)
    assert rows_of(root)["xã Đầu"][4] == "1"
    numbers = linked_numbers(root)
    walk = Walk(make.make_officer(locality=province), TODAY)
    assert numbers == {url: walk.n_rows(url) for url in numbers}


def test_commune_reads_no_table_of_communes(client, two_communes):
    late, _ = two_communes
    client.force_login(make.make_officer(locality=late, roles=[Role.LEADER]))
    assert rows_of(read(client, URL)) == {}


def test_front_door_leads_a_leader_of_a_province_to_the_communes(reader, two_communes):
    answer = reader.get(reverse("tasks:home"), follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "Tổng quan các xã, phường" in answer.content.decode()


def test_another_province_does_not_exist(reader, two_communes):
    elsewhere = make.make_plan(locality=make.make_locality(name="xã Khác"))
    for query in (f"?dia_ban={elsewhere.locality_id}", f"?ke_hoach={elsewhere.pk}"):
        assert reader.get(URL + query).status_code == 404
        assert reader.get(XLSX + query).status_code == 404
    assert "xã Khác" not in rows_of(read(reader, URL))


def test_queries_do_not_grow_with_communes(reader, province, two_communes):
    with_two = n_queries(reader, URL)
    for number in range(2):
        add_commune(province, f"xã {number}", due_on=D(2026, 11, 1))
    assert n_queries(reader, URL) == with_two


# Excel


def sheet(answer, number=0):
    book = load_workbook(BytesIO(answer.content))
    return [[c for c in row if c is not None] for row in book.worksheets[number].values if any(row)]


def test_excel_of_a_province_has_the_rows_of_the_page(reader, two_communes):
    found = sheet(reader.get(f"{XLSX}?sap_xep=-ten"))
    assert found[0] == ["Tổng quan các xã, phường, tính đến ngày 22/11/2026"]
    assert found[2:] == [
        ["Tất cả", 2, 1, 2, 1, 2, 0, 1, 2, 2, 1, 50],
        ["xã Sau", 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 100],
        ["xã Đầu", 1, 1, 1, 1, 1, 0, 0, 2, 1, 0, 0],
    ]


def test_excel_of_a_commune_has_the_figures_of_the_page(client, cast, second_plan):
    client.force_login(cast.leader)
    answer = client.get(f"{XLSX}?nam=2026")
    found = sheet(answer)
    assert ["Quá hạn", 3, "2 từ các năm trước"] in found
    assert ["Năm 2026: quá hạn", 1] in found
    assert ["Phân loại rác 2026"] in found
    [head, row] = sheet(answer, 1)[1:]
    assert dict(zip(head, row[1:], strict=True))["Quá hạn"] == 1
