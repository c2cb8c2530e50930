"""``python -m plans.document FILE``: the plan as JSON, or one sentence on stderr and status 2."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from plans.document import PlanDocument, Task, Timeline, Unreadable, read


def as_json(plan: PlanDocument) -> dict[str, Any]:
    """The parts of a plan that other programs compare."""
    return {
        "title": plan.title,
        "number": plan.number,
        "issued_text": plan.issued_text,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "tasks": [_task(task) for task in plan.tasks],
        "findings": [
            {"clause": one.clause, "kind": one.kind, "message": one.message}
            for one in plan.findings
        ],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "clause": task.clause,
        "title": task.title,
        "leads": [party.name for party in task.leads],
        "partners": [party.name for party in task.partners],
        "time_text": task.time_text,
        "timelines": [_timeline(line) for line in task.timelines],
    }


def _timeline(line: Timeline) -> dict[str, Any]:
    return {
        "label": line.label,
        "kind": line.kind.value,
        "first_year": line.first_year,
        "last_year": line.last_year,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "rhythm": line.rhythm,
    }


def main(arguments: list[str]) -> int:
    """0 and JSON on stdout, or 2 and one sentence on stderr."""
    if len(arguments) != 1:
        sys.stderr.write("Cách dùng: python -m plans.document TỆP\n")
        return 2
    path = Path(arguments[0])
    try:
        plan = read(path.read_bytes(), name=path.name)
    except OSError:
        sys.stderr.write(f"Không mở được tệp {path.name}: hãy kiểm tra đường dẫn và quyền đọc.\n")
        return 2
    except Unreadable as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.write(json.dumps(as_json(plan), ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
