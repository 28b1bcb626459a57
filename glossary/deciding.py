"""What people do with a proposal short of accepting it, inside a writer's transaction."""

from __future__ import annotations

from msgspec.structs import replace

from glossary import store
from glossary.errors import RoleTooLow
from glossary.proposals import Amendment, Limits, Proposal, Proposer, RejectReason
from glossary.proposing import (
    LIMITS,
    check_editable,
    check_proposer,
    check_reviewer,
    check_version,
    ended,
    proposer_faults,
    remark_faults,
    reworded,
    sent_back,
    step_of,
)
from glossary.review_errors import ProposalDecided, TooManyComments
from glossary.sitting import Sitting, index_forms, tell
from glossary.store import Writer
from glossary.submitting import amended
from glossary.surveying import refuse


def file(
    writer: Writer, proposal: Proposal, person: str, secret_sha256: bytes | None, origin_sha256: bytes | None
) -> Proposal:
    """Number and keep a new proposal."""
    number = store.last_proposal(writer.connection, writer.glossary) + 1
    made = replace(proposal, number=number, person=person)
    store.add_proposal(writer.connection, made, secret_sha256, origin_sha256)
    body = {"concept": made.concept, "kind": made.kind, "base": made.base, "version": made.version}
    tell(writer, "proposed", number, person, body)
    index_forms(writer, made)
    return made


def edit(at: Sitting, change: Amendment, expected: int | None) -> Proposal:
    """The proposer words it anew; it is open again."""
    check_editable(at.proposal, at.caller)
    check_version(at.proposal, expected)
    _describe(at, change.proposer)
    said = amended(at.writer, at.proposal, change)
    made = replace(reworded(at.proposal, said.content, said.base, said.concept, at.now), languages=said.languages)
    return at.keep(made, "edited", version=made.version)


def _describe(at: Sitting, proposer: Proposer | None) -> None:
    if proposer is not None:
        refuse(proposer_faults(proposer))
        told = (proposer.name, proposer.contact, proposer.credit)
        store.describe_proposer(at.writer.connection, at.proposal.person, *told)


def comment(at: Sitting, text: str, limits: Limits = LIMITS) -> Proposal:
    """Somebody says something in the thread."""
    refuse(remark_faults(text, "/text", limits.comment))
    if not at.caller.is_proposer and "contributor" not in at.caller.roles:
        raise RoleTooLow("contributor")
    if store.count_events(at.writer.connection, at.writer.glossary, at.proposal.number, "commented") >= limits.comments:
        raise TooManyComments(limits.comments)
    begins = at.proposal.pending and at.caller.reviews and not at.caller.is_proposer
    made = replace(at.proposal, begun=at.proposal.begun or begins, changed_at=at.now)
    return at.keep(made, "commented", text=text)


def request_changes(at: Sitting, text: str) -> Proposal:
    """A reviewer sends it back."""
    check_reviewer(at.proposal, at.caller)
    refuse(remark_faults(text, "/text", LIMITS.comment))
    step = step_of(at.proposal, at.writer.settings()).id
    return at.keep(sent_back(at.proposal, at.now), "changes_requested", step=step, text=text)


def reject(at: Sitting, reason: RejectReason, text: str) -> Proposal:
    """A reviewer turns it down."""
    check_reviewer(at.proposal, at.caller)
    refuse(remark_faults(text, "/text", LIMITS.comment))
    step = step_of(at.proposal, at.writer.settings()).id
    return at.keep(ended(at.proposal, "rejected", at.now), "rejected", step=step, reason=reason, text=text)


def withdraw(at: Sitting, text: str | None) -> Proposal:
    """The proposer takes it back."""
    check_proposer(at.proposal, at.caller)
    refuse(remark_faults(text, "/text", LIMITS.comment))
    return at.keep(ended(at.proposal, "withdrawn", at.now), "withdrawn", text=text)


def purge(writer: Writer, proposal: Proposal, administrator: str) -> None:
    """Remove all that was said; an accepted proposal is part of the history and stays."""
    if proposal.state == "accepted":
        raise ProposalDecided(proposal.number, proposal.state)
    connection, number = writer.connection, proposal.number
    store.drop_proposal(connection, writer.glossary, number)
    store.blank_events(connection, writer.glossary, number)
    store.forget_proposer(connection, proposal.person)
    tell(writer, "purged", number, administrator, {})
