"""By which forms a concept is recognised in running text, and which of them may become links."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from glossary.model import Autolink, Concept, LanguageSection, TermStatus, TermType, choices

_STATUSES = choices(TermStatus)


class Form(NamedTuple):
    """A text by which a concept is recognised.

    `place` is that of the term in its section; a search form has a negative one, counted back from -1.
    `is_exact` says that capitals and small letters are not the same in it.
    """

    text: str
    language: str
    place: int
    autolink: Autolink
    is_exact: bool


class Named(NamedTuple):
    """A concept with the number of its revision in force, and all its forms."""

    concept: str
    number: int
    forms: tuple[Form, ...]


def named(concept: Concept, number: int) -> Named:
    """A concept by the forms of all its languages: terms of every status, the preferred first, then search forms."""
    every = [each for language, section in concept.languages.items() for each in _ranked(language, section)]
    return Named(concept.id, number, tuple(form for _, form in sorted(every, key=itemgetter(0))))


def _ranked(language: str, section: LanguageSection) -> Iterator[tuple[int, Form]]:
    """The terms of a section by their status, and its search forms, which may be linked as the preferred term may."""
    for place, term in enumerate(section.terms):
        exact = is_exact(term.text, term.type)
        yield _STATUSES.index(term.status), Form(term.text, language, place, term.autolink, exact)
    for place, text in enumerate(section.search_forms, 1):
        exact = is_exact(text, "variant")
        yield len(_STATUSES), Form(text, language, -place, section.preferred.autolink, exact)


def is_exact(text: str, kind: TermType) -> bool:
    """Whether case matters in a form: in acronyms, and in what is written in nothing but Latin capitals."""
    form = unicodedata.normalize("NFKC", text)
    return kind == "acronym" or (form.isascii() and form.isupper())
