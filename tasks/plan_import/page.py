"""What a person sees of a document before it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from plans.document import PlanDocument, Section, Task
from tasks.plan_import.changes import ChangeKind, describe_time
from tasks.plan_import.services import Outcome

_NEAR = 8  # words shown on each side of a change
_MOST_WORDS = 4_000_000  # pairs of words beyond which a text is not compared word by word
_FEW = 12  # changes of one kind that are shown unfolded


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a changed text: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A change in a sentence, and the words that differ."""

    text: str
    pieces: list[Piece]


def differing(before: str, after: str) -> list[Piece]:
    """What differs word by word, with a few of the words around it."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > _MOST_WORDS:
        return [*_piece("gone", old[:60]), *_piece("new", new[:60])]
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            pieces += _piece(
                "same", _around(old[i:j], is_first=n == 0, is_last=n == len(steps) - 1)
            )
        else:
            pieces += [*_piece("gone", old[i:j]), *_piece("new", new[k:m])]
    return pieces


def _piece(kind: str, words: list[str]) -> list[Piece]:
    return [Piece(kind, " ".join(words))] if words else []


def _around(words: list[str], *, is_first: bool, is_last: bool) -> list[str]:
    """The ends of an unchanged stretch that touch a change."""
    if is_first and len(words) > _NEAR:
        return ["…", *words[-_NEAR:]]
    if is_last and len(words) > _NEAR:
        return [*words[:_NEAR], "…"]
    return words if len(words) <= 2 * _NEAR else [*words[:_NEAR], "…", *words[-_NEAR:]]


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind."""

    label: str
    changes: Sequence[Shown]

    @property
    def is_open(self) -> bool:
        return len(self.changes) <= _FEW


def grouped_changes(outcome: Outcome | None) -> list[Group]:
    changes = outcome.changes if outcome else ()
    groups = [
        Group(
            str(kind.label),
            [
                Shown(change.text, differing(change.before, change.after))
                for change in changes
                if change.kind == kind
            ],
        )
        for kind in ChangeKind
    ]
    return [group for group in groups if group.changes]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as read, and the field of its working title."""

    task: Task
    leads: list[str]
    partners: list[str]
    times: list[str]
    field: Any


def task_rows(tasks: Iterable[Task], fields: Sequence[Any]) -> list[TaskRow]:
    return [
        TaskRow(
            task=task,
            leads=[party.name for party in task.leads],
            partners=[party.name for party in task.partners],
            times=[
                f"{timeline.label}: {describe_time(timeline)}"
                if timeline.label
                else describe_time(timeline)
                for timeline in task.timelines
            ],
            field=field,
        )
        for task, field in zip(tasks, fields, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline."""

    section: Section
    is_task: bool


def outline_of(document: PlanDocument) -> list[Entry]:
    with_task = {task.clause for task in document.tasks}
    return [Entry(section, section.code in with_task) for section in document.sections]
