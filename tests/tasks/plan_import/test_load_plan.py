"""A plan comes in, comes in again, comes in amended: rows, and never a status touched."""

import datetime as dt
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from plans import document as doc
from plans.models import Agency, Finding, Plan, Section
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.models import StatusUpdate, Task, TaskParty, TaskYear, Timeline
from tasks.plan_import.bodies import (
    Bodies,
    body_name,
    is_whole_office,
    look_alikes,
    merges_of,
    names_in,
)
from tasks.plan_import.changes import ChangeKind
from tasks.plan_import.compare import likeness, reading
from tasks.plan_import.services import LoadError, YearsMissing, load_plan
from tasks.plan_import.write import suggest_short_title
from tasks.states import State
from tests import factories as make
from tests.plans.document import builders

TODAY = dt.date(2026, 11, 22)
LATER = dt.date(2026, 11, 23)
REAL = Path(settings.BASE_DIR, "plans/data/ke-hoach-tan-bien-2024.txt").read_text()
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn"
FRONT_OF_COMMUNE = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"
JUSTICE = "Công chức Tư pháp - hộ tịch"

pytestmark = pytest.mark.django_db


def real(*amendments: tuple[str, str]) -> doc.PlanDocument:
    """The real plan, with some of its words replaced."""
    text = REAL
    for old, new in amendments:
        assert old in text
        text = text.replace(old, new)
    return doc.read(text.encode(), name="ke-hoach.txt")


def load(document: doc.PlanDocument | None = None, *, today: dt.date = TODAY, **options):
    options = {"locality": make.make_locality(), "by": None} | options
    return load_plan(document or real(), today=today, **options)


def parties(code: str, role: str) -> list[str]:
    named = TaskParty.objects.filter(task__code=code, role=role).order_by("order")
    return [party.agency.name if party.agency else f"({party.as_printed})" for party in named]


def years(code: str) -> list[int]:
    cells = TaskYear.objects.filter(timeline__task__code=code)
    return sorted(cells.values_list("year", flat=True))


def report(code: str, year: int, *, state: State = State.DOING) -> TaskYear:
    cell = TaskYear.objects.get(timeline__task__code=code, year=year)
    record_update(
        task_year_id=cell.pk,
        by=make.make_officer(),
        version=cell.version,
        report=Report(state, TODAY, result="Đã làm xong phần đầu"),
        today=TODAY,
    )
    cell.refresh_from_db()
    return cell


def rows() -> list[object]:
    """Everything that a load could change."""
    models = (Plan, Section, Finding, Agency, Task, TaskParty, Timeline, TaskYear, StatusUpdate)
    return [list(model.objects.order_by("pk").values()) for model in models]


# A new plan


def test_real_plan_gives_ten_tasks_twelve_timelines_and_its_years():
    outcome = load()
    assert (outcome.n_tasks, outcome.n_timelines, outcome.n_cells) == (10, 12, 56)
    assert (Task.objects.count(), Timeline.objects.count(), TaskYear.objects.count()) == (
        10,
        12,
        56,
    )
    by_year = {year: TaskYear.objects.in_year(year).count() for year in range(2024, 2031)}
    assert by_year == {2024: 8, 2025: 9, 2026: 10, 2027: 7, 2028: 7, 2029: 7, 2030: 8}
    assert by_year == outcome.cells_by_year


