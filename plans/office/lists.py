"""The rows of a register as a sheet of a workbook: see ``config.register``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from config.register import Column, Register, Value, read
from plans.office.xlsx import Head, Table

_FIRST = Head("TT", 6)


def list_table(
    register: Register,
    columns: Iterable[Column],
    rows: Iterable[object],
    *,
    notes: Sequence[str] = (),
    total: Mapping[str, Value] | None = None,
) -> Table:
    """Those columns of a register, a numbered line a row, under its title.

    ``total`` are the values of a last row, by name of the column.
    """
    shown = [column for column in columns if column.width]
    return Table(
        name=register.title,
        title=register.file_title or register.title.upper(),
        notes=[note for note in notes if note],
        heads=[_FIRST, *(Head(column.label, column.width) for column in shown)],
        rows=(
            [number, *(_value(column, row) for column in shown)]
            for number, row in enumerate(rows, start=1)
        ),
        total=["", *(total.get(column.name, "") for column in shown)] if total else None,
    )


def _value(column: Column, row: object) -> Value:
    return read(row, column.in_file or column.value or column.name)
