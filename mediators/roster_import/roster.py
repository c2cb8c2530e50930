"""What the commune has, read once for the whole of an import."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mediators.models import Decision, MediationTeam, Mediator, Membership, NotSamePerson
from mediators.roster_import.places import Places
from plans.models import Locality
from plans.text import name_key


class Roster:
    """What the commune has, read once."""

    def __init__(self, commune: Locality, today: dt.date, *, makes_teams: bool) -> None:
        self.commune, self.today = commune, today
        self.people = {one.pk: one for one in Mediator.objects.within(commune).known().in_order()}
        self.by_name: dict[str, list[Mediator]] = defaultdict(list)
        for person in self.people.values():
            self.by_name[person.sort_name].append(person)
        self.held: dict[int, Membership] = {}
        self.served: dict[int, Membership] = {}  # who is in no team now: where they were last
        self.heads: dict[int, Membership] = {}
        service = list(self._memberships())
        for one in service:
            if one.ended_on is None:
                self.held[one.mediator_id] = one
                if one.is_head:
                    self.heads[one.team_id] = one
            else:
                self.served[one.mediator_id] = one
        self.decisions = list(Decision.objects.within(commune).in_force())
        pairs = NotSamePerson.objects.filter(first__locality=commune)
        self.apart = {frozenset(pair) for pair in pairs.values_list("first_id", "second_id")}
        teams = list(MediationTeam.objects.within(commune).existing_on(today).for_list().in_order())
        hamlets = list(Locality.objects.within(commune).filter(level=Locality.Level.HAMLET))
        self.places = Places(commune, teams, hamlets, makes_teams=makes_teams)
        self.digest = _digest(self.people.values(), service, teams, hamlets)

    def _memberships(self) -> Iterable[Membership]:
        rows = Membership.objects.within(self.commune).order_by("started_on", "pk")
        for one in rows.prefetch_related("team__hamlet", "started_by"):  # one object a team
            if one.mediator_id in self.people:
                one.mediator = self.people[one.mediator_id]
                yield one

    def namesakes(self, name: str, year: int | None) -> list[Mediator]:
        """See also ``MediatorQuerySet.namesakes_of``."""
        return [
            one
            for one in self.by_name.get(name_key(name), ())
            if year is None or one.birth_year is None or one.birth_year == year
        ]


def _digest(*tables: Iterable[Any]) -> str:
    """Another one as soon as any row that an import reads is another."""
    whole = hashlib.sha256()
    for table in tables:
        for row in table:
            columns = (item for item in sorted(vars(row).items()) if not item[0].startswith("_"))
            whole.update(repr(list(columns)).encode())
    return whole.hexdigest()
