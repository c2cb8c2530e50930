"""Migrations make what the models say: the other tests' tables come from the models themselves."""

import functools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
import sqlparse
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from plans.models import Role

ALIAS = "migrated"
OWN = ("plans", "mediators", "tasks")
NUMBERED = re.compile(r"^(__unnamed_constraint_\d+__|fk_\d+)$")


@contextmanager
def second_database(alias: str) -> Iterator[BaseDatabaseWrapper]:
    """An empty database beside that of the tests, reached under that alias."""
    made = connection.copy(alias)
    name = f"{connection.settings_dict['NAME']}-migrated-{os.getpid()}"
    made.settings_dict = made.settings_dict | {"TEST": made.settings_dict["TEST"] | {"NAME": name}}
    creation: Any = made.creation
    creation._create_test_db(verbosity=0, autoclobber=True)
    made.settings_dict["NAME"] = name
    yield made
    made.close()
    creation._destroy_test_db(name, verbosity=0)


@pytest.fixture
def migrated(db: None) -> Iterator[BaseDatabaseWrapper]:
    """A second database, brought here by every migration in turn."""
    with second_database(ALIAS) as made:
        connections[ALIAS] = made
        call_command("migrate", database=ALIAS, verbosity=0)
        yield made
        del connections[ALIAS]


def columns_of(database: BaseDatabaseWrapper, table: str) -> dict[str, Any]:
    """By name: migrations add columns at the end, models have them in their place."""
    with database.cursor() as cursor:
        description = database.introspection.get_table_description(cursor, table)
    return {column.name: column for column in description}


def constraints_of(database: BaseDatabaseWrapper, table: str) -> list[str]:
    """Keys, checks, unique and other indexes; SQLite numbers those without a name."""
    with database.cursor() as cursor:
        found = database.introspection.get_constraints(cursor, table)
    return sorted(f"{NUMBERED.sub('', name)} {one}" for name, one in found.items())


def test_migrations_make_the_tables_of_the_models(migrated: BaseDatabaseWrapper):
    models = [
        m for app in OWN for m in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    tables = [model._meta.db_table for model in models]
    with patch.object(
        sqlparse, "parse", functools.cache(sqlparse.parse)
    ):  # SQLite's, twice a table
        for tell in (columns_of, constraints_of):
            made = {t: tell(migrated, t) for t in tables}
            assert made == {t: tell(connection, t) for t in tables}
    brought: list[Any] = [*models, Group, Permission]
    rows = {model: model._default_manager.count() for model in brought}
    assert {model: model._default_manager.using(ALIAS).count() for model in brought} == rows
    assert rows[Group] == len(Role)
