"""The days by which each step of a decision is due, counted from the papers that came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from config.working_days import add_working_days, working_days_between
from mediators.models import Decision, Holiday, LineKind, ProcedureTerm

Step = ProcedureTerm.Step


@dataclass(frozen=True, slots=True)
class Deadline:
    """``word`` says where it stands: "còn 2 ngày làm việc", "quá hạn 1 ngày", "đúng hạn"."""

    step: str
    due_on: dt.date
    word: str
    is_late: bool
    basis: str


def deadlines(decision: Decision, kinds: Iterable[str], *, today: dt.date) -> list[Deadline]:
    """Empty while no paper's day is entered or no line asks for the step. Two queries at most."""
    wanted = _steps(decision, set(kinds))
    if not wanted:
        return []
    terms = ProcedureTerm.objects.on(decision.issued_on or today)
    days_off = Holiday.days_off()
    return [
        _deadline(term, wanted[Step(term.step)], decision, days_off, today)
        for term in terms
        if term.step in wanted
    ]


def _steps(decision: Decision, kinds: set[str]) -> dict[Step, dt.date]:
    """Steps that are asked for, with the day from which each is counted."""
    ends = LineKind.END in kinds
    steps = {}
    if decision.received_on and kinds - {LineKind.END}:
        steps[Step.RECOGNISE] = decision.received_on
    if ends and decision.requested_on:
        steps[Step.VERIFY] = decision.requested_on
    if ends and decision.received_on:
        steps[Step.END] = decision.received_on
    return steps


def _deadline(
    term: ProcedureTerm,
    start: dt.date,
    decision: Decision,
    days_off: Collection[dt.date],
    today: dt.date,
) -> Deadline:
    due_on = (
        add_working_days(start, term.days, days_off)
        if term.is_working_days
        else start + dt.timedelta(days=term.days)
    )
    done_on = decision.received_on if term.step == Step.VERIFY else decision.issued_on
    if term.step != Step.VERIFY and decision.is_draft:
        done_on = None
    is_late = (done_on or today) > due_on
    return Deadline(
        step=str(Step(term.step).label),
        due_on=due_on,
        word=_word(due_on, done_on, today, days_off),
        is_late=is_late,
        basis=f"{term.length} kể từ {start:%d/%m/%Y}; {term.legal_basis}",
    )


def _word(
    due_on: dt.date, done_on: dt.date | None, today: dt.date, days_off: Collection[dt.date]
) -> str:
    if done_on is not None:
        late = (done_on - due_on).days
        return f"xong {done_on:%d/%m/%Y}, quá hạn {late} ngày" if late > 0 else "đúng hạn"
    if today > due_on:
        return f"quá hạn {(today - due_on).days} ngày"
    if today == due_on:
        return "đến hạn hôm nay"
    return f"còn {working_days_between(today, due_on, days_off)} ngày làm việc"
