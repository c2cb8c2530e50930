"""Nhập ban đầu: past cells on one page, saved as far as they were filled in."""

import datetime as dt

import lxml.html
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from config.forms import DATE_WRONG
from plans.models import Officer, Role
from tasks.backlog import views as view
from tasks.backlog.services import Catch, record_backlog
from tasks.cell.report import Report
from tasks.cell.services import Conflict
from tasks.models import Evidence, StatusUpdate, TaskYear, Timeline
from tasks.sample.load import load_sample
from tasks.states import State
from tests import factories as make
from tests.browser import allow_status
from tests.clock import set_clock
from tests.conftest import DESK, PHONE
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.cells import doing, record
from tests.tasks.reading import read, said, texts
from tests.tasks.shown import cell_on
from tests.windows import looks

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:backlog")


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def justice(db):
    return make.make_agency(name="Công chức Tư pháp - hộ tịch")


@pytest.fixture
def coordinator(justice):
    office = make.make_agency(name="UBND xã", locality=justice.locality, is_whole_office=True)
    return make.make_officer(agency=office, roles=[Role.COORDINATOR])


@pytest.fixture
def timeline(justice):
    plan = make.make_plan(locality=justice.locality)
    task = make.make_task(plan=plan, clause="II.2.a", title="Kiện toàn", leads=[justice])
    return make.make_timeline(task=task, with_cells=True)


@pytest.fixture
def cell(timeline):
    return timeline.cells.get(year=2024)


@pytest.fixture
def client(client, coordinator):
    client.force_login(coordinator)
    return client


def row(cell, **fields):
    """The fields of one row as a browser sends them."""
    empty = {"state": "", "day": "", "text": "", "kind": "report", "number": "", "issued_on": ""}
    return {f"o{cell.pk}-{name}": value for name, value in (empty | fields).items()}


def done(cell, **fields):
    return row(cell, **({"state": "done", "day": "05/12/2024", "text": "Kiện toàn 2 tổ"} | fields))


def opened(answer):
    page = answer.content.decode()
    assert flaws(page) == []
    return lxml.html.document_fromstring(page)


def errors(answer):
    return [said(item) for item in opened(answer).xpath("//*[@data-error-summary]//li")]


# What is saved


