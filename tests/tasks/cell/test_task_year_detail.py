"""The page of a cell: what it shows to whom, what it keeps of what was typed."""

import datetime as dt
import gzip
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tasks.cell.contributions import record_contribution
from tasks.cell.due_dates import change_due_date
from tasks.documents.services import Proof
from tasks.models import Document, Evidence, StatusUpdate, TaskYear, Timeline
from tasks.states import Review, State
from tests import factories as make
from tests.clock import set_clock
from tests.queries import n_queries
from tests.tasks.cells import (
    PDF,
    TODAY,
    doing,
    done,
    errors_of,
    form_data,
    marked,
    page_of,
    record,
    text_of,
    url_of,
    value_of,
    words_of,
)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def at_work(client, cast):
    client.force_login(cast.officer)
    return client


# Reading


def test_head_says_how_it_stands_and_who_answers(at_work, cast):
    [head] = page_of(at_work.get(url_of(cast.task_year))).xpath("//h1/following-sibling::p")
    assert words_of(head) == (
        "Chưa thực hiện Hạn 31/12/2026 Chưa xác nhận Phụ trách: Công chức Tư pháp - hộ tịch"
    )


def test_who_is_assigned_answers(at_work, cast):
    make.make_assignment(task=cast.task, officer=cast.partner)
    assert "Phụ trách: Trần Văn Phối" in text_of(at_work.get(url_of(cast.task_year)))


def test_task_of_a_whole_office_is_not_assigned(client, cast):
    office = cast.leader.agency
    task = make.make_task(plan=cast.plan, leads=[office])
    cell = make.make_task_year(timeline=make.make_timeline(task=task))
    client.force_login(cast.coordinator)
    assert "Chưa phân công" in text_of(client.get(url_of(cell)))


def test_strip_leads_to_each_year(at_work, cast):
    links = marked(page_of(at_work.get(url_of(cast.task_year))), "strip__link")
    assert [link.get("href") for link in links] == [
        url_of(cell) for cell in cast.task_year.timeline.cells.order_by("year")
    ]
    current = [link.text_content() for link in links if link.get("aria-current")]
    assert [text[:4] for text in current] == ["2026"]


def test_current_name_leads_and_the_printed_one_follows(at_work, cast):
    new = make.make_agency(name="Ủy ban Mặt trận xã Tân Biên", locality=cast.home)
    make.make_succession(old=cast.partner.agency, new=new)
    root = page_of(at_work.get(url_of(cast.task_year)))
    partner = root.xpath("//*[@id='co-quan']/following-sibling::dl//dd")[1]
    assert words_of(partner) == ("Ủy ban Mặt trận xã Tân Biên Tên trong Kế hoạch: UBMTTQ xã")


def test_due_day_is_not_late_and_the_next_day_is(at_work, cast):
    words = []
    for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1)):
        set_clock(day)
        root = page_of(at_work.get(url_of(cast.task_year)))
        words.append(words_of(marked(root, "state", "//h1/following-sibling::p")[0]))
    assert words == ["Đến hạn hôm nay", "Quá hạn 1 ngày"]


@pytest.mark.parametrize("member", ["partner", "leader", "keeper"])
def test_who_may_only_read_sees_the_content_and_who_writes(client, cast, member):
    record(cast.task_year, doing("Đã mở một lớp"), by=cast.officer)
    client.force_login(cast.member(member))
    response = client.get(url_of(cast.task_year))
    assert page_of(response).xpath("//main//form") == []
    assert "Đã mở một lớp" in text_of(response)
    assert "hoặc cán bộ tổng hợp cập nhật nhiệm vụ này" in text_of(response)


def test_who_may_not_write_is_told_who_may(client, cast):
    client.force_login(cast.partner)
    response = client.post(url_of(cast.task_year), form_data())
    assert response.status_code == 403
    assert "cán bộ tổng hợp cập nhật" in text_of(response)
    assert StatusUpdate.objects.count() == 0


# The log


