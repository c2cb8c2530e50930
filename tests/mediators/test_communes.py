"""What a province sees of rosters: a line a commune, and each commune one click below."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mediators.communes import RosterScope
from mediators.models import MediationTeam, MembershipRole, Outcome, Qualification, Scope, Sex
from mediators.statistics.frame import Frame
from mediators.statistics.headline import headline
from plans.models import Locality, Officer, Role
from tests import factories as base
from tests.clock import TODAY
from tests.mediators import factories as make
from tests.tasks.reading import read, said

D = dt.date
PAGES = (
    "statistics_teams",
    "statistics_results",
    "statistics_hamlets",
    "target_list",
    "team_list",
    "mediator_list",
    "case_list",
    "coverage",
    "untrained_list",
)
DAYS = (D(2025, 12, 31), D(2026, 5, 31), D(2026, 6, 15), D(2026, 10, 31))


@pytest.fixture
def province(db):
    return base.make_locality(name="tỉnh Tây Ninh", level=Locality.Level.PROVINCE)


def commune_of(province: Locality, number: int, *, n_teams: int = 2) -> Locality:
    """A commune with teams, people of several kinds, a course and cases of two years."""
    commune = base.make_locality(name=f"xã Số {number}", parent=province)
    course = make.make_course(locality=commune)
    for index in range(n_teams):
        team = make.make_team(commune=commune, pilot_from=2025 if index else None)
        head = make.make_member(team=team, role=MembershipRole.HEAD)
        make.make_member(team=team, sex=Sex.FEMALE, started_on=D(2026, 6, 1))
        make.make_attendance(course=course, mediator=head.mediator)
        khmer = make.make_mediator(
            locality=commune, ethnic_group="Khmer", qualification=Qualification.LAW
        )
        make.make_member(team=team, mediator=khmer)
        for month in range(1, number % 4 + 2):
            outcome = Outcome.SUCCESS if month % 2 else Outcome.FAILURE
            scope = Scope.values[month % 3]
            make.make_case(team=team, received_on=D(2026, month, 3), outcome=outcome, scope=scope)
        make.make_case(team=team, received_on=D(2025, 12, 20))
    make.make_hamlet(commune=commune)
    return commune


@pytest.fixture
def communes(province):
    return [commune_of(province, 1), commune_of(province, 2, n_teams=3), commune_of(province, 3)]


def leader_of(place: Locality) -> Officer:
    return base.make_officer(locality=place, roles=[Role.LEADER])


@pytest.fixture
def at_province(province, client) -> Client:
    client.force_login(leader_of(province))
    return client


def address(name: str, **asked: object) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"mediators:{name}") + (f"?{query}" if query else "")


# The same numbers above and below


@pytest.mark.parametrize("day", DAYS)
def test_line_of_a_commune_is_the_total_of_its_own_forms(day, province, communes):
    above = Frame(RosterScope(leader_of(province)), asked=day, today=TODAY)
    for commune in communes:
        below = Frame(RosterScope(leader_of(commune)), asked=day, today=TODAY)
        for name in ("teams_lines", "results_lines"):
            [line] = [one for one in getattr(above, name) if one.of == commune]
            assert line.numbers == getattr(below, name)[0].numbers
    for name in ("teams_lines", "results_lines"):
        whole, *lines = getattr(above, name)
        assert all(n == sum(x.numbers[key] for x in lines) for key, n in whole.numbers.items())


def test_number_of_each_list_opens_as_many_rows_of_that_commune(at_province, communes):
    n_opened = 0
    for name in ("team_list", "mediator_list", "case_list", "coverage", "untrained_list"):
        root = read(at_province, address(name))
        for link in root.xpath("//main//td/a"):
            page = at_province.get(link.get("href"))
            if "covered" in page.context:
                n = page.context["covered"].total.n_members
            else:
                n = page.context["page"].paginator.count
            assert (link.get("href"), said(link)) == (link.get("href"), str(n))
            n_opened += 1
    assert n_opened > 40


def test_targets_of_a_commune_are_those_of_its_own_page(at_province, communes):
    root = read(at_province, address("target_list"))
    rows = root.xpath("//table[contains(@class, 'form-table')]/tbody/tr")
    for commune, row in zip(communes, rows, strict=True):
        own = read(at_province, row.xpath("string(th/a/@href)"))
        percents = [said(cell) for cell in own.xpath("//td[@data-label='Kết quả']/strong")]
        shown = [said(cell).removesuffix(", chưa đạt") for cell in row.xpath("td")]
        assert said(row.xpath("th")[0]) == str(commune)
        assert percents != []
        assert [one for one in shown if one != "–"] == percents


# Who sees what


@pytest.mark.parametrize("name", PAGES)
def test_province_gets_a_line_a_commune_which_opens_its_page(name, at_province, communes):
    root = read(at_province, address(name))
    lines = root.xpath("//table[contains(@class, 'form-table')]/tbody/tr/th")
    assert [said(one) for one in lines if one.xpath("a")] == [str(one) for one in communes]
    for commune, line in zip(communes, [one for one in lines if one.xpath("a")], strict=True):
        url = line.xpath("string(a/@href)")
        assert f"dia_ban={commune.pk}" in url
        page = read(at_province, url)
        assert str(commune) in said(page.xpath("//h1")[0])
        assert str(commune) in page.xpath("string(//title)")


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_picked_commune_keeps_it_and_shows_no_other(name, at_province, communes):
    picked, other = communes[0], communes[1]
    answer = at_province.get(address(name, dia_ban=picked.pk))
    names = {team.name for team in MediationTeam.objects.within(other)}
    text = answer.content.decode()
    assert not {one for one in names if f"{one}<" in text}
    root = read(at_province, address(name, dia_ban=picked.pk))
    carried = {reverse(f"mediators:{one}") for one in PAGES}
    links = root.xpath(
        "//main//a[not(ancestor::*[contains(@class, 'trail')])]/@href[starts-with(., '/')]"
    )
    losing = [one for one in links if one.split("?")[0] in carried and "dia_ban=" not in one]
    assert losing == []
    assert root.xpath("//form[@method='get']//input[@name='dia_ban']/@value") == [str(picked.pk)]


@pytest.mark.parametrize("name", PAGES)
def test_commune_gets_its_own_page_and_no_other(name, client, communes):
    own, other = communes[0], communes[1]
    client.force_login(leader_of(own))
    assert client.get(address(name, dia_ban=other.pk)).status_code == 404
    assert client.get(address(name, dia_ban=own.parent_id)).status_code == 404
    assert client.get(address(name, dia_ban="x")).status_code == 404
    own_page = client.get(address(name))
    assert client.get(address(name, dia_ban=own.pk)).status_code == 200
    assert own_page.status_code == 200
    assert "Xã, phường" not in own_page.content.decode()


def test_province_never_reaches_a_commune_of_another_province(at_province, communes):
    elsewhere = base.make_locality(name="xã Khác")
    for name in (*PAGES, "mediator_export", "case_export", "statistics_xlsx"):
        assert at_province.get(address(name, dia_ban=elsewhere.pk)).status_code == 404


def test_name_is_looked_for_in_all_communes_by_who_reads_details(province, communes, client):
    for commune in communes:
        team = make.make_team(commune=commune)
        make.make_member(team=team, full_name="Thạch Văn Tìm")
    client.force_login(leader_of(province))
    root = read(client, address("mediator_list", tim="thạch văn tìm"))
    rows = [said(one) for one in root.xpath("//tbody/tr/th")]
    assert rows == [f"Thạch Văn Tìm {one}" for one in communes]
    assert root.xpath("//select[@name='to']") == []
    client.force_login(base.make_officer(locality=province))
    assert "Thạch Văn Tìm" not in client.get(address("mediator_list", tim="thạch")).content.decode()


def test_ethnic_totals_of_communes_are_told_on_period_ends_and_not_of_a_single_team(
    at_province, province
):
    commune_of(province, 1)
    commune_of(province, 2, n_teams=1)

    def cells(day: str) -> list[list[str]]:
        root = read(at_province, address("statistics_teams", tinh_den=day))
        rows = root.xpath("//table[contains(@class, 'form-table')]/tbody/tr")
        return [[said(cell) for cell in row.xpath("td")[5:7]] for row in rows]

    hidden = ["–", "–"]
    assert cells("31/05/2026") == [hidden, ["2", "2"], hidden]
    assert cells("30/05/2026") == [hidden, hidden, hidden]
    commune_of(province, 3, n_teams=1)
    assert cells("31/05/2026") == [["4", "4"], ["2", "2"], hidden, hidden]


# Files and print


@pytest.mark.parametrize("name", PAGES[2:])
def test_communes_go_into_a_workbook(name, at_province, communes):
    answer = at_province.get(address(name, tep=1))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    column = [row[0].value for row in sheet.iter_rows()]
    assert [one for one in column if str(one).startswith("xã Số")] == [str(c) for c in communes]


def test_both_forms_of_a_province_go_into_a_workbook(at_province, communes):
    book = load_workbook(io.BytesIO(at_province.get(address("statistics_xlsx")).content))
    for sheet in book.worksheets:
        column = [str(row[0].value) for row in sheet.iter_rows()]
        assert [x for x in column if x.startswith("xã Số")] == [str(one) for one in communes]
    own = at_province.get(address("statistics_xlsx", dia_ban=communes[0].pk))
    sheet = load_workbook(io.BytesIO(own.content)).worksheets[0]
    text = [str(row[0].value) for row in sheet.iter_rows()]
    assert str(communes[0]) in text
    assert str(communes[1]) not in text


# The dashboard's figures


def test_headline_is_of_the_locality_given(province, communes):
    user = leader_of(province)
    facts = headline(user, TODAY, communes[1])
    assert [(one.share.part, one.share.whole) for one in facts] == [(3, 3), (3, 9), (6, 9)]
    assert all(f"dia_ban={communes[1].pk}" in one.behind.whole for one in facts)
    assert "dia_ban" not in headline(leader_of(communes[1]), TODAY, communes[1])[0].behind.whole
    assert headline(user, TODAY, base.make_locality(name="xã Trống", parent=province)) == []


# Growth


def cost_of(client: Client) -> tuple[dict[str, int], dict[str, int]]:
    """Queries and bytes of each page."""
    queries, sizes = {}, {}
    for name in PAGES:
        with CaptureQueriesContext(connection) as seen:
            sizes[name] = len(client.get(address(name)).content)
        queries[name] = len(seen)
    return queries, sizes


def test_communes_cost_no_queries_and_few_bytes_each(at_province, province):
    for number in range(3):
        commune_of(province, number)
    cost_of(at_province)  # what is read once a process
    few, _ = cost_of(at_province)
    for number in range(3, 6):
        commune_of(province, number)
    many, small = cost_of(at_province)
    assert many == few
    assert max(many.values()) <= 20
    for number in range(6, 12):
        commune_of(province, number)
    _, large = cost_of(at_province)
    grown = {name: small[name] + 162 * (large[name] - small[name]) / 6 for name in PAGES}
    assert {name: size for name, size in grown.items() if size > 200_000} == {}  # 168 communes
