"""An activity as a plain row, and how it stands on a day."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tasks.models import Activity

DONE, LATE, AHEAD, UNDATED = "da-lam", "qua-ngay-du-kien", "chua-den-ngay", "chua-dinh-ngay"
PROGRESS = {
    DONE: "Đã thực hiện",
    LATE: "Quá ngày dự kiến",
    AHEAD: "Chưa đến ngày",
    UNDATED: "Chưa định ngày",
}
OF_ACTIVITY = (
    "pk",
    "kind",
    "title",
    "planned_on",
    "officer__full_name",
    "channel",
    "url",
    "done_on",
    "result",
    "version",
)


def progress_of(planned_on: dt.date | None, done_on: dt.date | None, today: dt.date) -> str:
    """One of ``PROGRESS``: a partition."""
    if done_on is not None:
        return DONE
    if planned_on is None:
        return UNDATED
    return LATE if planned_on < today else AHEAD


class Step(NamedTuple):
    """An activity; names and order are those of ``OF_ACTIVITY``.

    ``is_cited``: its page proves the cell already.
    """

    pk: int
    kind: str
    title: str
    planned_on: dt.date | None
    who: str | None
    channel: str
    url: str
    done_on: dt.date | None
    result: str
    version: int
    is_cited: bool = False

    @property
    def kind_label(self) -> str:
        return str(Activity.Kind(self.kind).label)

    @property
    def is_step(self) -> bool:
        return self.kind == Activity.Kind.STEP

    def progress(self, day: dt.date) -> str:
        return progress_of(self.planned_on, self.done_on, day)

    def progress_word(self, day: dt.date) -> str:
        return PROGRESS[self.progress(day)]
