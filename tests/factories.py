"""Rows for tests: plain functions with keywords. What is not given is made, or is ordinary.

One is in xã Tân Biên unless told otherwise: rows without a locality share it.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from plans.models import Agency, AgencySuccession, Finding, Locality, Officer, Plan, Role, Section
from tasks.models import (
    Activity,
    Assignment,
    Contribution,
    ContributionRequest,
    Direction,
    Document,
    DueDateChange,
    DutyNote,
    Evidence,
    Funding,
    PlanImport,
    Reminder,
    StatusUpdate,
    Task,
    TaskParty,
    TaskYear,
    Timeline,
    Verdict,
    YearlyDuty,
)
from tasks.models.tasks import Role as Part
from tasks.states import Review, State

HOME = "Xã Tân Biên"
PLAN_FILE = Path(settings.BASE_DIR) / "plans/data/ke-hoach-tan-bien-2024.txt"
PASSWORD = "mat-khau-cua-buoi-thu"
_numbers = itertools.count(1)


# The world of plans


def make_locality(*, name: str = HOME, **fields: Any) -> Locality:
    """The one of that name, made if it is new."""
    found = Locality.objects.filter(name=name, **fields).first()
    return found or Locality.objects.create(name=name, **fields)


def make_agency(
    *, name: str = "", locality: Locality | None = None, aliases: Iterable[str] = (), **fields: Any
) -> Agency:
    agency = Agency.objects.create(
        name=name or f"Cơ quan {next(_numbers)}", locality=locality or make_locality(), **fields
    )
    for alias in aliases:
        agency.aliases.create(name=alias)
    return agency


def make_succession(
    *, old: Agency, new: Agency, effective_on: dt.date = dt.date(2025, 7, 1), **fields: Any
) -> AgencySuccession:
    return AgencySuccession.objects.create(old=old, new=new, effective_on=effective_on, **fields)


def make_officer(
    *,
    username: str = "",
    full_name: str = "",
    agency: Agency | None = None,
    locality: Locality | None = None,
    roles: Iterable[Role] = (Role.OFFICER,),
    **fields: Any,
) -> Officer:
    """Signs in with ``PASSWORD``; works in a new agency of the locality unless told where."""
    number = next(_numbers)
    officer = Officer.objects.create_user(
        username=username or f"can-bo-{number}",
        password=PASSWORD,
        full_name=full_name or f"Nguyễn Văn Thử {number}",
        agency=agency or make_agency(locality=locality),
        **fields,
    )
    officer.groups.set(Group.objects.get_or_create(name=role.value)[0] for role in roles)
    return officer


def make_plan(
    *,
    locality: Locality | None = None,
    title: str = "Kế hoạch thực hiện Đề án giai đoạn 2024 - 2030",
    first_year: int = 2024,
    last_year: int = 2030,
    loaded_on: dt.date = dt.date(2024, 6, 20),
    **fields: Any,
) -> Plan:
    return Plan.objects.create(
        locality=locality or make_locality(),
        title=title,
        first_year=first_year,
        last_year=last_year,
        loaded_on=loaded_on,
        **fields,
    )


def make_section(
    *, plan: Plan | None = None, code: str = "", text: str = "", **fields: Any
) -> Section:
    number = next(_numbers)
    text = text or f"Nội dung thứ {number}"
    return Section.objects.create(
        **{
            "plan": plan or make_plan(),
            "code": code or f"II.{number}",
            "heading": text,
            "text": text,
            "level": 3,
            "order": number,
        }
        | fields
    )


def make_finding(
    *,
    plan: Plan | None = None,
    kind: str = "numbering",
    message: str = "Sau phần II là phần V.",
    **fields: Any,
) -> Finding:
    return Finding.objects.create(plan=plan or make_plan(), kind=kind, message=message, **fields)


# The work


def make_task(
    *,
    plan: Plan | None = None,
    clause: str = "",
    title: str = "",
    leads: Sequence[Agency] = (),
    partners: Sequence[Agency] = (),
    **fields: Any,
) -> Task:
    """A task with its section and parties, and without timelines: see ``make_timeline``."""
    section = make_section(plan=plan, code=clause)
    task = Task.objects.create(
        **{
            "plan": section.plan,
            "section": section,
            "code": section.code,
            "title": title or f"Nhiệm vụ {section.code}",
            "order": section.order,
        }
        | fields
    )
    for role, agencies in ((Part.LEAD, leads), (Part.PARTNER, partners)):
        for order, agency in enumerate(agencies):
            make_party(task=task, role=role, order=order, agency=agency)
    return task


def make_party(
    *,
    task: Task,
    role: Part = Part.PARTNER,
    order: int = 0,
    agency: Agency | None = None,
    as_printed: str = "",
) -> TaskParty:
    return TaskParty.objects.create(
        task=task,
        role=role,
        order=order,
        agency=agency,
        as_printed=as_printed or (agency.name if agency else "các cơ quan, tổ chức có liên quan"),
    )


def make_assignment(
    *,
    task: Task | None = None,
    officer: Officer | None = None,
    since: dt.date = dt.date(2024, 7, 1),
    **fields: Any,
) -> Assignment:
    return Assignment.objects.create(
        task=task or make_task(), officer=officer or make_officer(), since=since, **fields
    )


def make_timeline(
    *,
    task: Task | None = None,
    kind: Timeline.Kind = Timeline.Kind.YEARLY,
    first_year: int | None = 2024,
    last_year: int | None = 2030,
    with_cells: bool = False,
    **fields: Any,
) -> Timeline:
    """``with_cells`` makes the task-year of each of its years too."""
    task = task or make_task()
    timeline = Timeline.objects.create(
        **{
            "task": task,
            "kind": kind,
            "first_year": first_year,
            "last_year": last_year,
            "as_printed": "hàng năm" if kind == Timeline.Kind.YEARLY else "",
            "order": task.timelines.count(),
        }
        | fields
    )
    if with_cells:
        for year in timeline.years:
            make_task_year(timeline=timeline, year=year)
    return timeline


def make_task_year(
    *, timeline: Timeline | None = None, year: int = 2026, **fields: Any
) -> TaskYear:
    """A cell with the due date its timeline gives it; ``state`` alone leaves the log empty."""
    timeline = timeline or make_timeline()
    return TaskYear.objects.create(
        **{
            "timeline": timeline,
            "year": year,
            "begins_on": dt.date(year, 1, 1),
            "due_on": timeline.due_in(year),
        }
        | fields
    )


def make_update(
    *,
    task_year: TaskYear | None = None,
    author: Officer | None = None,
    state: State = State.DOING,
    effective_on: dt.date = dt.date(2026, 6, 1),
    recorded_at: dt.datetime | None = None,
    **fields: Any,
) -> StatusUpdate:
    """A line of the log alone: the cell follows only what ``record_update`` writes."""
    if state == State.DONE:
        fields.setdefault("completed_on", effective_on)
    if state.needs_reason:
        fields.setdefault("reason", "Không có việc phát sinh trong năm")
    noon = dt.datetime.combine(effective_on, dt.time(12), tzinfo=dt.UTC)
    return StatusUpdate.objects.create(
        task_year=task_year or make_task_year(),
        author=author or make_officer(),
        state=state,
        effective_on=effective_on,
        recorded_at=recorded_at or noon,
        **fields,
    )


def make_document(*, locality: Locality | None = None, number: str = "", **fields: Any) -> Document:
    return Document.objects.create(
        locality=locality or make_locality(),
        number=number or f"{next(_numbers)}/BC-UBND",
        **fields,
    )


def make_evidence(
    *,
    task_year: TaskYear | None = None,
    document: Document | None = None,
    url: str = "",
    added_by: Officer | None = None,
    added_at: dt.datetime = dt.datetime(2026, 6, 1, 5, tzinfo=dt.UTC),
    **fields: Any,
) -> Evidence:
    return Evidence.objects.create(
        task_year=task_year or make_task_year(),
        document=document or (None if url else make_document()),
        url=url,
        added_by=added_by or make_officer(),
        added_at=added_at,
        **fields,
    )


def make_contribution(
    *,
    task_year: TaskYear | None = None,
    agency: Agency | None = None,
    author: Officer | None = None,
    done_on: dt.date = dt.date(2026, 6, 1),
    **fields: Any,
) -> Contribution:
    agency = agency or make_agency()
    return Contribution.objects.create(
        **{
            "task_year": task_year or make_task_year(),
            "agency": agency,
            "agency_name": agency.name,
            "author": author or make_officer(agency=agency),
            "done_on": done_on,
            "text": "Phối hợp tổ chức một buổi tuyên truyền",
            "recorded_at": dt.datetime.combine(done_on, dt.time(12), tzinfo=dt.UTC),
        }
        | fields
    )


def make_due_change(
    *,
    task_year: TaskYear | None = None,
    new_due_on: dt.date = dt.date(2027, 3, 31),
    changed_by: Officer | None = None,
    **fields: Any,
) -> DueDateChange:
    """The row that tells of it alone; the cell keeps its due date."""
    task_year = task_year or make_task_year()
    return DueDateChange.objects.create(
        **{
            "task_year": task_year,
            "old_due_on": task_year.due_on,
            "new_due_on": new_due_on,
            "document": "Công văn số 12/UBND",
            "changed_by": changed_by or make_officer(),
            "changed_at": dt.datetime(2026, 6, 1, 5, tzinfo=dt.UTC),
        }
        | fields
    )


def make_contribution_request(
    *,
    task_year: TaskYear | None = None,
    agency: Agency | None = None,
    asked_on: dt.date = dt.date(2026, 6, 1),
    asked_by: Officer | None = None,
) -> ContributionRequest:
    return ContributionRequest.objects.create(
        task_year=task_year or make_task_year(),
        agency=agency or make_agency(),
        asked_on=asked_on,
        asked_by=asked_by or make_officer(),
        asked_at=timezone.make_aware(dt.datetime.combine(asked_on, dt.time(9))),
    )


def make_direction(
    *,
    task_year: TaskYear | None = None,
    asked_by: Officer | None = None,
    text: str = "Báo cáo rõ lý do chậm",
    asked_at: dt.datetime = dt.datetime(2026, 11, 20, 5, tzinfo=dt.UTC),
    **fields: Any,
) -> Direction:
    return Direction.objects.create(
        task_year=task_year or make_task_year(),
        asked_by=asked_by or make_officer(),
        text=text,
        asked_at=asked_at,
        **fields,
    )


def make_verdict(*, task_year: TaskYear | None = None, **fields: Any) -> Verdict:
    """The row alone: the cell follows only what ``review`` writes."""
    given = {
        "task_year": task_year or make_task_year(),
        "verdict": Review.CONFIRMED,
        "given_at": dt.datetime(2026, 11, 20, 5, tzinfo=dt.UTC),
    }
    return Verdict.objects.create(**{"given_by": make_officer()} | given | fields)


def make_activity(*, task_year: TaskYear | None = None, title: str = "", **fields: Any) -> Activity:
    return Activity.objects.create(
        task_year=task_year or make_task_year(),
        title=title or f"Hoạt động {next(_numbers)}",
        **fields,
    )


def make_post(
    *,
    task_year: TaskYear | None = None,
    done_on: dt.date | None = dt.date(2026, 6, 1),
    **fields: Any,
) -> Activity:
    """A line of the register of communication."""
    given = {"kind": Activity.Kind.COMMUNICATION, "channel": "Đài truyền thanh xã"}
    return make_activity(task_year=task_year, done_on=done_on, **given | fields)


def make_funding(
    *, task_year: TaskYear | None = None, estimate: int = 10_000_000, **fields: Any
) -> Funding:
    return Funding.objects.create(
        task_year=task_year or make_task_year(), estimate=estimate, **fields
    )


def make_plan_import(
    *,
    uploaded_by: Officer | None = None,
    locality: Locality | None = None,
    uploaded_at: dt.datetime | None = None,
    content: bytes = b"",
    **fields: Any,
) -> PlanImport:
    """The plan of Tân Biên, uploaded and not confirmed yet."""
    return PlanImport.objects.create(
        **{
            "locality": locality or make_locality(),
            "name": PLAN_FILE.name,
            "content": content or PLAN_FILE.read_bytes(),
            "uploaded_by": uploaded_by or make_officer(roles=[Role.ADMINISTRATOR]),
            "uploaded_at": uploaded_at or timezone.now(),
        }
        | fields
    )


def make_duty_note(
    *, year: int = 2026, author: Officer | None = None, text: str = "", **fields: Any
) -> DutyNote:
    """Of a new section that binds the author's body, unless told of which."""
    author = author or make_officer()
    if "section" not in fields and "section_id" not in fields:
        fields["section"] = make_section(agency=author.agency)
    return DutyNote.objects.create(
        year=year,
        author=author,
        text=text or "Đã lồng ghép vào kế hoạch công tác năm",
        recorded_at=dt.datetime(year, 6, 1, 5, tzinfo=dt.UTC),
        version=1,
        **fields,
    )


def make_yearly_duty(
    *,
    plan: Plan | None = None,
    year: int = 2026,
    kind: YearlyDuty.Kind = YearlyDuty.Kind.ESTIMATE,
    author: Officer | None = None,
    **fields: Any,
) -> YearlyDuty:
    return YearlyDuty.objects.create(
        **{
            "plan": plan or make_plan(),
            "year": year,
            "kind": kind,
            "done_on": dt.date(year, 1, 15),
            "author": author or make_officer(),
            "recorded_at": dt.datetime(year, 1, 16, 5, tzinfo=dt.UTC),
        }
        | fields
    )


def make_reminder(
    *,
    task_year: TaskYear | None = None,
    officer: Officer | None = None,
    threshold: int = -30,
    **fields: Any,
) -> Reminder:
    """Seen in the app, unless told that it was sent."""
    task_year = task_year or make_task_year()
    return Reminder.objects.create(
        **{
            "task_year": task_year,
            "officer": officer or make_officer(),
            "due_on": task_year.due_on,
            "threshold": threshold,
            "recorded_on": dt.date(2026, 12, 1),
            "seen_at": dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC),
        }
        | fields
    )
