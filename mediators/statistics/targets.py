"""Chỉ tiêu: what the rosters and the ledger say of a target. Nothing here asks a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from mediators.models.statistics import Measure
from mediators.statistics.results_form import of_mediated, of_received
from mediators.statistics.rows import Cases, People, Share, TeamRow, count

ENOUGH_SUPPORTS = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the targets are computed from, of one day."""

    year: int
    teams: Sequence[TeamRow]
    people: Sequence[People]
    cases: Sequence[Cases]

    @classmethod
    def of(
        cls,
        year: int,
        teams: Iterable[TeamRow],
        people: Iterable[People],
        cases: Iterable[Cases],
    ) -> Facts:
        """Teams that are there on the day; people and cases of every team."""
        return cls(year, [team for team in teams if team.exists], list(people), list(cases))

    def of_pilots(self) -> Facts:
        return self.of_teams([team for team in self.teams if team.is_pilot_in(self.year)])

    def of_teams(self, teams: Sequence[TeamRow]) -> Facts:
        keys = {team.id for team in teams}
        return Facts(
            self.year,
            teams,
            [row for row in self.people if row.unit_id in keys],
            [row for row in self.cases if row.unit_id in keys],
        )

    @classmethod
    def by_communes(
        cls,
        year: int,
        teams: Iterable[TeamRow],
        people: Iterable[People],
        cases: Iterable[Cases],
    ) -> dict[int, Facts]:
        """As ``of``, for each commune; people and cases follow the commune of their team."""
        parts: dict[int, tuple[list[TeamRow], list[People], list[Cases]]] = {}
        home: dict[int, int] = {}
        for team in teams:
            home[team.id] = team.commune_id
            parts.setdefault(team.commune_id, ([], [], []))[0].append(team)
        for person in people:
            if person.unit_id in home:
                parts[home[person.unit_id]][1].append(person)
        for case in cases:
            if case.unit_id in home:
                parts[home[case.unit_id]][2].append(case)
        return {commune: cls.of(year, *rows) for commune, rows in parts.items()}


def _complete(facts: Facts) -> Share:
    return Share(sum(not team.is_incomplete for team in facts.teams), len(facts.teams))


def _supported(facts: Facts) -> Share:
    return Share(sum(team.n_supports > 0 for team in facts.teams), len(facts.teams))


def _with_material(facts: Facts) -> Share:
    return Share(count(facts.people, has_material=True), count(facts.people))


def _trained(facts: Facts) -> Share:
    return trained(facts.people)


def trained(people: Iterable[People]) -> Share:
    """Who came to a course in the year."""
    rows = list(people)
    return Share(count(rows, is_trained=True), count(rows))


def _success(facts: Facts) -> Share:
    return of_received(facts.cases)


_MEASURES: Mapping[Measure, Callable[[Facts], Share]] = {
    Measure.TEAMS_COMPLETE: _complete,
    Measure.TEAMS_SUPPORTED: _supported,
    Measure.MATERIAL: _with_material,
    Measure.TRAINED: _trained,
    Measure.SUCCESS: _success,
}


class Asked(Protocol):
    """A target as far as it is computed: see ``mediators.models.Target``."""

    @property
    def measure(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def reached(self) -> Decimal | None: ...
    @property
    def is_for_pilots(self) -> bool: ...
    @property
    def is_above(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Result:
    """Where a target stands: computed with its ``share``, else as somebody entered it.

    ``is_reached`` is None where nothing can be said.
    """

    share: Share | None
    percent: float | None
    is_reached: bool | None


def measured(asked: Asked, facts: Facts) -> Result:
    """What the facts say of a target; of one without a measure, what somebody entered."""
    if not asked.measure:
        if asked.reached is None:
            return Result(None, None, None)
        return Result(None, float(asked.reached), _is_reached(asked, asked.reached))
    return judged(
        asked, share_of(asked.measure, facts.of_pilots() if asked.is_for_pilots else facts)
    )


def judged(asked: Asked, share: Share) -> Result:
    """A share against its target; compared exactly, not as rounded: 84.96% is not 85%."""
    if not share.whole:
        return Result(share, None, None)
    exact = Decimal(100 * share.part) / Decimal(share.whole)
    return Result(share, share.percent, _is_reached(asked, exact))


def share_of(measure: str, facts: Facts) -> Share:
    return _MEASURES[Measure(measure)](facts)


def _is_reached(asked: Asked, percent: Decimal) -> bool:
    return percent > asked.value if asked.is_above else percent >= asked.value


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the legal-access standard's table."""

    title: str
    share: Share


def _paid(facts: Facts) -> Share:
    ended = [row for row in facts.cases if row.is_ended and not row.is_carried]
    return Share(count(ended, is_paid=True), count(ended))


def legal_access(facts: Facts) -> list[Criterion]:
    """What decision 27/2025/QĐ-TTg asks that the same records answer."""
    received = of_received(facts.cases)
    ended = of_mediated(facts.cases)
    enough = sum(team.n_supports >= ENOUGH_SUPPORTS for team in facts.teams)
    people = count(facts.people)
    without = count(facts.people, is_trained=False, has_material=False)
    return [
        Criterion("Tổ hòa giải được kiện toàn", _complete(facts)),
        Criterion("Vụ, việc được hòa giải trên số tiếp nhận", Share(ended.whole, received.whole)),
        Criterion("Hòa giải thành trên số vụ, việc được hòa giải", ended),
        Criterion(
            "Tổ hòa giải có từ 02 hoạt động hỗ trợ trong năm", Share(enough, len(facts.teams))
        ),
        Criterion(
            "Hòa giải viên được tập huấn trong năm hoặc có tài liệu",
            Share(people - without, people),
        ),
        Criterion("Vụ, việc hòa giải xong đã chi thù lao", _paid(facts)),
    ]
