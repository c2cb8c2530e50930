"""One decision that commends several people, written down at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from mediators.models import Commendation
from mediators.registers import save_row
from plans.models import Locality, Officer


@transaction.atomic
def save_all(rows: Sequence[Commendation], *, by: Officer, locality: Locality) -> None:
    """All or none, each with its line in the log."""
    for row in rows:
        save_row(row, by=by, locality=locality)
