"""What tests compare: a plan's tasks told in one line each."""

from __future__ import annotations

import re

from plans.document import PlanDocument, Task, Timeline, read
from plans.document.words import key


def read_text(text: str) -> PlanDocument:
    return read(text.encode(), name="ke-hoach.txt")


def told(task: Task) -> str:
    """clause | leads | partners | timelines."""
    leads = "; ".join(party.name for party in task.leads)
    partners = "; ".join(party.name for party in task.partners)
    times = "; ".join(timeline(line) for line in task.timelines)
    return even(f"{task.clause} | {leads} | {partners} | {times}")


def timeline(line: Timeline) -> str:
    """[label:] kind first-last [due] [rhythm]."""
    label = f"{line.label}:" if line.label else ""
    years = f"{line.first_year}-{line.last_year}"
    due = line.due_on.isoformat() if line.due_on else ""
    return " ".join(filter(None, [label, line.kind.value, years, due, line.rhythm]))


def all_told(plan: PlanDocument) -> list[str]:
    return [told(task) for task in plan.tasks]


def without_labels(line: str) -> str:
    """The line without the labels of timelines, which samples leave out."""
    return re.sub(r"(?<=[|;] )[^|;:]*: (?=span|yearly|once)", "", line)


def even(line: str) -> str:
    return re.sub(r"\s*\|\s*", " | ", line).strip()


def essence(plan: PlanDocument) -> list[tuple[object, ...]]:
    """Everything that must not depend on how a file is written, tone marks set aside."""
    return [
        (
            task.clause,
            key(task.title),
            tuple(key(party.name) for party in task.leads),
            tuple(key(party.name) for party in task.partners),
            tuple(timeline(line) for line in task.timelines),
        )
        for task in plan.tasks
    ]


def codes(plan: PlanDocument) -> list[str]:
    return [section.code for section in plan.sections]
