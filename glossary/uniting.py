"""Merging one concept into another (統合) inside a writer's transaction."""

from __future__ import annotations

from glossary.errors import InvalidContent
from glossary.faults import Fault
from glossary.merging import absorbed
from glossary.model import Draft, Revision
from glossary.recording import Note, Rationale, record, retire
from glossary.store import Writer


def merge(
    writer: Writer,
    head: Revision,
    author: str,
    into: str,
    reason: Note,
    valid_from: str | None = None,
    because: Rationale = None,
) -> Revision:
    """Record that a concept is merged into another, which takes in its terms: a revision of each.

    Raises `RetiredConceptChanged` when the other one is retired.
    """
    other = writer.newest(into)
    if other is None or into == head.concept.id:
        code = "unknown-target" if other is None else "self-relation"
        raise InvalidContent([Fault("/into", code, {"target": into})])
    if head.status != "retired":
        said = Draft(concept=absorbed(other.concept, head.concept), change_note=reason, valid_from=valid_from)
        record(writer, said, author, other, because)
    return retire(writer, head, author, into, reason, valid_from, because)
