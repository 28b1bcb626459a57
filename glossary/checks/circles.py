"""Definitions that lead back to themselves through those of other concepts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from glossary.checks.definitions import own_term
from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import Text, defining
from glossary.checks.values import Place
from glossary.model import Concept

_LONGEST_CIRCLE, _MOST_CONCEPTS = 4, 40
_Path = tuple[str, ...]


@check("W403")
def leads_back_to_itself(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition is circular: {path}."""
    for text in defining(concept):
        if circle := _circle(concept, text, known):
            own = _name(concept, text.language)
            others = (_name(known.concept(each), text.language) or each for each in circle)
            yield Place(text.pointer, {"path": " → ".join((own, *others, own))})


def _name(concept: Concept | None, language: str) -> str:
    """The preferred term of a concept in a language; empty where it has none."""
    section = concept.languages.get(language) if concept else None
    return section.preferred.text if section else ""


def _circle(concept: Concept, text: Text, known: Surroundings) -> _Path | None:
    """The shortest way through other concepts' definitions back to this one; of at most 40 concepts looked at."""
    ways, seen = deque[tuple[Text, _Path]]([(text, ())]), {concept.id}
    while ways and len(seen) <= _MOST_CONCEPTS:
        said, path = ways.popleft()
        for other in _used(said, known):
            if other not in seen and len(path) < _LONGEST_CIRCLE - 1:
                seen.add(other)
                definition = Text("", text.language, _definition(other, text.language, known))
                if own_term(concept, definition, known):
                    return (*path, other)
                ways.append((definition, (*path, other)))
    return None


def _used(text: Text, known: Surroundings) -> list[str]:
    """The concepts whose terms a text uses, in its order; not where a term may be of several."""
    uses = known.uses(text.text, text.language)
    named = [{each.concept for each in use.named if not each.retired} for use in uses]
    return list(dict.fromkeys(concept for one in named if len(one) == 1 for concept in one))


def _definition(concept: str, language: str, known: Surroundings) -> str:
    """What defines a concept in a language; empty where nothing does, or only a full form is given."""
    found = known.concept(concept)
    texts = defining(found) if found else iter(())
    return next((text.text for text in texts if text.language == language), "")
