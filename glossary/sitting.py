"""Somebody at a proposal, inside a writer's transaction: what they do becomes its new state and an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from glossary import store
from glossary.audited import AuditAction
from glossary.model import choices
from glossary.proposals import EventKind, Proposal
from glossary.proposing import Caller, forms_of
from glossary.store import Writer
from glossary.times import instant

_AUDITED = {kind: msgspec.convert(f"proposal-{kind}", AuditAction) for kind in choices(EventKind)}


class Sitting(NamedTuple):
    """Somebody at a proposal, in one transaction."""

    writer: Writer
    proposal: Proposal
    caller: Caller

    @property
    def now(self) -> datetime:
        """The moment at which it is recorded."""
        return instant(self.writer.recorded_at)

    def keep(self, proposal: Proposal, kind: EventKind, **body: Any) -> Proposal:
        """Keep the new state of the proposal, and what happened."""
        store.keep_proposal(self.writer.connection, proposal)
        tell(self.writer, kind, proposal.number, self.caller.person or self.proposal.person, body)
        index_forms(self.writer, proposal)
        return proposal


def tell(writer: Writer, kind: EventKind, proposal: int, person: str, body: dict[str, Any]) -> None:
    """Add an event to the stream, and say in the audit who did it."""
    writer.audit(person, _AUDITED[kind], f"proposals/{proposal}")
    store.add_event(writer.connection, writer.glossary, kind, proposal, person, writer.recorded_at, body)


def index_forms(writer: Writer, proposal: Proposal) -> None:
    """Let the other pending proposals collide with the forms that this one would use."""
    base = writer.revision(proposal.concept, proposal.base) if proposal.base else None
    forms = forms_of(proposal.content, base.concept if base else None) if proposal.pending else {}
    store.keep_forms(writer.connection, writer.glossary, proposal.number, forms)
