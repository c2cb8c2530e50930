"""Courses, who came, material; who was trained, and the lists behind those figures."""

import datetime as dt

import pytest
from django.urls import reverse

from mediators.models import Attendance, TrainingCourse
from tests.mediators import factories as make
from tests.mediators.test_pages import rows_of

TODAY = dt.date(2026, 11, 22)
Audience = TrainingCourse.Audience
Status = Attendance.Status


def member_named(name: str, team) -> "make.Mediator":
    return make.make_member(team=team, full_name=name).mediator


@pytest.fixture
def team(cast):
    return make.make_team(commune=cast.home, name="Khu phố 3")


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
        "?nam=gi-do&tap_huan=co": ["Lê Bình"],
    }
    url = reverse("mediators:mediator_list")
    assert {query: rows_of(client.get(url + query)) for query in expected} == expected


def test_training_is_no_filter_for_who_sees_names_only(cast, team, client):
    make.make_attendance(mediator=member_named("Lê Bình", team))
    client.force_login(cast.officer)
    response = client.get(reverse("mediators:mediator_list") + "?tap_huan=khong&tai_lieu=co")
    assert rows_of(response) == ["Lê Bình"]
