"""Who owns a task: somebody is assigned, or its first lead is a post or unit with officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from plans.models import Officer
from plans.models.agencies import Successions
from tasks.models import Task


def manned_in(locality_ids: Collection[int]) -> frozenset[int]:
    """Return the keys of the bodies of those localities in which somebody can sign in."""
    officers = Officer.objects.active().filter(agency__locality__in=locality_ids)
    return frozenset(officers.order_by().values_list("agency_id", flat=True).distinct())


def is_manned(
    task: Task, day: dt.date, *, successions: Successions, manned: Collection[int]
) -> bool:
    """Whether the first lead, or the body in its place on the day, has officers.

    A whole office owns nothing by itself (design, section 3).
    """
    return any(
        body.pk in manned and not body.is_whole_office
        for party in task.party_list
        if party.is_first_lead and party.agency is not None and not party.agency.is_whole_office
        for body in (party.agency, successions.on(party.agency, day))
    )


def has_owner(
    task: Task, day: dt.date, *, successions: Successions, manned: Collection[int]
) -> bool:
    """Whether the task is assigned on the day, or its first lead has officers."""
    is_assigned = any(row.is_in_force(day) for row in task.assignment_list)
    return is_assigned or is_manned(task, day, successions=successions, manned=manned)
