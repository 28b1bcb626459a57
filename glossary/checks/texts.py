"""The texts of a concept, each with its place and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from glossary.faults import escaped
from glossary.model import Concept, Definition, Example, Note, Source, Term


class Text(NamedTuple):
    """A text, its JSON pointer and its language; `quoted` if it is the source's wording to the letter."""

    pointer: str
    language: str
    text: str
    quoted: bool = False


def place(language: str) -> str:
    """The pointer to a language section."""
    return f"/languages/{escaped(language)}"


def terms(concept: Concept) -> Iterator[tuple[str, str, Term]]:
    """Every term with its pointer and its language."""
    for language, section in concept.languages.items():
        for number, term in enumerate(section.terms):
            yield f"{place(language)}/terms/{number}", language, term


def definitions(concept: Concept) -> Iterator[tuple[Text, Definition]]:
    """Every definition, with its text."""
    for language, section in concept.languages.items():
        if found := section.definition:
            pointer = f"{place(language)}/definition/text"
            yield Text(pointer, language, found.text, is_quoted(found.source)), found


def defining(concept: Concept) -> Iterator[Text]:
    """The texts that define: all definitions but those that only give a full form."""
    return (text for text, definition in definitions(concept) if definition.type != "expansion")


def is_quoted(source: Source | None) -> bool:
    """Whether a source says that a text is its own, to the letter."""
    return source is not None and source.status == "identical"


def quotations(concept: Concept) -> Iterator[str]:
    """The pointer to every definition, note and example that is its source's wording to the letter."""
    for language, section in concept.languages.items():
        lists: dict[str, Sequence[Note | Example]] = {"notes": section.notes, "examples": section.examples}
        sources = {"definition": section.definition.source if section.definition else None}
        sources |= {f"{name}/{at}": each.source for name, found in lists.items() for at, each in enumerate(found)}
        yield from (f"{place(language)}/{name}" for name, source in sources.items() if is_quoted(source))


def every_text(concept: Concept) -> Iterator[tuple[str, str]]:
    """Every text of every language with its pointer: terms, readings, definitions, notes, citations."""
    for language, section in concept.languages.items():
        yield from _leaves(msgspec.to_builtins(section), place(language))


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, f"{pointer}/{escaped(name)}")
    elif isinstance(value, (list, tuple)):
        for number, member in enumerate(value):
            yield from _leaves(member, f"{pointer}/{number}")
