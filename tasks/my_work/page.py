"""A person's list of work: which cells, under which heading, with which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.models import Officer, Role
from tasks.board.rows import Addresses, CellRow, known_cell_rows_with
from tasks.models import Reminder, TaskParty, TaskYear
from tasks.models.year_queries import TaskYearQuerySet
from tasks.states import Label, Timeliness

MINE, PARTNER, EVERYONE = "cua-toi", "phoi-hop", "ca-dia-ban"
VIEWS = {MINE: "Của tôi", EVERYONE: "Cả địa bàn", PARTNER: "Phối hợp"}
OVERSEERS = (Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR)


class Job(NamedTuple):
    """A cell on the desk, and what the person has to do with it."""

    row: CellRow
    is_mine: bool
    has_part: bool
    is_owned: bool
    is_reached: bool
    seen: int | None


class Item(NamedTuple):
    """A job in the words of the page. ``act`` is empty for what has ended."""

    label: Label
    name: str
    of: str
    url: str
    code: str
    year: int
    role: str
    due: str
    updated: str
    act: str
    wants_direction: bool


class Heading(NamedTuple):
    """A part of the list; ``css`` marks the one that is late."""

    id: str
    title: str
    items: list[Item]
    css: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The page: ``n_late``, ``n_soon`` and ``n_silent`` are what should be written on now."""

    headings: list[Heading]
    ended: list[Item]
    n_late: int
    n_soon: int
    n_silent: int
    n_unowned: int

    @property
    def n_to_update(self) -> int:
        return self.n_late + self.n_soon + self.n_silent


def oversees(user: Officer) -> bool:
    """Whether the work of others is theirs to look after."""
    return user.is_superuser or user.has_role(*OVERSEERS)


def jobs_of(user: Officer, *, today: dt.date) -> list[Job]:
    """The person's own jobs and those their body takes part in; for overseers all at home."""
    sees_all = oversees(user)
    pairs = known_cell_rows_with(
        ("desk", user.standpoint(today), sees_all),
        lambda: _cells(user, today, sees_all=sees_all),
        *("is_mine", "has_part", "has_owner", "is_reached", "seen"),
    )
    return [
        Job(row, bool(mine), bool(part), bool(owned), bool(reached), seen)
        for row, (mine, part, owned, reached, seen) in pairs
    ]


def _cells(user: Officer, today: dt.date, *, sees_all: bool) -> TaskYearQuerySet:
    cells = TaskYear.objects.visible_to(user).as_of(today, today=today)
    cells = cells.with_parts_of(user, user.bodies_on(today), today).with_ownership(today)
    cells = cells.at_home_of(user) if sees_all else cells.touching()
    cells = cells.with_reach(today).on_desk(today).in_order()
    found: TaskYearQuerySet = cells.annotate(seen=Reminder.objects.seen().largest(user))
    return found


def in_view(jobs: Iterable[Job], view: str) -> list[Job]:
    """The jobs of one of ``VIEWS``."""
    if view == MINE:
        return [job for job in jobs if job.is_mine]
    if view == PARTNER:
        return [job for job in jobs if job.has_part and not job.is_mine]
    return list(jobs)


def first_view(jobs: Sequence[Job], user: Officer) -> str:
    """What opens unasked: one's own work if there is any."""
    if any(job.is_mine for job in jobs):
        return MINE
    if oversees(user):
        return EVERYONE
    return PARTNER if jobs else MINE


def lead_names(jobs: Sequence[Job], user: Officer, *, today: dt.date) -> dict[int, str]:
    """Who leads each task, by today's names; one query."""
    names: dict[int, list[str]] = {}
    for party in TaskParty.objects.leads_of({job.row.task_id for job in jobs}):
        body = user.successions.on(party.agency, today) if party.agency else None
        names.setdefault(party.task_id, []).append(body.name if body else party.as_printed)
    return {task_id: "; ".join(found) for task_id, found in names.items()}


