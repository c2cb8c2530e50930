"""Enters ``tasks.sample.programme_story`` as it would have stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from simple_history.utils import bulk_create_with_history

from plans.models import Agency, Officer
from tasks.models import Activity, Funding, TaskYear
from tasks.sample import programme_story as told

CellOf = Callable[[str, int, str], TaskYear]
THOUSAND = 1000
_Row = TypeVar("_Row", Activity, Funding)


def load_programme(
    cell_of: CellOf,
    *,
    people: dict[str, Officer],
    bodies: dict[str, Agency],
    by: Officer,
    until: dt.date,
) -> None:
    """Programmes and money of the years that have begun; nothing is done after ``until``.

    What a year repeats of the year before is a copy of it.
    """
    known: dict[tuple[str, int, str], Activity] = {}
    for programme in told.PROGRAMMES:
        if programme.year > until.year:
            continue
        cell = cell_of(programme.code, programme.year, programme.line)
        rows = [_activity(cell, step, people, until) for step in programme.steps]
        for row in rows:
            row.copied_from = known.get((programme.code, programme.year - 1, row.title))
        for row in _keep(Activity, rows, programme.year, by):
            known[programme.code, programme.year, row.title] = row
    for year in sorted({fund.year for fund in told.FUNDS if fund.year <= until.year}):
        funds = [_funding(cell_of, fund, bodies) for fund in told.FUNDS if fund.year == year]
        _keep(Funding, funds, year, by)


def _activity(
    cell: TaskYear, step: told.Step, people: dict[str, Officer], until: dt.date
) -> Activity:
    planned_on, done_on = (told.day_of(text, cell.year) for text in (step.planned, step.done))
    is_done = done_on is not None and done_on <= until
    row = Activity(
        task_year=cell,
        kind=step.kind,
        title=step.title,
        planned_on=planned_on,
        officer=people[told.holder_of(step.who, planned_on)],
        channel=step.channel,
        url=step.link if is_done else "",
        done_on=done_on if is_done else None,
        result=step.result if is_done else "",
        version=1,
    )
    row.make_searchable()
    return row


def _funding(cell_of: CellOf, fund: told.Fund, bodies: dict[str, Agency]) -> Funding:
    return Funding(
        task_year=cell_of(fund.code, fund.year, ""),
        agency=bodies[fund.body],
        source=fund.source,
        estimate=fund.estimate * THOUSAND,
        spent=fund.spent * THOUSAND,
        note=fund.note,
        version=1,
    )


def _keep(model: type[_Row], rows: list[_Row], year: int, by: Officer) -> list[_Row]:
    """As if the coordinator had entered them in the first days of the year."""
    at = dt.datetime(year, 1, 8, 9, 30, tzinfo=ZoneInfo(settings.TIME_ZONE))
    made = bulk_create_with_history(rows, model, default_user=by, default_date=at)
    return list(made)
