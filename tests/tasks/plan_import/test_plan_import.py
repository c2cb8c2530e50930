"""A plan comes in through the browser: upload, preview, corrections, confirmation, refusals."""

import datetime as dt
import uuid
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from plans.models import Agency, Plan, Role
from tasks.models import PlanImport, Task, TaskYear
from tests import factories as make
from tests.conftest import PHONE
from tests.html import flaws
from tests.queries import n_queries

REAL = Path(settings.BASE_DIR, "plans/data/ke-hoach-tan-bien-2024.txt").read_bytes()
AMENDED = REAL.replace("; Hội Luật gia huyện".encode(), b"")
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn"
FRONT_OF_COMMUNE = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"
WITHOUT_YEARS = (
    "KẾ HOẠCH\n\nTuyên truyền pháp luật\n\nI. NỘI DUNG\n\n1. Tổ chức tuyên truyền\n\n"
    "- Cơ quan chủ trì: Công an xã.\n\n- Thời gian thực hiện: Hằng năm.\n"
).encode()
UPLOAD = "/ke-hoach/nhap/"


@pytest.fixture
def administrator(db):
    return make.make_officer(locality=make.make_locality(), roles=[Role.ADMINISTRATOR])


def window(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def upload(client: Client, content: bytes = REAL, name: str = "ke-hoach.txt", **data):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **data})


def previewed(client: Client, content: bytes = REAL) -> str:
    """The address of the preview of that file."""
    response = upload(client, content)
    assert response.status_code == 302
    return response.headers["Location"]


