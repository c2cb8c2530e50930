"""Who answers for a task on a day, in words."""

from __future__ import annotations

import datetime as dt

from plans.text import name_key
from tasks.board.frame import Frame

UNOWNED = "Chưa phân công"


def officers_of(frame: Frame, task_id: int) -> str:
    """Who is assigned on the day for which the frame was read; empty where nobody is."""
    names = {name for _, name in frame.officers.get(task_id, ())}
    return ", ".join(sorted(names, key=name_key))


def bodies_of(frame: Frame, task_id: int, day: dt.date) -> str:
    """Who leads, by the names of that day."""
    return "; ".join(frame.leads_of(task_id, day))


def who_answers(frame: Frame, task_id: int, day: dt.date, *, is_owned: bool) -> str:
    """The officers assigned; else the bodies that lead, with a word where nobody works there."""
    if officers := officers_of(frame, task_id):
        return officers
    bodies = bodies_of(frame, task_id, day)
    return bodies if is_owned and bodies else UNOWNED
