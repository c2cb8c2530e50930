"""Rosters: teams, people, who is where; decisions; the rules of law; the log of access."""

from mediators.models.access_log import AccessEntry, AccessKind
from mediators.models.decisions import Decision, DecisionLine, DecisionState, LineKind
from mediators.models.memberships import Membership, MembershipRole
from mediators.models.people import (
    Mediator,
    NotSamePerson,
    Qualification,
    Sex,
    Source,
    Standing,
)
from mediators.models.rules import Holiday, LeavingGround, ProcedureTerm, TeamRule
from mediators.models.teams import MediationTeam

__all__ = [
    "AccessEntry",
    "AccessKind",
    "Decision",
    "DecisionLine",
    "DecisionState",
    "Holiday",
    "LeavingGround",
    "LineKind",
    "MediationTeam",
    "Mediator",
    "Membership",
    "MembershipRole",
    "NotSamePerson",
    "ProcedureTerm",
    "Qualification",
    "Sex",
    "Source",
    "Standing",
    "TeamRule",
]
