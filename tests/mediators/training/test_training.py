"""Courses, who came, material; who was trained, and the lists behind those figures."""

import datetime as dt
import io

import lxml.html
import pytest
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from mediators.models import (
    AccessEntry,
    Attendance,
    LeavingGround,
    Material,
    Mediator,
    Membership,
    MembershipRole,
    TeamRule,
    TrainingCourse,
)
from mediators.models.composition import RuleKind
from mediators.models.learning import Slice, slices
from mediators.models.training import YearSum
from mediators.training.coverage import coverage
from tests.mediators import factories as make
from tests.mediators.test_pages import rows_of, text_of
from tests.queries import n_queries

TODAY = dt.date(2026, 11, 22)
Audience = TrainingCourse.Audience
Status = Attendance.Status


def member_named(name: str, team) -> Mediator:
    return make.make_member(team=team, full_name=name).mediator


def course_url(name: str, course) -> str:
    return reverse(f"mediators:{name}", args=[course.pk])


@pytest.fixture
def team(cast):
    return make.make_team(commune=cast.home, name="Khu phố 3")


@pytest.fixture
def keeping(cast, client):
    """The cast, with its keeper signed in."""
    client.force_login(cast.keeper)
    return cast, client


# Who is trained


@pytest.mark.django_db
def test_trained_is_who_came_to_a_course_for_mediators_that_was_over_by_the_day():
    came, late, other = (make.make_mediator() for _ in range(3))
    course = make.make_course(started_on=dt.date(2026, 5, 12), ended_on=dt.date(2026, 5, 13))
    make.make_attendance(course=course, mediator=came)
    make.make_attendance(course=course, mediator=late, status=Status.ABSENT)
    make.make_attendance(course=course, official_name="Đỗ Văn Tư")
    officials = make.make_course(audience=Audience.OFFICIALS)
    make.make_attendance(course=officials, mediator=other)

    def trained(day: dt.date) -> list[int]:
        rows = Attendance.objects.trained_in_year_of(day)
        return list(rows.values_list("mediator", flat=True))

    assert trained(dt.date(2026, 5, 12)) == []
    assert trained(dt.date(2026, 5, 13)) == [came.pk]
    assert trained(dt.date(2026, 12, 31)) == [came.pk]
    assert trained(dt.date(2027, 1, 1)) == []


def test_mediators_are_listed_by_training_of_a_year_and_by_material(cast, team, client):
    binh, chi, dung = (member_named(one, team) for one in ("Lê Bình", "Lê Chi", "Lê Dũng"))
    for person, year in ((binh, 2026), (chi, 2025), (binh, 2024)):
        day = dt.date(year, 6, 2)
        course = make.make_course(locality=cast.home, started_on=day, ended_on=day)
        make.make_attendance(course=course, mediator=person)
    make.make_issue(mediator=chi)
    make.make_issue(material=make.make_material(is_for_mediators=False), mediator=dung)
    client.force_login(cast.leader)
    expected = {
        "?tap_huan=co&nam=2026": ["Lê Bình"],
        "?tap_huan=khong&nam=2026": ["Lê Chi", "Lê Dũng"],
        "?tap_huan=co&nam=2025": ["Lê Chi"],
        "?tap_huan=co&nam=2024": ["Lê Bình"],
        "?tap_huan=co&nam=2030": [],
        "?tap_huan=co&tai_ngay=01/06/2026": [],
        "?tap_huan=co&tai_ngay=02/06/2026": ["Lê Bình"],
        "?tai_lieu=co": ["Lê Chi"],
        "?tai_lieu=khong": ["Lê Bình", "Lê Dũng"],
        "?tai_lieu=co&tai_ngay=11/05/2026": [],
        "?nam=gi-do&tap_huan=co&tai_ngay=22/11/2026": ["Lê Bình"],
    }
    url = reverse("mediators:mediator_list")
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected
    assert "Tập huấn năm 2025" in text_of(client.get(url + "?tap_huan=co&nam=2025"))


