"""Thống kê, chỉ tiêu: every number is that of the rows behind its link; who sees which."""

import datetime as dt
import io
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mediators.models import (
    AccessEntry,
    MembershipRole,
    Outcome,
    Qualification,
    Scope,
    Sex,
    Target,
)
from plans.models import Locality, Role
from tests import factories as base
from tests.clock import set_clock
from tests.html import flaws
from tests.mediators import factories as make
from tests.tasks.reading import link, read, said, texts

D = dt.date
TODAY = D(2026, 11, 22)
CUT_OFFS = ("31/12/2025", "31/05/2026", "31/10/2026")
TEAMS, RESULTS, HAMLETS, TARGETS = (
    reverse(f"mediators:{name}")
    for name in ("statistics_teams", "statistics_results", "statistics_hamlets", "target_list")
)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def story(cast):
    """Four teams, one of which is dissolved in the year, two of one hamlet; people who come and
    go, are taught, and of whom something is not known; cases of two years."""
    shared = make.make_hamlet(name="Ấp 1", commune=cast.home, former_unit="xã Tân Bình")
    full = make.make_full_team(hamlet=shared, name="Ấp 1 A", pilot_from=2024, pilot_until=2026)
    lacking = make.make_team(hamlet=shared, name="Ấp 1 B", established_on=D(2026, 2, 1))
    gone = make.make_team(commune=cast.home, name="Khu phố 1", dissolved_on=D(2026, 6, 1))
    late = make.make_full_team(commune=cast.home, name="Khu phố 2")
    make.make_hamlet(name="Ấp 9", commune=cast.home)
    _people(lacking, gone, late)
    _cases(full, lacking, gone, late)
    helper = make.make_supporter(locality=cast.home)
    make.make_support(supporter=helper, team=full, held_on=D(2026, 4, 8))
    return cast


def _people(lacking, gone, late) -> None:
    home = lacking.commune
    khmer = make.make_mediator(
        full_name="Thạch Thị Hai",
        locality=home,
        sex=Sex.FEMALE,
        ethnic_group="Khmer",
        qualification=Qualification.LAW,
    )
    make.make_member(team=lacking, mediator=khmer, started_on=D(2026, 3, 1))
    unknown = make.make_mediator(full_name="Lý Văn Ba", locality=home, sex="", ethnic_group="")
    make.make_member(team=late, mediator=unknown, started_on=D(2026, 6, 30))
    ended = make.make_member(team=gone, role=MembershipRole.HEAD)
    ground = make.end(gone, ended.mediator).ground
    ended.ended_on, ended.ground = D(2026, 6, 1), ground
    ended.save()
    course = make.make_course(locality=home)
    material = make.make_material(locality=home)
    for person in (khmer, ended.mediator):
        make.make_attendance(course=course, mediator=person)
        make.make_issue(material=material, mediator=person)


def _cases(*teams) -> None:
    for n, team in enumerate(teams):
        for month in range(9, 16):
            received = D(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 10 + n)
            outcome = Outcome.FAILURE if (month + n) % 3 == 0 else Outcome.SUCCESS
            make.make_case(
                team=team,
                received_on=received,
                started_on=received + dt.timedelta(days=20 * n),
                ended_on=received + dt.timedelta(days=40 * n + 10),
                outcome=outcome,
                scope=Scope.values[month % 3],
            )
        make.make_case(team=team, received_on=D(2025, 12, 28))
        make.make_case(team=team, received_on=D(2026, 5, 2), started_on=D(2026, 5, 31))


def numbers_of(root) -> list[tuple[str, int]]:
    """Links of the page that show a number, with it."""
    found = [(a.get("href"), said(a)) for a in root.xpath("//main//td//a[@href] | //main//dd//a")]
    return [(url, int(text)) for url, text in found if text.isdigit()]


def n_rows(client, url: str) -> int:
    """What the list counts; lists answer their fragment to htmx, which is quicker."""
    context = client.get(url, headers={"HX-Request": "true"}).context
    return len(context["rows"]) if url.startswith(HAMLETS) else context["page"].paginator.count


