"""The years of a timeline in a row, as the pages of cell and task show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from tasks.models import TaskYear, Timeline
from tasks.states import Label

_THREADS = {Timeline.Kind.SPAN: "thread--span", Timeline.Kind.ONCE: "thread--once"}


class Stop(NamedTuple):
    """A year: its cell, how that stands, and the classes of the thread behind it."""

    cell: TaskYear
    label: Label
    css: str


def strip_of(timeline: Timeline, cells: Sequence[TaskYear], day: dt.date) -> list[Stop]:
    """``cells`` are those of the timeline, by year."""
    thread = _THREADS.get(Timeline.Kind(timeline.kind), "")
    stops = []
    for number, cell in enumerate(cells, start=1):
        first = "thread--first" if number == 1 else ""
        last = "thread--last" if number == len(cells) else ""
        css = " ".join(filter(None, [thread, first, last]))
        stops.append(Stop(cell, cell.label_on(day), css))
    return stops
