"""The work: tasks, their parties and timelines, and what each timeline owes in each year."""

from tasks.models.directions import Direction, Verdict
from tasks.models.evidence import Contribution, ContributionRequest, Document, Evidence
from tasks.models.imports import PlanImport
from tasks.models.programme import Activity, DutyNote, Funding, YearlyDuty
from tasks.models.reminders import Reminder
from tasks.models.tasks import Assignment, Task, TaskParty, Timeline
from tasks.models.updates import StatusUpdate
from tasks.models.years import DueDateChange, TaskYear

__all__ = [
    "Activity",
    "Assignment",
    "Contribution",
    "ContributionRequest",
    "Direction",
    "Document",
    "DueDateChange",
    "DutyNote",
    "Evidence",
    "Funding",
    "PlanImport",
    "Reminder",
    "StatusUpdate",
    "Task",
    "TaskParty",
    "TaskYear",
    "Timeline",
    "Verdict",
    "YearlyDuty",
]
