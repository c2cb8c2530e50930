"""Which clauses owe work, who leads it, who takes part, by when.

How a task is told from a duty is written down in ``docs/decisions/reading-plans.md``; each rule
has one home: here to which clause labels belong (``_owners``), in ``sentences`` when prose counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plans.document.labels import Label, Role, read_labels
from plans.document.model import Party
from plans.document.numbering import read_marker
from plans.document.outline import Item, Node
from plans.document.parties import read_parties, read_roles
from plans.document.sections import is_organising
from plans.document.tables import Column, Row
from plans.document.words import key, without_final_stop

_FOR_BELOW = re.compile(r"\bcác (?:nhiệm vụ|nội dung|công việc|hoạt động)\b")
_DUTY_ROLES = frozenset({Role.LEAD, Role.PARTNER, Role.BOTH, Role.TIME, Role.PERSON})


@dataclass(slots=True)
class Draft:
    """A clause on its way to become a task; ``item`` is the bullet that owns it, if one does."""

    node: Node
    item: Item | None = None
    title: str = ""
    leads: list[Party] = field(default_factory=list)
    partners: list[Party] = field(default_factory=list)
    time_lines: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)  # who is in charge, where nobody leads
    is_for_below: bool = False  # its labels speak of "các nhiệm vụ sau"

    @property
    def is_led(self) -> bool:
        return bool(self.leads)


@dataclass(slots=True)
class _Field:
    """A label of a clause with all lines of its value."""

    label: Label
    lines: list[str]


@dataclass(slots=True)
class _Group:
    """Labels that stand together, and the paragraphs before them since the last such group."""

    fields: list[_Field]
    described_by: list[Item]
    shape: str = ""  # the bullet of its first label
    own_item: Item | None = None  # the paragraph that carries the labels inside its own text

    @property
    def roles(self) -> set[Role]:
        return {one.label.role for one in self.fields}


@dataclass(slots=True)
class Claims:
    """What the labels of a document tell."""

    drafts: list[Draft] = field(default_factory=list)
    plan_time: list[str] = field(default_factory=list)  # the line that holds for the whole plan


def read_claims(root: Node) -> Claims:
    """Drafts from labels, in the order of the page."""
    claims = Claims()
    rows = [node for node in root.walk() if node.row is not None]
    claims.drafts += [_draft_of_row(node, node.row) for node in rows if node.row]
    claims.drafts = [draft for draft in claims.drafts if draft.leads or draft.time_lines]
    own: dict[int, list[_Group]] = {}
    for node in root.walk():
        if node.row is not None:
            continue
        groups = _groups(node.items)
        heading = read_labels(node.heading) if node.parent is not None else ()
        if heading and heading[0].start == 0 and node.parent is not None:
            _take_field(node, heading, groups, own, claims)
            continue
        if _is_field_set(heading):
            groups.insert(0, _Group([_Field(label, [label.value]) for label in heading], []))
        own.setdefault(id(node), []).extend(groups)
    _lift_shared_labels(root, own)
    for node in root.walk():
        claims.drafts += _drafts(node, own.get(id(node), []), claims)
    return claims


def _lift_shared_labels(root: Node, own: dict[int, list[_Group]]) -> None:
    """Labels behind the last of several items, none of which has labels, are the section's.

    That is told from an item whose fellows lack labels by mistake: a document that gives labels to
    its items does so somewhere to an item that is not the last.
    """
    lists = [[one for one in node.children if one.row is None] for node in root.walk()]
    lists = [items for items in lists if len(items) > 1]
    labelled = {
        one.marker.style
        for items in lists
        for one in items[:-1]
        if one.marker is not None and own.get(id(one))
    }
    for items in lists:
        last, parent = items[-1], items[-1].parent
        groups = own.get(id(last), [])
        if not groups or parent is None or parent.parent is None or own.get(id(parent)):
            continue
        is_shared = last.marker is not None and last.marker.style not in labelled
        if is_shared and parent.depth > 1 and all(group.shape or last.items for group in groups):
            own[id(parent)] = [_Group(one.fields, [], one.shape) for one in own.pop(id(last))]


def _draft_of_row(node: Node, row: Row) -> Draft:
    draft = Draft(node, None, without_final_stop(row.content))
    for role in (Role.LEAD, Role.BOTH, Role.PARTNER):
        _fill_bodies(draft, role, row.bodies.get(Column(role.value), ""))
    draft.time_lines = [line for line in row.times if line.strip()]
    return draft


def _is_field_set(labels: tuple[Label, ...]) -> bool:
    return any(label.role in _DUTY_ROLES for label in labels)


def _take_field(
    node: Node,
    labels: tuple[Label, ...],
    groups: list[_Group],
    own: dict[int, list[_Group]],
    claims: Claims,
) -> None:
    """A numbered section that is a label ("1.3. Thời gian: ...") is a field of the one above."""
    fields = [_Field(label, [label.value] if label.value else []) for label in labels]
    if fields and not fields[-1].lines:
        fields[-1].lines = [item.text for item in node.items]
        groups = []
    fields += [one for group in groups for one in group.fields]
    parent = node.parent
    if parent is None:
        return
    if parent.parent is None or _is_only_time(parent):
        for one in fields:
            if one.label.role is Role.TIME:
                claims.plan_time += one.lines
        return
    if any(one.label.role in _DUTY_ROLES for one in fields):
        own.setdefault(id(parent), []).append(_Group(fields, []))


def _is_only_time(parent: Node) -> bool:
    """A top part whose numbered items tell a time and no body: it speaks of the whole plan."""
    if parent.depth != 1:
        return False
    roles = {label.role for child in parent.children for label in read_labels(child.heading)[:1]}
    return not roles & {Role.LEAD, Role.BOTH, Role.PARTNER}


def _groups(items: list[Item]) -> list[_Group]:
    """The label groups among a section's paragraphs."""
    groups: list[_Group] = []
    described: list[Item] = []
    is_open = False
    at = 0
    while at < len(items):
        item = items[at]
        labels = read_labels(item.body)
        at += 1
        if not labels:
            described.append(item)
            is_open = False
            continue
        fields = [_Field(label, [label.value] if label.value else []) for label in labels]
        more = _continued(items, at, item, fields[-1])
        at += more
        if not any(one.label.role in _DUTY_ROLES for one in fields):
            continue  # "Sản phẩm: ..." neither opens nor ends a group
        if labels[0].start > 0:
            groups.append(_Group(fields, [*described, item], item.shape, own_item=item))
            described, is_open = [], True
        elif is_open:
            groups[-1].fields += fields
        else:
            groups.append(_Group(fields, described, item.shape))
            described, is_open = [], True
    return groups


