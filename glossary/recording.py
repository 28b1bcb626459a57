"""Turning drafts into recorded revisions inside a writer's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Any, Literal

import msgspec

from glossary.errors import (
    AlreadyExists,
    ConceptNotFound,
    HeadMoved,
    Redacted,
    RetiredConceptChanged,
    RevisionNotFound,
)
from glossary.model import BasedOn, Concept, Draft, LanguageSection, Revision, Settings
from glossary.revising import (
    Circumstances,
    next_revision,
    reference_faults,
    replayed,
    says,
    with_hiragana,
)
from glossary.store import EVERYTHING, LAST_KEY, Reader, State, Writer
from glossary.surveying import Survey, targets
from glossary.surveying import refuse as refuse
from glossary.sync import same_wording
from glossary.text import sort_key
from glossary.times import begin

_RUN = 500

Note = dict[str, str] | None
Rationale = dict[str, Any] | None
Outcome = tuple[str, Literal["added", "changed", "unchanged"]]


class LoadReport(msgspec.Struct, frozen=True):
    """What a load did with each concept of a file."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def kept(reader: Reader, concept: str, number: int) -> Revision:
    """One revision of a concept. Raises `ConceptNotFound` or `RevisionNotFound`."""
    found = reader.revision(concept, number)
    if found:
        return found
    if reader.known([concept]):
        raise RevisionNotFound(reader.glossary, concept, number)
    reader.head()
    raise ConceptNotFound(reader.glossary, concept)


def legible(revision: Revision) -> Revision:
    """A revision whose text is still there. Raises `Redacted` with the reason."""
    gone = revision.redaction("content")
    if gone:
        raise Redacted(revision.glossary, revision.concept.id, revision.number, gone.reason)
    return revision


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
    writer: Writer, draft: Draft, author: str, head: Revision | None, because: Rationale = None
) -> Revision | None:
    """Record a draft after `head`, with the reasons given for it; None when it says nothing new.

    Raises `RetiredConceptChanged` for what would end a retirement; what held before it may still be recorded.
    """
    around = around_of(writer, author, head)
    check_references(writer, draft.concept, around.number)
    revision = next_revision(draft, around)
    _refuse_after(writer, head, revision)
    return revise(writer, revision, because) if revision else None


def record_all(writer: Writer, drafts: Iterable[Draft], author: str) -> list[Outcome]:
    """Record what is new in drafts that a `Survey` found nothing wrong with; what became of each, in their order.

    Raises `RetiredConceptChanged` when one of them is retired.
    """
    return [outcome for run in _each_once(drafts) for outcome in _record_run(writer, run, author)]


def load(
    writer: Writer, drafts: Iterable[Draft], author: str, progress: Callable[[int, int], None] | None = None
) -> LoadReport:
    """Record every draft that says something new, in one transaction. Raises `InvalidContent` when any cannot be."""
    survey, given = Survey(writer.settings()), list(drafts)
    for start in range(0, len(given), _RUN):
        survey.take(writer, given[start : start + _RUN])
    survey.refuse()
    made = report(record_all(writer, given, author))
    if progress:
        progress(len(given), len(given))
    return made


def replay(writer: Writer, drafts: Iterable[Draft], author: str) -> Iterator[Outcome]:
    """Record drafts of dated series, each as of its own date, where that says something new there."""
    for draft in drafts:
        head = writer.newest(draft.concept.id)
        around = around_of(writer, author, head)
        at = begin(draft.valid_from or around.moment, around.time_zone)
        then = writer.holding(draft.concept.id, State(EVERYTHING, at))
        if then and not draft.correction and says(then, draft, then.concept):
            yield draft.concept.id, "unchanged"
        else:
            revise(writer, replayed(draft, around, was_retired=then is not None and then.status == "retired"))
            yield draft.concept.id, "changed" if head else "added"


def report(outcomes: Iterable[Outcome]) -> LoadReport:
    """What became of drafts, by kind."""
    told: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    for concept, outcome in outcomes:
        told[outcome].append(concept)
    return LoadReport(*(tuple(concepts) for concepts in told.values()))


def list_in(writer: Writer, languages: Set[str]) -> None:
    """Give every revision its place in the order of languages that the glossary now has as well."""
    if languages:
        settings = writer.settings()
        writer.list_anew(
            languages, lambda each: {language: _sort_key(each.concept, language, settings) for language in languages}
        )


def refuse_retired(head: Revision | None) -> None:
    """Raise `RetiredConceptChanged` for a retirement."""
    if head and head.status == "retired":
        raise RetiredConceptChanged(head.concept.id)


