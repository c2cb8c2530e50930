"""Ẩn danh: people who left long ago lose their names everywhere; every figure stays as it was.

What figures count stays: sex, Kinh or other, qualification, service, cases, courses, commendations.
Why so, and what becomes of printed decisions: docs/decisions/anonymised-people.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Left, Replace

from mediators.models import AccessEntry, AccessKind, Attendance, Mediator, NotSamePerson
from plans.models import Locality, Officer
from plans.text import fold

_LENGTH = 200  # of the shortest column in which a name is replaced: LogEntry.object_repr
CHANGED = (
    "Danh sách vừa thay đổi: có người nay không còn thuộc diện ẩn danh. Chọn lại rồi xác nhận."
)


@transaction.atomic
def anonymise(
    keys: Iterable[int], *, left_before: dt.date, home: Locality, by: Officer, today: dt.date
) -> int:
    """How many. All or none: ``ValidationError`` where somebody may not be anonymised any more."""
    wanted = set(keys)
    locked = Mediator.objects.select_for_update(of=("self",)).with_keys(sorted(wanted))
    people = list(locked.left_before(left_before, home=home).order_by("pk"))
    if {one.pk for one in people} != wanted:
        raise ValidationError(CHANGED)
    for person in people:
        _forget(person, today)
        note = f"Ẩn danh: {person}"
        AccessEntry.note(AccessKind.CHANGE, note, by=by, locality=home, mediator=person)
    return len(people)


def _forget(person: Mediator, today: dt.date) -> None:
    records = person.history.all()
    names = {person.full_name, *records.values_list("full_name", flat=True)}
    records.delete()
    person.forget(today)
    person.version += 1
    person.save()
    _forget_pairs(person)
    _forget_copies(person)
    for name in sorted(names, key=len, reverse=True):
        _rename_in_logs(person, name)


def _forget_pairs(person: Mediator) -> None:
    """That two namesakes are two says nothing once one has no name."""
    either = Q(first=person) | Q(second=person)
    NotSamePerson.history.filter(either).delete()
    NotSamePerson.objects.filter(either).delete()
    NotSamePerson.history.filter(either).delete()  # the deletion itself


def _forget_copies(person: Mediator) -> None:
    """Stored columns that are made of the name, and why somebody was absent."""
    Attendance.history.filter(mediator=person).update(note="")
    Attendance.objects.filter(mediator=person).update(note="", sort_name=person.sort_name)
    rows: Any = person.commendations.all()  # what simple-history looks at is no field
    for row in rows:
        row.mediator = person
        row.skip_history_when_saving = True  # the row says the same: only its search text changes
        row.save()


def _rename_in_logs(person: Mediator, name: str) -> None:
    """Lines about the person; lines that merely hold the name too, unless a namesake is left."""
    about = Q(mediator=person)
    if not Mediator.objects.filter(full_name=name).exists():
        about |= Q(mediator=None, locality=person.locality, subject__contains=name)
    entries = AccessEntry.objects.filter(about)
    entries.update(
        subject=_replaced("subject", name, person.full_name),
        search_text=_replaced("search_text", fold(name), fold(person.full_name)),
    )
    _log_entries(person).update(object_repr=_replaced("object_repr", name, person.full_name))


def _replaced(column: str, old: str, new: str) -> Left:
    return Left(Replace(F(column), Value(old), Value(new)), _LENGTH)


def _log_entries(person: Mediator) -> QuerySet[LogEntry]:
    """The admin's log on the person and on every row that hangs on the person."""
    found = _of(Mediator, [person.pk])
    for relation in Mediator._meta.related_objects:  # noqa: SLF001 -- Django's own door to relations
        model = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: person})  # noqa: SLF001
        found |= _of(model, rows.values_list("pk", flat=True))
    return LogEntry.objects.filter(found)


def _of(model: type[Model], keys: Iterable[int]) -> Q:
    kind = ContentType.objects.get_for_model(model)
    return Q(content_type=kind, object_id__in=[str(key) for key in keys])