@pytest.mark.parametrize(
    ("code", "leads", "partners"),
    [
        (
            "II.1.a",
            [JUSTICE],
            [FRONT, "(các tổ chức thành viên của Mặt trận)", "Công an thị trấn"],
        ),
        (
            "II.1.b",
            [JUSTICE],
            [FRONT, "Hội Luật gia huyện", "(các cơ quan, tổ chức có liên quan)"],
        ),
        ("II.1.c", [JUSTICE], ["(Các cơ quan, tổ chức có liên quan)"]),
        ("II.2.a", [JUSTICE], [FRONT, "(các cơ quan, tổ chức có liên quan)"]),
        ("II.2.b", [JUSTICE], [FRONT, "(các cơ quan, tổ chức có liên quan)"]),
        (
            "II.3.a",
            [JUSTICE, "Công chức Tài chính - Kế toán"],
            [FRONT, "(các cơ quan, tổ chức có liên quan)"],
        ),
        ("II.3.b", ["Ủy ban nhân dân thị trấn"], ["(Các cơ quan, tổ chức có liên quan)"]),
        (
            "II.4.a",
            [JUSTICE],
            [
                FRONT_OF_COMMUNE,
                "Công chức Văn hóa và Thông tin",
                "Trung tâm Văn hóa, Thể thao và truyền thanh huyện",
                "(các cơ quan, tổ chức có liên quan)",
            ],
        ),
        (
            "II.4.b",
            [JUSTICE, "Các cơ quan, đơn vị xã"],
            ["(Các cơ quan, tổ chức có liên quan)"],
        ),
        ("II.5.a", [JUSTICE], [FRONT_OF_COMMUNE, "(các cơ quan, tổ chức có liên quan)"]),
    ],
)
def test_real_plan_gives_leads_and_partners(code, leads, partners):
    load()
    assert (parties(code, "lead"), parties(code, "partner")) == (leads, partners)


def test_span_is_due_in_its_last_year_and_yearly_work_in_each():
    load()
    due = {
        cell.year: cell.due_on for cell in TaskYear.objects.filter(timeline__task__code="II.1.a")
    }
    assert due == {2024: None, 2025: None, 2026: dt.date(2026, 12, 31)}
    yearly = TaskYear.objects.get(timeline__task__code="II.2.b", year=2025)
    assert (yearly.begins_on, yearly.due_on) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def test_plan_keeps_what_is_blank_and_what_is_printed():
    plan = load().plan
    assert (plan.number, plan.issued_on) == ("/KH-UBND", None)
    assert plan.issued_text == "Thị trấn Tân Biên, ngày tháng 6 năm 2024"
    assert (plan.first_year, plan.last_year, plan.loaded_on) == (2024, 2030, TODAY)
    assert plan.signature == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    assert plan.source_name == "ke-hoach.txt"


def test_sections_keep_their_words_and_their_tree():
    load()
    section = Section.objects.get(code="II.3.b")
    assert section.text.splitlines() == [
        (
            "b) Bố trí kinh phí bảo đảm thực hiện các nội dung chi, mức chi cho công tác hòa giải "
            "ở cơ sở theo quy định pháp luật"
        ),
        "- Cơ quan chủ trì: Ủy ban nhân dân thị trấn.",
        "- Cơ quan phối hợp: Các cơ quan, tổ chức có liên quan.",
        "- Thời gian thực hiện: Hàng năm.",
    ]
    assert section.parent.code == "II.3"
    assert section.parent.parent.code == "II"
    assert "bo tri kinh phi" in section.search_text


def test_responsibilities_bind_the_bodies_they_name():
    load()
    bound = Section.objects.exclude(agency=None).in_order()
    assert {section.code: section.agency.name for section in bound} == {
        "V.1.a": JUSTICE,
        "V.1.b": "Công chức Tài chính - Kế toán",
        "V.1.c": "Công chức Văn hóa phụ trách văn hóa và Thông tin",
        "V.1.d": "Công an thị trấn",
        "V.1.đ": "Các Đơn vị biên phòng trú đóng trên địa bàn xã",
        "V.2": FRONT_OF_COMMUNE,
        "V.4": "Công chức văn hóa và Truyền thanh xã",
    }


def test_known_body_is_found_by_name_or_alias():
    home = make.make_locality()
    front = make.make_agency(name="Mặt trận thị trấn", locality=home, aliases=[FRONT])
    justice = make.make_agency(name="công chức tư pháp – hộ tịch", locality=home)
    load()
    assert set(front.parts.values_list("task__code", flat=True)) == {
        "II.1.a",
        "II.1.b",
        "II.2.a",
        "II.2.b",
        "II.3.a",
    }
    assert justice.parts.count() == 9


