"""What a person sees of a document before it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plans.document import PlanDocument, Section, Task
from tasks.services.plan_changes import Change, ChangeKind, describe_time
from tasks.services.plans import Outcome

_FEW = 12  # changes of one kind that are shown unfolded


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind."""

    label: str
    changes: Sequence[Change]

    @property
    def is_open(self) -> bool:
        return len(self.changes) <= _FEW


def grouped_changes(outcome: Outcome | None) -> list[Group]:
    changes = outcome.changes if outcome else ()
    groups = [
        Group(str(kind.label), [change for change in changes if change.kind == kind])
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
