"""SQL that is compiled once and asked for many times.

Django builds and compiles a queryset anew for every request. For the queries that stand on every
page that is most of what they cost: six milliseconds of Python for one of SQLite's. What decides
the SQL of such a query is known beforehand (who asks, of what, on which day); that is its key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

MAX_STATEMENTS = 4096  # some kilobytes each; the least recently asked goes first


@dataclass(frozen=True, slots=True)
class _Statement:
    """``sql`` is empty where the conditions rule out every row."""

    sql: str = ""
    params: tuple[Any, ...] = ()
    compiler: Any = None
    converters: Any = None


class _Build:
    """Hands the builder to the cache without being part of what the cache looks at."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]]) -> None:
        self.build = build

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Build)

    def __hash__(self) -> int:
        return 0


def rows_of(
    key: Hashable, build: Callable[[], models.QuerySet[Any, Any]], *, using: str = "default"
) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list`` queryset, which ``build`` makes if ``key`` is new.

    ``key`` must hold everything that the queryset is built from.
    """
    statement = _statement(key, _Build(build), using)
    if not statement.sql:
        return []
    with connections[using].cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not statement.converters:
        return rows
    return [tuple(row) for row in statement.compiler.apply_converters(rows, statement.converters)]


@lru_cache(maxsize=MAX_STATEMENTS)
def _statement(_key: Hashable, build: _Build, using: str) -> _Statement:
    compiler = build.build().query.get_compiler(using)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Statement()
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Statement(sql, tuple(params), compiler, compiler.get_converters(fields))
