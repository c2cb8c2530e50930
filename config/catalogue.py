"""Turns the .po files of ``config/locale`` into .mo: ``python -m config.catalogue``.

Both are kept in the repository, for a bare machine has no gettext.
"""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[0\])? )?(".*")')


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Key and translation as a .mo holds them; Vietnamese has one plural form."""
    for block in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := LINE.fullmatch(line):
                name = match[1] or name
                parts[name] = parts.get(name, "") + ast.literal_eval(match[2])
        if "msgid" in parts:
            context = f"{parts['msgctxt']}\4" if "msgctxt" in parts else ""
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            yield context + parts["msgid"] + plural, parts["msgstr"]


def compiled(text: str) -> bytes:
    """The .mo of a .po: a header, two tables of (length, offset), the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries(text))
    start = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), start + len(texts)]
            texts += pair[column] + b"\0"
    header = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start]
    numbers = header + tables[0] + tables[1]
    return struct.pack(f"<{len(numbers)}I", *numbers) + texts


if __name__ == "__main__":
    for source in LOCALE.rglob("*.po"):
        source.with_suffix(".mo").write_bytes(compiled(source.read_text("utf-8")))
