"""What comes to the desk and what lies on it: who asks, and the file of a proposal."""

from __future__ import annotations

from glossary.checks import Finding
from glossary.model import Settings, Value
from glossary.outlook import Outlook
from glossary.people import Identity
from glossary.proposals import Event, Proposal, Proposer


class Who(Value, frozen=True, kw_only=True):
    """Who is at the desk: the identity behind a key, and the token that a proposer without an account was given."""

    identity: Identity | None = None
    token: str | None = None


class File(Value, frozen=True, kw_only=True):
    """All that a desk knows of a proposal: the thread of its events, who took part, and what would come of it.

    `findings` are what an editor should look at while it is pending.

    `names` are shown to everybody who may read it; `proposer` only to reviewers and the proposer.
    """

    proposal: Proposal
    outlook: Outlook
    findings: tuple[Finding, ...] = ()
    thread: tuple[Event, ...]
    names: dict[str, str | None]
    proposer: Proposer | None
    settings: Settings


class Filing(Value, frozen=True, kw_only=True):
    """A proposal just made, with the token that its proposer needs where they have no account; shown only now."""

    file: File
    token: str | None = None

    @property
    def proposal(self) -> Proposal:
        """The proposal."""
        return self.file.proposal
