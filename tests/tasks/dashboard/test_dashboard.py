"""Tổng quan: each number is that of the rows behind its link; what stands first; what it costs."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from mediators.models import Outcome
from plans.models import Officer, Plan, Role
from tasks.board.log import Entry
from tasks.dashboard.trend import trend_of
from tasks.directions.services import answer_direction, close_direction, give_direction
from tasks.models import Direction, TaskYear
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.mediators import factories as rosters
from tests.queries import n_queries
from tests.tasks.cells import NOW, done, record
from tests.tasks.dashboard.walk import LIST, Walk, linked_numbers
from tests.tasks.reading import link, read, said, texts
from tests.workbooks import book_of, rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:dashboard")
YEARS = range(2024, 2031)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def plan(sample_story, client):
    client.force_login(Officer.objects.get(username="lanh-dao"))
    return Plan.objects.get(first_year=2024, last_year=2030)


@pytest.fixture
def leading(client, cast):
    client.force_login(cast.leader)
    return client


# Every number is its rows


def test_each_number_is_that_of_the_rows_behind_its_link(plan, client):
    """For each year, three days, each body, each part of the plan, each month of the plot."""
    for day in ("", "31/12/2025", "01/07/2026"):
        walk = Walk(Officer.objects.get(username="lanh-dao"), TODAY)
        last_begun = int(day[-4:]) if day else TODAY.year
        for year in YEARS:
            root = read(client, f"{URL}?nam={year}" + (f"&tai_ngay={day}" if day else ""))
            numbers = linked_numbers(root)
            assert len(numbers) > 5
            assert numbers == {url: walk.n_rows(url) for url in numbers}
            parts = texts(root.xpath("//section[@aria-labelledby='nam']")[0], ".flags__link")
            n_all, *rest = [int(text.split()[0]) for text in parts]
            cells = TaskYear.objects.in_year(year)
            n_of_commune = cells.filter(
                timeline__task__plan__locality=plan.locality,
                timeline__task__plan__first_year__lte=last_begun,
            ).count()
            assert n_all == sum(rest) == n_of_commune


def test_zero_is_no_link(plan, client):
    assert 0 not in linked_numbers(read(client, URL)).values()


def test_headline_counts_all_years_and_says_what_is_of_earlier_ones(plan, client):
    root = read(client, f"{URL}?ke_hoach={plan.pk}")
    assert texts(root, ".tile") == [
        "3 Quá hạn 1 từ năm 2025",
        "2 Sắp đến hạn",
        "4 Quá kỳ chưa cập nhật 1 từ năm 2025",
        "1 Chưa phân công",
        "1 Xin ý kiến chỉ đạo",
        "2 Chờ xác nhận",
        "1 Trả lại 1 từ năm 2025",
        "2 Chỉ đạo chờ trả lời",
    ]


def names_in(sheet) -> list[str]:
    """The first column, without title and heading."""
    return [str(row[0]) for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)]


def names_under(root, caption: str) -> list[str]:
    rows = root.xpath(f"//caption[starts-with(normalize-space(), '{caption}')]/../tbody/tr")
    return [said(row.find("th")) for row in rows]


def test_workbook_has_the_figures_of_the_page(plan, client):
    root = read(client, f"{URL}?ke_hoach={plan.pk}&nam=2025&tai_ngay=01/07/2026")
    answer = client.get(link(root, "Tải tệp Excel"))
    rows = rows_in(answer)
    tiles = [f"{row['Số lượng']} {row['Chỉ số']} {row['Trong đó'] or ''}".strip() for row in rows]
    assert tiles[: len(texts(root, ".tile"))] == texts(root, ".tile")
    [bodies, parts] = book_of(answer).worksheets[1:]
    assert names_in(bodies) == names_under(root, "Theo cơ quan chủ trì") != []
    assert names_in(parts) == names_under(root, "Theo phần của Kế hoạch") != []


def test_workbook_of_another_localitys_plan_does_not_exist(client, cast):
    client.force_login(cast.stranger)
    url = reverse("tasks:dashboard_xlsx")
    assert client.get(f"{url}?ke_hoach={cast.plan.pk}").status_code == 404


# What stands first


def test_exceptions_stand_by_name_with_days_and_officer(plan, client):
    root = read(client, f"{URL}?ke_hoach={plan.pk}")
    rows = root.xpath("//caption[starts-with(., 'Cần chú ý')]/../tbody/tr")
    assert [said(row.xpath(".//span[contains(@class, 'state')]")[0]) for row in rows] == [
        "Quá hạn 326 ngày",
        "Quá hạn 53 ngày",
        "Quá hạn 22 ngày",
        "Còn 8 ngày",
        "Còn 23 ngày",
        "325 ngày chưa cập nhật",
        "145 ngày chưa cập nhật",
    ]
    assert said(rows[2].xpath("./td[2]")[0]).startswith("Lê Thị C Văn phòng HĐND và UBND")
    assert [said(row.xpath("./td")[-1]) for row in rows][:2] == [
        "Đã chỉ đạo",
        "Cho ý kiến về II.2.a năm 2026",
    ]
    assert texts(read(client, link(root, "3 Quá hạn")), "tbody .state") == [
        "Quá hạn 53 ngày",
        "Quá hạn 22 ngày",
        "Quá hạn 326 ngày",
    ]
    assert flaws(client.get(URL).content.decode()) == []


def test_leader_finds_the_late_one_directs_and_confirms(leading, cast):
    """From the dashboard to the direction and back: what waits is there until it is done."""
    url = link(read(leading, URL), "Cho ý kiến về II.2.b năm 2026")
    leading.post(url, {"text": "Vì sao?", "addressee": "chung"})
    asked = Direction.objects.get()
    assert texts(read(leading, URL), ".direction__text") == ["Vì sao?"]
    assert "Đã chỉ đạo" in texts(read(leading, URL), ".table__act")
    answer_direction(direction=asked, text="Thiếu báo cáo viên", by=cast.officer)
    record(cast.task_year, done(), by=cast.officer)
    close_direction(direction=asked, by=cast.leader)
    root = read(leading, URL)
    assert texts(root, ".direction__text") == []
    assert link(root, "1 Chờ xác nhận").startswith(LIST)


def test_late_of_earlier_years_is_counted_beside(leading, cast):
    root = read(leading, URL)
    [late] = root.xpath("//a[starts-with(., '2 từ các năm trước')][contains(@href, 'qua-han')]")
    assert late.get("href").endswith("tien_do=qua-han&den_nam=2025")


def test_bodies_with_late_work_come_first(leading, cast):
    late = make.make_agency(name="Phòng Kinh tế", locality=cast.home)
    task = make.make_task(plan=cast.plan, leads=[late])
    make.make_task_year(timeline=make.make_timeline(task=task), due_on=D(2026, 10, 1))
    heads = read(leading, URL).xpath(
        "//table[caption[starts-with(., 'Theo cơ quan chủ trì')]]/tbody/tr/th"
    )
    assert [said(head) for head in heads] == ["Phòng Kinh tế", "Công chức Tư pháp - hộ tịch"]


# As of a day


def test_directions_stand_as_of_the_day_shown(leading, cast):
    asked = give_direction(
        task_year=cast.task_year,
        text="Vì sao chậm?",
        by=cast.leader,
        today=TODAY,
        now=NOW - dt.timedelta(days=9),
    )
    answer_direction(
        direction=asked, text="Mưa bão", by=cast.officer, now=NOW - dt.timedelta(days=2)
    )
    waits = {
        day: link(read(leading, f"{URL}?tai_ngay={day}"), "1 Chỉ đạo") if is_there else ""
        for day, is_there in (("15/11/2026", True), ("22/11/2026", False))
    }
    assert waits == {"15/11/2026": "#chi-dao", "22/11/2026": ""}
    assert texts(read(leading, f"{URL}?tai_ngay=12/11/2026"), ".direction__text") == []
    assert texts(read(leading, URL), ".direction__text") == ["Vì sao chậm?"]


def test_year_follows_the_day_unless_it_is_chosen(leading, cast):
    root = read(leading, f"{URL}?tai_ngay=31/12/2025")
    assert "Năm 2025" in texts(root, "h2")
    assert root.xpath("//select[@name='nam']/option[@selected]/@value") == ["2025"]
    assert "Năm 2030" in texts(read(leading, f"{URL}?nam=2030"), "h2")


def test_wrong_day_is_told_and_the_page_shows_today(leading, cast):
    root = read(leading, f"{URL}?tai_ngay=31/02/2026")
    assert texts(root, ".field__error") == ["Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"]
    assert "Năm 2026" in texts(root, "h2")


# The rosters against their targets


def test_rosters_stand_as_of_the_day_and_lead_to_their_rows(
    leading, cast, django_assert_max_num_queries
):
    team = rosters.make_full_team(commune=cast.home)
    rosters.make_team(commune=cast.home, established_on=D(2026, 2, 1))
    rosters.make_attendance(mediator=team.memberships.all()[0].mediator)
    for outcome in (Outcome.SUCCESS, ""):
        rosters.make_case(team=team, outcome=outcome)
    told = {}
    for day in ("", "31/12/2025"):
        with django_assert_max_num_queries(20):
            root = read(leading, f"{URL}?tai_ngay={day}")
        section = root.xpath("//section[@aria-labelledby='to-hoa-giai']")[0]
        told[day] = texts(section, ".fact__value"), texts(section, ".fact__note")
        for a in section.xpath(".//*[contains(@class, 'fact__value')]/a"):
            context = leading.get(a.get("href"), headers={"HX-Request": "true"}).context
            assert context["page"].paginator.count == int(said(a))
    assert told == {
        "": (
            ["1/2", "1/3", "1/2"],
            [
                "50%; chỉ tiêu 100%: chưa đạt. 1 tổ còn thiếu",
                "33,3%. 2 người chưa được tập huấn",
                "50%; chỉ tiêu 85%: chưa đạt",
            ],
        ),
        "31/12/2025": (
            ["1/1", "0/3", "0/0"],
            [
                "100%; chỉ tiêu 100%: đạt",
                "0%. 3 người chưa được tập huấn",
                "Chưa có số liệu; chỉ tiêu 85%",
            ],
        ),
    }


def test_rosters_lead_officers_to_lists_of_teams_alone(client, cast):
    rosters.make_full_team(commune=cast.home)
    client.force_login(cast.officer)
    section = read(client, URL).xpath("//section[@aria-labelledby='to-hoa-giai']")[0]
    paths = {urlsplit(url).path for url in section.xpath(".//a/@href")}
    assert paths == {reverse("mediators:team_list"), reverse("mediators:target_list")}


# The plot


def trend(entries=(), due=(), *, day=TODAY, year=2026):
    """Of (cell, day, state) in the order in which the log gives them."""
    log = [Entry(cell, since, state, None, False, NOW) for cell, since, state in entries]
    return trend_of(log, due, year=year, day=day, n_cells=4)


def test_plot_counts_what_ended_by_each_day():
    entries = [
        (3, D(2025, 12, 1), State.DONE),  # a span finished early
        (1, D(2026, 3, 5), State.DONE),
        (2, D(2026, 3, 31), State.NONE_AROSE),
        (1, D(2026, 4, 2), State.DOING),  # opened again
    ]
    found = trend(entries, [D(2026, 3, 31), D(2026, 12, 31), D(2027, 3, 1)])
    by_day = {point.day: (point.due, point.ended) for point in found.points}
    assert by_day[D(2026, 1, 31)] == (0, 1)
    assert by_day[D(2026, 3, 31)] == (1, 3)
    assert by_day[D(2026, 4, 30)] == (1, 2)
    assert by_day[TODAY] == (1, 2)
    assert by_day[D(2026, 11, 30)] == (1, None)
    assert by_day[D(2026, 12, 31)] == (2, None)


def test_plot_of_a_year_to_come_has_nothing_ended():
    found = trend(due=[D(2028, 12, 31)], year=2028)
    assert (found.ended_path, found.dot) == ("", None)
    assert {point.ended for point in found.points} == {None}


def test_plot_of_a_past_year_ends_with_the_day_shown():
    found = trend([(1, D(2026, 2, 1), State.DONE)], [D(2025, 12, 31)], year=2025)
    assert [point.ended for point in found.points][-2:] == [0, 1]
    assert found.points[-1].day == TODAY


def test_plot_is_told_by_the_table_below_it(leading):
    root = read(leading, URL)
    [shown] = root.xpath("//table[contains(@class, 'trend')]/tbody//strong")
    assert said(shown) == "22/11"
    assert root.xpath("//svg[@role='img']/@aria-labelledby") == ["tich-luy-ten tich-luy-mo-ta"]


# The page


@pytest.mark.parametrize("query", ["", "?nam=2029", "?tai_ngay=31/12/2027", "?nam=x&tai_ngay=y"])
def test_page_without_flaws(leading, query):
    assert flaws(leading.get(URL + query).content.decode()) == []


def test_plan_that_is_not_there_yet_is_told(client, db):
    client.force_login(make.make_officer(roles=[Role.LEADER]))
    assert texts(read(client, URL), ".empty__title") == ["Chưa có kế hoạch nào"]


def test_year_without_work_says_so(client, cast):
    plan = make.make_plan(locality=cast.home, first_year=2031, last_year=2035)
    client.force_login(cast.leader)
    root = read(client, f"{URL}?ke_hoach={plan.pk}")
    assert texts(root, ".empty__title") == ["Không có nhiệm vụ nào"]


def test_menu_of_a_leader_begins_with_it(client, cast):
    menus = {}
    for member in ("leader", "officer"):
        client.force_login(cast.member(member))
        menus[member] = texts(read(client, URL), ".nav__link")[:2]
    assert menus["leader"][0] == "Tổng quan"
    assert menus["officer"][1] == "Tổng quan"


def test_queries_do_not_grow_with_plans(client, cast):
    for number in range(3):
        give_direction(task_year=cast.task_year, text=f"Lần {number}", by=cast.leader, today=TODAY)
    client.force_login(cast.leader)
    with_one = n_queries(client, URL)
    for _ in range(99):
        make.make_plan(locality=cast.home, first_year=2020, last_year=2025)
    assert n_queries(client, URL) == with_one
