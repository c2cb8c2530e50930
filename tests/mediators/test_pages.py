"""The pages of the rosters: what each shows to whom, filters, budgets, the access log."""

import datetime as dt
import io
from typing import Any

import lxml.html
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localtime

from mediators.models import (
    AccessEntry,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    Qualification,
    Sex,
    TeamRule,
)
from mediators.models.learning import slices
from mediators.training.coverage import coverage
from plans.models import Locality, Role
from tests import factories as base
from tests.html import visible_text
from tests.mediators import factories as make
from tests.queries import n_queries

PERSONAL = ("Khmer", "0987 654 321", "Số 5 đường Phạm Hùng", "17/08/1961", "1961")


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def rows_of(response) -> list[str]:
    """The heads of the rows of the first table."""
    table: Any = lxml.html.document_fromstring(response.content).xpath("(//table)[1]/tbody/tr")
    return [" ".join(row.xpath("string(th)").split()) for row in table]


def somebody(cast, **fields) -> Mediator:
    return make.make_mediator(
        **{
            "full_name": "Lý Thị Mai",
            "locality": cast.home,
            "sex": Sex.FEMALE,
            "birth_on": dt.date(1961, 8, 17),
            "ethnic_group": "Khmer",
            "phone": "0987 654 321",
            "address": "Số 5 đường Phạm Hùng",
            "qualification": Qualification.LAW,
            "occupation": "Giáo viên",
        }
        | fields
    )


def pages_with(mediator, team) -> dict[str, str]:
    return {
        "person": mediator.get_absolute_url(),
        "team": team.get_absolute_url() + "?tu_ngay=01/01/2024",
        "people": reverse("mediators:mediator_list"),
        "teams": reverse("mediators:team_list"),
    }


# Who sees what


@pytest.mark.parametrize("member", ["partner", "officer", "coordinator", "leader"])
def test_personal_data_are_on_no_page_of_who_does_not_keep_the_roster(member, cast, client):
    team = make.make_team(commune=cast.home)
    mediator = somebody(cast)
    make.make_member(team=team, mediator=mediator)
    client.force_login(getattr(cast, member))
    for page, url in pages_with(mediator, team).items():
        text = text_of(client.get(url))
        assert (page, [word for word in PERSONAL if word in text]) == (page, [])
        assert (page, "Lý Thị Mai" in text) == (page, page != "teams")


@pytest.mark.parametrize("member", ["partner", "officer"])
def test_officers_see_name_team_and_role_alone(member, cast, client):
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    mediator = somebody(cast)
    make.make_member(team=team, mediator=mediator, role=MembershipRole.HEAD)
    client.force_login(getattr(cast, member))
    text = text_of(client.get(mediator.get_absolute_url()))
    assert "Tổ trưởng" in text
    assert "Khu phố 3" in text
    for page, url in pages_with(mediator, team).items():
        shown = text_of(client.get(url))
        found = [word for word in ("Giáo viên", "Chuyên môn luật", "Giới tính") if word in shown]
        assert (page, found) == (page, [])


@pytest.mark.parametrize("query", ["gioi_tinh=female", "trinh_do=law", "sap_xep=nam-sinh"])
def test_filters_do_not_tell_officers_what_pages_hide(query, cast, client):
    team = make.make_team(commune=cast.home)
    make.make_member(team=team, full_name="Đặng Văn Sơn")
    make.make_member(team=team, mediator=somebody(cast))
    client.force_login(cast.officer)
    response = client.get(reverse("mediators:mediator_list") + f"?{query}")
    assert rows_of(response) == ["Lý Thị Mai", "Đặng Văn Sơn"]


def test_leader_reads_details_without_personal_data(cast, client):
    mediator = somebody(cast)
    client.force_login(cast.leader)
    text = text_of(client.get(mediator.get_absolute_url()))
    assert ("Giáo viên" in text, "Chuyên môn luật" in text) == (True, True)
    assert [word for word in PERSONAL if word in text] == []


@pytest.mark.parametrize("member", ["keeper", "administrator"])
def test_keeper_reads_personal_data(member, cast, client):
    mediator = somebody(cast)
    client.force_login(getattr(cast, member))
    text = text_of(client.get(mediator.get_absolute_url()))
    assert [word for word in PERSONAL[:4] if word not in text] == []


