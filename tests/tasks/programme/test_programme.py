"""Chương trình năm and the register: steps of a year, done, copied, taken from the plan, cited."""

import datetime as dt
from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document as Word

from plans.models import Section
from tasks.cell.plan_items import bullets_of, untaken
from tasks.models import Activity, Evidence, TaskYear
from tasks.programme.services import (
    add_steps,
    cite_activity,
    copy_activities,
    mark_done,
    mark_undone,
    title_later,
    year_later,
)
from tasks.states import Review, State
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.cells import TODAY, errors_of, marked, page_of, text_of, url_of, words_of
from tests.workbooks import rows_in

PAGE = reverse("tasks:programme")
COPY = reverse("tasks:programme_copy")
REGISTER = reverse("tasks:communication")
MEDIA, FORUM = Activity.Kind.COMMUNICATION, Activity.Kind.FORUM
D = dt.date


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def titles_on(response):
    return [words_of(one) for one in marked(page_of(response), "programme__title")]


def sheet_of(response):
    return openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]


def cell_of(cast, year):
    return TaskYear.objects.get(timeline=cast.task_year.timeline, year=year)


def activity_data(**fields):
    return {
        "title": "Mở một lớp",
        "kind": "step",
        "planned_on": "",
        "officer": "",
        "channel": "",
        "url": "",
        "done_on": "",
        "result": "",
    } | fields


# The plan's own bullets


def test_the_seven_bullets_of_the_pilot_clause_are_its_activities(real_plan):
    texts = {one.code: one.text for one in Section.objects.filter(plan=real_plan)}
    found = bullets_of(texts["II.1.a"])
    assert len(found) == 7
    assert found[2] == (
        "Tập huấn, bồi dưỡng nghiệp vụ quản lý nhà nước về công tác hòa giải ở cơ sở cho đội ngũ "
        "công chức tư pháp - hộ tịch"
    )
    others = {code: bullets_of(text) for code, text in texts.items() if code.startswith("II.")}
    assert [code for code, found in others.items() if found] == ["II.1.a"]


def test_bullets_leave_out_who_and_when_and_what_only_introduces():
    text = (
        "a) Việc\n- Khảo sát;\n- Tổ chức:\n+ Một lớp.\n+ Một lớp.\n- Thời gian thực hiện:\n"
        "+ Quý I.\n- Cơ quan chủ trì: Phòng A.\nMột câu thường.\n* Báo cáo: gửi hai bản."
    )
    assert bullets_of(text) == ["Khảo sát", "Một lớp", "Báo cáo: gửi hai bản"]
    assert untaken(text, ["KHAO SAT"]) == ["Một lớp", "Báo cáo: gửi hai bản"]


def test_a_very_long_bullet_is_cut_at_a_word():
    [found] = bullets_of("a) Việc\n- " + "từ " * 300)
    assert len(found) <= 500
    assert found.endswith("từ …")


def test_offered_bullets_become_steps_once(officer, cast):
    cast.task.section.text = "a) Việc\n- Khảo sát;\n- Tổ chức một lớp."
    cast.task.section.save()
    url = reverse("tasks:activity_offer", args=[cast.task_year.pk])
    assert "Khảo sát" in text_of(officer.get(url))
    assert "Lấy 2 nội dung từ Kế hoạch" in text_of(officer.get(PAGE))
    officer.post(url, {"bullets": ["1"]})
    officer.post(url, {"bullets": ["1", "0"]})
    made = Activity.objects.order_by("pk")
    assert [(one.title, one.version) for one in made] == [("Tổ chức một lớp", 1), ("Khảo sát", 1)]
    assert [one.history.count() for one in made] == [1, 1]
    assert "Không còn nội dung nào để lấy" in text_of(officer.get(url))
    assert "nội dung từ Kế hoạch" not in text_of(officer.get(PAGE))


def test_nothing_ticked_says_what_to_do(officer, cast):
    cast.task.section.text = "a) Việc\n- Khảo sát;"
    cast.task.section.save()
    answer = officer.post(reverse("tasks:activity_offer", args=[cast.task_year.pk]), {})
    assert answer.status_code == 422
    assert "Đánh dấu ít nhất một hoạt động" in text_of(answer)


