"""What an import would do, row by row, beside the roster as it is. Nothing here writes.

Rows of a file meet people of the roster by the code that our own export wrote; else whoever bears
the same name and no other birth year is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mediators.models import Membership
from mediators.roster_import.cells import read_code, read_person, read_service
from mediators.roster_import.changes import compare
from mediators.roster_import.lines import Decided, Line, State
from mediators.roster_import.memberships import check_service, refuse_second_heads
from mediators.roster_import.people import find_twins, identify, refuse_same_person_twice
from mediators.roster_import.places import Team
from mediators.roster_import.roster import Roster
from mediators.roster_import.workbook import Row


@dataclass(slots=True)
class Plan:
    """All rows, and who of the roster is not among them."""

    lines: list[Line]
    roster: Roster
    absent: list[Membership]
    counts: dict[State, int]

    @property
    def digest(self) -> str:
        return self.roster.digest

    @property
    def is_ready(self) -> bool:
        return not (self.counts[State.ERROR] or self.counts[State.QUESTION])

    @property
    def n_changes(self) -> int:
        return self.counts[State.NEW] + self.counts[State.CHANGED]

    @property
    def new_teams(self) -> list[Team]:
        new = {one.team.key: one.team for one in self.lines if one.team and one.team.pk is None}
        return list(new.values())

    @property
    def teams_to_found(self) -> list[Team]:
        """Those that the rows name in known hamlets, whether or not that was agreed to yet."""
        return list(self.roster.places.founded.values())

    @property
    def lacks_start(self) -> bool:
        return any(line.lacks_start for line in self.lines)

    @property
    def answers_in_one_team(self) -> dict[str, str]:
        """Questions not answered yet whose one candidate is in the team that the row names."""
        return {
            str(line.index): str(line.candidates[0].pk)
            for line in self.lines
            if line.is_asked and not line.answer and not line.twins and len(line.candidates) == 1
            if self._is_in_its_team(line)
        }

    def _is_in_its_team(self, line: Line) -> bool:
        held = self.roster.held.get(line.candidates[0].pk)
        return held is not None and line.team is not None and line.team.pk == held.team_id


def plan(rows: Sequence[Row], roster: Roster, decided: Decided) -> Plan:
    lines = [Line(index, row, list(row.problems)) for index, row in enumerate(rows)]
    taken = [line for line in lines if not line.row.skipped]
    for line in taken:
        read_code(line, roster)
        read_person(line, roster)
        read_service(line, roster, decided)
    find_twins(taken)
    for line in taken:
        identify(line, roster, decided)
        compare(line)
    refuse_same_person_twice(taken)
    for line in taken:
        check_service(line, roster)
    refuse_second_heads(taken, roster)
    counts = dict.fromkeys(State, 0)
    for line in lines:
        counts[line.state] += 1
    told = {line.person.pk for line in taken if line.person}
    told |= {one.pk for line in taken if line.state == State.QUESTION for one in line.candidates}
    absent = [one for one in roster.held.values() if one.mediator_id not in told]
    absent.sort(key=lambda one: (one.mediator.sort_name, one.pk))
    return Plan(lines, roster, absent, counts)
