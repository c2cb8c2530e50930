"""The ledger written: a case with its mediators, many at once, one taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from mediators.models import AccessEntry, AccessKind, MediationCase, Mediator
from mediators.models.cases import hold_ledger
from plans.models import Locality, Officer

Line = tuple[MediationCase, Sequence[Mediator]]


@transaction.atomic
def save_case(case: MediationCase, mediators: Sequence[Mediator], *, by: Officer) -> None:
    """Saves the case, with the line in the log."""
    word = "Sửa" if case.pk else "Thêm"
    _write(case, mediators)
    _note(f"{word}: {case}, {case.team}", by=by, locality=case.team.commune)


@transaction.atomic
def save_cases(lines: Sequence[Line], *, by: Officer, commune: Locality) -> None:
    """Saves new cases, all or none, with one line in the log."""
    for case, mediators in lines:
        _write(case, mediators)
    _note(f"Thêm {len(lines)} vụ, việc vào sổ hòa giải", by=by, locality=commune)


def _write(case: MediationCase, mediators: Sequence[Mediator]) -> None:
    """One version in the history, with its mediators: they can be told only once it has a key."""
    case.version += 1
    case.skip_history_when_saving = True  # type: ignore[attr-defined]
    case.save()
    case.mediators.set(mediators)
    del case.skip_history_when_saving  # type: ignore[attr-defined]
    case.save()


def obstacles_to_deletion(case: MediationCase) -> list[str]:
    """What rests on the case, each with what to do first."""
    found = []
    if n := case.payments.count():
        found.append(
            f"Vụ, việc này đã chi thù lao ({n} khoản): hoàn tác khoản chi ở trang Thù lao trước."
        )
    if n := case.support_activities.count():
        found.append(f"Có {n} lượt hỗ trợ ghi cho vụ, việc này: sửa hoặc xóa lượt hỗ trợ trước.")
    return found


@transaction.atomic
def delete_case(case: MediationCase, *, by: Officer) -> None:
    """``ValidationError`` where something rests on it."""
    commune = case.team.commune
    hold_ledger(commune)
    if obstacles := obstacles_to_deletion(case):
        raise ValidationError(obstacles)
    _note(f"Xóa: {case}, {case.team}", by=by, locality=commune)
    case.delete()


def _note(subject: str, *, by: Officer, locality: Locality) -> None:
    AccessEntry.note(AccessKind.CHANGE, subject, by=by, locality=locality)
