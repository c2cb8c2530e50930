"""People and teams of the roster written down, with the line in the log that goes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from mediators.models import (
    AccessEntry,
    AccessKind,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
)
from plans.models import Officer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person already serves, for a roster that is being written down."""

    team: MediationTeam
    role: MembershipRole
    started_on: dt.date


@transaction.atomic
def save_mediator(
    mediator: Mediator,
    *,
    by: Officer,
    not_same_as: Iterable[Mediator] = (),
    place: Place | None = None,
) -> Mediator:
    """Saves the person, who they are not, and where they serve if that is told.

    ``ValidationError`` where the team has a head already.
    """
    is_new = mediator.pk is None
    mediator.version += 1
    mediator.save()
    for other in not_same_as:
        NotSamePerson.note(mediator, other)
    if place is not None:
        _take_in(mediator, place)
    AccessEntry.note(
        AccessKind.CHANGE,
        f"{'Thêm' if is_new else 'Sửa'} hòa giải viên {mediator}",
        by=by,
        locality=mediator.locality,
        mediator=mediator,
    )
    return mediator


def _take_in(mediator: Mediator, place: Place) -> None:
    """Into the team without a decision: "còn thiếu" asks for one."""
    open_heads = Membership.objects.open().filter(team=place.team, role=MembershipRole.HEAD)
    if place.role == MembershipRole.HEAD and open_heads.exists():
        raise ValidationError(
            {"role": f"{place.team} đang có tổ trưởng: chọn vai trò hòa giải viên"}
        )
    Membership.objects.create(
        team=place.team, mediator=mediator, role=place.role, started_on=place.started_on
    )
