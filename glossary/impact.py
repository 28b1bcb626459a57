"""What hangs on a concept: what is related to it or uses its terms, which editions have it, and who shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from glossary import store
from glossary.checks.spans import occurs
from glossary.embeds import since
from glossary.errors import ConceptNotFound
from glossary.model import Concept, Value
from glossary.store import EmbedCount, Reader
from glossary.text import key

_MOST_SITES, _MOST_USES = 50, 500
_INVERSE = {"broader": "narrower"}


class Related(Value, frozen=True, kw_only=True):
    """Another concept and what relation it has to this one: broader, narrower, related, contrast or replaced_by."""

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
    words = [each for forms in terms.values() for each in forms.values()]
    others = store.mentioning(reader.connection, reader.glossary, [concept, *words])
    found = [(_relations(other, concept), _uses(other, terms)) for other in others if other.id != concept]
    related = {*_own_relations(head.concept), *(each for relations, _ in found for each in relations)}
    pending = store.pending_on(reader.connection, reader.glossary, [concept])
    return Impact(
        concept=concept,
        related=tuple(sorted(related, key=lambda each: (each.concept, each.relation))),
        uses=tuple(each for _, uses in found for each in uses)[:_MOST_USES],
        editions=tuple(_editions(reader, concept)),
        proposals=tuple(number for number, _ in pending),
        embeds=tuple(store.embeds(reader.connection, reader.glossary, concept, since(now), _MOST_SITES)),
    )


def _terms(concept: Concept) -> dict[str, dict[str, str]]:
    """The terms of each language by their key; of one character they would be found everywhere."""
    return {
        language: {key(term.text): term.text for term in section.terms if len(key(term.text)) > 1}
        for language, section in concept.languages.items()
    }


def _own_relations(concept: Concept) -> Iterator[Related]:
    """How others stand to a concept by what it says itself: relations are stored with one of the two."""
    for relation in concept.relations:
        yield Related(concept=relation.target, relation=_INVERSE.get(relation.type, relation.type))


def _relations(other: Concept, concept: str) -> list[Related]:
    found: list[str] = [relation.type for relation in other.relations if relation.target == concept]
    found += ["replaced_by"] if other.replaced_by == concept else []
    return [Related(concept=other.id, relation=each) for each in found]


def _uses(other: Concept, terms: Mapping[str, Mapping[str, str]]) -> list[Use]:
    found = []
    for language, section in other.languages.items():
        used = _used(section.definition.text if section.definition else "", terms.get(language, {}))
        if used:
            found.append(Use(concept=other.id, language=language, terms=used))
    return found


def _used(text: str, terms: Mapping[str, str]) -> tuple[str, ...]:
    """The terms that a text uses in any spelling, never within a longer word: no RAG in fragments."""
    folded = key(text) if terms else ""
    if not any(each in folded for each in terms):
        return ()
    standing = {span.key for span in occurs(terms, text)}
    return tuple(term for each, term in terms.items() if each in standing)


def _editions(reader: Reader, concept: str) -> Iterator[str]:
    for edition in reader.editions():
        state = reader.edition_state(edition.id)
        found = reader.holding(concept, state) if state else None
        if found and found.status == "current":
            yield edition.id
