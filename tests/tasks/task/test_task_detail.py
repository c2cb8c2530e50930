"""A task over all its years: clause, bodies, who answers, strips, what was written and proved."""

import datetime as dt

import pytest
from django.urls import reverse

from tasks.models import Task, Timeline
from tasks.models.tasks import Role as Part
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import link, read, said, texts

D = dt.date
TODAY = D(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def on_real_plan(client, real_plan):
    client.force_login(make.make_officer(locality=real_plan.locality))
    return client


def url_of(task: Task) -> str:
    return reverse("tasks:task_detail", args=[task.pk])


def panel(root, heading_id: str) -> str:
    [section] = root.xpath(f"//section[@aria-labelledby='{heading_id}']")
    return said(section)


# The plan's words


def test_clause_stands_verbatim_and_leads_to_its_place(on_real_plan, real_plan):
    task = real_plan.tasks.get(code="II.2.b")
    root = read(on_real_plan, url_of(task))
    [quote] = root.xpath("//blockquote")
    assert quote.text_content() == task.section.text
    assert "Hàng năm" in task.section.text
    assert link(root, "Xem điểm II.2.b") == task.section.get_absolute_url()


def test_todays_names_lead_and_printed_names_follow(cast, reader):
    office = make.make_agency(name="Văn phòng HĐND và UBND")
    make.make_succession(old=cast.officer.agency, new=office)
    make.make_party(task=cast.task, role=Part.PARTNER, order=1)
    assert panel(read(reader, url_of(cast.task)), "co-quan") == (
        "Cơ quan Chủ trì Văn phòng HĐND và UBND Tên trong Kế hoạch: Công chức Tư pháp - hộ tịch "
        "Phối hợp UBMTTQ xã các cơ quan, tổ chức có liên quan"
    )


# Its years


def test_each_timeline_has_its_strip(on_real_plan, real_plan):
    root = read(on_real_plan, url_of(real_plan.tasks.get(code="II.5.a")))
    strips = root.xpath("//ol[contains(@class, 'strip')]")
    assert [strip.get("aria-label") for strip in strips] == [
        "Kiểm tra, khảo sát",
        "Sơ kết",
        "Tổng kết",
    ]
    assert [len(strip) for strip in strips] == [7, 1, 1]


def test_stop_says_year_state_and_due_date_and_opens_the_cell(cast, reader):
    root = read(reader, url_of(cast.task))
    assert texts(root, ".strip__link")[2] == "2026 Chưa thực hiện, hạn 31/12/2026"
    assert link(root, "2026 Chưa thực hiện") == cast.task_year.get_absolute_url()


def test_span_says_its_due_date_in_its_last_year_alone(reader, cast):
    task = make.make_task(plan=cast.plan)
    make.make_timeline(
        task=task, kind=Timeline.Kind.SPAN, first_year=2024, last_year=2026, with_cells=True
    )
    assert texts(read(reader, url_of(task)), ".strip__word") == [
        "Chưa thực hiện",
        "Chưa thực hiện",
        "Chưa thực hiện, hạn 31/12/2026",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(D(2026, 12, 31), "Đến hạn hôm nay"), (D(2027, 1, 1), "Quá hạn 1 ngày")],
)
def test_due_day_itself_is_not_late(cast, reader, day, expected):
    set_clock(day)
    assert texts(read(reader, url_of(cast.task)), ".strip__word")[2].startswith(expected)


def test_task_without_a_year_is_shown_all_the_same(cast, reader):
    task = make.make_task(plan=cast.plan, title="Việc không ghi năm")
    root = read(reader, url_of(task))
    assert said(root.find(".//h1")) == "Việc không ghi năm"
    assert "Kế hoạch không ghi năm thực hiện" in panel(root, "cac-nam")


# Who answers


def test_body_that_leads_answers_where_nobody_is_assigned(cast, reader):
    assert panel(read(reader, url_of(cast.task)), "phu-trach") == (
        "Phụ trách Công chức Tư pháp - hộ tịch "
        "Theo cơ quan chủ trì; chưa phân công riêng cho người nào."
    )


