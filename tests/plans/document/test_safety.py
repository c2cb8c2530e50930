"""Whatever the bytes: a plan or a refusal, within memory, and no slower than the text is long."""

from __future__ import annotations

import contextlib
import random
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.document import Unreadable, read
from tests import clock
from tests.effort import examples
from tests.plans.document.builders import (
    body_file,
    numbered_file,
    paragraph_xml,
    part,
    real_text,
    with_part,
)

TEXT = real_text()
LINES = [line for line in TEXT.splitlines() if line]
WORD = numbered_file(LINES)
MEGABYTES = 70  # a tree of the whole part alone would take more; the budget is 200
ROOT = Path(__file__).parents[3]


def read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read(data, name="tep")


@settings(derandomize=True, deadline=None, max_examples=examples(60))
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    read_or_refuse(data)


@settings(derandomize=True, deadline=None, max_examples=examples(60))
@given(st.text(max_size=600))
def test_any_text(text: str) -> None:
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


@settings(derandomize=True, deadline=None, max_examples=examples(40))
@given(st.lists(st.sampled_from(LINES), min_size=5, max_size=40))
def test_any_order_of_the_lines_of_a_plan(lines: list[str]) -> None:
    read_or_refuse("\n".join(lines).encode())


@settings(derandomize=True, deadline=None, max_examples=examples(40))
@given(
    at=st.integers(0, len(WORD) - 1),
    damage=st.binary(min_size=1, max_size=4),
    is_cut=st.booleans(),
)
def test_any_damage_to_a_word_file(at: int, damage: bytes, *, is_cut: bool) -> None:
    changed = WORD[:at] + damage + WORD[at + len(damage) :]
    read_or_refuse(changed[:at] if is_cut else changed)


TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "pPr",
    "numPr",
    "txbxContent",
    "del",
    "ins",
    "tcPr",
    "sdt",
)


@settings(derandomize=True, deadline=None, max_examples=examples(15))
@given(
    st.recursive(
        st.sampled_from(LINES[:12]),
        lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)),
        max_leaves=20,
    )
)
def test_any_nesting_of_elements(tree: object) -> None:
    read_or_refuse(body_file(as_xml(tree)))


def as_xml(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    name, inner = tree
    return f"<w:{name}>{''.join(as_xml(one) for one in inner)}</w:{name}>"


def test_damaged_lists_are_no_harm() -> None:
    numbering = part(WORD, "word/numbering.xml")
    for damage in (b'w:val="x"', b'w:val="-3"', b'w:val="999999999"', b""):
        changed = numbering.replace(b'w:val="1"', damage)
        read_or_refuse(with_part(WORD, "word/numbering.xml", changed))


@pytest.mark.parametrize(
    "unit", [".", ". ", "; ", ",", "- ", "và ", "1. ", "cơ quan, ", "phối hợp với ", "từ ", "ngày "]
)
def test_long_monotonous_paragraph_is_read_in_time(unit: str) -> None:
    long = (unit * 5_000)[:5_000]
    text = (
        f"KẾ HOẠCH\nI. NHIỆM VỤ\n1. Việc {long}\n- Cơ quan chủ trì: {long}\n- Thời gian: {long}\n"
    )
    began = time.process_time()

    read_or_refuse(text.encode())

    assert time.process_time() - began < 10


def test_memory_stays_within_its_budget(tmp_path: Path) -> None:
    """A Word file of some 3 MB of markup, in a process of its own."""
    words = TEXT.replace("&", "").split()
    chance = random.Random(7)  # noqa: S311  (words, no secrets)
    properties = (
        "<w:pPr><w:rPr><w:sz w:val='28'/><w:lang w:val='vi-VN'/></w:rPr></w:pPr>" * 8
    )  # as Word writes them, and worse
    paragraphs = [
        paragraph_xml(f"{at}. {' '.join(chance.choices(words, k=4))}", properties=properties)
        for at in range(5_000)
    ]
    path = tmp_path / "lon.docx"
    data = body_file("".join(paragraphs))
    path.write_bytes(data)
    script = (
        "import sys; from pathlib import Path; from plans.document import files\n"
        "files.read_source(Path(sys.argv[1]).read_bytes())\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)"
    )

    told = subprocess.run(
        clock.command("-c", script, str(path)), cwd=ROOT, capture_output=True, check=True
    )

    assert len(part(data)) > 2 * 2**20
    assert int(told.stdout) < MEGABYTES
