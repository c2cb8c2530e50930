"""The meeting sheet and the list of silence: what stands on them, as of a day, cut to one page."""

import datetime as dt
import io
import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from docx import Document as Word

from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.directions.services import answer_direction, close_direction, give_direction
from tasks.meeting.room import share
from tasks.models import TaskYear
from tasks.states import State
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.queries import n_queries
from tests.tasks.reading import link, read, said, texts
from tests.windows import looks
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:meeting_sheet")
DOCX = reverse("tasks:meeting_docx")
SILENCE = reverse("tasks:silence")
SILENCE_XLSX = reverse("tasks:silence_xlsx")


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.leader)
    return client


def report(cell, state, on, *, by=None, completed_on=None, **fields):
    cell.refresh_from_db()
    return record_update(
        task_year_id=cell.pk,
        by=by or make.make_officer(),
        version=cell.version,
        report=Report(state, on, completed_on=completed_on, result="Đã làm", **fields),
        today=TODAY,
    )


def done(cell, on, **fields):
    return report(cell, State.DONE, on, completed_on=on, **fields)


def one_more(cast, *, title, due_on, year=2026, code="III.1", **fields):
    """A task of that plan with a single cell."""
    task = make.make_task(plan=cast.plan, clause=code, title=title, **fields)
    timeline = make.make_timeline(task=task, first_year=year, last_year=year)
    return make.make_task_year(timeline=timeline, year=year, due_on=due_on)


def parts(root):
    """Title of each part without its number, and what stands under it."""
    found = {}
    for head in root.xpath("//th[contains(@class, 'sheet__group')]"):
        rows = head.xpath("ancestor::tbody/tr[position() > 1]")
        found[said(head).partition(". ")[2]] = [said(row) for row in rows]
    for head in root.xpath("//article/section/h2[@id]"):
        found[said(head).partition(". ")[2]] = [said(li) for li in head.xpath("../ul/li")]
    return found


# How much goes on the page


@pytest.mark.parametrize(
    ("lists", "room", "expected"),
    [
        ([[5, 5], [5]], 100, [2, 1]),
        ([[], [5]], 100, [0, 1]),
        ([[5] * 60, [5] * 2], 50, [3, 2]),  # 10 + 15 + 4 and 10 + 10 are 49
        ([[5] * 60, [5] * 60], 0, [1, 1]),
        ([[5, 40, 5], [5] * 3], 60, [1, 3]),  # what follows a high entry waits behind it
    ],
)
def test_lists_take_turns_until_the_sheet_is_full(lists, room, expected):
    assert share(lists, room=room, head=10, more=4) == expected


def test_first_list_takes_more_in_its_turn():
    lists = [[5] * 60, [5] * 60]
    assert share(lists, room=80, head=10, more=4) == [5, 5]
    assert share(lists, room=80, head=10, more=4, first_takes=3) == [7, 3]


# The sheet


def test_sheet_names_what_is_late_due_done_and_in_hand(reader, cast):
    late = one_more(cast, title="Khảo sát", due_on=D(2026, 9, 30), leads=[cast.officer.agency])
    soon = one_more(cast, title="Sơ kết", due_on=D(2026, 12, 15), code="III.2")
    ended = one_more(cast, title="Mở lớp", due_on=D(2026, 12, 31), code="III.3")
    in_hand = one_more(cast, title="Truyền thông", due_on=D(2026, 12, 31), code="III.4")
    make.make_assignment(task=soon.timeline.task, officer=cast.partner)
    report(late, State.DOING, D(2026, 10, 5))
    done(ended, D(2026, 11, 20))
    report(in_hand, State.DOING, D(2026, 11, 2))
    root = read(reader, URL)
    found = parts(root)
    assert found["Quá hạn"][-1] == (
        "Quá hạn 53 ngày Khảo sát (III.1, 2026) Công chức Tư pháp - hộ tịch 30/09/2026 05/10/2026"
    )
    assert found["Đến hạn trong 30 ngày"] == [
        "Còn 23 ngày Sơ kết (III.2, 2026) Trần Văn Phối 15/12/2026 chưa có"
    ]
    assert found["Đã kết thúc từ lần giao ban trước (15/11/2026)"] == [
        "Hoàn thành Mở lớp (III.3, 2026) Chưa phân công 31/12/2026 20/11/2026"
    ]
    assert found["Đang thực hiện, chưa đến hạn"] == [
        "Đang thực hiện Truyền thông (III.4, 2026) Chưa phân công 31/12/2026 02/11/2026"
    ]
    assert link(root, "Khảo sát") == late.get_absolute_url()