def test_training_is_no_filter_for_who_sees_names_only(cast, team, client):
    make.make_attendance(mediator=member_named("Lê Bình", team))
    client.force_login(cast.officer)
    response = client.get(reverse("mediators:mediator_list") + "?tap_huan=khong&tai_lieu=co")
    assert rows_of(response) == ["Lê Bình"]


# A course and its list


def test_a_new_course_of_one_day_leads_to_its_list(cast, client):
    client.force_login(cast.keeper)
    url = reverse("mediators:course_create")
    facts = {"title": "Tập huấn đợt 1", "kind": "training", "audience": "both"}
    wrong = client.post(url, facts | {"started_on": "12/05/2026", "ended_on": "11/05/2026"})
    assert wrong.status_code == 422
    assert "Ngày kết thúc phải từ 12/05/2026 trở đi" in text_of(wrong)
    done = client.post(url, facts | {"started_on": "12/05/2026"})
    course = TrainingCourse.objects.get()
    assert done.url == reverse("mediators:course_invite", args=[course.pk])
    assert (course.ended_on, course.locality) == (dt.date(2026, 5, 12), cast.home)
    assert course.history.get().history_user == cast.keeper


def test_what_was_said_of_people_binds_days_and_audience(cast, client):
    course = make.make_course(locality=cast.home, audience=Audience.BOTH)
    make.make_attendance(course=course)
    make.make_attendance(course=course, official_name="Đỗ Văn Tư", status=Status.INVITED)
    client.force_login(cast.keeper)
    facts = {"title": "Tập huấn", "kind": "training", "version": "0"}
    for audience, who in (("mediators", "1 công chức"), ("officials", "1 hòa giải viên")):
        sent = facts | {"audience": audience, "started_on": "12/05/2099"}
        text = text_of(client.post(course_url("course_edit", course), sent))
        assert f"Danh sách lớp đang có {who}" in text
        assert "Lớp đã điểm danh 1 người" in text
    course.refresh_from_db()
    assert (course.audience, course.version) == ("both", 0)


def test_two_on_one_course_the_second_is_told(cast, client):
    course = make.make_course(locality=cast.home, version=3)
    client.force_login(cast.keeper)
    sent = {"title": "Tên khác", "kind": "training", "audience": "both", "version": "2"}
    response = client.post(course_url("course_edit", course), sent | {"started_on": "12/05/2026"})
    assert response.status_code == 422
    assert "Đang lưu: Tập huấn kỹ năng hòa giải" in text_of(response)
    assert "Tên khác" in response.content.decode()


@pytest.fixture
def roster(cast, team):
    """Three of one team, of whom the first was trained this year; two of another; one of none."""
    other = make.make_team(commune=cast.home, name="Khu phố 4")
    names = {"Bình": team, "Chi": team, "Dũng": team, "Hà": other, "Lan": other}
    people = {name: member_named(f"Lê {name}", place) for name, place in names.items()}
    people["Mai"] = make.make_mediator(full_name="Lê Mai", locality=cast.home)
    gone = make.make_member(team=other, full_name="Lê Út")
    gone.ended_on, gone.ground = dt.date(2026, 2, 1), LeavingGround.objects.first()
    gone.save()
    done = make.make_course(
        locality=cast.home, started_on=dt.date(2026, 3, 2), ended_on=dt.date(2026, 3, 2)
    )
    make.make_attendance(course=done, mediator=people["Bình"])
    return people


