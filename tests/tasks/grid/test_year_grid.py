"""The grid: lines and stops, as of a day, filters, figures that lead to what they count."""

import datetime as dt

import pytest
from django.urls import reverse

from plans.models import Role
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.models import TaskYear, Timeline
from tasks.models.tasks import Role as Part
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.tasks.reading import link, options_of, read, said, texts
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:year_grid")
XLSX = reverse("tasks:year_grid_xlsx")


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def on_real_plan(client, real_plan):
    """The reader of the plan of Tân Biên: 12 lines, nothing reported yet."""
    client.force_login(make.make_officer(locality=real_plan.locality))
    return client


def done(cell: TaskYear, effective_on: dt.date, **fields) -> None:
    record_update(
        task_year_id=cell.pk,
        by=make.make_officer(),
        version=cell.version,
        report=Report(
            State.DONE, effective_on, completed_on=effective_on, result="Đã xong", **fields
        ),
        today=TODAY,
    )


# Lines and stops


def test_real_plan_has_its_lines_groups_and_figures(on_real_plan):
    root = read(on_real_plan, URL)
    assert said(root.find(".//h1")) == "Bảng theo dõi 2024 - 2030"
    codes = "II.1.a II.1.b II.1.c II.2.a II.2.b II.3.a II.3.b II.4.a II.4.b II.5.a II.5.a II.5.a"
    assert texts(root, ".years__number") == codes.split()
    assert len(texts(root, ".years__group")) == 5
    assert len(texts(root, ".cell")) == 56
    assert len(texts(root, ".years__void")) == 12 * 7 - 56
    lead = texts(root, ".page-head__lead")[0]
    assert lead.startswith("10 nhiệm vụ, 56 nhiệm vụ theo năm. Đến ngày 22/11/2026: 0 đã kết thúc")


def test_line_shows_its_time_and_the_kind_of_its_thread(on_real_plan):
    root = read(on_real_plan, URL)
    times = dict(zip(texts(root, ".years__number"), texts(root, ".years__code"), strict=True))
    assert times["II.1.a"] == "II.1.a Năm 2024 - 2026"
    assert times["II.2.a"] == "II.2.a Hàng năm"
    threads = root.xpath("//tr[td/span[text()='II.1.a']]/td[contains(@class, 'thread')]/@class")
    assert ["first" in css for css in threads] == [True, False, False]
    assert ["last" in css for css in threads] == [False, False, True]
    assert all("thread--span" in css for css in threads)


def test_timelines_of_one_task_are_told_apart(on_real_plan):
    assert texts(read(on_real_plan, URL), ".years__task")[-3:] == [
        "Kiểm tra, khảo sát Kiểm tra, sơ kết, tổng kết việc thực hiện Đề án Chưa phân công",
        "Sơ kết Kiểm tra, sơ kết, tổng kết việc thực hiện Đề án Chưa phân công",
        "Tổng kết Kiểm tra, sơ kết, tổng kết việc thực hiện Đề án Chưa phân công",
    ]


def test_cell_says_clause_year_and_state_and_opens_its_page(cast, reader):
    root = read(reader, URL)
    assert texts(root, ".cell")[2] == "II.2.b, năm 2026: Chưa thực hiện"
    assert link(root, "II.2.b, năm 2026") == cast.task_year.get_absolute_url()


def test_stop_that_waits_for_direction_carries_the_ribbon(cast, reader):
    cast.task_year.needs_direction = True
    cast.task_year.save()
    assert texts(read(reader, URL), ".cell")[2].endswith(", xin ý kiến chỉ đạo")


def test_stop_that_is_due_soon_says_its_state_too(cast, reader):
    cast.task_year.due_on = D(2026, 11, 30)
    cast.task_year.save()
    expected = "II.2.b, năm 2026: Còn 8 ngày, chưa thực hiện"
    assert texts(read(reader, URL), ".cell")[2] == expected


def test_task_that_nobody_owns_says_so(cast, reader):
    office = make.make_agency(is_whole_office=True)
    make.make_timeline(task=make.make_task(plan=cast.plan, leads=[office]), with_cells=True)
    owned, unowned = texts(read(reader, URL), ".years__task")
    assert "Chưa phân công" not in owned
    assert unowned.endswith("Chưa phân công")


