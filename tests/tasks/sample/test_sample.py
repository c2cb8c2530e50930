"""The sample data: one story, told through the services, never beside real data."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from plans.models import Agency, AgencySuccession, Locality, Officer, Plan, Role
from tasks.models import Assignment, Contribution, DueDateChange, StatusUpdate, Task, TaskYear
from tasks.sample import load as told
from tasks.sample import story as sample
from tests import factories as make
from tests.clock import set_clock

D = dt.date
TODAY = D(2026, 11, 22)


def words(code, *, line="", day=TODAY):
    """What the cells of a timeline read until 2026, by year."""
    cells = TaskYear.objects.filter(timeline__task__code=code, timeline__label=line, year__lte=2026)
    return {cell.year: cell.label_on(day).word for cell in cells}


def run(**options):
    out = StringIO()
    call_command("load_sample", stdout=out, **options)
    return out.getvalue()


def counts():
    models = (Locality, Agency, Officer, Task, TaskYear, StatusUpdate, Assignment, Contribution)
    return [model._default_manager.count() for model in models]


def test_plan_comes_whole_with_working_titles(sample_story):
    assert Task.objects.count() == 10
    assert TaskYear.objects.count() == 56
    assert {task.code: task.short_title for task in Task.objects.all()} == sample.SHORT_TITLES


def test_each_line_stands_as_the_story_says(sample_story):
    done, doing = "Hoàn thành", "Đang thực hiện"
    assert words("II.1.a") == {2024: done, 2025: done, 2026: doing}
    assert words("II.1.b") == {2024: done, 2025: done, 2026: doing}
    assert words("II.1.c") == {}
    assert words("II.2.a") == {2024: done, 2025: done, 2026: "Quá hạn 53 ngày"}
    assert words("II.2.b") == {2024: done, 2025: done, 2026: "Còn 8 ngày"}
    assert words("II.3.a") == {2025: "Không phát sinh", 2026: done}
    assert words("II.3.b") == {2024: done, 2025: done, 2026: done}
    assert words("II.4.a") == {2024: done, 2025: "Hoàn thành quá hạn", 2026: done}
    assert words("II.4.b") == {2024: done, 2025: done, 2026: "Quá hạn 22 ngày"}
    assert words("II.5.a", line="Kiểm tra, khảo sát") == {
        2024: "Không thực hiện",
        2025: "Quá hạn 326 ngày",
        2026: "Chưa thực hiện",
    }
    assert words("II.5.a", line="Sơ kết") == {2026: "Còn 23 ngày"}


def test_past_day_is_told_from_the_log(sample_story):
    cell = TaskYear.objects.as_of(D(2025, 12, 31), today=TODAY).get(
        timeline__task__code="II.4.a", year=2025
    )
    assert cell.label_on(D(2025, 12, 31)).word == "Đến hạn hôm nay"


def test_somebody_asks_for_direction_and_somebody_is_silent(sample_story):
    asking = TaskYear.objects.filter(needs_direction=True)
    assert [(cell.timeline.task.code, cell.year) for cell in asking] == [("II.2.a", 2026)]
    silent = TaskYear.objects.as_of(TODAY, today=TODAY).owing_update(TODAY)
    assert ("II.1.b", 2026) in {(cell.timeline.task.code, cell.year) for cell in silent}


def test_only_the_budget_waits_for_somebody(sample_story):
    tasks: Any = Task.objects.with_ownership(TODAY)
    assert [task.code for task in tasks if not task.has_owner] == ["II.3.b"]


def test_bodies_of_2024_have_their_successors_since_the_merger(sample_story):
    justice = Agency.objects.get(name="Công chức Tư pháp - hộ tịch")
    assert justice.on(D(2025, 6, 30)) == justice
    assert justice.on(D(2025, 7, 1)).name == "Văn phòng HĐND và UBND"
    assert set(AgencySuccession.objects.values_list("effective_on", flat=True)) == {D(2025, 7, 1)}


def test_names_of_one_body_lead_to_one_agency(sample_story):
    commune = Locality.objects.get(name=sample.COMMUNE)
    front = Agency.objects.named("UBMTTQ thị trấn", locality=commune)
    leads = Agency.objects.named("Ủy ban Mặt trận Tổ quốc Việt Nam xã", locality=commune)
    assert front is not None
    assert leads == front


def test_who_reported_before_the_merger_has_the_name_of_the_time(sample_story):
    names = StatusUpdate.objects.filter(effective_on__lt=D(2025, 7, 1))
    assert set(names.values_list("agency_name", flat=True)) == {"Công chức Tư pháp - hộ tịch"}


def test_every_role_has_an_account_that_opens(sample_story):
    active = Officer.objects.active()
    held = {name for officer in active for name in officer.roles}
    assert held == set(Role.values)
    for officer in active:
        request = RequestFactory().post("/")
        signed = authenticate(request, username=officer.username, password=sample.PASSWORD)
        assert signed == officer
    assert {o.username for o in active if o.is_staff} == {"quan-tri"}
    assert not active.filter(is_superuser=True).exists()


def test_nothing_is_of_a_later_day_than_the_story(sample_story):
    assert sample_story.until == TODAY
    assert StatusUpdate.objects.filter(effective_on__gt=TODAY).count() == 0
    assert StatusUpdate.objects.filter(recorded_at__date__gt=TODAY).count() == 0
    assert max(entry.on for entry in sample.ENTRIES) <= sample.STORY_ENDS_ON


def test_everything_says_that_it_is_a_sample(sample_story):
    assert not Locality.objects.filter(is_sample=False).exists()


def test_told_twice_it_is_told_once(sample_story):
    before = counts()
    again = told.load_sample(today=TODAY)
    assert again == told.Told(is_new=False)
    assert counts() == before


def test_story_told_until_an_earlier_day_leaves_the_rest_out(db):
    told.load_sample(today=D(2025, 3, 1))
    assert words("II.2.b", day=D(2025, 3, 1)) == {
        2024: "Hoàn thành",
        2025: "Chưa thực hiện",
        2026: "Chưa đến kỳ",
    }
    assert DueDateChange.objects.count() == 0
    assert set(Assignment.objects.values_list("officer__username", flat=True)) == {sample.BEFORE}


def test_story_does_not_begin_before_the_plan(db):
    with pytest.raises(told.TooEarly, match="bắt đầu từ ngày 01/07/2024"):
        told.load_sample(today=D(2024, 6, 30))
    assert not Locality.objects.exists()


@pytest.mark.parametrize("real", ["locality", "officer"])
def test_real_data_is_never_mixed_with(db, real):
    if real == "locality":
        make.make_locality(name="Xã Thật")
    else:
        Officer.objects.create_superuser(username="that", password="x", full_name="Người thật")
    with pytest.raises(told.RealData, match="địa bàn hoặc cán bộ thật"):
        told.load_sample(today=TODAY)
    assert not Plan.objects.exists()


def test_real_person_beside_the_sample_stops_a_second_telling(sample_story):
    Officer.objects.create_superuser(username="that", password="x", full_name="Người thật")
    with pytest.raises(told.RealData):
        told.load_sample(today=TODAY)


# The command


@pytest.fixture
def clock():
    def set_to(day):
        set_clock(day)

    set_to(D(2027, 3, 1))
    return set_to


def test_command_prints_who_may_sign_in(db, clock):
    said = run()
    assert "56 nhiệm vụ theo năm" in said
    assert "tính đến ngày 22/11/2026" in said
    assert sample.PASSWORD in said
    for person in sample.PEOPLE:
        assert (f"  {person.username} " in said) is person.is_active


def test_command_run_again_says_so_and_prints_the_accounts(db, clock):
    run()
    said = run()
    assert "đã có sẵn, không thay đổi gì" in said
    assert "quan-tri" in said


def test_command_on_an_early_clock_tells_what_has_happened_by_then(db, clock):
    clock(D(2025, 12, 1))
    assert "tính đến ngày 01/12/2025" in run()
    assert not StatusUpdate.objects.filter(effective_on__gt=D(2025, 12, 1)).exists()


def test_command_refuses_a_day_that_has_not_come(db, clock):
    clock(D(2026, 1, 1))
    with pytest.raises(CommandError, match="ở sau ngày hôm nay"):
        run(today=D(2026, 6, 1))


def test_command_passes_by_real_data_when_told_to(db, clock):
    make.make_locality(name="Xã Thật")
    assert run(if_empty=True) == ""
    with pytest.raises(CommandError, match="cơ sở dữ liệu khác"):
        run()