@pytest.mark.parametrize(
    ("ticked", "names"),
    [
        ({"everyone": "on"}, ["Bình", "Chi", "Dũng", "Hà", "Lan"]),
        ({"lacking": "on"}, ["Chi", "Dũng", "Hà", "Lan"]),
        ({"team": ["first"]}, ["Bình", "Chi", "Dũng"]),
        (
            {"team": ["first"], "person": ["Chi", "Lan", "Mai"]},
            ["Bình", "Chi", "Dũng", "Lan", "Mai"],
        ),
    ],
)
def test_what_is_ticked_adds_up(ticked, names, keeping, team, roster):
    cast, client = keeping
    course = make.make_course(locality=cast.home)
    keys = {"first": team.pk} | {name: one.pk for name, one in roster.items()}
    sent = {
        name: [keys[one] for one in value] if isinstance(value, list) else value
        for name, value in ticked.items()
    }
    url = course_url("course_invite", course)
    assert "Lê Út" not in text_of(client.get(url))  # had left by then
    assert client.post(url, sent).status_code == 302
    rows = course.attendances.order_by("sort_name")
    assert [str(row).removeprefix("Lê ") for row in rows] == names
    assert {row.status for row in rows} == {Status.INVITED}
    client.post(url, {"everyone": "on"})  # nobody twice
    assert course.attendances.count() == len({*names, "Bình", "Chi", "Dũng", "Hà", "Lan"})


def test_officials_come_a_line_each_and_late_ones_are_present(cast, client):
    course = make.make_course(locality=cast.home, audience=Audience.BOTH)
    client.force_login(cast.keeper)
    url = course_url("course_invite", course)
    lines = (
        "Đỗ Văn Tư, công chức Tư pháp - hộ tịch\n\n"
        "Ngô Thị Năm\tPhó Chủ tịch\n"
        "Đỗ Văn Tư; công chức Tư pháp - hộ tịch"
    )
    wrong = client.post(url, {"officials": "2 người của xã"})
    assert "Ghi họ và tên bằng chữ, không kèm số" in text_of(wrong)
    client.post(url, {"officials": lines, "has_come": "on"})
    rows = course.attendances.order_by("sort_name")
    assert [(one.official_name, one.official_post, one.status) for one in rows] == [
        ("Ngô Thị Năm", "Phó Chủ tịch", Status.PRESENT),
        ("Đỗ Văn Tư", "công chức Tư pháp - hộ tịch", Status.PRESENT),
    ]
    assert [one.history.get().history_user for one in rows] == [cast.keeper, cast.keeper]
    assert AccessEntry.objects.get().subject == "Tập huấn kỹ năng hòa giải: thêm 2 người"
    assert "Đánh dấu ít nhất một người" in text_of(client.post(url, {}))


@pytest.fixture
def course(cast, team):
    """Over; three invited."""
    made = make.make_course(locality=cast.home)
    for name in ("Lê Bình", "Lê Chi", "Lê Dũng"):
        person = member_named(name, team)
        make.make_attendance(course=made, mediator=person, status=Status.INVITED)
    return made


def statuses(course) -> dict[str, tuple[str, str]]:
    rows = course.attendances.order_by("sort_name")
    return {str(row): (row.status, row.note) for row in rows}


def test_everybody_is_present_unless_ticked(cast, course, client):
    _, chi, dung = course.attendances.order_by("sort_name")
    client.force_login(cast.keeper)
    url = course_url("course_attendance", course)
    sent = {
        "version": "0",
        "vang": [chi.pk],
        f"ly_do-{chi.pk}": "Ốm",
        f"ly_do-{dung.pk}": "Đến muộn",
    }
    assert client.post(url, sent).status_code == 302
    expected = {
        "Lê Bình": ("present", ""),
        "Lê Chi": ("absent", "Ốm"),
        "Lê Dũng": ("present", "Đến muộn"),
    }
    assert statuses(course) == expected
    course.refresh_from_db()
    assert (course.version, AccessEntry.objects.count()) == (1, 1)
    client.post(url, sent | {"version": "1"})  # nothing new: nothing written
    course.refresh_from_db()
    assert (course.version, AccessEntry.objects.count(), chi.history.count()) == (1, 1, 2)
    client.post(course_url("course_forget", course))
    assert set(statuses(course).values()) == {("invited", "")}
    assert not Attendance.objects.trained_by(TODAY).exists()


