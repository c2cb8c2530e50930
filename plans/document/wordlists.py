"""Word's automatic numbers: the marker that Word prints before a paragraph.

``word/numbering.xml`` tells for each list and level the form ("%1.%2.", "%3)"), the kind of
number, and where it starts; a paragraph names its list itself or through its style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from plans.document.numbering import WORD_LETTERS, roman
from plans.document.ooxml import attribute, child, iterate, tag
from plans.document.package import Package

_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf0a8": "□",
}
_COUNTED = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_MAX_LEVELS = 9


@dataclass(slots=True)
class Level:
    """One level of a list."""

    form: str = ""  # "%1.%2."
    kind: str = "decimal"
    start: int = 1
    restart: int | None = None  # w:lvlRestart: 0 never, else after that level
    is_legal: bool = False  # w:isLgl: all numbers in Arabic
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: the levels of its form, with its own overrides."""

    shape: str  # w:abstractNumId: lists of one shape count on together
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)  # w:startOverride
    is_begun: bool = False


@dataclass(slots=True)
class Lists:
    """All lists of a document and how far each has counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style -> list, level
    counters: dict[str, list[int | None]] = field(default_factory=dict)

    def marker_of(self, properties: etree._Element | None, *, is_empty: bool) -> str:
        """The printed marker with a blank behind it, or "". Counts one further."""
        named = self._named(properties)
        if named is None or is_empty:
            return ""
        number, depth = named
        found = self.lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        self._count(found, depth)
        marker = self._printed(found, depth)
        return f"{marker} " if marker else ""

    def _named(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph; list 0 takes a style's list away."""
        if properties is None:
            return None
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "")
        own = child(properties, "numPr")
        if own is None:
            return style
        number = attribute(child(own, "numId"), "val")
        depth = _integer(attribute(child(own, "ilvl"), "val"), style[1] if style else 0)
        if number is None:
            number = style[0] if style else "0"
        return None if number == "0" else (number, depth)

    def _count(self, found: _List, depth: int) -> None:
        counters = self.counters.setdefault(found.shape, [None] * _MAX_LEVELS)
        if not found.is_begun:
            found.is_begun = True
            for level in found.starts:
                counters[level] = None
        for above in range(depth):
            if counters[above] is None and above in found.levels:
                counters[above] = _start(found, above)
        current = counters[depth]
        counters[depth] = _start(found, depth) if current is None else current + 1
        for below in range(depth + 1, _MAX_LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart and depth < restart):
                counters[below] = None

    def _printed(self, found: _List, depth: int) -> str:
        level = found.levels[depth]
        if level.kind == "bullet":
            return "".join(_BULLETS.get(c, c) for c in level.form).strip()
        if level.kind == "none" and "%" not in level.form:
            return level.form.strip()
        counters = self.counters[found.shape]

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            kind = found.levels[at].kind if at in found.levels else "decimal"
            if level.is_legal and kind != "none":
                kind = "decimal"
            return printed_number(counters[at] or 0, kind)

        return re.sub(r"%([1-9])", number, level.form).strip()


def _start(found: _List, level: int) -> int:
    return found.starts.get(level, found.levels[level].start)


def _integer(text: str | None, default: int) -> int:
    if text is None or not re.fullmatch(r"-?\d{1,6}", text):
        return default
    return min(int(text), _MAX_LEVELS - 1) if default < _MAX_LEVELS else int(text)


def printed_number(value: int, kind: str) -> str:
    """A number as Word prints it in a kind of list."""
    if kind in ("upperRoman", "lowerRoman"):
        text = roman(value)
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        letter = WORD_LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind == "vietnameseCounting" and 0 <= value < len(_COUNTED):
        return _COUNTED[value]
    return "" if kind == "none" else str(value)


def read_lists(package: Package) -> Lists:
    """The lists of a document; without numbering there are none."""
    lists = Lists()
    if "word/numbering.xml" not in package.names:
        return lists
    shapes: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for event, element in iterate(package, "word/numbering.xml"):
        name = tag(element)
        if event == "end" and name == "abstractNum":
            identity = attribute(element, "abstractNumId") or ""
            shapes[identity] = _levels(element)
            link = attribute(child(element, "numStyleLink"), "val")
            if link:
                links[identity] = link
            element.clear()
        elif event == "end" and name == "num":
            _add_list(lists, element, shapes)
            element.clear()
    _read_styles(package, lists)
    for one in lists.lists.values():
        linked = lists.styles.get(links.get(one.shape, ""))
        if linked and linked[0] in lists.lists and not one.levels:
            one.levels = lists.lists[linked[0]].levels
    return lists


def _add_list(lists: Lists, element: etree._Element, shapes: dict[str, dict[int, Level]]) -> None:
    shape = attribute(child(element, "abstractNumId"), "val") or ""
    one = _List(shape, dict(shapes.get(shape, {})))
    for override in element:
        if tag(override) != "lvlOverride":
            continue
        depth = _integer(attribute(override, "ilvl"), 0)
        start = attribute(child(override, "startOverride"), "val")
        own = child(override, "lvl")
        if own is not None:
            one.levels[depth] = _level(own)
        if start is not None and start.isdigit():
            one.starts[depth] = int(start[:6])
    lists.lists[attribute(element, "numId") or ""] = one


def _levels(element: etree._Element) -> dict[int, Level]:
    return {
        _integer(attribute(one, "ilvl"), 0): _level(one) for one in element if tag(one) == "lvl"
    }


def _level(element: etree._Element) -> Level:
    def value(name: str) -> str | None:
        return attribute(child(element, name), "val")

    start, restart = value("start"), value("lvlRestart")
    legal = child(element, "isLgl")
    return Level(
        form=value("lvlText") or "",
        kind=value("numFmt") or "decimal",
        start=int(start[:6]) if start and start.isdigit() else 1,
        restart=int(restart[:2]) if restart and restart.isdigit() else None,
        is_legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        suffix=value("suff") or "tab",
    )


def _read_styles(package: Package, lists: Lists) -> None:
    """Lists that styles carry, through the styles that they are based on."""
    if "word/styles.xml" not in package.names:
        return
    own: dict[str, tuple[str | None, int]] = {}
    based: dict[str, str] = {}
    for event, element in iterate(package, "word/styles.xml"):
        if event != "end" or tag(element) != "style":
            continue
        name = attribute(element, "styleId") or ""
        based[name] = attribute(child(element, "basedOn"), "val") or ""
        numbering = child(element, "pPr", "numPr")
        if numbering is not None:
            depth = _integer(attribute(child(numbering, "ilvl"), "val"), 0)
            own[name] = (attribute(child(numbering, "numId"), "val"), depth)
        element.clear()
    for name in based:
        number, depth = _inherited(name, own, based)
        if number and number != "0":
            lists.styles[name] = (number, depth)


def _inherited(
    name: str, own: dict[str, tuple[str | None, int]], based: dict[str, str]
) -> tuple[str | None, int]:
    seen: set[str] = set()
    depth: int | None = None
    while name and name not in seen:
        seen.add(name)
        if name in own:
            number, level = own[name]
            depth = level if depth is None else depth
            if number is not None:
                return number, depth
        name = based.get(name, "")
    return None, 0
