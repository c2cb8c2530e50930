"""Nhập ban đầu: whoever starts in mid-plan enters what has become of the years so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from plans.models import Agency, Officer
from tasks.cell.report import Report
from tasks.cell.services import record_update
from tasks.documents.services import Proof
from tasks.models import TaskParty, TaskYear
from tasks.models.tasks import Role

NEVER_REPORTED = 0  # the version of a cell without an entry in its log


@dataclass(frozen=True, slots=True)
class Catch:
    """What is said of one cell that nobody has reported on yet."""

    task_year: TaskYear
    report: Report
    proofs: Sequence[Proof] = ()


@transaction.atomic
def record_backlog(
    catches: Sequence[Catch], *, by: Officer, today: dt.date, now: dt.datetime | None = None
) -> int:
    """All of them or none; how many were written. On behalf of the body that leads each task.

    ``Conflict`` where somebody has reported on a cell in the meantime, ``ValidationError`` where
    something may not be recorded: then nothing is.
    """
    leads = _first_leads([catch.task_year.timeline.task_id for catch in catches])
    own = by.bodies_on(today)
    n_written = 0
    for catch in catches:
        lead = leads.get(catch.task_year.timeline.task_id)
        on_behalf_of = lead if lead is not None and lead.pk not in own else None
        update = record_update(
            task_year_id=catch.task_year.pk,
            by=by,
            version=NEVER_REPORTED,
            report=replace(catch.report, agency=on_behalf_of),
            today=today,
            proofs=catch.proofs,
            now=now,
        )
        n_written += update is not None
    return n_written


def _first_leads(task_ids: Sequence[int]) -> dict[int, Agency]:
    """Of two leads the first named reports."""
    parties = TaskParty.objects.filter(task__in=set(task_ids), role=Role.LEAD, order=0)
    rows = parties.exclude(agency=None).select_related("agency__locality")
    return {party.task_id: party.agency for party in rows if party.agency is not None}