# The page


def test_activities_stand_below_their_task_by_day(officer, cast):
    make.make_activity(task_year=cast.task_year, title="Không ngày")
    make.make_activity(task_year=cast.task_year, title="Sau", planned_on=D(2026, 12, 1))
    make.make_activity(task_year=cast.task_year, title="Trước", planned_on=D(2026, 3, 1))
    make.make_activity(task_year=cell_of(cast, 2025), title="Năm khác")
    other = make.make_task_year(timeline=make.make_timeline(task=make.make_task(plan=cast.plan)))
    make.make_activity(task_year=other, title="Việc khác")
    assert titles_on(officer.get(PAGE)) == ["Trước", "Sau", "Không ngày", "Việc khác"]
    assert titles_on(officer.get(f"{PAGE}?nam=2025")) == ["Năm khác"]


def test_the_parts_add_up_and_each_leads_to_its_rows(officer, cast):
    cell = cast.task_year
    make.make_activity(task_year=cell, planned_on=D(2026, 3, 1), done_on=D(2026, 3, 5))
    make.make_activity(task_year=cell, done_on=D(2026, 4, 5))
    make.make_activity(task_year=cell, planned_on=D(2026, 11, 21))
    make.make_activity(task_year=cell, planned_on=D(2026, 11, 22))
    make.make_activity(task_year=cell)
    page = page_of(officer.get(PAGE))
    links = page.xpath("//nav[@aria-label='Tình hình các hoạt động']//a")
    counts = {words_of(one).rsplit(" ", 1)[0]: int(words_of(one).split()[-1]) for one in links}
    assert counts == {
        "Tất cả": 5,
        "Đã thực hiện": 2,
        "Quá ngày dự kiến": 1,
        "Chưa đến ngày": 1,
        "Chưa định ngày": 1,
    }
    shown = [len(titles_on(officer.get(PAGE + one.get("href")))) for one in links]
    assert shown == list(counts.values())


def test_search_needs_no_marks(officer, cast):
    make.make_activity(task_year=cast.task_year, title="Tập huấn kỹ năng")
    make.make_activity(task_year=cast.task_year, title="Khảo sát")
    assert titles_on(officer.get(f"{PAGE}?tim=tap+HUAN")) == ["Tập huấn kỹ năng"]
    assert "Không có hoạt động nào khớp" in text_of(officer.get(f"{PAGE}?tim=zzz"))


def test_readers_see_no_buttons(client, cast):
    make.make_activity(task_year=cast.task_year)
    client.force_login(cast.partner)
    page = page_of(client.get(PAGE))
    assert marked(page, "programme__title")
    assert page.xpath("//main//button[@type='submit']/text()") == ["Xem"]
    assert not page.xpath("//main//a[contains(@href, 'hoat-dong')]")


# Writing


def test_an_activity_is_added_corrected_and_deleted(officer, cast):
    create = reverse("tasks:activity_create", args=[cast.task_year.pk])
    data = activity_data(planned_on="1/6/2026", officer=cast.officer.pk)
    answer = officer.post(create, data)
    one = Activity.objects.get()
    assert answer.url.endswith(f"nam=2026#hd-{one.pk}")
    assert (one.title, one.planned_on, one.officer) == (
        "Mở một lớp",
        D(2026, 6, 1),
        cast.officer,
    )
    edit = reverse("tasks:activity_edit", args=[one.pk])
    officer.post(edit, data | {"title": "Mở hai lớp", "version": one.version})
    one.refresh_from_db()
    assert (one.title, one.version) == ("Mở hai lớp", 2)
    assert "Nội dung: Mở một lớp → Mở hai lớp" in text_of(officer.get(edit))
    delete = reverse("tasks:activity_delete", args=[one.pk])
    assert "Mở hai lớp" in text_of(officer.get(delete))
    assert Activity.objects.exists()
    officer.post(delete)
    assert not Activity.objects.exists()
    assert Activity.history.count() == 3


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"title": ""}, ["Nhập nội dung"]),
        ({"planned_on": "1/1/2027"}, ["Nhập ngày từ 01/01/2026 đến 31/12/2026"]),
        ({"done_on": "23/11/2026"}, ["Nhập ngày từ 01/01/2026 đến 22/11/2026"]),
        ({"done_on": "31/12/2025"}, ["Nhập ngày từ 01/01/2026 đến 22/11/2026"]),
        (
            {"url": "ftp://example.org/a"},
            ["Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"],
        ),
        (
            {"url": "javascript:alert(1)"},
            ["Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet"],
        ),
    ],
)
def test_wrong_input_is_told_and_stays(officer, cast, fields, errors):
    url = reverse("tasks:activity_create", args=[cast.task_year.pk])
    answer = officer.post(url, activity_data(result="Giữ lại") | fields)
    assert (answer.status_code, errors_of(answer)) == (422, errors)
    assert "Giữ lại" in text_of(answer)
    assert not Activity.objects.exists()


