"""The part of the rosters that a task's pages show: which task, what it tells, to whom."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from mediators.models import Outcome
from plans.models import Plan
from tasks.models.roster_topics import Topic, topic_of
from tests import factories as base
from tests.clock import set_clock
from tests.html import flaws
from tests.mediators import factories as make
from tests.queries import n_queries
from tests.tasks.reading import read, said, texts

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


def test_tasks_of_the_real_plan_are_known_by_their_words(real_plan: Plan):
    topics = {task.code: topic_of(task.title) for task in real_plan.tasks.all()}
    assert {code: topic for code, topic in topics.items() if topic} == {
        "II.1.a": Topic.PILOTS,
        "II.1.b": Topic.PILOTS,
        "II.2.a": Topic.TEAMS,
        "II.2.b": Topic.TRAINING,
    }


@pytest.mark.parametrize(
    ("title", "chosen", "topic"),
    [
        ("Củng cố, KIỆN TOÀN các Tổ hoà giải", "", Topic.TEAMS),
        ("Bồi dưỡng nghiệp vụ cho hoà giải viên", "", Topic.TRAINING),
        ("Xây dựng điểm mô hình hòa giải", "", Topic.PILOTS),
        ("Đăng tải tài liệu tập huấn về hòa giải ở cơ sở", "", None),
        ("Kiện toàn bộ máy", "", None),
        ("Kiện toàn bộ máy", "teams", Topic.TEAMS),
        ("Kiện toàn tổ hòa giải", "none", None),
    ],
)
def test_words_decide_unless_an_administrator_does(title, chosen, topic):
    assert topic_of(title, chosen) is topic


def rosters_url(task, year: int | None = None) -> str:
    return reverse("tasks:task_rosters", args=[task.pk]) + (f"?nam={year}" if year else "")


def with_topic(cast, topic: str):
    cast.task.roster_topic = topic
    cast.task.save()
    return cast.task


def told(client, url: str) -> list[str]:
    """The paragraph and the lines of the fragment."""
    root = read(client, url, headers={"HX-Request": "true"})
    return [said(one) for one in root.xpath("//body/p | //ul[@class='roster-lines']/li")]


def test_completion_tells_which_teams_lack_what_at_the_end_of_a_past_year(cast, client):
    task = with_topic(cast, "teams")
    make.make_full_team(commune=cast.home, name="Ấp 1")
    make.make_team(commune=cast.home, name="Ấp 2", established_on=dt.date(2026, 2, 1))
    client.force_login(cast.officer)
    assert told(client, rosters_url(task)) == [
        "1 / 2 tổ đủ số lượng, thành phần; 1 tổ còn thiếu, tính đến ngày 22/11/2026.",
        "Ấp 2 03 hòa giải viên 01 hòa giải viên nữ tổ trưởng",
    ]
    assert told(client, rosters_url(task, 2025)) == [
        "1 / 1 tổ đủ số lượng, thành phần, tính đến ngày 31/12/2025."
    ]
    assert told(client, rosters_url(task, 2024)) == [
        "0 / 1 tổ đủ số lượng, thành phần; 1 tổ còn thiếu, tính đến ngày 31/12/2024.",
        "Ấp 1 03 hòa giải viên 01 hòa giải viên nữ tổ trưởng",
    ]


def test_training_tells_coverage_by_team_and_names_nobody(cast, client):
    task = with_topic(cast, "training")
    teams = [make.make_full_team(commune=cast.home, name=f"Ấp {n}") for n in (1, 2, 3)]
    course = make.make_course(locality=cast.home)
    for team, n in zip(teams, (1, 0, 3), strict=True):
        for membership in team.memberships.all()[:n]:
            make.make_attendance(course=course, mediator=membership.mediator)
    client.force_login(cast.officer)
    summary, *lines = told(client, rosters_url(task))
    assert lines == ["Ấp 2 0 / 3", "Ấp 1 1 / 3"]
    assert summary == (
        "4 / 9 hòa giải viên được tập huấn năm 2026 (44,4%); "
        "5 người chưa được tập huấn, tính đến ngày 22/11/2026."
    )


def test_pilots_of_the_year_are_told_with_their_successes(cast, client):
    task = with_topic(cast, "pilots")
    pilot = make.make_full_team(commune=cast.home, name="Ấp 1", pilot_from=2024, pilot_until=2026)
    make.make_full_team(commune=cast.home, name="Ấp 2")
    for outcome in (Outcome.SUCCESS, Outcome.FAILURE):
        make.make_case(team=pilot, outcome=outcome)
    client.force_login(cast.officer)
    assert told(client, rosters_url(task)) == [
        "1 tổ làm điểm năm 2026, tính đến ngày 22/11/2026.",
        "Ấp 1 1 / 2 vụ, việc thành",
    ]


@pytest.mark.parametrize(("member", "lists"), [("officer", set()), ("leader", {"mediator_list"})])
def test_lists_behind_are_linked_for_who_may_read_them(member, lists, cast, client):
    task = with_topic(cast, "training")
    make.make_full_team(commune=cast.home)
    client.force_login(cast.member(member))
    root = read(client, rosters_url(task), headers={"HX-Request": "true"})
    paths = {urlsplit(url).path for url in root.xpath("//p//a/@href")}
    assert paths == {reverse(f"mediators:{name}") for name in lists}


def test_a_commune_sees_its_own_teams_and_a_province_those_of_the_plan(cast, client):
    task = with_topic(cast, "teams")
    make.make_team(commune=cast.home, name="Ấp 1")
    make.make_team(commune=cast.stranger.locality, name="Ấp xa")
    province = base.make_locality(name="tỉnh Tây Ninh")
    for commune in (cast.home, cast.stranger.locality):
        commune.parent = province
        commune.save()
    for user in (cast.officer, base.make_officer(locality=province)):
        client.force_login(user)
        assert [line.split(" 0")[0] for line in told(client, rosters_url(task))[1:]] == ["Ấp 1"]


def test_pages_of_task_and_cell_fetch_it_and_others_show_nothing(cast, client):
    client.force_login(cast.officer)
    found = {}
    for topic in ("training", "none"):
        task = with_topic(cast, topic)
        for page in (task, cast.task_year):
            root = read(client, page.get_absolute_url())
            urls = root.xpath("//section[@aria-labelledby='danh-sach-hoa-giai']/div/@data-part")
            found[topic, page] = [*urls, *root.xpath("//div[@data-part]//a/@href")]
        status = client.get(rosters_url(task)).status_code
        assert status == (200 if topic == "training" else 404)
    assert found == {
        ("training", cast.task): [rosters_url(cast.task)] * 2,
        ("training", cast.task_year): [rosters_url(cast.task, 2026)] * 2,
        ("none", cast.task): [],
        ("none", cast.task_year): [],
    }


@pytest.mark.parametrize("topic", ["teams", "training", "pilots"])
def test_page_without_script_is_whole_and_says_what_is_not_there(topic, cast, client):
    task = with_topic(cast, topic)
    client.force_login(cast.officer)
    assert flaws(client.get(rosters_url(task)).content.decode()) == []
    assert "Chưa có tổ hòa giải nào trong danh sách." in texts(
        read(client, rosters_url(task)), ".quiet"
    )
    make.make_full_team(commune=cast.home)
    assert flaws(client.get(rosters_url(task)).content.decode()) == []


@pytest.mark.parametrize("topic", ["teams", "training", "pilots"])
def test_queries_do_not_grow_with_the_teams(topic, cast, client):
    url = rosters_url(with_topic(cast, topic))
    client.force_login(cast.officer)
    make.make_full_team(commune=cast.home, pilot_from=2024)
    with_one = n_queries(client, url)
    for _ in range(3):
        make.make_full_team(commune=cast.home, pilot_from=2024)
    assert n_queries(client, url) == with_one