def read(response, status: int = 200) -> lxml.html.HtmlElement:
    assert response.status_code == status
    text = response.content.decode()
    assert flaws(text) == []
    return lxml.html.document_fromstring(text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def filled(page: lxml.html.HtmlElement, **changes):
    """What a browser would send of the preview's form."""
    form = page.get_element_by_id("xem-truoc")
    return {**dict(form.form_values()), **changes}


def field_of(page: lxml.html.HtmlElement, label: str) -> str:
    """The name of the field with that label."""
    [found] = [one for one in page.findall(".//label") if words(one) == label]
    return page.get_element_by_id(found.get("for")).get("name")


# The way through


def test_upload_leads_to_a_preview_and_writes_no_plan(administrator):
    client = window(administrator)
    page = read(client.get(previewed(client)))
    text = words(page.find(".//main"))
    assert "Kế hoạch mới 2024 - 2030: 10 nhiệm vụ, 12 thời gian thực hiện, 56 nhiệm vụ" in text
    [table] = page.findall(".//table")
    assert [words(cell) for cell in table.findall(".//td")] == [
        *["8", "9", "10", "7", "7", "7", "8"],
        "56",
    ]
    assert "Chưa nhập vào phần mềm." in text
    assert (Plan.objects.count(), Agency.objects.filter(name=FRONT).count()) == (0, 0)


def test_preview_shows_leads_partners_and_times_of_each_task(administrator):
    client = window(administrator)
    page = read(client.get(previewed(client)))
    tasks = page.xpath("//section[@aria-labelledby='nhiem-vu']//li")
    assert len(tasks) == 10
    [task] = [one for one in tasks if words(one.find(".//h3")) == "II.5.a"]
    assert [words(fact) for fact in task.findall(".//dd")] == [
        "Công chức Tư pháp-hộ tịch",
        f"{FRONT_OF_COMMUNE}; các cơ quan, tổ chức có liên quan",
        "Kiểm tra, khảo sát: hằng năm 2024 - 2030; Sơ kết: năm 2026; Tổng kết: năm 2030",
    ]


def test_confirmed_plan_is_loaded_and_opened(administrator):
    client = window(administrator)
    url = previewed(client)
    data = filled(read(client.get(url)), act="load")
    response = client.post(url, data, follow=True)
    plan = Plan.objects.get()
    assertRedirects(response, plan.get_absolute_url())
    assert "Đã nhập kế hoạch: 10 nhiệm vụ, 12 thời gian thực hiện, 56 nhiệm vụ theo năm." in words(
        read(response).get_element_by_id("thong-bao")
    )
    assert plan.history.get().history_user == administrator
    assert (TaskYear.objects.count(), PlanImport.objects.count()) == (56, 0)


def test_names_ticked_as_one_body_become_one(administrator):
    client = window(administrator)
    url = previewed(client)
    page = read(client.get(url))
    [box] = page.xpath(f"//input[@type='checkbox'][@value='{FRONT_OF_COMMUNE}']")
    client.post(url, filled(page, **{box.get("name"): FRONT_OF_COMMUNE, "act": "load"}))
    front = Agency.objects.get(name=FRONT)
    assert [alias.name for alias in front.aliases.all()] == [FRONT_OF_COMMUNE]
    assert front.parts.count() == 7


def test_name_written_for_another_means_that_body(administrator):
    client = window(administrator)
    known = make.make_agency(name="Mặt trận Tân Biên", locality=administrator.locality)
    url = previewed(client)
    page = read(client.get(url))
    offered = page.xpath("//datalist[@id='ten-co-quan']/option/@value")
    assert "Mặt trận Tân Biên" in offered
    name = field_of(page, f"“{FRONT}” là")
    client.post(url, filled(page, **{name: "mặt trận tân biên", "act": "load"}))
    assert known.parts.count() == 5
    assert not Agency.objects.filter(name=FRONT).exists()


def test_name_that_nobody_knows_is_told_at_its_field(administrator):
    client = window(administrator)
    url = previewed(client)
    page = read(client.get(url))
    name = field_of(page, "“Công an thị trấn” là")
    response = client.post(url, filled(page, **{name: "Công an tỉnh khác", "act": "load"}))
    again = read(response, 422)
    [link] = again.find_class("error-summary")[0].findall(".//a")
    assert words(link) == (
        "Chọn cho “Công an thị trấn” một tên trong danh sách gợi ý, hoặc để trống"
    )
    assert again.get_element_by_id(link.get("href")[1:]).get("value") == "Công an tỉnh khác"
    assert Plan.objects.count() == 0


def test_working_titles_are_corrected_on_the_preview(administrator):
    client = window(administrator)
    url = previewed(client)
    page = read(client.get(url))
    title = field_of(page, "Tên gọi tắt của II.2.b")
    data = filled(page, **{title: "Bồi dưỡng hòa giải viên", "short_title": "Đề án hòa giải"})
    response = client.post(url, {**data, "act": "look"}, follow=True)
    page = read(response)
    assert page.get_element_by_id(f"id_{title}").get("value") == "Bồi dưỡng hòa giải viên"
    assert Plan.objects.count() == 0
    client.post(url, filled(page, act="load"))
    assert Task.objects.get(code="II.2.b").short_title == "Bồi dưỡng hòa giải viên"
    assert str(Plan.objects.get()) == "Đề án hòa giải"


def test_missing_years_are_asked_for(administrator):
    client = window(administrator)
    url = previewed(client, WITHOUT_YEARS)
    page = read(client.get(url))
    assert "Cần nhập năm đầu và năm cuối" in words(page)
    assert page.xpath("//button[@value='load']") == []
    wrong = read(client.post(url, filled(page, first_year="2027", last_year="2025")), 422)
    assert "Năm cuối phải từ 2027 trở đi" in words(wrong.find_class("error-summary")[0])
    empty = read(client.post(url, filled(page)), 422)
    assert "Nhập năm đầu" in words(empty.find_class("error-summary")[0])
    page = read(client.post(url, filled(page, first_year="2025", last_year="2027"), follow=True))
    assert "Kế hoạch mới 2025 - 2027" in words(page)
    client.post(url, filled(page, act="load"))
    assert list(TaskYear.objects.values_list("year", flat=True)) == [2025, 2026, 2027]


# Again, and amended


@pytest.fixture
def loaded(administrator):
    client = window(administrator)
    url = previewed(client)
    client.post(url, filled(read(client.get(url)), act="load"))
    return Plan.objects.get()


def test_same_file_again_offers_nothing_to_do(administrator, loaded):
    client = window(administrator)
    page = read(client.get(previewed(client)))
    assert "Không có thay đổi" in words(page)
    assert page.xpath("//button[@value='load']") == []
    assert page.xpath(f"//main//a[@href='{loaded.get_absolute_url()}']")


def test_amended_file_lists_what_changes_then_does_it(administrator, loaded):
    client = window(administrator)
    url = previewed(client, AMENDED)
    page = read(client.get(url))
    changes = page.xpath("//section[@aria-labelledby='thay-doi']")[0]
    assert [words(one) for one in changes.findall(".//summary")] == [
        "Cơ quan chủ trì, phối hợp: 1",
        "Phần, mục, điểm: 1",
    ]
    assert "II.1.b: bỏ cơ quan phối hợp “Hội Luật gia huyện”" in words(changes)
    assert [words(one) for one in changes.findall(".//del")] == ["trấn; Hội Luật gia huyện"]
    [button] = page.xpath("//button[@value='load']")
    assert words(button) == "Thực hiện 2 thay đổi"
    assert Task.objects.get(code="II.1.b").parties.count() == 4
    response = client.post(url, filled(page, act="load"), follow=True)
    assert "Đã thực hiện 2 thay đổi." in words(read(response))
    assert Task.objects.get(code="II.1.b").parties.count() == 3
    assert Plan.objects.count() == 1


def test_document_may_be_told_to_be_a_plan_of_its_own(administrator, loaded):
    client = window(administrator)
    url = previewed(client, AMENDED)
    page = read(client.post(url, filled(read(client.get(url)), target="moi"), follow=True))
    assert "Kế hoạch mới 2024 - 2030" in words(page)
    client.post(url, filled(page, act="load"))
    assert Plan.objects.count() == 2


def test_plan_of_another_title_may_be_told_to_amend(administrator, loaded):
    client = window(administrator)
    url = previewed(client, REAL.replace(b"2024 - 2030", b"2024 - 2031"))
    page = read(client.get(url))
    assert "Kế hoạch mới 2024 - 2031" in words(page)
    page = read(client.post(url, filled(page, target=str(loaded.pk)), follow=True))
    assert "Bản sửa đổi" in words(page)
    client.post(url, filled(page, act="load"))
    loaded.refresh_from_db()
    assert (loaded.last_year, Plan.objects.count()) == (2031, 1)


def test_body_that_cannot_be_merged_is_told_and_nothing_is_loaded(administrator, loaded):
    make.make_officer(agency=Agency.objects.get(name=FRONT_OF_COMMUNE))
    client = window(administrator)
    url = previewed(client, AMENDED)
    page = read(client.get(url))
    name = field_of(page, f"“{FRONT_OF_COMMUNE}” là")
    response = client.post(url, filled(page, **{name: FRONT, "act": "load"}))
    again = read(response, 422)
    assert "đã có cán bộ hoặc số liệu riêng" in words(again.find_class("error-summary")[0])
    assert Task.objects.get(code="II.1.b").parties.count() == 4


# What is kept, and for how long


def test_cancelled_upload_is_thrown_away(administrator):
    client = window(administrator)
    url = previewed(client)
    response = client.post(f"{url}bo/", follow=True)
    assertRedirects(response, UPLOAD)
    assert "Đã bỏ tệp ke-hoach.txt. Không có gì được nhập." in words(read(response))
    assert (PlanImport.objects.count(), Plan.objects.count()) == (0, 0)
    assert client.get(url).status_code == 404


def test_two_people_import_at_once_without_meeting(administrator):
    other = make.make_officer(locality=administrator.locality, roles=[Role.ADMINISTRATOR])
    mine, theirs = window(administrator), window(other)
    first, second = previewed(mine), previewed(theirs, AMENDED)
    assert mine.get(second).status_code == 404
    assert theirs.post(f"{first}bo/").status_code == 404
    mine.post(first, filled(read(mine.get(first)), act="load"))
    page = read(theirs.get(second))
    assert "Bản sửa đổi: 2 thay đổi." in words(page)


def test_upload_left_behind_goes_with_the_next_one(administrator):
    old = make.make_plan_import(
        uploaded_by=administrator, uploaded_at=timezone.now() - dt.timedelta(days=3)
    )
    client = window(administrator)
    assert old.name in words(read(client.get(UPLOAD)))
    previewed(client)
    assert not PlanImport.objects.filter(pk=old.pk).exists()
    assert PlanImport.objects.count() == 1


def test_unknown_preview_does_not_exist(administrator):
    assert window(administrator).get(f"{UPLOAD}{uuid.uuid4()}/").status_code == 404


def test_looking_at_a_preview_writes_nothing(administrator):
    client = window(administrator)
    url = previewed(client)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    verbs = {query["sql"].lstrip("(").split()[0] for query in queries.captured_queries}
    assert verbs <= {"SELECT", "WITH"}


def long_plan(n_tasks: int) -> bytes:
    """A plan of that many tasks, numbered through."""
    lines = ["KẾ HOẠCH", "Thực hiện chương trình giai đoạn 2024 - 2030", "I. NỘI DUNG"]
    for n in range(1, n_tasks + 1):
        lines += [f"{n}. Tổ chức công việc số {n}", f"- Cơ quan chủ trì: Phòng số {n % 7}."]
        lines += ["- Cơ quan phối hợp: Công an xã.", "- Thời gian thực hiện: Hằng năm."]
    return "\n\n".join(lines).encode()


def test_long_preview_is_paged_and_keeps_what_was_typed_on_each_page(administrator):
    client = window(administrator)
    url = previewed(client, long_plan(60))
    first = read(client.get(url))
    assert len(first.xpath("//section[@aria-labelledby='nhiem-vu']//li[h3 or div/h3]")) == 50
    title = field_of(first, "Tên gọi tắt của I.3")
    client.post(url, filled(first, **{title: "Việc ba"}))
    second = read(client.get(f"{url}?trang=2"))
    title = field_of(second, "Tên gọi tắt của I.55")
    client.post(f"{url}?trang=2", filled(second, **{title: "Việc năm lăm", "act": "load"}))
    named = Task.objects.exclude(short_title="").order_by("order")
    assert list(named.values_list("code", "short_title")) == [
        ("I.3", "Việc ba"),
        ("I.55", "Việc năm lăm"),
    ]
    assert Task.objects.count() == 60


def test_preview_costs_the_same_for_few_tasks_and_many(administrator):
    client = window(administrator)
    few, many = (previewed(client, long_plan(n_tasks)) for n_tasks in (3, 60))
    assert n_queries(client, few) == n_queries(client, many)


# Rights


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.KEEPER])
def test_only_administrators_import(role, db):
    officer = make.make_officer(locality=make.make_locality(), roles=[role])
    client = window(officer)
    assert client.get(UPLOAD).status_code == 403
    assert upload(client).status_code == 403
    kept = make.make_plan_import(locality=officer.locality, uploaded_by=officer)
    assert client.post(f"{UPLOAD}{kept.key}/").status_code == 403
    assert Plan.objects.count() == 0


