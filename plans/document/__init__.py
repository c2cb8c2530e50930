"""A pure reader of plans: file -> paragraphs -> outline -> clauses -> findings.

No Django and no database: ``read`` takes the bytes of a .txt or .docx and answers a
``PlanDocument``, or raises ``UnreadableDocument`` with one Vietnamese sentence.
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
    UnreadableDocument,
)
from plans.document.reader import read

__all__ = [
    "Finding",
    "Kind",
    "Party",
    "PlanDocument",
    "Section",
    "Task",
    "Timeline",
    "UnreadableDocument",
    "read",
    "similar_bodies",
]
