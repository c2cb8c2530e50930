"""What an administrator may do with the work in the admin. See also ``plans.groups``.

The log and what follows from it (cells, due dates, evidence) are looked at, never changed here.
"""

from collections.abc import Mapping

GRANTS: Mapping[str, tuple[str, ...]] = {
    "task": ("view", "change"),
    "taskparty": ("view", "change"),
    "timeline": ("view",),
    "assignment": ("view", "add", "change"),
    "taskyear": ("view",),
    "statusupdate": ("view",),
    "duedatechange": ("view",),
    "document": ("view", "add", "change"),
    "evidence": ("view",),
    "contribution": ("view", "change"),
}
