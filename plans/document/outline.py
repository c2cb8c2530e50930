"""Paragraphs -> the numbered tree.

A marker belongs to the open level that it continues ("b" after "a"); a marker of a kind that is
not open yet begins a level below. Bullets, labels and paragraphs without a number are items of
the section under which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.document.blocks import Block, Table
from plans.document.labels import role_of
from plans.document.numbering import Marker, Style, follows, read_marker
from plans.document.tables import Row, read_rows
from plans.document.words import key


@dataclass(slots=True)
class Item:
    """A paragraph of a section that has no number of its own."""

    text: str  # as printed, with its bullet
    marker: Marker | None

    @property
    def body(self) -> str:
        return self.text[self.marker.length :] if self.marker else self.text

    @property
    def shape(self) -> str:
        """The bullet, or "" for a paragraph without one."""
        return self.marker.code if self.marker else ""


@dataclass(slots=True)
class Node:
    """A numbered section while it is being read."""

    marker: Marker | None  # None for the root
    text: str  # the first paragraph as printed
    parent: Node | None
    items: list[Item] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    code: str = ""
    is_annex: bool = False
    row: Row | None = None  # set where the section is a row of a table
    order: int = 0

    @property
    def heading(self) -> str:
        if self.row is not None or self.marker is None:
            return self.text
        return self.text[self.marker.length :]

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def marker_text(self) -> str:
        return self.marker.printed if self.marker else ""

    def walk(self) -> Iterator[Node]:
        """This section and all below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent


_CONTINUED = {Style.ARABIC: {Style.ARABIC_CLOSED}, Style.ARABIC_CLOSED: {Style.ARABIC}}


def read_outline(body: list[Block], annexes: list[int], restarts: list[int]) -> Node:
    """The root of the tree, with codes given.

    ``annexes`` are the places of blocks that name an annex; at ``restarts`` a new text begins.
    """
    root = Node(None, "", None)
    current = root
    for place, block in enumerate(body):
        if place in restarts:
            current = root
        if place in annexes:
            current = _annex(root, block)
            continue
        if isinstance(block, Table):
            _add_table(current, block)
            continue
        marker = read_marker(block)
        if marker is None or marker.is_bullet:
            current.items.append(Item(block, marker))
            continue
        marker = _as_meant(marker, current)
        parent = _parent(marker, current)
        current = Node(marker, block, parent)
        parent.children.append(current)
    _give_codes(root)
    return root


def _add_table(current: Node, table: Table) -> None:
    """Rows of a task table become sections; another table is told line by line."""
    rows = read_rows(table)
    if not rows:
        current.items += [Item(text, None) for text in _table_lines(table)]
        return
    nodes: dict[str, Node] = {}
    for row in rows:
        parent = nodes.get(row.parent, current)
        node = Node(row.marker, row.content, parent, row=row)
        parent.children.append(node)
        nodes[row.code] = node


def _table_lines(table: Table) -> list[str]:
    """A row of a table that tells no tasks, as a line; two columns of labels become labels."""
    lines = []
    for row in table.rows:
        texts = [
            " ".join(cell.text.split())
            for cell in row
            if cell.text.strip() and not cell.from_left and not cell.from_above
        ]
        is_labelled = len(texts) == 2 and role_of(texts[0]) is not None
        lines.append(f"{texts[0].rstrip(' :')}: {texts[1]}" if is_labelled else " | ".join(texts))
    return [line for line in lines if line]


def _annex(root: Node, block: Block) -> Node:
    node = Node(None, block if isinstance(block, str) else "", root, is_annex=True)
    root.children.append(node)
    return node


def _as_meant(marker: Marker, current: Node) -> Marker:
    """ "i)" goes on small Roman numbers where they are open or "h)" does not come before it."""
    if marker.style is Style.LETTER and marker.code in ("i", "v", "x"):
        letters = _open(current, Style.LETTER)
        small = _open(current, Style.SMALL_ROMAN)
        value = {"i": 1, "v": 5, "x": 10}[marker.code]
        is_small = small is not None and small.value == value - 1
        starts = marker.code == "i" and not (
            letters and (letters.code in "hg" or letters.code == "i")
        )
        if is_small or starts:
            return Marker(marker.printed, Style.SMALL_ROMAN, value, marker.code, marker.length)
    if marker.style is Style.ROMAN and marker.code == "I":
        upper = _open(current, Style.UPPER)
        if upper is not None and upper.code == "H":
            return Marker(marker.printed, Style.UPPER, 9, "I", marker.length)
    return marker


