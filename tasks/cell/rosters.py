"""The part of the rosters that a task is about, as of a day of one of its years.

Names of teams, what they lack and counts of people: nothing here tells of one person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from mediators.access import rights
from mediators.communes import RosterScope
from mediators.models import Measure, MediationTeam
from mediators.models.composition import Gap
from mediators.statistics import reader
from mediators.statistics.form import by_unit
from mediators.statistics.page import Lists
from mediators.statistics.results_form import of_received
from mediators.statistics.rows import Share, first_of_year
from mediators.statistics.target_page import Behind, behind
from mediators.statistics.targets import trained
from plans.models import Officer
from tasks.models import Task
from tasks.models.roster_topics import Topic, topic_of


class RosterLink(NamedTuple):
    """Where a task's page finds its part of the rosters."""

    title: str
    url: str


def link_of(task: Task, year: int | None = None) -> RosterLink | None:
    """None where the task is about no part of the rosters."""
    topic = topic_of(task.title, task.roster_topic)
    if topic is None:
        return None
    query = f"?{urlencode({'nam': year})}" if year else ""
    return RosterLink(topic.label, reverse("tasks:task_rosters", args=[task.pk]) + query)


def day_of(year: int | None, today: dt.date) -> dt.date:
    """The end of a past year; today for this one and those to come."""
    return today if year is None else min(dt.date(year, 12, 31), today)


class Line(NamedTuple):
    """A team: what it lacks, and its share of what the task is about where it has one."""

    name: str
    place: str
    url: str
    missing: list[Gap]
    share: Share | None


@dataclass(frozen=True, slots=True)
class TaskRosters:
    """``share`` is that of all teams the topic is about; ``lines`` are teams that ask attention."""

    topic: Topic
    day: dt.date
    share: Share
    behind: Behind
    lines: list[Line]


def rosters_of(user: Officer, task: Task, *, day: dt.date) -> TaskRosters | None:
    """Of the plan's own commune, whoever looks; the lists behind are for who works there."""
    topic = topic_of(task.title, task.roster_topic)
    if topic is None:
        return None
    teams = MediationTeam.objects.within(task.plan.locality).existing_on(day)
    found = teams.for_list().in_order().composed_on(day)
    scope = RosterScope(user, task.plan.locality)
    share, lines = _TOLD[topic](scope, found, day)
    return TaskRosters(topic, day, share, _behind(user, task, topic, day), lines)


def _behind(user: Officer, task: Task, topic: Topic, day: dt.date) -> Behind:
    is_home = user.locality is not None and user.locality.pk == task.plan.locality_id
    if not is_home or topic not in _MEASURES:
        return Behind()
    return behind(_MEASURES[topic], Lists.of(day, RosterScope(user)), rights(user, None))


_Told = tuple[Share, list[Line]]


def _lacking(_: RosterScope, teams: list[MediationTeam], day: dt.date) -> _Told:
    """Those that lack something."""
    lacking = [_line(team, day) for team in teams if team.composition.is_incomplete]
    return Share(len(teams) - len(lacking), len(teams)), lacking


def _untrained(scope: RosterScope, teams: list[MediationTeam], day: dt.date) -> _Told:
    """Teams in which somebody was not trained in the year, the fewest trained first."""
    people = by_unit(reader.people_on(scope, day))
    lines = [_line(team, day, trained(people.get(team.pk, ()))) for team in teams]
    shares = [line.share for line in lines if line.share]
    whole = Share(sum(one.part for one in shares), sum(one.whole for one in shares))
    rest = [line for line in lines if line.share and line.share.rest]
    return whole, sorted(rest, key=lambda line: line.share.percent or 0 if line.share else 0)


def _pilots(scope: RosterScope, teams: list[MediationTeam], day: dt.date) -> _Told:
    """The pilots of the year, each with its successes."""
    cases = by_unit(reader.cases_between(scope, first_of_year(day), day))
    pilots = [team for team in teams if team.is_pilot_in(day.year)]
    lines = [_line(team, day, of_received(cases.get(team.pk, ()))) for team in pilots]
    return Share(len(pilots), len(teams)), lines


_TOLD = {Topic.TEAMS: _lacking, Topic.TRAINING: _untrained, Topic.PILOTS: _pilots}
_MEASURES = {Topic.TEAMS: Measure.TEAMS_COMPLETE, Topic.TRAINING: Measure.TRAINED}


def _line(team: MediationTeam, day: dt.date, share: Share | None = None) -> Line:
    url = f"{team.get_absolute_url()}?{urlencode({'tai_ngay': f'{day:%d/%m/%Y}'})}"
    return Line(team.name, team.place, url, team.composition.missing, share)
