"""Builders of the files that the reader's tests read: texts in many spellings, Word files."""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

REAL_PLAN = Path(__file__).parents[3] / "plans" / "data" / "ke-hoach-tan-bien-2024.txt"

_NEW_TO_OLD = {
    unicodedata.normalize("NFC", pair[0] + tone + pair[1]): unicodedata.normalize(
        "NFC", pair + tone
    )
    for tone in "\u0300\u0301\u0303\u0309\u0323"
    for small in ("oa", "oe", "uy")
    for pair in (small, small.capitalize(), small.upper())
}


def real_text() -> str:
    """The plan of Tân Biên as printed."""
    return REAL_PLAN.read_text(encoding="utf-8")


def with_old_tones(text: str) -> str:
    """The text with tone marks in their old place ("hoà", "Uỷ")."""
    pattern = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_TO_OLD)})(?!\w)")
    return pattern.sub(lambda found: _NEW_TO_OLD[found.group()], text)


def hard_wrapped(text: str, *, width: int = 72, blank_lines: bool = True) -> str:
    """Each paragraph broken into lines, with or without blank lines between paragraphs."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    wrapped = [textwrap.fill(paragraph, width) for paragraph in paragraphs]
    return ("\n\n" if blank_lines else "\n").join(wrapped) + "\n"


def save(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_file(paragraphs: Iterable[str]) -> bytes:
    """A .docx with a paragraph for each text that is not blank."""
    document = docx.Document()
    for paragraph in paragraphs:
        if paragraph.strip():
            document.add_paragraph(paragraph)
    return save(document)


def table_file(
    before: Iterable[str],
    rows: Sequence[Sequence[str]],
    after: Iterable[str] = (),
    *,
    merges: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (),
) -> bytes:
    """A .docx with a table between paragraphs; ``merges`` are pairs of corners."""
    document = docx.Document()
    for paragraph in before:
        document.add_paragraph(paragraph)
    add_table(document, rows, merges)
    for paragraph in after:
        document.add_paragraph(paragraph)
    return save(document)


def add_table(
    document: Document,
    rows: Sequence[Sequence[str]],
    merges: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (),
) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for first, last in merges:
        corner = table.cell(*first)
        text = corner.text
        merged = corner.merge(table.cell(*last))
        merged.text = text


_MARKERS = (
    (0, re.compile(r"([IVX]+)\.\s+")),
    (1, re.compile(r"(\d+)\.\s+")),
    (2, re.compile(r"([a-zđ])\)\s+")),
    (3, re.compile(r"-\s+")),
    (4, re.compile(r"\+\s+")),
)
_LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("lowerLetter", "%3)"),
    ("bullet", "-"),
    ("bullet", "+"),
)
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class _AutomaticLists:
    """Gives paragraphs Word's own numbers, with a new start wherever the print jumps."""

    def __init__(self, document: Document) -> None:
        self.numbering = document.part.numbering_part.element
        self.counters = [0] * len(_LEVELS)
        self.current = self._add_list(900, None, 0)

    def _add_list(self, number: int, level: int | None, start: int) -> int:
        if level is None:
            levels = "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                f'<w:lvlText w:val="{form}"/></w:lvl>'
                for at, (kind, form) in enumerate(_LEVELS)
            )
            self._insert(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'
            )
        begin = f'<w:startOverride w:val="{start}"/>'
        override = f'<w:lvlOverride w:ilvl="{level}">{begin}</w:lvlOverride>' if level else ""
        if level == 0:
            override = f'<w:lvlOverride w:ilvl="0">{begin}</w:lvlOverride>'
        self.numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="900"/>'
                f"{override}</w:num>"
            )
        )
        return number

    def _insert(self, xml: str) -> None:
        self.numbering.insert(0, parse_xml(xml))

    def number(self, paragraph: Paragraph, level: int, printed: str | None) -> None:
        for below in range(level + 1, len(self.counters)):
            self.counters[below] = 0
        self.counters[level] += 1
        wanted = self._value(level, printed) if printed else self.counters[level]
        if wanted != self.counters[level]:
            self.current = self._add_list(self.current + 1, level, wanted)
            self.counters[level] = wanted
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{self.current}"/>'
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>")
        )

    @staticmethod
    def _value(level: int, printed: str) -> int:
        if level == 0:
            return _ROMANS.index(printed)
        return int(printed) if level == 1 else ord(printed) - ord("a") + 1


def numbered_file(paragraphs: Iterable[str]) -> bytes:
    """A .docx whose numbers, letters and bullets are Word's automatic ones.

    Word has no "đ)" in its lists: offices type that one, and so does this builder.
    """
    document = docx.Document()
    lists = _AutomaticLists(document)
    for text in paragraphs:
        if not text.strip():
            continue
        level, found = next(
            ((at, hit) for at, pattern in _MARKERS if (hit := pattern.match(text))), (-1, None)
        )
        if found is None or found.group().startswith("đ"):
            document.add_paragraph(text)
            continue
        paragraph = document.add_paragraph(text[found.end() :])
        lists.number(paragraph, level, found[1] if level < 3 else None)
    return save(document)


def with_part(data: bytes, name: str, change: bytes | None = None) -> bytes:
    """The same zip with one part replaced, or dropped where ``change`` is None."""
    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info, source.read(info.filename))
        if change is not None:
            target.writestr(name, change)
    return stream.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def body_file(xml: str, *, namespaces: str = "") -> bytes:
    """A .docx whose body is the given WordprocessingML."""
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {nsdecls('w')} {namespaces}><w:body>{xml}<w:sectPr/></w:body></w:document>"
    )
    return with_part(word_file(["x"]), "word/document.xml", document.encode())


def paragraph_xml(text: str, *, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