def test_personal_data_stay_in_the_locality_for_an_administrator_above(cast, client):
    province = base.make_locality(name="tỉnh Tây Ninh")
    cast.home.parent = province
    cast.home.save()
    above = base.make_officer(
        locality=province, roles=[Role.ADMINISTRATOR, Role.KEEPER, Role.LEADER]
    )
    client.force_login(above)
    mediator = somebody(cast)
    text = text_of(client.get(mediator.get_absolute_url()))
    assert "Lý Thị Mai" in text
    assert [word for word in PERSONAL if word in text] == []
    edit = client.get(reverse("mediators:mediator_edit", args=[mediator.pk]))
    assert edit.status_code == 403


def test_looking_at_a_person_is_logged_and_the_log_can_be_read(cast, client):
    mediator = somebody(cast)
    client.force_login(cast.leader)
    client.get(mediator.get_absolute_url())
    [entry] = AccessEntry.objects.all()
    assert (entry.officer, entry.kind, entry.mediator) == (cast.leader, "view", mediator)
    client.force_login(cast.administrator)
    response = client.get(reverse("mediators:access_log") + "?tim=ly thi mai")
    assert "Trang của Lý Thị Mai" in text_of(response)
    assert f"{localtime(entry.at):%H:%M %d/%m/%Y} Võ Thị Lãnh" in text_of(response)
    empty = client.get(reverse("mediators:access_log") + "?viec=export")
    assert "Không có lượt nào khớp với bộ lọc" in text_of(empty)


def test_papers_are_logged_as_exports(cast, client):
    draft = make.make_draft_with_line(locality=cast.home)
    client.force_login(cast.keeper)
    client.get(reverse("mediators:decision_paper", args=[draft.pk]))
    client.get(reverse("mediators:decision_proposal", args=[draft.pk]))
    assert [entry.kind for entry in AccessEntry.objects.all()] == ["export", "export"]


# Lists


def test_teams_are_filtered_and_every_figure_counts_its_rows(cast, client):
    make.make_full_team(hamlet=make.make_hamlet(name="Khu phố 1", former_unit="thị trấn A"))
    pilot = make.make_full_team(
        hamlet=make.make_hamlet(name="Ấp 1", former_unit="xã B"), pilot_from=2024
    )
    lacking = make.make_team(hamlet=make.make_hamlet(name="Ấp 2", former_unit="xã B"))
    make.make_member(team=lacking, full_name="Hồ Văn Hoà")
    client.force_login(cast.officer)
    url = reverse("mediators:team_list")
    expected = {
        "": ["Khu phố 1 thị trấn A cũ", "Ấp 1 xã B cũ", "Ấp 2 xã B cũ"],
        "?tinh_trang=con-thieu": ["Ấp 2 xã B cũ"],
        "?tinh_trang=da-du": ["Khu phố 1 thị trấn A cũ", "Ấp 1 xã B cũ"],
        "?don_vi=xã B": ["Ấp 1 xã B cũ", "Ấp 2 xã B cũ"],
        f"?khu_pho={lacking.hamlet_id}": ["Ấp 2 xã B cũ"],
        "?diem=co": ["Ấp 1 xã B cũ"],
        "?tim=hòa": ["Ấp 2 xã B cũ"],
        "?tim=AP 1": ["Ấp 1 xã B cũ"],
        "?khu_pho=nonsense&tinh_trang=gi-do": [
            "Khu phố 1 thị trấn A cũ",
            "Ấp 1 xã B cũ",
            "Ấp 2 xã B cũ",
        ],
        "?sap_xep=-so-nguoi&tinh_trang=con-thieu": ["Ấp 2 xã B cũ"],
    }
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected
    text = text_of(client.get(url))
    assert "3 tổ, 7 hòa giải viên" in text
    assert "2 tổ đủ số lượng, thành phần ; 1 tổ còn thiếu" in text.replace("phần;", "phần ;")
    assert MediationTeam.objects.get(pk=pilot.pk).is_pilot_in(2026)