def test_done_row_is_effective_on_its_day_with_its_document(client, cell):
    answer = client.post(
        URL, done(cell, number="152/QĐ-UBND", kind="decision", issued_on="5/12/2024")
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    [update] = cell.updates.all()
    assert (update.state, update.effective_on, update.completed_on, update.result) == (
        State.DONE,
        D(2024, 12, 5),
        D(2024, 12, 5),
        "Kiện toàn 2 tổ",
    )
    cell.refresh_from_db()
    assert (cell.state, cell.completed_on, cell.version) == (State.DONE, D(2024, 12, 5), 1)
    [evidence] = cell.evidence.all()
    document = evidence.document
    assert (document.kind, document.number, document.issued_on) == (
        "decision",
        "152/QĐ-UBND",
        D(2024, 12, 5),
    )


def test_past_day_shows_what_was_entered_today(client, cell):
    client.post(URL, done(cell))
    states = [cell_on(cell, day).state for day in (D(2024, 12, 4), D(2024, 12, 5))]
    assert states == [State.TODO, State.DONE]


@pytest.mark.parametrize(("year", "expected"), [(2024, D(2024, 12, 31)), (2026, TODAY)])
def test_row_without_a_day_is_of_the_end_of_its_year_or_of_today(client, timeline, year, expected):
    cell = timeline.cells.get(year=year)
    client.post(URL, row(cell, state="none", text="Không có vụ việc"))
    [update] = cell.updates.all()
    assert (update.state, update.reason, update.effective_on) == (
        State.NONE_AROSE,
        "Không có vụ việc",
        expected,
    )


def test_what_is_entered_is_on_behalf_of_the_body_that_leads(client, cell, justice, coordinator):
    client.post(URL, done(cell))
    update = cell.updates.get()
    assert (update.author, update.agency, update.agency_name) == (
        coordinator,
        justice,
        "Công chức Tư pháp - hộ tịch",
    )


def test_own_body_reports_for_itself(client, cell, justice, coordinator):
    coordinator.agency = justice
    coordinator.save()
    client.post(URL, done(cell))
    assert cell.updates.get().agency is None


def test_partly_filled_page_is_saved_as_far_as_it_goes(client, timeline):
    cells = list(timeline.cells.order_by("year"))
    data = done(cells[0]) | row(cells[1]) | row(cells[2], kind="decision")
    answer = client.post(URL, data, follow=True)
    assert StatusUpdate.objects.count() == 1
    page = answer.content.decode()
    assert "1 nhiệm vụ theo năm." in page
    assert "Đã nhập 1/3" in page


def test_nothing_filled_in_saves_nothing_and_says_so(client, cell):
    answer = client.post(URL, row(cell), follow=True)
    assert "Chưa có dòng nào được nhập nên không lưu gì." in answer.content.decode()
    assert StatusUpdate.objects.count() == 0


# What is refused


def test_all_errors_of_all_rows_show_at_once_and_what_was_typed_stays(client, timeline):
    first, second, third = list(timeline.cells.order_by("year"))[:3]
    data = (
        row(first, state="done", number="12/BC-UBND")
        | row(second, text="Đã làm", day="31/2/2025")
        | row(third, state="dropped", day="23/11/2026", issued_on="01/01/2026")
    )
    answer = client.post(URL, data)
    assert answer.status_code == 422
    assert errors(answer) == [
        "II.2.a, năm 2024: Nhập ngày hoàn thành; Nhập kết quả thực hiện",
        f"II.2.a, năm 2025: {DATE_WRONG}; Chọn trạng thái, hoặc xóa nội dung ở dòng này",
        "II.2.a, năm 2026: Nhập số, ký hiệu của văn bản; Nhập ngày từ 22/11/2026 trở về trước",
    ]
    page = answer.content.decode()
    assert "<title>Lỗi: Nhập ban đầu" in page
    for typed in ('value="12/BC-UBND"', 'value="31/2/2025"', "Đã làm</textarea>", "23/11/2026"):
        assert typed in page
    assert StatusUpdate.objects.count() == 0


def test_one_wrong_row_keeps_the_right_ones_from_being_saved(client, timeline):
    first, second = list(timeline.cells.order_by("year"))[:2]
    assert client.post(URL, done(first) | row(second, state="none")).status_code == 422
    assert StatusUpdate.objects.count() == 0


def test_work_of_a_year_is_not_done_before_that_year(client, cell):
    answer = client.post(URL, done(cell, day="31/12/2023"))
    assert errors(answer) == ["II.2.a, năm 2024: Ngày hoàn thành phải từ 01/01/2024 đến 22/11/2026"]


def test_span_that_was_finished_earlier_is_done_from_the_first_day_of_a_later_year(client, justice):
    plan = make.make_plan(locality=justice.locality)
    task = make.make_task(plan=plan, clause="II.1.a")
    span = make.make_timeline(task=task, kind=Timeline.Kind.SPAN, last_year=2026, with_cells=True)
    cell = span.cells.get(year=2026)
    assert client.post(f"{URL}?ke_hoach={plan.pk}", done(cell)).status_code == 302
    update = cell.updates.get()
    assert (update.completed_on, update.effective_on) == (D(2024, 12, 5), D(2026, 1, 1))


# What others reported


def test_reported_cell_is_shown_and_not_offered(client, cell):
    record(cell, doing(on=D(2024, 6, 1)))
    root = read(client, URL)
    assert root.xpath(f"//*[starts-with(@name, 'o{cell.pk}-')]") == []
    assert texts(root, ".backlog__entered") == [
        "Quá hạn 691 ngày tính đến 01/06/2024 · Xem, sửa II.2.a năm 2024"
    ]
    assert "Đã nhập 1/3" in texts(root, ".page-head__lead")[0]


def test_row_overtaken_by_another_report_is_told_and_nothing_is_lost(client, timeline):
    cell, other = list(timeline.cells.order_by("year"))[:2]
    record(cell, doing(on=D(2024, 6, 1)))
    data = done(cell, text="Lời của tôi") | row(other, state="none", text="Không có")
    answer = client.post(URL, data)
    assert answer.status_code == 422
    summary = said(opened(answer).xpath("//*[@data-error-summary]")[0])
    assert "II.2.a, năm 2024: người khác vừa cập nhật" in summary
    assert "Lời của tôi" in summary
    assert "Không có</textarea>" in answer.content.decode()
    assert cell.updates.count() == 1
    assert other.updates.count() == 0


def test_report_that_comes_while_the_page_is_saved_is_not_written_over(client, cell, monkeypatch):
    def overtaken(catches, **options):
        record(cell, doing(on=D(2024, 6, 1)))
        return record_backlog(catches, **options)

    monkeypatch.setattr(view, "record_backlog", overtaken)
    answer = client.post(URL, done(cell, text="Lời của tôi"))
    assert answer.status_code == 422
    assert "Lời của tôi" in answer.content.decode()
    assert [update.state for update in cell.updates.all()] == [State.DOING]


def test_service_saves_all_or_none(timeline, coordinator):
    first, second = list(timeline.cells.order_by("year"))[:2]
    record(second, doing(on=D(2025, 6, 1)))
    report = Report(State.DOING, D(2025, 6, 1), result="Đang làm")
    catches = [Catch(first, report), Catch(second, report)]
    with pytest.raises(Conflict):
        record_backlog(catches, by=coordinator, today=TODAY)
    assert first.updates.count() == 0


# The page


def test_years_to_come_are_not_offered(client, timeline):
    years = [said(th)[:4] for th in read(client, URL).xpath("//th[@scope='row']")]
    assert years == ["2024", "2025", "2026"]


def test_a_year_and_what_is_missing_can_be_chosen(client, timeline):
    record(timeline.cells.get(year=2024), doing(on=D(2024, 6, 1)))
    assert len(read(client, f"{URL}?nam=2025").xpath("//th[@scope='row']")) == 1
    missing = read(client, f"{URL}?hien=chua-nhap").xpath("//th[@scope='row']")
    assert [said(th)[:4] for th in missing] == ["2025", "2026"]


def test_long_plan_shows_a_year_at_a_time(client, timeline, monkeypatch):
    monkeypatch.setattr(view, "MOST_ROWS", 2)
    record(timeline.cells.get(year=2024), doing(on=D(2024, 6, 1)))
    root = read(client, URL)
    assert [said(th)[:4] for th in root.xpath("//th[@scope='row']")] == ["2025"]
    assert "mỗi lần hiện một năm" in texts(root, ".page-head__lead")[0]


def test_page_says_so_when_there_is_nothing_left_to_enter(client, timeline):
    for year in (2024, 2025, 2026):
        record(timeline.cells.get(year=year), doing(on=D(year, 6, 1)))
    root = read(client, f"{URL}?hien=chua-nhap")
    assert texts(root, ".empty__title") == ["Không còn dòng nào cần nhập"]


def test_queries_of_the_page_do_not_grow(client, timeline):
    one = n_queries(client, URL)
    for _ in range(2):
        task = make.make_task(plan=timeline.task.plan)
        make.make_timeline(task=task, with_cells=True)
    assert n_queries(client, URL) == one


def test_five_hundred_rows_are_saved(client, timeline):
    plan = timeline.task.plan
    for _ in range(166):
        make.make_timeline(task=make.make_task(plan=plan), last_year=2026, with_cells=True)
    cells = TaskYear.objects.filter(year=2024)
    data: dict[str, str] = {}
    for cell in cells:
        data |= done(cell)
    assert client.post(f"{URL}?nam=2024", data).status_code == 302
    assert StatusUpdate.objects.count() == len(cells) == 167


# In the browser


def test_ten_rows_are_entered_and_saved(transactional_db, signed_in, axe):
    load_sample(today=D(2024, 7, 2))
    page = signed_in(Officer.objects.get(username="tong-hop"))
    page.goto(URL)
    expect(page.get_by_text("Đã nhập 0/27")).to_be_visible()
    codes = ["II.1.a", "II.1.b", "II.2.a", "II.2.b", "II.4.a"]
    for code in codes:
        for year in (2024, 2025):
            where = f"{code} năm {year}"
            page.get_by_label(f"Trạng thái, {where}").select_option(label="Hoàn thành")
            page.get_by_label(f"Ngày, {where}").fill(f"20/12/{year}")
            page.get_by_label(f"Kết quả, lý do, {where}").fill("Đã hoàn thành theo kế hoạch")
            page.get_by_label(f"Số, ký hiệu, {where}").fill(f"118/BC-UBND-{year}")
            page.get_by_label(f"Ngày văn bản, {where}").fill(f"20/12/{year}")
    page.keyboard.press("Control+s")
    expect(page.locator("#thong-bao")).to_contain_text("10 nhiệm vụ theo năm")
    expect(page.get_by_text("Đã nhập 10/27")).to_be_visible()
    assert StatusUpdate.objects.filter(state=State.DONE).count() == 10
    assert Evidence.objects.values("document").distinct().count() == 2
    assert axe(page) == []


@pytest.mark.parametrize(
    ("viewport", "windows"),
    [(DESK, ["desk", "dark desk"]), (PHONE, ["phone"])],
    ids=["desk", "phone"],
)
def test_page_with_errors_is_accessible(  # noqa: PLR0917 -- fixtures
    transactional_db, open_page, sign_in, axe, viewport, windows
):
    load_sample(today=D(2024, 7, 2))
    page = sign_in(open_page(viewport=viewport), Officer.objects.get(username="tong-hop"))
    allow_status(page, 422)
    page.goto(f"{URL}?nam=2024")
    assert looks(page, axe, *windows) == {}
    page.get_by_label("Trạng thái, II.2.a năm 2024").select_option(label="Hoàn thành")
    page.get_by_role("button", name="Lưu các dòng đã nhập").click()
    page.get_by_role("link", name="Nhập ngày hoàn thành").click()
    expect(page.get_by_label("Ngày, II.2.a năm 2024")).to_be_focused()
    assert looks(page, axe, *windows) == {}
