"""The cast, made once for many tests: its rows stand in a transaction around theirs.

Each test gets copies of the objects, as they were when they were made, and rolls back to here what
it wrote. A test that does not ask for the cast, or that commits, finds the database without it.
"""

import pickle

import pytest
from django.db import connection, transaction

from tests.cast import Cast, make_cast


class Stage:
    """At most one of a process; ``prepare`` is called before each test that asks a database."""

    def __init__(self) -> None:
        self._around: transaction.Atomic | None = None
        self._packed = b""

    def prepare(self, item: pytest.Item) -> None:
        if (
            not wants_cast(item) or connection.closed_in_transaction
        ):  # closed by a test: all is gone
            self.clear()
        if wants_cast(item) and self._around is None:
            self._around = transaction.atomic()
            self._around.__enter__()
            self._packed = pickle.dumps(make_cast())

    def clear(self) -> None:
        if self._around is not None:
            transaction.set_rollback(True)
            self._around.__exit__(None, None, None)
            self._around = None

    def cast(self) -> Cast:
        """Objects of the test's own; a new cast where a test asked for it on its way."""
        if self._around is None:
            return make_cast()
        copy: Cast = pickle.loads(self._packed)  # noqa: S301 -- packed above
        return copy


def wants_cast(item: pytest.Item) -> bool:
    """Whether the test asks for the shared cast and rolls back what it writes."""
    asked = set(getattr(item, "fixturenames", ()))
    return "_stage" in asked and not commits(item)


def commits(item: pytest.Item) -> bool:
    """Whether the test works without a transaction around it, as a browser needs."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or (marker is not None and marker.kwargs.get("transaction", False))
