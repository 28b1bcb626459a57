"""What hangs on a concept: what is related to it or uses its terms, which editions have it, and who shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from glossary import store
from glossary.embeds import since
from glossary.errors import ConceptNotFound
from glossary.model import Concept, Value
from glossary.store import EmbedCount, Reader

_MOST_SITES = 50


class Related(Value, frozen=True, kw_only=True):
    """A concept that has a relation to this one, or is replaced by it."""

    concept: str
    relation: str


class Use(Value, frozen=True, kw_only=True):
    """A concept whose definition in a language uses some of the terms."""

    concept: str
    language: str
    terms: tuple[str, ...]


class Impact(Value, frozen=True, kw_only=True):
    """What a change of a concept may concern, among the concepts in force; each list by id, `editions` newest first.

    `embeds` are the sites that showed the concept over the last month, those that asked most first.
    """

    concept: str
    related: tuple[Related, ...]
    uses: tuple[Use, ...]
    editions: tuple[str, ...]
    proposals: tuple[int, ...]
    embeds: tuple[EmbedCount, ...] = ()


def impact(reader: Reader, concept: str, now: datetime) -> Impact:
    """What hangs on a concept. Raises `ConceptNotFound`."""
    head = reader.newest(concept)
    if head is None:
        reader.head()
        raise ConceptNotFound(reader.glossary, concept)
    terms = _terms(head.concept)
    words = [each for forms in terms.values() for each in forms]
    others = store.mentioning(reader.connection, reader.glossary, [concept, *words])
    found = [other for other in others if other.id != concept]
    pending = store.pending_on(reader.connection, reader.glossary, [concept])
    return Impact(
        concept=concept,
        related=tuple(each for other in found for each in _relations(other, concept)),
        uses=tuple(each for other in found for each in _uses(other, terms)),
        editions=tuple(_editions(reader, concept)),
        proposals=tuple(number for number, _ in pending),
        embeds=tuple(store.embeds(reader.connection, reader.glossary, concept, since(now), _MOST_SITES)),
    )


def _terms(concept: Concept) -> dict[str, list[str]]:
    return {
        language: [term.text for term in section.terms if len(term.text) > 1]
        for language, section in concept.languages.items()
    }


def _relations(other: Concept, concept: str) -> Iterator[Related]:
    for relation in other.relations:
        if relation.target == concept:
            yield Related(concept=other.id, relation=relation.type)
    if other.replaced_by == concept:
        yield Related(concept=other.id, relation="replaced_by")


def _uses(other: Concept, terms: dict[str, list[str]]) -> Iterator[Use]:
    for language, section in other.languages.items():
        text = section.definition.text.casefold() if section.definition else ""
        used = tuple(term for term in terms.get(language, ()) if term.casefold() in text)
        if used:
            yield Use(concept=other.id, language=language, terms=used)


def _editions(reader: Reader, concept: str) -> Iterator[str]:
    for edition in reader.editions():
        state = reader.edition_state(edition.id)
        found = reader.holding(concept, state) if state else None
        if found and found.status == "current":
            yield edition.id
