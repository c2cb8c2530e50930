"""The pages on which leadership asks, closes, confirms and returns, and on which it is answered."""

import datetime as dt

import pytest
from django.urls import reverse

from plans.models import Role
from tasks.access import OWN_REPORT
from tasks.directions.reviews import CHANGED, review
from tasks.directions.services import answer_direction, give_direction
from tasks.models import Direction, TaskYear, Verdict
from tasks.states import Review, State
from tests import factories as make
from tests.clock import set_clock
from tests.queries import n_queries
from tests.tasks.cells import (
    NOW,
    TODAY,
    doing,
    done,
    errors_of,
    marked,
    page_of,
    record,
    text_of,
    url_of,
    value_of,
    words_of,
)
from tests.tasks.reading import link, options_of, read, texts

FRIDAY = dt.date(2026, 11, 27)
MY_WORK = reverse("tasks:my_work")


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def leading(client, cast):
    client.force_login(cast.leader)
    return client


def ask(cast, **fields):
    given = {"text": "Giải trình lý do chậm", "answer_by_on": FRIDAY, **fields}
    return give_direction(task_year=cast.task_year, by=cast.leader, today=TODAY, now=NOW, **given)


def to(name, row):
    return reverse(f"tasks:{name}", args=[row.pk])


# Asking


def test_leader_asks_by_friday_and_the_officer_finds_it_first(leading, cast):
    url = link(read(leading, url_of(cast.task_year)), "Cho ý kiến chỉ đạo")
    sent = {"text": "Giải trình lý do chậm", "answer_by_on": "27/11/2026", "addressee": "chung"}
    assert leading.post(url, sent).headers["Location"] == url_of(cast.task_year)
    asked = Direction.objects.get()
    assert (asked.text, asked.answer_by_on, asked.addressee) == (sent["text"], FRIDAY, None)
    leading.force_login(cast.officer)
    root = read(leading, MY_WORK)
    assert texts(root, ".direction__text") == ["Giải trình lý do chậm"]
    assert texts(root, ".direction__meta strong") == ["trả lời trước 27/11/2026"]
    assert link(root, "Trả lời chỉ đạo") == to("direction_answer", asked)


def test_choice_of_whom_begins_with_who_answers(leading, cast):
    root = read(leading, to("direction_create", cast.task_year))
    groups = root.xpath("//select[@name='addressee']/optgroup/@label")
    assert groups == ["Phụ trách nhiệm vụ", "Người khác"]
    assert options_of(root, "addressee") == ["Cơ quan chủ trì, người phụ trách"]
    first = root.xpath("//select[@name='addressee']/optgroup[1]/option/text()")
    assert first == ["Nguyễn Thị Phụ Trách, Công chức Tư pháp - hộ tịch"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": " "}, "Nhập ý kiến chỉ đạo"),
        ({"answer_by_on": "21/11/2026"}, "Hạn trả lời phải từ 22/11/2026 trở đi"),
        ({"addressee": "999999"}, "Chọn người được giao trong danh sách"),
    ],
)
def test_wrong_direction_keeps_what_was_typed(leading, cast, sent, sentence):
    data = {"text": "Báo cáo rõ", "answer_by_on": "27/11/2026", "addressee": "chung"} | sent
    response = leading.post(to("direction_create", cast.task_year), data)
    assert response.status_code == 422
    assert errors_of(response) == [sentence]
    assert value_of(response, "text") == data["text"].strip()
    assert not Direction.objects.exists()


def test_wish_of_an_officer_stands_on_top_until_it_is_answered(leading, cast):
    wish = doing("Đang rà soát", needs_direction=True, proposal="Xin lùi lớp sang tháng 12")
    record(cast.task_year, wish, by=cast.officer, now=NOW)
    assert texts(read(leading, url_of(cast.task_year)), ".direction__text") == [
        "Cán bộ xin ý kiến: Xin lùi lớp sang tháng 12"
    ]
    ask(cast, text="Đồng ý")
    assert texts(read(leading, url_of(cast.task_year)), ".direction__text") == ["Đồng ý"]


