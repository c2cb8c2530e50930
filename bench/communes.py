"""One commune copied many times: an installation for a province or for the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from plans.models import Locality

# An import waits for its confirmation; targets hold for every commune.
_NOT_COPIED = ("PlanImport", "RosterImport", "Target")


# A province has about a hundred communes.
COMMUNES_OF_A_PROVINCE = 100
_FAST = "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;PRAGMA cache_size=-500000;"


@contextmanager
def fast_writing() -> Iterator[None]:
    """Writes much in little time; what reads afterwards has the settings of production again.

    SQLite keeps neither journal nor keys meanwhile: it is a database to throw away.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as db:
        for pragma in f"{_FAST}PRAGMA foreign_keys=OFF".split(";"):
            db.execute(pragma)
    yield
    connection.close()


def multiply(*, to: int) -> tuple[int, int]:
    """Makes about that many communes of those that are there; how many rows and communes then."""
    n_communes = Locality.objects.communes().count()
    n_worlds = max(1, to // n_communes)
    step = 1 + _last_key(Locality)
    with fast_writing():
        n_rows = copy_everything(times=n_worlds - 1)
        gather_in_provinces(step=step, n_worlds=max(1, COMMUNES_OF_A_PROVINCE // n_communes))
    return n_rows, n_worlds * n_communes


def copy_everything(*, times: int) -> int:
    """Copies every row of the project's apps that many times; returns the number of new rows.

    Copy k of a row has its key and k times the step of its table, and so have the keys that it
    names: each copy is a closed world of its own.
    """
    tables = tables_of_a_commune()
    steps = {model: 1 + _last_key(model) for model in tables}
    n_rows = 0
    with transaction.atomic(), connection.cursor() as db:  # keys are checked at its end
        for model in tables:
            n_rows += times * model._base_manager.count()
            db.execute(_copy_of(model, steps, times=times))
    _move_paths(since=steps[Locality])
    if connection.vendor == "postgresql":
        with connection.cursor() as db:
            db.execute("ANALYZE")  # as its own housekeeping does
    return n_rows


def gather_in_provinces(*, step: int, n_worlds: int) -> None:
    """Puts the communes of that many worlds, whose localities are ``step`` apart, in one province.

    It is that of the first of them.
    """
    with connection.cursor() as db:
        db.execute(
            f"UPDATE {_table(Locality)} "
            f"SET parent_id = parent_id - id / {step} %% {n_worlds} * {step} "
            "WHERE level = %s AND parent_id IS NOT NULL",
            [Locality.Level.COMMUNE],
        )
    _move_paths(since=step)


def tables_of_a_commune() -> list[type[models.Model]]:
    """What hangs on a locality, parents first, with its history. Rows of law belong to none."""
    found: list[type[models.Model]] = [Locality]
    waiting = [
        model
        for label in ("plans", "mediators", "tasks")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model is not Locality and not model.__name__.startswith(_NOT_COPIED)
    ]
    while ready := [model for model in waiting if _hangs_on(model, set(found))]:
        found += ready
        waiting = [model for model in waiting if model not in ready]
    return found


def _hangs_on(model: type[models.Model], found: set[type[models.Model]]) -> bool:
    if (tracked := _tracked(model)) is not None:
        return tracked in found
    return bool({f.related_model for f in _foreign_keys(model)} & found)


def _tracked(model: type[models.Model]) -> type[models.Model] | None:
    """The model whose history it is."""
    return getattr(model, "instance_type", None)


def _foreign_keys(model: type[models.Model]) -> list[models.ForeignKey[models.Model]]:
    return [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]


def _last_key(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _copy_of(model: type[models.Model], steps: dict[type[models.Model], int], *, times: int) -> str:
    """Copies follow each other, so that keys and what they name ascend: an index grows at its end.

    "CROSS JOIN" is SQLite's word for the order in which it goes through the tables.
    """
    columns, values = [], []
    for column in model._meta.concrete_fields:
        name = connection.ops.quote_name(str(column.column))
        columns.append(name)
        if (named := _model_named_by(model, column)) in steps:
            values.append(f"{name} + copy.k * {steps[named]}")
        elif column.unique or (model, column.name) == (Locality, "name"):
            values.append(f"{name} || '-' || copy.k")
        else:
            values.append(name)
    return (
        f"WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < {times}) "
        f"INSERT INTO {_table(model)} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM copy CROSS JOIN {_table(model)}"
    )


def _model_named_by(
    model: type[models.Model], column: models.Field[Any, Any]
) -> type[models.Model] | None:
    """Whose key the column holds, if it holds one."""
    if column.primary_key:
        return model
    if isinstance(column, models.ForeignKey):
        return column.related_model
    return _tracked(model) if column.name == "id" else None


def _move_paths(*, since: int) -> None:
    """Make anew the paths of localities from that key on: a path is made of keys."""
    above = dict(Locality.objects.order_by().values_list("pk", "parent_id"))
    width = len(min(Locality.objects.values_list("path", flat=True), key=len))

    def path_of(pk: int) -> str:
        parent = above[pk]
        return f"{path_of(parent) if parent else ''}{pk:0{width}d}"

    moved = [(path_of(pk), pk) for pk in above if pk >= since]
    with transaction.atomic(), connection.cursor() as db:
        db.executemany(f"UPDATE {_table(Locality)} SET path = %s WHERE id = %s", moved)
