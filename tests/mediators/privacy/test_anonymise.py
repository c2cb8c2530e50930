"""People who left lose their names everywhere; every figure of every day stays."""

import datetime as dt

import lxml.html
import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from mediators.communes import RosterScope
from mediators.decisions.services import obstacles_to_undo
from mediators.models import (
    AccessEntry,
    AccessKind,
    LeavingGround,
    MediationTeam,
    Mediator,
    NotSamePerson,
    Outcome,
    Qualification,
    Sex,
)
from mediators.people.services import save_mediator
from mediators.privacy.services import anonymise
from mediators.statistics import reader
from plans.text import name_key
from tests.clock import set_clock
from tests.html import visible_text
from tests.mediators import factories as make

D = dt.date
TODAY, BEFORE, LEFT = D(2026, 11, 22), D(2022, 1, 1), D(2020, 6, 1)
DAYS = (D(2019, 12, 31), D(2020, 5, 31), D(2020, 10, 31), TODAY)
NAME, OLD_NAME = "Kpă H’Thuỷ Tiên", "Kpă Thị Thuỷ"
SECRETS = (
    *(NAME, OLD_NAME, "Gia Rai", "1953-04-30", "0977 123 456", "Số 9 hẻm Sông Vàm", "Ốm nặng"),
    *("Thợ dệt chiếu", "thuy tien", name_key(NAME)),
)


@pytest.fixture(autouse=True)
def _today():
    set_clock(TODAY)


def text_of(response) -> str:
    return visible_text(lxml.html.document_fromstring(response.content))


@pytest.fixture
def left(cast) -> Mediator:
    """Somebody who served two years, changed her name, and whom every table knows."""
    team = make.make_team(commune=cast.home, needs_minority=True)
    person = make.make_mediator(
        locality=cast.home,
        full_name=OLD_NAME,
        birth_on=D(1953, 4, 30),
        sex=Sex.FEMALE,
        ethnic_group="Gia Rai",
        qualification=Qualification.LAW,
        occupation="Thợ dệt chiếu",
        source="respected",
        phone="0977 123 456",
        address="Số 9 hẻm Sông Vàm",
    )
    namesake = make.make_mediator(locality=cast.home, full_name=OLD_NAME, birth_year=1971)
    NotSamePerson.note(person, namesake)
    Mediator.objects.filter(pk=namesake.pk).update(full_name="Người khác", search_name="x")
    Mediator.history.filter(id=namesake.pk).delete()
    person.full_name = NAME
    save_mediator(person, by=cast.keeper)
    ground = LeavingGround.objects.earliest("pk")
    make.make_member(
        team=team, mediator=person, started_on=D(2018, 6, 1), ended_on=LEFT, ground=ground
    )
    for _ in range(2):
        make.make_member(team=team)
    case = make.make_case(
        team=team, mediators=[person], outcome=Outcome.SUCCESS, received_on=D(2019, 3, 1)
    )
    course_days = {"started_on": D(2020, 3, 1), "ended_on": D(2020, 3, 2)}
    course = make.make_course(locality=cast.home, **course_days)
    make.make_attendance(course=course, mediator=person)
    missed = make.make_course(locality=cast.home, **course_days)
    make.make_attendance(course=missed, mediator=person, status="absent", note="Ốm nặng")
    make.make_issue(mediator=person)
    make.make_payment(case=case, mediator=person)
    award = make.make_commendation(locality=cast.home, mediator=person)
    AccessEntry.note(AccessKind.VIEW, f"Đã xem {NAME}", by=cast.keeper, locality=cast.home)
    for row in (person, award):
        LogEntry.objects.create(
            user=cast.administrator,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row),
            action_flag=CHANGE,
        )
    return person


def forget(person, cast) -> int:
    facts = {"left_before": BEFORE, "home": cast.home, "by": cast.administrator}
    return anonymise([person.pk], today=TODAY, **facts)


def cells_with(words) -> list[str]:
    """Every column of every table of the database in which one of the words still stands."""
    found = []
    for model in apps.get_models():
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.DateField))
        ]
        for row in model._default_manager.values(*columns):
            text = " | ".join(map(str, row.values())).lower()
            found += [f"{model.__name__}: {word}" for word in words if word.lower() in text]
    return found


def figures(cast):
    """All that forms and targets count, on four cut-off days; and what each team lacked then."""
    told = []
    for day in DAYS:
        rows = [
            *reader.people_on(RosterScope(cast.leader), day),
            *reader.cases_between(RosterScope(cast.leader), day.replace(month=1, day=1), day),
            *reader.teams_on(RosterScope(cast.leader), day, with_state=True),
        ]
        gaps = [team.composition.missing for team in MediationTeam.objects.all().composed_on(day)]
        told.append((sorted(map(repr, rows)), gaps))
    return told


def test_nothing_in_the_database_tells_who_it_was(left, cast):
    assert {found.partition(": ")[2] for found in cells_with(SECRETS)} == set(SECRETS)
    assert forget(left, cast) == 1
    assert cells_with(SECRETS) == []
    left.refresh_from_db()
    assert str(left) == f"Hòa giải viên đã ẩn danh #{left.pk}"
    kept = (left.sex, left.qualification, left.is_minority, left.birth_year, left.anonymised_on)
    assert kept == (Sex.FEMALE, Qualification.LAW, True, None, TODAY)
    assert left.history.count() == 1


