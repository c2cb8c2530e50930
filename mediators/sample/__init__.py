"""Sample rosters and what happened around them; every part says that it is sample data."""

import datetime as dt

from mediators.sample import cases, commendations, courses, rosters, support
from plans.models import Locality

_PARTS = (rosters, courses, cases, support, commendations)  # each rests on those before it


def load(locality: Locality, today: dt.date) -> None:
    """Into a locality that has none of it yet; nothing later than ``today`` is told."""
    for part in _PARTS:
        part.load(locality, today)