def test_htmx_gets_the_rows_alone_and_back_gets_the_page(cast, client):
    client.force_login(cast.officer)
    url = reverse("mediators:team_list")
    part = client.get(url, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert "HX-Request" in part.headers["Vary"]
    restored = client.get(url, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert b"<html" in restored.content


def test_people_of_teams_are_listed_and_former_ones_when_asked_for(cast, client):
    team = make.make_team(commune=cast.home)
    make.make_member(team=team, full_name="Đặng Văn Sơn")
    gone = make.make_member(team=team, full_name="Lưu Văn Tám")
    draft = make.make_draft(lines=[make.end(team, gone.mediator)])
    make.enact(draft, issued_on=dt.date(2026, 1, 5))
    make.make_mediator(full_name="Mai Thị Lan", locality=cast.home)
    client.force_login(cast.keeper)
    url = reverse("mediators:mediator_list")
    expected = {
        "": ["Đặng Văn Sơn"],
        "?tinh_trang=former": ["Lưu Văn Tám"],
        "?tinh_trang=proposed": ["Mai Thị Lan"],
        "?tinh_trang=tat-ca": ["Mai Thị Lan", "Đặng Văn Sơn", "Lưu Văn Tám"],
        "?tinh_trang=tat-ca&sap_xep=-ten": ["Lưu Văn Tám", "Đặng Văn Sơn", "Mai Thị Lan"],
    }
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected


def test_lists_stop_at_the_locality(cast, client):
    elsewhere = cast.stranger.locality
    make.make_full_team(commune=elsewhere)
    make.make_draft(locality=elsewhere)
    client.force_login(cast.keeper)
    for name in ("team_list", "mediator_list", "decision_list"):
        assert rows_of(client.get(reverse(f"mediators:{name}"))) == []


def test_card_shows_the_roster_of_the_day_before(cast, client):
    team = make.make_team(commune=cast.home)
    make.make_member(team=team, full_name="Phan Văn Dũng", role=MembershipRole.HEAD)
    new = make.make_mediator(full_name="Lý Thị Mai", locality=cast.home)
    make.enact(make.make_draft(lines=[make.recognise(team, new)]), issued_on=dt.date(2026, 6, 10))
    client.force_login(cast.leader)
    url = team.get_absolute_url()
    assert rows_of(client.get(url)) == ["Phan Văn Dũng", "Lý Thị Mai"]
    before = client.get(url + "?tai_ngay=09/06/2026")
    assert rows_of(before) == ["Phan Văn Dũng"]
    assert "Đang xem danh sách của ngày 09/06/2026" in text_of(before)
    wrong = client.get(url + "?tu_ngay=10/06/2026&den_ngay=01/06/2026")
    assert "Nhập ngày sau 10/06/2026" in text_of(wrong)


# Budgets


LISTS = {
    "team_list": "",
    "team_list filtered": "?tinh_trang=da-du&tim=khu pho&sap_xep=-nu",
    "mediator_list": "",
    "mediator_list filtered": "?tinh_trang=tat-ca&tim=a&gioi_tinh=male&sap_xep=to",
    "decision_list": "",
    "access_log": "",
}


def grow(cast, n_rows: int) -> None:
    for _ in range(n_rows):
        make.make_full_team(commune=cast.home)
        make.make_draft_with_line(locality=cast.home)
        make.make_access(officer=cast.keeper)


def test_queries_of_a_team_and_a_person_do_not_grow_with_their_rows(cast, client):
    team = make.make_full_team(commune=cast.home)
    person = team.memberships.all()[0].mediator
    client.force_login(cast.keeper)

    def grown() -> list[int]:
        make.make_member(team=team)
        line = make.recognise(team, make.make_mediator(locality=cast.home))
        make.enact(make.make_draft(lines=[line]), issued_on=dt.date(2026, 1, 5))
        return [n_queries(client, one.get_absolute_url()) for one in (team, person)]

    with_one = grown()
    grown()
    assert grown() == with_one


# Sample


@pytest.mark.django_db
def test_sample_tells_what_its_teams_lack():
    call_command("load_sample", today=dt.date(2026, 11, 22), stdout=io.StringIO())
    today = dt.date(2026, 11, 22)
    here = MediationTeam.objects.of_commune(Locality.objects.get(name="xã Tân Biên"))
    teams = here.for_list().in_order().composed_on(today)
    lacking = {
        f"{team.name}, {team.hamlet.former_unit}": "; ".join(map(str, team.composition.missing))
        for team in teams
        if team.composition.missing
    }
    assert len(teams) == 20
    assert lacking == {
        "Khu phố 3, thị trấn Tân Biên": "01 hòa giải viên nữ",
        "Ấp 1, xã Tân Bình": "01 hòa giải viên; 01 hòa giải viên nữ; tổ trưởng",
        "Ấp 4, xã Tân Bình": "01 hòa giải viên người dân tộc thiểu số",
        "Ấp 4, xã Thạnh Tây": "01 hòa giải viên nữ",
        "Ấp 6, xã Thạnh Tây": "tổ trưởng",
        "Ấp 7, xã Thạnh Tây": "quyết định công nhận 02 người",
    }
    assert 125 <= sum(team.composition.counts.members for team in teams) <= 140
    assert TeamRule.objects.count() == 6
    covered = coverage(slices(Membership.objects.all(), today), today)
    assert (covered.total.n_trained, covered.total.n_with_material) == (94, 131)
    assert [year for year, _ in covered.by_last_year] == [2026, 2025, 2024, None]
