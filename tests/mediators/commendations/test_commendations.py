"""Commendations: the list, one decision for several, who might be proposed and why."""

import datetime as dt
import io
from typing import Any

import lxml.html
import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from mediators.models import AccessEntry, Commendation, Mediator, Outcome
from mediators.models.merits import Asked, deserving, full_years, merits, with_merits
from tests.clock import set_clock
from tests.html import visible_text
from tests.mediators import factories as make

D = dt.date
TODAY = D(2026, 11, 22)
YEAR = (D(2026, 1, 1), D(2026, 11, 22))


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


def heads_of(response) -> list[str]:
    heads: Any = lxml.html.document_fromstring(response.content).xpath("(//table)[1]/tbody/tr/th")
    return [" ".join(head.xpath("string(a)").split()) for head in heads]


# The list and the form


def test_list_finds_by_name_number_year_level_and_whom(cast, client):
    person = make.make_mediator(locality=cast.home, full_name="Lý Thị Thuỷ")
    team = make.make_team(commune=cast.home, name="Ấp 5")
    make.make_commendation(locality=cast.home, mediator=person, number="12/QĐ-UBND")
    make.make_commendation(
        locality=cast.home, team=team, level="province", decided_on=D(2025, 5, 1)
    )
    make.make_commendation(locality=cast.home, body="Ban công tác Mặt trận", decided_on=TODAY)
    make.make_commendation(locality=cast.stranger.locality)
    client.force_login(cast.leader)
    url = reverse("mediators:commendation_list")
    expected = {
        "": ["Ban công tác Mặt trận", "Lý Thị Thuỷ", "Tổ hòa giải Ấp 5"],
        "?tim=thủy": ["Lý Thị Thuỷ"],
        "?tim=12/qd": ["Lý Thị Thuỷ"],
        "?nam=2025": ["Tổ hòa giải Ấp 5"],
        "?cap=province": ["Tổ hòa giải Ấp 5"],
        "?doi_tuong=nguoi": ["Lý Thị Thuỷ"],
        "?doi_tuong=to": ["Tổ hòa giải Ấp 5"],
        "?doi_tuong=tap-the": ["Ban công tác Mặt trận"],
    }
    assert {query: heads_of(client.get(url + query)) for query in expected} == expected
    assert "1 lượt khen khớp với bộ lọc" in text_of(client.get(url + "?nam=2025"))
    book = load_workbook(
        io.BytesIO(client.get(reverse("mediators:commendation_xlsx") + "?nam=2026").content)
    )
    rows = [row[1] for row in book.active.values if isinstance(row[0], int)]
    assert rows == ["Ban công tác Mặt trận", "Lý Thị Thuỷ"]


def test_exactly_one_is_commended_and_not_in_the_future(cast, client):
    person = make.make_mediator(locality=cast.home)
    team = make.make_team(commune=cast.home)
    client.force_login(cast.keeper)
    url = reverse("mediators:commendation_create")
    facts = {"level": "commune", "form": "letter", "decided_on": "20/11/2026"}
    wrong: dict[str, dict[str, Any]] = {
        "Chọn hòa giải viên, tổ hòa giải, hoặc ghi tên tập thể": {},
        "Mỗi lần chỉ ghi một đối tượng": {"mediator": person.pk, "team": team.pk},
        "Nhập ngày từ 22/11/2026": {"mediator": person.pk, "decided_on": "23/11/2026"},
    }
    for sentence, fields in wrong.items():
        answer = client.post(url, facts | fields)
        assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert client.post(url, facts | {"mediator": person.pk, "number": "9/QĐ"}).status_code == 302
    made = Commendation.objects.get()
    assert (made.mediator, made.locality, str(made)) == (person, cast.home, f"Giấy khen: {person}")
    assert AccessEntry.objects.get(kind="change").mediator == person
    assert "Giấy khen , Cấp xã, ngày 20/11/2026" in text_of(client.get(person.get_absolute_url()))