def _refuse_after(writer: Writer, head: Revision | None, revision: Revision | None) -> None:
    """Raise `RetiredConceptChanged` where the next revision would begin while the concept is retired, and end that.

    While the newest revision is a retirement also where one with the date of an earlier wording is sent that isn't
    called a correction: it was read before and is sent back.
    """
    if head is None:
        return
    at = revision.valid_at if revision else head.valid_at
    refuse_retired(writer.holding(head.concept.id, State(EVERYTHING, at)))
    is_correction = revision is not None and revision.kind == "correction"
    if not is_correction and at in {begun for _, begun in writer.begins(head.concept.id)}:
        refuse_retired(head)


def _each_once(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The drafts in their order, cut into pieces in which no concept comes twice."""
    run: dict[str, Draft] = {}
    for draft in drafts:
        if len(run) == _RUN or draft.concept.id in run:
            yield list(run.values())
            run = {}
        run[draft.concept.id] = draft
    if run:
        yield list(run.values())


def _record_run(writer: Writer, drafts: Sequence[Draft], author: str) -> Iterator[Outcome]:
    heads, settings = writer.newest_of([draft.concept.id for draft in drafts]), writer.settings()
    for each in heads.values():
        refuse_retired(each)
    became: dict[str, Revision | None] = {}
    for draft in drafts:
        head = heads.get(draft.concept.id)
        said = _without_repetition(draft, head) if head else draft
        became[draft.concept.id] = next_revision(said, around_of(writer, author, head))
    new = [revision for revision in became.values() if revision]
    writer.revise_all([(revision, _sort_keys(revision.concept, settings)) for revision in new])
    for concept, revision in became.items():
        yield concept, "unchanged" if revision is None else "changed" if concept in heads else "added"


def _without_repetition(draft: Draft, head: Revision) -> Draft:
    """The draft without those claims of having been checked that a file makes each time it is loaded again."""
    concept = with_hiragana(draft.concept)
    sections = {
        language: _as_checked_before(section, concept, head.concept, language) if _in_sync(head, language) else section
        for language, section in concept.languages.items()
    }
    return msgspec.structs.replace(draft, concept=msgspec.structs.replace(concept, languages=sections))


def _in_sync(head: Revision, language: str) -> bool:
    return language in head.sync and head.sync[language].state == "in_sync"


def _as_checked_before(section: LanguageSection, concept: Concept, before: Concept, language: str) -> LanguageSection:
    """A section with the earlier claim instead of `checked just now`, where neither text has changed since."""
    claim, earlier = section.based_on, before.languages[language].based_on
    if claim is None or earlier is None or claim != BasedOn(language=earlier.language):
        return section
    kept_as_it_was = msgspec.structs.replace(section, based_on=earlier) == before.languages[language]
    source = concept.languages.get(claim.language)
    same = kept_as_it_was and same_wording(source, before.languages.get(claim.language))
    return before.languages[language] if same else section


def around_of(writer: Writer, author: str, head: Revision | None) -> Circumstances:
    """What surrounds the revision that will follow `head`."""
    concept = head.concept.id if head else ""
    return Circumstances(
        glossary=writer.glossary,
        author=author,
        moment=writer.moment,
        time_zone=writer.settings().time_zone,
        head=head,
        history=lambda number: kept(writer, concept, number),
    )


def check_references(writer: Writer, concept: Concept, number: int) -> None:
    """Raise `InvalidContent` where a concept refers to what is not there."""
    refuse(reference_faults(concept, number, writer.known(sorted(targets([concept])))))


def revise(writer: Writer, revision: Revision, because: Rationale = None) -> Revision:
    """Record a revision, with its place in each language's order and the reasons given for it."""
    return writer.revise(revision, _sort_keys(revision.concept, writer.settings()), because)


def _sort_keys(concept: Concept, settings: Settings) -> dict[str, str]:
    return {language: _sort_key(concept, language, settings) for language in {*settings.languages, *concept.languages}}


def _sort_key(concept: Concept, language: str, settings: Settings) -> str:
    """A concept without a section in a language stands where its source language's term would, after the others."""
    section = concept.languages.get(language)
    if section:
        return sort_key(section.preferred.text, section.preferred.readings, language)
    stand_in = concept.languages.get(settings.source_language) or next(iter(concept.languages.values()), None)
    if stand_in is None:
        return LAST_KEY
    return "\U0010fffd" + stand_in.preferred.text