def test_done_counts_from_the_last_meeting(reader, cast):
    title = "Đã kết thúc từ lần giao ban trước ({})".format
    done(cast.task_year, D(2026, 11, 10))
    week = read(reader, URL)
    assert title("15/11/2026") not in parts(week)
    assert "Không có:" in texts(week, ".sheet__absent")[0]
    assert len(parts(read(reader, f"{URL}?tu_ngay=09/11/2026"))[title("09/11/2026")]) == 1
    # What was done on the day of the last meeting was told there.
    assert title("10/11/2026") not in parts(read(reader, f"{URL}?tu_ngay=10/11/2026"))


def test_last_meeting_must_lie_before_this_one(reader, cast):
    root = read(reader, f"{URL}?tai_ngay=01/11/2026&tu_ngay=02/11/2026")
    assert "Nhập ngày trước ngày họp 01/11/2026" in said(root)
    assert "Lần giao ban trước: 25/10/2026" in said(root)
    assert root.xpath("//input[@name='tu_ngay']/@value") == ["02/11/2026"]


def test_sheet_of_a_past_day_knows_nothing_of_later_reports(reader, cast):
    done(cast.task_year, D(2026, 11, 20))
    make.make_assignment(task=cast.task, officer=cast.partner, since=D(2026, 11, 21))
    past = read(reader, f"{URL}?tai_ngay=15/11/2026")
    assert "Tính đến ngày 15/11/2026" in said(past)
    first, more = texts(past, ".sheet__figures")
    assert first.startswith("2 quá hạn (2 từ các năm trước)")
    assert more == "2 việc năm trước còn mở"
    overdue = parts(past)["Quá hạn"]
    assert [row.split()[0:4] for row in overdue] == [
        ["Quá", "hạn", "684", "ngày"],
        ["Quá", "hạn", "319", "ngày"],
    ]
    assert all("Công chức Tư pháp - hộ tịch" in row for row in overdue)
    assert "Trần Văn Phối" in parts(read(reader, URL))["Quá hạn"][0]


def test_request_and_open_directions_are_on_the_sheet(reader, cast):
    report(
        cast.task_year,
        State.DOING,
        D(2026, 11, 12),
        proposal="Cho mượn hội trường Khu phố 2",
        needs_direction=True,
    )
    [asking] = parts(read(reader, URL))["Xin ý kiến chỉ đạo"]
    assert asking == (
        "Bồi dưỡng hòa giải viên (II.2.b, 2026): Cho mượn hội trường Khu phố 2 "
        "(Công chức Tư pháp - hộ tịch, 12/11/2026)."
    )
    asked = give_direction(
        task_year=cast.task_year,
        by=cast.leader,
        text="Giải trình lý do chậm.",
        answer_by_on=D(2026, 11, 27),
        addressee=cast.officer,
        today=TODAY,
    )
    title = "Ý kiến chỉ đạo chưa kết thúc"
    type(asked).objects.update(asked_at=dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC))
    assert parts(read(reader, URL))[title] == [
        "Giải trình lý do chậm (II.2.b, 2026). Nguyễn Thị Phụ Trách, trả lời trước 27/11/2026."
    ]
    late = parts(read(reader, f"{URL}?tai_ngay=30/11/2026"))[title]
    assert late[0].endswith("trả lời trước 27/11/2026, quá hạn 3 ngày.")
    assert title not in parts(read(reader, f"{URL}?tai_ngay=19/11/2026"))
    answer_direction(direction=asked, text="Do thiếu kinh phí", by=cast.officer)
    type(asked).objects.update(answered_at=dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC))
    answered = parts(read(reader, URL))[title]
    assert answered[0].endswith("Nguyễn Thị Phụ Trách đã trả lời, chờ kết luận.")
    close_direction(direction=asked, by=cast.leader)
    type(asked).objects.update(closed_at=dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC))
    assert title not in parts(read(reader, URL))
    assert len(parts(read(reader, f"{URL}?tai_ngay=21/11/2026"))[title]) == 1


