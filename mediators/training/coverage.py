"""How many of a day's mediators were trained in its year or hold material, team by team.

A person counts as trained who came to a course for mediators that ended from 1 January to that day
(``Attendance.trained_in_year_of``). See also ``mediators.models.learning`` for the lists behind.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mediators.models.learning import Slice


@dataclass(slots=True)
class Covered:
    """Some members counted: of a team, or of all."""

    team_id: int | None = None
    name: str = ""
    unit: str = ""
    n_members: int = 0
    n_trained: int = 0
    n_with_material: int = 0

    def add(self, one: Slice, *, year: int) -> None:
        self.n_members += one.n_members
        self.n_trained += one.n_members if one.last_year == year else 0
        self.n_with_material += one.n_with_material

    @property
    def n_untrained(self) -> int:
        return self.n_members - self.n_trained

    @property
    def n_without_material(self) -> int:
        return self.n_members - self.n_with_material

    @property
    def percent(self) -> str:
        """Trained of all; rounded down, so that 100 means everybody."""
        return _percent(self.n_trained, self.n_members)

    @property
    def percent_with_material(self) -> str:
        return _percent(self.n_with_material, self.n_members)


@dataclass(frozen=True, slots=True)
class Coverage:
    total: Covered
    teams: list[Covered]
    by_last_year: list[tuple[int | None, int]]  # latest first, never at the end


def coverage(slices: Iterable[Slice], day: dt.date) -> Coverage:
    """Teams in the order in which their slices come."""
    total, teams, years = Covered(), dict[int, Covered](), Counter[int | None]()
    for one in slices:
        team = teams.setdefault(one.team_id, Covered(one.team_id, one.team_name, one.team_unit))
        for place in (total, team):
            place.add(one, year=day.year)
        years[one.last_year] += one.n_members
    latest_first = sorted(years.items(), key=lambda item: item[0] or 0, reverse=True)
    return Coverage(total, list(teams.values()), latest_first)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 // whole}%" if whole else ""
