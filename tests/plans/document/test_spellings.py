"""One plan written in many ways is one plan."""

from __future__ import annotations

import unicodedata

import pytest

from plans.document import read
from tests.plans.document import builders
from tests.plans.document.builders import hard_wrapped, real_text, with_old_tones
from tests.plans.document.reading import codes, essence, read_text

TEXT = real_text()
SPELLINGS = {
    "nfd": unicodedata.normalize("NFD", TEXT).encode(),
    "old tone marks": with_old_tones(TEXT).encode(),
    "byte order mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-le without mark": TEXT.encode("utf-16-le"),
    "utf-16-be without mark": TEXT.encode("utf-16-be"),
    "windows lines": TEXT.replace("\n", "\r\n").encode(),
    "no-break spaces": TEXT.replace(" năm", "\u00a0năm").encode(),
    "word": builders.word_file(TEXT.splitlines()),
    "word with automatic numbers": builders.numbered_file(TEXT.splitlines()),
    "wrapped, old tone marks, nfd, utf-16": unicodedata.normalize(
        "NFD", hard_wrapped(with_old_tones(TEXT))
    ).encode("utf-16"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_changes_nothing(spelling: str) -> None:
    plan = read(SPELLINGS[spelling], name=spelling)

    assert essence(plan) == essence(read_text(TEXT))
    assert codes(plan) == codes(read_text(TEXT))


@pytest.mark.parametrize("blank_lines", [True, False])
@pytest.mark.parametrize("width", [66, 72, 100])
def test_hard_wrapping_changes_nothing(width: int, *, blank_lines: bool) -> None:
    plan = read_text(hard_wrapped(TEXT, width=width, blank_lines=blank_lines))

    assert essence(plan) == essence(read_text(TEXT))
    assert codes(plan) == codes(read_text(TEXT))