def test_period_is_that_of_the_plan(client, db):
    plan = make.make_plan(first_year=2021, last_year=2030)
    timeline = make.make_timeline(
        task=make.make_task(plan=plan), first_year=2021, last_year=2030, with_cells=True
    )
    client.force_login(make.make_officer(locality=timeline.task.plan.locality))
    root = read(client, URL)
    assert said(root.find(".//h1")) == "Bảng theo dõi 2021 - 2030"
    assert len(texts(root, ".years__year")) == len(texts(root, ".cell")) == 10


def test_every_plan_in_force_is_shown_unless_one_is_picked(cast, reader):
    newer = make.make_plan(first_year=2026, last_year=2035, short_title="Kế hoạch mới")
    make.make_timeline(
        task=make.make_task(plan=newer), first_year=2026, last_year=2035, with_cells=True
    )
    root = read(reader, URL)
    assert said(root.find(".//h1")) == "Bảng theo dõi 2024 - 2035"
    assert texts(root, ".years__plan") == ["Kế hoạch mới", str(cast.plan)]
    asked = read(reader, f"{URL}?ke_hoach={cast.plan.pk}")
    assert said(asked.find(".//h1")) == "Bảng theo dõi 2024 - 2030"
    assert options_of(asked, "ke_hoach") == [
        "Mọi kế hoạch đang thực hiện",
        "Kế hoạch mới",
        str(cast.plan),
    ]


def test_plan_of_another_locality_does_not_exist(cast, client):
    client.force_login(cast.stranger)
    assert client.get(f"{URL}?ke_hoach={cast.plan.pk}").status_code == 404


@pytest.mark.parametrize("nonsense", ["abc", "-1", "0", "9" * 30, "1.5", "%00", "²"])
def test_nonsense_for_a_plan_or_year_shows_the_newest(reader, nonsense):
    root = read(reader, f"{URL}?ke_hoach={nonsense}&nam={nonsense}")
    assert said(root.find(".//h1")) == "Bảng theo dõi 2024 - 2030"


def test_page_without_flaws_in_each_of_its_forms(on_real_plan):
    for query in ("", "?tai_ngay=1/1/2027", "?tai_ngay=x", "?tim=khong-co", "?tinh_trang=qua-han"):
        assert flaws(on_real_plan.get(URL + query).content.decode()) == []


# As of a day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("19/12/2025", "Còn 12 ngày, chưa thực hiện"),
        ("20/12/2025", "Hoàn thành"),
        ("31/12/2025", "Hoàn thành"),
    ],
)
def test_entry_shows_from_its_effective_day(cast, reader, day, expected):
    done(cast.task.timelines.get().cells.get(year=2025), D(2025, 12, 20))
    root = read(reader, f"{URL}?tai_ngay={day}")
    assert texts(root, ".cell")[1] == f"II.2.b, năm 2025: {expected}"
    assert f"Đến ngày {day}" in texts(root, ".page-head__lead")[0]


def test_year_of_the_shown_day_is_tinted(reader):
    assert texts(read(reader, URL), ".years__year--now") == ["2026 năm nay"]
    past = read(reader, f"{URL}?tai_ngay=30/6/2025")
    assert texts(past, ".years__year--now") == ["2025 năm đang xem"]
    assert "2026 năm nay" in texts(past, ".years__year")


def test_day_to_come_shows_what_would_be_late_and_says_so(reader):
    root = read(reader, f"{URL}?tai_ngay=01/01/2027")
    assert texts(root, ".cell")[2] == "II.2.b, năm 2026: Quá hạn 1 ngày"
    assert "Ngày này chưa tới" in texts(root, ".page-head__lead")[1]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2026", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"),
        ("hôm qua", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"),
        ("31/12/2023", "Nhập ngày từ 01/01/2024 đến 31/12/2030"),
        ("01/01/2031", "Nhập ngày từ 01/01/2024 đến 31/12/2030"),
    ],
)
def test_wrong_day_is_told_and_stays_and_the_page_shows_today(reader, typed, message):
    root = read(reader, f"{URL}?tai_ngay={typed}")
    assert said(root.find(".//title")).startswith("Lỗi: ")
    assert texts(root, ".error-summary li") == [message]
    assert texts(root, ".field__error") == [message]
    assert root.xpath("//input[@name='tai_ngay']/@value") == [typed]
    assert "Đến ngày 22/11/2026" in texts(root, ".page-head__lead")[0]


