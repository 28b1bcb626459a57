"""What should be the same in every language of a concept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from glossary.checks.amounts import amounts, unmatched
from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import Text, place
from glossary.checks.values import Place
from glossary.model import Concept, LanguageSection

_READ = ("ja", "en")


@check("W501")
def differs_in_numbers(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """“{found}” has no counterpart in the text in {other_language}."""
    sections = [(language, concept.languages[language]) for language in _READ if language in concept.languages]
    for one, other in permutations(sections, 2):
        for text, counterpart in _pairs(one, other):
            for found in unmatched(amounts(text.text), amounts(counterpart.text)):
                yield Place(text.pointer, {"found": found, "other_language": counterpart.language})


def _pairs(one: tuple[str, LanguageSection], other: tuple[str, LanguageSection]) -> Iterator[tuple[Text, Text]]:
    """The definitions, and the notes where both languages have the same kinds of them in the same order."""
    if one[1].definition and other[1].definition:
        yield _definition(*one), _definition(*other)
    if [note.kind for note in one[1].notes] == [note.kind for note in other[1].notes]:
        yield from zip(_notes(*one), _notes(*other), strict=True)


def _definition(language: str, section: LanguageSection) -> Text:
    text = section.definition.text if section.definition else ""
    return Text(f"{place(language)}/definition/text", language, text)


def _notes(language: str, section: LanguageSection) -> Iterator[Text]:
    for number, note in enumerate(section.notes):
        yield Text(f"{place(language)}/notes/{number}/text", language, note.text)