# Answering


@pytest.mark.parametrize("member", ["officer", "coordinator", "partner"])
def test_who_is_asked_or_updates_the_cell_answers(client, cast, member):
    asked = ask(cast, addressee=cast.partner)
    client.force_login(cast.member(member))
    url = link(read(client, url_of(cast.task_year)), "Trả lời chỉ đạo")
    client.post(url, {"answer": "Do thiếu báo cáo viên"})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Do thiếu báo cáo viên", cast.member(member))


def test_who_is_not_asked_reads_only(client, cast):
    asked = ask(cast)
    client.force_login(cast.partner)
    root = read(client, url_of(cast.task_year))
    assert texts(root, ".direction__act") == []
    assert client.get(to("direction_answer", asked)).status_code == 403


def test_empty_answer_is_told(client, cast):
    client.force_login(cast.officer)
    response = client.post(to("direction_answer", ask(cast)), {"answer": " "})
    assert errors_of(response) == ["Nhập nội dung trả lời"]


def test_answer_that_comes_second_keeps_the_first_and_the_words(client, cast):
    asked = ask(cast)
    client.force_login(cast.officer)
    answer_direction(direction=asked, text="Lần đầu", by=cast.coordinator)
    response = client.post(to("direction_answer", asked), {"answer": "Lần hai"})
    assert response.status_code == 422
    assert value_of(response, "answer") == "Lần hai"
    assert Direction.objects.get().answer == "Lần đầu"


def test_late_direction_is_said_so(client, cast):
    ask(cast)
    set_clock(FRIDAY + dt.timedelta(days=1))
    client.force_login(cast.officer)
    assert texts(read(client, MY_WORK), ".direction__meta strong") == ["quá hạn trả lời 27/11/2026"]
    assert "Quá hạn trả lời 27/11/2026." in text_of(client.get(url_of(cast.task_year)))


# Closing and asking again


def test_leader_closes_what_was_answered(leading, cast):
    asked = ask(cast)
    answer_direction(direction=asked, text="Do mưa bão", by=cast.officer)
    root = read(leading, MY_WORK)
    assert texts(root, ".direction__meta strong") == [
        "Nguyễn Thị Phụ Trách đã trả lời, chờ kết luận"
    ]
    leading.post(to("direction_close", asked))
    asked.refresh_from_db()
    assert asked.closed_by == cast.leader
    assert texts(read(leading, MY_WORK), ".direction") == []


def test_asking_again_shows_the_answer_and_closes_the_first(leading, cast):
    asked = ask(cast, addressee=cast.officer)
    answer_direction(direction=asked, text="Chưa rõ", by=cast.officer)
    url = link(read(leading, url_of(cast.task_year)), "Chỉ đạo tiếp")
    root = read(leading, url)
    assert "Chưa rõ" in texts(root, ".direction__meta")[1]
    assert root.xpath("//option[@selected]/@value") == [str(cast.officer.pk)]
    leading.post(url, {"text": "Nêu rõ ngày", "answer_by_on": "", "addressee": "chung"})
    asked.refresh_from_db()
    assert (asked.closed_by, Direction.objects.open().get().follows) == (cast.leader, asked)


def test_direction_of_another_cell_is_not_followed(leading, cast):
    other = make.make_task_year()
    foreign = make.make_direction(task_year=other, asked_by=cast.leader)
    url = f"{to('direction_create', cast.task_year)}?tiep={foreign.pk}"
    assert leading.get(url).status_code == 404


# The log and the head


