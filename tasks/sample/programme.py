"""Enters programmes, money and duties of the sample plans."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from simple_history.utils import bulk_create_with_history

from plans.models import Officer
from tasks.documents.services import Proof
from tasks.duties.services import record_yearly_duty, save_note
from tasks.models import Activity, DutyNote, Funding, YearlyDuty
from tasks.sample.rows import Row, all_rows, read
from tasks.sample.work import Work, noon

_Entered = TypeVar("_Entered", Activity, Funding)


def enter_programmes(work: Work) -> None:
    """Activities of the years that have begun; what a year repeats is a copy of the year before."""
    known: dict[tuple[str, str, int, str], Activity] = {}
    for (key, year), rows in _by_plan_and_year(work, all_rows("activities", work.until)).items():
        entered = [_activity(work, row) for row in rows]
        for row, activity in zip(rows, entered, strict=True):
            activity.copied_from = known.get((key, row["code"], year - 1, activity.title))
        made = _keep(Activity, entered, year, _coordinator(work, key))
        for row, activity in zip(rows, made, strict=True):
            known[key, row["code"], year, activity.title] = activity


def enter_money(work: Work) -> None:
    for (key, year), rows in _by_plan_and_year(work, all_rows("money", work.until)).items():
        entered = [_funding(work, row) for row in rows]
        _keep(Funding, entered, year, _coordinator(work, key))


def enter_duties(work: Work) -> None:
    """What each body wrote of a year, and the dated duties of the plan."""
    [plan] = work.plans["hoa-giai"]
    coordinator = _coordinator(work, "hoa-giai")
    for row in all_rows("duties", work.until, "dated", "yearly_dated"):
        day = row["paper"]["on"]
        if day <= work.until:
            record_yearly_duty(
                plan=plan,
                year=row["year"],
                kind=YearlyDuty.Kind(row["kind"]),
                done_on=day,
                by=coordinator,
                today=day,
                seen=0,
                proof=Proof(document=work.paper(row, row["paper"])),
                now=noon(day),
            )
    sections = {section.code: section for section in plan.sections.all()}
    for row in all_rows("duties", work.until, "notes", "yearly_notes"):
        if row["on"] <= work.until:
            note = DutyNote(section=sections[row["code"]], year=row["year"], text=row["text"])
            save_note(note, by=work.person(row["by"]), now=noon(row["on"]))


def _coordinator(work: Work, key: str) -> Officer:
    return work.person(work.rows[key]["by"])


def _by_plan_and_year(work: Work, rows: list[Row]) -> dict[tuple[str, int], list[Row]]:
    """Rows of the plans and years in which something has been loaded and begun."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        cell = (row["plan"], row["code"], row.get("line", ""), row["year"])
        if row["year"] <= work.until.year and cell in work.cells:
            found.setdefault((row["plan"], row["year"]), []).append(row)
    return found


def _activity(work: Work, row: Row) -> Activity:
    done_on = row.get("done_on")
    is_done = done_on is not None and done_on <= work.until
    activity = Activity(
        task_year_id=work.cell_key(row),
        kind=row.get("kind", Activity.Kind.STEP),
        title=row["title"],
        planned_on=row.get("planned_on"),
        officer=work.person(row["by"]),
        channel=row.get("channel", ""),
        url=row.get("link", "") if is_done else "",
        done_on=done_on if is_done else None,
        result=row.get("result", "") if is_done else "",
        version=1,
    )
    activity.make_searchable()
    return activity


def _funding(work: Work, row: Row) -> Funding:
    return Funding(
        task_year_id=work.cell_key(row),
        agency=work.body(row, row["body"]),
        source=row["source"],
        estimate=row["estimate"],
        spent=row["spent"],
        note=read("money")["note"],
        version=1,
    )


def _keep(model: type[_Entered], rows: list[_Entered], year: int, by: Officer) -> list[_Entered]:
    """As if the coordinator had entered them in the first days of the year."""
    at = dt.datetime(year, 1, 8, 9, 30, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return list(bulk_create_with_history(rows, model, default_user=by, default_date=at))
