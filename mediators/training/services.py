"""Who is on a course's list and who came, who got a material: rows, history and log together.

Lists change under the lock of their course or material, whose version says so to open forms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from config.versioned import locked
from mediators.models import (
    AccessEntry,
    AccessKind,
    Attendance,
    Material,
    MaterialIssue,
    Mediator,
    TrainingCourse,
)
from plans.models import Officer

CHANGED = (
    "Danh sách vừa có người khác sửa trong lúc bạn điểm danh. Bên dưới là điều bạn đánh dấu; chỗ "
    "đang lưu khác thì ghi ở từng người. Xem lại rồi lưu: lần lưu sau sẽ thay giá trị đang lưu."
)


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody of the state, by name and post."""

    name: str
    post: str = ""


@transaction.atomic
def invite(
    course: TrainingCourse,
    *,
    mediators: Iterable[Mediator],
    officials: Iterable[Official] = (),
    has_come: bool = False,
    by: Officer,
) -> int:
    """Puts on the list whom it lacks; how many. ``has_come``: they came without an invitation."""
    course = locked(course)
    status = Attendance.Status.PRESENT if has_come else Attendance.Status.INVITED
    listed = course.attendances.all()
    known = {one.mediator_id for one in listed if one.mediator_id}
    named = {(one.official_name, one.official_post) for one in listed}
    rows = [
        Attendance(course=course, mediator=one, status=status)
        for one in mediators
        if one.pk not in known
    ]
    rows += [
        Attendance(course=course, official_name=one.name, official_post=one.post, status=status)
        for one in officials
        if (one.name, one.post) not in named
    ]
    for row in rows:
        row.set_keys()
    if rows:
        bulk_create_with_history(rows, Attendance, default_user=by)
        _note_change(course, f"thêm {len(rows)} người", by=by)
    return len(rows)


@transaction.atomic
def take_off(course: TrainingCourse, *, keys: Collection[int], by: Officer) -> int:
    """Takes these rows off the list, with what was said of their coming; how many."""
    course = locked(course)
    rows = course.attendances.filter(pk__in=keys)
    count = len(rows)
    rows.delete()
    if count:
        _note_change(course, f"bỏ {count} người", by=by)
    return count


@transaction.atomic
def record_attendance(
    course: TrainingCourse,
    *,
    version: int,
    absent: Collection[int],
    notes: Mapping[int, str],
    by: Officer,
) -> None:
    """Everybody on the list came but ``absent``, keys of their rows; ``notes`` by key.

    ``ValidationError`` where the list has changed since the form was opened.
    """
    course = locked(course)
    if course.version != version:
        raise ValidationError(CHANGED)
    changed = []
    for row in course.attendances.all():
        is_absent = row.pk in absent
        status = Attendance.Status.ABSENT if is_absent else Attendance.Status.PRESENT
        note = notes.get(row.pk, row.note)
        if (row.status, row.note) != (status, note):
            row.status, row.note = status, note
            changed.append(row)
    if changed:
        bulk_update_with_history(changed, Attendance, ["status", "note"], default_user=by)
        _note_change(course, f"điểm danh, {len(absent)} người vắng", by=by)


@transaction.atomic
def forget_attendance(course: TrainingCourse, *, by: Officer) -> None:
    """As if nobody had said who came: everybody is invited again."""
    course = locked(course)
    rows = [row for row in course.attendances.all() if row.status != Attendance.Status.INVITED]
    for row in rows:
        row.status, row.note = Attendance.Status.INVITED, ""
    if rows:
        bulk_update_with_history(rows, Attendance, ["status", "note"], default_user=by)
        _note_change(course, "bỏ kết quả điểm danh", by=by)


@transaction.atomic
def give_out(
    material: Material,
    *,
    mediators: Iterable[Mediator],
    given_on: dt.date,
    course: TrainingCourse | None = None,
    by: Officer,
) -> int:
    """Notes who got it on that day; who had it already keeps the first day. How many."""
    material = locked(material)
    have = set(material.issues.values_list("mediator", flat=True))
    rows = [
        MaterialIssue(material=material, mediator=one, given_on=given_on, course=course)
        for one in mediators
        if one.pk not in have
    ]
    if rows:
        bulk_create_with_history(rows, MaterialIssue, default_user=by)
        _note_change(material, f"cấp cho {len(rows)} người", by=by)
    return len(rows)


@transaction.atomic
def take_back(material: Material, *, keys: Collection[int], by: Officer) -> int:
    """Takes these issues out; how many."""
    material = locked(material)
    rows = material.issues.filter(pk__in=keys)
    count = len(rows)
    rows.delete()
    if count:
        _note_change(material, f"thu hồi của {count} người", by=by)
    return count


def _note_change(row: TrainingCourse | Material, what: str, *, by: Officer) -> None:
    row.version += 1
    row.save()
    AccessEntry.note(AccessKind.CHANGE, f"{row}: {what}", by=by, locality=row.locality)
