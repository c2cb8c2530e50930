"""What both statistical forms are made of: columns, lines, checks. Nothing here asks a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mediators.statistics.rows import Cases, People, TeamRow
from plans.models import Locality


@dataclass(frozen=True, slots=True)
class Column:
    """``group`` stands over neighbours that share it. ``asks`` are the filters of the list of
    exactly the rows that it counts; ``of`` names the list."""

    key: str
    text: str
    group: str = ""
    of: str = ""
    asks: Mapping[str, str] | None = None
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """The whole is the sum of its parts; or, where ``is_at_most``, no less than it."""

    whole: str
    parts: tuple[str, ...]
    sentence: str
    is_at_most: bool = False

    def gap(self, numbers: Mapping[str, int]) -> int:
        """By how much it fails; 0 where it holds."""
        difference = numbers[self.whole] - sum(numbers[part] for part in self.parts)
        return min(difference, 0) if self.is_at_most else difference


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: the numbers of one team or commune, or of all where ``of`` is None."""

    of: TeamRow | Locality | None
    numbers: Mapping[str, int]

    @property
    def title(self) -> str:
        if self.of is None:
            return "Tổng số"
        return self.of.title if isinstance(self.of, TeamRow) else str(self.of)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a check: by how much it fails in the total, and in which other lines."""

    check: Check
    gap: int
    lines: tuple[Line, ...]

    @property
    def holds(self) -> bool:
        return not self.gap and not self.lines


def judge(checks: Iterable[Check], lines: Sequence[Line]) -> list[Verdict]:
    """Each check of each line; the first line is the total."""
    head, *rest = lines
    return [
        Verdict(
            check,
            check.gap(head.numbers),
            tuple(line for line in rest if check.gap(line.numbers)),
        )
        for check in checks
    ]


_Row = TypeVar("_Row", People, Cases)


def by_unit(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    """The rows of each team or commune."""
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found
