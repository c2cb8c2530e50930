"""Who may see and do what with the rosters. Templates get booleans from here, never roles.

Everyone of a locality sees names, teams and roles (a locality above those below). Leaders,
coordinators and who keeps the roster see the details; ethnic group, birth date, telephone and
address are for keepers and administrators alone, who alone write. Another locality does not
exist: 404. What may be seen but not changed is refused with a sentence: 403.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mediators.models import (
    Commendation,
    Decision,
    Material,
    MediationCase,
    MediationTeam,
    Mediator,
    Rate,
    RosterImport,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from plans.models import Locality, Officer, Role

ONLY_KEEPERS = (
    "Danh sách tổ hòa giải, hòa giải viên do người quản lý danh sách hoặc người quản trị của "
    "địa bàn cập nhật. Nếu cần sửa, đề nghị liên hệ người quản lý danh sách."
)
ONLY_READERS = (
    "Trang này dành cho lãnh đạo, cán bộ tổng hợp và người quản lý danh sách hòa giải viên."
)
ONLY_ADMINISTRATORS = "Nhật ký truy cập dữ liệu cá nhân dành cho người quản trị của địa bàn."
ONLY_ADMINISTRATORS_FORGET = (
    "Ẩn danh người đã thôi không hoàn tác được, nên chỉ người quản trị của địa bàn được làm."
)
IS_ANONYMOUS = (
    "Người này đã được ẩn danh nên không sửa được. Nếu nay trở lại làm hòa giải viên, thêm như "
    "người mới."
)

_KEEPERS = (Role.KEEPER, Role.ADMINISTRATOR)
_READERS = (Role.LEADER, Role.COORDINATOR, *_KEEPERS)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a page may show and offer: ``details`` qualification and the like, ``personal`` the
    restricted fields, ``keep`` to write, ``administer`` to read the access log."""

    details: bool
    personal: bool
    keep: bool
    administer: bool


def _is_at_home(user: Officer, locality: Locality) -> bool:
    """A locality above reads what lies below; it neither writes nor sees personal data there."""
    return user.locality is not None and user.locality.pk == locality.pk


def _has_communes_below(user: Officer) -> bool:
    """Whose lists hold the people of other localities too."""
    return user.locality is not None and user.locality.level == Locality.Level.PROVINCE


def _has_rosters(locality: Locality | None) -> bool:
    """Communes keep rosters: lists of a province show what its communes keep."""
    return locality is not None and locality.level != Locality.Level.PROVINCE


def rights(user: Officer, locality: Locality | None) -> Rights:
    """The rights on the rosters of that locality; of the user's own where none is given."""
    if user.is_superuser:
        return Rights(details=True, personal=True, keep=True, administer=True)
    keeps = _has_rosters(user.locality) and user.has_role(*_KEEPERS)
    keeps = keeps and (locality is None or _is_at_home(user, locality))
    return Rights(
        details=user.has_role(*_READERS),
        personal=keeps and (locality is not None or not _has_communes_below(user)),
        keep=keeps,
        administer=keeps and user.has_role(Role.ADMINISTRATOR),
    )


# What may be seen


def locality_for_reading(user: Officer, pk: int) -> Locality:
    """The locality whose rosters are asked for; 404 outside the user's own, and for a hamlet."""
    localities = Locality.objects.visible_to(user).with_rosters()
    return get_object_or_404(localities, pk=pk)


def team_for_reading(user: Officer, pk: int) -> MediationTeam:
    """404 outside the user's localities."""
    return get_object_or_404(MediationTeam.objects.visible_to(user).for_list(), pk=pk)


def mediator_for_reading(user: Officer, pk: int) -> Mediator:
    """404 outside the user's localities."""
    return get_object_or_404(Mediator.objects.visible_to(user).select_related("locality"), pk=pk)


def decision_for_reading(user: Officer, pk: int) -> Decision:
    """404 outside the user's localities, 403 for who sees names only."""
    decisions = Decision.objects.visible_to(user).select_related("locality", "in_force_by")
    decision = get_object_or_404(decisions, pk=pk)
    check_reads_details(user)
    return decision


def supporter_for_reading(user: Officer, pk: int) -> Supporter:
    """404 outside the user's localities, 403 for who sees names only."""
    supporters = Supporter.objects.visible_to(user).select_related("locality")
    supporter = get_object_or_404(supporters, pk=pk)
    check_reads_details(user)
    return supporter


def commendation_for_reading(user: Officer, pk: int) -> Commendation:
    """404 outside the user's localities, 403 for who sees names only."""
    rows = Commendation.objects.visible_to(user)
    found = get_object_or_404(rows.select_related("locality", "mediator", "team"), pk=pk)
    check_reads_details(user)
    return found


def case_for_reading(user: Officer, pk: int) -> MediationCase:
    """404 outside the user's localities, 403 for who sees names only."""
    cases = MediationCase.objects.visible_to(user).select_related("team__hamlet__parent")
    case = get_object_or_404(cases, pk=pk)
    check_reads_details(user)
    return case


