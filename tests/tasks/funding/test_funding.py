"""Kinh phí: the rows of a year, all years side by side."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from config.money import WRONG
from tasks.models import Funding, TaskYear
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.cells import TODAY, errors_of, page_of, text_of, value_of, words_of
from tests.workbooks import rows_in

PAGE = reverse("tasks:funding")
XLSX = reverse("tasks:funding_xlsx")
LIST_XLSX = reverse("tasks:funding_list_xlsx")
BUDGET, MERGED, DONATED = (
    Funding.Source.BUDGET,
    Funding.Source.INTEGRATED,
    Funding.Source.DONATED,
)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def cell_of(cast, year):
    return TaskYear.objects.get(timeline=cast.task_year.timeline, year=year)


def money_on(response):
    """Planned and spent of each row, and the sum below them."""
    [table] = page_of(response).xpath("//main//table[contains(@class, 'programme')]")
    rows = table.xpath(".//tr[td[@data-label='Dự toán']]")
    cells = [[words_of(one) for one in row.xpath("./td[contains(@class, 'num')]")] for row in rows]
    return [tuple(int(text.replace(".", "")) for text in pair) for pair in cells]


# The page


def test_rows_of_the_year_and_their_sum(officer, cast):
    make.make_funding(task_year=cast.task_year, estimate=9_000_000, spent=6_200_000)
    make.make_funding(task_year=cast.task_year, estimate=0, spent=2_000_000, source=DONATED)
    make.make_funding(task_year=cell_of(cast, 2025), estimate=7_000_000)
    rows = [(9_000_000, 6_200_000), (0, 2_000_000), (9_000_000, 8_200_000)]
    assert money_on(officer.get(PAGE)) == rows
    assert money_on(officer.get(f"{PAGE}?nam=2025")) == [(7_000_000, 0), (7_000_000, 0)]


def test_each_number_of_the_years_leads_to_its_rows(officer, cast):
    """By source and by body, planned and spent: the address shows rows that add up to it."""
    lead, other = cast.officer.agency, make.make_agency(name="Phòng Kinh tế")
    for year, agency, source, estimate, spent in [
        (2025, lead, BUDGET, 5_000_000, 4_000_000),
        (2026, lead, BUDGET, 9_000_000, 0),
        (2026, other, BUDGET, 1_000_000, 1_500_000),
        (2026, other, MERGED, 0, 700_000),
        (2026, None, DONATED, 300_000, 0),
    ]:
        make.make_funding(
            task_year=cell_of(cast, year),
            agency=agency,
            source=source,
            estimate=estimate,
            spent=spent,
        )
    page = page_of(officer.get(PAGE))
    links = page.xpath("//table[contains(@class, 'overview')]//td/a")
    told = [(int(words_of(one).replace(".", "")), one.get("href")) for one in links]
    assert len(told) == 20
    for amount, href in told:
        column = 0 if "so=du-toan" in href else 1
        *rows, total = money_on(officer.get(PAGE + href))
        assert total[column] == amount == sum(row[column] for row in rows)
        assert all(row[column] for row in rows)


def test_a_body_that_another_followed_is_one_row_of_the_years(officer, cast):
    new = make.make_agency(name="Văn phòng HĐND và UBND")
    make.make_succession(old=cast.officer.agency, new=new)
    make.make_funding(task_year=cell_of(cast, 2024), agency=cast.officer.agency)
    make.make_funding(task_year=cast.task_year, agency=new)
    page = page_of(officer.get(PAGE))
    table = page.xpath("//section[@aria-labelledby='theo-co-quan']//tbody")[0]
    assert [words_of(one) for one in table.xpath("./tr[td]/th")] == [
        "Văn phòng HĐND và UBND",
        "Cộng",
    ]


def test_filters_that_match_nothing_say_so(officer, cast):
    make.make_funding(task_year=cast.task_year)
    answer = officer.get(f"{PAGE}?nguon=nguon-hop-phap-khac")
    assert "Không có dòng kinh phí nào khớp" in text_of(answer)


def test_readers_see_no_buttons(client, cast):
    make.make_funding(task_year=cast.task_year)
    client.force_login(cast.partner)
    page = page_of(client.get(PAGE))
    assert not page.xpath("//main//a[contains(@href, '/sua/') or contains(@href, 'them-kinh-phi')]")


# Writing


def funding_data(cast, **fields):
    return {
        "agency": cast.officer.agency.pk,
        "source": BUDGET,
        "estimate": "12,5 triệu",
        "spent": "",
        "note": "",
    } | fields


def test_money_is_added_corrected_and_deleted(officer, cast):
    create = reverse("tasks:funding_create", args=[cast.task_year.pk])
    assert str(cast.officer.agency.pk) in page_of(officer.get(create)).xpath(
        "//select[@name='agency']/option[@selected]/@value"
    )
    answer = officer.post(create, funding_data(cast))
    assert answer.url == f"{PAGE}?ke_hoach={cast.plan.pk}&nam=2026#nv-{cast.task_year.pk}"
    one = Funding.objects.get()
    assert (one.agency, one.source, one.estimate, one.spent) == (
        cast.officer.agency,
        BUDGET,
        12_500_000,
        0,
    )
    edit = reverse("tasks:funding_edit", args=[one.pk])
    assert value_of(officer.get(edit), "estimate") == "12.500.000"
    data = funding_data(cast, estimate="12.500.000", spent="11 000 000", version=one.version)
    officer.post(edit, data)
    one.refresh_from_db()
    assert (one.estimate, one.spent, one.version) == (12_500_000, 11_000_000, 2)
    assert "Thực chi (đồng): 0 → 11.000.000" in text_of(officer.get(edit))
    officer.post(reverse("tasks:funding_delete", args=[one.pk]))
    assert not Funding.objects.exists()
    assert Funding.history.count() == 3


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"estimate": "12,5"}, [WRONG]),
        ({"estimate": "", "spent": "0"}, ["Nhập dự toán hoặc thực chi"]),
        ({"estimate": "9" * 16}, ["Nhập số tiền không quá 1.000.000.000.000.000 đồng"]),
        ({"agency": ""}, ["Chọn cơ quan, đơn vị"]),
    ],
)
def test_wrong_input_is_told_and_stays(officer, cast, fields, errors):
    url = reverse("tasks:funding_create", args=[cast.task_year.pk])
    answer = officer.post(url, funding_data(cast, note="Giữ lại") | fields)
    assert (answer.status_code, errors_of(answer)) == (422, errors)
    assert value_of(answer, "note") == "Giữ lại"
    if "estimate" in fields:
        assert value_of(answer, "estimate") == fields["estimate"]


def test_two_people_on_one_form_lose_neither_number(officer, cast):
    one = make.make_funding(
        task_year=cast.task_year, agency=cast.officer.agency, estimate=7_000_000
    )
    url = reverse("tasks:funding_edit", args=[one.pk])
    answer = officer.post(url, funding_data(cast, version=one.version - 1))
    assert answer.status_code == 422
    assert "Đang lưu: 7.000.000" in text_of(answer)
    assert value_of(answer, "estimate") == "12,5 triệu"


# The estimate, the dashboard


def test_the_estimate_has_the_year_before_beside_it(officer, cast):
    lead = cast.officer.agency
    make.make_funding(
        task_year=cell_of(cast, 2025), agency=lead, estimate=5_000_000, spent=4_000_000
    )
    make.make_funding(
        task_year=cast.task_year, agency=lead, estimate=6_000_000, note="Một lớp tập huấn"
    )
    make.make_funding(task_year=cast.task_year, agency=lead, estimate=900_000, source=MERGED)
    make.make_funding(task_year=cell_of(cast, 2024), agency=lead, estimate=1)
    answer = officer.get(f"{XLSX}?nam=2026")
    assert answer["Content-Disposition"] == (
        'attachment; filename="du-toan-kinh-phi-nam-2026.xlsx"'
    )
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    first, second, total = ([cell.value for cell in row] for row in list(sheet.rows)[-3:])
    name = "Bồi dưỡng hòa giải viên"
    assert first[1:] == [
        *("II.2.b", name, lead.name, "Ngân sách nhà nước"),
        *(5_000_000, 4_000_000, 6_000_000, 0, "Một lớp tập huấn"),
    ]
    assert second[4:9] == ["Lồng ghép chương trình, đề án", 0, 0, 900_000, 0]
    assert total[2:9] == ["Cộng", None, None, 5_000_000, 4_000_000, 6_900_000, 0]


def test_the_workbook_has_the_rows_of_the_page_and_their_sum(officer, cast):
    lead = cast.officer.agency
    make.make_funding(task_year=cast.task_year, agency=lead, estimate=6_000_000, note="=Một lớp")
    make.make_funding(task_year=cast.task_year, estimate=0, spent=900_000, source=DONATED)
    make.make_funding(task_year=cell_of(cast, 2025), agency=lead, estimate=5_000_000)
    first, _, total = rows_in(officer.get(f"{LIST_XLSX}?nam=2026"))
    assert first == {
        "TT": 1,
        "Điểm": "II.2.b",
        "Nhiệm vụ": "Bồi dưỡng hòa giải viên",
        "Nguồn": "Ngân sách nhà nước",
        "Cơ quan, đơn vị": lead.name,
        "Dự toán (đồng)": 6_000_000,
        "Thực chi (đồng)": 0,
        "Ghi chú": "=Một lớp",
    }
    assert (total["Dự toán (đồng)"], total["Thực chi (đồng)"]) == (6_000_000, 900_000)
    *rows, total = rows_in(officer.get(f"{LIST_XLSX}?nam=2026&so=thuc-chi"))
    assert [row["Nguồn"] for row in rows] == ["Doanh nghiệp, tổ chức, cá nhân"]
    assert total["Thực chi (đồng)"] == 900_000


def test_the_page_leads_to_the_workbook_of_its_rows(officer, cast):
    make.make_funding(task_year=cast.task_year)
    root = page_of(officer.get(f"{PAGE}?nam=2025&so=thuc-chi"))
    [url] = root.xpath("//a[text()='Tải tệp Excel']/@href")
    assert url == f"{LIST_XLSX}?ke_hoach={cast.plan.pk}&nam=2025&so=thuc-chi"


def test_another_locality_gets_no_workbook(client, cast):
    client.force_login(cast.stranger)
    for url in (XLSX, LIST_XLSX):
        assert client.get(f"{url}?ke_hoach={cast.plan.pk}").status_code == 404


def test_the_dashboard_tells_the_money_of_the_year(officer, cast):
    make.make_funding(task_year=cast.task_year, estimate=9_000_000, spent=6_300_000)
    make.make_funding(task_year=cast.task_year, estimate=1_000_000, source=DONATED)
    make.make_funding(task_year=cell_of(cast, 2025), estimate=7_000_000)
    page = page_of(officer.get(reverse("tasks:dashboard")))
    [panel] = page.xpath("//section[@aria-labelledby='kinh-phi']")
    assert "Dự toán 10.000.000 đ Thực chi 63% dự toán 6.300.000 đ" in words_of(panel)
    planned, spent, _ = panel.xpath(".//a/@href")
    assert money_on(officer.get(planned))[-1] == (10_000_000, 6_300_000)
    assert money_on(officer.get(spent)) == [(9_000_000, 6_300_000)] * 2


def test_the_dashboard_of_a_past_day_tells_no_money(officer, cast):
    make.make_funding(task_year=cast.task_year)
    past = page_of(officer.get(reverse("tasks:dashboard") + "?tai_ngay=31/12/2025"))
    assert not past.xpath("//section[@aria-labelledby='kinh-phi']")
    assert dt.date(2025, 12, 31) < TODAY
