"""Việc của tôi: each job once, under the heading that asks for it first, for whom it concerns."""

import datetime as dt

import pytest
from django.urls import reverse

from plans.days import date_in_words
from plans.models import Role
from tasks.cell.contributions import record_contribution
from tasks.models import Timeline
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import link, read, said, texts
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:my_work")
XLSX = reverse("tasks:my_work_xlsx")
ALL = f"{URL}?vai_tro=ca-dia-ban"
PARTNER = f"{URL}?vai_tro=phoi-hop"


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def plan(db):
    return make.make_plan(loaded_on=D(2026, 10, 1))


@pytest.fixture
def body(plan):
    return make.make_agency(name="Văn phòng HĐND và UBND", locality=plan.locality)


@pytest.fixture
def officer(body):
    return make.make_officer(agency=body)


@pytest.fixture
def mine(client, officer):
    client.force_login(officer)
    return client


def add(plan, code, *, leads=(), partners=(), year=2026, kind=Timeline.Kind.YEARLY, **fields):
    """A task with one cell; nothing is silent unless it says so."""
    task = make.make_task(
        plan=plan, clause=code, title=f"Việc {code}", leads=leads, partners=partners
    )
    timeline = make.make_timeline(task=task, kind=kind, last_year=2026)
    return make.make_task_year(timeline=timeline, year=year, **fields)


@pytest.fixture
def job(plan, body):
    return add(plan, "II.1", leads=[body])


def under(root, heading_id: str) -> list[str]:
    """Clauses and years under a heading."""
    metas = root.xpath(f"//section[@aria-labelledby='{heading_id}']//li")
    return [said(item.xpath(".//a[contains(@class, 'button')]/span")[0]) for item in metas]


# What stands where


@pytest.fixture
def desk(plan, body):
    add(plan, "II.1", leads=[body], due_on=D(2026, 10, 31))
    add(plan, "II.2", leads=[body], year=2025, updated_on=D(2026, 11, 1))
    add(plan, "II.3", leads=[body], due_on=D(2026, 12, 22))
    add(plan, "II.4", leads=[body], due_on=D(2026, 12, 23))
    add(plan, "II.5", leads=[body], year=2024, due_on=None, updated_on=D(2026, 11, 1))
    add(plan, "II.6", leads=[body], state=State.DONE, completed_on=D(2026, 3, 31))
    add(plan, "II.7", leads=[body], state=State.DONE, completed_on=D(2025, 3, 31), year=2025)
    add(plan, "II.8", leads=[body], year=2027)
    add(plan, "II.9", leads=[make.make_agency()])


def test_each_job_stands_once_under_what_asks_for_it_first(desk, mine):
    root = read(mine, URL)
    assert under(root, "qua-han") == ["II.2 năm 2025", "II.1 năm 2026"]
    assert under(root, "den-han") == ["II.3 năm 2026"]
    assert under(root, "viec-khac") == ["II.4 năm 2026"]
    assert under(root, "nam-truoc") == ["II.5 năm 2024"]
    assert len(texts(root, ".work__item")) == 6
    assert texts(root, "summary") == ["Đã kết thúc trong năm 2026: 1 việc"]
    assert "Việc II.6" in texts(root, "details .work__item")[0]


def test_head_says_the_day_and_what_should_be_written_on(desk, mine):
    root = read(mine, URL)
    assert texts(root, ".page-head__lead") == [
        "Chủ nhật, 22/11/2026. Còn 3 việc cần cập nhật: 2 quá hạn, 1 sắp đến hạn."
    ]
    assert texts(root, ".nav__count") == ["3 việc cần làm"]


def test_what_was_silent_longer_than_the_cadence_asks_for_an_update(plan, body, mine):
    plan.loaded_on = D(2026, 8, 1)
    plan.save()
    add(plan, "II.1", leads=[body])
    add(plan, "II.2", leads=[body], updated_on=D(2026, 8, 23))
    add(plan, "II.3", leads=[body], updated_on=D(2026, 8, 24))
    root = read(mine, URL)
    assert texts(root, ".work__head") == [
        "Quá kỳ chưa cập nhật 2",
        "Việc khác trong năm 2026 1",
    ]
    assert under(root, "qua-ky") == ["II.1 năm 2026", "II.2 năm 2026"]
    assert texts(root, ".work__due") == [
        "Hạn 31/12/2026 113 ngày chưa cập nhật",
        "Hạn 31/12/2026 91 ngày chưa cập nhật",
        "Hạn 31/12/2026 Cập nhật 24/08/2026",
    ]


