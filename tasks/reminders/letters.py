"""The letter of a day: one person's reminders that are neither seen nor sent, in plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from plans.models import Officer
from tasks.board.board import Board
from tasks.board.owed import owed_of
from tasks.models import TaskYear
from tasks.reminders.reading import Reminded, reminder_board, reminders_of
from tasks.reminders.rule import Reason
from tasks.reminders.words import headings_of


@dataclass(frozen=True, slots=True)
class Letter:
    """``reminders`` are what its sending records."""

    to: Officer
    subject: str
    text: str
    reminders: Sequence[Reminded]


def letter_to(officer: Officer, day: dt.date) -> Letter | None:
    """None where no threshold was passed since the last letter."""
    board = reminder_board(officer, day)
    found = [one for one in reminders_of(board) if one.is_owed]
    if not found:
        return None
    owed = owed_of(board)
    headings = [
        (heading.title, [(_name(one.cell, board), who, one) for one, who in heading.lines])
        for heading in headings_of(found, board)
    ]
    context = {
        "officer": officer,
        "day": day,
        "headings": headings,
        "directions": [(one, one.is_late(day)) for one in owed.to_answer],
        "contributions": [(_name(part.cell, board), part.cell) for part in owed.to_contribute],
        "site": settings.SITE_URL.rstrip("/"),
        "list_url": reverse("tasks:reminder_list"),
        "work_url": reverse("tasks:my_work"),
    }
    text = render_to_string("mail/reminders.txt", context)
    return Letter(officer, subject_of(found, day), text, found)


def subject_of(found: Sequence[Reminded], day: dt.date) -> str:
    """ "Nhắc việc: 2 việc quá hạn, 1 việc sắp đến hạn"; each reminder is counted once."""
    others = [one for one in found if one.reason != Reason.MINE]
    mine = [one for one in found if one.reason == Reason.MINE]
    counts = (
        (sum(one.due_on < day for one in mine), "việc quá hạn"),
        (sum(one.due_on == day for one in mine), "việc đến hạn hôm nay"),
        (sum(one.due_on > day for one in mine), "việc sắp đến hạn"),
        (sum(one.reason == Reason.LATE for one in others), "việc của địa bàn quá hạn từ 7 ngày"),
        (sum(one.reason == Reason.UNOWNED for one in others), "việc chưa có người phụ trách"),
    )
    return "Nhắc việc: " + ", ".join(f"{n} {words}" for n, words in counts if n)


def _name(cell: TaskYear, board: Board) -> str:
    """The task with its code and year, and with its plan where the letter is of several."""
    plan = f", {cell.task.plan}" if board.is_of_several_plans else ""
    return f"{cell.full_name} ({cell.task.code}, năm {cell.year}{plan})"