def test_plan_without_years_asks_for_them_and_takes_them():
    document = replace(real(), first_year=None, last_year=None)
    with pytest.raises(YearsMissing, match="hãy nhập năm đầu và năm cuối"):
        load(document)
    assert Plan.objects.count() == 0
    plan = load(document, years=(2024, 2030)).plan
    assert plan.period == "2024 - 2030"


def test_years_in_the_wrong_order_are_refused():
    with pytest.raises(LoadError, match="năm đầu phải trước hoặc bằng năm cuối"):
        load(years=(2030, 2024))


def test_timeline_without_a_year_has_no_cells():
    load(real(("Năm 2025 - 2026", "Khi có hướng dẫn")))
    timeline = Timeline.objects.get(task__code="II.3.a")
    assert (timeline.first_year, timeline.cells.count()) == (None, 0)


def test_timeline_beyond_the_plan_widens_its_years():
    plan = load(real(("+ Tổng kết: Năm 2030.", "+ Tổng kết: Năm 2031."))).plan
    assert plan.period == "2024 - 2031"


def test_loading_again_makes_the_task_years_that_are_missing():
    load()
    TaskYear.objects.get(timeline__task__code="II.2.a", year=2029).delete()
    load()
    assert years("II.2.a") == list(range(2024, 2031))


def test_working_titles_are_those_the_person_gave():
    load(titles={"II.2.b": "Bồi dưỡng hòa giải viên"})
    assert Task.objects.get(code="II.2.b").name == "Bồi dưỡng hòa giải viên"
    assert "boi duong hoa giai vien" in Task.objects.get(code="II.2.b").search_text


def test_history_of_a_new_plan_names_who_loaded_it():
    officer = make.make_officer()
    load(by=officer)
    assert Plan.history.get().history_user == officer
    assert {row.history_user for row in Task.history.all()} == {officer}
    assert Task.history.count() == 10


def test_thousand_tasks_load_with_few_queries(django_assert_max_num_queries):
    document = big_document(1000)
    make.make_locality()
    with django_assert_max_num_queries(400):
        outcome = load(document)
    assert (outcome.n_tasks, outcome.n_cells) == (1000, 7000)
    assert TaskYear.objects.count() == 7000


def big_document(n_tasks: int) -> doc.PlanDocument:
    small = real()
    [part] = [section for section in small.sections if section.code == "II.2"]
    [clause] = [section for section in small.sections if section.code == "II.2.b"]
    [task] = [task for task in small.tasks if task.clause == "II.2.b"]
    codes = [f"II.2.{n}" for n in range(1, n_tasks + 1)]
    sections = [
        replace(clause, code=code, heading=f"Việc thứ {n}", order=n + 1)
        for n, code in enumerate(codes, 1)
    ]
    tasks = [replace(task, clause=code, title=f"Việc thứ {code}") for code in codes]
    top = replace(part, parent="", order=1)
    return replace(small, sections=(top, *sections), tasks=tuple(tasks), findings=())


# The same plan again


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.txt", str.encode),
        ("a.txt", lambda text: unicodedata.normalize("NFD", text).encode()),
        ("a.txt", lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()),
        ("a.txt", lambda text: builders.with_old_tones(text).encode()),
        ("a.docx", lambda text: builders.word_file(text.splitlines())),
    ],
    ids=["same", "NFD", "CRLF", "old tone marks", "Word"],
)
def test_same_plan_again_changes_nothing(name, change):
    load()
    before = rows()
    outcome = load(doc.read(change(REAL), name=name), today=LATER)
    assert (outcome.is_same, outcome.changes, outcome.notes) == (True, (), ())
    assert rows() == before


