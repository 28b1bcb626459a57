"""By which forms a concept is recognised in running text, and which of them may become links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.model import Autolink, Concept, LanguageSection, TermType

_LETTERS = re.compile(r"[^\W\d_]")
_CAPITALS = re.compile(r"[A-ZＡ-Ｚ]*")


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
    """A concept by the forms of all its languages, terms of every status and search forms."""
    every = (form for language, section in concept.languages.items() for form in forms(language, section))
    return Named(concept.id, number, tuple(every))


def forms(language: str, section: LanguageSection) -> Iterator[Form]:
    """The terms of a section, then its search forms, which may be linked as the preferred term may."""
    for place, term in enumerate(section.terms):
        yield Form(term.text, language, place, term.autolink, is_exact(term.text, term.type))
    autolink = section.preferred.autolink
    for place, text in enumerate(section.search_forms, 1):
        yield Form(text, language, -place, autolink, is_exact(text, "variant"))


def is_exact(text: str, kind: TermType) -> bool:
    """Whether case matters in a form: in acronyms, and in what is written in nothing but Latin capitals."""
    letters = "".join(_LETTERS.findall(text))
    return kind == "acronym" or bool(letters and _CAPITALS.fullmatch(letters))
