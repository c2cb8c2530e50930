"""Rows of the rosters for tests; see ``tests.factories``."""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

from mediators.decisions.services import bring_into_force
from mediators.models import (
    AccessEntry,
    AccessKind,
    Attendance,
    Commendation,
    Decision,
    DecisionLine,
    LeavingGround,
    LineKind,
    Material,
    MaterialIssue,
    MediationCase,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    Outcome,
    Payment,
    Rate,
    RosterImport,
    Scope,
    Sex,
    SupportActivity,
    Supporter,
    TrainingCourse,
)
from plans.models import Locality, Officer
from tests import factories as make

LONG_AGO = dt.date(2025, 3, 12)
_numbers = itertools.count(1)


def make_hamlet(
    *, name: str = "", commune: Locality | None = None, former_unit: str = ""
) -> Locality:
    return Locality.objects.create(
        name=name or f"Khu phố {next(_numbers)}",
        level=Locality.Level.HAMLET,
        parent=commune or make.make_locality(),
        former_unit=former_unit,
    )


def make_team(
    *, hamlet: Locality | None = None, commune: Locality | None = None, **fields: Any
) -> MediationTeam:
    return MediationTeam.objects.create(hamlet=hamlet or make_hamlet(commune=commune), **fields)


def make_mediator(
    *, full_name: str = "", locality: Locality | None = None, **fields: Any
) -> Mediator:
    return Mediator.objects.create(
        **{
            "full_name": full_name or f"Trần Thị Mẫu {next(_numbers)}",
            "locality": locality or make.make_locality(),
            "birth_year": 1970,
            "sex": Sex.MALE,
            "ethnic_group": "Kinh",
        }
        | fields
    )


def make_member(
    *,
    team: MediationTeam,
    mediator: Mediator | None = None,
    role: MembershipRole = MembershipRole.MEMBER,
    started_on: dt.date = LONG_AGO,
    is_recognised: bool = True,
    full_name: str = "",
    sex: Sex = Sex.MALE,
    ethnic_group: str = "Kinh",
    **fields: Any,
) -> Membership:
    """Recognised by one old decision of the locality unless told otherwise."""
    if mediator is None:
        mediator = make_mediator(
            full_name=full_name, locality=team.commune, sex=sex, ethnic_group=ethnic_group
        )
    if is_recognised:
        fields.setdefault("started_by", old_decision(team.commune, started_on))
    return Membership.objects.create(
        team=team, mediator=mediator, role=role, started_on=started_on, **fields
    )


def make_full_team(**fields: Any) -> MediationTeam:
    """A team that lacks nothing: a head, two members, one a woman, recognised."""
    team = make_team(**fields)
    make_member(team=team, role=MembershipRole.HEAD)
    make_member(team=team)
    make_member(team=team, sex=Sex.FEMALE)
    return team


def old_decision(locality: Locality, day: dt.date) -> Decision:
    found = Decision.objects.filter(locality=locality, number="1/QĐ-UBND", issued_on=day).first()
    return found or Decision.objects.create(
        locality=locality,
        summary="Công nhận hòa giải viên",
        number="1/QĐ-UBND",
        issued_on=day,
        state="in_force",
        in_force_at=dt.datetime.combine(day, dt.time(3), tzinfo=dt.UTC),
        in_force_by=make.make_officer(locality=locality),
    )


def make_draft(
    *, locality: Locality | None = None, lines: Iterable[DecisionLine] = (), **fields: Any
) -> Decision:
    decision = Decision.objects.create(
        **{"locality": locality or make.make_locality(), "summary": "Kiện toàn tổ hòa giải"}
        | fields
    )
    for order, line in enumerate(lines):
        line.decision, line.order = decision, order
        line.save()
    return decision


def make_draft_with_line(*, locality: Locality | None = None) -> Decision:
    """One that can come into force."""
    home = locality or make.make_locality()
    line = recognise(make_team(commune=home), make_mediator(locality=home))
    return make_draft(locality=home, lines=[line])


def make_line() -> DecisionLine:
    return make_draft_with_line().lines.get()


def make_pair() -> NotSamePerson:
    one, other = make_mediator(), make_mediator()
    return NotSamePerson.objects.create(first=one, second=other)


def make_access(*, officer: Officer | None = None, **fields: Any) -> AccessEntry:
    mediator = make_mediator()
    return AccessEntry.objects.create(
        **{
            "officer": officer or make.make_officer(),
            "locality": mediator.locality,
            "mediator": mediator,
            "kind": AccessKind.VIEW,
            "subject": f"Trang của {mediator}",
        }
        | fields
    )


def recognise(team: MediationTeam, mediator: Mediator, *, as_head: bool = False) -> DecisionLine:
    role = MembershipRole.HEAD if as_head else MembershipRole.MEMBER
    return DecisionLine(team=team, mediator=mediator, kind=LineKind.RECOGNISE, role=role)


def make_head(team: MediationTeam, mediator: Mediator) -> DecisionLine:
    role = MembershipRole.HEAD
    return DecisionLine(team=team, mediator=mediator, kind=LineKind.HEAD, role=role)


def end(team: MediationTeam, mediator: Mediator) -> DecisionLine:
    ground = LeavingGround.objects.earliest("pk")
    return DecisionLine(team=team, mediator=mediator, kind=LineKind.END, ground=ground)