def test_two_people_on_one_form_lose_neither_text(officer, cast):
    one = make.make_activity(task_year=cast.task_year, title="Bản của người trước")
    url = reverse("tasks:activity_edit", args=[one.pk])
    data = activity_data(title="Bản của người sau", version=one.version - 1)
    answer = officer.post(url, data)
    assert answer.status_code == 422
    assert "Đang lưu: Bản của người trước" in text_of(answer)
    assert "Bản của người sau" in text_of(answer)
    officer.post(url, data | {"version": one.version})
    one.refresh_from_db()
    assert one.title == "Bản của người sau"


def test_one_click_is_done_today_and_another_takes_it_back(officer, cast):
    one = make.make_activity(task_year=cast.task_year, result="Giữ")
    back = f"{PAGE}?nam=2026"
    data = {"version": one.version, "next": back}
    answer = officer.post(reverse("tasks:activity_done", args=[one.pk]), data)
    assert answer.url == back
    one.refresh_from_db()
    assert one.done_on == TODAY
    officer.post(reverse("tasks:activity_undone", args=[one.pk]), {"version": one.version})
    one = Activity.objects.get()
    assert (one.done_on, one.result, one.version) == (None, "Giữ", 3)


def test_a_click_leads_nowhere_else(officer, cast):
    one = make.make_activity(task_year=cast.task_year)
    data = {"version": one.version, "next": "https://example.com/"}
    answer = officer.post(reverse("tasks:activity_done", args=[one.pk]), data)
    assert answer.url.startswith(PAGE)


def test_a_click_on_an_old_page_changes_nothing(cast):
    one = make.make_activity(task_year=cast.task_year)
    with pytest.raises(ValidationError, match="vừa được sửa ở nơi khác"):
        mark_done(activity_id=one.pk, version=one.version - 1, today=TODAY)
    one.done_on = D(2026, 3, 1)
    one.save()
    assert mark_done(activity_id=one.pk, version=0, today=TODAY) is False
    with pytest.raises(ValidationError, match="vừa được sửa ở nơi khác"):
        mark_undone(activity_id=one.pk, version=one.version - 1)
    one.refresh_from_db()
    assert one.done_on == D(2026, 3, 1)


def test_a_year_that_has_not_begun_has_nothing_done(cast):
    one = make.make_activity(task_year=cell_of(cast, 2027))
    with pytest.raises(ValidationError, match="Chưa đến năm 2027"):
        mark_done(activity_id=one.pk, version=one.version, today=TODAY)


# From last year


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (D(2026, 3, 1), D(2027, 3, 1)),
        (D(2028, 2, 29), D(2029, 2, 28)),
        (D(2027, 2, 28), D(2028, 2, 28)),
    ],
)
def test_a_year_later_is_the_same_day(day, later):
    assert year_later(day) == later


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Tập huấn năm 2026", "Tập huấn năm 2027"),
        ("Dự toán năm 2027", "Dự toán năm 2028"),
        ("Sơ kết năm 2024 - 2026", "Sơ kết năm 2024 - 2026"),
        ("Theo Kế hoạch năm 2024", "Theo Kế hoạch năm 2024"),
    ],
)
def test_the_year_in_a_title_moves_along(title, later):
    assert title_later(title, 2026) == later


