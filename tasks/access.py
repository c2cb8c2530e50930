"""Who may see and do what with the work. Templates get booleans from here, never roles.

Everyone of a locality reads all its tasks (and a locality above reads those below). Who leads or
is assigned writes, the coordinator writes for others; partners contribute. Another locality does
not exist: 404. What may be seen but not changed is refused with a sentence: 403.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from plans.models import Agency, Finding, Locality, Officer, Plan, Section
from plans.models import Role as Group
from plans.models.officers import OfficerQuerySet
from tasks.models import (
    Activity,
    Assignment,
    Contribution,
    Direction,
    Document,
    Evidence,
    Funding,
    PlanImport,
    StatusUpdate,
    Task,
    TaskYear,
    Timeline,
)
from tasks.models.tasks import Role

NOT_YOURS = (
    "Nhiệm vụ này do cơ quan chủ trì, người được phân công hoặc cán bộ tổng hợp cập nhật. "
    "Nếu cần sửa, đề nghị liên hệ cán bộ tổng hợp của UBND."
)
NOT_PARTNER = (
    "Chỉ cơ quan phối hợp của nhiệm vụ này, hoặc cán bộ tổng hợp nhập thay, "
    "ghi được kết quả phối hợp."
)
NOT_YOUR_WORDS = (
    "Kết quả phối hợp này do người khác ghi. Người đã ghi sửa được; "
    "phần nhập thay thì cán bộ tổng hợp sửa được."
)
NOT_ASKED = (
    "Ý kiến chỉ đạo này do người được giao, người phụ trách nhiệm vụ hoặc cán bộ tổng hợp trả lời."
)
NOT_BOUND = (
    "Phần này do cán bộ của cơ quan được Kế hoạch giao trách nhiệm ghi, hoặc cán bộ tổng hợp "
    "nhập thay."
)
OWN_REPORT = "Người nhập báo cáo không tự xác nhận: cần lãnh đạo khác xác nhận."
ONLY_LEADERS = "Việc này dành cho lãnh đạo của địa bàn."
ONLY_OVERSEERS = "Trang này dành cho cán bộ tổng hợp, lãnh đạo và người quản trị của địa bàn."
ONLY_COORDINATORS = "Trang này dành cho cán bộ tổng hợp và người quản trị của địa bàn."
ONLY_ADMINISTRATORS = "Trang này dành cho người quản trị của địa bàn."


# What may be seen


def plan_for_reading(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities."""
    return get_object_or_404(Plan.objects.visible_to(user).select_related("locality"), pk=pk)


def task_for_reading(user: Officer, pk: int) -> Task:
    """404 outside the user's localities."""
    tasks = Task.objects.visible_to(user).select_related("plan__locality", "section")
    return get_object_or_404(tasks, pk=pk)


def task_with_years(user: Officer, pk: int) -> Task:
    """With its clause, people, timelines and their cells; 404 outside the user's localities."""
    tasks = Task.objects.visible_to(user).select_related("plan__locality", "section")
    timelines = Prefetch("timelines", Timeline.objects.order_by("order", "pk"))
    cells = Prefetch("timelines__cells", TaskYear.objects.order_by("year"))
    return get_object_or_404(tasks.with_people().prefetch_related(timelines, cells), pk=pk)


def task_year_for_reading(user: Officer, pk: int) -> TaskYear:
    """With its clause and people; 404 outside the user's localities."""
    cells = TaskYear.objects.visible_to(user).with_task().with_clause().with_people()
    return get_object_or_404(cells, pk=pk)


def document_for_reading(user: Officer, pk: int) -> Document:
    """404 outside the user's localities."""
    return get_object_or_404(Document.objects.visible_to(user), pk=pk)


# What may be done

OVERSEERS = (Group.COORDINATOR, Group.LEADER, Group.ADMINISTRATOR)


def oversees(user: Officer) -> bool:
    """Whether the work of others is theirs to look after."""
    return user.is_superuser or user.has_role(*OVERSEERS)