def test_a_list_changed_meanwhile_loses_no_tick(cast, course, client):
    binh, chi, _ = course.attendances.order_by("sort_name")
    client.force_login(cast.keeper)
    url = course_url("course_attendance", course)
    client.post(url, {"version": "0", "vang": [binh.pk]})
    late = client.post(url, {"version": "0", "vang": [chi.pk], f"ly_do-{chi.pk}": "Ốm"})
    assert late.status_code == 422
    page = lxml.html.document_fromstring(late.content)
    assert page.xpath("//input[@name='vang'][@checked]/@value") == [str(chi.pk)]
    assert page.xpath(f"//input[@name='ly_do-{chi.pk}']/@value") == ["Ốm"]
    assert page.xpath("//input[@name='version']/@value") == ["1"]
    assert ("Đang lưu: vắng" in text_of(late), "Đang lưu: có mặt" in text_of(late)) == (True, True)
    assert statuses(course)["Lê Chi"] == ("present", "")
    too_long = client.post(url, {"version": "1", f"ly_do-{chi.pk}": "x" * 201})
    assert "Lê Chi: Ghi lý do không quá 200 chữ" in text_of(too_long)


def test_people_are_taken_off_the_list_and_a_course_goes_with_its_figures(cast, course, client):
    first = course.attendances.order_by("sort_name").first()
    Attendance.objects.update(status=Status.PRESENT)
    client.force_login(cast.keeper)
    client.post(course_url("course_take_off", course), {"dong": [first.pk, 999, "x"]})
    assert sorted(statuses(course)) == ["Lê Chi", "Lê Dũng"]
    asked = text_of(client.get(course_url("course_delete", course)))
    assert "2 người trong danh sách của lớp" in asked
    assert "2 lượt có mặt" in asked
    client.post(course_url("course_delete", course))
    assert not Attendance.objects.exists()
    assert AccessEntry.objects.latest("pk").subject == "Xóa: Tập huấn kỹ năng hòa giải"


def test_reasons_of_absence_are_not_for_who_sees_names_only(cast, course, client):
    course.attendances.update(status=Status.ABSENT, note="Ốm nặng")
    told = {}
    for member in ("partner", "officer", "coordinator", "leader", "keeper"):
        client.force_login(getattr(cast, member))
        text = text_of(client.get(course.get_absolute_url() + "?tham_du=absent"))
        told[member] = ("Lê Chi" in text, "Ốm nặng" in text)
    names, all_of_it = (True, False), (True, True)
    assert told == {
        "partner": names,
        "officer": names,
        "coordinator": all_of_it,
        "leader": all_of_it,
        "keeper": all_of_it,
    }


def test_sheet_has_a_column_to_sign_for_each_day_and_nothing_personal(cast, team, client):
    course = make.make_course(locality=cast.home, audience=Audience.BOTH)
    head = make.make_member(team=team, full_name="Lê Bình", role=MembershipRole.HEAD)
    make.make_attendance(course=course, mediator=head.mediator)
    make.make_attendance(course=course, official_name="Đỗ Văn Tư", official_post="Công chức")
    client.force_login(cast.leader)
    response = client.get(course_url("course_paper", course))
    table = Document(io.BytesIO(response.content)).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][3:] == ["Ký tên 12/05", "Ký tên 13/05"]
    assert rows[2:] == [
        ["1", "Lê Bình", "Tổ trưởng, Khu phố 3", "", ""],
        ["2", "Đỗ Văn Tư", "Công chức", "", ""],
    ]
    [entry] = AccessEntry.objects.all()
    assert (entry.kind, entry.officer) == ("export", cast.leader)
    printed = text_of(client.get(course_url("course_sheet", course)))
    assert ("Lê Bình" in printed, "1970" in printed) == (True, False)


