"""Many at once: what was acknowledged is in the log, and the cell agrees with its last entry."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from tasks.cell.report import Report
from tasks.cell.services import Conflict, record_update
from tasks.documents.services import Proof
from tasks.models import Document, Evidence, StatusUpdate, TaskYear
from tasks.states import State
from tests import factories as make
from tests.cast import make_cast
from tests.tasks.cells import TODAY, form_data, url_of

N_WORKERS, N_CELLS, N_UPDATES = 8, 10, 200
EACH = N_UPDATES // N_WORKERS


def at_once(work, n=N_WORKERS):
    """What each worker returns; all begin together, each with a connection of its own."""
    start = Barrier(n, timeout=30)

    def run(number):
        try:
            start.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(run, range(n)))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_updates_of_eight_workers_on_ten_cells():
    timeline = make.make_timeline(first_year=2021, last_year=2030)
    cells = [make.make_task_year(timeline=timeline, year=year).pk for year in timeline.years]
    assert len(cells) == N_CELLS
    officers = [make.make_officer() for _ in range(N_WORKERS)]

    def report_for_a_while(number):
        chance = random.Random(number)  # noqa: S311 -- which cell comes next is no secret
        acknowledged: list[tuple[int, int, str]] = []
        told = []
        while len(acknowledged) < EACH:
            pk = chance.choice(cells)
            version = TaskYear.objects.values_list("version", flat=True).get(pk=pk)
            text = f"Người {number}, lần {len(acknowledged)}"
            try:
                update = record_update(
                    task_year_id=pk,
                    by=officers[number],
                    version=version,
                    report=Report(State.DOING, TODAY, result=text),
                    today=TODAY,
                )
            except Conflict as conflict:
                told.append(conflict.since)
            else:
                acknowledged.append((pk, update.pk, text))
        return acknowledged, told

    reported = at_once(report_for_a_while)

    acknowledged = [entry for entries, _ in reported for entry in entries]
    assert all(since for _, told in reported for since in told)
    log = list(StatusUpdate.objects.values_list("task_year", "pk", "result"))
    assert len(log) == N_UPDATES
    assert sorted(log) == sorted(acknowledged)
    n_entries = Counter(pk for pk, _, _ in log)
    for cell in TaskYear.objects.filter(pk__in=cells):
        last = cell.updates.latest_first().first()
        assert cell.version == n_entries[cell.pk]
        assert (cell.state, cell.updated_on) == (last.state, last.effective_on)


@pytest.mark.django_db(transaction=True)
def test_eight_people_send_one_form_and_one_is_saved():
    cast = make_cast()
    people = [make.make_officer(agency=cast.officer.agency) for _ in range(N_WORKERS)]
    clients = [Client() for _ in people]
    for client, officer in zip(clients, people, strict=True):
        client.force_login(officer)

    def send(number):
        data = form_data(result=f"Bản của người {number}")
        return clients[number].post(url_of(cast.task_year), data).status_code

    assert sorted(at_once(send)) == [302, *[409] * (N_WORKERS - 1)]
    cast.task_year.refresh_from_db()
    assert (cast.task_year.version, StatusUpdate.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_new_document_cited_by_all_at_once_is_one_document():
    timeline = make.make_timeline(first_year=2021, last_year=2030)
    locality = timeline.task.plan.locality
    cells = [make.make_task_year(timeline=timeline, year=year).pk for year in timeline.years]
    officer = make.make_officer()

    def cite(number):
        paper = Document(locality=locality, number="412/BC-UBND", issued_on=TODAY)
        record_update(
            task_year_id=cells[number],
            by=officer,
            version=0,
            report=Report(State.DOING, TODAY, result="Đã gửi báo cáo"),
            today=TODAY,
            proofs=[Proof(document=paper)],
        )

    at_once(cite)
    assert (Document.objects.count(), Evidence.objects.count()) == (1, N_WORKERS)
