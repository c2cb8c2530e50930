"""The cast is made once for many tests: each finds it new, and who does not ask finds nothing."""

import pytest
from django.contrib.auth import get_user
from django.db import connection

from plans.models import Officer, Plan
from tasks.models import Task
from tests import factories as make
from tests.cast import MEMBERS

NAME = "Nguyễn Thị Phụ Trách"


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_to_the_cast_is_gone_at_its_end(cast, turn):
    assert (cast.officer.full_name, Task.objects.count()) == (NAME, 1)
    assert Officer.objects.get(pk=cast.officer.pk).full_name == NAME
    cast.officer.full_name = "Tên khác"
    cast.officer.save()
    cast.task_year.delete()


@pytest.mark.parametrize("turn", [1, 2])
def test_connection_that_a_test_closes_is_opened_again(cast, turn):
    assert Officer.objects.get(pk=cast.officer.pk).full_name == NAME
    connection.close()


def test_parts_of_the_cast_are_each_others(cast):
    assert cast.task_year.timeline.task is cast.task
    assert cast.officer.agency.locality is cast.home


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_to_the_real_plan_is_gone_at_its_end(real_plan, turn):
    assert (Task.objects.count(), real_plan.tasks.count()) == (10, 10)
    make.make_task(plan=real_plan)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_to_the_sample_is_gone_at_its_end(sample_story, turn):
    plan = Plan.objects.get(last_year=2030)
    assert (sample_story.is_new, plan.tasks.count()) == (True, 10)
    make.make_task(plan=plan)


def test_each_member_at_work_is_signed_in(cast_at_work):
    for member in MEMBERS:
        user = get_user(cast_at_work.client_of(member))
        assert (user if user.is_authenticated else None) == cast_at_work.cast.member(member)


def test_real_plan_beside_the_cast_is_a_new_one(cast, real_plan):
    assert (Task.objects.count(), cast.home) == (11, real_plan.locality)


def test_who_does_not_ask_finds_no_cast(db):
    assert Officer.objects.count() == 0


def test_cast_asked_for_on_the_way_is_a_new_one(db, request):
    assert request.getfixturevalue("cast").officer.pk == Officer.objects.get(username="tu-phap").pk


def test_stage_is_empty_where_a_test_commits(transactional_db, cast):
    assert Officer.objects.filter(username="tu-phap").count() == 1
