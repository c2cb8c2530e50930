"""Who may see and do what with the work. Templates get booleans from here, never roles.

Everyone of a locality reads all its tasks (and a locality above reads those below). Who leads or
is assigned writes, the coordinator writes for others; partners contribute. Another locality does
not exist: 404. What may be seen but not changed is refused with a sentence: 403.
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans.models import Agency, Officer, Plan
from plans.models import Role as Group
from tasks.models import Assignment, Document, Task, TaskParty, TaskYear
from tasks.models.tasks import Role

NOT_YOURS = (
    "Nhiệm vụ này do cơ quan chủ trì, người được phân công hoặc cán bộ tổng hợp cập nhật. "
    "Nếu cần sửa, đề nghị liên hệ cán bộ tổng hợp của UBND."
)
NOT_PARTNER = (
    "Chỉ cơ quan phối hợp của nhiệm vụ này, hoặc cán bộ tổng hợp nhập thay, "
    "ghi được kết quả phối hợp."
)
ONLY_COORDINATORS = "Trang này dành cho cán bộ tổng hợp và người quản trị của địa bàn."
ONLY_ADMINISTRATORS = "Trang này dành cho người quản trị của địa bàn."


# What may be seen


def plans_for_reading(user: Officer) -> list[Plan]:
    """The newest first: the first one is what a page shows unless another is asked for."""
    return list(Plan.objects.visible_to(user).select_related("locality").newest_first()[:100])


def plan_for_reading(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities."""
    return get_object_or_404(Plan.objects.visible_to(user).select_related("locality"), pk=pk)


def task_for_reading(user: Officer, pk: int) -> Task:
    """404 outside the user's localities."""
    tasks = Task.objects.visible_to(user).select_related("plan__locality", "section")
    return get_object_or_404(tasks, pk=pk)


def task_year_for_reading(user: Officer, pk: int) -> TaskYear:
    """404 outside the user's localities."""
    return get_object_or_404(TaskYear.objects.visible_to(user).with_task(), pk=pk)


def document_for_reading(user: Officer, pk: int) -> Document:
    """404 outside the user's localities."""
    return get_object_or_404(Document.objects.visible_to(user), pk=pk)


# What may be done


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


def can_import(user: Officer) -> bool:
    """Brings in a new plan for their own locality (any locality for a superuser)."""
    return user.is_superuser or (user.locality is not None and user.has_role(Group.ADMINISTRATOR))


def can_update(user: Officer, task: Task, *, today: dt.date) -> bool:
    """Who leads (first lead, not a whole office), who is assigned, who coordinates."""
    if can_coordinate(user, task.plan):
        return True
    if not _is_at_home(user, task.plan):
        return False
    if Assignment.objects.in_force(today).filter(task=task, officer=user).exists():
        return True
    if user.agency is None or user.agency.is_whole_office:
        return False
    first_lead = TaskParty.objects.filter(
        task=task,
        role=Role.LEAD,
        order=0,
        agency_id__in=user.bodies_on(today),
        agency__is_whole_office=False,
    )
    return first_lead.exists()


def bodies_to_contribute_for(user: Officer, task: Task, *, today: dt.date) -> list[Agency]:
    """The bodies for which the user may write a contribution: all parties, or only their own.

    Every party but the first lead contributes (with two leads the second one too).
    """
    parties = task.parties.exclude(role=Role.LEAD, order=0).exclude(agency=None)
    if not can_coordinate(user, task.plan):
        if not _is_at_home(user, task.plan):
            return []
        parties = parties.filter(agency_id__in=user.bodies_on(today))
    return [party.agency for party in parties.select_related("agency") if party.agency]


def task_year_for_update(user: Officer, pk: int, *, today: dt.date) -> TaskYear:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    task_year = task_year_for_reading(user, pk)
    if not can_update(user, task_year.timeline.task, today=today):
        raise PermissionDenied(NOT_YOURS)
    return task_year


def plan_for_coordinating(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities, 403 with a sentence for who does not coordinate."""
    plan = plan_for_reading(user, pk)
    if not can_coordinate(user, plan):
        raise PermissionDenied(ONLY_COORDINATORS)
    return plan


def plan_for_administering(user: Officer, pk: int) -> Plan:
    """404 outside the user's localities, 403 with a sentence for who does not administer."""
    plan = plan_for_reading(user, pk)
    if not can_administer(user, plan):
        raise PermissionDenied(ONLY_ADMINISTRATORS)
    return plan
