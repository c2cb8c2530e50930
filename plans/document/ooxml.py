"""Reading parts of a .docx safely, as a stream, in either name space of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from plans.document.package import BROKEN, Package
from plans.office.guard import FAILURES, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def iterate(package: Package, name: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of a part as they open and close; refuses a part with damage."""
    with package.open(name) as stream:
        try:
            yield from _elements(stream)
        except (etree.LxmlError, *FAILURES) as failure:
            if isinstance(failure, Unreadable):
                raise
            raise Unreadable(BROKEN) from None


def _elements(stream: IO[bytes]) -> Iterator[tuple[str, etree._Element]]:
    parsed: Any = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    yield from parsed


def tag(element: etree._Element) -> str:
    """The local name of a WordprocessingML element, "" for others."""
    name = element.tag
    if not isinstance(name, str):
        return ""
    for space in (W, STRICT_W):
        if name.startswith(space):
            return name[len(space) :]
    return ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute of WordprocessingML, in either of its two name spaces."""
    if element is None:
        return None
    value = element.get(W + name)
    return value if value is not None else element.get(STRICT_W + name)


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first child along a path of local names."""
    current: etree._Element | None = element
    for name in path:
        if current is None:
            return None
        current = next((one for one in current if tag(one) == name), None)
    return current