def test_courses_are_found_and_every_year_adds_up(cast, client):
    old = make.make_course(
        locality=cast.home,
        title="Bồi dưỡng nghiệp vụ",
        kind=TrainingCourse.Kind.FURTHER,
        started_on=dt.date(2025, 12, 30),
        ended_on=dt.date(2026, 1, 3),  # over New Year: of 2026
    )
    make.make_attendance(course=old)
    make.make_attendance(course=old, status=Status.ABSENT)
    day = dt.date(2024, 6, 3)
    make.make_course(locality=cast.home, title="Diễn đàn", started_on=day, ended_on=day)
    client.force_login(cast.officer)
    url = reverse("mediators:course_list")
    expected = {
        "": ["Bồi dưỡng nghiệp vụ", "Diễn đàn"],
        "?nam=2026": ["Bồi dưỡng nghiệp vụ"],
        "?nam=2025": [],
        "?tim=DIEN dan": ["Diễn đàn"],
        "?loai=further": ["Bồi dưỡng nghiệp vụ"],
        "?doi_tuong=officials": [],
    }
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected
    sums = TrainingCourse.objects.all().summed_up()
    assert sums == [YearSum(2026, 1, 2, 1), YearSum(2024, 1, 0, 0)]


# Material


def test_material_is_given_once_to_who_came_to_a_team_and_to_people(cast, team, roster, client):
    course = make.make_course(locality=cast.home)
    make.make_attendance(course=course, mediator=roster["Hà"])
    make.make_attendance(course=course, mediator=roster["Lan"], status=Status.ABSENT)
    material = make.make_material(locality=cast.home)
    make.make_issue(material=material, mediator=roster["Bình"], given_on=dt.date(2025, 1, 6))
    client.force_login(cast.keeper)
    url = reverse("mediators:material_give", args=[material.pk])
    client.post(url, {"course": course.pk, "team": [team.pk], "person": [roster["Mai"].pk]})
    rows = material.issues.order_by("mediator__sort_name")
    assert [(str(one.mediator), one.given_on, one.course) for one in rows] == [
        ("Lê Bình", dt.date(2025, 1, 6), None),
        ("Lê Chi", dt.date(2026, 5, 13), None),
        ("Lê Dũng", dt.date(2026, 5, 13), None),
        ("Lê Hà", dt.date(2026, 5, 13), course),
        ("Lê Mai", dt.date(2026, 5, 13), None),
    ]
    lacking = client.get(material.get_absolute_url() + "?xem=chua")
    assert rows_of(lacking) == ["Lê Lan"]
    refused = client.post(reverse("mediators:material_delete", args=[material.pk]))
    assert "đã cấp cho 5 người" in text_of(refused)
    keys = [one.pk for one in rows]
    client.post(reverse("mediators:material_take_back", args=[material.pk]), {"dong": keys})
    client.post(reverse("mediators:material_delete", args=[material.pk]))
    assert not Material.objects.exists()


# Coverage


def test_coverage_counts_what_its_links_list(cast, team, roster, client):
    make.make_issue(mediator=roster["Chi"])
    day = dt.date(2024, 4, 1)
    old = make.make_course(locality=cast.home, started_on=day, ended_on=day)
    make.make_attendance(course=old, mediator=roster["Dũng"])
    client.force_login(cast.leader)
    page = client.get(reverse("mediators:coverage") + "?tai_ngay=22/11/2026")
    assert "1 /5 hòa giải viên (20%) đã tập huấn" in text_of(page).replace("1/5", "1 /5")
    assert rows_of(page) == ["Khu phố 3", "Khu phố 4"]
    covered = coverage(slices(Membership.objects.all(), TODAY), TODAY)
    first = covered.teams[0]
    assert (first.n_members, first.n_trained, first.n_with_material) == (3, 1, 1)
    assert covered.by_last_year == [(2026, 1), (2024, 1), (None, 3)]
    people, waiting = reverse("mediators:mediator_list"), reverse("mediators:untrained_list")
    on = "tai_ngay=22/11/2026"
    expected = {
        f"{people}?tap_huan=co&nam=2026&{on}": ["Lê Bình"],
        f"{people}?to={team.pk}&tap_huan=khong&nam=2026&{on}": ["Lê Chi", "Lê Dũng"],
        f"{people}?tai_lieu=co&{on}": ["Lê Chi"],
        f"{waiting}?{on}": ["Lê Chi", "Lê Hà", "Lê Lan", "Lê Dũng"],
        f"{waiting}?{on}&lan_cuoi=chua&to={team.pk}": ["Lê Chi"],
        f"{waiting}?{on}&lan_cuoi=2024": ["Lê Dũng"],
        f"{waiting}?tai_ngay=01/03/2026&lan_cuoi=2024": ["Lê Dũng"],
    }
    assert {url: rows_of(client.get(url)) for url in expected} == expected