# Every number is its rows


@pytest.mark.parametrize("day", CUT_OFFS)
def test_each_number_of_both_forms_is_that_of_the_rows_behind_it(day, story, client):
    client.force_login(story.keeper)
    numbers = []
    for url in (TEAMS, RESULTS):
        root = read(client, f"{url}?tinh_den={day}")
        numbers += numbers_of(root)
        failing = [text for text in texts(root, ".checks__item--fails") if "Kinh" not in text]
        assert [text for text in failing if "nam + nữ" not in text and "luật" not in text] == []
    assert len(numbers) > 30
    assert dict(numbers) == {url: n_rows(client, url) for url, _ in numbers}


def test_each_number_of_hamlets_and_targets_is_that_of_the_rows_behind_it(story, client):
    client.force_login(story.keeper)
    numbers = []
    for url in (
        HAMLETS,
        f"{HAMLETS}?tu_nam=2025&den_nam=2025",
        TARGETS,
        f"{TARGETS}?tinh_den=31/05/2026",
    ):
        numbers += numbers_of(read(client, url))
    assert len(numbers) > 15
    assert dict(numbers) == {url: n_rows(client, url) for url, _ in numbers}


def totals(root) -> list[str]:
    return [said(td) for td in root.xpath("//tr[@class='form-table__total']/td")]


def test_totals_at_three_cut_off_days(story, client):
    client.force_login(story.keeper)
    found = {
        day: [totals(read(client, f"{url}?tinh_den={day}")) for url in (TEAMS, RESULTS)]
        for day in CUT_OFFS
    }
    assert {day: teams for day, (teams, _) in found.items()} == {
        "31/12/2025": ["4", "3", "7", "5", "2", "7", "0", "0", "0", "0", "0"],
        "31/05/2026": ["4", "4", "8", "5", "3", "7", "1", "1", "0", "0", "2"],
        "31/10/2026": ["4", "3", "8", "4", "3", "6", "1", "1", "0", "0", "1"],
    }
    assert {day: int(results[0]) for day, (_, results) in found.items()} == {
        "31/12/2025": 20,
        "31/05/2026": 16,
        "31/10/2026": 16,
    }


def test_carried_over_cases_stand_apart_with_what_became_of_them(story, client):
    client.force_login(story.keeper)
    root = read(client, f"{RESULTS}?tinh_den=31/05/2026")
    section = root.xpath("//section[@aria-labelledby='ky-truoc']")[0]
    parts = [int(said(dd)) for dd in section.xpath(".//dd")]
    assert parts[0] == sum(parts[1:]) > 4
    rates = [said(dd) for dd in root.xpath("//section[@aria-labelledby='ty-le']//dd")]
    assert ["vụ, việc tiếp nhận" in rates[0], "vụ, việc hòa giải xong" in rates[1]] == [True, True]


def test_who_cannot_be_counted_is_listed_with_a_way_to_mend_it(story, client):
    client.force_login(story.keeper)
    url = f"{TEAMS}?tinh_den=31/10/2026"
    root = read(client, url)
    row = next(tr for tr in root.xpath("//main//tbody/tr") if "Lý Văn Ba" in said(tr))
    assert said(row).endswith("giới tính, trình độ chuyên môn, dân tộc")
    assert client.get(link(row, "Lý Văn Ba")).status_code == 200
    assert "Tổng số hòa giải viên = nam + nữ: không khớp, còn thiếu 1 ở Khu phố 2" in [
        text.removeprefix("✗ ") for text in texts(root, ".checks__item--fails")
    ]
    person = next(m for m in story.home.mediators.all() if m.full_name == "Lý Văn Ba")
    person.sex = Sex.MALE
    person.save()
    assert not [t for t in texts(read(client, url), ".checks__item--fails") if "nam + nữ" in t]


# Who sees what