def _open(current: Node, style: Style) -> Marker | None:
    node: Node | None = current
    while node is not None:
        if node.marker and node.marker.style is style:
            return node.marker
        node = node.parent
    return None


def _parent(marker: Marker, current: Node) -> Node:
    """The section under which a marker opens a new one."""
    chain = [current, *current.ancestors()]
    chain = [node for node in chain if node.parent is not None]
    if marker.style is Style.DOTTED:
        return _dotted_parent(marker, chain, current)
    for node in chain:
        if node.marker and node.marker.style is marker.style:
            return node.parent or node
    for node in chain:  # "2)" after "1."
        if (
            node.marker
            and node.marker.style in _CONTINUED.get(marker.style, ())
            and follows(node.marker, marker)
        ):
            return node.parent or node
    for node in chain:
        if node.is_annex or (node.marker and _is_above(node.marker.style, marker.style, chain)):
            return node
    return _root(current)


def _is_above(upper: Style, lower: Style, chain: list[Node]) -> bool:
    """Whether a section of one style may hold one of the other, not open yet."""
    if {upper, lower} == {Style.UPPER, Style.ROMAN}:
        return True  # the one that came first holds the other
    if lower is Style.ARABIC_CLOSED or lower is Style.SMALL_ROMAN:
        return True
    if lower is Style.ARABIC and upper is Style.LETTER:
        return not any(node.marker and node.marker.style is Style.ARABIC for node in chain)
    return upper < lower


def _dotted_parent(marker: Marker, chain: list[Node], current: Node) -> Node:
    """ "1.2" stands under "1", wherever that is open; else beside or under what fits best."""
    for node in chain:
        if node.marker and node.marker.parts == marker.parts[:-1]:
            return node
    for node in chain:
        if (
            node.marker
            and node.marker.style is Style.DOTTED
            and len(node.marker.parts) == len(marker.parts)
        ):
            return node.parent or node
    for node in chain:
        if node.is_annex or (node.marker and node.marker.style < Style.ARABIC):
            return node
    return chain[0] if chain else _root(current)


def _root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _give_codes(root: Node) -> None:
    """The path as printed, made unique: a number that comes again gets "(2)".

    A table's rows have the codes of the table; where one of them is a code of the text already,
    the whole table stands under its section or annex.
    """
    used: set[str] = set()
    for order, node in enumerate(root.walk()):
        node.order = order
        if node.parent is not None and node.row is None:
            own = _annex_code(node) if node.is_annex else _own_code(node)
            _name(node, f"{node.parent.code}.{own}" if node.parent.code else own, used)
    for holder in list(root.walk()):
        rows = [child for child in holder.children if child.row is not None]
        if holder.row is None and rows:
            _name_rows(holder, [row for child in rows for row in child.walk()], used)


def _name_rows(holder: Node, nodes: list[Node], used: set[str]) -> None:
    codes = {node.row.code for node in nodes if node.row}
    prefix = f"{holder.code or 'Phụ lục'}." if codes & used else ""
    for node in nodes:
        if node.row is not None:
            _name(node, prefix + node.row.code, used)


def _name(node: Node, base: str, used: set[str]) -> None:
    code, again = base, 1
    while code in used:
        again += 1
        code = f"{base}({again})"
    used.add(code)
    node.code = code


def _annex_code(node: Node) -> str:
    """ "Phụ lục II" of "PHỤ LỤC II. Danh mục ..."."""
    found = re.match(r"phụ lục(?:\s+số)?\s*([ivx]+|\d+)\b", key(node.text))
    return f"Phụ lục {found[1].upper()}" if found else "Phụ lục"


def _own_code(node: Node) -> str:
    """The last part of a dotted number whose beginning the parent's code already says."""
    marker = node.marker
    if marker is None:
        return ""
    above = node.parent.marker if node.parent else None
    if marker.style is Style.DOTTED and above is not None and above.parts == marker.parts[:-1]:
        return str(marker.parts[-1])
    return marker.code
