"""Changes that touch more than one table. Each is atomic, keyword-only and says who and when."""

from tasks.services.updates import (
    Conflict,
    Proof,
    Report,
    check_report,
    confirm_unchanged,
    record_update,
)

__all__ = [
    "Conflict",
    "Proof",
    "Report",
    "check_report",
    "confirm_unchanged",
    "record_update",
]