def test_last_year_is_copied_in_one_act_and_once(officer, cast):
    lead = cast.officer.agency
    once = make.make_timeline(
        task=make.make_task(plan=cast.plan, leads=[lead]), first_year=2026, last_year=2026
    )
    make.make_activity(task_year=make.make_task_year(timeline=once), title="Không có năm sau")
    gone = make.make_officer(is_active=False)
    source = make.make_post(
        task_year=cast.task_year,
        title="Phát thanh năm 2026",
        planned_on=D(2026, 3, 13),
        officer=gone,
        url="https://example.org/a",
        result="Xong",
    )
    unwanted = make.make_activity(task_year=cast.task_year, title="Thôi không làm")
    url = f"{COPY}?nam=2027"
    told = text_of(officer.get(url))
    assert "Phát thanh năm 2027" in told
    assert "Ngày dự kiến mới: 13/03/2027. Năm trước: 01/06/2026." in told
    assert "1 hoạt động khác của năm trước không chép được" in told
    group = f"cell-{cast.task_year.pk}"
    officer.post(url, {group: [source.pk]})
    again = officer.post(url, {group: [source.pk]})
    assert errors_of(again) == [
        "Các hoạt động vừa đánh dấu đã được thêm trước đó; dưới đây là phần còn lại"
    ]
    [copy] = Activity.objects.in_year(2027)
    assert (copy.task_year, copy.copied_from) == (cell_of(cast, 2027), source)
    assert (copy.title, copy.planned_on, copy.kind, copy.channel) == (
        "Phát thanh năm 2027",
        D(2027, 3, 13),
        MEDIA,
        "Đài truyền thanh xã",
    )
    assert (copy.officer, copy.url, copy.done_on, copy.result) == (None, "", None, "")
    [left] = page_of(officer.get(url)).xpath("//input[@type='checkbox']/@value")
    assert left == str(unwanted.pk)


def test_copying_twice_at_once_makes_one_copy(cast):
    """The second looks again behind the lock."""
    source = make.make_activity(task_year=cast.task_year)
    cells = [cell_of(cast, 2027)]
    made = [copy_activities(sources=[source], cells=cells, year=2027) for _ in range(2)]
    assert [len(one) for one in made] == [1, 0]


def test_a_copy_that_was_deleted_is_offered_again(officer, cast):
    source = make.make_activity(task_year=cast.task_year)
    [copy] = copy_activities(sources=[source], cells=[cell_of(cast, 2027)], year=2027)
    assert "Không có hoạt động nào để chép" in text_of(officer.get(f"{COPY}?nam=2027"))
    copy.delete()
    assert source.title in text_of(officer.get(f"{COPY}?nam=2027"))


def test_the_first_year_has_nothing_to_copy(officer, cast):
    assert "Chép từ năm" not in text_of(officer.get(f"{PAGE}?nam=2024"))
    assert "Không có hoạt động nào để chép" in text_of(officer.get(f"{COPY}?nam=2024"))


# On the page of the cell


def test_the_cell_shows_its_activities_with_their_buttons(officer, cast):
    late = make.make_activity(task_year=cast.task_year, title="Khảo sát", planned_on=D(2026, 3, 1))
    make.make_activity(task_year=cast.task_year, title="Xong", done_on=D(2026, 2, 1))
    answer = officer.get(url_of(cast.task_year))
    [first, second] = marked(page_of(answer), "steps__item")
    assert "Khảo sát Dự kiến 01/03/2026 Quá ngày dự kiến Đã làm: Khảo sát" in words_of(first)
    assert "Xong Chưa định ngày 01/02/2026 Bỏ ngày" in words_of(second)
    form = first.xpath(".//form")[0]
    officer.post(form.get("action"), dict(form.form_values()))
    late.refresh_from_db()
    assert late.done_on == TODAY
    cell = page_of(officer.get(url_of(cast.task_year)))
    assert "Không có cập nhật" not in words_of(cell)
    assert marked(cell, "log__entry") == []  # a step is no report


def test_the_cell_without_activities_says_so_to_who_may_add(client, cast):
    client.force_login(cast.officer)
    assert "Chưa có hoạt động nào" in text_of(client.get(url_of(cast.task_year)))
    client.force_login(cast.partner)
    assert "Hoạt động trong năm" not in text_of(client.get(url_of(cast.task_year)))


