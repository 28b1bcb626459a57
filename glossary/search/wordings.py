"""What the revisions of a concept say, how each stands, and in which texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from glossary.model import LanguageSection, Revision

Standing = Literal["current", "past", "upcoming", "retired"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


class Text(NamedTuple):
    """One text of a concept, and which of its members it is."""

    language: str
    field: str
    text: str


class Wording(NamedTuple):
    """A revision, and how it stands at the moment that is asked about."""

    revision: Revision
    standing: Standing


def wordings(revisions: Sequence[Revision], at: int) -> list[Wording]:
    """The revisions of a concept in the order in which they hold."""
    ordered = sorted(revisions, key=lambda each: (each.valid_at, each.number))
    begun = sum(each.valid_at <= at for each in ordered)
    return [Wording(revision, _standing(revision, place - begun + 1)) for place, revision in enumerate(ordered)]


def _standing(revision: Revision, place: int) -> Standing:
    if place:
        return "upcoming" if place > 0 else "past"
    return "retired" if revision.status == "retired" else "current"


def texts(revision: Revision) -> Iterator[Text]:
    """Every text of a revision but its terms."""
    for language, section in revision.concept.languages.items():
        if section.definition:
            yield Text(language, "definition", section.definition.text)
        yield from (Text(language, "note", note.text) for note in section.notes)
        yield from (Text(language, "example", example.text) for example in section.examples)
        yield from _texts_of_terms(language, section)


def _texts_of_terms(language: str, section: LanguageSection) -> Iterator[Text]:
    for term in section.terms:
        if term.usage:
            yield Text(language, "usage", term.usage)
        yield from (Text(language, "context", context.text) for context in term.contexts)


def names(revision: Revision) -> Iterator[Text]:
    """The terms of a revision and its search forms."""
    for language, section in revision.concept.languages.items():
        yield from (Text(language, "term", term.text) for term in section.terms)
        yield from (Text(language, "term", form) for form in section.search_forms)
