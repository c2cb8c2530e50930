"""The list of plans, the plan as a document, and what is made of its findings."""

import datetime as dt
import re

import lxml.html
import pytest
from django.test import Client

from plans.models import Finding, Role
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.models import TaskYear
from tasks.states import State
from tests import factories as make
from tests.clock import TODAY
from tests.html import flaws
from tests.queries import n_queries


def window(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def administrator(real_plan):
    return make.make_officer(
        full_name="Bùi Thị Trị", locality=real_plan.locality, roles=[Role.ADMINISTRATOR]
    )


@pytest.fixture
def officer(real_plan):
    return make.make_officer(locality=real_plan.locality)


def page_of(client: Client, url: str, status: int = 200) -> lxml.html.HtmlElement:
    response = client.get(url)
    assert response.status_code == status
    text = response.content.decode()
    assert flaws(text) == []
    return lxml.html.document_fromstring(text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def clause(page: lxml.html.HtmlElement, code: str) -> lxml.html.HtmlElement:
    return page.get_element_by_id(f"diem-{code}")


def cell_of(code: str, year: int) -> TaskYear:
    return TaskYear.objects.get(timeline__task__code=code, year=year)


def report(code: str, year: int, *, by, effective_on: dt.date, state=State.DONE) -> None:
    cell = cell_of(code, year)
    completed_on = effective_on if state == State.DONE else None
    record_update(
        task_year_id=cell.pk,
        by=by,
        version=cell.version,
        report=Report(state, effective_on, completed_on=completed_on, result="Đã tập huấn 2 lớp"),
        today=TODAY,
    )


# The list


def test_list_tells_what_each_plan_owes(real_plan, officer):
    page = page_of(window(officer), "/ke-hoach/")
    facts = words(page.find(".//main"))
    assert "10 nhiệm vụ, 56 nhiệm vụ theo năm" in facts
    assert "Số để trống (/KH-UBND)" in facts
    assert page.xpath(f"//main//a[@href='/ke-hoach/{real_plan.pk}/']")


def test_list_counts_the_states_of_this_year(real_plan, officer):
    report("II.2.b", TODAY.year, by=officer, effective_on=TODAY)
    page = page_of(window(officer), "/ke-hoach/")
    row = page.xpath(f"//dt[text()='Năm {TODAY.year}']/following-sibling::dd")[0]
    counts = [int(n) for n in re.findall(r"\d+", words(row))]
    assert sum(counts) == 10
    assert "1 hoàn thành đúng hạn" in words(row)


@pytest.mark.django_db
def test_empty_list_says_what_to_do():
    home = make.make_locality()
    reader = page_of(window(make.make_officer(locality=home)), "/ke-hoach/")
    assert "Người quản trị của địa bàn nhập kế hoạch" in words(reader)
    keeper = make.make_officer(locality=home, roles=[Role.ADMINISTRATOR])
    page = page_of(window(keeper), "/ke-hoach/")
    [link] = page.xpath("//div[@class='empty']//a")
    assert (link.get("href"), words(link)) == ("/ke-hoach/nhap/", "Nhập kế hoạch")


def test_list_costs_the_same_for_one_plan_and_three(real_plan, officer):
    client = window(officer)
    one = n_queries(client, "/ke-hoach/")
    for n in (2, 3):
        make.make_plan(locality=real_plan.locality, title=f"Kế hoạch thứ {n}")
    assert n_queries(client, "/ke-hoach/") == one
    assert client.get("/ke-hoach/").content.decode().count("<section") == 3


def test_plan_of_another_locality_does_not_exist(real_plan):
    stranger = make.make_officer(locality=make.make_locality(name="Xã Tân Lập"))
    client = window(stranger)
    assert client.get(real_plan.get_absolute_url()).status_code == 404
    assert "Đề án" not in client.get("/ke-hoach/").content.decode()


# The document


def test_document_stands_as_printed(real_plan, officer):
    page = page_of(window(officer), real_plan.get_absolute_url())
    document = page.find(".//article")
    text = words(document)
    assert "ỦY BAN NHÂN DÂN THỊ TRẤN TÂN BIÊN" in text.replace("DÂNTHỊ", "DÂN THỊ")
    assert "Số: để trống/KH-UBND" in text
    assert "Thị trấn Tân Biên, ngày để trống tháng 6 năm 2024" in text
    assert [words(h) for h in document.findall(".//h2")] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG THỰC HIỆN",
        "V. TỔ CHỨC THỰC HIỆN",
    ]
    assert len(document.findall(".//h3")) == 11
    assert "KT. CHỦ TỊCHPHÓ CHỦ TỊCH" in text
    assert "- Lưu: VT." in text


def test_every_paragraph_of_the_plan_is_on_the_page(real_plan, officer):
    text = words(page_of(window(officer), real_plan.get_absolute_url()))
    for section in real_plan.sections.all():
        for line in section.text.splitlines():
            assert " ".join(line.split()) in text


def test_contents_lead_to_parts_and_their_sections(real_plan, officer):
    page = page_of(window(officer), real_plan.get_absolute_url())
    links = page.xpath("//nav[@aria-label='Mục lục']//a/@href")
    assert links[:3] == ["#diem-I", "#diem-I.1", "#diem-I.2"]
    assert len(links) == 14


def test_clause_shows_its_state_in_this_year(real_plan, officer):
    report("II.2.b", TODAY.year, by=officer, effective_on=TODAY)
    page = page_of(window(officer), real_plan.get_absolute_url())
    beside = clause(page, "II.2.b").find_class("doc__state")
    assert len(beside) == 1
    assert f"Năm {TODAY.year}: Hoàn thành" in words(beside[0])
    assert beside[0].xpath(".//a/@href") == [
        cell_of("II.2.b", TODAY.year).timeline.task.get_absolute_url(),
        cell_of("II.2.b", TODAY.year).get_absolute_url(),
    ]
    assert len(beside[0].xpath(".//ol/li[not(@aria-hidden)]")) == 7


def test_clause_with_three_timelines_shows_three_states(real_plan, officer):
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=01/12/2026")
    beside = [words(one) for one in clause(page, "II.5.a").find_class("doc__state")]
    starts = [
        "II.5.a kiểm tra, khảo sát Hằng năm 2024 - 2030 Năm 2026: Còn 30 ngày ",
        "II.5.a sơ kết Năm 2026 Năm 2026: Còn 30 ngày ",
        "II.5.a tổng kết Năm 2030 Năm 2030: Chưa đến kỳ ",
    ]
    assert [text[: len(start)] for text, start in zip(beside, starts, strict=True)] == starts


def test_task_outside_this_year_shows_its_nearest_one(real_plan, officer):
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=01/06/2028")
    assert "Năm 2026: Quá hạn" in words(clause(page, "II.1.a"))
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=01/06/2025")
    assert "Năm 2027: Chưa đến kỳ" in words(clause(page, "II.1.c"))


def test_page_speaks_of_the_day_that_is_asked_for(real_plan, officer):
    report("II.2.b", 2025, by=officer, effective_on=dt.date(2025, 12, 20))
    url = real_plan.get_absolute_url()
    client = window(officer)
    before = page_of(client, f"{url}?tai_ngay=19/12/2025")
    after = page_of(client, f"{url}?tai_ngay=31/12/2025")
    assert "Năm 2025: Còn 12 ngày" in words(clause(before, "II.2.b"))
    assert "Năm 2025: Hoàn thành" in words(clause(after, "II.2.b"))
    assert "tính đến ngày 31/12/2025" in words(after)


def test_day_is_not_late_on_its_due_day_and_late_after(real_plan, officer):
    url = real_plan.get_absolute_url()
    client = window(officer)
    due = page_of(client, f"{url}?tai_ngay=31/12/2025")
    late = page_of(client, f"{url}?tai_ngay=01/01/2026")
    strip = ".//ol/li[2]"
    assert words(clause(due, "II.2.b").find(strip)) == "2025: Đến hạn hôm nay"
    assert words(clause(late, "II.2.b").find(strip)) == "2025: Quá hạn 1 ngày"


def test_day_outside_the_plan_is_told_at_its_field(real_plan, officer):
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=1/1/2019")
    assert "Nhập ngày từ 01/01/2024 đến 31/12/2030" in words(page)
    assert page.get_element_by_id("id_tai_ngay").get("value") == "1/1/2019"


def test_responsibilities_name_the_body_of_today(real_plan, officer):
    police = real_plan.locality.agencies.get(name="Công an thị trấn")
    now = make.make_agency(name="Công an xã", locality=real_plan.locality)
    make.make_succession(old=police, new=now)
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=01/08/2025")
    assert words(clause(page, "V.1.d").find_class("doc__bound")[0]) == (
        "Giao cho: Công an thị trấnNay là: Công an xã"
    )
    page = page_of(window(officer), f"{real_plan.get_absolute_url()}?tai_ngay=30/06/2025")
    assert words(clause(page, "V.1.d").find_class("doc__bound")[0]) == (
        "Giao cho: Công an thị trấn"
    )


def test_document_costs_few_queries_and_few_bytes(real_plan, administrator):
    client = window(administrator)
    assert n_queries(client, real_plan.get_absolute_url())
    response = client.get(real_plan.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert len(response.content) < 12 * 1024


def test_withdrawn_clause_stands_at_the_end(real_plan, officer):
    section = real_plan.sections.get(code="II.4.b")
    section.withdrawn_on = TODAY
    section.save()
    page = page_of(window(officer), real_plan.get_absolute_url())
    headings = [words(h) for h in page.findall(".//article//h2")]
    assert headings[-1] == "Không còn trong văn bản hiện hành"
    assert clause(page, "II.4.b").getparent().index(clause(page, "II.4.b")) > clause(
        page, "V"
    ).getparent().index(clause(page, "V"))


# Findings


def finding_of(plan, kind: str) -> Finding:
    return plan.findings.filter(kind=kind).first()


def settle(client: Client, finding: Finding, *, headers=None, **values):
    data = {f"luu-y-{finding.pk}-{name}": value for name, value in values.items()}
    url = f"/ke-hoach/{finding.plan_id}/luu-y/{finding.pk}/"
    return client.post(url, data, headers=headers or {})


def test_findings_stand_beside_their_clauses(real_plan, officer):
    page = page_of(window(officer), real_plan.get_absolute_url())
    assert "Câu kết “Trên đây là ...” viết liền" in words(
        clause(page, "V.5.c").find_class("finding")[0]
    )
    assert page.xpath("//form[contains(@action, '/luu-y/')]") == []


def test_administrator_settles_a_finding(real_plan, administrator, officer):
    finding = finding_of(real_plan, "numbering-jump")
    response = settle(
        window(administrator), finding, explanation="Giữ như bản gốc.", is_settled="on"
    )
    anchor = f"{real_plan.get_absolute_url()}#luu-y-{finding.pk}"
    assert response.headers["Location"] == anchor
    finding.refresh_from_db()
    assert (finding.explanation, finding.settled_on, finding.settled_by) == (
        "Giữ như bản gốc.",
        TODAY,
        administrator,
    )
    read = words(
        page_of(window(officer), real_plan.get_absolute_url()).get_element_by_id(
            f"luu-y-{finding.pk}"
        )
    )
    assert read == (
        f"Đã giải quyết. {finding.message} Giải thích: Giữ như bản gốc. "
        f"Bùi Thị Trị, {TODAY:%d/%m/%Y}"
    )


def test_explained_finding_stays_open_and_can_be_opened_again(real_plan, administrator):
    finding = finding_of(real_plan, "numbering-jump")
    client = window(administrator)
    settle(client, finding, explanation="Đã hỏi phòng Tư pháp")
    finding.refresh_from_db()
    assert (finding.explanation, finding.settled_on) == ("Đã hỏi phòng Tư pháp", None)
    settle(client, finding, explanation="Đã rõ", is_settled="on")
    settle(client, finding, explanation="Đã rõ")
    finding.refresh_from_db()
    assert (finding.settled_on, finding.settled_by) == (None, None)
    assert finding.history.count() == 4


def test_saving_a_finding_without_a_change_writes_nothing(real_plan, administrator):
    finding = finding_of(real_plan, "numbering-jump")
    settle(window(administrator), finding, explanation="")
    assert finding.history.count() == 1


def test_settling_without_a_word_is_refused_and_the_page_says_so(real_plan, administrator):
    finding = finding_of(real_plan, "numbering-jump")
    response = settle(window(administrator), finding, explanation=" ", is_settled="on")
    assert response.status_code == 422
    text = response.content.decode()
    assert flaws(text) == []
    page: lxml.html.HtmlElement = lxml.html.document_fromstring(text)
    assert words(page.find(".//title")).startswith("Lỗi: ")
    [link] = page.find_class("error-summary")[0].findall(".//a")
    assert words(link) == "Nhập giải thích: đã giải quyết thế nào, theo văn bản nào"
    assert page.get_element_by_id(link.get("href")[1:]).tag == "textarea"
    finding.refresh_from_db()
    assert finding.settled_on is None


def test_finding_is_settled_in_place(real_plan, administrator):
    finding = finding_of(real_plan, "numbering-jump")
    response = settle(
        window(administrator),
        finding,
        explanation="Giữ nguyên",
        is_settled="on",
        headers={"hx-request": "true"},
    )
    part = lxml.html.fragment_fromstring(response.content.decode())
    assert part.get("id") == f"luu-y-{finding.pk}"
    assert "Đã lưu lúc" in words(part)
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER])
def test_others_may_not_settle(role, real_plan):
    other = make.make_officer(locality=real_plan.locality, roles=[role])
    finding = finding_of(real_plan, "numbering-jump")
    assert settle(window(other), finding, explanation="x").status_code == 403
    stranger = make.make_officer(
        locality=make.make_locality(name="Xã Tân Lập"), roles=[Role.ADMINISTRATOR]
    )
    assert settle(window(stranger), finding, explanation="x").status_code == 404


def test_finding_of_another_plan_does_not_exist(real_plan, administrator):
    other = make.make_finding(plan=make.make_plan(locality=real_plan.locality, title="Khác"))
    response = window(administrator).post(f"/ke-hoach/{real_plan.pk}/luu-y/{other.pk}/")
    assert response.status_code == 404


def test_findings_are_filtered_by_what_became_of_them(real_plan, administrator):
    finding = finding_of(real_plan, "numbering-jump")
    client = window(administrator)
    settle(client, finding, explanation="Giữ nguyên", is_settled="on")
    url = real_plan.get_absolute_url()

    def shown(query: str) -> int:
        listed = page_of(client, url + query).get_element_by_id("luu-y")
        return len(listed.find_class("contents__item"))

    assert (shown(""), shown("?luu_y=mo"), shown("?luu_y=xong")) == (17, 16, 1)