# Filters


@pytest.fixture
def lines(cast):
    """Beside II.2.b of the cast: one late and silent, one span of another body, one unowned."""
    late = make.make_task(
        plan=cast.plan, clause="II.4.b", title="Đăng tải tài liệu trên mạng xã hội"
    )
    make.make_party(task=late, role=Part.LEAD, agency=cast.officer.agency)
    make.make_task_year(timeline=make.make_timeline(task=late), due_on=D(2026, 10, 31))
    finance = make.make_agency(name="Công chức Tài chính - Kế toán")
    make.make_officer(agency=finance)
    other = make.make_task(plan=cast.plan, clause="II.3.a", leads=[finance])
    make.make_timeline(
        task=other, kind=Timeline.Kind.SPAN, first_year=2027, last_year=2028, with_cells=True
    )
    unowned = make.make_task(plan=cast.plan, clause="II.3.b", title="Bố trí kinh phí")
    make.make_timeline(task=unowned, first_year=2026, last_year=2030, with_cells=True)
    to_come = make.make_task(plan=cast.plan, clause="II.3.c", title="Tổng kết")
    make.make_timeline(task=to_come, first_year=2029, last_year=2030, with_cells=True)
    cast.plan.loaded_on = D(2026, 10, 1)
    cast.plan.save()
    cell = make.make_timeline(task=late, kind=Timeline.Kind.ONCE, first_year=2026, last_year=2026)
    make.make_task_year(timeline=cell, needs_direction=True)
    TaskYear.objects.filter(year__lt=2026).update(due_on=None)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("tinh_trang=qua-han", ["II.4.b"]),
        ("tinh_trang=sap-den-han", []),
        ("tinh_trang=chua-cap-nhat", []),
        ("tinh_trang=chua-phan-cong", ["II.3.b"]),
        ("tinh_trang=xin-chi-dao", ["II.4.b"]),
        ("tim=TAI LIEU mang", ["II.4.b", "II.4.b"]),
        ("tim=Bố trí", ["II.3.b"]),
        ("tim=ii.3", ["II.3.a", "II.3.b", "II.3.c"]),
        ("tim=ii.3&tinh_trang=chua-phan-cong", ["II.3.b"]),
    ],
)
def test_filters_leave_the_lines_of_which_a_cell_answers(reader, lines, query, codes):
    root = read(reader, f"{URL}?{query}")
    assert texts(root, ".years__number") == codes
    assert f"{len(codes)} trong 6 dòng" in said(root.find(".//main"))


def test_silent_lines_are_found_once_the_cadence_is_over(reader, lines):
    set_clock(D(2026, 12, 31))
    root = read(reader, f"{URL}?tinh_trang=chua-cap-nhat")
    assert texts(root, ".years__number") == ["II.2.b", "II.4.b", "II.4.b", "II.3.b"]


def test_filter_by_lead_offers_todays_names_and_finds_what_was_printed(cast, reader):
    office = make.make_agency(name="Văn phòng HĐND và UBND")
    make.make_succession(old=cast.officer.agency, new=office)
    make.make_timeline(
        task=make.make_task(plan=cast.plan, leads=[make.make_agency(name="Công an xã")]),
        with_cells=True,
    )
    root = read(reader, f"{URL}?chu_tri={office.pk}")
    assert options_of(root, "chu_tri") == ["Tất cả cơ quan", "Công an xã", "Văn phòng HĐND và UBND"]
    assert texts(root, ".years__number") == ["II.2.b"]


def test_workbook_has_the_lines_of_the_page_and_a_column_a_year(cast, reader, lines):
    query = f"?chu_tri={cast.officer.agency.pk}&tai_ngay=31/12/2026"
    root = read(reader, URL + query)
    rows = rows_in(reader.get(link(root, "Tải tệp Excel")))
    assert [row["Điểm"] for row in rows] == texts(root, ".years__number")
    assert set(map(str, range(2024, 2031))) <= set(rows[0])
    assert len(rows_in(reader.get(XLSX))) > len(rows)


