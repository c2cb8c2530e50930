"""What a team still lacks: its people against the rules of a day. Nothing here asks a database.

``MediationTeamQuerySet.compositions_on`` reads both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db import models


class RuleKind(models.TextChoices):
    """What law asks of a team (law 35/2013/QH13, articles 8, 12, 14)."""

    SIZE = "size", "Số hòa giải viên tối thiểu"
    WOMEN = "women", "Hòa giải viên nữ tối thiểu"
    MINORITY = "minority", "Hòa giải viên người dân tộc thiểu số tối thiểu"
    HEAD = "head", "Tổ trưởng"
    DECISION = "decision", "Công nhận bằng quyết định"
    TRAINED = "trained", "Được tập huấn trong năm"

    @property
    def is_counted(self) -> bool:
        """Whether its number says how many; of the others it only says whether it is asked."""
        return self in (RuleKind.SIZE, RuleKind.WOMEN, RuleKind.MINORITY)


class Person(Protocol):
    """A member as far as rules look at them."""

    @property
    def is_woman(self) -> bool: ...
    @property
    def is_minority(self) -> bool: ...
    @property
    def is_head(self) -> bool: ...
    @property
    def is_recognised(self) -> bool: ...


class Team(Protocol):
    """A team as far as rules look at it: what is set for it alone."""

    @property
    def set_size(self) -> int | None: ...
    @property
    def needs_minority(self) -> bool: ...


class Member(NamedTuple):
    """A ``Person`` of a day, or as a draft would have them."""

    is_woman: bool
    is_minority: bool
    is_head: bool
    is_recognised: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    members: int = 0
    women: int = 0
    minority: int = 0
    heads: int = 0
    unrecognised: int = 0

    @classmethod
    def of(cls, people: Iterable[Person]) -> Counts:
        everyone = list(people)
        return cls(
            members=len(everyone),
            women=sum(one.is_woman for one in everyone),
            minority=sum(one.is_minority for one in everyone),
            heads=sum(one.is_head for one in everyone),
            unrecognised=sum(not one.is_recognised for one in everyone),
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of the day ask of one team; 0 where nothing is asked."""

    size: int = 0
    women: int = 0
    minority: int = 0
    heads: int = 0
    decision: int = 0

    @classmethod
    def of(cls, team: Team, rules: Mapping[str, int]) -> Needs:
        """``rules`` by their kind. The size set for a team counts above the law, never below."""
        return cls(
            size=max(rules.get(RuleKind.SIZE, 0), team.set_size or 0),
            women=rules.get(RuleKind.WOMEN, 0),
            minority=rules.get(RuleKind.MINORITY, 0) if team.needs_minority else 0,
            heads=rules.get(RuleKind.HEAD, 0),
            decision=rules.get(RuleKind.DECISION, 0),
        )


@dataclass(frozen=True, slots=True)
class Gap:
    kind: RuleKind
    number: int

    def __str__(self) -> str:
        return _WORDS[self.kind].format(n=f"{self.number:02d}")


_WORDS = {
    RuleKind.SIZE: "{n} hòa giải viên",
    RuleKind.WOMEN: "{n} hòa giải viên nữ",
    RuleKind.MINORITY: "{n} hòa giải viên người dân tộc thiểu số",
    RuleKind.HEAD: "tổ trưởng",
    RuleKind.DECISION: "quyết định công nhận {n} người",
    RuleKind.TRAINED: "chưa tập huấn trong năm: {n} người",
}


def missing(counts: Counts, needs: Needs) -> list[Gap]:
    """The gaps in the order of the law; empty where the team is complete."""
    short = {
        RuleKind.SIZE: needs.size - counts.members,
        RuleKind.WOMEN: needs.women - counts.women,
        RuleKind.MINORITY: needs.minority - counts.minority,
        RuleKind.HEAD: needs.heads - counts.heads,
        RuleKind.DECISION: counts.unrecognised if needs.decision else 0,
    }
    return [Gap(kind, number) for kind, number in short.items() if number > 0]


def untrained(number: int, *, is_asked: bool) -> Gap | None:
    """A gap of its own: on 2 January nobody is trained, and no team is less of a team for it."""
    return Gap(RuleKind.TRAINED, number) if is_asked and number else None


@dataclass(frozen=True, slots=True)
class Composition:
    """A team on one day: who is in it, what is asked of it, what it lacks.

    ``training_gap`` tells who was not trained that year, where the rules ask for it.
    """

    counts: Counts
    needs: Needs
    missing: list[Gap]
    head_name: str
    training_gap: Gap | None

    @property
    def is_incomplete(self) -> bool:
        return bool(self.missing)

    @classmethod
    def of(
        cls, team: Team, people: Sequence[Member], rules: Mapping[str, int], *, n_untrained: int = 0
    ) -> Composition:
        """``rules`` are those of the day by their kind."""
        counts, needs = Counts.of(people), Needs.of(team, rules)
        return cls(
            counts,
            needs,
            missing(counts, needs),
            head_name=next((one.name for one in people if one.is_head), ""),
            training_gap=untrained(n_untrained, is_asked=rules.get(RuleKind.TRAINED, 0) > 0),
        )
