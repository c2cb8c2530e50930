"""Sample commendations of people, teams and a body, one decision a year; numbers say so."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from mediators.models import Commendation, MediationTeam, Membership
from plans.models import Locality

_Level, _Form = Commendation.Level, Commendation.Form
_COMMUNE, _PROVINCE = "Chủ tịch UBND xã (minh họa)", "Chủ tịch UBND tỉnh (minh họa)"
# Day, number, level, form, issuer, places of teams, places of teams whose heads are commended.
_DECISIONS = (
    (dt.date(2024, 12, 20), "90-MH/QĐ-UBND", _Level.COMMUNE, _Form.LETTER, _COMMUNE, (0,), (1, 6)),
    (dt.date(2025, 12, 18), "91-MH/QĐ-UBND", _Level.COMMUNE, _Form.LETTER, _COMMUNE, (6, 14), (5,)),
    (
        dt.date(2026, 4, 24),
        "92-MH/QĐ-UBND",
        _Level.PROVINCE,
        _Form.CERTIFICATE,
        _PROVINCE,
        (),
        (0,),
    ),
)
_REASON = "Có thành tích trong công tác hòa giải ở cơ sở"
_BODY = "Ban công tác Mặt trận Khu phố 1 (minh họa)"


@transaction.atomic
def load(locality: Locality, today: dt.date) -> None:
    """Into a locality that has none yet; nothing later than ``today`` is told."""
    if Commendation.objects.within(locality).exists():
        return
    teams = list(MediationTeam.objects.within(locality).order_by("pk"))
    for day, number, level, form, issuer, of_teams, of_heads in _DECISIONS:
        if day > today:
            continue
        facts = {"level": level, "form": form, "number": number, "decided_on": day}
        facts |= {"issuer": issuer, "reason": _REASON, "locality": locality}
        for place in of_teams:
            Commendation.objects.create(team=teams[place], **facts)
        for head in _heads([teams[place] for place in of_heads], day):
            Commendation.objects.create(mediator=head.mediator, **facts)
        if day == _DECISIONS[0][0]:
            Commendation.objects.create(body=_BODY, **facts)


def _heads(teams: list[MediationTeam], day: dt.date) -> list[Membership]:
    """Who led them that day."""
    rows = Membership.objects.on(day).with_people().in_order()
    return [one for one in rows.filter(team__in=teams) if one.is_head]
