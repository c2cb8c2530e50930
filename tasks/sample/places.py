"""Enters localities, bodies and people of the sample."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from plans.models import Agency, AgencySuccession, Locality, Officer, Role
from tasks.sample.rows import Row, read, told


class Places:
    """Localities by their key, bodies by locality and name, people by user name."""

    def __init__(self, until: dt.date) -> None:
        self.until = until
        self.localities = _make_localities()
        self.bodies = _make_bodies(self.localities, until)
        self.people = _make_people(self.bodies)

    def body(self, place: str, name: str) -> Agency:
        return self.bodies[place, name]


def people() -> list[Row]:
    """Who has an account and uses it."""
    return [row for row in told("people", "people") if not row.get("left")]


def place_name(key: str) -> str:
    content = read("places")
    names = {row["key"]: row["name"] for row in [content["province"], *content["communes"]]}
    return str(names[key])


def roles_of(person: Row) -> list[Role]:
    return [Role[name.upper()] for name in person.get("roles", ())]


def _make_localities() -> dict[str, Locality]:
    content = read("places")
    top = content["province"]
    province = Locality.objects.create(
        name=top["name"], level=Locality.Level.PROVINCE, is_sample=True
    )
    found = {top["key"]: province}
    for row in content["communes"]:
        found[row["key"]] = Locality.objects.create(
            name=row["name"], parent=province, is_sample=True
        )
    for row in content["hamlets"]:
        Locality.objects.create(
            name=row["name"],
            level=Locality.Level.HAMLET,
            parent=found[row["place"]],
            former_unit=row["former_unit"],
            is_sample=True,
        )
    return found


def _make_bodies(localities: dict[str, Locality], until: dt.date) -> dict[tuple[str, str], Agency]:
    bodies = {}
    rows = told("bodies", "bodies")
    for row in rows:
        agency = Agency.objects.create(
            locality=localities[row["place"]],
            name=row["name"],
            short_name=row.get("short_name", ""),
            is_whole_office=row.get("is_whole_office", False),
            is_active="ended_on" not in row or row["ended_on"] > until,
        )
        for alias in row.get("aliases", ()):
            agency.aliases.create(name=alias)
        bodies[row["place"], row["name"]] = agency
    succession = read("bodies")["succession"]
    for row in rows:
        if "successor" in row:
            AgencySuccession.objects.create(
                old=bodies[row["place"], row["name"]],
                new=bodies[row["place"], row["successor"]],
                effective_on=succession["on"],
                decision=succession["decision"],
            )
    return bodies


def _make_people(bodies: dict[tuple[str, str], Agency]) -> dict[str, Officer]:
    """All with one password, hashed once: a dozen careful hashes would take seconds."""
    password = make_password(read("people")["password"])
    groups = {group.name: group for group in Group.objects.all()}
    found = {}
    for row in told("people", "people"):
        officer = Officer.objects.create(
            username=row["username"],
            full_name=row["full_name"],
            job_title=row["job_title"],
            agency=bodies[row["place"], row["body"]],
            is_active=not row.get("left", False),
            password=password,
        )
        officer.groups.set(groups[role.value] for role in roles_of(row))
        found[row["username"]] = officer
    return found