def ethnic_cells(root) -> list[list[str]]:
    return [
        [said(td) for td in tr.xpath("./td")][5:7]
        for tr in root.xpath("//table[contains(@class, 'form-table')]/tbody/tr")
    ]


def test_ethnic_groups_are_told_by_team_to_the_keeper_and_in_total_on_period_ends(story, client):
    shown = {}
    for member in ("keeper", "leader", "coordinator"):
        client.force_login(story.member(member))
        for day in ("31/05/2026", "30/05/2026"):
            root = read(client, f"{TEAMS}?tinh_den={day}")
            total, *lines = ethnic_cells(root)
            has_links = any("dan_toc" in a for a in root.xpath("//a/@href"))
            text = said(root)
            shown[member, day] = (total, ["0", "1"] in lines, has_links, "dân tộc khác" in text)
    hidden, told = ["–", "–"], ["7", "1"]
    assert shown == {
        ("keeper", "31/05/2026"): (told, True, True, True),
        ("keeper", "30/05/2026"): (told, True, True, True),
        ("leader", "31/05/2026"): (told, False, False, True),
        ("leader", "30/05/2026"): (hidden, False, False, False),
        ("coordinator", "31/05/2026"): (told, False, False, True),
        ("coordinator", "30/05/2026"): (hidden, False, False, False),
    }


@pytest.mark.parametrize("member", ["partner", "officer", "coordinator", "leader"])
def test_list_of_mediators_filters_by_ethnic_group_for_the_keeper_alone(member, story, client):
    url = reverse("mediators:mediator_list") + "?dan_toc=khac"
    counts = {}
    for who in ("keeper", member):
        client.force_login(story.member(who))
        counts[who] = n_rows(client, url)
    assert counts == {"keeper": 1, member: 8}


def test_lists_of_a_province_show_no_personal_data_of_its_communes(story, client):
    province = base.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)
    story.home.parent = province
    story.home.save()
    client.force_login(base.make_officer(locality=province, roles=[Role.KEEPER]))
    people = f"{reverse('mediators:mediator_list')}?dia_ban={story.home.pk}"
    assert "Năm sinh" not in said(read(client, people))
    assert n_rows(client, f"{people}&dan_toc=khac") == 8
    for place in ("", f"&dia_ban={story.home.pk}"):
        page = read(client, f"{TEAMS}?tinh_den=31/05/2026{place}")
        assert ["0", "1"] not in ethnic_cells(page)


def test_officers_read_targets_without_the_lists_that_they_may_not_see(story, client):
    client.force_login(story.officer)
    root = read(client, TARGETS)
    paths = {urlsplit(url).path for url, _ in numbers_of(root)}
    assert paths == {reverse("mediators:team_list")}
    assert "Thống kê" not in texts(root, ".views__link")
    assert client.get(TEAMS).status_code == 403


def test_taking_the_workbook_is_logged_and_it_shows_what_the_page_does(story, client):
    client.force_login(story.leader)
    answer = client.get(reverse("mediators:statistics_xlsx") + "?tinh_den=30/05/2026")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Tổ, hòa giải viên", "Kết quả hòa giải"]
    sheet = book["Tổ, hòa giải viên"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "Tổng số")
    assert head == ["Tổng số", 4, 4, 8, 5, 3, None, None, 1, 0, 0, 2]
    assert [row[0] for row in rows if str(row[0]).startswith("(1)")] == ["(1)"]
    assert AccessEntry.objects.get().subject == "Thống kê hòa giải đến 30-05-2026"
    hamlets = client.get(reverse("mediators:statistics_hamlets_xlsx") + "?tu_nam=2025")
    names = [c.value for c in load_workbook(io.BytesIO(hamlets.content)).worksheets[0]["A"]]
    assert "Ấp 9" in names


# Days


