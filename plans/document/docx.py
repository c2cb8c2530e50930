"""Paragraphs and tables of a .docx, in the order of the page and as accepted.

The part is read as a stream of elements that are dropped once their text is taken, so memory
follows the text, not the markup. Insertions are kept, deletions and moved-away text are not; text
boxes are taken once (``mc:AlternateContent`` holds them twice); headers, footers and footnotes
are other parts and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from plans.document.blocks import Block, Cell, Source, Table, marked_lines
from plans.document.encodings import refuse_old_letters
from plans.document.flow import join_lines, split_soft_breaks
from plans.document.ooxml import attribute, child, iterate, tag
from plans.document.package import Package
from plans.document.wordlists import Lists, read_lists
from plans.document.words import clean
from plans.office.guard import Unreadable

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

SCANNED = (
    "Tệp chỉ có ảnh chụp các trang nên không đọc được chữ: hãy dùng bản Word gốc của kế hoạch, hoặc"
    " nhận dạng chữ (OCR) rồi lưu lại thành .docx."
)
_FEW_LETTERS = 200  # a scan may carry a caption
EMPTY = "Tệp .docx không có chữ nào: hãy chọn lại tệp văn bản kế hoạch."


def read_docx(data: bytes) -> Source:
    """The text of a .docx. Raises Unreadable where it cannot be read."""
    package = Package(data)
    body = _Body(read_lists(package))
    for event, element in iterate(package, "word/document.xml"):
        body.take(event, element)
    letters = sum(len(text) for text in body.texts())
    if letters < _FEW_LETTERS and package.has_pictures:
        raise Unreadable(SCANNED)
    if not letters:
        raise Unreadable(EMPTY)
    refuse_old_letters("\n".join(body.texts()), fonts=frozenset(body.fonts))
    return Source(body.blocks(), marked_lines(body.texts()))


class _Place:
    """Where paragraphs go: the page, or a cell."""

    def __init__(self) -> None:
        self.blocks: list[str | Table] = []
        self.span = 1
        self.merge = ""  # "", "restart", "continue" of w:vMerge
        self.row_open = False


class _TableInProgress:
    def __init__(self) -> None:
        self.rows: list[list[tuple[str, int, str]]] = []  # text, columns, w:vMerge
        self.row: list[tuple[str, int, str]] = []
        self.is_row_deleted = False


class _Body:
    """Takes the stream of elements and keeps paragraphs and tables."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.places = [_Place()]
        self.tables: list[_TableInProgress] = []
        self.boxes: list[str] = []  # text boxes wait for the end of the paragraph that holds them
        self.paragraph_depth = 0
        self.fallback_depth = 0
        self.carried = ""  # text of a paragraph whose mark was deleted
        self.fonts: set[str] = set()

    def take(self, event: str, element: etree._Element) -> None:
        if element.tag == FALLBACK:
            self.fallback_depth += 1 if event == "start" else -1
            if event == "end":
                element.clear()
            return
        if self.fallback_depth:
            return
        name = tag(element)
        if event == "start":
            self._start(name)
        else:
            self._end(name, element)

    def _start(self, name: str) -> None:
        if name == "p":
            self.paragraph_depth += 1
        elif name == "tbl":
            self.tables.append(_TableInProgress())
        elif name == "tr" and self.tables:
            self.tables[-1].row = []
            self.tables[-1].is_row_deleted = False
        elif name == "tc":
            self.places.append(_Place())

    def _end(self, name: str, element: etree._Element) -> None:
        if name == "p":
            self.paragraph_depth -= 1
            self._end_paragraph(element)
        elif name == "rFonts":
            self.fonts.update(
                filter(None, (attribute(element, "ascii"), attribute(element, "hAnsi")))
            )
        elif name == "tcPr":
            self._cell_properties(element)
        elif name == "trPr" and child(element, "del") is not None and self.tables:
            self.tables[-1].is_row_deleted = True
        elif name == "tc" and self.tables and len(self.places) > 1:
            place = self.places.pop()
            self.tables[-1].row.append((_cell_text(place), place.span, place.merge))
        elif name == "tr" and self.tables:
            table = self.tables[-1]
            if table.row and not table.is_row_deleted:
                table.rows.append(table.row)
        elif name == "tbl" and self.tables:
            self.places[-1].blocks.append(_grid(self.tables.pop()))
        if name in ("p", "tr", "tbl", "sectPr"):
            _drop(element)

    def _cell_properties(self, element: etree._Element) -> None:
        place = self.places[-1]
        span = attribute(child(element, "gridSpan"), "val") or "1"
        place.span = min(int(span), 60) if span.isdigit() and int(span) else 1
        merge = child(element, "vMerge")
        if merge is not None:
            place.merge = attribute(merge, "val") or "continue"

    def _end_paragraph(self, element: etree._Element) -> None:
        text = _text_of(element)
        properties = child(element, "pPr")
        if self.paragraph_depth:
            self.boxes.append(text)  # inside a text box: the paragraph around it is still open
            return
        is_joined = child(element, "pPr", "rPr", "del") is not None
        if not self.carried:
            text = self.lists.marker_of(properties, is_empty=not text.strip()) + text
        text, self.carried = self.carried + text, ""
        if is_joined:
            self.carried = text
            return
        self.places[-1].blocks += [text, *self.boxes]
        self.boxes = []

    def texts(self) -> Iterator[str]:
        for block in self.places[0].blocks:
            yield from [block] if isinstance(block, str) else block.own_texts()

    def blocks(self) -> list[Block]:
        """The page's blocks, soft line breaks resolved."""
        found: list[Block] = []
        lines: list[str] = []
        for block in [*self.places[0].blocks, self.carried]:
            if isinstance(block, Table):
                found += [*join_paragraphs(lines), *_unfolded(block)]
                lines = []
            else:
                lines.append(block)
        return [*found, *join_paragraphs(lines)]