def test_silence_is_told_by_person_and_what_nobody_owns(reader, cast):
    report(cast.task_year, State.DOING, D(2026, 6, 30))
    one_more(cast, title="Không ai nhận", due_on=D(2026, 12, 31))
    found = parts(read(reader, URL))
    justice, nobody = found["Quá kỳ chưa cập nhật"]
    assert justice == (
        "Công chức Tư pháp - hộ tịch: 3 việc, lâu nhất 885 ngày, từ 20/06/2024: "
        "II.2.b năm 2024, II.2.b năm 2025, II.2.b năm 2026"
    )
    assert nobody == "Chưa phân công: 1 việc, 325 ngày, từ 01/01/2026: III.1 năm 2026"
    assert found["Chưa phân công"] == ["III.1 Không ai nhận"]


def n_behind(client, href):
    """Rows of the list, or of the wall, behind a link of the sheet."""
    root = read(client, f"{href}&moi_trang=100" if "?" in href else f"{href}?moi_trang=100")
    if href.startswith(SILENCE):
        return len(texts(root, ".wall__days"))
    return len(root.xpath("//table/tbody/tr"))


@pytest.mark.parametrize("day", ["", "31/12/2025", "01/02/2027"])
def test_each_figure_equals_the_rows_behind_its_link(client, real_plan, day):
    client.force_login(make.make_officer(locality=real_plan.locality))
    cells = TaskYear.objects.of_plan(real_plan.pk).in_order()
    for number, cell in enumerate(cells.in_year(2025)):
        if number % 3:
            done(cell, D(2025, 11, 3))
    for number, cell in enumerate(cells.in_year(2026)):
        if number % 4 == 1:
            done(cell, D(2026, 10, 1))
        if number % 4 == 2:
            report(cell, State.DOING, D(2026, 11, 1), needs_direction=True)
    root = read(client, f"{URL}?tai_ngay={quote(day)}" if day else URL)
    lines = root.xpath("//p[contains(@class, 'sheet__figures')]")
    figures = {
        said(a).split(" ", 1)[1]: (int(said(a).split()[0]), a.get("href"))
        for line in lines
        for a in line.xpath(".//a")
    }
    assert {word: n_behind(client, href) for word, (_, href) in figures.items()} == {
        word: n for word, (n, _) in figures.items()
    }
    assert len(figures) >= 3


# Cut to one page


def crowd(cast, n_tasks):
    """Tasks with long names, and much of everything that a sheet may show."""
    long = "Tổ chức kiểm tra, khảo sát, đánh giá việc thực hiện tại các khu phố, ấp trên địa bàn xã"
    for number in range(n_tasks):
        task = make.make_task(plan=cast.plan, clause=f"IV.{number}", title=f"{long} lần {number}")
        if number % 2:
            make.make_assignment(task=task, officer=cast.officer)
        timeline = make.make_timeline(task=task, first_year=2026, last_year=2026)
        due_on = D(2026, 1 + number % 12, 15)
        cell = make.make_task_year(timeline=timeline, due_on=due_on)
        TaskYear.objects.filter(pk=cell.pk).update(
            state=State.DOING if number % 3 else State.TODO,
            updated_on=D(2026, 2, 1) if number % 3 else None,
            needs_direction=number % 5 == 0,
        )
        if number % 7 == 0:
            give_direction(
                task_year=cell,
                by=cast.leader,
                text=f"{long}; nêu rõ lý do chậm, người chịu trách nhiệm và ngày hoàn thành",
                answer_by_on=D(2026, 11, 30),
                today=TODAY,
            )
    return cast


@pytest.fixture
def crowded(cast):
    return crowd(cast, 60)


