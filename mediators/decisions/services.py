"""Kiện toàn by decision: a draft with its lines, brought into force all or nothing, undone.

A line says what happens to one person in one team. In force, lines become memberships: who leaves
is ended on the decision's day, a new role is a new membership from that day. ``undo`` puts back
what was, while nothing later rests on it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from config import clock
from mediators.decisions.papers import DEFAULT_BASES, DEFAULT_RECIPIENTS
from mediators.models import (
    AccessEntry,
    AccessKind,
    Decision,
    DecisionLine,
    DecisionState,
    LeavingGround,
    LineKind,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
)
from mediators.people.services import save_mediator
from plans.models import Locality, Officer

CHANGED_MEANWHILE = (
    "Người khác vừa sửa dự thảo này. Kiểm tra lại nội dung bên dưới rồi lưu lần nữa."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line to be: what happens to a person in the team at hand. ``ground`` for ``END``."""

    kind: LineKind
    mediator: Mediator
    role: MembershipRole = MembershipRole.MEMBER
    ground: LeavingGround | None = None
    not_same_as: tuple[Mediator, ...] = ()  # namesakes of a person who is new to the roster


@dataclass(slots=True)
class _Moves:
    """What a decision does to memberships. ``confirmed`` goes line by line."""

    ended: list[Membership] = field(default_factory=list)
    opened: list[Membership] = field(default_factory=list)
    confirmed: list[tuple[DecisionLine, Membership]] = field(default_factory=list)


def _locked(decision_id: int, *, version: int | None = None) -> Decision:
    """The decision, held until the transaction ends (on SQLite the transaction is IMMEDIATE)."""
    decisions = Decision.objects.select_for_update(of=("self",)).select_related("locality")
    decision = decisions.get(pk=decision_id)
    if version is not None and decision.version != version:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    return decision


# The draft


def new_draft(commune: Locality, *, summary: str = "") -> Decision:
    """A draft with what the last decision of the commune had: bases, recipients, who signs."""
    last = Decision.objects.within(commune).order_by("-pk").first()
    return Decision(
        locality=commune,
        summary=summary,
        bases=last.bases if last and last.bases else DEFAULT_BASES,
        recipients=last.recipients if last and last.recipients else DEFAULT_RECIPIENTS,
        signer_title=last.signer_title if last else "CHỦ TỊCH",
        signer_name=last.signer_name if last else "",
    )


def check_items(items: Sequence[Item]) -> None:
    """What no list for one team may say. ``ValidationError`` with all of it."""
    names = [item.mediator for item in items]
    errors = [
        f"{mediator} được ghi nhiều lần: chỉ giữ lại một dòng."
        for mediator in dict.fromkeys(one for one in names if names.count(one) > 1)
    ]
    newcomers = [(one.full_name, one.birth_year) for one in names if one.pk is None]
    errors += [
        f"{name} được nhập nhiều lần: chỉ giữ lại một dòng."
        for name, _ in dict.fromkeys(one for one in newcomers if newcomers.count(one) > 1)
    ]
    heads = [item.mediator for item in items if _makes_head(item)]
    if len(heads) > 1:
        names_of_heads = ", ".join(str(one) for one in heads)
        errors.append(f"Mỗi tổ một tổ trưởng: chọn một trong {names_of_heads}.")
    if errors:
        raise ValidationError(errors)


def _makes_head(item: Item) -> bool:
    is_new_head = item.kind == LineKind.RECOGNISE and item.role == MembershipRole.HEAD
    return is_new_head or item.kind == LineKind.HEAD


