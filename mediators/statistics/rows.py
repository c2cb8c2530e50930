"""What the statistics are computed from: plain rows, read once by ``mediators.statistics.reader``.

People and cases come counted by everything that a column asks for: a thousand people are a few
dozen rows. Nothing here knows a database or a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mediators.models.teams import is_pilot_in


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team; ``exists`` on the day that is asked for: a dissolved one may still have cases.

    ``is_incomplete`` and ``n_supports`` (by whom decision 315/QĐ-TTg names, from 1 January on) are
    told where they were asked for.
    """

    id: int
    name: str
    former_unit: str
    hamlet_id: int
    hamlet_name: str
    commune_id: int = 0
    exists: bool = True
    pilot_from: int | None = None
    pilot_until: int | None = None
    is_incomplete: bool = False
    n_supports: int = 0

    @property
    def title(self) -> str:
        return f"{self.name} ({self.former_unit} cũ)" if self.former_unit else self.name

    def is_pilot_in(self, year: int) -> bool:
        return is_pilot_in(year, self.pilot_from, self.pilot_until)


@dataclass(frozen=True, slots=True)
class People:
    """So many mediators of one team, or of one commune where rows are read by communes, who are
    alike in all that the forms ask; "" is not known."""

    unit_id: int
    sex: str
    ethnic_part: str
    qualification: str
    is_trained: bool
    has_material: bool
    n: int


@dataclass(frozen=True, slots=True)
class Cases:
    """So many cases of one team, or of one commune, that are alike; carried over ones were
    received before."""

    unit_id: int
    scope: str
    status: str
    is_carried: bool
    n: int
    is_paid: bool = False

    @property
    def is_ended(self) -> bool:
        return self.status in ("success", "failure")


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A hamlet without any team."""

    id: int
    name: str
    former_unit: str
    commune_id: int | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A mediator of whom a column cannot be told: ``lacks`` says in words what to fill in."""

    id: int
    name: str
    team: str
    former_unit: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with its denominator: never one without the other."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Rounded to a tenth, as forms print it; None where there is nothing to divide by."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    @property
    def rest(self) -> int:
        return self.whole - self.part


def first_of_year(day: dt.date) -> dt.date:
    """Periods are counted from 1 January."""
    return dt.date(day.year, 1, 1)


def count(rows: Iterable[People] | Iterable[Cases], **alike: object) -> int:
    """How many people or cases the rows stand for whose columns are as given."""
    return sum(
        row.n for row in rows if all(getattr(row, name) == value for name, value in alike.items())
    )
