"""The roster as a workbook that comes back without a change: what each cell of a person says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mediators.models import MediationTeam, Mediator, Membership
from mediators.roster_import.workbook.columns import FIELDS
from mediators.roster_import.workbook.writer import Lists, Sheet, roster_workbook
from plans.models import Locality

PERSONAL = frozenset(field.key for field in FIELDS if field.is_personal)
DETAILS = frozenset({"sex", "qualification", "occupation", "source", "started", "decision"})


@dataclass(frozen=True, slots=True)
class Written:
    """What may be written of people: by who asks. See also ``mediators.access.rights``."""

    details: bool
    personal: bool

    @property
    def hidden(self) -> frozenset[str]:
        hidden = frozenset() if self.details else DETAILS
        return hidden if self.personal else hidden | PERSONAL


def birth_text(day: dt.date | None, year: int | None) -> str:
    return f"{day:%d/%m/%Y}" if day else str(year or "")


def decision_text(membership: Membership) -> str:
    decision = membership.started_by
    if decision is None or decision.issued_on is None:
        return ""
    return f"{decision.number} ngày {decision.issued_on:%d/%m/%Y}"


def texts_of(person: Mediator, held: Membership | None) -> dict[str, str]:
    """The cells of one person, by key of the field; ``held`` is where they serve now.

    See also ``mediators.roster_import.cells``, which takes these texts for no change.
    """
    texts = {
        "code": str(person.pk),
        "name": person.full_name,
        "birth": birth_text(person.birth_on, person.birth_year),
        "sex": person.get_sex_display() if person.sex else "",
        "ethnic": person.ethnic_group,
        "qualification": person.get_qualification_display() if person.qualification else "",
        "occupation": person.occupation,
        "source": person.get_source_display() if person.source else "",
        "phone": person.phone,
        "address": person.address,
    }
    if held is not None:
        hamlet = held.team.hamlet
        texts |= {
            "team": held.team.name,
            "hamlet": hamlet.name,
            "unit": hamlet.former_unit,
            "role": held.get_role_display(),
            "started": f"{held.started_on:%d/%m/%Y}",
            "decision": decision_text(held),
        }
    return texts


def lists_of(commune: Locality, today: dt.date) -> Lists:
    """What the drop-downs of a workbook offer."""
    teams = MediationTeam.objects.within(commune).existing_on(today).select_related("hamlet")
    hamlets = Locality.objects.within(commune).filter(level=Locality.Level.HAMLET)
    return Lists(
        teams=[(team.name, team.hamlet.name, team.hamlet.former_unit) for team in teams.in_order()],
        hamlets=[
            (hamlet.name, hamlet.former_unit)
            for hamlet in hamlets.order_by("former_unit", "sort_name", "pk")
        ],
    )


def export(
    people: Iterable[Mediator],
    memberships: Iterable[Membership],
    *,
    title: str,
    may: Written,
    lists: Lists,
) -> bytes:
    """``memberships``: those of the day, with team, hamlet and decision."""
    held = {one.mediator_id: one for one in memberships}
    rows = (texts_of(person, held.get(person.pk)) for person in people)
    return roster_workbook(Sheet(title=title, rows=rows, hidden=may.hidden), lists)
