"""Sample ledger: what the sample teams mediated from 2024 on, rates, and what was paid.

Told by counting, the same every time. A few teams have no case, two do badly; some cases are
carried over a year's end, some are open. Numbers and rates say that they are no real ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from mediators.cases.ledger import Crew
from mediators.models import (
    MediationCase,
    MediationTeam,
    Mediator,
    Membership,
    Outcome,
    Payment,
    Rate,
    Scope,
)
from mediators.pay.page import what_is_due
from plans.models import Locality
from plans.text import fold

FIRST_ON = {2024: dt.date(2024, 7, 3), 2025: dt.date(2025, 1, 7), 2026: dt.date(2026, 1, 6)}
RECENT = 75  # days within which two cases of three are still open
PAID = (  # cases that ended in those days, paid on, by which list
    (dt.date(2024, 7, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 16), "DS 01/2025 (minh họa)"),
    (dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 15), "DS 01/2026 (minh họa)"),
    (dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 14), "DS 02/2026 (minh họa)"),
)
BASIS = "Văn bản minh họa của tỉnh về mức chi hòa giải ở cơ sở"
_RATES = (
    (Outcome.SUCCESS, 200_000, dt.date(2024, 7, 1), dt.date(2025, 6, 30)),
    (Outcome.FAILURE, 150_000, dt.date(2024, 7, 1), dt.date(2025, 6, 30)),
    (Outcome.SUCCESS, 250_000, dt.date(2025, 7, 1), None),
    (Outcome.FAILURE, 200_000, dt.date(2025, 7, 1), None),
)
# Teams by their place in the list of sketches: how many cases a year; the others have four.
_N_OF_TEAM = {3: 0, 18: 0, 11: 1, 0: 6, 6: 6, 14: 7, 7: 5, 16: 5}
_WEAK = (7, 16)
_MATTERS = {
    Scope.CIVIL: (
        "Tranh chấp ranh giới đất vườn giữa hai hộ liền kề",
        "Vay mượn tiền chưa trả đúng hẹn",
        "Tranh chấp lối đi chung vào rẫy",
        "Xây tường rào lấn sang phần đất bên cạnh",
        "Bò thả rông làm hư hoa màu của hộ bên",
        "Tranh chấp mương thoát nước giữa hai thửa ruộng",
        "Tiền công làm thuê chưa thanh toán",
        "Cây cao su ngã sang đất liền kề",
    ),
    Scope.FAMILY: (
        "Vợ chồng mâu thuẫn về chi tiêu trong gia đình",
        "Mâu thuẫn giữa mẹ chồng và nàng dâu",
        "Anh em ruột không thống nhất phần đất cha mẹ để lại",
        "Vợ chồng ly thân, không thống nhất việc chăm sóc con",
        "Phân công phụng dưỡng cha mẹ già",
        "Vợ chồng mâu thuẫn vì uống rượu",
    ),
    Scope.QUARREL: (
        "Hát karaoke gây ồn trong giờ nghỉ",
        "Nuôi chó thả rông, cắn gia cầm của hộ bên",
        "Cãi vã, xúc phạm nhau khi mua bán ở chợ",
        "Đốt rác gây khói sang nhà bên",
        "Trẻ em đánh nhau, phụ huynh lời qua tiếng lại",
        "Nước thải chăn nuôi chảy sang sân hộ bên",
        "Để xe chắn lối ra vào của hộ bên",
    ),
}
_SCOPES = (Scope.CIVIL, Scope.QUARREL, Scope.FAMILY, Scope.CIVIL, Scope.QUARREL)


@transaction.atomic
def load(locality: Locality, today: dt.date) -> None:
    """After the rosters, into a locality whose ledger is empty; nothing later than ``today``."""
    if MediationCase.objects.within(locality).exists():
        return
    teams = list(MediationTeam.objects.within(locality).order_by("pk"))
    service: dict[int, list[Membership]] = {}
    for one in Membership.objects.within(locality).by_name():
        service.setdefault(one.team_id, []).append(one)
    cases, holders = [], []
    for index, team in enumerate(teams):
        for case in _cases_of(index, team, today):
            crew = Crew(service.get(team.pk, [])).people(case.received_on)
            cases.append(case)
            holders.append(_holders(crew, len(cases)))
    _save(cases, holders)
    _pay(locality, today)


def _cases_of(index: int, team: MediationTeam, today: dt.date) -> Iterator[MediationCase]:
    for year, first in FIRST_ON.items():
        n = _N_OF_TEAM.get(index, 4)
        n = (n + 1) // 2 if year == 2024 else n
        span = (dt.date(year, 12, 24) - first).days
        for place in range(n):
            received_on = first + dt.timedelta(days=span * place // n + index * 4)
            if received_on <= today:
                yield _case(index, team, place + 1, received_on, today)


def _case(
    index: int, team: MediationTeam, number: int, received_on: dt.date, today: dt.date
) -> MediationCase:
    turn = index * 5 + number * 3 + received_on.year
    scope = _SCOPES[turn % len(_SCOPES)]
    matters = _MATTERS[scope]
    started_on = received_on + dt.timedelta(days=2 + turn % 5)
    ended_on = started_on + dt.timedelta(days=3 + turn * 7 % 24)
    if turn % 11 == 0:
        ended_on += dt.timedelta(days=90)
    is_recent = (today - received_on).days < RECENT
    is_begun = started_on <= today and not (is_recent and turn % 3 == 0)
    is_ended = is_begun and ended_on <= today and not (is_recent and turn % 3 == 1)
    fails = turn % 2 == 0 if index in _WEAK else turn % 9 == 0
    outcome = Outcome.FAILURE if fails else Outcome.SUCCESS
    is_written = is_ended and not fails and turn % 3 == 0
    recognised_on = ended_on + dt.timedelta(days=40)
    is_recognised = is_written and turn % 4 == 0 and recognised_on <= today
    case = MediationCase(
        team=team,
        ledger_number=f"{number:02d}/{received_on.year}",
        received_on=received_on,
        started_on=started_on if is_begun else None,
        ended_on=ended_on if is_ended else None,
        outcome=outcome if is_ended else "",
        scope=scope,
        matter=matters[turn * 5 % len(matters)],
        has_written_agreement=is_written,
        court_recognised_on=recognised_on if is_recognised else None,
    )
    case.search_text = fold(f"{case.ledger_number} {case.matter}")
    return case


def _holders(crew: list[Mediator], turn: int) -> list[Mediator]:
    """Two of the team by turns, three now and then; one case in forty names nobody yet."""
    if not crew or turn % 40 == 39:
        return []
    n = min(3 if turn % 6 == 0 else 2, len(crew))
    return [crew[(turn + step) % len(crew)] for step in range(n)]


def _save(cases: list[MediationCase], holders: list[list[Mediator]]) -> None:
    """In bulk: sample rows begin without a history."""
    MediationCase.objects.bulk_create(cases)
    through = MediationCase.mediators.through
    through.objects.bulk_create(
        through(mediationcase=case, mediator=person)
        for case, people in zip(cases, holders, strict=True)
        for person in people
    )


def _pay(locality: Locality, today: dt.date) -> None:
    rates = Rate.objects.bulk_create(
        Rate(
            locality=locality,
            outcome=outcome,
            amount=amount,
            legal_basis=BASIS,
            valid_from=first,
            valid_until=last,
        )
        for outcome, amount, first, last in _RATES
        if first <= today
    )
    for first, last, paid_on, voucher in PAID:
        if paid_on > today:
            continue
        cases = MediationCase.objects.within(locality).ended_between(first, last).for_pay()
        Payment.objects.bulk_create(
            Payment(
                case=share.case,
                mediator=share.mediator,
                amount=share.amount,
                paid_on=paid_on,
                legal_basis=share.legal_basis,
                voucher=voucher,
            )
            for person in what_is_due(cases, rates).people
            for share in person.shares
        )
