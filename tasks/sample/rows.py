"""Reads the files of ``data``: what was told row by row, and what repeats each year.

A day is written DD/MM/YYYY. A row that repeats names its year ``{year}``, the next ``{next}`` and
the last ``{before}``; it repeats from ``first`` to ``last``, both years included.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_FOLDER = Path(__file__).parent / "data"
_DAY = re.compile(r"\d\d/\d\d/\d{4}")
# The sample plan of seven years ends in 2030; what repeats begins where the told rows end.
_FIRST, _LAST = 2027, 2030


@cache
def read(name: str) -> Row:
    """Everything in that file, days as dates except in rows that repeat."""
    text = (_FOLDER / f"{name}.json").read_text(encoding="utf-8")
    content: Row = json.loads(text, object_hook=_with_days)
    return content


def told(name: str, table: str = "told") -> list[Row]:
    rows: list[Row] = read(name)[table]
    return rows


def all_rows(name: str, until: dt.date, table: str = "told", repeated: str = "yearly") -> list[Row]:
    """Told rows, then those that repeat with their years filled in, year by year.

    Rows of later days are among them, but no year after the next one.
    """
    return [*told(name, table), *_repeated(read(name)[repeated], until.year + 1)]


def by_day(rows: list[Row], until: dt.date) -> list[Row]:
    """Rows of that day and before, the earliest first."""
    return sorted((row for row in rows if row["on"] <= until), key=lambda row: row["on"])


def _repeated(rows: list[Row], last: int) -> Iterator[Row]:
    first = min((row.get("first", _FIRST) for row in rows), default=_FIRST)
    for year in range(first, min(last, _LAST) + 1):
        for row in rows:
            if row.get("first", _FIRST) <= year <= row.get("last", _LAST):
                yield _in_year(row, year)


def _in_year(row: Row, year: int) -> Row:
    text = json.dumps(row, ensure_ascii=False)
    for word, number in (("{year}", year), ("{next}", year + 1), ("{before}", year - 1)):
        text = text.replace(word, str(number))
    filled: Row = json.loads(text, object_hook=_with_days)
    return {"year": year} | filled


def _with_days(row: Row) -> Row:
    return {name: _day_of(value) for name, value in row.items()}


def _day_of(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        day, month, year = map(int, value.split("/"))
        return dt.date(year, month, day)
    return value
