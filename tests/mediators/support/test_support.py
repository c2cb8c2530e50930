"""Supporters: who they are, what they did, which teams they helped how often."""

import datetime as dt
import io
from typing import Any

import lxml.html
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mediators.models import AccessEntry, MediationTeam, SupportActivity, Supporter
from mediators.models.support import with_support
from plans.models import Role
from tests import factories as base
from tests.clock import set_clock
from tests.html import visible_text
from tests.mediators import factories as make

D = dt.date
TODAY = D(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def rows_of(response) -> list[str]:
    rows: Any = lxml.html.document_fromstring(response.content).xpath("(//table)[1]/tbody/tr")
    return [" ".join(row.xpath("string(th/a)").split()) for row in rows]


def sheet_of(response) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [[cell for cell in row if cell is not None] for row in sheet.values]


# What colleagues ask


@pytest.mark.django_db
def test_team_is_supported_by_help_of_the_period_both_days_included():
    first, other, never = (make.make_team() for _ in range(3))  # in the order of their keys
    make.make_support(team=first, held_on=D(2026, 1, 1))
    make.make_support(team=first, held_on=D(2026, 1, 1))
    friend = make.make_supporter(field=Supporter.Field.OTHER)
    make.make_support(team=other, supporter=friend, held_on=D(2026, 12, 31))
    make.make_support(team=never, held_on=D(2025, 12, 31))
    teams = MediationTeam.objects.order_by("pk")
    year = (D(2026, 1, 1), D(2026, 12, 31))
    counted = {}
    for is_named in (False, True):
        found: Any = with_support(teams, *year, by_named_fields=is_named)
        counted[is_named] = [team.n_supports for team in found]
    assert counted == {False: [2, 1, 0], True: [2, 0, 0]}


# The list and a supporter's page


def test_list_finds_by_marks_field_and_standing(cast, client):
    make.make_supporter(locality=cast.home, full_name="Trần Thị Thuỷ", workplace="Đoàn Luật sư")
    make.make_supporter(locality=cast.home, full_name="Lê Văn Ân", field=Supporter.Field.POLICE)
    make.make_supporter(locality=cast.home, full_name="Phạm Đình Bảo", ended_on=D(2026, 11, 22))
    make.make_supporter(full_name="Người nơi khác", locality=cast.stranger.locality)
    client.force_login(cast.leader)
    url = reverse("mediators:supporter_list")
    expected = {
        "": ["Lê Văn Ân", "Trần Thị Thuỷ"],
        "?tim=thủy": ["Trần Thị Thuỷ"],
        "?tim=doan luat": ["Trần Thị Thuỷ"],
        "?thanh_phan=police": ["Lê Văn Ân"],
        "?tinh_trang=da-thoi": ["Phạm Đình Bảo"],
        "?sap_xep=-ten": ["Trần Thị Thuỷ", "Lê Văn Ân"],
    }
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected


def test_telephone_is_for_who_keeps_the_roster_on_page_and_in_the_file(cast, client):
    supporter = make.make_supporter(locality=cast.home, phone="0912 000 111")
    pages = [
        supporter.get_absolute_url(),
        reverse("mediators:supporter_list"),
    ]
    for officer, is_shown in ((cast.leader, False), (cast.keeper, True)):
        client.force_login(officer)
        assert [("0912" in text_of(client.get(url))) for url in pages] == [is_shown, is_shown]
        cells = sheet_of(client.get(reverse("mediators:supporter_xlsx")))
        assert any("0912 000 111" in row for row in cells) is is_shown
    exports = AccessEntry.objects.filter(kind="export")
    assert list(exports.values_list("subject", flat=True)) == ["Danh sách người hỗ trợ"] * 2


def test_service_ends_by_a_day_and_the_activities_stay(cast, client):
    supporter = make.make_supporter(locality=cast.home, full_name="Lê Văn Ân")
    make.make_support(supporter=supporter)
    client.force_login(cast.keeper)
    url = reverse("mediators:supporter_edit", args=[supporter.pk])
    facts = {"full_name": supporter.full_name, "field": "lawyer", "version": 0}
    wrong = client.post(url, facts | {"started_on": "01/05/2026", "ended_on": "30/04/2026"})
    assert wrong.status_code == 422
    assert "Ngày thôi phải sau ngày 01/05/2026" in text_of(wrong)
    assert client.post(url, facts | {"ended_on": "22/11/2026"}).status_code == 302
    supporter.refresh_from_db()
    assert (supporter.ended_on, supporter.version) == (TODAY, 1)
    assert "Thôi hỗ trợ từ ngày 22/11/2026" in text_of(client.get(supporter.get_absolute_url()))
    assert supporter.activities.count() == 1


def test_two_people_on_one_form_the_second_is_told(cast, client):
    supporter = make.make_supporter(
        locality=cast.home, full_name="Lê Văn Ân", workplace="Công an xã"
    )
    client.force_login(cast.keeper)
    url = reverse("mediators:supporter_edit", args=[supporter.pk])
    facts = {"full_name": supporter.full_name, "field": "lawyer", "version": 0}
    client.post(url, facts | {"workplace": "Công an tỉnh"})
    second = client.post(url, facts | {"workplace": "Viện kiểm sát"})
    assert second.status_code == 422
    text = second.content.decode()
    assert ("Đang lưu: Công an tỉnh" in text, "Viện kiểm sát" in text) == (True, True)


def test_only_who_did_nothing_is_deleted(cast, client):
    idle = make.make_supporter(locality=cast.home)
    busy = make.make_support(supporter=make.make_supporter(locality=cast.home)).supporter
    client.force_login(cast.keeper)
    urls = [reverse("mediators:supporter_delete", args=[one.pk]) for one in (idle, busy)]
    assert [client.post(url).status_code for url in urls] == [302, 422]
    assert "đã có 1 lượt hỗ trợ" in text_of(client.get(urls[1]))
    assert list(Supporter.objects.all()) == [busy]


# What they did


def send(client, **fields):
    facts = {"held_on": "20/11/2026", "kind": "complex"}
    return client.post(reverse("mediators:support_create"), facts | fields)


def test_help_for_a_case_goes_to_the_team_of_the_case(cast, client):
    supporter = make.make_supporter(locality=cast.home)
    team, other = make.make_team(commune=cast.home), make.make_team(commune=cast.home)
    case = make.make_case(team=team, ledger_number="7")
    client.force_login(cast.keeper)
    known = {"supporter": supporter.pk, "case": case.pk}
    wrong = send(client, **known, team=other.pk)
    assert wrong.status_code == 422
    assert f"Vụ, việc này của {team}" in text_of(wrong)
    assert send(client, **known).status_code == 302
    activity = SupportActivity.objects.get()
    assert (activity.team, activity.case) == (team, case)
    assert AccessEntry.objects.get(kind="change").subject == f"Thêm: {activity}"


def test_help_needs_a_team_and_a_day_on_which_the_supporter_served(cast, client):
    supporter = make.make_supporter(locality=cast.home, ended_on=D(2026, 6, 1))
    team = make.make_team(commune=cast.home)
    client.force_login(cast.keeper)
    expected: dict[str, dict[str, Any]] = {
        "Chọn tổ hòa giải, hoặc chọn vụ, việc bên dưới": {},
        "đã thôi hỗ trợ từ ngày 01/06/2026": {"team": team.pk},
        "Nhập ngày từ 22/11/2026 trở về trước": {"team": team.pk, "held_on": "23/11/2026"},
    }
    for sentence, fields in expected.items():
        answer = send(client, supporter=supporter.pk, **fields)
        assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    elsewhere = make.make_supporter(locality=cast.stranger.locality)
    assert send(client, supporter=elsewhere.pk, team=team.pk).status_code == 422
    assert send(client, supporter=supporter.pk, team=team.pk, held_on="31/05/2026").headers[
        "Location"
    ] == (supporter.get_absolute_url())


def test_form_opens_with_what_is_known_and_leads_back_to_the_team(cast, client):
    supporter = make.make_supporter(locality=cast.home)
    team = make.make_team(commune=cast.home)
    client.force_login(cast.keeper)
    url = reverse("mediators:support_create") + f"?to={team.pk}"
    page = lxml.html.document_fromstring(client.get(url).content)
    assert page.xpath("//select[@name='team']/option[@selected]/@value") == [str(team.pk)]
    assert page.xpath("//input[@name='held_on']/@value") == ["22/11/2026"]
    facts = {"supporter": supporter.pk, "team": team.pk, "held_on": "20/11/2026", "kind": "skill"}
    assert client.post(url, facts).headers["Location"] == team.get_absolute_url()
    shown = text_of(client.get(team.get_absolute_url()))
    assert f"20/11/2026: {supporter} , Hướng dẫn kỹ năng hòa giải" in shown


def test_year_tells_each_team_and_which_had_none(cast, client):
    supporter = make.make_supporter(locality=cast.home)
    often, once, never = (
        make.make_team(commune=cast.home, name=name) for name in ("Ấp 1", "Ấp 2", "Ấp 3")
    )
    for team, days in ((often, (1, 2)), (once, (3,))):
        for day in days:
            make.make_support(supporter=supporter, team=team, held_on=D(2026, 2, day))
    make.make_support(supporter=supporter, team=never, held_on=D(2025, 2, 1))
    client.force_login(cast.leader)
    url = reverse("mediators:support_teams")
    assert "3 lượt cho 2 / 3 tổ; 1 tổ có từ 2 lượt trở lên; 1 tổ chưa có lượt nào" in (
        text_of(client.get(url)).replace(" ;", ";")
    )
    expected = {
        "": ["Ấp 1", "Ấp 2", "Ấp 3"],
        "?so_luot=chua-co": ["Ấp 3"],
        "?so_luot=co": ["Ấp 1", "Ấp 2"],
        "?so_luot=du": ["Ấp 1"],
        "?so_luot=co&nam=2025": ["Ấp 3"],
    }
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected
    listed = client.get(reverse("mediators:support_list") + f"?nam=2026&to={often.pk}")
    assert "2 lượt khớp với bộ lọc" in text_of(listed)
    book = load_workbook(
        io.BytesIO(client.get(reverse("mediators:support_xlsx") + "?nam=2026").content)
    )
    assert [sheet.title for sheet in book] == ["Lượt hỗ trợ", "Theo tổ"]
    last = [cell for cell in list(book["Theo tổ"].values)[-1] if cell is not None]
    assert last == ["Cộng", 3, 1, 1]


def test_province_reads_and_does_not_write(cast, client):
    province = base.make_locality(name="tỉnh Tây Ninh")
    cast.home.parent = province
    cast.home.save()
    activity = make.make_support(supporter=make.make_supporter(locality=cast.home))
    above = base.make_officer(locality=province, roles=[Role.KEEPER, Role.LEADER])
    client.force_login(above)
    assert client.get(activity.supporter.get_absolute_url()).status_code == 200
    url = reverse("mediators:support_edit", args=[activity.pk])
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("year", ["0", "99999", "x"])
def test_year_that_no_calendar_has_filters_nothing(year, cast, client):
    supporter = make.make_supporter(locality=cast.home)
    make.make_support(supporter=supporter, team=make.make_team(commune=cast.home))
    make.make_commendation(locality=cast.home)
    make.make_course(locality=cast.home)
    make.make_draft(locality=cast.home)
    client.force_login(cast.keeper)
    for name in ("support_list", "commendation_list", "course_list", "decision_list"):
        page = client.get(reverse(f"mediators:{name}") + f"?nam={year}")
        assert (name, len(rows_of(page))) == (name, 1)
    assert client.get(reverse("mediators:support_xlsx") + f"?nam={year}").status_code == 200