# As evidence


def test_a_published_page_is_cited_once_and_calls_for_a_new_confirmation(officer, cast):
    cell = cast.task_year
    cell.state, cell.completed_on = State.DONE, D(2026, 6, 1)
    cell.review, cell.reviewed_by, cell.reviewed_at = (
        Review.CONFIRMED,
        cast.leader,
        dt.datetime(2026, 6, 2, tzinfo=dt.UTC),
    )
    cell.save()
    post = make.make_post(task_year=cell, url="https://example.org/bai", title="Bài viết")
    url = reverse("tasks:activity_cite", args=[post.pk])
    for _ in range(2):
        officer.post(url)
    proof = Evidence.objects.get()
    assert (proof.url, proof.title, proof.added_by) == (post.url, "Bài viết", cast.officer)
    cell.refresh_from_db()
    assert cell.review == Review.PENDING
    assert "Dùng làm minh chứng" not in text_of(officer.get(PAGE))
    assert "đã là minh chứng" in text_of(officer.get(PAGE))


def test_without_an_address_there_is_nothing_to_cite(cast):
    post = make.make_post(task_year=cast.task_year)
    with pytest.raises(ValidationError, match="Ghi đường dẫn"):
        cite_activity(activity=post, by=cast.officer)


# The register


def register(client, query=""):
    rows = page_of(client.get(REGISTER + query)).xpath("//tbody/tr")
    return [words_of(one.xpath("./th/a")[0]) for one in rows]


def test_the_register_has_posts_and_forums_the_newest_first(officer, cast):
    make.make_activity(task_year=cast.task_year, title="Không phải truyền thông")
    make.make_post(task_year=cast.task_year, title="Bài cũ", done_on=D(2026, 3, 1))
    make.make_post(
        task_year=cell_of(cast, 2025),
        title="Diễn đàn",
        kind=FORUM,
        done_on=D(2025, 9, 19),
        channel="Nhà văn hóa",
    )
    make.make_post(
        task_year=cast.task_year, title="Dự kiến", done_on=None, planned_on=D(2026, 12, 4)
    )
    assert register(officer) == ["Dự kiến", "Bài cũ", "Diễn đàn"]
    assert register(officer, "?nam=2025") == ["Diễn đàn"]
    assert register(officer, "?loai=hoi-nghi-dien-dan") == ["Diễn đàn"]
    assert register(officer, "?kenh=TRUYEN+thanh") == ["Dự kiến", "Bài cũ"]
    assert register(officer, "?kenh=bai") == []  # a word of the title is none of the channel
    assert register(officer, "?tim=bai+cu") == ["Bài cũ"]
    assert register(officer, f"?kenh={quote('Nhà văn hóa')}&nam=2026") == []


def test_the_register_is_paged_and_printed_whole(officer, cast):
    for number in range(51):
        make.make_post(task_year=cast.task_year, title=f"Bài {number}")
    assert len(register(officer)) == 50
    assert register(officer, "?trang=2") == ["Bài 0"]
    assert register(officer, "?trang=9") == ["Bài 0"]
    assert len(register(officer, "?in=1")) == 51


def test_a_post_is_written_down_in_one_go(officer, cast):
    url = reverse("tasks:communication_create") + "?nam=2026"
    data = {
        "title": "Phát thanh quý III",
        "kind": MEDIA,
        "done_on": "18/9/2026",
        "channel": "Đài truyền thanh xã",
        "url": "example.org/phat-thanh",
        "cell": cast.task_year.pk,
    }
    wrong = officer.post(url, data | {"url": "ftp://example.org", "channel": ""})
    assert errors_of(wrong) == [
        "Nhập kênh, hình thức",
        "Nhập đường dẫn đầy đủ, ví dụ https://tanbien.tayninh.gov.vn/bai-viet",
    ]
    assert officer.post(url, data).url == f"{REGISTER}?nam=2026"
    one = Activity.objects.get()
    assert (one.done_on, one.planned_on, one.url) == (
        D(2026, 9, 18),
        D(2026, 9, 18),
        "https://example.org/phat-thanh",
    )


