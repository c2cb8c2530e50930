"""What both kinds of files are brought to: paragraphs and tables in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's grid; a merged cell fills each place that it covers.

    ``text`` keeps line breaks. Places other than the first of a merged cell are told by
    ``from_left`` and ``from_above``; they repeat the text.
    """

    text: str
    from_left: bool = False
    from_above: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]

    def own_texts(self) -> list[str]:
        """Each cell's text once, row by row, without the empty ones."""
        return [
            cell.text
            for row in self.rows
            for cell in row
            if cell.text and not cell.from_left and not cell.from_above
        ]


Block: TypeAlias = str | Table


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file; ``marked`` are its lines with stray "**" around words."""

    blocks: list[Block]
    marked: tuple[str, ...] = ()


def marked_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Lines that carry markdown's "**", as printed."""
    return tuple(line.strip() for text in texts for line in text.splitlines() if "**" in line)