def _continued(items: list[Item], at: int, opener: Item, last: _Field) -> int:
    """Takes the lines below an empty or unfinished label into its value; answers how many."""
    taken = 0
    is_empty = not last.lines
    while at + taken < len(items):
        item = items[at + taken]
        goes_on = bool(last.lines) and last.lines[-1].rstrip().endswith((";", ",")) and not is_empty
        is_below = bool(item.shape) and item.shape != opener.shape
        is_next_line = not item.shape and (goes_on or (is_empty and not last.lines))
        if read_labels(item.body) or not ((is_empty and is_below) or is_next_line):
            break
        last.lines.append(item.text)
        taken += 1
    return taken


def _drafts(node: Node, groups: list[_Group], claims: Claims) -> list[Draft]:
    """The drafts of one section: its own, then those of its bullets."""
    drafts: dict[int, Draft] = {}
    for group, owner in zip(groups, _owners(groups), strict=True):
        if owner is None and _speaks_of_plan(node, group):
            claims.plan_time += [line for one in group.fields for line in one.lines]
            continue
        draft = drafts.setdefault(id(owner), Draft(node, owner, _title(node, owner)))
        for one in group.fields:
            _fill(draft, one)
    for draft in drafts.values():
        if not draft.leads:
            _fill_bodies(draft, Role.LEAD, "\n".join(draft.persons))
    return [draft for draft in drafts.values() if draft.leads or draft.time_lines]


