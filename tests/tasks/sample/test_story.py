"""On every day of the story there is something to see. Counted from the tables alone."""

import datetime as dt

import pytest
from django.apps import apps

from mediators.models import Mediator
from plans.models import Agency, Officer
from tasks.models import Assignment, Contribution, Task, TaskParty, TaskYear
from tasks.sample.load import load_sample
from tasks.sample.places import Places
from tasks.sample.work import Work

D = dt.date
TOLD = [
    *(D(2025, 3, 1), D(2025, 6, 30), D(2025, 7, 1), D(2026, 11, 22), D(2026, 12, 31)),
    *(D(2027, 1, 1), D(2027, 3, 15), D(2027, 6, 30)),
]
REPEATED = [D(2028, 2, 29), D(2030, 9, 9)]
OPEN = ("todo", "doing")


@pytest.fixture(params=TOLD + REPEATED, ids=lambda day: f"{day:%d/%m/%Y}")
def day(request, db):
    """The day up to which plans and the work on them are entered; rosters have no part here."""
    Work(Places(request.param)).enter()
    return request.param


def taken_parts(day):
    """Cells of this year and open ones of earlier years, with each body that has a part in them."""
    for cell in TaskYear.objects.filter(year__lte=day.year).select_related("timeline"):
        if cell.year == day.year or cell.state in OPEN:
            for party in TaskParty.objects.filter(task=cell.timeline.task_id).exclude(agency=None):
                body = party.agency.on(day)
                if body.is_active:
                    yield cell, party.role, body


def is_owed(cell, role, body, day):
    if cell.state not in OPEN:
        return False
    if role == "lead":
        return cell.year == day.year
    given = Contribution.objects.filter(task_year=cell)
    return body not in [one.agency.on(day) for one in given]


def days_of_silence(cell, day):
    began = [D(cell.year, 1, 1), cell.timeline.task.plan.loaded_on]
    return (day - max([*began, cell.updated_on or began[0]])).days


def test_something_is_to_see_on_every_day(day):
    parts = list(taken_parts(day))
    busy = {body for cell, role, body in parts if is_owed(cell, role, body, day)}
    idle = {body for _, _, body in parts} - busy
    assert idle == set()

    named = Assignment.objects.filter(since__lte=day).exclude(until__lt=day)
    [budget] = Task.objects.filter(code="II.3.b")
    assert not named.filter(task=budget).exists()
    [lead] = budget.parties.filter(role="lead")
    assert lead.agency.on(day).is_whole_office

    open_cells = TaskYear.objects.filter(year__lte=day.year, state__in=OPEN)
    with_plans = open_cells.select_related("timeline__task__plan")
    assert [cell for cell in with_plans if days_of_silence(cell, day) > 90]
    assert open_cells.filter(needs_direction=True).exists()
    assert TaskYear.objects.filter(review="returned").exclude(state__in=OPEN).exists()


def test_bodies_of_every_plan_take_part(sample_story):
    """What the test above loops over is not empty."""
    assert {body.locality.name for _, _, body in taken_parts(D(2026, 11, 22))} == {
        "xã Tân Biên",
        "xã Tân Lập",
    }


def test_first_days_have_a_plan_and_its_people(db):
    told = load_sample(today=D(2024, 7, 1))
    assert (told.n_plans, told.n_cells, told.n_updates) == (1, 56, 0)
    assert Assignment.objects.filter(since=D(2024, 7, 1)).count() == 7


def test_plans_of_one_year_follow_each_other(db):
    load_sample(today=D(2028, 6, 30))
    years = TaskYear.objects.filter(timeline__task__plan__first_year=2028)
    assert years.filter(timeline__task__plan__locality__name="xã Tân Lập").count() == 6
    assert years.filter(timeline__task__plan__locality__name="xã Tân Biên").count() == 6
    ended = TaskYear.objects.filter(timeline__task__plan__last_year=2026)
    assert not ended.filter(state__in=OPEN).exists()


def test_no_man_heads_a_womens_union(whole_story):
    for person in Mediator.objects.filter(occupation__contains="Phụ nữ"):
        assert person.sex == "female", person
    union = Agency.objects.filter(name__startswith="Hội Liên hiệp Phụ nữ")
    assert union.exists()
    men = [o for o in Officer.objects.filter(agency__in=union) if " Văn " in o.full_name]
    assert men == []


def test_every_choice_is_one_that_a_form_offers(whole_story):
    wrong = {
        (model.__name__, field.name, value)
        for label in ("plans", "mediators", "tasks")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if field.choices
        for value in model._base_manager.values_list(field.name, flat=True).distinct()
        if value not in ["", None, *dict(field.flatchoices)]
    }
    assert wrong == set()