def course_for_reading(user: Officer, pk: int) -> TrainingCourse:
    """404 outside the user's localities. With its counts."""
    courses = TrainingCourse.objects.visible_to(user).for_list().select_related("locality")
    return get_object_or_404(courses, pk=pk)


def material_for_reading(user: Officer, pk: int) -> Material:
    """404 outside the user's localities, 403 for who sees names only."""
    materials = Material.objects.visible_to(user).for_list().select_related("locality")
    material = get_object_or_404(materials, pk=pk)
    check_reads_details(user)
    return material


def check_reads_details(user: Officer) -> None:
    """403 with a sentence for who sees names only."""
    if not rights(user, None).details:
        raise PermissionDenied(ONLY_READERS)


def check_administers(user: Officer) -> None:
    """403 with a sentence for who does not administer."""
    if not rights(user, None).administer:
        raise PermissionDenied(ONLY_ADMINISTRATORS)


# What may be done


def _check_keeps(user: Officer, locality: Locality) -> None:
    if not rights(user, locality).keep:
        raise PermissionDenied(ONLY_KEEPERS)


def locality_for_keeping(user: Officer) -> Locality:
    """Where new rows go: the user's own locality. 403 for who does not keep its roster."""
    if user.locality is None or not rights(user, None).keep:
        raise PermissionDenied(ONLY_KEEPERS)
    return user.locality


def import_for_keeping(user: Officer, key: uuid.UUID) -> RosterImport:
    """What the user uploaded themselves, for their own roster; 404 for anyone else's."""
    commune = locality_for_keeping(user)
    imports = RosterImport.objects.of(user).within(commune).select_related("locality")
    return get_object_or_404(imports, key=key)


def team_for_keeping(user: Officer, pk: int) -> MediationTeam:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    team = team_for_reading(user, pk)
    _check_keeps(user, team.commune)
    return team


def mediator_for_keeping(user: Officer, pk: int) -> Mediator:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    mediator = mediator_for_reading(user, pk)
    _check_keeps(user, mediator.locality)
    if mediator.is_anonymised:
        raise PermissionDenied(IS_ANONYMOUS)
    return mediator


def locality_for_forgetting(user: Officer) -> Locality:
    """Whose people who left may be anonymised: the user's own. 403 for who does not administer."""
    if user.locality is None or not rights(user, None).administer:
        raise PermissionDenied(ONLY_ADMINISTRATORS_FORGET)
    return user.locality


def decision_for_keeping(user: Officer, pk: int) -> Decision:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    decision = decision_for_reading(user, pk)
    _check_keeps(user, decision.locality)
    return decision


def case_for_keeping(user: Officer, pk: int) -> MediationCase:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    case = case_for_reading(user, pk)
    _check_keeps(user, case.team.commune)
    return case


def rate_for_keeping(user: Officer, pk: int) -> Rate:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    rates = Rate.objects.visible_to(user).select_related("locality")
    rate = get_object_or_404(rates, pk=pk)
    _check_keeps(user, rate.locality)
    return rate


def draft_for_keeping(user: Officer, pk: int) -> Decision:
    """As ``decision_for_keeping``; 403 too where the decision is in force."""
    decision = decision_for_keeping(user, pk)
    if not decision.is_draft:
        raise PermissionDenied(
            "Quyết định này đã ban hành nên không sửa được. Nếu ghi nhầm, mở quyết định và chọn "
            "“Hoàn tác”: quyết định trở lại thành dự thảo."
        )
    return decision


def supporter_for_keeping(user: Officer, pk: int) -> Supporter:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    supporter = supporter_for_reading(user, pk)
    _check_keeps(user, supporter.locality)
    return supporter


def support_for_keeping(user: Officer, pk: int) -> SupportActivity:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    rows = SupportActivity.objects.visible_to(user).with_all()
    activity = get_object_or_404(rows.select_related("supporter__locality"), pk=pk)
    _check_keeps(user, activity.supporter.locality)
    return activity


def commendation_for_keeping(user: Officer, pk: int) -> Commendation:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    commendation = commendation_for_reading(user, pk)
    _check_keeps(user, commendation.locality)
    return commendation


def course_for_keeping(user: Officer, pk: int) -> TrainingCourse:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    course = course_for_reading(user, pk)
    _check_keeps(user, course.locality)
    return course


def begun_course_for_keeping(user: Officer, pk: int, *, today: dt.date) -> TrainingCourse:
    """As ``course_for_keeping``; 403 too before its first day, when nobody can have come."""
    course = course_for_keeping(user, pk)
    if course.started_on > today:
        raise PermissionDenied(
            f"Lớp bắt đầu ngày {course.started_on:%d/%m/%Y}: điểm danh từ ngày đó. Nếu lớp đã học, "
            "sửa lại ngày của lớp trước."
        )
    return course


def material_for_keeping(user: Officer, pk: int) -> Material:
    """404 outside the user's localities, 403 with a sentence where it may only be read."""
    material = material_for_reading(user, pk)
    _check_keeps(user, material.locality)
    return material
