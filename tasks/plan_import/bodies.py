"""Names of bodies in a document, and the agencies of the locality that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import ProtectedError

from plans import document as doc
from plans.document.bodies import similar_bodies
from plans.models import Agency, Locality, Section
from plans.text import clean, fold
from tasks.models import TaskParty
from tasks.models.tasks import Role
from tasks.plan_import.compare import is_one_body

# What a printed name means: a body of the locality, or another printed name.
Merges = Mapping[str, "Agency | str"]

_DASH = re.compile(r"(?<=[^\W\d_])\s*[-–—]\s*(?=[^\W\d_])")
_STRAY = " .,;:"
# "UBND thị trấn", "các cơ quan, đơn vị xã": who acts for them is decided by an assignment.
_WHOLE_OFFICE = re.compile(
    r"(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|cac|nhung|toan the|tat ca|moi)\b"
)
_MAX_NAME = 300


class BodyInUse(ValueError):
    """Two bodies cannot become one; the message says what to do."""


def body_name(name: str) -> str:
    """The name of an agency for a printed name: 'Tư pháp-hộ tịch.' -> 'Tư pháp - hộ tịch'."""
    tidy = _DASH.sub(" - ", clean(name)).strip(_STRAY)
    return (tidy[:1].upper() + tidy[1:])[:_MAX_NAME]


def body_key(name: str) -> str:
    """Names that differ in marks, case, dashes or stray punctuation are one name."""
    return fold(body_name(name))


def is_whole_office(name: str) -> bool:
    """Whether the name is that of an authority or of a group, not of one post or unit."""
    return _WHOLE_OFFICE.match(body_key(name)) is not None


def names_in(document: doc.PlanDocument) -> list[str]:
    """Every name in the document that means one body, as first printed."""
    parties = [(Role.LEAD, party) for task in document.tasks for party in task.leads]
    parties += [(Role.PARTNER, party) for task in document.tasks for party in task.partners]
    names = [party.name for role, party in parties if is_one_body(party, role)]
    names += [section.agency for section in document.sections if section.agency]
    return list({body_key(name): name for name in reversed(names)}.values())[::-1]


def look_alikes(names: Iterable[str], bodies: Bodies) -> list[list[str]]:
    """Groups of names that are probably one body and do not yet mean one.

    The first of each group is the one to keep: a body of the locality, or the first one printed.
    """
    names = list(names)
    printed = {body_key(name) for name in names}
    known = [agency.name for agency in bodies.existing if agency.is_active]
    one_each: dict[str, str] = {}
    for name in [*names, *known]:
        one_each.setdefault(str(bodies.target(name)), name)
    groups = [
        sorted(group, key=lambda name: isinstance(bodies.target(name), str))
        for group in similar_bodies(one_each.values())
    ]
    return [group for group in groups if not printed.isdisjoint(map(body_key, group))]


def merges_of(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Every name of a group means its first one."""
    return {name: group[0] for group in groups for name in group[1:]}


class Bodies:
    """What each printed name means in a locality, before and after the missing ones are made.

    What the person decided comes first, then what the plan's own rows say, then the names and
    aliases of the locality's agencies.
    """

    def __init__(
        self, locality: Locality, *, merges: Merges | None = None, known: Merges | None = None
    ) -> None:
        self.locality = locality
        self.existing = list(locality.agencies.prefetch_related("aliases").in_order())
        self._own = {body_key(agency.name): agency for agency in self.existing}
        self._by_name: dict[str, Agency] = {}
        for agency in self.existing:
            for alias in agency.aliases.all():
                self._by_name.setdefault(body_key(alias.name), agency)
        self._by_name |= self._own
        for name, body in (known or {}).items():
            if isinstance(body, Agency):
                self._by_name[body_key(name)] = body
        self._merges = {body_key(name): target for name, target in (merges or {}).items()}
        self._printed: dict[str, str] = {}
        self.made: list[Agency] = []

    def target(self, name: str) -> Agency | str:
        """The agency that the name means, or the printed name under which one will be made."""
        seen = set()
        step: Agency | str = name
        while not isinstance(step, Agency):
            key = body_key(step)
            if key in seen or key not in self._merges:
                return self._by_name.get(key) or self._printed.setdefault(key, body_name(step))
            seen.add(key)
            step = self._merges[key]
        return step

    def is_merged(self, name: str) -> bool:
        """Whether the person decided what this name means: told once, as a merge."""
        return body_key(name) in self._merges

    def is_same(self, agency: Agency | None, name: str) -> bool:
        """Whether the name already means that agency."""
        target = self.target(name)
        return isinstance(target, Agency) and agency is not None and target.pk == agency.pk

    def new_names(self, names: Iterable[str]) -> list[str]:
        """Under which names agencies will be made, in the order of the document."""
        targets = (self.target(name) for name in names)
        return list(dict.fromkeys(target for target in targets if isinstance(target, str)))

    def agency(self, name: str) -> Agency:
        """The agency of the name, made if it is new."""
        target = self.target(name)
        if isinstance(target, Agency):
            return target
        agency = Agency.objects.create(
            locality=self.locality, name=target, is_whole_office=is_whole_office(target)
        )
        self._by_name[body_key(target)] = agency
        self.made.append(agency)
        return agency

    def open_merges(self, names: Iterable[str]) -> list[tuple[str, Agency | str]]:
        """What was decided and is not so yet: the name, and the body or name it goes into.

        ``names`` are those of the document; a body of the locality may be merged as well.
        """
        printed = {key: agency.name for key, agency in self._own.items()}
        printed |= {body_key(name): body_name(name) for name in names}
        found: list[tuple[str, Agency | str]] = []
        for key in self._merges:
            if key not in printed:
                continue
            target = self.target(printed[key])
            known = self._by_name.get(key)
            is_itself = not isinstance(target, Agency) and body_key(target) == key
            is_known = isinstance(target, Agency) and known is not None and known.pk == target.pk
            if not is_itself and not is_known:
                found.append((printed[key], target))
        return found

    def carry_out_merges(self, names: Iterable[str]) -> None:
        """Keeps each merged name as an alias; a body of that name goes into the other one."""
        for name, target in self.open_merges(names):
            key = body_key(name)
            agency = target if isinstance(target, Agency) else self.agency(target)
            own = self._own.get(key)
            if own is not None and own.pk != agency.pk:
                _absorb(own, into=agency)
            agency.aliases.get_or_create(search_name=fold(name), defaults={"name": name})
            self._by_name[key] = agency


def _absorb(gone: Agency, *, into: Agency) -> None:
    """What plans say of one body holds for the other; the first one disappears."""
    try:
        with transaction.atomic():
            for party in TaskParty.objects.filter(agency=gone):
                party.agency = into
                party.save()
            Section.objects.filter(agency=gone).update(agency=into)
            for alias in gone.aliases.all():
                into.aliases.get_or_create(
                    search_name=alias.search_name, defaults={"name": alias.name}
                )
            gone.delete()
    except ProtectedError as error:
        raise BodyInUse(
            f"Chưa ghép được “{gone}” vào “{into}” vì “{gone}” đã có cán bộ hoặc số liệu riêng. "
            "Bỏ chọn ghép hai tên này, hoặc chuyển cán bộ sang cơ quan kia trong trang quản trị "
            "rồi làm lại."
        ) from error