def test_task_of_nobody_says_so_in_words(cast, reader):
    task = make.make_task(plan=cast.plan, leads=[make.make_agency(is_whole_office=True)])
    make.make_timeline(task=task, with_cells=True)
    assert panel(read(reader, url_of(task)), "phu-trach").startswith("Phụ trách Chưa phân công.")


def test_assignments_of_now_and_of_before(cast, reader):
    make.make_assignment(task=cast.task, officer=cast.leader, until=D(2025, 6, 30))
    make.make_assignment(task=cast.task, officer=cast.officer, since=D(2025, 7, 1), note="TB 12")
    assert panel(read(reader, url_of(cast.task)), "phu-trach") == (
        "Phụ trách Nguyễn Thị Phụ Trách từ 01/07/2025. TB 12 "
        "Trước đây: 1 người Võ Thị Lãnh từ 01/07/2024 đến 30/06/2025"
    )


def test_coordinator_is_led_to_the_assignments(cast, client):
    client.force_login(cast.coordinator)
    panel_of_people = read(client, url_of(cast.task)).xpath(
        "//section[@aria-labelledby='phu-trach']"
    )
    assert link(panel_of_people[0], "Phân công") == reverse("tasks:assignment_list")


# What was written and proved


def test_latest_updates_of_all_years_and_evidence(cast, reader):
    cell_2025 = cast.task.timelines.get().cells.get(year=2025)
    make.make_update(
        task_year=cell_2025,
        author=cast.officer,
        state=State.DONE,
        effective_on=D(2025, 12, 20),
        result="Đã bồi dưỡng 40 người",
        obstacles="Thiếu kinh phí",
    )
    make.make_update(task_year=cast.task_year, author=cast.officer, effective_on=D(2026, 6, 1))
    document = make.make_document(
        locality=cast.home, number="112/BC-UBND", issued_on=D(2025, 12, 20), summary="Kết quả"
    )
    make.make_evidence(task_year=cell_2025, document=document, added_by=cast.officer)
    make.make_evidence(task_year=cast.task_year, url="https://xa.example/bai", title="Bài đăng")
    root = read(reader, url_of(cast.task))
    assert texts(root, ".log__what") == [
        "Năm 2026: Đang thực hiện, tính đến ngày 01/06/2026",
        "Năm 2025: Hoàn thành, tính đến ngày 20/12/2025",
    ]
    assert texts(root, ".log__text") == [
        "Đã bồi dưỡng 40 người",
        "Khó khăn, vướng mắc: Thiếu kinh phí",
    ]
    assert panel(root, "minh-chung") == (
        "Minh chứng các năm Bài đăng (mở ở thẻ mới) năm 2026 "
        "Báo cáo số 112/BC-UBND ngày 20/12/2025 Kết quả năm 2025"
    )


def test_removed_evidence_is_no_proof(cast, reader):
    make.make_evidence(
        task_year=cast.task_year,
        removed_by=cast.officer,
        removed_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
    )
    root = read(reader, url_of(cast.task))
    assert panel(root, "minh-chung") == "Minh chứng các năm Chưa có văn bản hoặc đường dẫn nào."


# The page


def test_page_of_another_locality_does_not_exist(cast, client):
    client.force_login(cast.stranger)
    assert client.get(url_of(cast.task)).status_code == 404


def test_page_without_flaws(cast, reader):
    make.make_assignment(task=cast.task, officer=cast.officer)
    make.make_update(task_year=cast.task_year, author=cast.officer)
    make.make_evidence(task_year=cast.task_year, added_by=cast.officer)
    assert flaws(reader.get(url_of(cast.task)).content.decode()) == []


def test_queries_do_not_grow_with_what_was_written(cast, reader):
    counts = []
    for number in range(3):
        make.make_timeline(task=cast.task, with_cells=True)
        make.make_party(task=cast.task, order=number + 1, agency=make.make_agency())
        make.make_assignment(task=cast.task)
        make.make_update(task_year=cast.task_year)
        make.make_evidence(task_year=cast.task_year)
        counts.append(n_queries(reader, url_of(cast.task)))
    assert set(counts) == {counts[0]}
