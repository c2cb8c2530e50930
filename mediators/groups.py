"""What an administrator may do with the rosters in the admin. See also ``plans.groups``.

Memberships and decisions are moved by the pages of decisions and looked at here, and so are courses
and material; the access log is never changed.
"""

from collections.abc import Mapping

GRANTS: Mapping[str, tuple[str, ...]] = {
    "mediationteam": ("view", "add", "change"),
    "mediator": ("view", "add", "change"),
    "membership": ("view",),
    "decision": ("view",),
    "decisionline": ("view",),
    "notsameperson": ("view", "add", "delete"),
    "teamrule": ("view", "add", "change", "delete"),
    "leavingground": ("view", "add", "change"),
    "procedureterm": ("view", "add", "change", "delete"),
    "holiday": ("view", "add", "change", "delete"),
    "commendation": ("view", "add", "change", "delete"),
    "supporter": ("view", "add", "change"),
    "supportactivity": ("view", "add", "change", "delete"),
    "statisticalform": ("view", "add", "change", "delete"),
    "reportingperiod": ("view", "add", "change", "delete"),
    "target": ("view", "add", "change", "delete"),
    "trainingcourse": ("view",),
    "attendance": ("view",),
    "material": ("view",),
    "materialissue": ("view",),
    "accessentry": ("view",),
}