def test_long_lists_are_cut_and_say_by_how_much(client, crowded):
    client.force_login(crowded.leader)
    found = parts(read(client, URL))
    late = found["Quá hạn"]
    [(cut,)] = [re.fullmatch(r"và (\d+) việc khác", late[-1]).groups()]
    n_overdue = sum(cell.timeliness_on(TODAY) == "overdue" for cell in TaskYear.objects.all())
    assert len(late) - 1 + int(cut) == n_overdue > 40
    assert re.fullmatch(r"và \d+ ý kiến khác", found["Ý kiến chỉ đạo chưa kết thúc"][-1])
    assert re.fullmatch(r"và \d+ nhiệm vụ khác", found["Chưa phân công"][-1])


# As .docx


def test_docx_says_the_same_in_the_layout_of_the_office(reader, cast):
    report(cast.task_year, State.DOING, D(2026, 6, 30), needs_direction=True)
    answer = reader.get(f"{DOCX}?tai_ngay=22/11/2026")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-giao-ban-2026-11-22.docx"'
    )
    word = Word(io.BytesIO(answer.content))
    lines = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    assert lines[:2] == ["BÁO CÁO", "Giao ban tính đến ngày 22/11/2026"]
    assert lines[-1].endswith("./.")
    head, late, sign = word.tables[0], word.tables[1], word.tables[-1]
    assert " ".join(head.cell(0, 0).text.split()) == "ỦY BAN NHÂN DÂN XÃ TÂN BIÊN"
    assert head.cell(1, 1).text == "Tân Biên, ngày 22 tháng 11 năm 2026"
    assert [cell.text for cell in late.rows[1].cells] == ["", "1. Quá hạn", "", "", ""]
    assert [cell.text for cell in late.rows[2].cells] == [
        "1",
        "Bồi dưỡng hòa giải viên (II.2.b, năm 2024)",
        "Công chức Tư pháp - hộ tịch",
        "31/12/2024",
        "Quá hạn 691 ngày",
    ]
    stays = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in late.rows]
    assert stays[:3] == [True, True, None]  # heads and the part's name go with its first row
    assert sign.cell(0, 0).text.startswith("Nơi nhận:")
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 30)
    [href] = read(reader, URL).xpath("//a[contains(@href, 'docx')]/@href")
    assert href.startswith(DOCX)


# Who has not reported


def test_silence_names_body_officer_day_and_days(reader, cast):
    make.make_assignment(task=cast.task, officer=cast.officer)
    report(cast.task_year, State.DOING, D(2026, 6, 30))
    root = read(reader, f"{SILENCE}?nam=2026")
    assert texts(root, ".wall__body") == ["Công chức Tư pháp - hộ tịch 1"]
    [row] = root.xpath("//table/tbody/tr[2]")
    assert said(row) == (
        "Bồi dưỡng hòa giải viên II.2.b, năm 2026 Nguyễn Thị Phụ Trách 30/06/2026 145 ngày"
    )
    assert link(root, "Bồi dưỡng") == cast.task_year.get_absolute_url()
    assert len(texts(read(reader, SILENCE), ".wall__days")) == 3


def test_silence_of_a_past_day_counts_to_that_day(reader, cast):
    report(cast.task_year, State.DOING, D(2026, 11, 20))
    assert texts(read(reader, f"{SILENCE}?nam=2026"), ".wall__days") == []
    past = read(reader, f"{SILENCE}?nam=2026&tai_ngay=15/11/2026")
    assert texts(past, ".wall__days") == ["318"]
    assert "Chưa có lần nào, tính từ 01/01/2026" in said(past)


def test_silence_is_filtered_by_the_body_that_leads(reader, cast):
    one_more(cast, title="Việc của Mặt trận", due_on=None, leads=[cast.partner.agency])
    front = cast.partner.agency.pk
    root = read(reader, f"{SILENCE}?chu_tri={front}")
    assert texts(root, ".wall__body") == ["UBMTTQ xã 1"]
    assert said(root.xpath("//table//tbody/tr[2]/th")[0]).startswith("Việc của Mặt trận")


def test_unowned_tasks_stand_beside_the_silent_ones(reader, cast):
    one_more(cast, title="Không ai nhận", due_on=None)
    root = read(reader, SILENCE)
    assert texts(root, ".wall__list li") == ["III.1 Không ai nhận Năm 2026"]
    assert "1 nhiệm vụ chưa phân công" in texts(root, ".page-head__lead")[0]