def test_cadence_in_the_heading_is_that_of_the_plan(plan, body, mine):
    plan.cadence, plan.loaded_on = "month", D(2026, 1, 1)
    plan.save()
    add(plan, "II.1", leads=[body], updated_on=D(2026, 10, 22))
    assert texts(read(mine, URL), ".work__head") == ["Quá kỳ chưa cập nhật 1"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (D(2026, 12, 31), ["Đến hạn trong 30 ngày 1", "Đến hạn hôm nay"]),
        (D(2027, 1, 1), ["Quá hạn 1", "Quá hạn 1 ngày"]),
    ],
)
def test_due_day_itself_is_not_late(job, mine, day, expected):
    set_clock(day)
    assert job.due_on == D(2026, 12, 31)
    root = read(mine, URL)
    assert texts(root, ".work__head") + texts(root, ".work__item .state") == expected


def test_due_early_next_year_stands_on_the_desk_before_the_year_ends(plan, body, mine):
    add(plan, "II.1", leads=[body], year=2027, due_on=D(2027, 1, 15))
    set_clock(D(2026, 12, 20))
    assert under(read(mine, URL), "den-han") == ["II.1 năm 2027"]


def test_one_button_opens_the_cell(plan, body, mine):
    cell = add(plan, "II.1", leads=[body])
    root = read(mine, URL)
    assert link(root, "Cập nhật II.1 năm 2026") == cell.get_absolute_url()
    assert link(root, "Việc II.1") == cell.get_absolute_url()


def test_line_of_a_task_says_of_which_task(plan, body, mine):
    cell = add(plan, "II.5.a", leads=[body])
    Timeline.objects.filter(pk=cell.timeline_id).update(label="Sơ kết")
    assert texts(read(mine, URL), ".work__title") == [
        "Sơ kết Việc II.5.a · II.5.a · năm 2026 · phụ trách"
    ]


def test_head_count_and_list_agree(desk, mine, officer):
    root = read(mine, URL)
    listed = under(root, "qua-han") + under(root, "den-han") + under(root, "qua-ky")
    other_page = read(mine, reverse("tasks:task_list"))
    assert len(listed) == 3
    assert texts(root, ".nav__count") == texts(other_page, ".nav__count") == ["3 việc cần làm"]


# For whom


def test_who_is_assigned_finds_it_and_the_colleague_does_not(plan, body, client):
    cell = add(plan, "II.1", leads=[body])
    assigned, colleague = make.make_officer(agency=body), make.make_officer(agency=body)
    make.make_assignment(task=cell.timeline.task, officer=assigned)
    client.force_login(assigned)
    assert under(read(client, URL), "viec-khac") == ["II.1 năm 2026"]
    client.force_login(colleague)
    assert texts(read(client, URL), ".work__item") == []


def test_partner_is_asked_for_its_own_part_and_never_for_the_leads_lateness(plan, client):
    front = make.make_agency(name="UBMTTQ xã", locality=plan.locality)
    lead = make.make_agency()
    cell = add(plan, "II.1", leads=[lead], partners=[front], due_on=D(2026, 10, 31))
    add(plan, "II.2", leads=[lead], partners=[front], due_on=D(2026, 12, 31))
    client.force_login(make.make_officer(agency=front))
    root = read(client, URL)
    assert link(root, "Ghi kết quả phối hợp II.1 năm 2026") == cell.get_absolute_url()
    assert under(root, "phoi-hop") == ["II.1 năm 2026"]
    assert under(root, "phoi-hop-khac") == ["II.2 năm 2026"]
    assert texts(root, ".nav__count") == ["1 việc cần làm"]
    assert texts(root, ".late") + texts(root, ".is-late") == []


def test_partners_list_clears_when_it_has_written(plan, client):
    front = make.make_agency(name="UBMTTQ xã", locality=plan.locality)
    cell = add(plan, "II.1", leads=[make.make_agency()], partners=[front])
    set_clock(D(2026, 12, 1))
    officer = make.make_officer(agency=front)
    client.force_login(officer)
    assert under(read(client, URL), "phoi-hop") == ["II.1 năm 2026"]
    record_contribution(
        task_year=cell,
        by=officer,
        agency=front,
        done_on=D(2026, 11, 20),
        text="Đã vận động",
        today=D(2026, 12, 1),
    )
    root = read(client, URL)
    assert under(root, "phoi-hop") == []
    assert texts(root, ".nav__count") == []
    assert "Đã ghi 20/11/2026" in texts(root, ".work__due")[0]


