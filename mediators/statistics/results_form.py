"""Biểu kết quả hòa giải: a line a team, the total first; unit: a case (vụ, việc).

Columns as circular 20/2013/TT-BTP has them. A case counts in the period in which it was received;
what was received before and was still open stands apart ("kỳ trước chuyển sang").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediators.models.cases import CaseStatus, Scope
from mediators.statistics.form import Check, Column, Line, by_unit
from mediators.statistics.rows import Cases, Share, TeamRow, count
from plans.models import Locality

VALID_FROM = dt.date(2014, 1, 1)  # the law on mediation at the grassroots came into force

_RECEIVED, _SUCCESS = "Số vụ, việc tiếp nhận", "Hòa giải thành"
_SCOPES = {
    Scope.CIVIL: "Dân sự",
    Scope.FAMILY: "Hôn nhân và gia đình",
    Scope.QUARREL: "Mâu thuẫn, xích mích, khác",
}
_NOT_DONE = (CaseStatus.FAILURE, CaseStatus.NOT_SETTLED, CaseStatus.IN_PROGRESS)
_DONE = {"tinh_trang": CaseStatus.SUCCESS.value}
COLUMNS = (
    Column("received", "Tổng số", _RECEIVED, "cases", {}),
    *(
        Column(f"received_{scope}", text, _RECEIVED, "cases", {"pham_vi": scope.value})
        for scope, text in _SCOPES.items()
    ),
    Column("success", "Tổng số", _SUCCESS, "cases", _DONE),
    *(
        Column(f"success_{scope}", text, _SUCCESS, "cases", _DONE | {"pham_vi": scope.value})
        for scope, text in _SCOPES.items()
    ),
    *(
        Column(status.value, str(status.label), "", "cases", {"tinh_trang": status.value})
        for status in _NOT_DONE
    ),
)
CHECKS = (
    Check(
        "received",
        tuple(f"received_{scope}" for scope in _SCOPES),
        "Tiếp nhận = dân sự + hôn nhân và gia đình + mâu thuẫn, xích mích, khác",
    ),
    Check(
        "received",
        ("success", "failure", "not_settled", "in_progress"),
        "Tiếp nhận = hòa giải thành + không thành + chưa giải quyết + đang giải quyết",
    ),
    Check(
        "success",
        tuple(f"success_{scope}" for scope in _SCOPES),
        "Hòa giải thành = dân sự + hôn nhân và gia đình + mâu thuẫn, xích mích, khác",
    ),
)


def lines(teams: Sequence[TeamRow], cases: Sequence[Cases]) -> list[Line]:
    """The total, then each team that is there or received a case in the period."""
    received = [row for row in cases if not row.is_carried]
    shares = by_unit(received)
    shown = [team for team in teams if team.exists or team.id in shares]
    whole = Line(None, _count(received))
    return [whole, *(Line(team, _count(shares.get(team.id, ()))) for team in shown)]


def commune_lines(communes: Iterable[Locality], cases: Sequence[Cases]) -> list[Line]:
    """The total, then each commune in use or with a case; ``cases`` are rows by communes."""
    received = [row for row in cases if not row.is_carried]
    shares = by_unit(received)
    shown = [one for one in communes if one.is_active or one.pk in shares]
    whole = Line(None, _count(received))
    return [whole, *(Line(one, _count(shares.get(one.pk, ()))) for one in shown)]


def _count(cases: Iterable[Cases]) -> dict[str, int]:
    rows = list(cases)
    done = CaseStatus.SUCCESS
    return {
        "received": count(rows),
        **{f"received_{scope}": count(rows, scope=scope) for scope in _SCOPES},
        "success": count(rows, status=done),
        **{f"success_{scope}": count(rows, status=done, scope=scope) for scope in _SCOPES},
        **{status.value: count(rows, status=status) for status in _NOT_DONE},
    }


@dataclass(frozen=True, slots=True)
class Carried:
    """Kỳ trước chuyển sang: how many were open on 1 January, and what became of them."""

    n: int
    by_status: dict[CaseStatus, int]


def carried(cases: Iterable[Cases]) -> Carried:
    rows = [row for row in cases if row.is_carried]
    counts = {status: count(rows, status=status) for status in CaseStatus}
    return Carried(count(rows), counts)


def of_received(cases: Iterable[Cases]) -> Share:
    """Successful of those received: the Ministry's rate, and the national target's."""
    rows = [row for row in cases if not row.is_carried]
    return Share(count(rows, status=CaseStatus.SUCCESS), count(rows))


def of_mediated(cases: Iterable[Cases]) -> Share:
    """Successful of those that ended: the legal-access standard's rate."""
    ended = [row for row in cases if row.is_ended and not row.is_carried]
    return Share(count(ended, status=CaseStatus.SUCCESS), count(ended))