def enact(
    decision: Decision,
    *,
    issued_on: dt.date,
    number: str = "",
    by: Officer | None = None,
    today: dt.date = dt.date(2026, 11, 22),
) -> Decision:
    return bring_into_force(
        decision_id=decision.pk,
        version=decision.version,
        number=number or f"{next(_numbers) + 100}/QĐ-UBND",
        issued_on=issued_on,
        by=by or make.make_officer(locality=decision.locality),
        today=today,
    )


# What happens around the rosters


def make_course(*, locality: Locality | None = None, **fields: Any) -> TrainingCourse:
    return TrainingCourse.objects.create(
        **{
            "locality": locality or make.make_locality(),
            "title": "Tập huấn kỹ năng hòa giải",
            "started_on": dt.date(2026, 5, 12),
            "ended_on": dt.date(2026, 5, 13),
        }
        | fields
    )


def make_attendance(
    *,
    course: TrainingCourse | None = None,
    mediator: Mediator | None = None,
    status: str = Attendance.Status.PRESENT,
    **fields: Any,
) -> Attendance:
    course = course or make_course()
    if mediator is None and "official_name" not in fields:
        mediator = make_mediator(locality=course.locality)
    return Attendance.objects.create(course=course, mediator=mediator, status=status, **fields)


def make_material(*, locality: Locality | None = None, **fields: Any) -> Material:
    return Material.objects.create(
        **{"locality": locality or make.make_locality(), "title": "Sổ tay hòa giải viên"} | fields
    )


def make_issue(
    *, material: Material | None = None, mediator: Mediator | None = None, **fields: Any
) -> MaterialIssue:
    material = material or make_material()
    return MaterialIssue.objects.create(
        **{
            "material": material,
            "mediator": mediator or make_mediator(locality=material.locality),
            "given_on": dt.date(2026, 5, 12),
        }
        | fields
    )


def make_case(
    *,
    team: MediationTeam | None = None,
    mediators: Iterable[Mediator] = (),
    **fields: Any,
) -> MediationCase:
    """Received, not begun, unless told otherwise. An outcome without days ends it in a week."""
    received = fields.setdefault("received_on", dt.date(2026, 3, 2))
    if fields.get("outcome") and "ended_on" not in fields:
        fields.setdefault("started_on", received + dt.timedelta(days=2))
        fields.setdefault("ended_on", fields["started_on"] + dt.timedelta(days=5))
    fields.setdefault("scope", Scope.CIVIL)
    case = MediationCase.objects.create(team=team or make_team(), **fields)
    case.mediators.set(mediators)
    return case


def make_rate(*, locality: Locality | None = None, **fields: Any) -> Rate:
    return Rate.objects.create(
        **{
            "locality": locality or make.make_locality(),
            "outcome": Outcome.SUCCESS,
            "amount": 300_000,
            "legal_basis": "Nghị quyết mẫu của HĐND tỉnh",
            "valid_from": dt.date(2024, 1, 1),
        }
        | fields
    )


def make_payment(
    *, case: MediationCase | None = None, mediator: Mediator | None = None, **fields: Any
) -> Payment:
    mediator = mediator or make_mediator()
    case = case or make_case(outcome=Outcome.SUCCESS, mediators=[mediator])
    return Payment.objects.create(
        **{
            "case": case,
            "mediator": mediator,
            "amount": 300_000,
            "paid_on": dt.date(2026, 6, 1),
            "legal_basis": "Nghị quyết mẫu của HĐND tỉnh",
        }
        | fields
    )


def make_supporter(*, locality: Locality | None = None, **fields: Any) -> Supporter:
    return Supporter.objects.create(
        **{
            "locality": locality or make.make_locality(),
            "full_name": f"Lê Văn Mẫu {next(_numbers)}",
            "field": Supporter.Field.LAWYER,
        }
        | fields
    )


def make_support(
    *, supporter: Supporter | None = None, team: MediationTeam | None = None, **fields: Any
) -> SupportActivity:
    return SupportActivity.objects.create(
        **{
            "supporter": supporter or make_supporter(),
            "team": team or make_team(),
            "held_on": dt.date(2026, 4, 8),
            "kind": SupportActivity.Kind.COMPLEX,
        }
        | fields
    )


def make_commendation(*, locality: Locality | None = None, **fields: Any) -> Commendation:
    if not {"mediator", "team", "body"} & set(fields):
        fields["body"] = "Ban công tác Mặt trận mẫu"
    return Commendation.objects.create(
        **{
            "locality": locality or make.make_locality(),
            "decided_on": dt.date(2026, 1, 20),
            "number": f"{next(_numbers)}/QĐ-UBND",
        }
        | fields
    )


def make_roster_import(
    *, uploaded_by: Officer, locality: Locality, rows: Iterable[dict[str, Any]] = (), **fields: Any
) -> RosterImport:
    """One person without a team unless told otherwise."""
    row = {"sheet": "Danh sách", "number": 4, "cells": {"name": "Trần Thị Mẫu", "birth": "2050"}}
    return RosterImport.objects.create(
        **{
            "name": "danh-sach.xlsx",
            "locality": locality,
            "uploaded_by": uploaded_by,
            "uploaded_at": dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC),
            "rows": list(rows) or [row],
        }
        | fields
    )