def can_write_for_all(user: Officer) -> bool:
    """Whether the person writes for others of their own locality."""
    return user.is_superuser or user.has_role(Group.COORDINATOR, Group.ADMINISTRATOR)


def _is_at_home(user: Officer, plan: Plan) -> bool:
    """A locality above reads what lies below; it does not write there."""
    return user.locality is not None and user.locality.pk == plan.locality_id


def can_coordinate(user: Officer, plan: Plan) -> bool:
    """Writes for others, assigns, changes due dates."""
    roles = (Group.COORDINATOR, Group.ADMINISTRATOR)
    return user.is_superuser or (_is_at_home(user, plan) and user.has_role(*roles))


def can_administer(user: Officer, plan: Plan) -> bool:
    """Imports the plan again, settles its findings."""
    at_home = _is_at_home(user, plan) and user.has_role(Group.ADMINISTRATOR)
    return user.is_superuser or at_home


def can_direct(user: Officer, plan: Plan) -> bool:
    """Gives directions, confirms results and returns them: leaders of the plan's own locality."""
    return _is_at_home(user, plan) and user.has_role(Group.LEADER)


def can_import(user: Officer) -> bool:
    """Brings in a new plan for their own locality (any locality for a superuser)."""
    return user.is_superuser or (user.locality is not None and user.has_role(Group.ADMINISTRATOR))


def can_update(user: Officer, task: Task, *, today: dt.date) -> bool:
    """Who leads (first lead, not a whole office), who is assigned, who coordinates.

    Reads the task's parties and assignments as the page has fetched them.
    """
    if can_coordinate(user, task.plan):
        return True
    if not _is_at_home(user, task.plan):
        return False
    if any(row.officer_id == user.pk and row.is_in_force(today) for row in task.assignment_list):
        return True
    if user.agency is None or user.agency.is_whole_office:
        return False
    bodies = user.bodies_on(today)
    return any(
        party.agency is not None and party.agency_id in bodies and not party.agency.is_whole_office
        for party in task.party_list
        if party.is_first_lead
    )


def bodies_to_contribute_for(user: Officer, task: Task, *, today: dt.date) -> list[Agency]:
    """The bodies for which the user may write a contribution: all parties, or only their own.

    Every party but the first lead contributes (with two leads the second one too).
    """
    agencies = [
        party.agency
        for party in task.parties.all()
        if party.agency is not None and (party.role, party.order) != (Role.LEAD, 0)
    ]
    if can_coordinate(user, task.plan):
        return agencies
    if not _is_at_home(user, task.plan):
        return []
    bodies = user.bodies_on(today)
    return [agency for agency in agencies if agency.pk in bodies]


def can_edit(user: Officer, contribution: Contribution) -> bool:
    """One's own; the coordinator also what was entered on behalf of a body."""
    if contribution.author_id == user.pk:
        return True
    plan = contribution.task_year.timeline.task.plan
    return contribution.is_on_behalf and can_coordinate(user, plan)


def task_year_for_update(user: Officer, pk: int, *, today: dt.date) -> TaskYear:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    task_year = task_year_for_reading(user, pk)
    if not can_update(user, task_year.timeline.task, today=today):
        raise PermissionDenied(NOT_YOURS)
    return task_year


def is_own_report(user: Officer, update: StatusUpdate) -> bool:
    """What a leader wrote themselves they do not confirm: see ``OWN_REPORT``."""
    return update.author_id == user.pk


def activity_for_update(user: Officer, pk: int, *, today: dt.date) -> Activity:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    activity = get_object_or_404(Activity.objects.visible_to(user).with_cell(), pk=pk)
    if not can_update(user, activity.task_year.timeline.task, today=today):
        raise PermissionDenied(NOT_YOURS)
    return activity


def funding_for_update(user: Officer, pk: int, *, today: dt.date) -> Funding:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    funding = get_object_or_404(Funding.objects.visible_to(user).with_cell(), pk=pk)
    if not can_update(user, funding.task_year.timeline.task, today=today):
        raise PermissionDenied(NOT_YOURS)
    return funding


