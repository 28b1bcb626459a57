"""What is answered, as values: their members are those on the wire, always all present, in this order."""

from __future__ import annotations

from typing import Any

import msgspec

from glossary import (
    Change,
    Context,
    Definition,
    Difference,
    Edition,
    Example,
    Head,
    LanguageSection,
    Match,
    Note,
    Relation,
    Revision,
    Settings,
    Source,
    Sync,
    Term,
    model,
    romaji,
    written,
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Something on the wire."""


class TermAnswer(Answer, frozen=True, kw_only=True):
    """A term, with the romaji that its first reading gives."""

    text: str
    status: model.TermStatus
    type: model.TermType
    part_of_speech: model.PartOfSpeech
    readings: tuple[str, ...]
    romaji: str | None
    autolink: model.Autolink
    usage: str | None
    source: Source | None
    contexts: tuple[Context, ...]


class SectionAnswer(Answer, frozen=True, kw_only=True):
    """What a concept says in one language, and whether that matches the wording it was checked against."""

    text_status: model.TextStatus
    terms: list[TermAnswer]
    search_forms: tuple[str, ...]
    definition: Definition | None
    notes: tuple[Note, ...]
    examples: tuple[Example, ...]
    based_on: model.BasedOn | None
    sync: Sync


class ConceptAnswer(Answer, frozen=True, kw_only=True):
    """A concept at one of its revisions."""

    id: str
    glossary: str
    uri: str
    revision: int
    seq: int
    kind: model.RevisionKind
    status: model.ConceptStatus
    subjects: tuple[str, ...]
    languages: dict[str, SectionAnswer]
    relations: tuple[Relation, ...]
    matches: tuple[Match, ...]
    replaced_by: str | None
    valid_from: str
    recorded_at: str
    author: str
    change_note: dict[str, str] | None
    digest: str


class NameAnswer(Answer, frozen=True, kw_only=True):
    """A term as a summary shows it."""

    text: str
    status: model.TermStatus


class SummaryAnswer(Answer, frozen=True, kw_only=True):
    """A concept inside another answer."""

    id: str
    glossary: str
    uri: str
    revision: int
    status: model.ConceptStatus
    terms: dict[str, list[NameAnswer]]


class ConceptListAnswer(Answer, frozen=True, kw_only=True):
    """A page of concepts; `next` is the address of the page after it."""

    items: list[ConceptAnswer]
    next: str | None


class RevisionAnswer(Answer, frozen=True, kw_only=True):
    """One line of a concept's history."""

    revision: int
    uri: str
    seq: int
    kind: model.RevisionKind
    status: model.ConceptStatus
    valid_from: str
    recorded_at: str
    author: str
    author_name: str | None
    change_note: dict[str, str] | None
    digest: str


class HistoryAnswer(Answer, frozen=True, kw_only=True):
    """A concept's history, newest first."""

    items: list[RevisionAnswer]
    next: str | None


class DiffAnswer(Answer, frozen=True, kw_only=True):
    """What changed between two revisions, field by field."""

    concept: str
    glossary: str
    from_: int = msgspec.field(name="from")
    to: int
    grade: model.Grade | None
    changes: tuple[Change, ...]


class GlossaryAnswer(Answer, frozen=True, kw_only=True):
    """What a glossary says of itself, and where its log stands."""

    id: str
    uri: str
    title: dict[str, str]
    publisher: dict[str, str]
    attribution: dict[str, str]
    licence: model.Licence | None
    languages: tuple[str, ...]
    source_language: str
    time_zone: str
    subjects: tuple[model.Subject, ...]
    concepts: int
    seq: int
    digest: str
    recorded_at: str | None


class GlossaryListAnswer(Answer, frozen=True, kw_only=True):
    """The glossaries of this service."""

    items: list[GlossaryAnswer]


class EditionAnswer(Answer, frozen=True, kw_only=True):
    """A published edition."""

    id: str
    glossary: str
    uri: str
    title: dict[str, str]
    date: str
    cites: dict[str, str] | None
    seq: int
    published_at: str
    digest: str


class EditionListAnswer(Answer, frozen=True, kw_only=True):
    """The published editions of a glossary, newest first."""

    items: list[EditionAnswer]


class CheckpointAnswer(Answer, frozen=True, kw_only=True):
    """The end of a glossary's log, to be kept by a witness."""

    glossary: str
    seq: int
    digest: str
    recorded_at: str | None


class HealthAnswer(Answer, frozen=True, kw_only=True):
    """Whether the process lives."""

    status: str


class ReadinessAnswer(Answer, frozen=True, kw_only=True):
    """Whether each part can work; the service is ready when the database is."""

    ready: bool
    database: bool
    search: bool
    details: dict[str, str]


def concept_answer(revision: Revision, base: str) -> ConceptAnswer:
    """A revision as the API tells it; it depends on nothing but the revision."""
    concept = revision.concept
    return ConceptAnswer(
        id=concept.id,
        glossary=revision.glossary,
        uri=concept_uri(base, revision.glossary, concept.id),
        revision=revision.number,
        seq=revision.seq,
        kind=revision.kind,
        status=revision.status,
        subjects=concept.subjects,
        languages={
            language: _section(section, language, revision.sync[language])
            for language, section in sorted(concept.languages.items(), key=_originals_first)
        },
        relations=concept.relations,
        matches=concept.matches,
        replaced_by=concept.replaced_by,
        valid_from=revision.valid_from,
        recorded_at=written(revision.recorded_at),
        author=revision.author,
        change_note=revision.change_note,
        digest=revision.digest,
    )


def summary_answer(revision: Revision, base: str) -> SummaryAnswer:
    """A concept as other answers name it."""
    concept = revision.concept
    return SummaryAnswer(
        id=concept.id,
        glossary=revision.glossary,
        uri=concept_uri(base, revision.glossary, concept.id),
        revision=revision.number,
        status=revision.status,
        terms={language: _names(section) for language, section in concept.languages.items()},
    )


def revision_answer(revision: Revision, base: str, names: dict[str, str | None]) -> RevisionAnswer:
    """One line of a history, with the author's name where it is known."""
    return RevisionAnswer(
        revision=revision.number,
        uri=revision_uri(base, revision),
        seq=revision.seq,
        kind=revision.kind,
        status=revision.status,
        valid_from=revision.valid_from,
        recorded_at=written(revision.recorded_at),
        author=revision.author,
        author_name=names.get(revision.author),
        change_note=revision.change_note,
        digest=revision.digest,
    )


def diff_answer(glossary: str, concept: str, pair: tuple[int, int], difference: Difference) -> DiffAnswer:
    """A difference between two revisions."""
    return DiffAnswer(
        concept=concept,
        glossary=glossary,
        from_=pair[0],
        to=pair[1],
        grade=difference.grade,
        changes=difference.changes,
    )


def glossary_answer(settings: Settings, head: Head, concepts: int, base: str) -> GlossaryAnswer:
    """A glossary with the number of its current concepts and the end of its log."""
    return GlossaryAnswer(
        **msgspec.structs.asdict(settings),
        uri=f"{base}/api/v1/glossaries/{settings.id}",
        concepts=concepts,
        seq=head.seq,
        digest=head.digest,
        recorded_at=_moment(head),
    )


def edition_answer(glossary: str, edition: Edition, base: str) -> EditionAnswer:
    """A published edition with what it froze."""
    return EditionAnswer(
        id=edition.id,
        glossary=glossary,
        uri=f"{base}/api/v1/glossaries/{glossary}/editions/{edition.id}",
        title=edition.title,
        date=edition.date,
        cites=edition.cites,
        seq=edition.seq or 0,
        published_at=written(edition.published_at) if edition.published_at else "",
        digest=edition.digest or "",
    )


def checkpoint_answer(glossary: str, head: Head) -> CheckpointAnswer:
    """What a witness keeps."""
    return CheckpointAnswer(glossary=glossary, seq=head.seq, digest=head.digest, recorded_at=_moment(head))


def concept_uri(base: str, glossary: str, concept: str) -> str:
    """The address that names a concept for ever."""
    return f"{base}/id/{glossary}/{concept}"


def revision_uri(base: str, revision: Revision) -> str:
    """The address of one revision."""
    concept = f"{base}/api/v1/glossaries/{revision.glossary}/concepts/{revision.concept.id}"
    return f"{concept}/revisions/{revision.number}"


def _originals_first(item: tuple[str, LanguageSection]) -> tuple[bool, str]:
    return item[1].text_status != "original", item[0]


def _section(section: LanguageSection, language: str, sync: Sync) -> SectionAnswer:
    members: dict[str, Any] = msgspec.structs.asdict(section)
    members["terms"] = [_term(term, language) for term in section.terms]
    return SectionAnswer(**members, sync=sync)


def _term(term: Term, language: str) -> TermAnswer:
    read = romaji(term.readings[0]) if term.readings and language == "ja" else None
    return TermAnswer(**msgspec.structs.asdict(term), romaji=read)


def _names(section: LanguageSection) -> list[NameAnswer]:
    return [NameAnswer(text=term.text, status=term.status) for term in section.terms]


def _moment(head: Head) -> str | None:
    return written(head.recorded_at) if head.recorded_at else None
