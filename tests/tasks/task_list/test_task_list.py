"""The list of task-years: filters in the address, counts, chips, order, pages, htmx."""

import datetime as dt

import lxml.html
import pytest
from django.urls import reverse

from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.models import TaskYear, Timeline
from tasks.models.tasks import Role as Part
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import link, options_of, read, said, texts
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:task_list")
XLSX = reverse("tasks:task_list_xlsx")
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def on_real_plan(client, real_plan):
    client.force_login(make.make_officer(locality=real_plan.locality))
    return client


def found(root) -> list[str]:
    """Clause and year of each row."""
    rows = root.xpath("//tbody/tr")
    return [f"{said(row[0])} {said(row[2])}" for row in rows]


def count(root) -> str:
    return said(root.get_element_by_id("so-nhiem-vu"))


# What is listed


def test_all_years_of_the_plan_are_there_in_its_order(on_real_plan):
    root = read(on_real_plan, f"{URL}?moi_trang=100")
    rows = found(root)
    assert len(rows) == 56
    assert rows[:3] == ["II.1.a 2024", "II.1.a 2025", "II.1.a 2026"]
    assert rows[-1] == "II.5.a 2030"
    assert count(root) == "56 / 56 nhiệm vụ theo năm, tính đến ngày 22/11/2026."


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, 8), (2025, 9), (2026, 10), (2027, 7), (2028, 7), (2029, 7), (2030, 8)],
)
def test_each_year_owes_what_the_plan_says(on_real_plan, year, expected):
    assert len(found(read(on_real_plan, f"{URL}?nam={year}"))) == expected


def test_row_says_who_leads_the_state_and_opens_its_page(cast, reader):
    root = read(reader, f"{URL}?nam=2026")
    [row] = root.xpath("//tbody/tr")
    assert [said(cell) for cell in row] == [
        "II.2.b",
        "Bồi dưỡng hòa giải viên, năm 2026",
        "2026",
        "Công chức Tư pháp - hộ tịch",
        "Chưa thực hiện",
        "31/12/2026",
        "Chưa có 325 ngày chưa cập nhật",
    ]
    assert link(root, "Bồi dưỡng hòa giải viên") == cast.task_year.get_absolute_url()
    assert link(root, "II.2.b") == cast.task.get_absolute_url()


def test_names_are_those_of_the_day_shown(cast, reader):
    office = make.make_agency(name="Văn phòng HĐND và UBND")
    make.make_succession(old=cast.officer.agency, new=office, effective_on=D(2025, 7, 1))

    def lead(query: str) -> str:
        return said(read(reader, f"{URL}?nam=2025{query}").xpath("//tbody/tr/td")[2])

    assert lead("") == "Văn phòng HĐND và UBND"
    assert lead("&tai_ngay=30/06/2025") == "Công chức Tư pháp - hộ tịch"
    assert lead("&tai_ngay=01/07/2025") == "Văn phòng HĐND và UBND"


def test_states_are_those_of_the_day_shown(cast, reader):
    cell = cast.task.timelines.get().cells.get(year=2025)
    report = Report(
        State.DONE, D(2025, 12, 20), completed_on=D(2025, 12, 20), result="Đã bồi dưỡng"
    )
    record_update(task_year_id=cell.pk, by=cast.officer, version=0, report=report, today=TODAY)
    assert found(read(reader, f"{URL}?trang_thai=da-ket-thuc&tai_ngay=19/12/2025")) == []
    for day in ("20/12/2025", "31/12/2025", "22/11/2026"):
        root = read(reader, f"{URL}?trang_thai=da-ket-thuc&tai_ngay={day}")
        assert found(root) == ["II.2.b 2025"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(D(2026, 12, 31), "Đến hạn hôm nay"), (D(2027, 1, 1), "Quá hạn 1 ngày")],
)
def test_due_day_itself_is_not_late(reader, day, expected):
    set_clock(day)
    assert texts(read(reader, f"{URL}?nam=2026"), ".state") == [expected]


# Filters