def test_looking_writes_nothing():
    make.make_locality()
    before = rows()
    outcome = load(apply=False)
    assert (outcome.is_new, outcome.is_applied, outcome.plan) == (True, False, None)
    assert "Hội Luật gia huyện" in outcome.new_agencies
    assert rows() == before


def test_same_plan_again_keeps_what_people_wrote():
    plan = load().plan
    make.make_finding(plan=plan, kind="typo", message="Lỗi đánh máy", explanation="Giữ nguyên")
    task = Task.objects.get(code="II.2.b")
    task.short_title = "Bồi dưỡng"
    task.save()
    cell = report("II.2.b", 2026)
    load(real(("Hội Luật gia huyện", "Hội Luật gia tỉnh")))
    task.refresh_from_db()
    cell.refresh_from_db()
    assert (task.short_title, cell.state) == ("Bồi dưỡng", State.DOING)
    assert Finding.objects.get(kind="typo").explanation == "Giữ nguyên"


# The plan amended


def texts(outcome) -> list[str]:
    return [change.text for change in outcome.changes if change.kind != ChangeKind.FINDING]


def test_amended_plan_tells_first_and_changes_when_told():
    load()
    before = rows()
    amended = real(("Bố trí kinh phí bảo đảm", "Bố trí đủ kinh phí bảo đảm"))
    outcome = load(amended, apply=False)
    assert texts(outcome) == ["Đổi tên nhiệm vụ II.3.b", "Sửa lời điểm II.3.b"]
    assert outcome.changes[0].after.startswith("Bố trí đủ kinh phí")
    assert rows() == before
    assert load(amended).is_applied
    assert Task.objects.get(code="II.3.b").title.startswith("Bố trí đủ kinh phí")
    assert "Bố trí đủ kinh phí" in Section.objects.get(code="II.3.b").text
    assert Plan.objects.count() == 1
    assert load(amended).is_same


def test_timeline_made_longer_adds_years():
    load()
    cell = report("II.1.a", 2026)
    amended = real(
        (
            "Công an thị trấn.\n\n- Thời gian thực hiện: Năm 2024 - 2026",
            "Công an thị trấn.\n\n- Thời gian thực hiện: Năm 2024 - 2028",
        ),
    )
    outcome = load(amended)
    assert texts(outcome) == [
        "II.1.a: thời gian thực hiện thay đổi",
        "II.1.a: thêm năm 2027, 2028",
        "Sửa lời điểm II.1.a",
    ]
    assert years("II.1.a") == [2024, 2025, 2026, 2027, 2028]
    cell.refresh_from_db()
    assert (cell.state, cell.due_on) == (State.DOING, None)
    last = TaskYear.objects.get(timeline__task__code="II.1.a", year=2028)
    assert last.due_on == dt.date(2028, 12, 31)


def test_plan_extended_to_2031_adds_a_year_to_every_yearly_task():
    plan = load().plan
    amended = real(("giai đoạn 2024 - 2030", "giai đoạn 2024 - 2031"))
    assert load(amended, apply=False).is_new
    outcome = load(amended, plan=plan)
    assert outcome.cells_by_year[2031] == 6
    assert texts(outcome)[:1] == ["II.2.a: thời gian thực hiện thay đổi"]
    plan.refresh_from_db()
    assert plan.period == "2024 - 2031"
    assert years("II.2.a")[-1] == 2031
    assert Plan.objects.count() == 1


def test_year_that_falls_out_goes_unless_it_carries_work():
    load()
    cell = report("II.3.a", 2026)
    amended = real(("Năm 2025 - 2026", "Năm 2024 - 2025"))
    outcome = load(amended)
    assert outcome.notes == (
        (
            "II.3.a: năm 2026 nằm ngoài thời gian thực hiện mới nhưng đã có cập nhật, "
            "nên được giữ lại."
        ),
    )
    assert years("II.3.a") == [2024, 2025, 2026]
    cell.refresh_from_db()
    assert (cell.state, cell.updates.count()) == (State.DOING, 1)
    assert load(amended).is_same
    assert load(real(("Năm 2025 - 2026", "Năm 2024"))).is_applied
    assert years("II.3.a") == [2024, 2026]


