"""``python -m plans.document``: JSON, or one sentence and status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plans.document import __main__ as command
from tests.plans.document.builders import REAL_PLAN


def test_plan_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(REAL_PLAN)]) == 0

    printed = capsys.readouterr()
    plan = json.loads(printed.out)
    assert printed.err == ""
    assert list(plan) == [
        "title",
        "number",
        "issued_text",
        "first_year",
        "last_year",
        "tasks",
        "findings",
    ]
    assert plan["tasks"][9]["timelines"] == [
        {"label": "Kiểm tra, khảo sát", "kind": "yearly", "first_year": 2024, "last_year": 2030,
         "due_on": None, "rhythm": ""},
        {"label": "Sơ kết", "kind": "once", "first_year": 2026, "last_year": 2026,
         "due_on": "2026-12-31", "rhythm": ""},
        {"label": "Tổng kết", "kind": "once", "first_year": 2030, "last_year": 2030,
         "due_on": "2030-12-31", "rhythm": ""},
    ]  # fmt: skip
    assert "hòa giải" in printed.out


def test_refusal_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(b"%PDF-1.7")

    assert command.main([str(path)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(tmp_path / "khong-co.txt")]) == 2
    assert "khong-co.txt" in capsys.readouterr().err