def test_log_is_one_line_of_time_the_newest_first(at_work, cast):
    cell = cast.task_year
    at = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
    change_due_date(
        task_year=cell,
        due_on=dt.date(2026, 9, 30),
        document="Công văn số 214/UBND",
        reason="Kịp lớp tập huấn",
        by=cast.coordinator,
        now=at,
    )
    record(cell, doing("Một", on=dt.date(2026, 5, 1)), by=cast.officer, now=at + day(60))
    record_contribution(
        task_year=cell,
        by=cast.coordinator,
        agency=cast.partner.agency,
        done_on=dt.date(2026, 6, 1),
        text="Vận động 20 người dự",
        today=TODAY,
        now=at + day(120),
    )
    proof = Proof(document=Document(locality=cast.home, number="9/BC", issued_on=TODAY))
    record(cell, doing("Hai"), by=cast.officer, proofs=[proof], now=at + day(180))
    evidence = Evidence.objects.get()
    at_work.post(reverse("tasks:evidence_remove", args=[evidence.pk]))

    entries = [
        [words_of(part) for part in entry.xpath(".//p")]
        for entry in marked(page_of(at_work.get(url_of(cell))), "log__entry")
    ]
    assert [entry[1:] for entry in entries] == [
        ["Báo cáo số 9/BC ngày 22/11/2026"],
        ["Hai", "Tính đến ngày: 22/11/2026", "Báo cáo số 9/BC ngày 22/11/2026"],
        ["Vận động 20 người dự", "Ngày thực hiện: 01/06/2026"],
        ["Một"],
        ["Theo Công văn số 214/UBND", "Lý do: Kịp lớp tập huấn"],
    ]
    heads = [entry[0] for entry in entries]
    assert heads[0].startswith("Gỡ minh chứng")
    assert heads[1].startswith("Đang thực hiện")
    assert heads[1].endswith("Nguyễn Thị Phụ Trách, Công chức Tư pháp - hộ tịch")
    assert heads[2].startswith("Kết quả phối hợp của UBMTTQ xã")
    assert heads[2].endswith("Phạm Văn Tổng, nhập thay")
    assert heads[4].startswith("Đổi hạn 31/12/2026 thành 30/09/2026 10:00 ngày 02/03/2026")


def day(n):
    return dt.timedelta(days=n)


def test_long_log_is_cut_and_shown_whole_when_asked(at_work, cast):
    for number in range(12):
        record(cast.task_year, doing(f"Bước {number}"), by=cast.officer)
    short = page_of(at_work.get(url_of(cast.task_year)))
    whole = page_of(at_work.get(url_of(cast.task_year) + "?nhat-ky=tat-ca"))
    assert len(marked(short, "log__entry")) == 8
    assert "Xem cả nhật ký (12 mục)" in short.text_content()
    assert len(marked(whole, "log__entry")) == 12


def test_carried_entry_says_which_year_closed_it(at_work, cast):
    timeline = make.make_timeline(
        task=cast.task, kind=Timeline.Kind.SPAN, first_year=2025, last_year=2026, with_cells=True
    )
    first, last = timeline.cells.order_by("year")
    record(first, done(finishes_span=True, completed_on=dt.date(2025, 12, 1)), by=cast.officer)
    assert "Kết thúc theo báo cáo của năm 2025" in text_of(at_work.get(url_of(last)))
    assert "Hoàn thành từ năm 2025" in text_of(at_work.get(url_of(last)))


# Saving


def test_report_with_a_numbered_document_is_saved_in_one_post(at_work, cast):
    data = form_data(
        {
            "kind": "report",
            "number": "412/BC-UBND",
            "issued_on": "20/11/2026",
            "summary": "Kết quả bồi dưỡng",
        },
        {"kind": "link", "url": "tanbien.example.vn/bai-1", "summary": "Tin về lớp bồi dưỡng"},
        state=State.DONE,
        completed_on="20/11/2026",
    )
    response = at_work.post(url_of(cast.task_year), data, follow=True)
    cast.task_year.refresh_from_db()
    assert response.redirect_chain == [(url_of(cast.task_year), 302)]
    assert (cast.task_year.state, cast.task_year.completed_on) == (
        State.DONE,
        dt.date(2026, 11, 20),
    )
    assert sorted(str(one) for one in Evidence.objects.all()) == [
        "Báo cáo số 412/BC-UBND ngày 20/11/2026",
        "Tin về lớp bồi dưỡng",
    ]
    assert Evidence.objects.get(document=None).url == "https://tanbien.example.vn/bai-1"
    [notice] = marked(page_of(response), "notice--success")
    assert re.fullmatch(
        r"Đã lưu lúc \d\d:\d\d: Hoàn thành; đã ghi văn bản 412/BC-UBND; "
        "đã ghi đường dẫn Tin về lớp bồi dưỡng",
        words_of(notice),
    )


