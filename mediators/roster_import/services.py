"""A roster taken in from a workbook: kept, looked at, and written all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from mediators.models import (
    AccessEntry,
    AccessKind,
    MediationTeam,
    Mediator,
    Membership,
    MembershipRole,
    NotSamePerson,
    RosterImport,
)
from mediators.roster_import.lines import OTHER, Decided, Line, State
from mediators.roster_import.places import Team
from mediators.roster_import.plan import Plan, plan
from mediators.roster_import.roster import Roster
from mediators.roster_import.workbook import Reading, Row
from plans.models import Locality, Officer

CHANGED_MEANWHILE = (
    "Danh sách trong phần mềm vừa được người khác thay đổi. Chưa có gì được nhập: xem lại các dòng "
    "bên dưới rồi bấm nhập lần nữa."
)
NOT_READY = "Còn dòng có lỗi hoặc chưa trả lời nên chưa nhập được."
_KEYS = {"full_name": ("sort_name", "search_name")}  # stored columns that follow a field
_BATCH = 500
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Outcome:
    n_new: int
    n_changed: int
    n_teams: int

    def __str__(self) -> str:
        parts = [f"{self.n_new} người mới", f"{self.n_changed} người thay đổi"]
        if self.n_teams:
            parts.append(f"{self.n_teams} tổ mới")
        return ", ".join(parts)


def keep(
    reading: Reading,
    *,
    name: str,
    commune: Locality,
    started_on: dt.date | None,
    by: Officer,
    now: dt.datetime,
) -> RosterImport:
    """What was read, until it is confirmed, thrown away, or two days old."""
    RosterImport.objects.left_behind(now).delete()
    return RosterImport.objects.create(
        locality=commune,
        name=name[:255],
        rows=[row.stored() for row in reading.rows],
        choices={
            "notes": reading.notes,
            "started_on": started_on.isoformat() if started_on else "",
        },
        uploaded_by=by,
        uploaded_at=now,
    )


def decided_of(kept: RosterImport) -> Decided:
    """The choices that were made so far."""
    started_on = kept.choices.get("started_on")
    return Decided(
        same=kept.choices.get("same", {}),
        started_on=dt.date.fromisoformat(started_on) if started_on else None,
        makes_teams=bool(kept.choices.get("makes_teams")),
    )


def preview(kept: RosterImport, *, today: dt.date) -> Plan:
    """What the import would do to the roster as it is now. Writes nothing."""
    decided = decided_of(kept)
    roster = Roster(kept.locality, today, makes_teams=decided.makes_teams)
    return plan([Row.of(stored) for stored in kept.rows], roster, decided)


def apply(kept: RosterImport, *, digest: str, by: Officer, today: dt.date) -> Outcome:
    """All or nothing. ``ValidationError`` where the roster is another than was looked at."""
    try:
        with transaction.atomic():
            _hold(kept.locality)
            looked_at = preview(kept, today=today)
            if looked_at.digest != digest:
                raise ValidationError(CHANGED_MEANWHILE)
            if not looked_at.is_ready:
                raise ValidationError(NOT_READY)
            return _write(looked_at, kept, by=by)
    except IntegrityError as refusal:  # a row that came in between, where rows alone are held
        raise ValidationError(CHANGED_MEANWHILE) from refusal


def _hold(commune: Locality) -> None:
    """The roster of the commune, until the transaction ends. SQLite holds everything anyway."""
    for rows in (
        Locality.objects.filter(pk=commune.pk),
        MediationTeam.objects.within(commune),
        Mediator.objects.within(commune),
        Membership.objects.within(commune).open(),
    ):
        list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _write(looked_at: Plan, kept: RosterImport, *, by: Officer) -> Outcome:
    teams = _found(looked_at.new_teams)
    coming = [line for line in looked_at.lines if line.state == State.NEW]
    changed = [line for line in looked_at.lines if line.state == State.CHANGED]
    people = [Mediator(locality=kept.locality, version=1, **line.values) for line in coming]
    for person in people:
        person.tidy()
    _create(people, Mediator, by=by)
    who = {line.index: person for line, person in zip(coming, people, strict=True)}
    _change([line for line in changed if line.changes], by=by)
    who |= {line.index: line.person for line in changed if line.person}
    joining = [line for line in chain(coming, changed) if line.joins]
    memberships = [_membership(line, who[line.index], teams) for line in joining]
    _create(memberships, Membership, by=by)
    _tell_apart(coming, who, by=by)
    outcome = Outcome(len(coming), len(changed), len(teams))
    AccessEntry.note(
        AccessKind.CHANGE,
        f"Nhập từ Excel “{kept.name}”: {outcome}",
        by=by,
        locality=kept.locality,
    )
    kept.delete()
    return outcome


def _found(new: Sequence[Team]) -> dict[tuple[int, str], MediationTeam]:
    """Founds the teams that the rows name and that are not there yet."""
    made = {}
    for team in new:
        made[team.key] = MediationTeam(hamlet=team.hamlet, name=team.name, version=1)
        made[team.key].save()
    return made


def _change(lines: Sequence[Line], *, by: Officer) -> None:
    """One statement for many rows: an insert that meets each row by its key and updates it."""
    people = []
    touched = {"version"}
    for line in lines:
        if line.person is not None:
            for column in chain.from_iterable(change.columns for change in line.changes):
                setattr(line.person, column, line.values[column])
                touched |= {column, *_KEYS.get(column, ())}
            line.person.version += 1
            line.person.tidy()
            people.append(line.person)
    history: Any = Mediator.history
    for some in _slices(people):
        Mediator.objects.bulk_create(
            some, update_conflicts=True, unique_fields=["pk"], update_fields=sorted(touched)
        )
        history.bulk_history_create(some, update=True, default_user=by)


def _create(rows: Sequence[_Row], model: type[_Row], *, by: Officer) -> None:
    """The rows get their keys in place."""
    for some in _slices(rows):
        bulk_create_with_history(some, model, default_user=by)


def _slices(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """So many at once that their lines of history take little memory."""
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


def _membership(
    line: Line, person: Mediator, teams: dict[tuple[int, str], MediationTeam]
) -> Membership:
    assert line.team is not None  # noqa: S101 -- who joins has a team and a day
    assert line.started_on is not None  # noqa: S101
    team_id = teams[line.team.key].pk if line.team.pk is None else line.team.pk
    return Membership(
        team_id=team_id,
        mediator=person,
        role=line.role or MembershipRole.MEMBER,
        started_on=line.started_on,
        started_by=line.decision,
    )


def _tell_apart(lines: Iterable[Line], who: dict[int, Mediator], *, by: Officer) -> None:
    """ "Không phải cùng một người": with everybody the row was asked about."""
    pairs = set()
    for line in lines:
        if line.answer != OTHER:
            continue
        twins = (who.get(twin.index) or twin.person for twin in line.twins)
        for other in (*line.candidates, *twins):
            if other is not None:
                pairs.add(tuple(sorted((who[line.index].pk, other.pk))))
    made = [NotSamePerson(first_id=first, second_id=second) for first, second in sorted(pairs)]
    _create(made, NotSamePerson, by=by)
