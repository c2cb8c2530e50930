"""Changes that touch more than one table. Each is atomic, keyword-only and says who and when."""

from tasks.services.contributions import record_contribution, revise_contribution
from tasks.services.directions import answer_direction, close_direction, give_direction
from tasks.services.due_dates import change_due_date
from tasks.services.evidence import Proof, remove_evidence
from tasks.services.plans import (
    LoadError,
    Outcome,
    YearsMissing,
    find_plan,
    load_plan,
    make_task_years,
)
from tasks.services.reports import Report, check_report
from tasks.services.reviews import confirm_all, review
from tasks.services.updates import Conflict, confirm_unchanged, record_update

__all__ = [
    "Conflict",
    "LoadError",
    "Outcome",
    "Proof",
    "Report",
    "YearsMissing",
    "answer_direction",
    "change_due_date",
    "check_report",
    "close_direction",
    "confirm_all",
    "confirm_unchanged",
    "find_plan",
    "give_direction",
    "load_plan",
    "make_task_years",
    "record_contribution",
    "record_update",
    "remove_evidence",
    "review",
    "revise_contribution",
]
