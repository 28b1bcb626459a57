"""Removing a text for good inside a writer's transaction, with the copies that decided proposals have of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from glossary import store
from glossary.errors import NothingToRedact
from glossary.model import Part, Revision
from glossary.proposals import Proposal
from glossary.proposing import Caller, ended, step_of
from glossary.recording import kept
from glossary.repeating import LONG, phrases, said_nowhere_else, written
from glossary.sitting import Sitting
from glossary.store import Writer
from glossary.surveying import refuse
from glossary.texts import text_faults


def redact(writer: Writer, concept: str, number: int, part: Part, reason: str, author: str) -> Revision:
    """Remove a part of a revision for good; nothing happens to one that is gone already. Raises `NothingToRedact`."""
    refuse(text_faults({"reason": reason}))
    found = kept(writer, concept, number)
    if not found.redaction(part) and not _has(writer, found, part):
        raise NothingToRedact(concept, number, part)
    if not found.redaction(part):
        texts = phrases(writer, found, part)
        writer.redact(found, part, reason, author)
        store.forget_wording(writer.connection, writer.glossary, concept, number)
        for copy in _copies(writer, found, part, said_nowhere_else(writer, texts)):
            _forget(writer, copy, reason, author)
        writer.audit(author, "redacted", f"{concept}/revisions/{number}#{part}", reason)
    return kept(writer, concept, number)


def _copies(writer: Writer, revision: Revision, part: Part, texts: Collection[str]) -> Iterator[Proposal]:
    """The proposals that have removed texts, and those pending that build on a revision which has none any more."""
    connection, glossary, concept = writer.connection, writer.glossary, revision.concept.id
    anywhere = {written(text) for text in texts if len(text) >= LONG}
    yield from store.proposals_saying(connection, glossary, concept, {written(text) for text in texts}, anywhere)
    store.blank_events_saying(connection, glossary, anywhere)
    for number, _ in store.pending_on(connection, glossary, [concept]) if part == "content" else ():
        pending = store.proposal(connection, glossary, number)
        if pending and pending.base == revision.number:
            yield pending


def _forget(writer: Writer, proposal: Proposal, reason: str, author: str) -> None:
    """Drop what a proposal says and what was said of it; a pending one is turned down with the redaction's reason."""
    store.blank_events(writer.connection, writer.glossary, proposal.number)
    if proposal.pending:
        at = Sitting(writer, proposal, Caller(person=author, roles=frozenset(), is_proposer=False))
        step = step_of(proposal, writer.settings()).id
        at.keep(ended(proposal, "rejected", at.now), "rejected", step=step, reason="other", text=reason)
    store.forget_proposal(writer.connection, proposal)


def _has(writer: Writer, revision: Revision, part: Part) -> bool:
    """Whether a revision says anything in a part."""
    if part == "rationale":
        return bool(store.origins(writer.connection, writer.glossary, [revision.seq]))
    return part == "content" or revision.change_note is not None