def desk_of(
    jobs: Sequence[Job],
    *,
    view: str,
    writes_all: bool,
    leads: dict[int, str] | None = None,
    today: dt.date,
) -> Desk:
    """Sorts the jobs under their headings: each stands once, under the first that fits.

    See also ``TaskYearQuerySet.to_update``: the first three together.
    """
    pages = Addresses("tasks:task_year_detail")
    late, soon, silent, rest, earlier, ended = _sorted(jobs, today)

    def items(found: Sequence[Job]) -> list[Item]:
        return [
            _item(
                job,
                url=pages.of(job.row.pk),
                role=_role(job, leads),
                act=_act(job, view, writes_all=writes_all),
                today=today,
            )
            for job in found
        ]

    headings = [
        Heading("qua-han", "Quá hạn", items(late), "work__head--late"),
        Heading("den-han", "Đến hạn trong 30 ngày", items(soon)),
        Heading("lau-chua-cap-nhat", _silent_title(silent), items(silent)),
        Heading("viec-khac", f"Việc khác trong năm {today.year}", items(rest)),
        Heading("nam-truoc", "Năm trước còn mở", items(earlier)),
    ]
    return Desk(
        headings=[heading for heading in headings if heading.items],
        ended=items(ended),
        n_late=len(late),
        n_soon=len(soon),
        n_silent=len(silent),
        n_unowned=len({job.row.task_id for job in jobs if job.row.is_open and not job.is_owned}),
    )


def _sorted(jobs: Iterable[Job], today: dt.date) -> tuple[list[Job], ...]:
    late: list[Job] = []
    soon: list[Job] = []
    silent: list[Job] = []
    rest: list[Job] = []
    earlier: list[Job] = []
    ended: list[Job] = []
    for job in jobs:
        row = job.row
        part = row.timeliness_on(today)
        if not row.is_open:
            ended.append(job)
        elif part == Timeliness.OVERDUE:
            late.append(job)
        elif part == Timeliness.DUE_SOON:
            soon.append(job)
        elif row.owes_update(today):
            silent.append(job)
        elif row.year == today.year:
            rest.append(job)
        else:
            earlier.append(job)
    for found in (late, soon):
        found.sort(key=lambda job: job.row.due_on or dt.date.max)
    silent.sort(key=lambda job: -job.row.silent_days(today))
    return late, soon, silent, rest, earlier, ended


def _silent_title(jobs: Sequence[Job]) -> str:
    """The plan's own cadence, where there is one."""
    cadences = {job.row.cadence_days for job in jobs}
    if len(cadences) != 1:
        return "Lâu chưa cập nhật"
    return f"Quá {cadences.pop()} ngày chưa cập nhật"


def _role(job: Job, leads: dict[int, str] | None) -> str:
    if leads is not None:
        lead = leads.get(job.row.task_id, "")
        return lead if job.is_owned else f"{lead}, chưa phân công".lstrip(", ")
    return "phụ trách" if job.is_mine else "phối hợp"


def _act(job: Job, view: str, *, writes_all: bool) -> str:
    if view == PARTNER:
        return "Ghi kết quả phối hợp"
    return "Cập nhật" if job.is_mine or writes_all else "Xem"


def _item(job: Job, *, url: str, role: str, act: str, today: dt.date) -> Item:
    row = job.row
    return Item(
        label=row.label_on(today),
        name=row.name,
        of=row.of,
        url=url,
        code=row.code,
        year=row.year,
        role=role,
        due=f"Hạn {row.due_on:%d/%m/%Y}" if row.due_on else "Không đặt hạn trong năm",
        updated=_updated(row, today),
        act=act if row.is_open else "",
        wants_direction=row.needs_direction,
    )


def _updated(row: CellRow, today: dt.date) -> str:
    if row.completed_on is not None:
        return f"Hoàn thành {row.completed_on:%d/%m/%Y}"
    if row.owes_update(today):
        return f"{row.silent_days(today)} ngày chưa cập nhật"
    return f"Cập nhật {row.updated_on:%d/%m/%Y}" if row.updated_on else "Chưa có cập nhật"
