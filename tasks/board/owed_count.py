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

# ``mine``: tasks for which the person answers (``Board.is_mine``); ``helped``: tasks of others in
# which their body has a part. ``cell``: those of the plans in force that they may see
# (``tasks.states.is_plan_in_force``), with the day since which there must have been news.
_CELLS = """
WITH assigned AS NOT MATERIALIZED (
    SELECT task_id, officer_id FROM tasks_assignment
    WHERE since <= %(day)s AND (until IS NULL OR until >= %(day)s)
), party AS NOT MATERIALIZED (
    SELECT task_id, role = 'lead' AND "order" = 0 AS is_first_lead, is_whole_office
    FROM tasks_taskparty JOIN plans_agency body ON body.id = agency_id
    WHERE agency_id IN ({bodies})
), mine AS (
    SELECT task_id FROM assigned WHERE officer_id = %(user)s
    UNION
    SELECT task_id FROM party WHERE is_first_lead AND %(is_of_unit)s AND NOT is_whole_office
        AND NOT EXISTS (SELECT 1 FROM assigned WHERE assigned.task_id = party.task_id)
), helped AS (
    SELECT task_id FROM party WHERE NOT is_first_lead EXCEPT SELECT task_id FROM mine
), any_cell AS NOT MATERIALIZED (
    SELECT cell.*, line.task_id, task.plan_id, cell.state IN ('todo', 'doing') AS is_open
    FROM tasks_task task
    JOIN tasks_timeline line ON line.task_id = task.id
    JOIN tasks_taskyear cell ON cell.timeline_id = line.id
), cell AS NOT MATERIALIZED (
    SELECT any_cell.*, plan.loaded_on, plan.contributions_every,
        CASE plan.cadence {news_since} END AS news_since
    FROM any_cell JOIN plans_plan plan ON plan.id = any_cell.plan_id
    WHERE plan.locality_id IN (
            SELECT id FROM plans_locality WHERE path >= %(path)s AND path < %(path_end)s)
        AND (plan.first_year <= %(year)s OR EXISTS (
            SELECT 1 FROM any_cell one WHERE one.plan_id = plan.id AND one.due_on <= %(soon)s))
        AND (plan.last_year >= %(year)s OR EXISTS (
            SELECT 1 FROM any_cell one WHERE one.plan_id = plan.id AND one.is_open))
)
"""

# One row counts the cells that are late, due soon, silent or returned and the directions that wait
# for the person. The others are open cells in which their body is a partner, a row a contribution.
_OWED = """
SELECT (
    SELECT COUNT(*) FROM cell
    WHERE task_id IN (SELECT task_id FROM mine) AND (review = 'returned' OR is_open AND (
        due_on <= %(soon)s
        OR year <= %(year)s AND begins_on < news_since AND loaded_on < news_since
            AND (updated_on IS NULL OR updated_on < news_since)))
) + (
    SELECT COUNT(*) FROM tasks_direction direction JOIN cell ON cell.id = direction.task_year_id
    WHERE direction.closed_at IS NULL AND direction.answered_at IS NULL
        AND (direction.addressee_id = %(user)s OR cell.task_id IN (SELECT task_id FROM mine))
), NULL, NULL, NULL, NULL, NULL
UNION ALL
SELECT cell.id, contributions_every, year, due_on, written.done_on, (
    SELECT MAX(asked_on) FROM tasks_contributionrequest
    WHERE task_year_id = cell.id AND agency_id IN ({bodies}) AND asked_on <= %(day)s)
FROM cell LEFT JOIN tasks_contribution written ON written.task_year_id = cell.id
    AND written.agency_id IN ({bodies}) AND written.done_on <= %(day)s
WHERE %(may_owe_parts)s AND task_id IN (SELECT task_id FROM helped)
    AND contributions_every <> 'never' AND is_open AND year <= %(year)s
"""


def n_owed(user: Officer, *, today: dt.date) -> int:
    """Return how many rows ``owed_of`` has for the person today, over all plans they may see."""
    if user.locality is None and not user.is_superuser:
        return 0
    bodies = ", ".join(str(pk) for pk in sorted(user.bodies_on(today))) or "NULL"
    news_since = " ".join(f"WHEN '{every}' THEN %(news_{every})s" for every in Cadence)
    statement = (_CELLS + _OWED).format(bodies=bodies, news_since=news_since)
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(user, today))
        rows = cursor.fetchall()
    n: int = sum(row[0] for row in rows if row[1] is None)
    return n + _n_to_contribute([row for row in rows if row[1] is not None], today)


def _values(user: Officer, today: dt.date) -> dict[str, Any]:
    agency = user.agency
    path = "" if user.is_superuser or user.locality is None else user.locality.path
    return {
        "user": user.pk,
        "is_of_unit": agency is not None and not agency.is_whole_office,
        # a body that another has followed owes no contribution
        "may_owe_parts": agency is not None and user.successions.on(agency, today) == agency,
        "path": path,
        "path_end": f"{path}z",
        "day": today,
        "year": today.year,
        "soon": today + dt.timedelta(days=DUE_SOON_DAYS),
        **{f"news_{every}": today - dt.timedelta(days=every.days) for every in Cadence},
    }


def _n_to_contribute(rows: list[tuple[Any, ...]], today: dt.date) -> int:
    """Count the cells of those rows to which a contribution is owed."""
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