def test_superuser_chooses_the_locality(db):
    make.make_locality(name="Xã Tân Lập")
    home = make.make_locality()
    client = window(make.make_officer(agency=None, is_superuser=True, locality=home))
    page = read(client.get(UPLOAD))
    assert [words(one) for one in page.findall(".//select/option")][1:] == [
        "Xã Tân Lập",
        "Xã Tân Biên",
    ]
    refused = read(upload(client, locality=""), 422)
    assert "Chọn địa bàn" in words(refused.find_class("error-summary")[0])
    assert upload(client, locality=home.pk).status_code == 302
    assert PlanImport.objects.get().locality == home


# Refusals


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.txt", b""),
        ("hong.docx", b"PK\x03\x04 not a zip"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("anh.pdf", b"%PDF-1.7\n"),
        ("thu.txt", "Kính gửi các đồng chí, mời họp.".encode()),
    ],
)
def test_unreadable_file_is_refused_on_the_page(administrator, name, content):
    response = upload(window(administrator), content, name)
    page = read(response, 422)
    assert words(page.find(".//title")).startswith("Lỗi: ")
    [link] = page.find_class("error-summary")[0].findall(".//a")
    assert link.get("href") == "#id_file"
    assert len(words(link)) > 20
    assert PlanImport.objects.count() == 0


