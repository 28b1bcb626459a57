"""The public face of proposing and reviewing: what the web, the command line and Python users need of it."""

from glossary.desk import Desk
from glossary.filing import File, Filing, Who
from glossary.impact import Impact, Related, Use
from glossary.outlook import Outlook
from glossary.proposals import (
    PENDING,
    Amendment,
    Approval,
    Choice,
    Collision,
    Content,
    Event,
    EventKind,
    Limits,
    Origin,
    Proposal,
    ProposalKind,
    ProposalState,
    Proposer,
    RejectReason,
    Wish,
)
from glossary.proposing import draft_of, is_last, step_of
from glossary.rebasing import ABSENT, Conflict
from glossary.suggesting import suggestion

__all__ = [
    "ABSENT",
    "PENDING",
    "Amendment",
    "Approval",
    "Choice",
    "Collision",
    "Conflict",
    "Content",
    "Desk",
    "Event",
    "EventKind",
    "File",
    "Filing",
    "Impact",
    "Limits",
    "Origin",
    "Outlook",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Proposer",
    "RejectReason",
    "Related",
    "Use",
    "Who",
    "Wish",
    "draft_of",
    "is_last",
    "step_of",
    "suggestion",
]