def test_saving_without_a_change_says_so_and_writes_nothing(at_work, cast):
    at_work.post(url_of(cast.task_year), form_data())
    response = at_work.post(url_of(cast.task_year), form_data(version=1), follow=True)
    assert "Nội dung không có gì khác lần trước" in text_of(response)
    assert StatusUpdate.objects.count() == 1


def test_form_starts_from_the_last_report(at_work, cast):
    record(cast.task_year, doing("Đã mở một lớp", obstacles="Thiếu giảng viên"), by=cast.officer)
    response = at_work.get(url_of(cast.task_year))
    assert value_of(response, "version") == "1"
    assert value_of(response, "result") == "Đã mở một lớp"
    assert value_of(response, "obstacles") == "Thiếu giảng viên"
    assert value_of(response, "effective_on") == "22/11/2026"


def test_day_of_completion_is_offered_in_its_own_year_alone(at_work, cast):
    past = cast.task_year.timeline.cells.get(year=2025)
    assert value_of(at_work.get(url_of(cast.task_year)), "completed_on") == "22/11/2026"
    assert value_of(at_work.get(url_of(past)), "completed_on") == ""


def test_errors_are_told_above_and_at_their_fields_and_what_was_typed_stays(at_work, cast):
    data = form_data(
        {"number": "412/BC-UBND", "summary": "Kết quả"},
        state=State.DONE,
        completed_on="22/12/2026",
        result="",
        obstacles="Mưa nhiều",
    )
    response = at_work.post(url_of(cast.task_year), data)
    assert response.status_code == 422
    assert page_of(response).findtext(".//title").startswith("Lỗi: ")
    assert errors_of(response) == [
        "Ngày hoàn thành phải từ 01/01/2026 đến 22/11/2026",
        "Nhập kết quả thực hiện",
        "Nhập ngày của văn bản số 412/BC-UBND",
    ]
    assert value_of(response, "completed_on") == "22/12/2026"
    assert value_of(response, "obstacles") == "Mưa nhiều"
    assert value_of(response, "evidence-0-number") == "412/BC-UBND"
    assert StatusUpdate.objects.count() == 0


def test_wrong_day_of_completion_does_not_stop_other_states(at_work, cast):
    response = at_work.post(url_of(cast.task_year), form_data(completed_on="32/13/2026"))
    assert response.status_code == 302


def test_another_line_is_added_without_a_script_and_nothing_is_judged(at_work, cast):
    upload = SimpleUploadedFile("bao-cao.pdf", PDF)
    data = form_data({"number": "412/BC-UBND", "file": upload}, state=State.DONE, result="")
    response = at_work.post(url_of(cast.task_year), {**data, "evidence-add": "1"})
    root = page_of(response)
    assert response.status_code == 200
    assert len(root.xpath("//*[@data-rows]/*")) == 3
    assert marked(root, "error-summary") + marked(root, "field__error") == []
    assert value_of(response, "evidence-0-number") == "412/BC-UBND"
    assert "Chọn lại tệp: bao-cao.pdf" in text_of(response)


def test_coordinator_reports_on_behalf_of_a_body_of_the_task(client, cast):
    client.force_login(cast.coordinator)
    client.post(url_of(cast.task_year), form_data(agency=cast.partner.agency.pk))
    update = StatusUpdate.objects.get()
    assert (update.author, update.agency, update.agency_name) == (
        cast.coordinator,
        cast.partner.agency,
        "UBMTTQ xã",
    )
    assert "Phạm Văn Tổng, nhập thay UBMTTQ xã" in text_of(client.get(url_of(cast.task_year)))


def test_on_behalf_of_a_body_outside_the_task_is_refused(client, cast):
    client.force_login(cast.coordinator)
    data = form_data(agency=cast.leader.agency.pk)
    response = client.post(url_of(cast.task_year), data)
    assert errors_of(response) == ["Chọn cơ quan có tên trong nhiệm vụ"]


def test_officer_does_not_report_on_behalf(at_work, cast):
    at_work.post(url_of(cast.task_year), form_data(agency=cast.partner.agency.pk))
    assert StatusUpdate.objects.get().agency is None


def test_whole_work_is_finished_only_in_a_span_before_its_last_year(at_work, cast):
    timeline = make.make_timeline(
        task=cast.task, kind=Timeline.Kind.SPAN, first_year=2025, last_year=2026, with_cells=True
    )
    first, last = timeline.cells.order_by("year")
    boxes = [
        page_of(at_work.get(url_of(cell))).xpath("count(//*[@name='finishes_span'])")
        for cell in (first, last, cast.task_year)
    ]
    assert boxes == [1, 0, 0]