@pytest.fixture
def rows(cast):
    """Beside II.2.b 2024-2030 of the cast: a late one, an assigned one, one that nobody owns."""
    part = make.make_section(plan=cast.plan, code="II.4", text="Truyền thông")
    late = make.make_task(plan=cast.plan, clause="II.4.a", title="Truyền thông về hòa giải")
    late.section.parent = part
    late.section.save()
    make.make_party(task=late, role=Part.LEAD, agency=cast.officer.agency)
    cell = make.make_task_year(
        timeline=make.make_timeline(task=late), due_on=D(2026, 10, 31), needs_direction=True
    )
    finance = make.make_agency(name="Phòng Kinh tế")
    money = make.make_task(plan=cast.plan, clause="II.3.a", leads=[finance])
    make.make_party(task=money, role=Part.LEAD, order=1, agency=cast.partner.agency)
    done = {"state": State.DONE, "completed_on": D(2027, 1, 2), "updated_on": D(2027, 1, 2)}
    make.make_task_year(timeline=make.make_timeline(task=money), year=2025, **done)
    make.make_assignment(task=money, officer=cast.leader)
    unowned = make.make_task(plan=cast.plan, clause="II.3.b", leads=[make.make_agency()])
    make.make_task_year(
        timeline=make.make_timeline(task=unowned, kind=Timeline.Kind.ONCE), updated_on=TODAY
    )
    return {"part": part, "late": cell, "finance": finance}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tien_do=qua-han&nam=2026", ["II.4.a 2026"]),
        ("tien_do=hoan-thanh-qua-han", ["II.3.a 2025"]),
        ("tien_do=sap-den-han", []),
        ("trang_thai=hoan-thanh", ["II.3.a 2025"]),
        ("trang_thai=da-ket-thuc", ["II.3.a 2025"]),
        ("trang_thai=dang-thuc-hien", []),
        ("can_luu_y=chua-phan-cong", ["II.3.b 2026"]),
        ("can_luu_y=xin-chi-dao", ["II.4.a 2026"]),
        ("can_luu_y=chua-cap-nhat&nam=2026", ["II.2.b 2026", "II.4.a 2026"]),
        ("tim=TRUYEN thong", ["II.4.a 2026"]),
        ("tim=truyền thông", ["II.4.a 2026"]),
        ("tim=ii.3", ["II.3.a 2025", "II.3.b 2026"]),
        ("tim=%25", []),
    ],
)
def test_filter_finds_its_rows(reader, rows, query, expected):
    assert found(read(reader, f"{URL}?{query}")) == expected


def test_filter_by_body_takes_leads_and_partners_or_one_of_them(cast, reader, rows):
    front = cast.partner.agency.pk
    of_year = f"{URL}?nam=2025&co_quan={front}"
    assert found(read(reader, of_year)) == ["II.2.b 2025", "II.3.a 2025"]
    assert found(read(reader, f"{of_year}&vai_tro=chu-tri")) == ["II.3.a 2025"]
    assert found(read(reader, f"{of_year}&vai_tro=phoi-hop")) == ["II.2.b 2025"]


def test_filter_by_body_finds_what_was_printed_under_its_former_name(reader, rows):
    office = make.make_agency(name="Sở Tài chính")
    make.make_succession(old=rows["finance"], new=office)
    root = read(reader, f"{URL}?co_quan={office.pk}")
    assert found(root) == ["II.3.a 2025"]
    assert "Sở Tài chính" in options_of(root, "co_quan")
    assert "Phòng Kinh tế" not in options_of(root, "co_quan")


def test_filter_by_person_and_by_part_of_the_plan(cast, reader, rows):
    root = read(reader, f"{URL}?can_bo={cast.leader.pk}")
    assert options_of(root, "can_bo") == ["Tất cả", "Võ Thị Lãnh"]
    assert found(root) == ["II.3.a 2025"]
    assert found(read(reader, f"{URL}?phan={rows['part'].pk}")) == ["II.4.a 2026"]