def test_log_tells_all_of_it_with_dates_and_names(leading, cast):
    record(cast.task_year, done(), by=cast.officer, now=NOW - dt.timedelta(hours=1))
    asked = ask(cast, addressee=cast.officer)
    later = NOW + dt.timedelta(minutes=1)
    answer_direction(direction=asked, text="Do mưa bão", by=cast.officer, now=later)
    leading.post(to("direction_close", asked))
    cell = TaskYear.objects.get(pk=cast.task_year.pk)
    for verdict, reason in ((Review.CONFIRMED, ""), (Review.RETURNED, "Thiếu danh sách")):
        review(task_year=cell, verdict=verdict, by=cast.leader, version=cell.version, reason=reason)
    root = page_of(leading.get(url_of(cast.task_year)))
    said = [words_of(one) for one in marked(root, "log__what")]
    assert said == [
        "Trả lại kết quả",
        "Xác nhận kết quả",
        "Kết thúc chỉ đạo",
        "Trả lời chỉ đạo",
        "Ý kiến chỉ đạo",
        "Hoàn thành",
    ]
    asking = words_of(marked(root, "log__entry")[4])
    assert asking.endswith(
        "Giải trình lý do chậm Giao: Nguyễn Thị Phụ Trách Trả lời trước ngày: 27/11/2026"
    )


@pytest.mark.parametrize("member", ["officer", "partner", "coordinator", "leader", "superuser"])
def test_head_counts_alike_here_and_elsewhere(client, cast, member):
    ask(cast)
    ask(cast, addressee=cast.partner)
    answer_direction(direction=ask(cast, addressee=cast.partner), text="Rồi", by=cast.partner)
    user = cast.member(member)
    client.force_login(user)
    here, there = (texts(read(client, url), ".nav__count") for url in (MY_WORK, "/nhiem-vu/"))
    # The partner answers one direction, and owes what it did in 2024 and in 2025.
    n_expected = {"officer": 5, "partner": 3}.get(member, 0)
    assert here == there == ([f"{n_expected} việc cần làm"] if n_expected else [])


@pytest.mark.parametrize("member", ["officer", "leader"])
def test_queries_do_not_grow_with_directions(client, cast, member):
    client.force_login(cast.member(member))
    counts = []
    for _ in range(3):
        answer_direction(direction=ask(cast), text="Rồi", by=cast.officer)
        ask(cast)
        counts.append([n_queries(client, url) for url in (MY_WORK, url_of(cast.task_year))])
    assert counts[1] == counts[2]


# Confirmation


def test_leader_confirms_on_the_page(leading, cast):
    record(cast.task_year, done(), by=cast.officer)
    root = page_of(leading.get(url_of(cast.task_year)))
    [form] = root.xpath("//form[contains(@action, 'xac-nhan')]")
    [version] = form.xpath(".//input[@name='version']/@value")
    leading.post(form.get("action"), {"version": version})
    cast.task_year.refresh_from_db()
    assert (cast.task_year.review, cast.task_year.reviewed_by) == (Review.CONFIRMED, cast.leader)
    root = page_of(leading.get(url_of(cast.task_year)))
    assert root.xpath("//form[contains(@action, 'xac-nhan')]") == []


def test_open_cell_offers_nothing_to_confirm(leading, cast):
    record(cast.task_year, doing(), by=cast.officer)
    text = text_of(leading.get(url_of(cast.task_year)))
    assert "Xác nhận kết quả" not in text
    assert "Trả lại" not in text


def test_leader_is_told_why_their_own_report_waits(leading, cast):
    record(cast.task_year, done(), by=cast.leader)
    root = page_of(leading.get(url_of(cast.task_year)))
    assert OWN_REPORT in text_of(leading.get(url_of(cast.task_year)))
    assert root.xpath("//form[contains(@action, 'xac-nhan')]") == []
    response = leading.post(to("result_confirm", cast.task_year), {"version": 1}, follow=True)
    assert OWN_REPORT in texts(page_of(response), ".messages")[0]
    assert not Verdict.objects.exists()


def test_report_that_changed_meanwhile_is_told(leading, cast):
    record(cast.task_year, done(), by=cast.officer)
    url = to("result_confirm", cast.task_year)
    assert CHANGED in text_of(leading.post(url, {"version": 0}, follow=True))
    assert not Verdict.objects.exists()


