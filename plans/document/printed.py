"""The outline as it is handed over: sections with their text as printed.

Bullets belong to their section's text; only one that owns a task becomes a section of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plans.document.duties import agency_of_heading
from plans.document.labels import read_labels
from plans.document.model import Section
from plans.document.outline import Item, Node
from plans.document.sections import is_organising
from plans.document.tasks import Claims


def promote_bullets(claims: Claims) -> dict[int, str]:
    """The codes of bullets that own tasks: "II.1.a.-2" is the second one under II.1.a."""
    owners = {id(draft.item) for draft in claims.drafts if draft.item is not None}
    nodes = {id(draft.node): draft.node for draft in claims.drafts if draft.item is not None}
    return {
        id(item): code
        for node in nodes.values()
        for item, code in _places(node, owners)
        if id(item) in owners
    }


def _places(node: Node, owners: set[int]) -> Iterator[tuple[Item, str]]:
    """Each paragraph with its bullet and its place among those alike; labels do not count."""
    counts: Counter[str] = Counter()
    for item in node.items:
        if id(item) in owners or not _is_label(item):
            counts[item.shape] += 1
            own = f"{item.shape or '¶'}{counts[item.shape]}"
            yield item, f"{node.code}.{own}" if node.code else own


def _is_label(item: Item) -> bool:
    labels = read_labels(item.body)
    return bool(labels) and labels[0].start == 0


def all_sections(root: Node, promoted: dict[int, str]) -> Iterator[Section]:
    """Every section in the order of the page."""
    order = 0
    for node in root.walk():
        for section in _sections(node, promoted):
            if section.code:
                yield _ordered(section, order)
                order += 1


def _ordered(section: Section, order: int) -> Section:
    return Section(
        section.code,
        section.parent,
        order,
        section.level,
        section.marker,
        section.heading,
        section.paragraphs,
        section.agency,
    )


def _sections(node: Node, promoted: dict[int, str]) -> Iterator[Section]:
    """The section, then its bullets that own tasks, each with the lines that follow it."""
    paragraphs = [node.text] if node.parent is not None else []
    bullets: list[tuple[Item, list[str]]] = []
    for item in node.items:
        if id(item) in promoted:
            bullets.append((item, [item.text]))
        elif bullets:
            bullets[-1][1].append(item.text)
        else:
            paragraphs.append(item.text)
    agency = agency_of_heading(node.heading) if node.row is None and is_organising(node) else ()
    yield Section(
        code=node.code,
        parent=node.parent.code if node.parent else "",
        order=0,
        level=node.depth,
        marker=node.marker.printed if node.marker else "",
        heading=node.heading,
        paragraphs=(*paragraphs, *(node.row.printed if node.row else [])),
        agency=agency[0].name if agency else "",
    )
    for item, lines in bullets:
        yield Section(
            code=promoted[id(item)],
            parent=node.code,
            order=0,
            level=node.depth + 1,
            marker=item.marker.printed if item.marker else "",
            heading=item.body,
            paragraphs=tuple(lines),
        )