def join_paragraphs(texts: list[str]) -> list[str]:
    """Paragraphs of the page; one that was broken by hand into several is joined."""
    return [line for text in texts for line in split_soft_breaks(text)]


def _unfolded(table: Table) -> list[Block]:
    """A table of one column is a frame around paragraphs."""
    if all(len(row) <= 1 for row in table.rows):
        return [line for text in table.own_texts() for line in join_lines(text.split("\n"))]
    return [table]


def _drop(element: etree._Element) -> None:
    """Frees an element that was read, and its elder siblings' empty shells."""
    parent = element.getparent()
    element.clear()
    if parent is None:
        return
    while (elder := element.getprevious()) is not None and tag(elder) in ("p", "tr", "tbl"):
        parent.remove(elder)


_SKIPPED = frozenset({"pPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt"})
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def _text_of(paragraph: etree._Element) -> str:
    """The accepted text; a page break is no line break."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = tag(element)
        if name in _SKIPPED or element.tag == FALLBACK:
            continue
        if name == "t":
            parts.append(element.text or "")
        elif name == "br" and attribute(element, "type") in ("page", "column"):
            parts.append(" ")
        elif name in _LETTERS:
            parts.append(_LETTERS[name])
        elif name == "r" and _is_hidden(element):
            continue
        else:
            stack.extend(reversed(element))
    return "".join(parts)


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")


def _cell_text(place: _Place) -> str:
    lines: list[str] = []
    for block in place.blocks:
        if isinstance(block, Table):
            lines += [line for text in block.own_texts() for line in text.split("\n")]
        else:
            lines += block.split("\n")
    return "\n".join(filter(None, (clean(line) for line in lines)))


def _grid(table: _TableInProgress) -> Table:
    """The table with a cell in each place, merged ones repeated."""
    rows: list[tuple[Cell, ...]] = []
    width = max((sum(span for _, span, _ in row) for row in table.rows), default=0)
    for source in table.rows:
        row: list[Cell] = []
        for text, span, merge in source:
            above = rows[-1][len(row)] if rows and len(row) < len(rows[-1]) else None
            is_below = merge == "continue" and above is not None
            shown = above.text if is_below and above is not None else text
            row.append(Cell(shown, from_above=is_below))
            row += [Cell(shown, from_left=True, from_above=is_below)] * (span - 1)
        row += [Cell("")] * (width - len(row))
        rows.append(tuple(row))
    return Table(tuple(rows))