def test_filters_narrow_together(reader, rows):
    assert found(read(reader, f"{URL}?tim=ii&nam=2026&tien_do=qua-han&can_luu_y=xin-chi-dao")) == [
        "II.4.a 2026"
    ]


def test_count_tells_found_and_all(reader, rows):
    assert count(read(reader, f"{URL}?nam=2026")).startswith("3 / 10 nhiệm vụ theo năm")
    assert count(read(reader, f"{URL}?tim=khong-co")).startswith("Không có nhiệm vụ nào khớp")


# Chips


def test_each_filter_in_force_can_be_taken_away(cast, reader, rows):
    agency = cast.partner.agency
    root = read(reader, f"{URL}?nam=2025&co_quan={agency.pk}&tim=ii&sap_xep=-nam&tai_ngay=1/1/2026")
    assert texts(root, ".chip") == [
        "Tìm nhiệm vụ: “ii”×, bỏ điều kiện này",
        "Năm: 2025×, bỏ điều kiện này",
        "Cơ quan: UBMTTQ xã×, bỏ điều kiện này",
        "Tính đến ngày: 01/01/2026×, bỏ điều kiện này",
    ]
    without_year = link(root, "Năm: 2025")
    assert without_year == f"?tim=ii&co_quan={agency.pk}&tai_ngay=1%2F1%2F2026&sap_xep=-nam"
    assert len(found(read(reader, URL + without_year))) == 8
    assert link(root, "Bỏ lọc") == URL


def test_nothing_in_force_shows_no_chip(reader):
    assert texts(read(reader, f"{URL}?nam=&tien_do=&co_quan=&sap_xep=han"), ".chip") == []


# What is wrong is told, the rest still filters


@pytest.mark.parametrize(
    "query",
    [
        "nam=x",
        "nam=9999",
        "co_quan=-1",
        "co_quan=999999999999999999999",
        "can_bo=0",
        "tien_do=overdue",
        "vai_tro=lead",
        "phan=1.5",
        "sap_xep=--han",
        "moi_trang=7",
        "tai_ngay=31/02/2026",
        "tai_ngay=1/1/1999",
    ],
)
def test_wrong_value_is_told_and_the_rest_still_filters(reader, rows, query):
    root = read(reader, f"{URL}?tim=ii.3&{query}")
    assert len(texts(root, ".field__error")) == 1
    assert found(root) == ["II.3.a 2025", "II.3.b 2026"]


def test_wrong_day_stays_in_its_field(reader):
    root = read(reader, f"{URL}?tai_ngay=hôm qua")
    assert root.xpath("//input[@name='tai_ngay']/@value") == ["hôm qua"]
    assert said(root.find(".//title")).startswith("Lỗi: ")


@pytest.mark.parametrize("page", ["0", "-3", "x", "9" * 25, "99"])
def test_page_that_is_not_there_gives_one_that_is(reader, page):
    assert len(found(read(reader, f"{URL}?trang={page}"))) == 7


# Order


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", "II.4.a 2026"),
        ("-diem", "II.3.b 2026"),
        ("han", "II.3.a 2025"),
        ("trang-thai", "II.4.a 2026"),
        ("-trang-thai", "II.3.a 2025"),
        ("-cap-nhat", "II.3.a 2025"),
        ("nam", "II.3.a 2025"),
    ],
)
def test_rows_stand_in_the_order_that_is_asked_for(reader, rows, sort, expected):
    TaskYear.objects.filter(timeline__task__code="II.2.b").delete()
    TaskYear.objects.filter(timeline__task__code="II.3.b").update(due_on=D(2026, 12, 31))
    assert found(read(reader, f"{URL}?sap_xep={sort}"))[0] == expected


def test_head_of_the_sorted_column_says_so_and_turns_it_round(reader):
    root = read(reader, f"{URL}?sap_xep=han&nam=2026")
    [head] = root.xpath("//th[@aria-sort]")
    assert (head.get("aria-sort"), said(head)) == ("ascending", "Hạn")
    assert head.find("a").get("href") == "?sap_xep=-han&nam=2026"
    assert link(root, "Cập nhật") == "?sap_xep=cap-nhat&nam=2026"


