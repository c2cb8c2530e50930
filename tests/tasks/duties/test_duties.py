"""Trách nhiệm: what each body is bound to, its note of a year, the dated duties; all years."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.models import Role
from tasks.models import Document, DutyNote, Task, TaskYear, YearlyDuty
from tests import factories as make
from tests.clock import set_clock
from tests.html import flaws
from tests.tasks.cells import PDF, errors_of, lines, value_of
from tests.tasks.reading import link, read, said, texts
from tests.workbooks import rows_in

D = dt.date
TODAY = D(2026, 11, 22)
URL = reverse("tasks:duties")
Kind = YearlyDuty.Kind


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


@pytest.fixture
def plan(db):
    return make.make_plan()


@pytest.fixture
def police(plan):
    return make.make_agency(name="Công an thị trấn")


@pytest.fixture
def section(plan, police):
    text = "d) Công an thị trấn\n- Lồng ghép thực hiện\n- Phối hợp tập huấn"
    return make.make_section(plan=plan, code="V.1.d", agency=police, text=text)


@pytest.fixture
def officer(police):
    return make.make_officer(full_name="Phạm Văn D", agency=police)


@pytest.fixture
def writing(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def coordinator(plan):
    office = make.make_agency(is_whole_office=True)
    return make.make_officer(full_name="Bùi Văn E", agency=office, roles=[Role.COORDINATOR])


def note_url(section, year=2026):
    return reverse("tasks:duty_note", args=[section.pk, year])


def dated_url(plan, kind="bao-cao", year=2026, name="yearly_duty"):
    return reverse(f"tasks:{name}", args=[plan.pk, year, kind])


def document(**row):
    return lines({"kind": "report", **row}, total=1)


# What the page shows


def test_duties_stand_as_printed_with_what_lies_below_them(client, plan, section, officer):
    front = make.make_agency(name="UBMTTQ xã")
    above = make.make_section(plan=plan, code="V.2", agency=front, text="2. Đề nghị UBMTTQ xã")
    for letter in "ab":
        text = f"{letter}) Vận động {letter}"
        make.make_section(plan=plan, code=f"V.2.{letter}", parent=above, text=text)
    make.make_section(plan=plan, code="V.5", text="5. Kinh phí")
    make.make_task(plan=plan, clause="II.1", leads=[front])
    client.force_login(officer)
    root = read(client, f"{URL}?nam=2026")
    assert texts(root, ".duty h3") == ["Công an thị trấn", "UBMTTQ xã"]
    assert texts(root, ".duty__text") == [
        "- Lồng ghép thực hiện - Phối hợp tập huấn",
        "a) Vận động a b) Vận động b",
    ]


def test_duty_in_one_sentence_is_shown_whole(client, plan, police, officer):
    text = "- Công an xã tham gia tập huấn hòa giải viên."
    make.make_section(plan=plan, code="V.1", agency=police, text=text, heading=text)
    client.force_login(officer)
    assert texts(read(client, URL), ".duty__text") == [text]


def test_body_bears_the_name_of_the_year(client, section, police, officer):
    make.make_succession(old=police, new=make.make_agency(name="Công an xã"))
    client.force_login(officer)
    names = [texts(read(client, f"{URL}?nam={year}"), ".duty h3") for year in (2024, 2025, 2026)]
    assert names == [
        ["Công an thị trấn"],
        ["Công an thị trấn, sau là Công an xã"],
        ["Công an xã"],
    ]


def rows_of(root):
    return {
        said(row.xpath("./th")[0]): [said(cell) for cell in row.xpath("./td")]
        for row in root.xpath("//table//tbody/tr")
    }


def test_workbook_has_a_sheet_for_each_part_of_the_page(client, plan, section, officer):
    make.make_duty_note(section=section, year=2025, author=officer, text="=Đã tập huấn")
    letter = make.make_document(locality=plan.locality, number="9/BC", summary="Kết quả năm")
    done_on = D(2025, 12, 8)
    make.make_yearly_duty(plan=plan, year=2025, kind=Kind.REPORT, done_on=done_on, document=letter)
    client.force_login(officer)
    answer = client.get(f"{reverse('tasks:duties_xlsx')}?nam=2025")
    programme, _, report = rows_in(answer)
    assert programme["Ngày thực hiện"] == "Chưa ghi"
    assert (report["Ngày thực hiện"].date(), report["Văn bản"], report["Trích yếu"]) == (
        done_on,
        "Báo cáo số 9/BC",
        "Kết quả năm",
    )
    [body] = rows_in(answer, sheet=1)
    assert (body["Cơ quan, đơn vị"], body["Đã thực hiện năm 2025"], body["Người ghi"]) == (
        "Công an thị trấn",
        "=Đã tập huấn",
        "Phạm Văn D",
    )
    years = {row["Việc, cơ quan"]: row for row in rows_in(answer, sheet=2)}
    report_row = years["Gửi báo cáo kết quả thực hiện"]
    shown = [report_row[str(year)] for year in (2024, 2025, 2026, 2027)]
    assert shown == ["Thiếu", "08/12/2025", "Chưa ghi", None]


def test_workbook_of_another_locality_does_not_exist(client, plan, cast):
    client.force_login(cast.stranger)
    assert client.get(f"{reverse('tasks:duties_xlsx')}?ke_hoach={plan.pk}").status_code == 404


def test_years_stand_side_by_side_and_say_who_owes(client, plan, section, officer):
    make.make_duty_note(section=section, year=2024, author=officer)
    make.make_yearly_duty(plan=plan, year=2025, kind=Kind.REPORT, done_on=D(2025, 12, 8))
    client.force_login(officer)
    ahead = ["Chưa đến"] * 4
    missing = "Công an thị trấn"
    assert rows_of(read(client, URL)) == {
        "Ban hành chương trình, kế hoạch năm": [
            *[f"Thiếu {missing}"] * 2,
            f"Chưa ghi {missing}",
            *ahead,
        ],
        "Gửi dự toán kinh phí": [
            *["Thiếu Các cơ quan, đơn vị thực hiện Kế hoạch"] * 2,
            "Chưa ghi Các cơ quan, đơn vị thực hiện Kế hoạch",
            *ahead,
        ],
        "Gửi báo cáo kết quả thực hiện": [
            f"Thiếu {missing}",
            "08/12/2025",
            f"Chưa ghi {missing}",
            *ahead,
        ],
        "V.1.d Công an thị trấn": ["Đã ghi", f"Thiếu {missing}", f"Chưa ghi {missing}", *ahead],
    }


def test_real_plan_binds_seven_places_and_keeps_its_tasks(client, real_plan, coordinator):
    client.force_login(coordinator)
    root = read(client, f"{URL}?ke_hoach={real_plan.pk}")
    codes = [said(a) for a in root.xpath("//*[@class='duty__printed']/p/a")]
    assert codes == ["V.1.a", "V.1.b", "V.1.c", "V.1.d", "V.1.đ", "V.2", "V.4"]
    assert [said(a) for a in root.xpath("//*[@class='dated__clause']")] == [
        "V.1.a",
        "V.5.c",
        "V.1.đ",
    ]
    assert (Task.objects.count(), TaskYear.objects.count()) == (10, 56)


def test_plan_without_duties_says_so_and_keeps_the_dated_ones(client, plan, coordinator):
    client.force_login(coordinator)
    root = read(client, URL)
    assert texts(root, ".empty__title") == ["Kế hoạch không giao trách nhiệm riêng cho cơ quan nào"]
    assert len(texts(root, ".dated__one")) == 3
    assert client.get(dated_url(plan)).status_code == 200


def test_year_to_come_asks_for_nothing(writing, section, plan):
    root = read(writing, f"{URL}?nam=2028")
    assert texts(root, ".page-head__lead")[0].endswith("Năm này chưa đến.")
    assert root.xpath("//main//article//a[contains(@class, 'button')]") == []
    assert writing.get(note_url(section, 2027)).status_code == 404
    assert writing.get(note_url(section, 2031)).status_code == 404
    assert writing.get(dated_url(plan, "du-toan", 2027)).status_code == 200
    assert writing.get(dated_url(plan, "la", 2026)).status_code == 404


# A year's note


def test_note_is_written_corrected_and_its_history_shown(writing, section, officer):
    page = read(writing, f"{URL}?nam=2025")
    url = link(page, "Ghi việc đã làm")
    assert url == note_url(section, 2025)
    assert writing.post(url, {"text": "Mở hai buổi\r\n", "version": ""}).status_code == 302
    note = DutyNote.objects.get()
    assert (note.text, note.author, note.year, note.version) == ("Mở hai buổi", officer, 2025, 1)
    assert "Mở hai buổi" in texts(read(writing, f"{URL}?nam=2025"), ".duty__note")[0]
    writing.post(url, {"text": "Mở ba buổi", "version": "1"})
    log = texts(read(writing, url), ".log__text")
    assert log == ["Đã thực hiện: Mở hai buổi → Mở ba buổi"]


def test_second_of_two_people_loses_nothing(client, section, officer, coordinator):
    url = note_url(section)
    for person, text, version in ((officer, "Lời một", ""), (coordinator, "Lời hai", "")):
        client.force_login(person)
        answer = client.post(url, {"text": text, "version": version})
    assert answer.status_code == 422
    assert DutyNote.objects.get().text == "Lời một"
    assert value_of(answer, "text") == "Lời hai"
    assert "Đang lưu: Lời một" in answer.content.decode()
    client.post(url, {"text": "Lời một, lời hai", "version": value_of(answer, "version")})
    note = DutyNote.objects.get()
    assert (note.text, note.author) == ("Lời một, lời hai", coordinator)
    assert note.history.count() == 2


def test_empty_note_is_refused_and_unchanged_one_writes_nothing(writing, section, officer):
    assert errors_of(writing.post(note_url(section), {"text": " "})) == [
        "Nhập nội dung đã thực hiện trong năm"
    ]
    note = make.make_duty_note(section=section, author=officer, text="Đã làm")
    writing.post(note_url(section), {"text": "Đã làm", "version": "1"})
    assert note.history.count() == 1


def test_successors_officers_write_and_other_bodies_do_not(client, section, police):
    successor = make.make_agency(name="Công an xã")
    make.make_succession(old=police, new=successor)
    answers = []
    for agency in (successor, make.make_agency()):
        client.force_login(make.make_officer(agency=agency))
        answers.append(client.get(note_url(section)).status_code)
    assert answers == [200, 403]


def test_note_is_deleted_after_a_question(writing, section, officer):
    make.make_duty_note(section=section, author=officer, text="Nhầm cơ quan")
    url = reverse("tasks:duty_note_delete", args=[section.pk, 2026])
    assert "Nhầm cơ quan" in read(writing, url).text_content()
    writing.post(url)
    assert not DutyNote.objects.exists()
    assert DutyNote.history.filter(history_type="-").count() == 1


# The dated duties


def test_dated_duty_takes_a_day_and_a_new_document(writing, plan, section, officer):
    form = {"done_on": "20/11/2026", "seen": "0"}
    file = SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf")
    sent = document(number="210/BC-UBND", issued_on="20/11/2026", file=file)
    assert writing.post(dated_url(plan), form | sent).status_code == 302
    done = YearlyDuty.objects.get()
    assert (done.kind, done.year, done.done_on) == (Kind.REPORT, 2026, D(2026, 11, 20))
    assert done.author == officer
    root = read(writing, f"{URL}?nam=2026")
    href = link(root, "Báo cáo số 210/BC-UBND ngày 20/11/2026")
    answer = writing.get(href)
    assert b"".join(answer.streaming_content) == PDF
    answer.close()


def test_known_document_is_used_again_and_stays_when_only_the_day_changes(writing, plan, section):
    known = make.make_document(kind="report", number="7/BC-UBND", issued_on=D(2026, 11, 2))
    url = dated_url(plan)
    writing.post(url, {"done_on": "02/11/2026", "seen": "0"} | document(number="7/bc-ubnd"))
    assert YearlyDuty.objects.get().document == known
    seen = read(writing, url).xpath("//input[@name='seen']/@value")[0]
    writing.post(url, {"done_on": "03/11/2026", "seen": seen} | document())
    done = YearlyDuty.objects.get()
    assert (done.done_on, done.document) == (D(2026, 11, 3), known)
    assert Document.objects.count() == 1
    assert texts(read(writing, url), ".log__text") == ["Ngày: 02/11/2026 → 03/11/2026"]


@pytest.mark.parametrize("day", ["23/11/2026", "31/12/2024", "abc"])
def test_wrong_day_is_refused_and_what_was_typed_stays(writing, plan, section, day):
    sent = {"done_on": day, "seen": "0"} | document(number="9/BC-UBND", issued_on="1/11/2026")
    answer = writing.post(dated_url(plan), sent)
    assert answer.status_code == 422
    assert value_of(answer, "done_on") == day
    assert value_of(answer, "evidence-0-number") == "9/BC-UBND"
    assert flaws(answer.content.decode()) == []
    assert not YearlyDuty.objects.exists()


def test_estimate_goes_out_before_its_year(writing, plan, section):
    sent = {"done_on": "14/08/2026", "seen": "0"} | document()
    assert writing.post(dated_url(plan, "du-toan", 2027), sent).status_code == 302
    assert YearlyDuty.objects.get().year == 2027


def test_second_who_writes_a_dated_duty_is_told_what_stands(client, plan, section, coordinator):
    make.make_yearly_duty(plan=plan, kind=Kind.REPORT, author=coordinator, done_on=D(2026, 6, 1))
    client.force_login(coordinator)
    sent = {"done_on": "20/11/2026", "seen": "0"} | document()
    answer = client.post(dated_url(plan), sent)
    assert errors_of(answer) == [
        "Bùi Văn E vừa ghi ngày 01/06/2026. Lưu lần nữa thì nội dung bên dưới thay nội dung ấy."
    ]
    client.post(dated_url(plan), sent | {"seen": value_of(answer, "seen")})
    assert YearlyDuty.objects.get().done_on == D(2026, 11, 20)


def test_dated_duty_is_deleted_and_its_document_stays(writing, plan, section, officer):
    made = make.make_document(number="5/TTr-UBND", issued_on=D(2026, 1, 5))
    make.make_yearly_duty(plan=plan, document=made)
    writing.post(dated_url(plan, "du-toan", name="yearly_duty_delete"))
    assert not YearlyDuty.objects.exists()
    assert Document.objects.get() == made
    gone = writing.get(dated_url(plan, "du-toan", name="yearly_duty_delete"))
    assert gone.status_code == 404