@transaction.atomic
def save_team_lines(
    *, decision_id: int, version: int, team: MediationTeam, items: Sequence[Item], by: Officer
) -> Decision:
    """Puts ``items`` in the place of what the draft said of that team.

    ``ValidationError`` where the draft was changed since ``version``, is in force, or a person is
    listed twice.
    """
    decision = _locked(decision_id, version=version)
    if not decision.is_draft:
        raise ValidationError("Quyết định đã ban hành: hoàn tác trước khi sửa.")
    check_items(items)
    for item in items:
        if item.mediator.pk is None:
            save_mediator(item.mediator, by=by, not_same_as=item.not_same_as)
    decision.lines.filter(team=team).delete()
    for order, item in enumerate(items):
        DecisionLine.objects.create(
            decision=decision,
            team=team,
            mediator=item.mediator,
            kind=item.kind,
            role=MembershipRole.HEAD if _makes_head(item) else MembershipRole.MEMBER,
            ground=item.ground,
            order=order,
        )
    decision.version += 1
    decision.save()
    note_change(f"{decision} – {team}", by=by, locality=decision.locality)
    return decision


@transaction.atomic
def delete_draft(*, decision_id: int, by: Officer) -> None:
    decision = _locked(decision_id)
    if not decision.is_draft:
        raise ValidationError("Quyết định đã ban hành: hoàn tác trước khi xóa.")
    note_change(f"Xóa: {decision}", by=by, locality=decision.locality)
    decision.delete()


# In force


@transaction.atomic
def bring_into_force(
    *,
    decision_id: int,
    version: int,
    number: str,
    issued_on: dt.date,
    by: Officer,
    today: dt.date,
    now: dt.datetime | None = None,
) -> Decision:
    """Moves the memberships as the lines say, from the decision's day on: all or nothing.

    ``ValidationError``: by field for number and day, else the sentences of all lines that cannot
    be carried out.
    """
    decision = _locked(decision_id, version=version)
    if not decision.is_draft:
        raise ValidationError("Quyết định này đã ban hành rồi.")
    decision.number, decision.issued_on = number.strip(), issued_on
    _check_number(decision, today=today)
    moves = _plan_moves(decision, issued_on)
    _carry_out(decision, moves, by=by)
    decision.state = DecisionState.IN_FORCE
    decision.in_force_at, decision.in_force_by = now or clock.now(), by
    decision.version += 1
    decision.save()
    note_change(f"Ban hành: {decision}", by=by, locality=decision.locality)
    return decision


def _check_number(decision: Decision, *, today: dt.date) -> None:
    errors = {}
    if not decision.number:
        errors["number"] = "Nhập số, ký hiệu quyết định"
    if decision.issued_on is None or decision.issued_on > today:
        errors["issued_on"] = f"Ngày ban hành phải từ {today:%d/%m/%Y} trở về trước"
    elif decision.number:
        others = Decision.objects.in_force().within(decision.locality).exclude(pk=decision.pk)
        same = others.filter(number=decision.number, issued_on__year=decision.issued_on.year)
        if same.exists():
            errors["number"] = (
                f"Năm {decision.issued_on.year} đã có quyết định số {decision.number}: kiểm tra số"
            )
    if errors:
        raise ValidationError(errors)


def _plan_moves(decision: Decision, day: dt.date) -> _Moves:
    """What the lines come to on the roster as it stands; ``ValidationError`` with all refusals."""
    lines = list(decision.lines.with_all().in_order())
    if not lines:
        raise ValidationError("Dự thảo chưa có nội dung: đưa ít nhất một tổ vào dự thảo.")
    planner = _Planner(lines, decision, day)
    moves = planner.plan()
    if planner.errors:
        raise ValidationError(planner.errors)
    return moves


