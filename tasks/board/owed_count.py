"""How many things one person should do now, counted by the database.

Every page shows the number in its head, also one without a board. It is ``Owed.n`` of the board
of all plans that the person may see, and a test holds it to that. It is written in SQL because
Django takes many times longer to build these statements than the database to answer them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import connection

from plans.models import Officer
from plans.models.plans import Cadence
from tasks.states import DUE_SOON_DAYS, owes_contribution

# Tasks of the plans in force (``tasks.states.is_plan_in_force``), whether the person answers for
# each (``Board.is_mine``), and the day since which its cells must have had news.
_TASKS = """
WITH plan AS (
    SELECT * FROM plans_plan WHERE locality_id IN (
        SELECT id FROM plans_locality WHERE path >= %(path)s AND path < %(path_end)s)
), cell AS NOT MATERIALIZED (
    SELECT task.plan_id, line.task_id, cell.*, cell.state IN ('todo', 'doing') AS is_open
    FROM tasks_task task
    JOIN tasks_timeline line ON line.task_id = task.id
    JOIN tasks_taskyear cell ON cell.timeline_id = line.id
), assigned AS NOT MATERIALIZED (
    SELECT * FROM tasks_assignment
    WHERE since <= %(day)s AND (until IS NULL OR until >= %(day)s)
), party AS NOT MATERIALIZED (
    SELECT party.*, party.role = 'lead' AND party."order" = 0 AS is_first_lead, body.is_whole_office
    FROM tasks_taskparty party JOIN plans_agency body ON body.id = party.agency_id
    WHERE party.agency_id IN ({bodies})
), task AS (
    SELECT
        task.id, plan.loaded_on, plan.contributions_every,
        CASE plan.cadence {news_since} END AS news_since,
        CASE WHEN EXISTS (SELECT 1 FROM assigned WHERE task_id = task.id)
        THEN EXISTS (SELECT 1 FROM assigned WHERE task_id = task.id AND officer_id = %(user)s)
        ELSE %(is_of_unit)s AND EXISTS (
            SELECT 1 FROM party
            WHERE task_id = task.id AND is_first_lead AND NOT is_whole_office)
        END AS is_mine
    FROM plan JOIN tasks_task task ON task.plan_id = plan.id
    WHERE (plan.first_year <= %(year)s
            OR EXISTS (SELECT 1 FROM cell WHERE plan_id = plan.id AND due_on <= %(soon)s))
        AND (plan.last_year >= %(year)s
            OR EXISTS (SELECT 1 FROM cell WHERE plan_id = plan.id AND is_open))
)
"""

# Late, due soon, silent or returned; and directions that wait for the person.
_TO_UPDATE_AND_ANSWER = """
SELECT (
    SELECT COUNT(*) FROM task JOIN cell ON cell.task_id = task.id
    WHERE task.is_mine AND (cell.review = 'returned' OR cell.is_open AND (
        cell.due_on <= %(soon)s
        OR cell.year <= %(year)s AND cell.begins_on < news_since AND loaded_on < news_since
            AND (cell.updated_on IS NULL OR cell.updated_on < news_since)))
) + (
    SELECT COUNT(*) FROM task JOIN cell ON cell.task_id = task.id
    JOIN tasks_direction direction ON direction.task_year_id = cell.id
    WHERE direction.closed_at IS NULL AND direction.answered_at IS NULL
        AND (task.is_mine OR direction.addressee_id = %(user)s)
)
"""

# Open cells in which the person's body is a partner, once for each contribution of the body.
_PARTS = """
SELECT cell.id, task.contributions_every, cell.year, cell.due_on, written.done_on, (
    SELECT MAX(asked_on) FROM tasks_contributionrequest
    WHERE task_year_id = cell.id AND agency_id IN ({bodies}) AND asked_on <= %(day)s)
FROM task JOIN cell ON cell.task_id = task.id
LEFT JOIN tasks_contribution written ON written.task_year_id = cell.id
    AND written.agency_id IN ({bodies}) AND written.done_on <= %(day)s
WHERE NOT task.is_mine AND task.contributions_every <> 'never'
    AND cell.is_open AND cell.year <= %(year)s
    AND EXISTS (SELECT 1 FROM party WHERE task_id = task.id AND NOT is_first_lead)
"""


def n_owed(user: Officer, *, today: dt.date) -> int:
    """Return how many rows ``owed_of`` has for the person today, over all plans they may see."""
    if user.locality is None and not user.is_superuser:
        return 0
    bodies = ", ".join(str(pk) for pk in sorted(user.bodies_on(today))) or "NULL"
    news_since = " ".join(f"WHEN '{every}' THEN %(news_{every})s" for every in Cadence)
    tasks, parts = _TASKS.format(bodies=bodies, news_since=news_since), _PARTS.format(bodies=bodies)
    values = _values(user, today)
    with connection.cursor() as cursor:
        cursor.execute(tasks + _TO_UPDATE_AND_ANSWER, values)
        (n,) = cursor.fetchone()
        if user.agency and user.successions.on(user.agency, today) == user.agency:
            cursor.execute(tasks + parts, values)  # a body that has gone owes no contribution
            n += _n_to_contribute(cursor.fetchall(), today)
    return int(n)


def _values(user: Officer, today: dt.date) -> dict[str, Any]:
    path = "" if user.is_superuser or user.locality is None else user.locality.path
    return {
        "user": user.pk,
        "is_of_unit": user.agency is not None and not user.agency.is_whole_office,
        "path": path,
        "path_end": f"{path}z",
        "day": today,
        "year": today.year,
        "soon": today + dt.timedelta(days=DUE_SOON_DAYS),
        **{f"news_{every}": today - dt.timedelta(days=every.days) for every in Cadence},
    }


def _n_to_contribute(rows: list[tuple[Any, ...]], today: dt.date) -> int:
    """Count the cells of ``_PARTS`` to which a contribution is owed."""
    written: dict[tuple[Any, ...], list[dt.date]] = defaultdict(list)
    for *cell, done_on, asked_on in rows:
        written[*cell, asked_on].extend(filter(None, [_day(done_on)]))
    return sum(
        owes_contribution(
            every=every,
            year=year,
            due_on=_day(due_on),
            written_on=written_on,
            asked_on=_day(asked_on),
            day=today,
        )
        for (_, every, year, due_on, asked_on), written_on in written.items()
    )


def _day(value: dt.date | str | None) -> dt.date | None:
    """SQLite gives a day as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