def test_page_begins_with_the_last_cut_off_that_passed_and_offers_the_year(story, client):
    client.force_login(story.leader)
    root = read(client, TEAMS)
    assert root.xpath("//input[@name='tinh_den']/@value") == ["31/10/2026"]
    assert texts(root, ".periods__link") == [
        "Năm 2025",
        "6 tháng (31/05/2026)",
        "Năm, số ước tính (31/10/2026)",
        "Năm, số chính thức (31/12/2026)",
    ]
    assert link(root, "Năm 2025").endswith("?tinh_den=31/12/2025")
    future = read(client, f"{TEAMS}?tinh_den=31/12/2026")
    assert "Ngày này chưa tới" in said(future)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/02/2026", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 22/11/2026"),
        ("31/12/2013", "Nhập ngày từ 01/01/2014 trở đi"),
    ],
)
def test_wrong_day_is_told_and_stays_in_its_field(typed, told, cast, client):
    client.force_login(cast.leader)
    for url in (TEAMS, RESULTS, HAMLETS, TARGETS):
        root = read(client, f"{url}?tinh_den={typed}")
        assert texts(root, ".field__error") == [told]
        assert root.xpath("//input[@name='tinh_den']/@value") == [typed]


# Ranking and targets on the page


def test_hamlets_with_low_rates_come_first_and_few_cases_have_none(story, client):
    client.force_login(story.leader)
    root = read(client, f"{HAMLETS}?tu_nam=2026")
    rows = [[said(cell) for cell in tr] for tr in root.xpath("//main//tbody/tr")]
    by_name = {row[0]: row[1:] for row in rows}
    assert rows[-1][0] == "Ấp 9"
    assert by_name["Ấp 9"] == ["không có vụ, việc", "0", "0", "chưa có tổ"]
    assert "Đang làm điểm (2024 - 2026)" in by_name["Ấp 1 (xã Tân Bình cũ)"][-1]
    assert "Ấp 1 B: 2 / 4 vụ, việc, còn thiếu" in by_name["Ấp 1 (xã Tân Bình cũ)"][-1]
    assert [row[1] for row in rows][1:] == ["ít vụ, việc", "ít vụ, việc", "không có vụ, việc"]
    wide = read(client, f"{HAMLETS}?tu_nam=2025&den_nam=2026")
    assert [said(td) for td in wide.xpath("//main//tbody/tr/td[1]")][-2] == "55,6%"


def test_targets_tell_source_figures_and_whether_they_are_reached(story, client):
    Target.objects.create(
        title="Chỉ tiêu ghi tay",
        value=50,
        reached=51,
        legal_basis="Nghị quyết mẫu",
        valid_from=D(2024, 1, 1),
        locality=story.home,
        order=9,
    )
    Target.objects.create(
        title="Của xã khác",
        value=50,
        legal_basis="Nghị quyết mẫu",
        valid_from=D(2024, 1, 1),
        locality=story.stranger.locality,
    )
    client.force_login(story.leader)
    root = read(client, TARGETS)
    rows = [[said(cell) for cell in tr] for tr in root.xpath("(//main//table)[1]/tbody/tr")]
    assert rows[0] == [
        f"{Target.objects.get(measure='teams_complete')} Quyết định số 315/QĐ-TTg ngày 17/04/2024",
        "100%",
        "66,7%",
        "2 / 3 tổ Còn 1 tổ",
        "Chưa đạt",
    ]
    assert [row[-1] for row in rows] == [
        "Chưa đạt",
        "Đạt",
        "Chưa đạt",
        "Chưa đạt",
        "Chưa đạt",
        "Đạt",
    ]
    assert rows[-1][2:] == ["51%", "Ghi tay", "Đạt"]
    assert rows[4][1] == "trên 90%"


# The pages


PAGES = (TEAMS, RESULTS, HAMLETS, TARGETS)


@pytest.mark.parametrize("member", ["keeper", "leader"])
def test_pages_without_flaws(member, story, client):
    client.force_login(story.member(member))
    assert [flaws(client.get(url).content.decode()) for url in PAGES] == [[], [], [], []]


def test_pages_of_an_empty_roster_without_flaws(cast, client):
    client.force_login(cast.keeper)
    assert [flaws(client.get(url).content.decode()) for url in PAGES] == [[], [], [], []]
