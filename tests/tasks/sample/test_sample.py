"""The sample data: one story, told through the services, never beside real data."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from plans.models import Agency, AgencySuccession, Locality, Officer, Plan, Role
from tasks.models import Assignment, Contribution, DueDateChange, StatusUpdate, Task, TaskYear
from tasks.sample import load as told
from tests import factories as make
from tests.clock import set_clock
from tests.tasks.sample.figures import figures, kept
from tests.tasks.shown import board_of, cell_on

D = dt.date
TODAY = D(2026, 11, 22)
PASSWORD = "minh-hoa-2026"
OLD_ACCOUNTS = {
    *("tu-phap", "tai-chinh", "van-hoa", "cong-an", "mat-tran", "tong-hop", "lanh-dao"),
    *("hoa-giai", "quan-tri"),
}
NEW_ACCOUNTS = {"tu-phap-tl", "lanh-dao-tl", "so-tu-phap"}


def cells_of_seven_years():
    return TaskYear.objects.filter(timeline__task__plan__last_year=2030)


def words(code, *, line="", day=TODAY):
    """What the cells of a timeline read until 2026, by year."""
    cells = cells_of_seven_years().filter(
        timeline__task__code=code, timeline__label=line, year__lte=2026
    )
    return {cell.year: cell.label_on(day).word for cell in cells}


def run(**options):
    out = StringIO()
    call_command("load_sample", stdout=out, **options)
    return out.getvalue()


def counts():
    models = (Locality, Agency, Officer, Task, TaskYear, StatusUpdate, Assignment, Contribution)
    return [model._default_manager.count() for model in models]


def test_first_commune_is_on_22_11_2026_what_it_was_alone(sample_story):
    was = kept()
    for part, found in figures().items():
        assert found == was[part], part


def test_three_plans_are_in_two_communes(sample_story):
    cells = {
        (plan.locality.name, plan.short_title): TaskYear.objects.of_plan(plan.pk).count()
        for plan in Plan.objects.all()
    }
    assert cells == {
        ("xã Tân Biên", "Kế hoạch nâng cao năng lực hòa giải viên 2024 - 2030"): 56,
        ("xã Tân Biên", "Phân loại rác 2026"): 6,
        ("xã Tân Lập", "Chuyển đổi số 2024"): 6,
        ("xã Tân Lập", "Chuyển đổi số 2025"): 6,
        ("xã Tân Lập", "Chuyển đổi số 2026"): 6,
    }
    assert sample_story.n_plans == 5
    assert sample_story.n_cells == TaskYear.objects.count()
    assert sample_story.n_updates == StatusUpdate.objects.count()


def test_plans_of_one_year_bear_their_own_days(sample_story):
    plans = Plan.objects.filter(locality__name="xã Tân Lập").order_by("first_year")
    assert [(one.first_year, one.last_year) for one in plans] == [
        (year, year) for year in (2024, 2025, 2026)
    ]
    assert [one.issued_on for one in plans] == [D(2024, 7, 8), D(2025, 1, 6), D(2026, 1, 12)]
    assert [one.title[-4:] for one in plans] == ["2024", "2025", "2026"]


def test_both_communes_are_below_the_province(sample_story):
    province = Locality.objects.get(level=Locality.Level.PROVINCE)
    communes = province.children.order_by("pk")
    assert [one.name for one in communes] == ["xã Tân Biên", "xã Tân Lập"]
    assert [one.children.count() for one in communes] == [20, 4]


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
    cell = cells_of_seven_years().get(timeline__task__code="II.4.a", year=2025)
    assert cell_on(cell, D(2025, 12, 31)).label.word == "Đến hạn hôm nay"


def test_only_the_budget_waits_for_somebody(sample_story):
    board = board_of(Plan.objects.get(last_year=2030))
    assert [task.code for task in board.unassigned] == ["II.3.b"]


def test_bodies_of_2024_have_their_successors_since_the_merger(sample_story):
    justice = Agency.objects.get(name="Công chức Tư pháp - hộ tịch", locality__name="xã Tân Biên")
    assert justice.on(D(2025, 6, 30)) == justice
    assert justice.on(D(2025, 7, 1)).name == "Văn phòng HĐND và UBND"
    assert set(AgencySuccession.objects.values_list("effective_on", flat=True)) == {D(2025, 7, 1)}


def test_names_of_one_body_lead_to_one_agency(sample_story):
    commune = Locality.objects.get(name="xã Tân Biên")
    front = Agency.objects.named("UBMTTQ thị trấn", locality=commune)
    leads = Agency.objects.named("Ủy ban Mặt trận Tổ quốc Việt Nam xã", locality=commune)
    assert front is not None
    assert leads == front


def test_who_reported_before_the_merger_has_the_name_of_the_time(sample_story):
    names = StatusUpdate.objects.filter(effective_on__lt=D(2025, 7, 1))
    names = names.filter(task_year__in=cells_of_seven_years())
    assert set(names.values_list("agency_name", flat=True)) == {"Công chức Tư pháp - hộ tịch"}


def test_every_role_has_an_account_that_opens(sample_story):
    active = Officer.objects.active()
    held = {name for officer in active for name in officer.roles}
    assert held == set(Role.values)
    for officer in active:
        request = RequestFactory().post("/")
        signed = authenticate(request, username=officer.username, password=PASSWORD)
        assert signed == officer
    assert {o.username for o in active} == OLD_ACCOUNTS | NEW_ACCOUNTS
    assert {o.username for o in active if o.is_staff} == {"quan-tri"}
    assert not active.filter(is_superuser=True).exists()


def test_nothing_is_of_a_later_day_than_the_story(sample_story):
    assert sample_story.until == TODAY
    assert StatusUpdate.objects.filter(effective_on__gt=TODAY).count() == 0
    assert StatusUpdate.objects.filter(recorded_at__date__gt=TODAY).count() == 0


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
    named = Assignment.objects.filter(task__plan__last_year=2030)
    assert set(named.values_list("officer__username", flat=True)) == {"tu-phap-cu"}


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
    said = run(today=TODAY)
    assert "5 kế hoạch với 80 nhiệm vụ theo năm" in said
    assert "tính đến ngày 22/11/2026" in said
    assert PASSWORD in said
    for username in OLD_ACCOUNTS | NEW_ACCOUNTS:
        assert f"\n  {username} " in said
    assert "tu-phap-cu" not in said


def test_command_loads_up_to_the_day_on_the_clock(db, clock):
    assert "tính đến ngày 01/03/2027" in run()
    assert StatusUpdate.objects.filter(effective_on__gt=D(2027, 2, 1)).exists()


@pytest.mark.parametrize("written", ["20/10/2024", "2024-10-20"])
def test_command_takes_the_day_as_people_write_it(db, clock, written):
    out = StringIO()
    call_command("load_sample", f"--today={written}", stdout=out)
    assert "tính đến ngày 20/10/2024" in out.getvalue()


def test_command_says_how_a_day_is_written(db, clock):
    with pytest.raises(CommandError, match="hãy viết như 22/11/2026"):
        call_command("load_sample", "--today=31/02/2026")


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
