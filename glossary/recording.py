"""Turning drafts into recorded revisions inside a writer's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import msgspec

from glossary.errors import (
    AlreadyExists,
    AlreadyRetired,
    ConceptNotFound,
    HeadMoved,
    InvalidContent,
    RetiredConceptChanged,
    RevisionNotFound,
)
from glossary.faults import Fault
from glossary.model import Concept, Draft, Revision, Settings
from glossary.revising import Circumstances, made, next_revision, reference_faults
from glossary.store import Reader, Writer
from glossary.text import sort_key
from glossary.validity import concept_faults, note_faults

Note = dict[str, str] | None


class LoadReport(msgspec.Struct, frozen=True):
    """What a load did with each concept of a file."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def refuse(faults: Iterable[Fault]) -> None:
    """Raise `InvalidContent` when anything is wrong."""
    found = list(faults)
    if found:
        raise InvalidContent(found)


def kept(reader: Reader, concept: str, number: int) -> Revision:
    """One revision of a concept. Raises `ConceptNotFound` or `RevisionNotFound`."""
    found = reader.revision(concept, number)
    if found:
        return found
    if reader.known([concept]):
        raise RevisionNotFound(reader.glossary, concept, number)
    reader.head()
    raise ConceptNotFound(reader.glossary, concept)


def newest(writer: Writer, concept: str, expected: int | None) -> Revision:
    """The newest revision, which must be `expected` where that is given."""
    head = writer.newest(concept)
    if head is None:
        raise ConceptNotFound(writer.glossary, concept)
    if expected is not None and head.number != expected:
        raise HeadMoved(concept, head.number)
    return head


def base(writer: Writer, concept: str, expected: int | None) -> Revision | None:
    """What a draft builds on: the newest revision, or nothing when the concept shall be new."""
    head = writer.newest(concept)
    if expected is None:
        if head:
            raise AlreadyExists(concept, head.number)
        return None
    if head is None or head.number != expected:
        raise HeadMoved(concept, head.number if head else 0)
    return head


def record(
    writer: Writer, draft: Draft, author: str, head: Revision | None, coming: Set[str] = frozenset()
) -> Revision | None:
    """Record a draft after `head`; None when it says nothing new. `coming` are ids of the same load.

    Raises `RetiredConceptChanged` when `head` is a retirement.
    """
    if head and head.status == "retired":
        raise RetiredConceptChanged(draft.concept.id)
    around = _around(writer, author, head)
    _check_references(writer, draft.concept, around, coming)
    revision = next_revision(draft, around)
    return _revise(writer, revision) if revision else None


def load(
    writer: Writer, drafts: Sequence[Draft], author: str, progress: Callable[[int, int], None] | None = None
) -> LoadReport:
    """Record every draft that says something new. Raises `InvalidContent` when any of them cannot be."""
    settings = writer.settings()
    refuse(fault for draft in drafts for fault in _within(draft, concept_faults(draft, settings)))
    outcome: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    coming = {draft.concept.id for draft in drafts}
    for done, draft in enumerate(drafts, 1):
        head = writer.newest(draft.concept.id)
        recorded = record(writer, draft, author, head, coming)
        outcome["unchanged" if recorded is None else "changed" if head else "added"].append(draft.concept.id)
        if progress:
            progress(done, len(drafts))
    return LoadReport(*(tuple(ids) for ids in outcome.values()))


def retire(writer: Writer, head: Revision, author: str, replaced_by: str | None, reason: Note) -> Revision:
    """Record the retirement of a concept as of now."""
    if head.status == "retired":
        raise AlreadyRetired(head.concept.id)
    if replaced_by == head.concept.id:
        refuse([Fault("/replaced_by", "self-relation")])
    content = msgspec.structs.replace(head.concept, replaced_by=replaced_by)
    refuse(note_faults(reason))
    around = _around(writer, author, head)
    _check_references(writer, content, around, frozenset())
    return _revise(writer, made(content, "retirement", around.moment, reason, around))


def restore(writer: Writer, head: Revision, author: str, number: int, note: Note) -> Revision:
    """Record an earlier revision's content as the newest, as of now."""
    refuse(note_faults(note))
    around = _around(writer, author, head)
    content = kept(writer, head.concept.id, number).concept
    return _revise(writer, made(content, "restoration", around.moment, note, around))


def list_in(writer: Writer, languages: Set[str]) -> None:
    """Give every revision its place in the order of languages that the glossary now has as well."""
    if languages:
        settings = writer.settings()
        writer.list_anew(
            languages, lambda each: {language: _sort_key(each.concept, language, settings) for language in languages}
        )


def _within(draft: Draft, faults: Iterable[Fault]) -> Iterator[Fault]:
    for fault in faults:
        yield msgspec.structs.replace(fault, pointer=f"/{draft.concept.id}{fault.pointer}")


def _around(writer: Writer, author: str, head: Revision | None) -> Circumstances:
    concept = head.concept.id if head else ""
    return Circumstances(
        glossary=writer.glossary,
        author=author,
        moment=writer.moment,
        time_zone=writer.settings().time_zone,
        head=head,
        history=lambda number: kept(writer, concept, number),
    )


def _check_references(writer: Writer, concept: Concept, around: Circumstances, coming: Set[str]) -> None:
    targets = {relation.target for relation in concept.relations} | {concept.replaced_by or concept.id}
    refuse(reference_faults(concept, around.number, writer.known(sorted(targets)) | coming))


def _revise(writer: Writer, revision: Revision) -> Revision:
    recorded = writer.revise(revision)
    writer.order(_sort_keys(revision.concept, writer.settings()), revision.concept.id)
    return recorded


def _sort_keys(concept: Concept, settings: Settings) -> dict[str, str]:
    return {language: _sort_key(concept, language, settings) for language in {*settings.languages, *concept.languages}}


def _sort_key(concept: Concept, language: str, settings: Settings) -> str:
    """A concept without a section in a language stands where its source language's term would, after the others."""
    section = concept.languages.get(language)
    if section:
        return sort_key(section.preferred.text, section.preferred.readings, language)
    stand_in = concept.languages.get(settings.source_language) or next(iter(concept.languages.values()))
    return "\U0010fffd" + stand_in.preferred.text
