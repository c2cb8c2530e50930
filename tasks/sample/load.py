"""Enters the sample through the services, as people would have, up to a day.

The rows are in ``data``. None of it happened: the first plan is a real one, people, numbers of
documents and statuses are invented. It never stands beside real data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from plans.models import Locality, Officer, Plan
from tasks.models import TaskYear
from tasks.sample.cases import enter_cases, enter_pay
from tasks.sample.places import Places
from tasks.sample.programme import enter_duties, enter_money, enter_programmes
from tasks.sample.rosters import Rosters, enter_commendations, enter_courses, enter_support
from tasks.sample.rows import told
from tasks.sample.work import Work


class RealData(Exception):
    """Sample data never stands beside real data; the message says what to do."""


class TooEarly(Exception):
    """The sample begins later than the day up to which it shall be loaded."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was loaded; all counts are 0 where it had been loaded before."""

    is_new: bool
    until: dt.date | None = None
    n_plans: int = 0
    n_cells: int = 0
    n_updates: int = 0


def has_real_data() -> bool:
    """Whether this installation knows a locality or a person that is no sample."""
    real = Officer.objects.exclude(agency__locality__is_sample=True)
    return Locality.objects.filter(is_sample=False).exists() or real.exists()


def is_loaded() -> bool:
    return Plan.objects.filter(locality__is_sample=True).exists()


def first_day() -> dt.date:
    """The day on which the first sample plan was loaded."""
    days: list[dt.date] = [row["on"] for plan in told("plans", "plans") for row in plan["loaded"]]
    return min(days)


@transaction.atomic
def load_sample(*, today: dt.date) -> Told:
    """Loads what has happened by that day; nothing where the sample is there already."""
    if has_real_data():
        raise RealData(
            "Cơ sở dữ liệu này đã có địa bàn hoặc cán bộ thật nên không nạp dữ liệu minh họa. "
            "Muốn xem minh họa, hãy đặt DATABASE_URL trỏ tới một cơ sở dữ liệu khác."
        )
    if is_loaded():
        return Told(is_new=False)
    if today < first_day():
        raise TooEarly(
            f"Dữ liệu minh họa bắt đầu từ ngày {first_day():%d/%m/%Y}, "
            f"sau ngày {today:%d/%m/%Y}: hãy kiểm tra đồng hồ của máy hoặc chọn --today muộn hơn."
        )
    places = Places(today)
    work = Work(places)
    work.enter()
    enter_programmes(work)
    enter_money(work)
    enter_duties(work)
    _enter_rosters(places)
    return Told(
        is_new=True,
        until=today,
        n_plans=work.n_plans,
        n_cells=TaskYear.objects.count(),
        n_updates=work.n_updates,
    )


def _enter_rosters(places: Places) -> None:
    rosters = Rosters(places)
    rosters.enter()
    enter_courses(rosters)
    enter_cases(rosters)
    enter_pay(rosters)
    enter_support(rosters)
    enter_commendations(rosters)
