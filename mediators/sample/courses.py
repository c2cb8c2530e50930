"""Sample courses of three years, who came, and material: told by counting, with gaps on purpose.

Some teams were never reached in 2026, one not since 2024; one course waits for its roll call.
Officials, trainers and documents say by themselves that they are samples.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mediators.models import Material, MediationTeam, Mediator, Membership, TrainingCourse
from mediators.models.learning import came_to
from mediators.sample.rosters import TAN_BINH, THANH_TAY, TOWN, keeper_of
from mediators.training.services import Official, give_out, invite, record_attendance
from plans.models import Locality, Officer

_Kind, _Audience = TrainingCourse.Kind, TrainingCourse.Audience
_HALL = "Hội trường UBND xã Tân Biên"
_TRAINERS = "Báo cáo viên pháp luật cấp tỉnh (minh họa)"
_OFFICIALS = (
    Official("Trần Thị Mẫu", "Công chức Văn phòng HĐND và UBND (minh họa)"),
    Official("Lê Văn Mẫu", "Công chức Phòng Kinh tế (minh họa)"),
    Official("Phạm Thị Mẫu", "Phó Chủ tịch UBMTTQ xã (minh họa)"),
)
_REASONS = ("Bận việc gia đình", "Ốm", "Đi làm xa", "")
_PASSED_BY = ("Ấp 3", "Ấp 4", "Khu phố 6")  # hamlets whose teams were left out


@dataclass(frozen=True, slots=True)
class Sketch:
    """One in so many of those asked stays away; 0 while the roll was not called."""

    title: str
    kind: str
    audience: str
    first: dt.date
    last: dt.date
    units: tuple[str, ...] = ()
    is_for_pilots: bool = False
    passes_by: tuple[str, ...] = ()
    place: str = _HALL
    document: str = ""
    one_absent_in: int = 8


COURSES = (
    Sketch(
        "Tập huấn kỹ năng hòa giải ở cơ sở năm 2024",
        _Kind.TRAINING,
        _Audience.MEDIATORS,
        dt.date(2024, 10, 15),
        dt.date(2024, 10, 16),
        units=(TOWN,),
        place="Hội trường UBND thị trấn Tân Biên",
        one_absent_in=6,
    ),
    Sketch(
        "Bồi dưỡng nghiệp vụ hòa giải: đất đai, hôn nhân và gia đình",
        _Kind.FURTHER,
        _Audience.MEDIATORS,
        dt.date(2025, 5, 20),
        dt.date(2025, 5, 20),
        units=(TAN_BINH, THANH_TAY),
        place="Hội trường UBND xã Thạnh Tây",
        one_absent_in=5,
    ),
    Sketch(
        "Tập huấn hòa giải viên sau sắp xếp đơn vị hành chính",
        _Kind.TRAINING,
        _Audience.BOTH,
        dt.date(2025, 11, 14),
        dt.date(2025, 11, 14),
        units=(TOWN, TAN_BINH),
        passes_by=_PASSED_BY[2:],
        document="Giấy mời minh họa ngày 05/11/2025",
        one_absent_in=7,
    ),
    Sketch(
        "Bồi dưỡng công chức làm công tác tư pháp về hòa giải ở cơ sở",
        _Kind.FURTHER,
        _Audience.OFFICIALS,
        dt.date(2025, 12, 3),
        dt.date(2025, 12, 3),
        one_absent_in=3,
    ),
    Sketch(
        "Tập huấn kỹ năng hòa giải năm 2026, đợt 1",
        _Kind.TRAINING,
        _Audience.MEDIATORS,
        dt.date(2026, 5, 21),
        dt.date(2026, 5, 22),
        units=(TOWN, TAN_BINH),
        passes_by=_PASSED_BY,
        document="Giấy mời minh họa ngày 11/05/2026",
        one_absent_in=9,
    ),
    Sketch(
        "Diễn đàn trao đổi kinh nghiệm hòa giải của các tổ làm điểm",
        _Kind.FORUM,
        _Audience.BOTH,
        dt.date(2026, 8, 27),
        dt.date(2026, 8, 27),
        is_for_pilots=True,
        one_absent_in=10,
    ),
    Sketch(
        "Tập huấn kỹ năng hòa giải năm 2026, đợt 2",
        _Kind.TRAINING,
        _Audience.MEDIATORS,
        dt.date(2026, 9, 10),
        dt.date(2026, 9, 11),
        units=(THANH_TAY,),
        passes_by=_PASSED_BY,
        document="Giấy mời minh họa ngày 01/09/2026",
        one_absent_in=7,
    ),
    Sketch(
        "Hội nghị trao đổi tình huống hòa giải khó",
        _Kind.FORUM,
        _Audience.BOTH,
        dt.date(2026, 11, 20),
        dt.date(2026, 11, 20),
        is_for_pilots=True,
        one_absent_in=0,
    ),
)


@dataclass(frozen=True, slots=True)
class Handout:
    """Given out at those courses, counted from 0, to who came."""

    title: str
    issued_on: dt.date
    at: tuple[int, ...] = ()
    is_for_mediators: bool = True


MATERIALS = (
    Handout("Sổ tay hòa giải viên ở cơ sở (minh họa)", dt.date(2024, 9, 10), at=(0, 1, 2)),
    Handout("Bộ tài liệu kỹ năng hòa giải (minh họa)", dt.date(2026, 4, 15), at=(4, 6)),
    Handout(
        "Tờ gấp tuyên truyền về hòa giải ở cơ sở (minh họa)",
        dt.date(2025, 8, 1),
        is_for_mediators=False,
    ),
)


@transaction.atomic
def load(locality: Locality, today: dt.date) -> None:
    """Into a locality that has no course yet; what is later than ``today`` is not told."""
    if TrainingCourse.objects.within(locality).exists():
        return
    by = keeper_of(locality)
    made = [_make(one, locality, by) for one in COURSES if one.last <= today]
    for sketch in MATERIALS:
        if sketch.issued_on > today:
            continue
        material = Material.objects.create(
            locality=locality,
            title=sketch.title,
            publisher="Cơ quan tư pháp cấp tỉnh (minh họa)",
            issued_on=sketch.issued_on,
            is_for_mediators=sketch.is_for_mediators,
        )
        for number in sketch.at:
            if number < len(made):
                course = made[number]
                people = came_to(course)
                give_out(material, mediators=people, given_on=course.ended_on, course=course, by=by)


def _make(sketch: Sketch, locality: Locality, by: Officer) -> TrainingCourse:
    course = TrainingCourse.objects.create(
        locality=locality,
        title=sketch.title,
        kind=sketch.kind,
        audience=sketch.audience,
        started_on=sketch.first,
        ended_on=sketch.last,
        place=sketch.place,
        organiser="UBND xã (minh họa)",
        trainers=_TRAINERS,
        document=sketch.document,
    )
    people = _asked(sketch, locality) if course.is_for_mediators else []
    officials = _OFFICIALS if course.is_for_officials else ()
    invite(course, mediators=people, officials=officials, by=by)
    if sketch.one_absent_in:
        _call_the_roll(course, sketch.one_absent_in, by)
    return course


def _asked(sketch: Sketch, locality: Locality) -> Sequence[Mediator]:
    members = Membership.objects.within(locality).on(sketch.first).with_team().with_people()
    return [one.mediator for one in members.in_order() if _is_asked(sketch, one.team)]


def _is_asked(sketch: Sketch, team: MediationTeam) -> bool:
    if sketch.is_for_pilots:
        return team.is_pilot_in(sketch.first.year)
    hamlet = team.hamlet
    return hamlet.former_unit in sketch.units and hamlet.name not in sketch.passes_by


def _call_the_roll(course: TrainingCourse, one_in: int, by: Officer) -> None:
    rows = list(course.attendances.order_by("pk"))
    absent = rows[one_in - 1 :: one_in]
    record_attendance(
        course,
        version=TrainingCourse.objects.get(pk=course.pk).version,
        absent={row.pk for row in absent},
        notes={row.pk: _REASONS[n % len(_REASONS)] for n, row in enumerate(absent)},
        by=by,
    )
