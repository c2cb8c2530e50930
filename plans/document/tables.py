"""Tables of tasks (stub)."""
from __future__ import annotations
from .blocks import Table
def column_roles(table: Table) -> dict[int, str] | None:
    return None