# Unchanged


def unchanged(client, cell, **data):
    return client.post(reverse("tasks:task_year_unchanged", args=[cell.pk]), data, follow=True)


def test_unchanged_is_one_click(at_work, cast):
    response = unchanged(at_work, cast.task_year, version=0)
    update = StatusUpdate.objects.get()
    assert (update.is_unchanged, update.effective_on) == (True, TODAY)
    assert "Đã lưu lúc" in text_of(response)


def test_unchanged_leads_back_to_where_the_click_was(at_work, cast):
    response = unchanged(at_work, cast.task_year, version=0, next="/van-ban/")
    assert response.redirect_chain == [("/van-ban/", 302)]


def test_unchanged_does_not_lead_off_the_site(at_work, cast):
    response = unchanged(at_work, cast.task_year, version=0, next="https://example.com/")
    assert response.redirect_chain == [(url_of(cast.task_year), 302)]


def test_unchanged_does_not_throw_away_what_was_typed(at_work, cast):
    response = unchanged(at_work, cast.task_year, **form_data(result="Một bước mới"))
    assert response.status_code == 422
    assert value_of(response, "result") == "Một bước mới"
    assert errors_of(response)[0].startswith("Biểu mẫu đang có nội dung mới")
    assert StatusUpdate.objects.count() == 0


def test_unchanged_after_somebody_saved_tells_who(at_work, cast):
    record(cast.task_year, doing(), by=cast.coordinator)
    response = unchanged(at_work, cast.task_year, version=0)
    assert "Phạm Văn Tổng đã lưu nhiệm vụ này" in text_of(response)
    assert StatusUpdate.objects.count() == 1


# Two people on one form


def hidden_of(response):
    """What the page of two texts sends if nothing is touched."""
    form = next(one for one in page_of(response).forms if one.xpath(".//input[@name='resolving']"))
    return {**dict(form.form_values())}


def test_second_person_sees_both_texts_and_loses_none(at_work, cast):
    record(cast.task_year, doing("Mở lớp tại trụ sở"), by=cast.coordinator)
    mine = form_data(
        {"number": "7/BC", "issued_on": "1/11/2026", "file": SimpleUploadedFile("b.pdf", PDF)},
        result="Mở lớp tại nhà văn hóa",
        proposal="Cấp tài liệu",
    )
    response = at_work.post(url_of(cast.task_year), mine)
    assert response.status_code == 409
    text = text_of(response)
    assert "Phạm Văn Tổng đã lưu nhiệm vụ này lúc" in text
    assert "Mở lớp tại nhà văn hóa" in text
    assert "Mở lớp tại trụ sở" in text
    assert "Chọn lại tệp: b.pdf" in text
    assert value_of(response, "evidence-0-number") == "7/BC"
    assert StatusUpdate.objects.count() == 1

    data = hidden_of(response) | {"choose-result": "both", "evidence-0-without_file": "on"}
    at_work.post(url_of(cast.task_year), data)
    last = cast.task_year.updates.order_by("pk").last()
    assert last.result == "Mở lớp tại trụ sở\nMở lớp tại nhà văn hóa"
    assert (last.proposal, last.author) == ("Cấp tài liệu", cast.officer)
    assert str(Evidence.objects.get()) == "Báo cáo số 7/BC ngày 01/11/2026"


def test_what_i_did_not_touch_is_offered_as_saved(at_work, cast):
    record(cast.task_year, doing("Một", obstacles="Cũ"), by=cast.coordinator)
    record(cast.task_year, doing("Một", obstacles="Mới"), by=cast.coordinator)
    mine = form_data(version=1, result="Hai", obstacles="Cũ")
    response = at_work.post(url_of(cast.task_year), mine)
    sent = hidden_of(response)
    assert (sent["choose-result"], sent["choose-obstacles"]) == ("mine", "theirs")
    at_work.post(url_of(cast.task_year), sent)
    last = cast.task_year.updates.order_by("pk").last()
    assert (last.result, last.obstacles) == ("Hai", "Mới")


