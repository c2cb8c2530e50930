"""People and teams of the roster written down, with the line in the log that goes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from mediators.models import (
    AccessEntry,
    AccessKind,
    Commendation,
    Decision,
    Material,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from plans.models import Locality, Officer

_Row = TypeVar(
    "_Row",
    MediationTeam,
    Mediator,
    Decision,
    Supporter,
    SupportActivity,
    Commendation,
    TrainingCourse,
    Material,
)
_Kept = (
    MediationTeam
    | Decision
    | Supporter
    | SupportActivity
    | Commendation
    | TrainingCourse
    | Material
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person already serves, for a roster that is being written down."""

    team: MediationTeam
    role: MembershipRole
    started_on: dt.date


def locked(row: _Row) -> _Row:
    """The row as it is now, held until the transaction ends."""
    model = type(row)
    return model.objects.select_for_update(of=("self",)).get(pk=row.pk)


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


@transaction.atomic
def save_row(
    row: _Kept,
    *,
    by: Officer,
    locality: Locality,
    mediator: Mediator | None = None,
) -> None:
    """Saves a row that carries a version, with the line in the log; ``mediator`` it is about."""
    word = "Thêm" if row.pk is None else "Sửa"
    row.version += 1
    row.save()
    AccessEntry.note(
        AccessKind.CHANGE, f"{word}: {row}", by=by, locality=locality, mediator=mediator
    )


@transaction.atomic
def delete_row(
    row: Supporter | SupportActivity | Commendation | TrainingCourse | Material,
    *,
    by: Officer,
    locality: Locality,
    mediator: Mediator | None = None,
) -> None:
    """Deletes it, with the line in the log. ``ProtectedError`` where other rows rest on it."""
    AccessEntry.note(AccessKind.CHANGE, f"Xóa: {row}", by=by, locality=locality, mediator=mediator)
    row.delete()
