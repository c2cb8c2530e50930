"""An installation of November 2026 with its sample data migrates and shows what it showed.

``data/installation-of-november-2026.json.gz`` holds the rows of every table as the application
wrote them then, and what its pages showed of them on 22/11/2026: the cells of the grid, the log
of each cell, the list of teams and the people of each team.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from plans.models import Officer
from tests.tasks.reading import read, said, texts
from tests.test_migrations import second_database

DATA = Path(__file__).parent / "data" / "installation-of-november-2026.json.gz"
# The last migrations of that installation.
THEN = [
    ("plans", "0002_officer_wants_mail"),
    ("mediators", "0003_what_happens_around_the_rosters"),
    ("tasks", "0002_programme_duties_reminders"),
]


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


@pytest.fixture
def upgraded(db: None, kept: dict[str, Any]) -> Iterator[None]:
    """The application on a database of then that has been migrated to now."""
    original = connections["default"]
    with second_database("default") as made:
        connections["default"] = made
        try:
            executor = MigrationExecutor(made)
            others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in OWN]
            executor.migrate([*others, *THEN])
            _write(
                MigrationExecutor(made).loader.project_state([*others, *THEN]).apps, kept["rows"]
            )
            call_command("migrate", verbosity=0)
            yield
        finally:
            connections["default"] = original


OWN = {"plans", "mediators", "tasks"}


def _write(old: Apps, tables: dict[str, Any]) -> None:
    """Rows as they were, keys and all; what the migrations themselves had put there goes first."""
    with transaction.atomic():
        with connection.constraint_checks_disabled():
            for label in reversed(tables):
                old.get_model(label)._base_manager.all().delete()
            for label, table in tables.items():
                model = old.get_model(label)
                rows = [_row(model, table["fields"], values) for values in table["rows"]]
                model._base_manager.bulk_create(rows, batch_size=200)
        connection.check_constraints()
    _restart_keys([old.get_model(label) for label in tables])


def _row(model: type[models.Model], names: list[str], values: list[Any]) -> models.Model:
    fields: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
    kinds = {name: getattr(field, "target_field", field) for name, field in fields.items()}
    return model(**{name: kinds[name].to_python(v) for name, v in zip(names, values, strict=True)})


def _restart_keys(tables: list[type[models.Model]]) -> None:
    """PostgreSQL counts keys apart from the rows."""
    from django.core.management.color import no_style  # noqa: PLC0415 -- used here alone

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(username=username))
    return client


def test_an_installation_of_november_2026_shows_the_same(upgraded: None, kept: dict[str, Any]):
    shown = kept["shown"]
    coordinator, keeper = client_of("tong-hop"), client_of("hoa-giai")
    grid = read(coordinator, reverse("tasks:year_grid"))
    assert [_words(cell) for cell in texts(grid, ".cell")] == [_words(c) for c in shown["grid"]]
    for pk, entries in shown["logs"].items():
        page = read(coordinator, reverse("tasks:task_year_detail", args=[pk]) + WHOLE_LOG)
        assert [_words(one) for one in texts(page, ".log__entry")] == [_words(e) for e in entries]
    teams = read(keeper, reverse("mediators:team_list"))
    assert [_words(said(row)) for row in teams.xpath("//table/tbody/tr")] == [
        _words(row) for row in shown["team_list"]
    ]
    for pk, people in shown["teams"].items():
        team = read(keeper, reverse("mediators:team_detail", args=[pk]))
        assert [_words(said(row)) for row in team.xpath("//main//table[1]/tbody/tr")] == [
            _words(row) for row in people
        ]


WHOLE_LOG = "?nhat-ky=tat-ca"


def _words(text: str) -> str:
    """Without blanks: where a line breaks is not what it says."""
    return "".join(text.split())
