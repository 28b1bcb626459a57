"""Removing a text for good inside a writer's transaction, with the copies that decided proposals have of it."""

from __future__ import annotations

from glossary import store
from glossary.errors import NothingToRedact
from glossary.model import Part, Revision
from glossary.recording import kept
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
        writer.redact(found, part, reason, author)
        store.forget_wording(writer.connection, writer.glossary, concept, number)
        writer.audit(author, "redacted", f"{concept}/revisions/{number}#{part}", reason)
    return kept(writer, concept, number)


def _has(writer: Writer, revision: Revision, part: Part) -> bool:
    """Whether a revision says anything in a part."""
    if part == "rationale":
        return bool(store.origins(writer.connection, writer.glossary, [revision.seq]))
    return part == "content" or revision.change_note is not None
