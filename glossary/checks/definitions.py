"""What a definition should have and should not be."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.spans import Span, occurs
from glossary.checks.surroundings import Named, Surroundings, Use
from glossary.checks.texts import Text, defining, definitions
from glossary.checks.values import Place
from glossary.model import Concept
from glossary.text import key

LONGEST_DEFINITION = {"ja": 400}
LONGEST_DEFINITION_ELSEWHERE = 1000
_OUT_OF_USE = ("deprecated", "superseded")


@check("W401")
def names_no_source(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition names no source."""
    for text, definition in definitions(concept):
        if definition.source is None:
            yield Place(text.pointer.removesuffix("/text"))


@check("W402")
def repeats_its_term(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition uses the term that it defines: “{term}”."""
    for text in defining(concept):
        found = None if text.quoted else own_term(concept, text, known)
        if found:
            yield Place(text.pointer, {"term": text.text[found.start : found.end]})


@check("W404")
def uses_a_term_out_of_use(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition uses “{term}”, which the glossary marks as deprecated or superseded; it prefers “{preferred}”."""
    for text, use in _uses(concept, known):
        others = [each for each in use.named if not each.retired]
        if others and all(each.status in _OUT_OF_USE for each in others):
            preferred = _preferred(others[0], text.language, known)
            yield Place(text.pointer, {"term": text.text[use.start : use.end], "preferred": preferred})


@check("W405")
def uses_a_term_of_a_retired_concept(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition uses “{term}”, a term of the concept “{concept}”, which has been retired."""
    for text, use in _uses(concept, known):
        if use.named and all(each.retired for each in use.named):
            yield Place(text.pointer, {"term": text.text[use.start : use.end], "concept": use.named[0].concept})


@check("W407")
def is_a_long_definition(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition has {length} characters; what goes beyond {most} is better said in notes."""
    for text in defining(concept):
        most = LONGEST_DEFINITION.get(text.language, LONGEST_DEFINITION_ELSEWHERE)
        if len(text.text) > most and not text.quoted:
            yield Place(text.pointer, {"length": str(len(text.text)), "most": str(most)})


def own_term(concept: Concept, text: Text, known: Surroundings) -> Span | None:
    """Where a text uses a term of a concept, not as a part of a longer term of another one."""
    own = frozenset(filter(None, (key(term.text) for term in concept.languages[text.language].terms)))
    found = list(occurs(own, text.text))
    uses = known.uses(text.text, text.language) if found else ()
    longer = [use for use in uses if any(each.concept != concept.id for each in use.named)]
    return next((span for span in found if not any(_is_within(span, use) for use in longer)), None)


def _is_within(span: Span, use: Use) -> bool:
    return use.start <= span.start and span.end <= use.end and use.end - use.start > span.end - span.start


def _uses(concept: Concept, known: Surroundings) -> Iterator[tuple[Text, Use]]:
    """Each term of another concept that a definition uses, once."""
    for text, _ in definitions(concept):
        seen = set[str]()
        for use in known.uses(text.text, text.language):
            written = key(text.text[use.start : use.end])
            if written not in seen and concept.id not in {each.concept for each in use.named}:
                seen.add(written)
                yield text, use


def _preferred(one: Named, language: str, known: Surroundings) -> str:
    concept = known.concept(one.concept)
    section = concept.languages.get(language) if concept else None
    return section.preferred.text if section else one.concept
