"""Rosters: teams, people, who is where; decisions; the rules of law; the log of access."""

from mediators.models.access_log import AccessEntry, AccessKind
from mediators.models.cases import CaseStatus, MediationCase, Outcome, Scope
from mediators.models.commendations import Commendation
from mediators.models.decisions import Decision, DecisionLine, DecisionState, LineKind
from mediators.models.imports import RosterImport
from mediators.models.materials import Material, MaterialIssue
from mediators.models.memberships import Membership, MembershipRole
from mediators.models.pay import Payment, Rate
from mediators.models.people import (
    Mediator,
    NotSamePerson,
    Qualification,
    Sex,
    Source,
    Standing,
)
from mediators.models.rules import Holiday, LeavingGround, ProcedureTerm, TeamRule
from mediators.models.statistics import (
    FormKind,
    Measure,
    ReportingPeriod,
    StatisticalForm,
    Target,
)
from mediators.models.support import SupportActivity, Supporter
from mediators.models.teams import MediationTeam
from mediators.models.training import Attendance, TrainingCourse

__all__ = [
    "AccessEntry",
    "AccessKind",
    "Attendance",
    "CaseStatus",
    "Commendation",
    "Decision",
    "DecisionLine",
    "DecisionState",
    "FormKind",
    "Holiday",
    "LeavingGround",
    "LineKind",
    "Material",
    "MaterialIssue",
    "Measure",
    "MediationCase",
    "MediationTeam",
    "Mediator",
    "Membership",
    "MembershipRole",
    "NotSamePerson",
    "Outcome",
    "Payment",
    "ProcedureTerm",
    "Qualification",
    "Rate",
    "ReportingPeriod",
    "RosterImport",
    "Scope",
    "Sex",
    "Source",
    "Standing",
    "StatisticalForm",
    "SupportActivity",
    "Supporter",
    "Target",
    "TeamRule",
    "TrainingCourse",
]