def test_silence_as_a_workbook_has_both_parts_under_the_filters_of_the_page(reader, cast):
    one_more(cast, title="Việc của Mặt trận", due_on=None, leads=[cast.partner.agency])
    one_more(cast, title="Không ai nhận", due_on=None, code="III.2")
    query = f"?chu_tri={cast.partner.agency.pk}&tai_ngay=15/11/2026"
    answer = reader.get(link(read(reader, SILENCE + query), "Tải tệp Excel"))
    [row] = rows_in(answer)
    assert (row["Chủ trì"], row["Số ngày chưa cập nhật"]) == ("UBMTTQ xã", 318)
    assert [row["Nhiệm vụ"] for row in rows_in(answer, sheet=1)] == ["Không ai nhận"]
    assert len(rows_in(reader.get(SILENCE_XLSX))) == 5


def test_silence_of_another_localitys_plan_is_no_workbook(client, cast):
    client.force_login(cast.stranger)
    assert client.get(f"{SILENCE_XLSX}?ke_hoach={cast.plan.pk}").status_code == 404


def test_silence_with_nobody_silent_says_so(reader, cast):
    for cell in TaskYear.objects.of_plan(cast.plan.pk).filter(year__lte=2026):
        report(cell, State.DOING, D(2026, 11, 20))
    root = read(reader, SILENCE)
    assert texts(root, ".empty__title") == ["Mọi nhiệm vụ đã được cập nhật"]
    assert "Mọi nhiệm vụ đã bắt đầu đều có người phụ trách." in said(root)
    assert root.xpath("//a[normalize-space()='Bỏ lọc']") == []
    filtered = read(reader, f"{SILENCE}?nam=2026&chu_tri={cast.officer.agency.pk}")
    assert link(filtered, "Bỏ lọc").startswith("?")


# For whom


@pytest.mark.parametrize(
    ("member", "expected"),
    [("leader", 1), ("coordinator", 1), ("administrator", 1), ("officer", 0), ("keeper", 0)],
)
def test_menu_leads_overseers_to_the_sheet(client, cast, member, expected):
    client.force_login(cast.member(member))
    root = read(client, SILENCE)
    assert len(root.xpath(f"//nav//a[@href='{URL}']")) == expected


@pytest.mark.parametrize("url", [URL, SILENCE, DOCX])
def test_locality_without_a_plan_is_told_what_to_do(client, cast, url):
    client.force_login(cast.stranger)
    assert texts(read(client, url), ".empty__title") == ["Chưa có kế hoạch nào"]


@pytest.mark.parametrize(
    "url", [f"{URL}?tai_ngay=15/11/2026", f"{SILENCE}?tai_ngay=15/11/2026&nam=2026"]
)
def test_queries_of_a_past_day_stay_below_the_limit(client, crowded, url):
    client.force_login(crowded.officer)
    assert flaws(client.get(url).content.decode()) == []
    assert n_queries(client, url)


# In the browser


@pytest.fixture
def leader_at(transactional_db, cast, open_page, sign_in):
    return lambda **options: sign_in(open_page(**options), cast.leader)


def test_sheet_with_sixty_rows_is_one_page_and_shows_its_foot(leader_at, crowded):
    page = leader_at()
    for url in (f"{URL}?tu_ngay=31/02", URL):  # what is wrong with a filter is not printed
        page.goto(url)
        sheet = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # 180 mm
    room = page.locator(".sheet__notes").bounding_box()
    assert room["height"] >= 60  # some lines to write on


def test_pages_of_the_meeting_are_right_on_desk_phone_and_in_the_dark(leader_at, cast, axe):
    crowd(cast, 8)
    page = leader_at()
    for url in (URL, SILENCE):
        page.goto(url)
        assert (url, looks(page, axe, "desk", "dark desk", "phone")) == (url, {})


def test_print_button_prints_and_is_not_there_without_script(leader_at):
    page = leader_at()
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(URL)
    page.get_by_role("button", name="In báo cáo").click()
    assert page.evaluate("window.printed") is True
    without = leader_at(java_script_enabled=False)
    without.goto(URL)
    assert without.get_by_role("button", name="In báo cáo").count() == 0
