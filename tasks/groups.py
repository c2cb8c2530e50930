"""What an administrator may do with the work in the admin. See also ``plans.groups``.

Assignments, the log and what follows from it (cells, due dates, evidence) have pages of their own:
in the admin they are looked at.
"""

from collections.abc import Mapping

GRANTS: Mapping[str, tuple[str, ...]] = {
    "task": ("view", "change"),
    "taskparty": ("view", "change"),
    "timeline": ("view",),
    "assignment": ("view",),
    "taskyear": ("view",),
    "statusupdate": ("view",),
    "duedatechange": ("view",),
    "document": ("view", "change"),
    "evidence": ("view",),
    "contribution": ("view",),
    "activity": ("view",),
    "funding": ("view",),
    "dutynote": ("view",),
    "yearlyduty": ("view",),
    "reminder": ("view",),
}
