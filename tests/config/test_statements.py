"""SQL that is compiled once: the same rows as the queryset's own, for whoever asks."""

import datetime as dt

from config.statements import rows_of
from plans.models import Officer
from tasks.models import TaskYear
from tests import factories as make

D = dt.date
TODAY = D(2026, 11, 22)


def test_rows_are_those_of_the_queryset_with_their_types(db):
    make.make_task_year(year=2026, needs_direction=True)
    asked = TaskYear.objects.values_list("year", "due_on", "needs_direction")
    for _ in range(2):
        assert rows_of("types", lambda: asked) == [(2026, D(2026, 12, 31), True)]


def test_queryset_is_built_once_a_key_and_asked_each_time(db, django_assert_num_queries):
    built = []

    def build():
        built.append(1)
        return TaskYear.objects.values_list("year")

    with django_assert_num_queries(3):
        assert rows_of("once", build) == []
        make_no_query = rows_of("once", build)
        assert rows_of("twice", build) == make_no_query == []
    assert len(built) == 2
    make.make_task_year(year=2026)
    assert rows_of("once", build) == [(2026,)]


def test_condition_that_nothing_meets_asks_no_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of("none", lambda: TaskYear.objects.filter(pk__in=[]).values_list("pk")) == []


def test_union_keeps_the_order_and_types_of_its_columns(db):
    cell = make.make_task_year(year=2026)
    years = TaskYear.objects.order_by().values_list("year", "due_on")
    assert rows_of("union", lambda: years.union(years, all=True)) == [(2026, cell.due_on)] * 2


def test_standpoint_changes_with_whatever_a_query_reads_of_a_person(db):
    officer = make.make_officer()
    before = officer.standpoint(TODAY)
    assert Officer.objects.get(pk=officer.pk).standpoint(TODAY) == before
    seen = {before, officer.standpoint(D(2026, 11, 23))}
    agency = officer.agency
    assert agency is not None
    make.make_succession(old=make.make_agency(), new=agency)
    seen.add(Officer.objects.get(pk=officer.pk).standpoint(TODAY))
    agency.is_whole_office = True
    seen.add(officer.standpoint(TODAY))
    officer.is_superuser = True
    seen.add(officer.standpoint(TODAY))
    agency.locality.path = "9999999"
    seen.add(officer.standpoint(TODAY))
    officer.agency = make.make_agency()
    seen.add(officer.standpoint(TODAY))
    assert len(seen) == 7