def test_figures_of_every_cut_off_stay(left, cast):
    before = figures(cast)
    assert any("'female'" in row for row in before[1][0])  # she is counted while she served
    forget(left, cast)
    assert figures(cast) == before


def test_log_says_who_did_it_and_lines_about_others_stay(left, cast):
    other = make.make_mediator(locality=cast.home, full_name="Trần Văn Ba")
    AccessEntry.note(
        AccessKind.VIEW, f"Trang của {other}", by=cast.keeper, locality=cast.home, mediator=other
    )
    forget(left, cast)
    assert AccessEntry.objects.get(mediator=other).subject == "Trang của Trần Văn Ba"
    last = AccessEntry.objects.filter(mediator=left).newest_first()[0]
    assert (last.officer, last.subject) == (
        cast.administrator,
        f"Ẩn danh: {left.__class__.objects.get(pk=left.pk)}",
    )


def test_lines_of_a_namesake_keep_the_name(left, cast):
    other = make.make_mediator(locality=cast.home, full_name=NAME)
    forget(left, cast)
    assert AccessEntry.objects.filter(mediator=None, subject=f"Đã xem {NAME}").count() == 1
    other.refresh_from_db()
    assert other.full_name == NAME


@pytest.mark.parametrize("reason", ["serves", "left lately", "in a draft", "elsewhere", "done"])
def test_only_who_left_long_ago_and_will_not_come_back_is_offered(reason, left, cast):
    team = left.memberships.get().team
    if reason == "serves":
        make.make_member(team=team, mediator=left, started_on=D(2021, 1, 1))
    elif reason == "left lately":
        left.memberships.update(ended_on=BEFORE)
    elif reason == "in a draft":
        make.make_draft(locality=cast.home, lines=[make.recognise(team, left)])
    elif reason == "elsewhere":
        Mediator.objects.filter(pk=left.pk).update(locality=cast.stranger.locality)
    else:
        forget(left, cast)
    assert list(Mediator.objects.left_before(BEFORE, home=cast.home)) == []
    with pytest.raises(ValidationError, match="Danh sách vừa thay đổi"):
        forget(left, cast)


def test_administrator_chooses_looks_and_types_the_words(left, cast, client):
    client.force_login(cast.administrator)
    listed = reverse("mediators:anonymise_list")
    assert NAME in text_of(client.get(listed))
    assert NAME not in text_of(client.get(listed + "?thoi_truoc=01/06/2020"))
    assert "Nhập ngày từ 22/11/2026" in text_of(client.get(listed + "?thoi_truoc=23/11/2026"))
    url = reverse("mediators:anonymise_confirm") + f"?thoi_truoc=01/01/2022&nguoi={left.pk}"
    page = text_of(client.get(url))
    assert ("Ẩn danh 1 người?" in page, "không hoàn tác được" in page) == (True, True)
    for phrase in ("", "xóa"):
        assert client.post(url, {"phrase": phrase}).status_code == 422
    assert Mediator.objects.get(pk=left.pk).full_name == NAME
    done = client.post(url, {"phrase": "ẩn danh"}, follow=True)
    assert "Đã ẩn danh 1 người" in text_of(done)
    again = client.post(url, {"phrase": "ẩn danh"}, follow=True)
    assert "Đánh dấu ít nhất một người" in text_of(again)


def test_anonymised_person_is_shown_as_such_and_stays_so(left, cast, client):
    forget(left, cast)
    client.force_login(cast.administrator)
    page = text_of(client.get(left.get_absolute_url()))
    assert "Đã ẩn danh ngày 22/11/2026" in page
    assert [word for word in SECRETS if word in page] == []
    found = client.get(reverse("mediators:mediator_list") + "?tim=da an danh&tinh_trang=tat-ca")
    assert "1 người khớp với bộ lọc" in text_of(found)
    edit = client.get(reverse("mediators:mediator_edit", args=[left.pk]))
    assert (edit.status_code, "thêm như người mới" in text_of(edit)) == (403, True)
    admin = reverse("admin:mediators_mediator_change", args=[left.pk])
    assert client.post(admin, {"full_name": "Tên cũ"}).status_code == 403
    assert left not in Mediator.objects.free_for_teams()


def test_decision_that_ended_the_service_is_not_undone_any_more(cast):
    team = make.make_team(commune=cast.home)
    gone = make.make_member(team=team, started_on=D(2015, 1, 1)).mediator
    decision = make.enact(make.make_draft(lines=[make.end(team, gone)]), issued_on=LEFT)
    assert obstacles_to_undo(decision) == []
    decision.locality = cast.home
    Mediator.objects.filter(pk=gone.pk).update(locality=cast.home)
    forget(gone, cast)
    assert obstacles_to_undo(decision) == [
        f"Hòa giải viên đã ẩn danh #{gone.pk}: không đưa trở lại tổ được."
    ]