# Pages


def test_pages_hold_what_is_asked_for_and_keep_the_filters(on_real_plan):
    first = read(on_real_plan, f"{URL}?trang_thai=chua-thuc-hien")
    assert len(found(first)) == 25
    assert link(first, "Trang sau") == "?trang_thai=chua-thuc-hien&trang=2"
    last = read(on_real_plan, f"{URL}?trang_thai=chua-thuc-hien&trang=3")
    assert len(found(last)) == 6
    assert found(last)[-1] == "II.5.a 2030"
    assert len(found(read(on_real_plan, f"{URL}?moi_trang=50"))) == 50


# htmx


def test_htmx_gets_the_rows_the_count_and_the_address_to_remember(reader):
    answer = reader.get(f"{URL}?tim=&nam=2026&tien_do=&trang=1", headers=HTMX)
    text = answer.content.decode()
    assert "<html" not in text
    assert "<h1" not in text
    assert 'id="so-nhiem-vu" hx-swap-oob="innerHTML"' in " ".join(text.split())
    assert "<strong>1</strong> / 7 nhiệm vụ theo năm" in text
    assert answer.headers["HX-Push-Url"] == f"{URL}?nam=2026"
    assert "HX-Request" in answer.headers["Vary"]
    assert flaws(text) == []


def test_htmx_is_told_what_is_wrong(reader):
    text = reader.get(f"{URL}?tai_ngay=x", headers=HTMX).content.decode()
    assert "Nhập ngày theo dạng ngày/tháng/năm" in text


# The workbook


def test_workbook_has_every_row_that_the_filters_of_the_page_leave(on_real_plan):
    root = read(on_real_plan, f"{URL}?nam=2026&tien_do=chua-den-han&trang=1&moi_trang=25")
    rows = rows_in(on_real_plan.get(link(root, "Tải tệp Excel")))
    assert [f"{row['Điểm']} {row['Năm']}" for row in rows] == found(root)
    assert len(rows_in(on_real_plan.get(link(read(on_real_plan, URL), "Tải tệp Excel")))) == 56


def test_link_to_the_workbook_follows_filters_that_htmx_applies(cast, reader):
    answer = reader.get(f"{URL}?tim=&nam=2026&ke_hoach={cast.plan.pk}", headers=HTMX)
    root = lxml.html.fromstring(answer.content.decode())
    [row] = rows_in(reader.get(link(root, "Tải tệp Excel")))
    assert (row["Nhiệm vụ"], row["Năm"]) == ("Bồi dưỡng hòa giải viên", 2026)


def test_workbook_of_another_localitys_plan_does_not_exist(cast, client):
    client.force_login(cast.stranger)
    assert client.get(f"{XLSX}?ke_hoach={cast.plan.pk}").status_code == 404


# The page


def test_page_without_flaws_in_each_of_its_forms(reader, rows):
    for query in ("", "?nam=2026&tim=ii", "?tim=khong-co", "?tai_ngay=x", "?tai_ngay=1/1/2027"):
        assert flaws(reader.get(URL + query).content.decode()) == []


def test_another_localitys_plan_does_not_exist(cast, client):
    client.force_login(cast.stranger)
    assert client.get(f"{URL}?ke_hoach={cast.plan.pk}").status_code == 404
    assert "Chưa có kế hoạch nào" in said(read(client, URL).find(".//main"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?tai_ngay=31/12/2025",
        "?tim=ii&nam=2026&tien_do=qua-han&trang_thai=chua-ket-thuc&can_luu_y=chua-phan-cong",
        "?tim=khong-co",
    ],
)
def test_queries_do_not_grow_with_rows_nor_filters(cast, reader, query):
    counts = []
    for _ in range(3):
        task = make.make_task(
            plan=cast.plan, leads=[make.make_agency()], partners=[make.make_agency()]
        )
        make.make_assignment(task=task)
        make.make_task_year(timeline=make.make_timeline(task=task))
        counts.append(n_queries(reader, f"{URL}{query}"))
    assert counts[0] == counts[2]
