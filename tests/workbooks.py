"""What stands in the workbooks that pages hand out."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


def book_of(answer: Any) -> Workbook:
    """The workbook that an address answers with."""
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return load_workbook(BytesIO(answer.content))


def rows_in(answer: Any, sheet: int = 0) -> list[dict[str, Any]]:
    """The rows of a sheet by the words of its heading, without title, numbers and sum."""
    found = book_of(answer).worksheets[sheet]
    lines = [list(line) for line in found.iter_rows(values_only=True)]
    # The heading is the first line without a blank; titles are merged over all columns.
    first = next(n for n, line in enumerate(lines) if None not in line)
    heads, below = lines[first], lines[first + 1 :]
    if below and below[0][0] == "(1)":
        below = below[1:]
    return [dict(zip(map(str, heads), line, strict=True)) for line in below]