def test_saved_state_is_taken_whole(at_work, cast):
    record(cast.task_year, done(completed_on=dt.date(2026, 11, 3)), by=cast.coordinator)
    response = at_work.post(url_of(cast.task_year), form_data())
    data = hidden_of(response) | {"choose-state": "theirs", "choose-result": "mine"}
    at_work.post(url_of(cast.task_year), data)
    last = cast.task_year.updates.order_by("pk").last()
    assert (last.state, last.completed_on, last.result) == (
        State.DONE,
        dt.date(2026, 11, 3),
        "Đã mở một lớp, 40 người dự",
    )


def test_third_person_meanwhile_is_a_conflict_again(at_work, cast):
    record(cast.task_year, doing("Bản thứ nhất"), by=cast.coordinator)
    response = at_work.post(url_of(cast.task_year), form_data())
    record(cast.task_year, doing("Bản thứ hai"), by=cast.administrator)
    again = at_work.post(url_of(cast.task_year), hidden_of(response))
    assert again.status_code == 409
    assert "Bùi Thị Trị đã lưu" in text_of(again)
    assert "Bản thứ hai" in text_of(again)
    at_work.post(url_of(cast.task_year), hidden_of(again))
    results = list(cast.task_year.updates.order_by("pk").values_list("result", flat=True))
    assert results == ["Bản thứ nhất", "Bản thứ hai", "Đã mở một lớp, 40 người dự"]


def test_same_text_of_two_people_is_no_conflict(at_work, cast):
    record(cast.task_year, doing("Đã mở một lớp, 40 người dự"), by=cast.coordinator)
    response = at_work.post(url_of(cast.task_year), form_data(), follow=True)
    assert response.status_code == 200
    assert "Phạm Văn Tổng đã lưu" in text_of(response)
    assert StatusUpdate.objects.count() == 1


def test_double_click_is_one_entry(at_work, cast):
    row = {"number": "412/BC-UBND", "issued_on": "20/11/2026"}
    answers = [at_work.post(url_of(cast.task_year), form_data(row)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (StatusUpdate.objects.count(), Evidence.objects.count()) == (1, 1)


# Budgets


def fill(cast, n):
    """A cell with n of everything that its page shows."""
    cell = cast.task_year
    for number in range(n):
        document = Document(locality=cast.home, number=f"{number}/BC", issued_on=TODAY)
        record(cell, doing(f"Bước {number}"), by=cast.officer, proofs=[Proof(document=document)])
        record_contribution(
            task_year=cell,
            by=cast.partner,
            agency=cast.partner.agency,
            done_on=TODAY,
            text=f"Phối hợp {number}",
            today=TODAY,
            proofs=[Proof(document=Document(locality=cast.home, number=f"{number}/MT"))],
        )
        change_due_date(
            task_year=cell, due_on=TODAY + day(number + 1), document="CV", by=cast.coordinator
        )
    if not cast.task.assignments.exists():
        make.make_assignment(task=cast.task, officer=cast.officer)


@pytest.mark.parametrize("member", ["officer", "coordinator", "leader"])
def test_queries_do_not_grow_with_what_was_written(client, cast, member):
    client.force_login(cast.member(member))
    found = []
    for _ in range(2):
        fill(cast, 3)
        found.append(n_queries(client, url_of(cast.task_year)))
    assert found[0] == found[1]


def test_save_loads_what_it_needs_and_not_the_page(at_work, cast):
    fill(cast, 3)
    cast.task_year.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        response = at_work.post(url_of(cast.task_year), form_data(version=cast.task_year.version))
    assert response.status_code == 302
    tables = " ".join(one["sql"] for one in queries)
    for table in ("tasks_verdict", "tasks_duedatechange", "tasks_activity", "tasks_section"):
        assert f'FROM "{table}"' not in tables


def test_page_is_light(client, cast):
    fill(cast, 12)
    client.force_login(cast.coordinator)
    assert len(gzip.compress(client.get(url_of(cast.task_year)).content)) <= 12 * 1024


def test_returned_report_says_why(at_work, cast):
    record(cast.task_year, done(), by=cast.officer)
    TaskYear.objects.filter(pk=cast.task_year.pk).update(
        review=Review.RETURNED,
        reviewed_by=cast.leader,
        reviewed_at=timezone.now(),
        review_reason="Thiếu danh sách",
    )
    assert "Trả lại: Thiếu danh sách" in text_of(at_work.get(url_of(cast.task_year)))


@pytest.mark.parametrize("name", ["tasks:task_detail", "tasks:task_year_detail"])
def test_number_that_no_row_can_have_is_not_found(client, cast, name):
    client.force_login(cast.officer)
    assert client.get(reverse(name, args=[10**22])).status_code == 404