def test_line_of_a_clause_taken_out_stays_where_it_was_worked_on():
    load()
    cell = TaskYear.objects.get(timeline__label="Sơ kết")
    record_update(
        task_year_id=cell.pk,
        by=make.make_officer(),
        version=0,
        report=Report(State.DOING, TODAY, result="Đang viết báo cáo"),
        today=TODAY,
    )
    amended = real(("+ Sơ kết: Năm 2026.\n\n", ""))
    outcome = load(amended)
    assert texts(outcome) == ["Sửa lời điểm II.5.a"]
    assert len(outcome.notes) == 1
    labels = Timeline.objects.filter(task__code="II.5.a").order_by("order")
    assert list(labels.values_list("order", "label")) == [
        (0, "Kiểm tra, khảo sát"),
        (1, "Tổng kết"),
        (2, "Sơ kết"),
    ]
    assert load(amended).is_same
    load()
    assert list(labels.values_list("order", "label")) == [
        (0, "Kiểm tra, khảo sát"),
        (1, "Sơ kết"),
        (2, "Tổng kết"),
    ]
    cell.refresh_from_db()
    assert (cell.state, TaskYear.objects.count()) == (State.DOING, 56)


def test_moved_due_date_stays_when_the_timeline_changes():
    load()
    cell = TaskYear.objects.get(timeline__task__code="II.3.a", year=2026)
    cell.due_on = dt.date(2026, 10, 1)
    cell.save()
    cell.due_changes.create(
        new_due_on=cell.due_on,
        document="Công văn 12/UBND",
        changed_by=make.make_officer(),
        changed_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
    )
    load(real(("Năm 2025 - 2026", "Năm 2024 - 2026")))
    cell.refresh_from_db()
    assert cell.due_on == dt.date(2026, 10, 1)


def test_partner_taken_out_is_told_and_goes():
    load()
    outcome = load(real(("; Hội Luật gia huyện", "")))
    assert texts(outcome) == [
        "II.1.b: bỏ cơ quan phối hợp “Hội Luật gia huyện”",
        "Sửa lời điểm II.1.b",
    ]
    assert parties("II.1.b", "partner") == [FRONT, "(các cơ quan, tổ chức có liên quan)"]
    orders = TaskParty.objects.filter(task__code="II.1.b", role="partner")
    assert list(orders.order_by("order").values_list("order", flat=True)) == [0, 1]


def test_leads_that_change_places_are_told():
    load()
    outcome = load(
        real(
            (
                "Công chức Tư pháp-hộ tịch.; Công chức Tài chính – Kế toán.",
                "Công chức Tài chính – Kế toán; Công chức Tư pháp-hộ tịch.",
            )
        )
    )
    assert "II.3.a: “Công chức Tài chính – Kế toán” nay đứng thứ 1 trong phần chủ trì" in texts(
        outcome
    )
    assert parties("II.3.a", "lead") == ["Công chức Tài chính - Kế toán", JUSTICE]


II_4_B = REAL[REAL.index("b) Đăng tải các tài liệu") : REAL.index("5. Kiểm tra, sơ kết")]


def test_task_taken_out_goes_with_its_years():
    load()
    outcome = load(real((II_4_B, "")))
    assert texts(outcome) == [
        (
            "Không còn nhiệm vụ II.4.b: Đăng tải các tài liệu tập huấn, bồi dưỡng, các ấn phẩm "
            "khác về hòa giải ở cơ sở trên mạng xã hội"
        ),
        "Không còn điểm II.4.b",
    ]
    assert not Task.objects.filter(code="II.4.b").exists()
    assert not Section.objects.filter(code="II.4.b").exists()
    assert TaskYear.objects.count() == 49