def _speaks_of_plan(node: Node, group: _Group) -> bool:
    """A time that stands alone under a top part, or says that it is the plan's."""
    times = [one for one in group.fields if one.label.role is Role.TIME]
    if not times or group.roles & {Role.LEAD, Role.BOTH, Role.PARTNER}:
        return False
    return (
        any(one.label.is_of_plan for one in times)
        or node.depth == 0
        or (node.depth == 1 and (bool(node.children) or is_organising(node)))
    )


def _owners(groups: list[_Group]) -> list[Item | None]:
    """To whom each group belongs: None for the section, else one of its bullets.

    A section owns its labels. When the same role comes again in another group, the section holds
    several tasks, and each group belongs to the paragraph that opened it. Labels inside a
    bullet's own text, or a level below a bullet, are that bullet's.
    """
    seen: set[Role] = set()
    repeats = False
    for group in groups:
        repeats = repeats or bool(seen & group.roles & {Role.LEAD, Role.BOTH, Role.TIME})
        seen |= group.roles
    owners: list[Item | None] = []
    for group in groups:
        opener = _opener(group.described_by)
        is_own = group.own_item is not None and group.own_item.shape != ""
        if is_own:
            owners.append(group.own_item)
        elif repeats or (opener is not None and _is_below(group.shape, opener.shape)):
            owners.append(opener)
        else:
            owners.append(None)
    return owners


def _is_below(lower: str, upper: str) -> bool:
    """Whether a bullet usually stands a level below another: "+" below "-" below "*"."""
    ranks = {"-": 1, "+": 2}
    return bool(lower and upper) and ranks.get(lower, 0) > ranks.get(upper, 0)


def _opener(described_by: list[Item]) -> Item | None:
    """The first paragraph of the highest level before a group: its task, details follow it."""
    if not described_by:
        return None
    shape = described_by[0].shape
    return next((item for item in described_by if item.shape == shape), None)


def _title(node: Node, item: Item | None) -> str:
    """The clause's text without marker, labels and final punctuation."""
    text = item.body if item else node.heading
    labels = read_labels(text)
    if labels and labels[0].start > 0:
        text = text[: labels[0].start].rstrip(" (-–+")
    elif labels and labels[0].role is Role.CONTENT:
        text = labels[0].value
    return without_final_stop(text)


def _fill(draft: Draft, one: _Field) -> None:
    role = one.label.role
    draft.is_for_below = draft.is_for_below or _FOR_BELOW.search(key(one.label.name)) is not None
    if role is Role.TIME:
        draft.time_lines += one.lines
    elif role is Role.PERSON:
        draft.persons += one.lines
    elif role in (Role.LEAD, Role.BOTH, Role.PARTNER):
        _fill_bodies(draft, role, "\n".join(one.lines))


def _fill_bodies(draft: Draft, role: Role, text: str) -> None:
    """Bodies of a label or a cell; a line may tell its own role ("Chủ trì: ...")."""
    unlabelled: list[str] = []
    for line in text.split("\n"):
        marker = read_marker(line)
        labels = read_labels(line[marker.length :] if marker else line)
        if not labels:
            unlabelled.append(line)
        for label in labels:
            if label.role in (Role.LEAD, Role.BOTH, Role.PARTNER) and label.value:
                _fill_bodies(draft, label.role, label.value)
    text = "\n".join(unlabelled)
    if role is Role.PARTNER:
        _add(draft.partners, read_parties(text))
        return
    roles = read_roles(text)
    leads, partners = roles.leads, roles.partners
    if role is Role.BOTH and not partners:
        leads, partners = leads[:1], leads[1:]
    _add(draft.leads, leads)
    _add(draft.partners, partners)


def _add(known: list[Party], more: tuple[Party, ...]) -> None:
    names = {key(party.name) for party in known}
    known += [party for party in more if key(party.name) not in names]