@pytest.mark.parametrize(
    ("every", "due_on", "day", "expected"),
    [
        ("year", D(2026, 12, 31), D(2026, 11, 30), []),
        ("year", D(2026, 12, 31), D(2026, 12, 1), ["II.1 năm 2026"]),
        ("year", None, D(2026, 10, 31), []),
        ("year", None, D(2026, 11, 1), ["II.1 năm 2026"]),
        ("quarter", D(2026, 12, 31), D(2026, 2, 28), []),
        ("quarter", D(2026, 12, 31), D(2026, 3, 1), ["II.1 năm 2026"]),
        ("never", D(2026, 12, 31), D(2027, 1, 1), []),
    ],
)
def test_contribution_is_owed_by_the_rule_of_the_plan(plan, client, every, due_on, day, expected):  # noqa: PLR0917 -- a table of cases
    plan.contributions_every = every
    plan.save()
    front = make.make_agency(name="UBMTTQ xã", locality=plan.locality)
    add(plan, "II.1", leads=[make.make_agency()], partners=[front], due_on=due_on)
    set_clock(day)
    client.force_login(make.make_officer(agency=front))
    assert under(read(client, URL), "phoi-hop") == expected


def test_lead_who_asks_makes_it_owed_at_once(plan, client):
    front = make.make_agency(name="UBMTTQ xã", locality=plan.locality)
    cell = add(plan, "II.1", leads=[make.make_agency()], partners=[front])
    make.make_contribution_request(task_year=cell, agency=front, asked_on=D(2026, 11, 20))
    client.force_login(make.make_officer(agency=front))
    root = read(client, URL)
    assert under(root, "phoi-hop") == ["II.1 năm 2026"]
    assert "Được đề nghị ngày 20/11/2026" in texts(root, ".work__due")[0]


def test_officer_who_also_takes_part_chooses_between_both(plan, body, mine):
    add(plan, "II.1", leads=[body])
    add(plan, "II.2", leads=[make.make_agency()], partners=[body], due_on=D(2026, 12, 1))
    assert texts(read(mine, URL), ".views__link") == ["Của tôi", "Phối hợp"]
    assert under(read(mine, URL), "viec-khac") == ["II.1 năm 2026"]
    assert under(read(mine, PARTNER), "phoi-hop") == ["II.2 năm 2026"]


def test_officer_cannot_ask_for_the_work_of_all(plan, body, mine):
    add(plan, "II.1", leads=[body])
    add(plan, "II.2", leads=[make.make_agency()])
    assert under(read(mine, ALL), "viec-khac") == ["II.1 năm 2026"]


@pytest.mark.parametrize(("role", "act"), [(Role.COORDINATOR, "Cập nhật"), (Role.LEADER, "Xem")])
def test_overseer_sees_the_work_of_all_and_what_nobody_owns(plan, body, client, role, act):
    make.make_officer(agency=body)
    office = make.make_agency(name="UBND xã", locality=plan.locality, is_whole_office=True)
    add(plan, "II.1", leads=[body], due_on=D(2026, 10, 31))
    cell = add(plan, "II.2", leads=[office])
    client.force_login(make.make_officer(agency=office, roles=[role]))
    root = read(client, URL)
    assert said(root.find(".//h1")) == "Việc của cả địa bàn"
    assert texts(root, ".page-head__lead")[0].endswith("1 quá hạn. 1 nhiệm vụ chưa phân công.")
    assert texts(root, ".work__meta") == [
        "II.1 · năm 2026 · Văn phòng HĐND và UBND",
        "II.2 · năm 2026 · UBND xã, chưa phân công",
    ]
    assert link(root, f"{act} II.2 năm 2026") == cell.get_absolute_url()


def test_overseer_with_work_of_their_own_begins_there(plan, body, client):
    cell = add(plan, "II.1", leads=[make.make_agency()])
    coordinator = make.make_officer(agency=body, roles=[Role.COORDINATOR])
    add(plan, "II.2", leads=[body])
    client.force_login(coordinator)
    assert under(read(client, URL), "viec-khac") == ["II.2 năm 2026"]
    assert under(read(client, ALL), "viec-khac") == ["II.1 năm 2026", "II.2 năm 2026"]
    assert cell.timeline.task.plan.locality == coordinator.locality


# The workbook


def in_workbook(client, url: str, sheet: int = 0) -> list[tuple[str, ...]]:
    """The first column of each row with its clause, behind the link of the page."""
    rows = rows_in(client.get(link(read(client, url), "Tải tệp Excel")), sheet)
    return [(next(iter(row.values())), row["Điểm"]) for row in rows]