def test_task_taken_out_stays_where_it_was_worked_on():
    load()
    cell = report("II.4.b", 2025)
    amended = real((II_4_B, ""))
    outcome = load(amended, today=LATER)
    assert outcome.notes == (
        (
            "Nhiệm vụ II.4.b (Đăng tải các tài liệu tập huấn, bồi dưỡng, các ấn phẩm khác về "
            "hòa giải ở cơ sở trên mạng xã hội) không còn trong văn bản nhưng đã có cập nhật "
            "hoặc phân công, nên được giữ lại."
        ),
    )
    assert Section.objects.get(code="II.4.b").withdrawn_on == LATER
    assert years("II.4.b") == [2025]
    cell.refresh_from_db()
    assert cell.updates.count() == 1
    again = load(amended)
    assert (again.is_same, len(again.notes)) == (True, 1)
    load()
    assert Section.objects.get(code="II.4.b").withdrawn_on is None
    assert years("II.4.b") == list(range(2024, 2031))


def test_status_stays_with_its_clause_when_the_letters_move():
    load()
    cell = report("II.4.b", 2025)
    new = II_4_B.replace("b) Đăng tải các tài liệu tập huấn", "b) In tờ gấp, sổ tay") + "\n"
    amended = real((II_4_B, new + II_4_B.replace("b) Đăng", "c) Đăng")))
    outcome = load(amended)
    assert "Điểm II.4.b nay là điểm II.4.c" in texts(outcome)
    task = cell.timeline.task
    task.refresh_from_db()
    assert (task.code, task.title[:9]) == ("II.4.c", "Đăng tải ")
    assert Task.objects.get(code="II.4.b").title.startswith("In tờ gấp")
    assert not StatusUpdate.objects.filter(task_year__timeline__task__code="II.4.b").exists()


def test_clause_replaced_by_another_leaves_the_old_status_behind():
    load()
    report("II.4.b", 2025)
    amended = real(
        (
            (
                "Đăng tải các tài liệu tập huấn, bồi dưỡng, các ấn phẩm khác về hòa giải ở cơ "
                "sở trên mạng xã hội"
            ),
            "Mua sắm trang thiết bị cho trụ sở",
        )
    )
    load(amended)
    new = Task.objects.get(code="II.4.b")
    assert new.title == "Mua sắm trang thiết bị cho trụ sở"
    assert StatusUpdate.objects.get().task_year.timeline.task.pk != new.pk
    assert load(amended).is_same


def test_settled_finding_stays_when_the_document_no_longer_has_it():
    plan = load().plan
    kept = make.make_finding(plan=plan, message="Đã giải thích", explanation="Do in ấn")
    gone = make.make_finding(plan=plan, message="Chưa ai xem")
    load(real(("; Hội Luật gia huyện", "")))
    assert Finding.objects.filter(pk=kept.pk).exists()
    assert not Finding.objects.filter(pk=gone.pk).exists()


# One body under several names


def test_merged_names_are_one_body_and_an_alias():
    load(bodies={FRONT_OF_COMMUNE: FRONT})
    front = Agency.objects.get(name=FRONT)
    assert [alias.name for alias in front.aliases.all()] == [FRONT_OF_COMMUNE]
    assert not Agency.objects.filter(name=FRONT_OF_COMMUNE).exists()
    assert front.parts.count() == 7
    assert Section.objects.get(code="V.2").agency == front
    printed = TaskParty.objects.get(task__code="II.5.a", role="partner", order=0)
    assert printed.as_printed == FRONT_OF_COMMUNE
    assert load().is_same


def test_names_merged_later_go_into_the_body_that_stays():
    load()
    front = Agency.objects.get(name=FRONT)
    outcome = load(bodies={FRONT_OF_COMMUNE: front}, apply=False)
    assert texts(outcome) == [f"“{FRONT_OF_COMMUNE}” được ghép vào “{FRONT}”"]
    load(bodies={FRONT_OF_COMMUNE: front})
    assert front.parts.count() == 7
    assert not Agency.objects.filter(name=FRONT_OF_COMMUNE).exists()
    assert load(bodies={FRONT_OF_COMMUNE: front}).is_same


