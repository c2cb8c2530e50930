"""Plans in the manner of other authorities, as text and as Word files."""

from __future__ import annotations

import pytest

from plans.document import read
from tests.plans.document import builders, samples
from tests.plans.document.reading import all_told, essence, even, read_text, without_labels

NUMBERED = sorted(set(samples.ALL) - {"BAR_TABLE", "TAB_TABLE"})


@pytest.mark.parametrize("name", samples.ALL)
def test_sample_yields_its_tasks(name: str) -> None:
    text, expected = samples.ALL[name]

    tasks = [even(without_labels(line)) for line in all_told(read_text(text))]

    assert tasks == [even(line) for line in expected.splitlines()]


@pytest.mark.parametrize("name", NUMBERED)
def test_sample_reads_alike_from_word(name: str) -> None:
    text, _ = samples.ALL[name]

    plan = read(builders.word_file(text.splitlines()), name="ke-hoach.docx")

    assert essence(plan) == essence(read_text(text))
