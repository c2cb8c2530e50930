"""Nhắc việc: what a person has seen, and the letters of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.mail import EmailMessage, get_connection

from config import clock
from config.locks import alone
from config.working_days import is_working
from mediators.models import Holiday
from plans.models import Officer
from plans.models.agencies import Successions
from tasks.models import Reminder
from tasks.reminders.letters import Letter, letter_to
from tasks.reminders.reading import Reminded, reminder_board, reminders_of

_LOCK = "nhac-viec"
_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
# A server that is away, an address that cannot be written to.
_REFUSALS = (OSError, ValueError)


class AlreadyRunning(Exception):
    """Another run sends the same letters."""


@dataclass(slots=True)
class Outcome:
    """``failed`` are letters that stay owed, each with what the mail server said."""

    sent: list[Letter] = field(default_factory=list)
    failed: list[tuple[Letter, str]] = field(default_factory=list)
    is_day_off: bool = False


def mark_seen(marks: Collection[str], *, by: Officer, today: dt.date) -> int:
    """Of the reminders that stand now, those that were shown (``Reminded.mark``); how many.

    Until the next threshold they are neither counted nor sent.
    """
    shown = set(marks)
    board = reminder_board(by, today)
    found = [one for one in reminders_of(board) if one.is_new and one.mark in shown]
    _record(found, of=by, today=today, column="seen_at")
    return len(found)


def is_day_off(day: dt.date) -> bool:
    """No letters on weekends and holidays."""
    return not is_working(day, Holiday.days_off())


def letters_of(day: dt.date) -> Iterator[Letter]:
    """What is to be sent that day; one letter a day and person, so none to who had theirs."""
    had_theirs = set(Reminder.objects.sent_on(day).values_list("officer_id", flat=True))
    officers = Officer.objects.wanting_mail().select_related("agency__locality").with_roles()
    successions: dict[int, Successions] = {}
    for officer in officers.order_by("agency__locality", "pk"):
        if officer.pk in had_theirs or officer.agency is None:
            continue
        locality_id = officer.agency.locality_id
        if locality_id not in successions:
            successions[locality_id] = Successions.of(locality_id)
        officer.successions = successions[locality_id]
        if letter := letter_to(officer, day):
            yield letter


def send_letters(*, today: dt.date) -> Outcome:
    """Sends what is owed; a letter is recorded once the mail server has taken it.

    Nothing goes out on weekends and holidays: the letter of the next working day carries it.
    What fails stays owed, and the others' letters go on; where the server cannot be reached at
    all, so does everything. No database lock is held while the mail server is waited for.
    """
    with alone(_LOCK) as is_alone:
        if not is_alone:
            raise AlreadyRunning
        if is_day_off(today):
            return Outcome(is_day_off=True)
        return _send(letters_of(today), today)


def _send(letters: Iterable[Letter], today: dt.date) -> Outcome:
    outcome = Outcome()
    connection = get_connection()
    is_away = ""
    for letter in letters:
        if not is_away:
            try:
                connection.open()
            except _REFUSALS as error:
                is_away = str(error)
        if is_away:
            outcome.failed.append((letter, is_away))
            continue
        message = EmailMessage(
            letter.subject,
            letter.text,
            to=[letter.to.email],
            headers=_HEADERS,
            connection=connection,
        )
        try:
            message.send()
        except _REFUSALS as error:
            outcome.failed.append((letter, str(error)))
            with suppress(*_REFUSALS):
                connection.close()  # after a refusal the line may be broken: the next opens anew
        else:
            _record(letter.reminders, of=letter.to, today=today, column="sent_at")
            outcome.sent.append(letter)
    with suppress(*_REFUSALS):
        connection.close()
    return outcome


def _record(found: Iterable[Reminded], *, of: Officer, today: dt.date, column: str) -> None:
    """One row a threshold: seen after it was sent, or sent after it was seen, is the same row."""
    at = clock.now()
    rows = [
        Reminder(
            task_year=one.cell,
            officer=of,
            due_on=one.due_on,
            threshold=one.threshold,
            recorded_on=today,
            **{column: at},
        )
        for one in found
    ]
    Reminder.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["task_year", "officer", "due_on", "threshold"],
        update_fields=[column],
    )
