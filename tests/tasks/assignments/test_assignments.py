"""Who answers for a task: the service, the page, and the page in a browser."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Officer, Role
from tasks.assignments.page import Ownership, rows_of
from tasks.assignments.services import assign, end_assignment
from tasks.board.load import load_board
from tasks.board.scope import Scope
from tasks.models import Assignment
from tasks.sample.load import load_sample
from tests import factories as make
from tests.clock import set_clock
from tests.conftest import PHONE
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import link, options_of, read, said, texts
from tests.tasks.shown import board_of
from tests.windows import looks
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
LIST = reverse("tasks:assignment_list")
XLSX = reverse("tasks:assignment_xlsx")
CREATE = reverse("tasks:assignment_create")


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def office(db):
    return make.make_agency(name="UBND xã", is_whole_office=True)


@pytest.fixture
def administrator(office):
    return make.make_officer(full_name="Ngô Thị Quản", agency=office, roles=[Role.ADMINISTRATOR])


@pytest.fixture
def plan(office):
    return make.make_plan(locality=office.locality)


@pytest.fixture
def task(plan, office):
    return make.make_task(plan=plan, clause="II.3.b", title="Bố trí kinh phí", leads=[office])


@pytest.fixture
def ba(office):
    return make.make_officer(full_name="Lê Thị Ba", agency=office)


@pytest.fixture
def tu(office):
    return make.make_officer(full_name="Trần Văn Tư", agency=office)


def give(task, officer, since, *, by, **fields):
    return assign(tasks=[task], officer=officer, since=since, by=by, **fields)


def periods(task):
    return [
        (one.officer.full_name, one.since, one.until)
        for one in task.assignments.select_related("officer").order_by("since", "pk")
    ]


# The service


def test_assigning_makes_the_task_owned(task, ba, administrator):
    give(task, ba, D(2026, 11, 1), by=administrator, note="Thông báo số 3")
    board = board_of(task.plan)
    assert (board.officers(board.tasks[0]), board.has_owner(board.tasks[0])) == ([ba], True)
    assert periods(task) == [("Lê Thị Ba", D(2026, 11, 1), None)]


def test_change_to_another_person_ends_the_first_the_day_before(task, ba, tu, administrator):
    give(task, ba, D(2026, 1, 1), by=administrator)
    give(task, tu, D(2026, 11, 1), by=administrator)
    assert periods(task) == [
        ("Lê Thị Ba", D(2026, 1, 1), D(2026, 10, 31)),
        ("Trần Văn Tư", D(2026, 11, 1), None),
    ]


def test_two_people_may_answer_together(task, ba, tu, administrator):
    give(task, ba, D(2026, 1, 1), by=administrator)
    give(task, tu, D(2026, 11, 1), by=administrator, replaces=False)
    assert [until for _, _, until in periods(task)] == [None, None]


def test_who_answers_already_is_not_assigned_twice(task, ba, administrator):
    give(task, ba, D(2026, 1, 1), by=administrator)
    assert give(task, ba, D(2026, 11, 1), by=administrator) == []
    assert len(periods(task)) == 1


def test_same_person_cannot_begin_before_an_assignment_to_come(task, ba, administrator):
    give(task, ba, D(2026, 12, 1), by=administrator)
    with pytest.raises(ValidationError) as refused:
        give(task, ba, D(2026, 11, 1), by=administrator)
    assert "II.3.b: Lê Thị Ba đã được phân công từ 01/12/2026" in str(refused.value)
    assert len(periods(task)) == 1


def test_nobody_is_replaced_on_the_day_they_begin(task, ba, tu, administrator):
    give(task, ba, D(2026, 11, 20), by=administrator)
    with pytest.raises(ValidationError) as refused:
        give(task, tu, D(2026, 11, 20), by=administrator)
    assert "chọn ngày từ 21/11/2026 trở đi" in str(refused.value)


def test_officer_of_another_locality_is_refused(task, administrator):
    elsewhere = make.make_officer(locality=make.make_locality(name="Xã khác"))
    with pytest.raises(ValidationError) as refused:
        give(task, elsewhere, TODAY, by=administrator)
    assert set(refused.value.message_dict) == {"officer"}


def test_officer_who_left_is_refused(task, office, administrator):
    gone = make.make_officer(full_name="Đỗ Văn Nghỉ", agency=office, is_active=False)
    with pytest.raises(ValidationError, match="đã ngừng sử dụng phần mềm"):
        give(task, gone, TODAY, by=administrator)


def test_several_tasks_are_assigned_all_or_none(plan, task, ba, tu, administrator):
    other = make.make_task(plan=plan, clause="II.4.b")
    give(other, tu, TODAY, by=administrator)
    with pytest.raises(ValidationError):
        assign(tasks=[task, other], officer=ba, since=TODAY, by=administrator)
    assert periods(task) == []
    made = assign(tasks=[task, other], officer=ba, since=D(2026, 12, 1), by=administrator)
    assert [one.task.code for one in made] == ["II.3.b", "II.4.b"]


def test_end_is_the_last_day_and_can_be_taken_back(task, ba, administrator):
    [given] = give(task, ba, D(2026, 1, 1), by=administrator)
    end_assignment(assignment=given, until=TODAY, by=administrator)
    assert Assignment.objects.in_force(TODAY).count() == 1
    assert Assignment.objects.in_force(TODAY + dt.timedelta(days=1)).count() == 0
    end_assignment(assignment=given, until=None, by=administrator)
    assert periods(task) == [("Lê Thị Ba", D(2026, 1, 1), None)]


def test_end_before_the_beginning_is_refused(task, ba, administrator):
    [given] = give(task, ba, D(2026, 3, 1), by=administrator)
    with pytest.raises(ValidationError, match="từ 01/03/2026 trở đi"):
        end_assignment(assignment=given, until=D(2026, 2, 28), by=administrator)


def test_end_is_not_taken_back_over_a_later_time_of_the_same_person(task, ba, administrator):
    [first] = give(task, ba, D(2025, 1, 1), by=administrator)
    end_assignment(assignment=first, until=D(2025, 6, 30), by=administrator)
    give(task, ba, D(2026, 1, 1), by=administrator)
    with pytest.raises(ValidationError, match="phụ trách lại từ 01/01/2026"):
        end_assignment(assignment=first, until=None, by=administrator)


def test_history_tells_who_assigned(task, ba, administrator):
    [given] = give(task, ba, D(2026, 1, 1), by=administrator)
    end_assignment(assignment=given, until=TODAY, by=administrator)
    assert [row.history_user for row in given.history.all()] == [administrator] * 2


def test_nothing_changed_writes_no_history(task, ba, administrator):
    [given] = give(task, ba, D(2026, 1, 1), by=administrator)
    end_assignment(assignment=given, until=None, by=administrator)
    assert given.history.count() == 1


# The list


def owned(plan, user):
    board = load_board(user, day=TODAY, today=TODAY, scope=Scope(plan.pk))
    return {row.task.code: row.ownership for row in rows_of(board)}


def test_each_task_is_in_one_part(plan, task, ba, administrator):
    unit = make.make_agency(name="Phòng Kinh tế", locality=plan.locality)
    make.make_officer(agency=unit)
    make.make_task(plan=plan, clause="II.4.a", leads=[unit])
    taken = make.make_task(plan=plan, clause="II.5.a", leads=[unit])
    give(taken, ba, TODAY, by=administrator)
    assert owned(plan, administrator) == {
        "II.3.b": Ownership.NOBODY,
        "II.4.a": Ownership.BODY,
        "II.5.a": Ownership.PEOPLE,
    }


def test_assignment_to_come_does_not_own_yet(plan, task, ba, administrator):
    give(task, ba, D(2026, 12, 1), by=administrator)
    assert owned(plan, administrator) == {"II.3.b": Ownership.NOBODY}


def test_what_nobody_owns_stands_first_and_is_counted(plan, task, ba, administrator, client):
    early = make.make_task(plan=plan, clause="II.1.a", order=1)
    give(early, ba, D(2026, 1, 1), by=administrator)
    client.force_login(ba)
    root = read(client, LIST)
    assert texts(root, ".page-head__lead")[1] == (
        "2 nhiệm vụ: 1 chưa phân công, 0 theo cơ quan chủ trì, 1 đã phân công."
    )
    rows = [said(row) for row in root.xpath("//tbody/tr")]
    assert rows[0].startswith("II.3.b")
    assert rows[0].endswith("Chưa phân công")
    assert rows[1].endswith("Lê Thị Ba từ 01/01/2026")


@pytest.fixture
def listed(plan, task, ba, administrator, client):
    """The clauses that the list shows, II.3.b without and II.1.a with somebody."""
    early = make.make_task(plan=plan, clause="II.1.a", order=1)
    give(early, ba, D(2026, 1, 1), by=administrator)
    client.force_login(administrator)

    def codes(query):
        places = {"ba": ba.pk, "office": administrator.agency_id}
        root = read(client, LIST + query.format(**places))
        return [said(cell) for cell in root.xpath("//td[@data-label='Điểm']")]

    return codes


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["II.3.b", "II.1.a"]),
        ("?tinh_trang=chua-phan-cong", ["II.3.b"]),
        ("?tinh_trang=da-phan-cong", ["II.1.a"]),
        ("?can_bo={ba}", ["II.1.a"]),
        ("?co_quan={office}", ["II.3.b"]),
        ("?co_quan={office}&tinh_trang=da-phan-cong", []),
        ("?can_bo=nonsense", ["II.3.b", "II.1.a"]),
    ],
)
def test_list_is_filtered(listed, query, expected):
    assert listed(query) == expected


def test_workbook_has_the_rows_of_the_page_a_line_for_each_person(listed, client, ba):
    rows = rows_in(client.get(link(read(client, LIST), "Tải tệp Excel")))
    assert [(row["Điểm"], row["Người phụ trách"], row["Tình trạng"]) for row in rows] == [
        ("II.3.b", None, "Chưa phân công"),
        ("II.1.a", "Lê Thị Ba", "Đã phân công"),
    ]
    assert rows[1]["Từ ngày"].date() == D(2026, 1, 1)
    picked = f"{LIST}?can_bo={ba.pk}&co_quan="
    for headers in ({}, {"HX-Request": "true"}):  # htmx changes the rows alone
        url = link(read(client, picked, headers=headers), "Tải tệp Excel")
        assert [row["Điểm"] for row in rows_in(client.get(url))] == ["II.1.a"]


def test_workbook_of_another_localitys_plan_does_not_exist(plan, client):
    client.force_login(make.make_officer(locality=make.make_locality(name="Xã Tân Lập")))
    assert client.get(f"{XLSX}?ke_hoach={plan.pk}").status_code == 404


def test_who_left_and_still_answers_is_flagged(plan, task, ba, administrator, client):
    give(task, ba, D(2026, 1, 1), by=administrator)
    ba.is_active = False
    ba.save()
    client.force_login(administrator)
    root = read(client, LIST)
    assert "Lê Thị Ba" in texts(root, ".notice--warning")[0]
    assert "Lê Thị Ba đã ngừng" in said(root.xpath("//tbody/tr")[0])
    assert "Lê Thị Ba" not in str(
        options_of(read(client, f"{CREATE}?nhiem_vu={task.pk}"), "officer")
    )


def test_present_name_leads_and_the_printed_one_follows(plan, office, administrator, client):
    old = make.make_agency(name="UBND thị trấn", locality=plan.locality)
    make.make_succession(old=old, new=office)
    make.make_task(plan=plan, clause="II.3.b", leads=[old])
    client.force_login(administrator)
    [cell] = read(client, LIST).xpath("//td[@data-label='Chủ trì']")
    assert said(cell) == "UBND xã Trong Kế hoạch: UBND thị trấn"


def test_readers_see_no_button(plan, task, ba, client):
    client.force_login(ba)
    root = read(client, LIST)
    assert root.xpath("//main//button[@form='chon'] | //main//a[contains(@href, 'giao')]") == []


@pytest.fixture
def many(plan, ba, administrator):
    def make_many(numbers):
        for number in numbers:
            task = make.make_task(plan=plan, clause=f"II.{number}", leads=[ba.agency])
            give(task, ba, D(2026, 1, 1), by=administrator)

    return make_many


def test_queries_of_the_list_do_not_grow(many, administrator, client):
    client.force_login(administrator)
    many(range(1))
    one = n_queries(client, LIST)
    many(range(1, 3))
    assert n_queries(client, LIST) == one


# The forms


def post(client, task, officer, **fields):
    data = {"officer": officer.pk, "since": "22/11/2026", "replaces": "on", "note": ""} | fields
    return client.post(f"{CREATE}?nhiem_vu={task.pk}", data)


def test_form_assigns_and_goes_back_to_the_list(task, ba, administrator, client):
    client.force_login(administrator)
    answer = post(client, task, ba, note="  Thông báo số 3 ")
    assert answer.status_code == 302
    assert urlsplit(answer.url).path == LIST
    assert parse_qs(urlsplit(answer.url).query) == {"ke_hoach": [str(task.plan_id)]}
    [given] = task.assignments.all()
    assert (given.officer, given.since, given.note) == (ba, TODAY, "Thông báo số 3")
    assert (
        "Lê Thị Ba phụ trách II.3.b từ ngày 22/11/2026." in client.get(answer.url).content.decode()
    )


def test_wrong_input_stays_and_is_told_in_its_place(task, ba, administrator, client):
    client.force_login(administrator)
    answer = post(client, task, ba, since="31/02/2026", note="Thông báo số 3")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="31/02/2026"' in page
    assert 'value="Thông báo số 3"' in page
    assert "Nhập ngày theo dạng ngày/tháng/năm" in page
    assert flaws(page) == []


def test_refusal_of_the_service_is_told_at_its_field(task, ba, tu, administrator, client):
    give(task, tu, TODAY, by=administrator)
    client.force_login(administrator)
    answer = post(client, task, ba)
    assert answer.status_code == 422
    assert "Trần Văn Tư phụ trách từ 22/11/2026" in answer.content.decode()


def test_ticking_nothing_says_what_to_do(task, administrator, client):
    client.force_login(administrator)
    answer = client.get(CREATE, follow=True)
    assert "Đánh dấu ít nhất một nhiệm vụ" in answer.content.decode()


def test_tasks_of_another_locality_do_not_exist(task, administrator, client):
    other = make.make_task(plan=make.make_plan(locality=make.make_locality(name="Xã khác")))
    client.force_login(administrator)
    assert client.get(f"{CREATE}?nhiem_vu={task.pk}&nhiem_vu={other.pk}").status_code == 404


def test_officers_of_the_locality_alone_are_offered(task, ba, administrator, client):
    make.make_officer(full_name="Người Xa", locality=make.make_locality(name="Xã khác"))
    client.force_login(administrator)
    offered = options_of(read(client, f"{CREATE}?nhiem_vu={task.pk}"), "officer")
    assert offered == ["Chọn người phụ trách", "Lê Thị Ba, UBND xã", "Ngô Thị Quản, UBND xã"]


def test_history_of_a_task_shows_all_who_answered(task, ba, tu, administrator, client):
    give(task, tu, D(2025, 1, 1), by=administrator, note="Thông báo số 1")
    give(task, ba, D(2026, 1, 1), by=administrator)
    client.force_login(ba)
    rows = read(client, reverse("tasks:assignment_history", args=[task.pk])).xpath("//tbody/tr")
    assert [said(row) for row in rows] == [
        "Lê Thị Ba UBND xã 01/01/2026 chưa định –",
        "Trần Văn Tư UBND xã 01/01/2025 31/12/2025 Thông báo số 1",
    ]


def test_end_form_starts_from_today_and_empty_takes_it_back(task, ba, administrator, client):
    [given] = give(task, ba, D(2026, 1, 1), by=administrator)
    url = reverse("tasks:assignment_end", args=[given.pk])
    client.force_login(administrator)
    assert read(client, url).xpath("//input[@name='until']/@value") == ["22/11/2026"]
    client.post(url, {"until": "30/11/2026"})
    assert periods(task) == [("Lê Thị Ba", D(2026, 1, 1), D(2026, 11, 30))]
    client.post(url, {"until": ""})
    assert periods(task) == [("Lê Thị Ba", D(2026, 1, 1), None)]


def test_in_place_the_form_stands_in_the_row_and_the_list_comes_back(
    task, ba, administrator, client
):
    client.force_login(administrator)
    htmx = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://testserver{LIST}?tinh_trang=da-phan-cong",
    }
    url = f"{CREATE}?nhiem_vu={task.pk}"
    row = client.get(url, headers=htmx).content.decode()
    assert f'<tr id="hang-{task.pk}"' in row
    assert "<html" not in row
    wrong = client.post(url, {"officer": "", "since": "22/11/2026"}, headers=htmx)
    assert (wrong.status_code, "Chọn người phụ trách" in wrong.content.decode()) == (200, True)
    saved = client.post(url, {"officer": ba.pk, "since": "22/11/2026"}, headers=htmx)
    assert saved.headers["HX-Retarget"] == "#danh-sach"
    assert "Đang lọc: <strong>1 nhiệm vụ</strong>" in saved.content.decode()


# In the browser


@pytest.fixture
def story(transactional_db):
    load_sample(today=TODAY)


def officer_of_story(username):
    return Officer.objects.get(username=username)


def row_of(page, code):
    return page.locator("tbody tr").filter(has=page.get_by_role("cell", name=code, exact=True))


def test_administrator_assigns_the_budget_and_it_leaves_the_unassigned(story, signed_in, axe):
    page = signed_in(officer_of_story("quan-tri"))
    page.goto(LIST)
    expect(page.get_by_text("1 chưa phân công", exact=True)).to_be_visible()
    assert axe(page) == []
    row_of(page, "II.3.b").get_by_role("link", name="Phân công II.3.b", exact=True).click()
    officer = page.locator("tr.assignments__open").get_by_label("Người phụ trách")
    expect(officer).to_be_focused()
    assert axe(page) == []
    officer.select_option(label="Trần Văn B, Phòng Kinh tế")
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("0 chưa phân công")).to_be_visible()
    expect(page.locator("#thong-bao")).to_contain_text("Trần Văn B phụ trách II.3.b")
    expect(row_of(page, "II.3.b")).to_contain_text("từ 22/11/2026")
    assert page.url.endswith(LIST)


def test_several_tasks_go_to_one_person_without_a_script_on_a_phone(story, open_page, sign_in):
    page = sign_in(
        open_page(viewport=PHONE, java_script_enabled=False), officer_of_story("tong-hop")
    )
    page.goto(LIST)
    page.get_by_label("Chọn II.1.c").check()
    page.get_by_label("Chọn II.4.b").check()
    page.get_by_role("button", name="Phân công đã chọn").click()
    page.get_by_label("Người phụ trách").select_option(label="Nguyễn Thị A, Văn phòng HĐND và UBND")
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.locator("#thong-bao")).to_contain_text("Nguyễn Thị A phụ trách II.1.c, II.4.b")
    changed = Assignment.objects.get(task__code="II.4.b", officer__username="van-hoa")
    assert changed.until == D(2026, 11, 21)


def test_assignment_pages_are_accessible(story, signed_in, axe):
    page = signed_in(officer_of_story("quan-tri"))
    given = Assignment.objects.filter(task__code="II.2.a").latest("since")
    for url in (
        LIST,
        f"{CREATE}?nhiem_vu={given.task_id}",
        reverse("tasks:assignment_end", args=[given.pk]),
        reverse("tasks:assignment_history", args=[given.task_id]),
    ):
        page.goto(url)
        assert (url, looks(page, axe, "desk", "dark desk", "phone")) == (url, {})