def test_workbook_has_what_the_page_shows_under_its_headings(desk, plan, body, mine, officer):
    add(plan, "II.A", leads=[make.make_agency()], partners=[body], due_on=D(2026, 12, 1))
    cell = add(plan, "II.B", leads=[body], due_on=D(2026, 10, 1))
    make.make_direction(task_year=cell, addressee=officer, text="Nêu lý do")
    assert in_workbook(mine, f"{URL}?vai_tro=cua-toi") == [
        *(("Quá hạn", "II.2"), ("Quá hạn", "II.B"), ("Quá hạn", "II.1")),
        *(("Đến hạn trong 30 ngày", "II.3"), ("Việc khác trong năm 2026", "II.4")),
        *(("Năm trước còn mở", "II.5"), ("Cần ghi kết quả phối hợp", "II.A")),
    ]
    assert in_workbook(mine, URL, sheet=1) == [("Nêu lý do", "II.B")]
    assert in_workbook(mine, PARTNER) == [("Cần ghi kết quả phối hợp", "II.A")]


def test_officers_workbook_never_has_the_work_of_all(plan, body, mine, client):
    add(plan, "II.1", leads=[body])
    add(plan, "II.2", leads=[make.make_agency()])
    asked = "?vai_tro=ca-dia-ban"
    assert [row["Điểm"] for row in rows_in(mine.get(XLSX + asked))] == ["II.1"]
    client.force_login(make.make_officer(agency=body, roles=[Role.LEADER]))
    assert [row["Điểm"] for row in rows_in(client.get(XLSX + asked))] == ["II.1", "II.2"]


def test_names_of_all_are_those_of_today(plan, body, client):
    old = make.make_agency(name="Công chức Tư pháp - hộ tịch", locality=plan.locality)
    make.make_succession(old=old, new=body)
    add(plan, "II.1", leads=[old])
    client.force_login(make.make_officer(locality=plan.locality, roles=[Role.COORDINATOR]))
    assert texts(read(client, ALL), ".work__meta") == [
        "II.1 · năm 2026 · Văn phòng HĐND và UBND, chưa phân công"
    ]


def test_work_of_another_locality_is_not_there(plan, body, client):
    add(plan, "II.1", leads=[body])
    elsewhere = make.make_locality(name="Xã Tân Lập")
    client.force_login(make.make_officer(locality=elsewhere, roles=[Role.COORDINATOR]))
    assert texts(read(client, ALL), ".work__item") == []


# Nothing to do


def test_officer_without_work_is_told_when_it_will_come(mine):
    root = read(mine, URL)
    assert texts(root, ".empty__title") == ["Chưa có việc nào được giao"]
    assert link(root, "Xem bảng theo dõi") == reverse("tasks:year_grid")
    assert texts(root, ".page-head__lead") == [
        "Chủ nhật, 22/11/2026. Không có việc nào cần cập nhật lúc này."
    ]


def test_officer_who_finished_all_is_told_so(plan, body, mine):
    add(plan, "II.1", leads=[body], state=State.DONE, completed_on=D(2026, 3, 31))
    root = read(mine, URL)
    assert texts(root, ".empty__title") == ["Đã xong mọi việc đến lúc này"]
    assert texts(root, "details .work__due") == ["Hoàn thành 31/03/2026"]


def test_superuser_who_works_nowhere_gets_an_empty_page(client, db):
    user = make.make_officer(is_superuser=True)
    type(user).objects.filter(pk=user.pk).update(agency=None)
    client.force_login(user)
    assert texts(read(client, URL), ".work__item") == []


# The page


@pytest.mark.parametrize("url", [URL, ALL, PARTNER, f"{URL}?vai_tro=x"])
def test_page_without_flaws(desk, plan, body, client, url):
    client.force_login(make.make_officer(agency=body, roles=[Role.COORDINATOR, Role.OFFICER]))
    assert flaws(client.get(url).content.decode()) == []


def test_queries_of_an_overseer_do_not_grow(plan, body, client):
    client.force_login(make.make_officer(agency=body, roles=[Role.COORDINATOR]))
    counts = []
    for number in range(3):
        add(plan, f"II.{number}", leads=[make.make_agency(), body], partners=[make.make_agency()])
        counts.append(n_queries(client, ALL))
    assert len(texts(read(client, ALL), ".work__item")) == 3
    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(D(2026, 11, 22), "Chủ nhật, 22/11/2026"), (D(2026, 11, 23), "Thứ Hai, 23/11/2026")],
)
def test_date_is_written_as_it_is_said(day, expected):
    assert date_in_words(day) == expected
