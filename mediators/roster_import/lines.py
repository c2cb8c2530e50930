"""One row of an import: what it says, what is wrong with it, what it will do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mediators.models import Decision, Mediator
from mediators.roster_import.places import Team
from mediators.roster_import.workbook import Row

OTHER, TWIN = "khac", "trung"
SHOWN_TWINS = 5


class State(StrEnum):
    """What becomes of a row; the values stand in addresses."""

    ERROR = "loi"
    QUESTION = "hoi"
    NEW = "moi"
    CHANGED = "thay-doi"
    SAME = "khong-doi"
    SKIPPED = "bo-qua"


@dataclass(frozen=True, slots=True)
class Change:
    columns: tuple[str, ...]
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Line:
    """One row with all that is wrong with it, or with what it will do."""

    index: int
    row: Row
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    person: Mediator | None = None  # known already
    values: dict[str, Any] = field(default_factory=dict)  # fields of the model that the row gives
    changes: list[Change] = field(default_factory=list)
    team: Team | None = None
    role: str = ""
    started_on: dt.date | None = None
    decision: Decision | None = None
    candidates: list[Mediator] = field(default_factory=list)  # known people it may be
    twins: list[Line] = field(default_factory=list)  # other rows that may be the same person
    is_asked: bool = False
    answer: str = ""
    joins: bool = False  # a team, by this import
    lacks_start: bool = False

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or self.row.cells.get("name", ""))

    @property
    def state(self) -> State:
        if self.row.skipped:
            return State.SKIPPED
        if self.errors:
            return State.ERROR
        if self.is_asked and not self.answer:
            return State.QUESTION
        if self.person is None:
            return State.NEW
        return State.CHANGED if self.changes or self.joins else State.SAME

    @property
    def year(self) -> int | None:
        return self.values.get("birth_year")


@dataclass(frozen=True, slots=True)
class Decided:
    """What the person has decided on the preview: by index of the row, who it is."""

    same: Mapping[str, str] = field(default_factory=dict)
    started_on: dt.date | None = None
    makes_teams: bool = False


def where(line: Line, other: Line) -> str:
    """'dòng 12', with its sheet where that is another one."""
    sheet = "" if line.row.sheet == other.row.sheet else f" (trang “{other.row.sheet}”)"
    return f"dòng {other.row.number}{sheet}"