def test_two_people_on_one_form_the_second_is_told(cast, client):
    made = make.make_commendation(locality=cast.home, body="Chi hội Phụ nữ", number="1/QĐ")
    client.force_login(cast.keeper)
    url = reverse("mediators:commendation_edit", args=[made.pk])
    facts = {
        "body": "Chi hội Phụ nữ",
        "level": "commune",
        "form": "letter",
        "decided_on": "20/01/2026",
        "version": 0,
    }
    assert client.post(url, facts | {"number": "2/QĐ"}).status_code == 302
    second = client.post(url, facts | {"number": "3/QĐ"})
    assert (second.status_code, "Đang lưu: 2/QĐ" in second.content.decode()) == (422, True)
    made.refresh_from_db()
    assert made.number == "2/QĐ"


def test_one_decision_commends_all_or_none(cast, client):
    people = [make.make_mediator(locality=cast.home) for _ in range(3)]
    client.force_login(cast.keeper)
    url = reverse("mediators:commendation_create")
    url += "?" + "&".join(f"nguoi={one.pk}" for one in people)
    ticked: Any = lxml.html.document_fromstring(client.get(url).content).xpath(
        "//input[@name='people' and @checked]/@value"
    )
    assert sorted(map(int, ticked)) == [one.pk for one in people]
    facts = {"level": "commune", "form": "letter", "number": "7/QĐ", "decided_on": "20/11/2026"}
    assert client.post(url, facts).status_code == 422
    stranger = make.make_mediator(locality=cast.stranger.locality)
    mixed = [people[0].pk, stranger.pk]
    assert client.post(url, facts | {"people": mixed}).status_code == 422
    assert not Commendation.objects.exists()
    answer = client.post(url, facts | {"people": [one.pk for one in people[:2]]}, follow=True)
    assert "Đã ghi khen thưởng cho 2 người" in text_of(answer)
    made = Commendation.objects.order_by("mediator_id").values_list("mediator_id", "number")
    assert list(made) == [(one.pk, "7/QĐ") for one in people[:2]]


# Who might be proposed


@pytest.mark.parametrize(
    ("started", "day", "years"),
    [
        (D(2024, 11, 22), TODAY, 2),
        (D(2024, 11, 23), TODAY, 1),
        (D(2024, 2, 29), D(2026, 3, 1), 2),
        (TODAY, TODAY, 0),
    ],
)
def test_years_of_service_are_full_ones(started, day, years):
    assert full_years(day - started, day) == years


LONG_AGO = D(2020, 1, 1)


def colleague(team, *, n_success=0, n_failure=0, n_courses=0, started_on=LONG_AGO):
    person = make.make_member(team=team, started_on=started_on).mediator
    for outcome, n in ((Outcome.SUCCESS, n_success), (Outcome.FAILURE, n_failure)):
        for _ in range(n):
            make.make_case(team=team, outcome=outcome, mediators=[person])
    for _ in range(n_courses):
        course = make.make_course(locality=team.commune)
        make.make_attendance(course=course, mediator=person)
    return person


@pytest.mark.django_db
def test_figures_are_of_the_period_and_of_who_took_part():
    team = make.make_team()
    person = colleague(team, n_success=2, n_failure=1, n_courses=1)
    other = colleague(team)
    before = D(2025, 12, 1)
    make.make_case(team=team, mediators=[person], outcome=Outcome.SUCCESS, received_on=before)
    make.make_case(team=team, mediators=[person])  # still open
    make.make_attendance(
        course=make.make_course(locality=team.commune, started_on=before, ended_on=before),
        mediator=person,
    )
    make.make_attendance(course=make.make_course(), mediator=person, status="absent")
    make.make_commendation(mediator=person, decided_on=D(2026, 2, 1))
    asked = Asked(*YEAR, recent_years=1)
    rows = with_merits(Mediator.objects.all(), asked).in_order()
    found = {one.person: one for one in merits(rows, asked)}
    one = found[person]
    assert (one.years, one.n_success, one.n_ended, one.n_courses) == (6, 2, 3, 1)
    assert (one.commended_on, one.is_recent) == (D(2026, 2, 1), True)
    assert (found[other].n_ended, found[other].is_recent) == (0, False)
    assert one.achievement == (
        "Tham gia hòa giải 6 năm; hòa giải thành 2/3 vụ, việc; dự 1 lớp tập huấn, bồi dưỡng"
    )


