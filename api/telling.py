"""Values of the glossary as the answers that the wire knows."""

from __future__ import annotations

from typing import Any

import msgspec

from api.answers import (
    CheckpointAnswer,
    ConceptAnswer,
    ConceptListAnswer,
    EditionAnswer,
    GlossaryAnswer,
    NameAnswer,
    RedactionAnswer,
    RevisionAnswer,
    SectionAnswer,
    SummaryAnswer,
    TermAnswer,
)
from api.moments import lies_ahead
from api.proposal_telling import origin_answer, originals_first
from glossary import (
    Edition,
    Head,
    LanguageSection,
    Origin,
    Page,
    Revision,
    Settings,
    Sync,
    Term,
    heading,
    romaji,
    written,
)


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
            for language, section in sorted(concept.languages.items(), key=originals_first)
        },
        relations=concept.relations,
        matches=concept.matches,
        replaced_by=concept.replaced_by,
        valid_from=revision.valid_from,
        recorded_at=written(revision.recorded_at),
        author=revision.author,
        change_note=revision.change_note,
        digest=revision.digest,
        redacted=_redacted(revision) or msgspec.UNSET,
    )


def list_answer(page: Page, url: str | None, base: str) -> ConceptListAnswer:
    """A page of concepts, each with its heading in the index of the page's language (あ, か … A–Z, その他)."""
    return ConceptListAnswer(
        items=[concept_answer(revision, base) for revision in page.items],
        headings=[_heading(revision, page.language) for revision in page.items],
        next=url,
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


def revision_answer(
    revision: Revision, base: str, names: dict[str, str | None], origin: Origin | None = None
) -> RevisionAnswer:
    """One line of a history, with the author's name where it is known, and the proposal it comes from."""
    return RevisionAnswer(
        revision=revision.number,
        uri=revision_uri(base, revision),
        seq=revision.seq,
        kind=revision.kind,
        status=revision.status,
        upcoming=lies_ahead(revision),
        valid_from=revision.valid_from,
        recorded_at=written(revision.recorded_at),
        author=revision.author,
        author_name=names.get(revision.author),
        change_note=revision.change_note,
        digest=revision.digest,
        grade=revision.grade,
        redacted=_redacted(revision),
        origin=origin_answer(origin, revision.glossary, names, base),
    )


def glossary_answer(settings: Settings, head: Head, concepts: int, base: str) -> GlossaryAnswer:
    """A glossary with the number of its current concepts and the end of its log."""
    return GlossaryAnswer(
        **msgspec.structs.asdict(settings),
        uri=glossary_uri(base, settings.id),
        concepts=concepts,
        seq=head.seq,
        digest=head.digest,
        recorded_at=_moment(head),
    )


def edition_answer(glossary: str, edition: Edition, base: str) -> EditionAnswer:
    """An edition with what it froze, and with the checkpoint that its publication is for every witness."""
    uri = edition_uri(base, glossary, edition.id)
    return EditionAnswer(
        id=edition.id,
        glossary=glossary,
        uri=uri,
        state="published" if edition.published_at else "draft",
        title=edition.title,
        date=edition.date,
        cites=edition.cites,
        seq=edition.seq,
        published_at=written(edition.published_at) if edition.published_at else None,
        digest=edition.digest,
        checkpoint=_checkpoint(glossary, edition),
        errata=f"{uri}/errata" if edition.published_at else None,
    )


def _checkpoint(glossary: str, edition: Edition) -> CheckpointAnswer | None:
    if edition.entry is None or edition.digest is None:
        return None
    return checkpoint_answer(glossary, Head(seq=edition.entry, digest=edition.digest, recorded_at=edition.published_at))


def checkpoint_answer(glossary: str, head: Head) -> CheckpointAnswer:
    """What a witness keeps."""
    return CheckpointAnswer(glossary=glossary, seq=head.seq, digest=head.digest, recorded_at=_moment(head))


def glossary_uri(base: str, glossary: str) -> str:
    """The address under which a glossary is read."""
    return f"{base}/api/v1/glossaries/{glossary}"


def glossary_page_uri(base: str, language: str, glossary: str) -> str:
    """The address of a glossary's page for people who read a language."""
    return f"{base}/{language}/{glossary}/"


def page_uri(base: str, language: str, glossary: str, concept: str) -> str:
    """The address of a concept's page for people who read a language."""
    return f"{glossary_page_uri(base, language, glossary)}{concept}"


def tag(revision: Revision) -> str:
    """The entity tag of a revision as JSON: its number, and how many of its texts were removed since."""
    return f"{revision.number}-redacted-{len(revision.redacted)}" if revision.redacted else str(revision.number)


def concept_uri(base: str, glossary: str, concept: str) -> str:
    """The address that names a concept for ever."""
    return f"{base}/id/{glossary}/{concept}"


def resource_uri(base: str, glossary: str, concept: str) -> str:
    """The address under which a concept is read and written."""
    return f"{glossary_uri(base, glossary)}/concepts/{concept}"


def memento_links(base: str, glossary: str, concept: str) -> list[str]:
    """That a concept is its own original and TimeGate, and where its TimeMap is (RFC 7089)."""
    where = resource_uri(base, glossary, concept)
    return [f'<{where}>; rel="original timegate"', f'<{where}/timemap>; rel="timemap"; type="application/link-format"']


def revision_uri(base: str, revision: Revision) -> str:
    """The address of one revision."""
    return f"{resource_uri(base, revision.glossary, revision.concept.id)}/revisions/{revision.number}"


def edition_uri(base: str, glossary: str, edition: str) -> str:
    """The address of a published edition."""
    return f"{glossary_uri(base, glossary)}/editions/{edition}"


def _redacted(revision: Revision) -> list[RedactionAnswer]:
    return [
        RedactionAnswer(part=each.part, seq=each.seq, recorded_at=written(each.recorded_at), reason=each.reason)
        for each in revision.redacted
    ]


def _section(section: LanguageSection, language: str, sync: Sync) -> SectionAnswer:
    members: dict[str, Any] = msgspec.structs.asdict(section)
    members["terms"] = [_term(term, language) for term in section.terms]
    return SectionAnswer(**members, sync=sync)


def _term(term: Term, language: str) -> TermAnswer:
    read = romaji(term.readings[0]) if term.readings and language == "ja" else None
    return TermAnswer(**msgspec.structs.asdict(term), romaji=read)


def _heading(revision: Revision, language: str) -> str:
    section = revision.concept.languages.get(language)
    return heading(section.preferred.text, section.preferred.readings, language) if section else "#"


def _names(section: LanguageSection) -> list[NameAnswer]:
    return [NameAnswer(text=term.text, status=term.status) for term in section.terms]


def _moment(head: Head) -> str | None:
    return written(head.recorded_at) if head.recorded_at else None