def task_year_for_coordinating(user: Officer, pk: int) -> TaskYear:
    """404 outside the user's localities, 403 with a sentence for who does not coordinate."""
    task_year = task_year_for_reading(user, pk)
    if not can_coordinate(user, task_year.timeline.task.plan):
        raise PermissionDenied(ONLY_COORDINATORS)
    return task_year


def task_year_for_directing(user: Officer, pk: int) -> TaskYear:
    """404 outside the user's localities, 403 with a sentence for who does not lead."""
    task_year = task_year_for_reading(user, pk)
    if not can_direct(user, task_year.timeline.task.plan):
        raise PermissionDenied(ONLY_LEADERS)
    return task_year


def plan_for_directing(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities, 403 with a sentence for who does not lead."""
    plan = plan_for_reading(user, pk)
    if not can_direct(user, plan):
        raise PermissionDenied(ONLY_LEADERS)
    return plan


def can_answer(user: Officer, addressee_id: int | None, task: Task, *, today: dt.date) -> bool:
    """Who is asked, and who may update the cell."""
    return addressee_id == user.pk or can_update(user, task, today=today)


def direction_for_answering(user: Officer, pk: int, *, today: dt.date) -> Direction:
    """404 outside the user's localities, 403 for who is neither asked nor answers for the task."""
    direction = get_object_or_404(Direction.objects.visible_to(user).for_list(), pk=pk)
    task = direction.task_year.timeline.task
    if not can_answer(user, direction.addressee_id, task, today=today):
        raise PermissionDenied(NOT_ASKED)
    return direction


def direction_for_closing(user: Officer, pk: int) -> Direction:
    """404 outside the user's localities, 403 with a sentence for who does not lead."""
    direction = get_object_or_404(Direction.objects.visible_to(user).for_list(), pk=pk)
    if not can_direct(user, direction.task_year.timeline.task.plan):
        raise PermissionDenied(ONLY_LEADERS)
    return direction


def task_year_for_contributing(
    user: Officer, pk: int, *, today: dt.date
) -> tuple[TaskYear, list[Agency]]:
    """With the bodies the user may write for; 404 outside, 403 for who takes no part."""
    task_year = task_year_for_reading(user, pk)
    bodies = bodies_to_contribute_for(user, task_year.timeline.task, today=today)
    if not bodies:
        raise PermissionDenied(NOT_PARTNER)
    return task_year, bodies


def task_year_for_requesting(
    user: Officer, pk: int, *, today: dt.date
) -> tuple[TaskYear, list[Agency]]:
    """A cell with the partners that its writer may ask; 404 outside, 403 for who may not write.

    404 too where nothing can be owed: a cell that has ended, is to come, or has no partner.
    """
    task_year = task_year_for_update(user, pk, today=today)
    partners = partners_of(task_year.timeline.task)
    if not partners or not task_year.is_open or task_year.year > today.year:
        raise Http404
    return task_year, partners


def partners_of(task: Task) -> list[Agency]:
    """The bodies that contribute: every party but the first lead, where it is a single body."""
    parties = (party for party in task.party_list if not party.is_first_lead)
    return list(dict.fromkeys(party.agency for party in parties if party.agency))


def contribution_for_editing(user: Officer, pk: int) -> Contribution:
    """404 outside the user's localities, 403 for who did not write it."""
    contributions = Contribution.objects.visible_to(user).for_editing()
    contribution = get_object_or_404(contributions, pk=pk)
    if not can_edit(user, contribution):
        raise PermissionDenied(NOT_YOUR_WORDS)
    return contribution


def evidence_for_removing(user: Officer, pk: int, *, today: dt.date) -> Evidence:
    """404 outside the user's localities and once removed, 403 where it may only be read."""
    evidence = get_object_or_404(Evidence.objects.visible_to(user).in_force().with_task(), pk=pk)
    if not can_update(user, evidence.task_year.timeline.task, today=today):
        raise PermissionDenied(NOT_YOURS)
    return evidence


def tasks_for_assigning(user: Officer, pks: Sequence[int]) -> list[Task]:
    """All of them, of one locality: 404 outside the user's, 403 for who does not coordinate."""
    visible = Task.objects.visible_to(user).select_related("plan__locality")
    tasks = list(visible.filter(pk__in=pks).in_order())
    if len(tasks) != len(set(pks)) or len({task.plan.locality_id for task in tasks}) > 1:
        raise Http404
    if not all(can_coordinate(user, task.plan) for task in tasks):
        raise PermissionDenied(ONLY_COORDINATORS)
    return tasks


def officers_to_assign(plan: Plan) -> OfficerQuerySet:
    """Who may answer for a task of the plan: all officers of its locality, by given name."""
    officers = Officer.objects.active().filter(agency__locality=plan.locality_id)
    rows: OfficerQuerySet = officers.select_related("agency").in_order()
    return rows


def assignment_for_ending(user: Officer, pk: int) -> Assignment:
    """404 outside the user's localities, 403 with a sentence for who does not coordinate."""
    tasks = Task.objects.visible_to(user)
    rows = Assignment.objects.filter(task__in=tasks).select_related("officer", "task__plan")
    assignment = get_object_or_404(rows, pk=pk)
    if not can_coordinate(user, assignment.task.plan):
        raise PermissionDenied(ONLY_COORDINATORS)
    return assignment


def plan_for_administering(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities, 403 with a sentence for who does not administer."""
    plan = plan_for_reading(user, pk)
    if not can_administer(user, plan):
        raise PermissionDenied(ONLY_ADMINISTRATORS)
    return plan


def finding_for_settling(user: Officer, plan_pk: int, pk: int) -> Finding:
    """404 outside the user's localities, 403 with a sentence for who does not administer."""
    plan = plan_for_administering(user, plan_pk)
    return get_object_or_404(plan.findings.select_related("section", "settled_by"), pk=pk)


def localities_for_import(user: Officer) -> list[Locality]:
    """Their own; for a superuser all communes and provinces. 403 for who does not administer."""
    if not can_import(user):
        raise PermissionDenied(ONLY_ADMINISTRATORS)
    if not user.is_superuser:
        return [user.locality] if user.locality else []
    return list(Locality.objects.exclude(level=Locality.Level.HAMLET).order_by("path")[:5000])


def import_for_preview(user: Officer, key: uuid.UUID) -> PlanImport:
    """What the user uploaded themselves; 404 for anyone else's."""
    if not can_import(user):
        raise PermissionDenied(ONLY_ADMINISTRATORS)
    imports = PlanImport.objects.of(user).select_related("locality")
    return get_object_or_404(imports, key=key)


# Duties of the part on organisation


def can_write_duty(user: Officer, plan: Plan, agency_ids: Iterable[int], *, today: dt.date) -> bool:
    """Officers of any of the bodies bound (or of what followed it); who coordinates."""
    if can_coordinate(user, plan):
        return True
    return _is_at_home(user, plan) and not user.bodies_on(today).isdisjoint(agency_ids)


def duty_for_writing(user: Officer, pk: int, year: int, *, today: dt.date) -> Section:
    """404 outside the user's localities and the plan's years, 403 for who is not of the body."""
    found = Section.objects.binding().filter(plan__in=Plan.objects.visible_to(user))
    section = get_object_or_404(found.select_related("plan__locality", "agency"), pk=pk)
    if year not in section.plan.years:
        raise Http404
    if not can_write_duty(user, section.plan, [section.agency_id or 0], today=today):
        raise PermissionDenied(NOT_BOUND)
    return section


def plan_for_dated_duty(user: Officer, pk: int, year: int, *, today: dt.date) -> Plan:
    """404 outside the user's localities and the plan's years, 403 for who is bound by nothing."""
    plan = plan_for_reading(user, pk)
    if year not in plan.years:
        raise Http404
    bound = plan.sections.binding().values_list("agency_id", flat=True)
    if not can_write_duty(user, plan, set(bound), today=today):
        raise PermissionDenied(NOT_BOUND)
    return plan