def test_return_needs_a_reason_and_shows_it_to_the_officer(leading, cast):
    record(cast.task_year, done(), by=cast.officer)
    url = link(read(leading, url_of(cast.task_year)), "Trả lại kết quả")
    version = value_of(leading.get(url), "version")
    response = leading.post(url, {"version": version, "reason": ""})
    assert errors_of(response) == ["Nhập lý do trả lại"]
    leading.post(url, {"version": version, "reason": "Thiếu danh sách ký nhận"})
    leading.force_login(cast.officer)
    assert texts(read(leading, url_of(cast.task_year)), ".direction__text") == [
        "Kết quả được trả lại: Thiếu danh sách ký nhận"
    ]


def test_return_of_a_changed_report_keeps_the_reason(leading, cast):
    record(cast.task_year, done(), by=cast.officer)
    data = {"version": 0, "reason": "Thiếu danh sách"}
    response = leading.post(to("result_return", cast.task_year), data)
    assert CHANGED in errors_of(response)
    assert value_of(response, "reason") == "Thiếu danh sách"
    assert value_of(response, "version") == "1"


def test_all_of_a_year_are_counted_then_confirmed_but_ones_own(leading, cast):
    other, third = (
        make.make_task_year(
            timeline=make.make_timeline(
                task=make.make_task(plan=cast.plan, leads=[cast.officer.agency])
            )
        )
        for _ in range(2)
    )
    record(cast.task_year, done(), by=cast.officer)
    record(other, done(), by=cast.officer)
    record(third, done(), by=cast.leader)
    listed = f"/nhiem-vu/?ke_hoach={cast.plan.pk}&nam=2026&can_luu_y=cho-xac-nhan"
    url = link(read(leading, listed), "Xác nhận kết quả cả năm 2026")
    root = read(leading, url)
    assert texts(root, "h1") == ["Xác nhận 2 kết quả của năm 2026"]
    assert OWN_REPORT in texts(root, "main")[0]
    seen = root.xpath("//input[@name='cell']/@value")
    record(other, done(text="Sửa lại số liệu"), by=cast.officer)  # after the leader read it
    answer = leading.post(url, {"cell": seen}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "Đã xác nhận 1 kết quả của năm 2026",
        "1 kết quả vừa có thay đổi nên chưa xác nhận: xem lại từng kết quả.",
    ]
    states = {cell.pk: cell.review for cell in TaskYear.objects.in_year(2026)}
    assert states == {
        cast.task_year.pk: Review.CONFIRMED,
        other.pk: Review.PENDING,
        third.pk: Review.PENDING,
    }


def test_year_without_results_says_what_will_come(leading, cast):
    root = read(leading, reverse("tasks:results_confirm", args=[cast.plan.pk, 2026]))
    assert texts(root, ".empty__title") == ["Không có kết quả nào chờ xác nhận"]


def test_list_shows_what_waits_for_confirmation(leading, cast):
    record(cast.task_year, done(), by=cast.officer)
    listed = "/nhiem-vu/?can_luu_y=cho-xac-nhan"
    assert len(texts(read(leading, listed), "tbody tr")) == 1
    assert "Xác nhận kết quả cả năm" not in text_of(leading.get(listed))  # no year was chosen
    cell = TaskYear.objects.get(pk=cast.task_year.pk)
    review(task_year=cell, verdict=Review.CONFIRMED, by=cast.leader, version=cell.version)
    assert texts(read(leading, listed), "tbody tr") == []
    assert State(cell.state) == State.DONE


def test_officer_who_is_asked_on_no_work_of_theirs_finds_it(client, cast):
    guest = make.make_officer(agency=cast.leader.agency, roles=[Role.KEEPER])
    ask(cast, addressee=guest)
    client.force_login(guest)
    assert texts(read(client, MY_WORK), ".direction__text") == ["Giải trình lý do chậm"]