@given(
    st.lists(
        st.builds(
            Slice,
            team_id=st.integers(1, 4),
            team_name=st.just("Khu phố"),
            team_unit=st.just(""),
            last_year=st.none() | st.integers(2020, 2026),
            n_members=st.integers(1, 9),
            n_with_material=st.just(1),
        )
    )
)
def test_parts_of_the_coverage_add_up(parts):
    covered = coverage(parts, TODAY)
    total = covered.total
    for name in ("n_members", "n_trained", "n_untrained", "n_with_material"):
        assert getattr(total, name) == sum(getattr(one, name) for one in covered.teams)
    assert total.n_members == sum(count for _, count in covered.by_last_year)
    assert total.n_trained == dict(covered.by_last_year).get(2026, 0)
    assert (total.percent == "100%") == (total.n_members > 0 and not total.n_untrained)


# The rule of teams


def test_trained_this_year_is_a_gap_of_its_own(cast, client):
    team = make.make_full_team(commune=cast.home, name="Khu phố 5")
    came = team.memberships.all()[0].mediator
    make.make_attendance(course=make.make_course(locality=cast.home), mediator=came)
    client.force_login(cast.leader)

    def told() -> tuple[bool, str]:
        one = team.composition_on(TODAY)
        return one.is_incomplete, str(one.training_gap or "")

    assert told() == (False, "")  # the row of the program asks nothing
    TeamRule.objects.create(kind=RuleKind.TRAINED, value=1, valid_from=dt.date(2026, 1, 1))
    assert told() == (False, "chưa tập huấn trong năm: 02 người")
    assert "Chưa tập huấn trong năm: 02 người" in text_of(
        client.get(team.get_absolute_url() + "?tai_ngay=22/11/2026")
    )
    listed = client.get(reverse("mediators:team_list") + "?tinh_trang=da-du&tai_ngay=22/11/2026")
    assert "Chưa tập huấn trong năm: 02 người" in text_of(listed)


def test_cards_tell_courses_and_material(cast, team, roster, client):
    make.make_issue(mediator=roster["Bình"])
    client.force_login(cast.leader)
    card = text_of(client.get(team.get_absolute_url() + "?tai_ngay=22/11/2026"))
    assert "Chưa: Lê Chi, Lê Dũng." in card.replace(" ,", ",").replace(" .", ".")
    assert "Tập huấn kỹ năng hòa giải, 1 người có mặt" in card.replace(" ,", ",")
    person = text_of(client.get(roster["Bình"].get_absolute_url()))
    assert ("02/03/2026" in person, "Sổ tay hòa giải viên" in person) == (True, True)


# Budgets


def test_queries_of_training_do_not_grow_with_those_who_came(keeping, team, course):
    cast, client = keeping
    material = make.make_material(locality=cast.home)
    urls = [course.get_absolute_url(), material.get_absolute_url()]
    urls += [course_url(f"course_{one}", course) for one in ("invite", "attendance", "sheet")]
    urls += [reverse("mediators:material_give", args=[material.pk])]

    def come() -> list[int]:
        person = make.make_member(team=team).mediator
        make.make_attendance(course=course, mediator=person)
        make.make_issue(material=material, mediator=person, course=course)
        return [n_queries(client, url) for url in urls]

    with_one = come()
    come()
    assert come() == with_one