def test_workbook_of_another_localitys_plan_does_not_exist(cast, client):
    client.force_login(cast.stranger)
    assert client.get(f"{XLSX}?ke_hoach={cast.plan.pk}").status_code == 404


def test_value_that_is_not_offered_is_told_and_filters_nothing(reader):
    root = read(reader, f"{URL}?tinh_trang=x&chu_tri=999999")
    assert texts(root, ".field__error") == [
        "Chọn chủ trì trong danh sách",
        "Chọn tình trạng trong danh sách",
    ]
    assert len(texts(root, ".years__row")) == 1


def test_nothing_found_offers_the_way_back(reader):
    root = read(reader, f"{URL}?tim=khong-co&tai_ngay=31/12/2025")
    assert "Không có nhiệm vụ nào khớp với bộ lọc" in said(root.find(".//main"))
    [way_back] = {a.get("href") for a in root.xpath("//main//a") if said(a) == "Bỏ lọc"}
    assert way_back == "?tai_ngay=31%2F12%2F2025"


# Figures


@pytest.mark.parametrize("query", ["", "?tai_ngay=31/12/2025", "?tai_ngay=01/01/2027"])
def test_each_figure_leads_to_exactly_what_it_counts(on_real_plan, real_plan, query):
    for cell in TaskYear.objects.of_plan(real_plan.pk).in_year(2025)[:3]:
        done(cell, D(2025, 12, 20))
    root = read(on_real_plan, URL + query)
    for words in ("nhiệm vụ theo năm", "đã kết thúc", "quá hạn", "sắp đến hạn"):
        [figure] = [a for a in root.xpath("//main//p//a") if words in said(a)]
        expected = int(said(figure).split()[0])
        found = read(on_real_plan, figure.get("href"))
        count = found.xpath("string(//*[@id='so-nhiem-vu']/strong)") or "0"
        assert int(count) == expected, words


# On a narrow screen


def test_server_shows_the_year_that_is_asked_for(reader):
    root = read(reader, f"{URL}?nam=2028")
    assert texts(root, ".years__cell--shown") == ["II.2.b, năm 2028: Chưa đến kỳ"]
    assert root.xpath("string(//*[contains(@class, 'tabs__link')][@aria-current='true'])") == "2028"


def test_tabs_keep_the_filters(reader):
    root = read(reader, f"{URL}?tai_ngay=31/12/2025&tim=ii")
    assert link(root, "2029") == "?tai_ngay=31%2F12%2F2025&tim=ii&nam=2029#bang"


# Nothing yet


def test_without_a_plan_an_administrator_is_led_to_the_import(client, db):
    client.force_login(make.make_officer(roles=[Role.ADMINISTRATOR]))
    root = read(client, URL)
    assert "Chưa có kế hoạch nào" in said(root.find(".//main"))
    assert link(root, "Nhập kế hoạch") == reverse("tasks:plan_import")


def test_without_a_plan_others_are_told_who_brings_it_in(client, db):
    client.force_login(make.make_officer())
    main = read(client, URL).find(".//main")
    assert "Người quản trị của địa bàn nhập kế hoạch" in said(main)
    assert main.xpath(".//a") == []


def test_plan_without_years_says_so(client, db):
    plan = make.make_plan()
    client.force_login(make.make_officer(locality=plan.locality))
    assert "chưa có nhiệm vụ theo năm" in said(read(client, URL).find(".//main"))


# The front door


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([Role.LEADER], "tasks:dashboard"),
        ([Role.LEADER, Role.OFFICER], "tasks:dashboard"),
        ([Role.COORDINATOR], "tasks:my_work"),
        ([Role.OFFICER], "tasks:my_work"),
        ([Role.KEEPER, Role.OFFICER], "tasks:my_work"),
        ([Role.KEEPER], "mediators:team_list"),
        ([Role.ADMINISTRATOR], "tasks:year_grid"),
        ([], "tasks:year_grid"),
    ],
)
def test_front_door_leads_each_to_their_first_page(client, db, roles, expected):
    client.force_login(make.make_officer(roles=roles))
    answer = client.get(reverse("tasks:home"))
    assert (answer.status_code, answer.url) == (302, reverse(expected))