@pytest.mark.django_db
def test_service_leaves_breaks_out():
    team = make.make_team()
    person = make.make_member(
        team=team,
        started_on=D(2015, 11, 22),
        ended_on=D(2018, 11, 22),
        ended_by=make.old_decision(team.commune, D(2018, 11, 22)),
    ).mediator
    make.make_member(team=team, mediator=person, started_on=D(2024, 11, 22))
    asked = Asked(*YEAR)
    [one] = merits(with_merits(Mediator.objects.all(), asked), asked)
    assert one.years == 5


def test_who_does_every_asked_thing_is_suggested_those_lately_commended_left_out(cast, client):
    team = make.make_team(commune=cast.home)
    colleague(team, n_success=1, n_courses=1)
    new = colleague(team, n_success=2, n_courses=1, started_on=D(2025, 1, 1))
    best = colleague(team, n_success=3, n_courses=1)
    good = colleague(team, n_success=2, n_courses=1)
    recent = colleague(team, n_success=2, n_courses=2)
    make.make_commendation(locality=cast.home, mediator=recent, decided_on=D(2025, 11, 22))
    make.make_commendation(locality=cast.home, mediator=good, decided_on=D(2025, 11, 21))
    left = make.make_case(team=team, outcome=Outcome.SUCCESS).mediators
    left.add(make.make_mediator(locality=cast.home))
    client.force_login(cast.leader)
    url = reverse("mediators:commendation_suggestions")
    names = [str(one) for one in (best, good)]
    assert heads_of(client.get(url)) == names
    marked = client.get(url + "?moi_khen=danh-dau")
    assert heads_of(marked) == [names[0], str(recent), names[1]]
    assert "22/11/2025 mới khen" in text_of(marked)
    assert str(new) in heads_of(client.get(url + "?nam_tham_gia=1"))
    nothing_asked = "?nam_tham_gia=&vu_thanh=0&lop=0&moi_khen=danh-dau"
    assert len(heads_of(client.get(url + nothing_asked))) == 5
    wrong = client.get(url + "?tu_ngay=01/06/2026&den_ngay=01/05/2026&vu_thanh=x")
    assert [
        sentence in text_of(wrong)
        for sentence in ("Nhập ngày từ 01/06/2026 trở đi", "Nhập số từ 0 đến 1000")
    ] == [True, True]


def test_proposal_lists_the_ticked_on_paper(cast, client):
    team = make.make_team(commune=cast.home, name="Khu phố 3")
    one, two = (colleague(team, n_success=n, n_courses=1) for n in (2, 3))
    gone = make.make_mediator(locality=cast.stranger.locality)
    client.force_login(cast.keeper)
    query = f"?nguoi={one.pk}&nguoi={two.pk}&nguoi={gone.pk}&nguoi=x&hinh_thuc=certificate"
    page = text_of(client.get(reverse("mediators:commendation_proposal") + query))
    assert "2 người; thành tích từ ngày 01/01/2026 đến ngày 22/11/2026" in page
    paper = client.get(reverse("mediators:commendation_proposal_docx") + query)
    assert "danh-sach-de-nghi-khen-thuong.docx" in paper.headers["Content-Disposition"]
    table = Document(io.BytesIO(paper.content)).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows][2:]
    assert [row[1:3] for row in rows] == [
        [str(person), "Hòa giải viên, Tổ hòa giải Khu phố 3"] for person in (one, two)
    ]
    assert rows[0][3].startswith("Tham gia hòa giải 6 năm; hòa giải thành 2/2 vụ, việc")
    assert rows[0][4] == "Bằng khen"
    assert AccessEntry.objects.get(kind="export").subject == "Danh sách đề nghị khen thưởng"


@pytest.mark.django_db
def test_deserving_are_ordered_by_what_they_did():
    team = make.make_team()
    people = [colleague(team, n_success=n) for n in (1, 3, 2)]
    asked = Asked(*YEAR)
    found = deserving(with_merits(Mediator.objects.all(), asked), asked)
    assert list(found) == [people[1], people[2], people[0]]
