"""Two people on one form: what they say differently, and what was chosen of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.http import QueryDict

from tasks.cell.report import Report
from tasks.states import State

MINE, THEIRS, BOTH = "mine", "theirs", "both"
TEXTS = {
    "result": "Kết quả thực hiện",
    "obstacles": "Khó khăn, vướng mắc",
    "proposal": "Đề xuất, kiến nghị",
}
# What hangs together is chosen together: a date of completion belongs to its state.
STATE_FIELDS = ("state", "completed_on", "reason", "finishes_span")
_GROUPS: dict[str, tuple[str, ...]] = {
    "state": STATE_FIELDS,
    **{name: (name,) for name in TEXTS},
    "needs_direction": ("needs_direction",),
}
_WORDS = re.compile(r"\S+\s*")
_LABELS = {"state": "Trạng thái", "needs_direction": "Xin ý kiến chỉ đạo", **TEXTS}


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter on which the two say different things; ``chosen`` is offered first."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str
    mine_state: State | None = None
    their_state: State | None = None
    both: str | None = None

    @property
    def marked_mine(self) -> list[tuple[str, bool]]:
        """Pieces of my text; True for what the saved one does not have."""
        return _marked(self.mine, self.theirs)

    @property
    def marked_theirs(self) -> list[tuple[str, bool]]:
        return _marked(self.theirs, self.mine)

    @property
    def choice_name(self) -> str:
        return f"choose-{self.name}"

    @property
    def both_name(self) -> str:
        return f"both-{self.name}"


def differences(mine: Report, *, saved: Report, opened: Report) -> list[Difference]:
    """Where mine and the saved report differ; what I did not touch is offered as saved."""
    found = []
    for name, fields in _GROUPS.items():
        if _same(mine, saved, fields):
            continue
        is_state = name == "state"
        found.append(
            Difference(
                name=name,
                label=_LABELS[name],
                mine=_said(mine, name),
                theirs=_said(saved, name),
                chosen=THEIRS if _same(mine, opened, fields) else MINE,
                mine_state=mine.state if is_state else None,
                their_state=saved.state if is_state else None,
                both=_both(getattr(mine, name), getattr(saved, name)) if name in TEXTS else None,
            )
        )
    return found


def agreements(different: list[Difference]) -> str:
    """The matters on which both say the same, in one line."""
    names = {one.name for one in different}
    return "; ".join(label for name, label in _LABELS.items() if name not in names)


def _same(one: Report, other: Report, fields: tuple[str, ...]) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def _said(report: Report, name: str) -> str:
    if name == "needs_direction":
        return "Có" if report.needs_direction else "Không"
    if name != "state":
        return str(getattr(report, name)) or "(để trống)"
    said = report.state.label
    if report.completed_on:
        said += f", ngày {report.completed_on:%d/%m/%Y}"
    if report.finishes_span:
        said += ", các năm sau không còn việc"
    return f"{said}. {report.reason}" if report.reason else said


def _marked(text: str, other: str) -> list[tuple[str, bool]]:
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    pieces = []
    for kind, first, last, _, _ in SequenceMatcher(None, words, others).get_opcodes():
        if piece := "".join(words[first:last]):
            pieces.append((piece, kind != "equal"))
    return pieces


def _both(mine: str, theirs: str) -> str:
    """One text that holds both; where one holds the other already, that one."""
    if mine in theirs:
        return theirs
    if theirs in mine:
        return mine
    return f"{theirs}\n{mine}"


def is_resolving(data: QueryDict) -> bool:
    """Whether the post comes from the page of two texts."""
    return "resolving" in data


def resolved(data: QueryDict, seen: Report) -> QueryDict:
    """What was chosen there, as if typed into the form; ``seen`` is what that page showed saved."""
    copy = data.copy()
    for name, fields in _GROUPS.items():
        choice = data.get(f"choose-{name}", MINE)
        if choice == BOTH and name in TEXTS:
            copy[name] = data.get(f"both-{name}", "")
        elif choice == THEIRS:
            for one in fields:
                _put(copy, one, getattr(seen, one))
    return copy


def _put(data: QueryDict, name: str, value: Any) -> None:
    """As a form sends it: a tick is there or not."""
    if isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, dt.date):
        data[name] = f"{value:%d/%m/%Y}"
    else:
        data[name] = "" if value is None else str(value)
