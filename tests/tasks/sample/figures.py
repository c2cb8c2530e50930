"""Figures of the first commune and its first plan, counted from the tables.

``first_commune.json`` keeps those of 22/11/2026 as they were when the sample had nothing else.
"""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from mediators.models import (
    Attendance,
    Commendation,
    Decision,
    Material,
    MaterialIssue,
    MediationCase,
    MediationTeam,
    Mediator,
    Membership,
    Payment,
    Rate,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from plans.models import Locality
from tasks.models import (
    Activity,
    Assignment,
    Contribution,
    Direction,
    DueDateChange,
    DutyNote,
    Evidence,
    Funding,
    StatusUpdate,
    TaskYear,
    Verdict,
    YearlyDuty,
)

KEPT = Path(__file__).with_name("first_commune.json")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def kept():
    return json.loads(KEPT.read_text(encoding="utf-8"))


def figures():
    commune = Locality.objects.get(name="xã Tân Biên")
    plan = commune.plans.get(first_year=2024, last_year=2030)
    return {
        "counts": _counts(commune, plan),
        "cells": _cells(plan),
        "log": _log(plan),
        "rosters": _rosters(commune),
    }


def _written(day):
    return day and f"{day:%d/%m/%Y}"


def _cells(plan):
    cells = TaskYear.objects.filter(timeline__task__plan=plan).select_related("timeline__task")
    return [
        [
            *(cell.timeline.task.code, cell.timeline.label, cell.year, cell.state),
            *map(_written, (cell.due_on, cell.completed_on, cell.updated_on)),
            *(cell.review, cell.needs_direction, cell.version),
        ]
        for cell in cells.order_by("timeline__task__order", "timeline__order", "year")
    ]


def _log(plan):
    updates = StatusUpdate.objects.filter(task_year__timeline__task__plan=plan)
    rows = []
    for one in updates.order_by("recorded_at", "pk"):
        line, year = one.task_year.timeline, one.task_year.year
        at = f"{one.recorded_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
        who = (one.author.username, one.agency_name, at)
        said = (one.result, one.reason, one.obstacles, one.proposal)
        days = (_written(one.effective_on), one.state, _written(one.completed_on))
        rows.append([line.task.code, line.label, year, *who, *days, *said])
    return rows


def _rosters(commune):
    teams = MediationTeam.objects.filter(hamlet__parent=commune).order_by("pk")
    return {
        f"{team.hamlet.name}, {team.hamlet.former_unit}": [
            [
                *(one.mediator.full_name, one.mediator.birth_year, one.role),
                *map(_written, (one.started_on, one.ended_on)),
            ]
            for one in team.memberships.order_by("started_on", "pk")
        ]
        for team in teams
    }


def _counts(commune, plan):
    of_cell = {"task_year__timeline__task__plan": plan}
    of_team = {"team__hamlet__parent": commune}
    of_case = {"case__team__hamlet__parent": commune}
    home = {"locality": commune}

    def n(model, of, **fields):
        return model._default_manager.filter(**of, **fields).distinct().count()

    paid = Payment.objects.filter(**of_case).values_list("amount", flat=True)
    return {
        "evidence": n(Evidence, of_cell),
        "directions": n(Direction, of_cell),
        "contributions": n(Contribution, of_cell),
        "assignments": n(Assignment, {"task__plan": plan}),
        "verdicts": n(Verdict, of_cell),
        "due changes": n(DueDateChange, of_cell),
        "activities": n(Activity, of_cell),
        "activities done": n(Activity, of_cell, done_on__isnull=False),
        "funding": n(Funding, of_cell),
        "duty notes": n(DutyNote, {"section__plan": plan}),
        "yearly duties": n(YearlyDuty, {"plan": plan}),
        "teams": n(MediationTeam, {"hamlet__parent": commune}),
        "mediators": n(Mediator, home),
        "memberships": n(Membership, of_team),
        "serving": n(Membership, of_team, ended_on__isnull=True),
        "decisions": n(Decision, home),
        "decisions in force": n(Decision, home, issued_on__isnull=False),
        "courses": n(TrainingCourse, home),
        "attendances": n(Attendance, {"course__locality": commune}),
        "came": n(Attendance, {"course__locality": commune}, status="present"),
        "materials": n(Material, home),
        "material issues": n(MaterialIssue, {"material__locality": commune}),
        "cases": n(MediationCase, of_team),
        "cases begun": n(MediationCase, of_team, started_on__isnull=False),
        "cases ended": n(MediationCase, of_team, ended_on__isnull=False),
        "cases succeeded": n(MediationCase, of_team, outcome="success"),
        "cases recognised": n(MediationCase, of_team, court_recognised_on__isnull=False),
        "rates": n(Rate, home),
        "payments": n(Payment, of_case),
        "paid": sum(paid),
        "supporters": n(Supporter, home),
        "support": n(SupportActivity, of_team),
        "commendations": n(Commendation, home),
    }