def test_a_post_belongs_to_a_task_on_which_one_writes(officer, cast):
    other = make.make_task_year(timeline=make.make_timeline(task=make.make_task(plan=cast.plan)))
    url = reverse("tasks:communication_create") + "?nam=2026"
    data = {"title": "Bài", "kind": MEDIA, "done_on": "1/6/2026", "channel": "Zalo"}
    assert errors_of(officer.post(url, data | {"cell": other.pk})) == ["Chọn nhiệm vụ"]


# Papers


def test_the_paper_has_the_tasks_and_their_activities(officer, cast):
    make.make_activity(
        task_year=cast.task_year,
        title="Mở một lớp",
        planned_on=D(2026, 6, 1),
        officer=cast.officer,
    )
    answer = officer.get(reverse("tasks:programme_docx") + "?nam=2026")
    assert answer["Content-Disposition"] == 'attachment; filename="chuong-trinh-nam-2026.docx"'
    paper = Word(BytesIO(answer.content))
    told = [paragraph.text for paragraph in paper.paragraphs]
    assert "KẾ HOẠCH" in told
    assert "PHỤ LỤC" in told
    [table] = [one for one in paper.tables if len(one.columns) == 5]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["TT", "Nội dung", "Thời gian", "Người, đơn vị thực hiện", "Phối hợp"]
    assert rows[2:] == [
        [
            "1",
            "Bồi dưỡng hòa giải viên (điểm II.2.b)",
            "31/12/2026",
            "Công chức Tư pháp - hộ tịch",
            "UBMTTQ xã",
        ],
        ["1.1", "Mở một lớp", "01/06/2026", "Nguyễn Thị Phụ Trách", ""],
    ]


def test_the_tables_have_a_row_an_activity_and_keep_formulas_as_text(officer, cast):
    make.make_post(task_year=cast.task_year, title="=1+1", url="https://example.org/a")
    sheet = sheet_of(officer.get(reverse("tasks:programme_xlsx") + "?nam=2026"))
    last = [one.value for one in sheet[sheet.max_row]]
    assert last[1:5] == [
        "II.2.b",
        "Bồi dưỡng hòa giải viên",
        "=1+1 (Đài truyền thanh xã)",
        "Truyền thông",
    ]
    assert (last[7].date(), last[8]) == (D(2026, 6, 1), "Đã thực hiện")


def test_the_workbook_follows_the_filters_of_the_page(officer, cast):
    make.make_activity(task_year=cast.task_year, title="Mở lớp", done_on=D(2026, 6, 1))
    make.make_activity(task_year=cast.task_year, title="Sơ kết", planned_on=D(2026, 12, 1))
    url = reverse("tasks:programme_xlsx")
    titles = [row["Hoạt động"] for row in rows_in(officer.get(f"{url}?nam=2026&tim=mo"))]
    assert titles == ["Mở lớp"]
    page = page_of(officer.get(f"{PAGE}?nam=2026&tim=mo"))
    [link] = page.xpath("//a[text()='Tải tệp Excel']/@href")
    assert [row["Hoạt động"] for row in rows_in(officer.get(link))] == ["Mở lớp"]


def test_the_workbook_names_the_plan_of_a_row_where_there_are_several(officer, cast):
    plan = make.make_plan(locality=cast.home, title="Kế hoạch phân loại rác")
    timeline = make.make_timeline(task=make.make_task(plan=plan))
    make.make_activity(task_year=make.make_task_year(timeline=timeline), title="Phát tờ rơi")
    url = reverse("tasks:programme_xlsx")
    plans = {row["Hoạt động"]: row["Kế hoạch"] for row in rows_in(officer.get(f"{url}?nam=2026"))}
    assert plans["Phát tờ rơi"] == str(plan)
    one_plan = rows_in(officer.get(f"{url}?nam=2026&ke_hoach={plan.pk}"))
    assert ["Kế hoạch" in row for row in one_plan] == [False]


def test_steps_of_two_people_at_once_do_not_double(cast):
    for _ in range(2):
        add_steps(task_year=cast.task_year, titles=["Khảo sát", "Tập huấn"])
    assert Activity.objects.count() == 2