class _Planner:
    """Goes through the lines once: who leaves, then heads, then who comes."""

    def __init__(self, lines: Sequence[DecisionLine], decision: Decision, day: dt.date) -> None:
        self.lines, self.decision, self.day = lines, decision, day
        self.errors: list[str] = []
        self.moves = _Moves()
        people = {line.mediator_id for line in lines}
        teams = {line.team_id for line in lines}
        self.past: dict[int, list[Membership]] = defaultdict(list)
        self.open_of: dict[int, Membership] = {}  # by person
        self.head_of: dict[int, Membership] = {}  # by team
        for one in self._memberships(people, teams):
            if one.ended_on is not None:
                self.past[one.mediator_id].append(one)
                continue
            self.open_of[one.mediator_id] = one
            if one.is_head:
                self.head_of[one.team_id] = one

    @staticmethod
    def _memberships(people: set[int], teams: set[int]) -> Iterable[Membership]:
        rows = Membership.objects.select_for_update(of=("self",)).select_related("team", "mediator")
        own = rows.filter(mediator_id__in=people)
        heads = rows.filter(team_id__in=teams, role=MembershipRole.HEAD, ended_on=None)
        return {one.pk: one for one in (*own, *heads)}.values()

    def plan(self) -> _Moves:
        steps = {LineKind.END: self._end, LineKind.HEAD: self._head}
        by_kind = sorted(self.lines, key=lambda line: line.kind != LineKind.END)
        for line in by_kind:
            if not line.team.exists_on(self.day):
                self._refuse(line, f"{line.team} không hoạt động vào ngày {self.day:%d/%m/%Y}")
            else:
                steps.get(LineKind(line.kind), self._recognise)(line)
        return self.moves

    def _refuse(self, line: DecisionLine, why: str) -> None:
        self.errors.append(f"{line.mediator} ({line.team.name}): {why}.")

    def _end(self, line: DecisionLine) -> None:
        held = self._held_in_team(line)
        if held is not None:
            self._close(held, ground=line.ground)

    def _head(self, line: DecisionLine) -> None:
        held = self._held_in_team(line)
        if held is None:
            return
        if held.is_head and held.started_by_id is not None:
            self._refuse(line, "đang là tổ trưởng")
            return
        self._change_role(line, held, MembershipRole.HEAD)

    def _recognise(self, line: DecisionLine) -> None:
        held = self.open_of.get(line.mediator_id)
        if held is not None and held.team_id != line.team_id:
            self._refuse(
                line, f"đang ở {held.team}; cho thôi ở tổ đó trong cùng quyết định nếu chuyển tổ"
            )
        elif held is not None and held.started_by_id is not None:
            self._refuse(line, f"đã được công nhận từ {held.started_on:%d/%m/%Y}")
        elif held is not None:
            self._change_role(line, held, MembershipRole(line.role))
        elif late := [
            m for m in self.past[line.mediator_id] if m.ended_on and m.ended_on > self.day
        ]:
            self._refuse(
                line,
                f"còn ở {late[-1].team} đến {late[-1].ended_on:%d/%m/%Y}; "
                "ngày ban hành phải từ ngày đó trở đi",
            )
        else:
            self._open(line.team, line.mediator, MembershipRole(line.role))

    def _held_in_team(self, line: DecisionLine) -> Membership | None:
        held = self.open_of.get(line.mediator_id)
        if held is None or held.team_id != line.team_id:
            self._refuse(line, "không phải hòa giải viên đang tham gia tổ này")
            return None
        if held.started_on > self.day:
            self._refuse(
                line,
                f"tham gia tổ từ {held.started_on:%d/%m/%Y}; ngày ban hành phải từ ngày đó trở đi",
            )
            return None
        return held

    def _change_role(self, line: DecisionLine, held: Membership, role: MembershipRole) -> None:
        if held.started_on > self.day:
            self._held_in_team(line)  # says why
        elif held.role == role:  # stood there without a decision
            self.moves.confirmed.append((line, held))
        else:
            self._close(held)
            self._open(held.team, held.mediator, role)

    def _close(self, held: Membership, *, ground: LeavingGround | None = None) -> None:
        held.ended_on, held.ended_by, held.ground = self.day, self.decision, ground
        self.moves.ended.append(held)
        self.open_of.pop(held.mediator_id, None)
        if self.head_of.get(held.team_id) is held:
            del self.head_of[held.team_id]

    def _open(self, team: MediationTeam, mediator: Mediator, role: MembershipRole) -> None:
        new = Membership(
            team=team, mediator=mediator, role=role, started_on=self.day, started_by=self.decision
        )
        if role == MembershipRole.HEAD:
            former = self.head_of.get(team.pk)
            if former is not None and former.started_on > self.day:
                self.errors.append(
                    f"{former.mediator} làm tổ trưởng {team.name} từ "
                    f"{former.started_on:%d/%m/%Y}; ngày ban hành phải từ ngày đó trở đi."
                )
            elif former is not None:  # stays in the team
                self._close(former)
                self._open(team, former.mediator, MembershipRole.MEMBER)
            self.head_of[team.pk] = new
        self.open_of[mediator.pk] = new
        self.moves.opened.append(new)


