"""A pure reader of plans: file -> paragraphs -> outline -> clauses -> findings.

No Django and no database: ``read`` takes the bytes of a .txt or .docx and answers a
``PlanDocument``, or raises ``Unreadable`` with one Vietnamese sentence.
"""

from plans.document.bodies import similar_bodies
from plans.document.model import (
    Finding,
    Kind,
    Party,
    PlanDocument,
    Section,
    Task,
    Timeline,
)
from plans.document.reader import read
from plans.office.guard import Unreadable

__all__ = [
    "Finding",
    "Kind",
    "Party",
    "PlanDocument",
    "Section",
    "Task",
    "Timeline",
    "Unreadable",
    "read",
    "similar_bodies",
]
