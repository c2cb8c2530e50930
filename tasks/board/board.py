"""The board: plans as they stand on a day, and every question that a page asks of them.

Each rule stands once: of a cell in ``tasks.states`` and on ``TaskYear``, of who answers for what
here. Pages, papers and letters read the board, so that a word has one number on one day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property

from plans.models import Agency, Locality, Officer, Plan
from plans.models.agencies import Successions
from plans.text import name_key, sort_key
from tasks.access import can_update
from tasks.board.log import Entry, log_of
from tasks.board.owners import has_owner, is_manned, manned_in
from tasks.board.scope import Scope
from tasks.models import Direction, Task, TaskParty, TaskYear

UNASSIGNED = "Chưa phân công"


def cells_of(task: Task) -> list[TaskYear]:
    """The cells of a task that the board holds, line by line, then by year."""
    return [cell for line in task.timeline_list for cell in line.cell_list]


def due_order(cell: TaskYear) -> dt.date:
    """Sorts by due day; what has none comes last."""
    return cell.due_on or dt.date.max


@dataclass
class Board:
    """Filled by ``tasks.board.load``. ``all_plans`` are those that the reader may pick."""

    user: Officer
    day: dt.date
    today: dt.date
    scope: Scope
    all_plans: list[Plan]
    plans: list[Plan] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    directions: list[Direction] = field(default_factory=list)
    successions: Successions = field(default_factory=lambda: Successions([]))
    open_later: frozenset[int] = frozenset()  # tasks with open cells that were not loaded

    @cached_property
    def cells(self) -> list[TaskYear]:
        """All cells shown, as the plans print them, then by year."""
        return [cell for task in self.tasks for cell in cells_of(task)]

    # Plans

    @property
    def is_of_several_plans(self) -> bool:
        """Whether rows must name their plan."""
        return len(self.plans) > 1

    @property
    def localities(self) -> list[Locality]:
        """Whose plans are shown."""
        return list({plan.locality_id: plan.locality for plan in self.plans}.values())

    @property
    def years(self) -> range:
        """The years of the plans shown."""
        if not self.plans:
            return range(self.day.year, self.day.year + 1)
        first = min(plan.first_year for plan in self.plans)
        return range(first, max(plan.last_year for plan in self.plans) + 1)

    @property
    def period(self) -> str:
        """ "2024 - 2030": the years of the plans shown."""
        years = self.years
        return f"{years[0]} - {years[-1]}" if len(years) > 1 else str(years[0])

    @property
    def pickable(self) -> list[Plan]:
        """The plans that the reader may pick within the locality shown, in force or not."""
        picked = self.scope.locality_id
        if picked is None and len(self.plans) == 1 and self.scope.plan_id is not None:
            picked = self.plans[0].locality_id
        return [plan for plan in self.all_plans if picked in (None, plan.locality_id)]

    def plan_choices(self) -> list[tuple[int, str]]:
        """Choices of a filter; the locality is named where there are several."""
        is_mixed = len({plan.locality_id for plan in self.pickable}) > 1
        return [
            (plan.pk, f"{plan} ({plan.locality})" if is_mixed else str(plan))
            for plan in self.pickable
        ]

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of which a page can speak."""
        plans = self.plans if self.scope.plan_id is not None else self.pickable
        if not plans:
            return dt.date(self.today.year, 1, 1), self.today
        first = dt.date(min(plan.first_year for plan in plans), 1, 1)
        return first, max(self.today, *(plan.last_day for plan in plans))

    def of_one_plan(self, plan: Plan) -> Board:
        """Return the board as if that plan, which it shows, were picked."""
        return replace(
            self,
            scope=Scope(plan.pk, self.scope.locality_id),
            plans=[plan],
            tasks=[task for task in self.tasks if task.plan_id == plan.pk],
            directions=[row for row in self.directions if row.task_year.task.plan_id == plan.pk],
        )

    @cached_property
    def groups(self) -> dict[int, str]:
        """Headings of the plans under which tasks stand, by key, in the order of the plans."""
        return {
            task.group_id: f"{task.group_marker} {task.group_heading}".strip()
            for task in self.tasks
            if task.group_id
        }

    @cached_property
    def log(self) -> list[Entry]:
        """What was reported of the cells by the day, the later entry after the earlier."""
        return log_of((cell.pk for cell in self.cells), self.day)

    # How cells stand

    @property
    def late(self) -> list[TaskYear]:
        """Quá hạn, the longest first."""
        return sorted((c for c in self.cells if c.is_late), key=due_order)

    @property
    def due_soon(self) -> list[TaskYear]:
        """Sắp đến hạn, the nearest first."""
        return sorted((c for c in self.cells if c.is_due_soon), key=due_order)

    @property
    def silent(self) -> list[TaskYear]:
        """Quá kỳ chưa cập nhật, the longest silence first."""
        return sorted((c for c in self.cells if c.is_silent), key=lambda c: -c.silent_days)

    @property
    def asking(self) -> list[TaskYear]:
        """Xin ý kiến chỉ đạo."""
        return [cell for cell in self.cells if cell.needs_direction]

    @property
    def to_confirm(self) -> list[TaskYear]:
        """Chờ xác nhận."""
        return [cell for cell in self.cells if cell.awaits_review]

    @property
    def returned(self) -> list[TaskYear]:
        """Trả lại, and not reported again."""
        return [cell for cell in self.cells if cell.is_returned]

    @property
    def to_have_ended(self) -> list[TaskYear]:
        """Phải xong: what must have ended by the day, whether or not it has."""
        return [cell for cell in self.cells if cell.must_end_on <= self.day]

    @property
    def waiting(self) -> list[Direction]:
        """Chỉ đạo chờ trả lời."""
        return [row for row in self.directions if row.is_waiting_on(self.day)]

    @property
    def unassigned(self) -> list[Task]:
        """Chưa phân công: begun, not all ended, and nobody answers for it."""
        return [task for task in self.tasks if self.is_unassigned(task)]

    def is_unassigned(self, task: Task) -> bool:
        """Whether the task counts as chưa phân công; one without a time begins with its plan."""
        cells = cells_of(task)
        if cells:
            has_begun = any(cell.has_begun for cell in cells)
            is_open = task.pk in self.open_later or any(cell.is_open for cell in cells)
            is_owing = has_begun and is_open
        else:
            is_owing = task.plan.first_year <= self.day.year
        return is_owing and not self.has_owner(task)

    # Who

    @cached_property
    def manned(self) -> frozenset[int]:
        """Keys of the bodies in which somebody works who can sign in."""
        return manned_in({plan.locality_id for plan in self.plans})

    def body_of(self, party: TaskParty) -> Agency | None:
        """The body that stands in the party's place on the day; None for one that is text."""
        if party.agency is None:
            return None
        return self.successions.on(party.agency, self.day)

    def name_of(self, party: TaskParty) -> str:
        """Its name on the day, or as printed where the text names no single body."""
        body = self.body_of(party)
        return body.name if body else party.as_printed

    def leads(self, task: Task) -> list[TaskParty]:
        return [party for party in task.party_list if party.is_lead]

    def lead_names(self, task: Task) -> str:
        """The leading bodies by their names on the day."""
        return "; ".join(self.name_of(party) for party in self.leads(task))

    def partner_names(self, task: Task) -> str:
        """Who takes part without leading, by their names on the day."""
        partners = (party for party in task.party_list if not party.is_lead)
        return "; ".join(self.name_of(party) for party in partners)

    def lead_ids(self, task: Task) -> set[int]:
        """Keys of the leading bodies on the day."""
        return {body.pk for party in self.leads(task) if (body := self.body_of(party))}

    def first_lead_id(self, task_id: int) -> int | None:
        """Key of the body that leads first; None where the text names no single one."""
        for task in self.tasks:
            for party in task.party_list:
                if task.pk == task_id and party.is_first_lead:
                    body = self.body_of(party)
                    return body.pk if body else None
        return None

    def has_owner(self, task: Task) -> bool:
        """Whether it is owned on the day: see ``tasks.board.owners``."""
        return has_owner(task, self.day, successions=self.successions, manned=self.manned)

    def is_reached(self, task: Task) -> bool:
        """Whether somebody who can sign in answers for it.

        An assignment to people who have all left stands in the way of the body's other officers.
        """
        if task.assignment_list:
            return any(row.officer.is_active for row in task.assignment_list)
        return is_manned(task, self.day, successions=self.successions, manned=self.manned)

    def officers(self, task: Task) -> list[Officer]:
        """Who is assigned on the day, by given name."""
        found = {row.officer_id: row.officer for row in task.assignment_list}
        return sorted(found.values(), key=lambda officer: name_key(officer.full_name))

    def officer_names(self, task: Task) -> str:
        return ", ".join(str(officer) for officer in self.officers(task))

    def who_answers(self, task: Task) -> str:
        """The officers assigned, else the leading bodies; "Chưa phân công" where nobody is."""
        if names := self.officer_names(task):
            return names
        return self.lead_names(task) if self.has_owner(task) else UNASSIGNED

    @cached_property
    def my_bodies(self) -> frozenset[int]:
        """The bodies for which the reader's own stands on the day."""
        return self.user.bodies_on(self.day)

    def is_mine(self, task: Task) -> bool:
        """Whether the reader answers for it: assigned, or else of the first lead's body."""
        if task.assignment_list:
            return any(row.officer_id == self.user.pk for row in task.assignment_list)
        agency = self.user.agency
        if agency is None or agency.is_whole_office:
            return False
        return any(
            party.is_first_lead
            and party.agency is not None
            and not party.agency.is_whole_office
            and party.agency_id in self.my_bodies
            for party in task.party_list
        )

    def has_part(self, task: Task) -> bool:
        """Whether the reader's body is named in it."""
        return any(party.agency_id in self.my_bodies for party in task.party_list)

    def can_write(self, task: Task) -> bool:
        """Whether the reader may write on its cells: see ``tasks.access.can_update``."""
        return can_update(self.user, task, today=self.today)

    def writable_cells(self, year: int) -> list[TaskYear]:
        """Cells of that year on which the reader may write."""
        return [cell for cell in self.cells if cell.year == year and self.can_write(cell.task)]

    # What the reader owes

    @property
    def to_update(self) -> list[TaskYear]:
        """Cells on which the reader should write now: late, due soon, silent or returned."""
        return [
            cell
            for cell in self.cells
            if (cell.is_late or cell.is_due_soon or cell.is_silent or cell.is_returned)
            and self.is_mine(cell.task)
        ]

    @property
    def to_answer(self) -> list[Direction]:
        """Directions that wait for the reader: asked of them, or on a cell of theirs."""
        return [row for row in self.waiting if self.is_asked_of_me(row)]

    def is_asked_of_me(self, direction: Direction) -> bool:
        is_named = direction.addressee_id == self.user.pk
        return is_named or self.is_mine(direction.task_year.task)

    # Choices of filters

    def bodies(self, *, leads_only: bool = False) -> list[tuple[int, str]]:
        """Bodies that have part on the day, by name."""
        found = {
            body.pk: body.name
            for task in self.tasks
            for party in task.party_list
            if (party.is_lead or not leads_only) and (body := self.body_of(party))
        }
        return sorted(found.items(), key=lambda row: sort_key(row[1]))

    def people(self) -> list[tuple[int, str]]:
        """Officers who are assigned on the day, by given name."""
        found = {officer.pk: officer for task in self.tasks for officer in self.officers(task)}
        people = sorted(found.values(), key=lambda officer: name_key(officer.full_name))
        return [(officer.pk, str(officer)) for officer in people]
