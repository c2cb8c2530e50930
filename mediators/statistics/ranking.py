"""Hamlets by their rate of success, the lowest first: where pilots are chosen (plan, II.1.b).

Rates of a few cases say nothing: under ``FEW`` received cases none is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediators.communes import added
from mediators.statistics.form import by_unit
from mediators.statistics.results_form import of_mediated, of_received
from mediators.statistics.rows import Cases, Hamlet, Share, TeamRow

FEW = 5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hamlet with its teams and what each received; without any team it stands last.

    A team that is there no longer is named if it had cases in these years.
    """

    id: int
    name: str
    former_unit: str
    teams: tuple[tuple[TeamRow, Share], ...]
    received: Share
    mediated: Share
    commune_id: int | None = None

    @property
    def title(self) -> str:
        return f"{self.name} ({self.former_unit} cũ)" if self.former_unit else self.name

    @property
    def present(self) -> list[TeamRow]:
        return [team for team, _ in self.teams if team.exists]

    @property
    def is_few(self) -> bool:
        return self.received.whole < FEW

    @property
    def incomplete(self) -> list[TeamRow]:
        return [team for team in self.present if team.is_incomplete]

    def pilots_in(self, year: int) -> list[TeamRow]:
        return [team for team in self.present if team.is_pilot_in(year)]


def rank(teams: Iterable[TeamRow], cases: Iterable[Cases], bare: Sequence[Hamlet]) -> list[Ranked]:
    """Rates first, the lowest on top, more cases before fewer; then few cases; then no team."""
    shares = by_unit(cases)
    groups: dict[int, list[TeamRow]] = {}
    for team in teams:
        if team.exists or team.id in shares:
            groups.setdefault(team.hamlet_id, []).append(team)
    found = []
    for own in groups.values():
        rows = [row for team in own for row in shares.get(team.id, ())]
        first = own[0]
        found.append(
            Ranked(
                id=first.hamlet_id,
                name=first.hamlet_name,
                former_unit=first.former_unit,
                teams=tuple((team, of_received(shares.get(team.id, ()))) for team in own),
                received=of_received(rows),
                mediated=of_mediated(rows),
                commune_id=first.commune_id,
            )
        )
    known = {one.id for one in found}
    none = Share(0, 0)
    lacking = [
        Ranked(one.id, one.name, one.former_unit, (), none, none, one.commune_id)
        for one in bare
        if one.id not in known
    ]
    return [*sorted(found, key=_urgency), *lacking]


def by_communes(rows: Iterable[Ranked], year: int) -> dict[int, dict[str, int]]:
    """The same hamlets counted commune by commune; pilots are those of that year."""
    found: dict[int, dict[str, int]] = {}
    for one in rows:
        if one.commune_id is not None:
            known = found.get(one.commune_id, {})
            found[one.commune_id] = added([known, _counts(one, year)])
    return found


def _counts(one: Ranked, year: int) -> dict[str, int]:
    return {
        "hamlets": 1,
        "teams": len(one.present),
        "received": one.received.whole,
        "success": one.received.part,
        "incomplete": len(one.incomplete),
        "pilots": len(one.pilots_in(year)),
    }


def _urgency(one: Ranked) -> tuple[bool, float, int]:
    """Stable: those that are alike keep the order of the teams' list."""
    rate = 0.0 if one.is_few else one.received.part / one.received.whole
    return (one.is_few, rate, -one.received.whole)
