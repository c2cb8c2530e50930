"""The document and its world: localities, agencies, officers; plans, sections, findings."""

from plans.models.agencies import Agency, AgencyAlias, AgencySuccession
from plans.models.localities import Locality
from plans.models.officers import Officer, Role
from plans.models.plans import Cadence, ContributionCadence, Finding, Plan, Section

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencySuccession",
    "Cadence",
    "ContributionCadence",
    "Finding",
    "Locality",
    "Officer",
    "Plan",
    "Role",
    "Section",
]
