"""Retiring, restoring and merging (統合) concepts inside a writer's transaction, as of a date or as of now."""

from __future__ import annotations

import msgspec

from glossary.errors import AlreadyRetired, InvalidContent
from glossary.faults import Fault
from glossary.merging import absorbed
from glossary.model import Draft, Revision
from glossary.recording import Note, Rationale, around_of, check_references, kept, legible, record, refuse, revise
from glossary.revising import made
from glossary.store import Writer
from glossary.validity import date_faults, note_faults


def retire(
    writer: Writer,
    head: Revision,
    author: str,
    replaced_by: str | None,
    reason: Note,
    valid_from: str | None = None,
    because: Rationale = None,
) -> Revision:
    """Record the retirement of a concept, as of now unless a date is given."""
    if head.status == "retired":
        raise AlreadyRetired(head.concept.id)
    if replaced_by == head.concept.id:
        refuse([Fault("/replaced_by", "self-relation")])
    content = msgspec.structs.replace(head.concept, replaced_by=replaced_by)
    _refuse_words(writer, valid_from, reason)
    around = around_of(writer, author, head)
    check_references(writer, content, around.number)
    return revise(writer, made(content, "retirement", valid_from or around.moment, reason, around), because)


def restore(
    writer: Writer, head: Revision, author: str, number: int, note: Note, valid_from: str | None = None
) -> Revision:
    """Record an earlier revision's content as the newest, as of now unless a date is given."""
    _refuse_words(writer, valid_from, note)
    around = around_of(writer, author, head)
    content = legible(kept(writer, head.concept.id, number)).concept
    return revise(writer, made(content, "restoration", valid_from or around.moment, note, around))


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
    _refuse_words(writer, valid_from, reason)
    if head.status != "retired":
        said = Draft(concept=absorbed(other.concept, head.concept), change_note=reason, valid_from=valid_from)
        record(writer, said, author, other, because)
    return retire(writer, head, author, into, reason, valid_from, because)


def _refuse_words(writer: Writer, valid_from: str | None, note: Note) -> None:
    """Raise `InvalidContent` for a date that is none, or a note with what no text may have."""
    dated = () if valid_from is None else date_faults(valid_from, "/valid_from", writer.settings().time_zone)
    refuse([*dated, *note_faults(note)])