def _carry_out(decision: Decision, moves: _Moves, *, by: Officer) -> None:
    ends = ["ended_on", "ended_by", "ground"]
    bulk_update_with_history(moves.ended, Membership, ends, default_user=by)
    bulk_create_with_history(moves.opened, Membership, default_user=by)
    for line, membership in moves.confirmed:
        membership.started_by = decision
        membership.save()
        line.confirmed = membership
        line.save()


# Undone


@transaction.atomic
def undo(*, decision_id: int, by: Officer) -> Decision:
    """Puts the roster back to what it was; the decision is a draft again, its lines as they were.

    ``ValidationError`` names what rests on it.
    """
    decision = _locked(decision_id)
    if errors := obstacles_to_undo(decision):
        raise ValidationError(errors)
    note_change(f"Hoàn tác: {decision}", by=by, locality=decision.locality)
    confirmed = {line.confirmed_id for line in decision.lines.exclude(confirmed=None)}
    for membership in decision.started_memberships.all():
        if membership.pk in confirmed:
            membership.started_by = None
            membership.save()
        else:
            membership.delete()
    reopened = list(decision.ended_memberships.all())
    for membership in reopened:
        membership.ended_on = membership.ended_by = membership.ground = None
    ends = ["ended_on", "ended_by", "ground"]
    bulk_update_with_history(reopened, Membership, ends, default_user=by)
    decision.lines.exclude(confirmed=None).update(confirmed=None)
    decision.state = DecisionState.DRAFT
    decision.in_force_at = decision.in_force_by = None
    decision.version += 1
    decision.save()
    return decision


def obstacles_to_undo(decision: Decision) -> list[str]:
    """Why it cannot be undone, a sentence each; empty where it can."""
    if decision.is_draft:
        return ["Quyết định này chưa ban hành."]
    started = list(decision.started_memberships.select_related("mediator", "team", "ended_by"))
    errors = [
        f"{one.mediator} ({one.team.name}): sau đó đã có {one.ended_by or 'thay đổi khác'}."
        for one in started
        if one.ended_on is not None and one.ended_by_id != decision.pk
    ]
    own = {one.pk for one in started}
    ended = list(decision.ended_memberships.select_related("mediator", "team"))
    later = Membership.objects.open().exclude(pk__in=own).select_related("mediator", "team")
    elsewhere = {m.mediator_id: m for m in later.filter(mediator__in=[e.mediator for e in ended])}
    heads = later.filter(role=MembershipRole.HEAD, team__in=[e.team for e in ended if e.is_head])
    head_of = {m.team_id: m for m in heads}
    for one in ended:
        if one.mediator.is_anonymised:
            errors.append(f"{one.mediator}: không đưa trở lại tổ được.")
        elif one.mediator_id in elsewhere:
            other = elsewhere[one.mediator_id]
            errors.append(f"{one.mediator}: nay đang ở {other.team}.")
        elif one.is_head and one.team_id in head_of:
            errors.append(f"{one.team}: nay {head_of[one.team_id].mediator} là tổ trưởng.")
    return errors


def note_change(subject: str, *, by: Officer, locality: Locality) -> None:
    AccessEntry.note(AccessKind.CHANGE, subject, by=by, locality=locality)