def test_body_with_officers_is_not_merged_away():
    load()
    make.make_officer(agency=Agency.objects.get(name=FRONT_OF_COMMUNE))
    before = rows()
    with pytest.raises(LoadError, match="đã có cán bộ hoặc số liệu riêng"):
        load(bodies={FRONT_OF_COMMUNE: FRONT})
    assert rows() == before


def test_merge_with_a_ring_of_names_ends():
    bodies = Bodies(make.make_locality(), merges={"A x": "B x", "B x": "A x"})
    assert bodies.target("A x") in {"A x", "B x"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ủy ban nhân dân thị trấn", True),
        ("UBND xã", True),
        ("Uỷ ban nhân dân phường", True),
        ("các cơ quan, đơn vị xã", True),
        ("Các ban, ngành", True),
        ("Văn phòng UBND", False),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", False),
        ("Công an xã", False),
        ("Cách mạng", False),
    ],
)
def test_whole_office_is_told_from_a_unit(name, expected):
    assert is_whole_office(name) is expected


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("công chức Tư pháp-hộ tịch.", "Công chức Tư pháp - hộ tịch"),
        ("Công chức Tài Chính – Kế toán", "Công chức Tài Chính - Kế toán"),
        ("các cơ quan, đơn vị xã .", "Các cơ quan, đơn vị xã"),
        ("Tổ COVID-19", "Tổ COVID-19"),
    ],
)
def test_body_gets_a_tidy_name(printed, name):
    assert body_name(printed) == name


def test_reading_ignores_breaks_and_the_place_of_a_tone():
    assert reading("hoà  giải\nở cơ sở") == reading("hòa giải ở cơ sở")
    assert reading("hòa giải") != reading("hóa giải")


def test_likeness_tells_an_amended_clause_from_another():
    assert likeness("Bố trí kinh phí hằng năm", "Bố trí đủ kinh phí hằng năm") > 0.8
    assert likeness("Bố trí kinh phí hằng năm", "Mua sắm trang thiết bị") < 0.2


def test_long_title_gets_a_short_one_of_whole_words():
    assert suggest_short_title("Tập huấn hòa giải viên") == ""
    long = "Rà soát " + "quy định về công tác hòa giải, " * 6
    assert suggest_short_title(long) == (
        "Rà soát quy định về công tác hòa giải, quy định về công tác hòa giải …"
    )


def test_findings_of_the_real_plan_stand_at_their_clauses():
    plan = load().plan
    found = {(finding.kind, str(finding.section or "")) for finding in plan.findings.all()}
    assert found >= {
        ("blank-number", ""),
        ("blank-date", ""),
        ("similar-bodies", ""),
        ("numbering-jump", "V"),
        ("numbering-jump", "V.4"),
        ("lone-item", "II.5"),
        ("promise-unkept", "II.5"),
        ("higher-author", "V.1.a"),
        ("duty-of-another", "V.1.đ"),
        ("closing-glued", "V.5.c"),
        ("paragraph-cut", "I.2.b"),
    }


def test_names_that_look_alike_are_offered_as_one_body():
    document = real()
    groups = look_alikes(names_in(document), Bodies(make.make_locality()))
    assert [FRONT, FRONT_OF_COMMUNE] in groups


def test_look_alike_of_a_known_body_goes_into_it():
    home = make.make_locality()
    make.make_agency(name=FRONT_OF_COMMUNE, locality=home)
    [group] = [group for group in look_alikes([FRONT], Bodies(home)) if FRONT in group]
    assert group == [FRONT_OF_COMMUNE, FRONT]
    assert merges_of([group]) == {FRONT: FRONT_OF_COMMUNE}
