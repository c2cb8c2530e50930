"""One commune copied many times: an installation for a province or for the whole country."""

from django.apps import apps
from django.db import connection, models, transaction

from plans.models import Locality

# An import waits for its confirmation; targets hold for every commune.
_NOT_COPIED = ("PlanImport", "RosterImport", "Target")


def copy_everything(*, times: int) -> int:
    """Copies every row of the project's apps that many times; returns the number of new rows.

    Copy k of row n has the key n + k * step, and so have the keys it names, so that each copy is
    a closed world of its own.
    """
    tables = tables_of_a_commune()
    step = 1 + max(_last_key(model) for model in tables)
    n_rows = 0
    with transaction.atomic(), connection.cursor() as db:  # keys are checked at its end
        for model in tables:
            n_rows += times * model._base_manager.count()
            db.execute(_copy_of(model, tables, step=step, times=times))
    _move_paths(step)
    if connection.vendor == "postgresql":
        with connection.cursor() as db:
            db.execute("ANALYZE")  # as its own housekeeping does
    return n_rows


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


def _copy_of(
    model: type[models.Model], tables: list[type[models.Model]], *, step: int, times: int
) -> str:
    quote = connection.ops.quote_name
    columns, values = [], []
    for column in model._meta.concrete_fields:
        name = quote(str(column.column))
        columns.append(name)
        is_moved = (
            column.primary_key
            or (isinstance(column, models.ForeignKey) and column.related_model in tables)
            or (_tracked(model) in tables and column.name == "id")
        )
        if is_moved:
            values.append(f"{name} + copy.k * {step}")
        elif column.unique or (model, column.name) == (Locality, "name"):
            values.append(f"{name} || '-' || copy.k")
        else:
            values.append(name)
    return (
        f"WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < {times}) "
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {quote(model._meta.db_table)} CROSS JOIN copy"
    )


def _move_paths(step: int) -> None:
    """A locality's path is made of keys, so that of a copy is made anew."""
    paths: dict[int, str] = {}
    width = len(Locality.objects.order_by("pk")[0].path)
    moved = []
    for row in Locality.objects.order_by("pk").only("pk", "parent_id", "path"):
        above = paths[row.parent_id] if row.parent_id else ""
        paths[row.pk] = f"{above}{row.pk:0{width}d}"
        if row.pk >= step:
            row.path = paths[row.pk]
            moved.append(row)
    Locality.objects.bulk_update(moved, ["path"], batch_size=500)
