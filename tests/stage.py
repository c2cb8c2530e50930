"""Scenes, each made once for many tests: its rows stand in a transaction around theirs.

Each test gets copies of the objects, as they were when they were made, and rolls back to here what
it wrote. A test that asks for no scene, or that commits, finds the database without one.
"""

import datetime as dt
import itertools
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from plans import document
from plans.models import Plan
from tasks.plan_import.services import load_plan
from tasks.sample.load import Told, load_sample
from tests.cast import MEMBERS, Cast, make_cast
from tests.factories import PLAN_FILE, make_locality


def make_real_plan() -> Plan:
    outcome = load_plan(
        document.read(PLAN_FILE.read_bytes(), name=PLAN_FILE.name),
        locality=make_locality(),
        by=None,
        today=dt.date(2024, 7, 1),
    )
    assert outcome.plan is not None
    return outcome.plan


def tell_story() -> Told:
    return load_sample(today=dt.date(2026, 11, 22))


def tell_whole_story() -> Told:
    return load_sample(today=dt.date(2030, 9, 9))


class AtWork(NamedTuple):
    """The cast, each member with a session."""

    cast: Cast
    sessions: dict[str, str]

    def client_of(self, member: str) -> Client:
        """One without a session for who has not signed in."""
        client = Client()
        if member in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[member]
        return client


def sign_in_cast() -> AtWork:
    cast = make_cast()
    sessions = {}
    for member in MEMBERS:
        if officer := cast.member(member):
            client = Client()
            client.force_login(officer)
            sessions[member] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return AtWork(cast, sessions)


# By the fixture that asks for it; where a test asks for two, the first of these stands.
SCENES: dict[str, Callable[[], Any]] = {
    "sample_story": tell_story,
    "whole_story": tell_whole_story,
    "cast_at_work": sign_in_cast,
    "cast": make_cast,
    "real_plan": make_real_plan,
}


class Stage:
    """One scene of a process at a time; ``prepare`` is called before each test with a database."""

    def __init__(self) -> None:
        self._around: transaction.Atomic | None = None
        self._scene: str | None = None
        self._packed = b""

    def prepare(self, item: pytest.Item) -> None:
        scene = scene_of(item)
        if scene != self._scene or connection.closed_in_transaction:  # closed by a test: all gone
            self.clear()
        if scene is not None and self._around is None:
            self._around = transaction.atomic()
            self._around.__enter__()
            self._packed = pickle.dumps(SCENES[scene]())
            self._scene = scene

    def clear(self) -> None:
        if self._around is not None:
            transaction.set_rollback(True)
            self._around.__exit__(None, None, None)
            self._around = None
        self._scene = None

    def give(self, scene: str) -> Any:
        """Objects of the test's own; new ones where a test asked for them on its way."""
        if self._scene != scene:
            return SCENES[scene]()
        return pickle.loads(self._packed)  # noqa: S301 -- packed above


def scene_of(item: pytest.Item) -> str | None:
    """The scene that the test asks for, if it rolls back what it writes."""
    asked = set(getattr(item, "fixturenames", ()))
    return None if commits(item) else next((name for name in SCENES if name in asked), None)


def commits(item: pytest.Item) -> bool:
    """Whether the test works without a transaction around it, as a browser needs."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or (marker is not None and marker.kwargs.get("transaction", False))


def by_scene(items: list[pytest.Item]) -> list[pytest.Item]:
    """Tests of a file that play in one scene follow each other: it is set up once for them."""
    scenes = [None, *reversed(SCENES)]
    ordered: list[pytest.Item] = []
    for _, of_file in itertools.groupby(items, key=lambda item: (item.path, commits(item))):
        ordered += sorted(of_file, key=lambda item: scenes.index(scene_of(item)))
    return ordered