def test_no_file_is_told(administrator):
    page = read(window(administrator).post(UPLOAD), 422)
    assert words(page.find_class("error-summary")[0].find(".//a")) == "Chọn tệp kế hoạch"


def test_file_over_ten_megabytes_is_refused_unread(administrator, monkeypatch):
    monkeypatch.setattr("tasks.plan_import.forms.read", None)  # reading it would fail
    response = upload(window(administrator), b"a" * (10 * 2**20 + 1))
    page = read(response, 422)
    assert "Tệp lớn hơn 10 MB" in words(page.find_class("error-summary")[0])


# In the browser


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.django_db(transaction=True)
def test_plan_is_imported_in_a_browser(  # noqa: PLR0917 -- fixtures
    viewport, scripts, open_page, sign_in, axe, tmp_path
):
    administrator = make.make_officer(locality=make.make_locality(), roles=[Role.ADMINISTRATOR])
    file = tmp_path / "ke-hoach.txt"
    file.write_bytes(REAL)
    options = {"viewport": viewport} if viewport else {}
    page = sign_in(open_page(java_script_enabled=scripts, **options), administrator)
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Nhập kế hoạch").click()
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    page.get_by_role("heading", name="Xem trước kế hoạch").wait_for()
    page.get_by_label(FRONT_OF_COMMUNE, exact=True).check()
    page.get_by_label("Tên gọi tắt của II.2.b").fill("Bồi dưỡng hòa giải viên")
    if scripts:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_role("button", name="Nhập kế hoạch này").click()
    page.get_by_text("Đã nhập kế hoạch: 10 nhiệm vụ").wait_for()
    assert page.get_by_role("heading", name="II. NỘI DUNG THỰC HIỆN").count() == 1
    if scripts:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert Agency.objects.get(name=FRONT).parts.count() == 7
    assert Task.objects.get(code="II.2.b").name == "Bồi dưỡng hòa giải viên"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.django_db(transaction=True)
def test_finding_is_settled_in_a_browser(scheme, open_page, sign_in, axe):
    administrator = make.make_officer(
        full_name="Bùi Thị Trị", locality=make.make_locality(), roles=[Role.ADMINISTRATOR]
    )
    plan = make.make_plan(locality=administrator.locality)
    section = make.make_section(plan=plan, code="V", text="V. TỔ CHỨC THỰC HIỆN", level=1)
    finding = make.make_finding(plan=plan, section=section)
    page = sign_in(open_page(color_scheme=scheme), administrator)
    page.goto(plan.get_absolute_url())
    box = page.locator(f"#luu-y-{finding.pk}")
    box.get_by_text("Giải thích, giải quyết").click()
    box.get_by_label("Đã giải quyết xong").check()
    box.get_by_role("button", name="Lưu giải thích").click()
    box.get_by_text("Nhập giải thích: đã giải quyết thế nào").wait_for()
    box.get_by_label("Giải thích").fill("Giữ như bản in")
    box.get_by_role("button", name="Lưu giải thích").click()
    box.get_by_text("Đã lưu lúc").wait_for()
    assert axe(page) == []
    finding.refresh_from_db()
    assert (finding.explanation, finding.settled_by) == ("Giữ như bản in", administrator)
