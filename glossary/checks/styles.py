"""English definitions as ISO 704 and ISO 10241-1 (6.4) would have them: a phrase that can stand for the term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import Text, defining
from glossary.checks.values import Place
from glossary.model import Concept

_OPENING = r"[\s(\[“‘\"']*"
_ARTICLE = re.compile(rf"{_OPENING}(an?|the)\s(?!priori|posteriori|fortiori|Hague)", re.IGNORECASE)
_CAPITAL = re.compile(rf"{_OPENING}([A-Z][a-z]*)(?![\w'’./&-]*[A-Z0-9])")
_EPONYMS = frozenset(
    ["American", "Asian", "African", "Bayesian", "Boolean", "British", "European", "Gaussian", "Euclidean", "Markov"]
) | {"Monte", "Poisson", "Turing", "Basel"}
_ORDINARY_TOO = frozenset(("Even", "Root", "Fang", "Ga", "Ho", "Mon"))
_STOP = re.compile(r"(?<!\betc)(?<!\be\.g)(?<!\bi\.e)(?<!\b[A-Z])(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\.)\.[\s)\]”’\"']*\Z")


@check("W601")
def begins_with_an_article(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition begins with the article “{article}” (ISO 704: a definition can stand for its term)."""
    for text in _english(concept):
        if match := _ARTICLE.match(text.text):
            yield Place(text.pointer, {"article": match[1]})


@check("W602")
def begins_with_a_capital(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition begins with a capital: “{word}” (ISO 704: only names do)."""
    for text in _english(concept):
        match = _CAPITAL.match(text.text)
        if match and not _ARTICLE.match(text.text) and not _is_a_name(match, text, known):
            yield Place(text.pointer, {"word": match[1]})


@check("W603")
def ends_with_a_full_stop(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition ends with a full stop (ISO 704: it is a phrase, and what else is to be said goes into notes)."""
    for text in _english(concept):
        if _STOP.search(text.text):
            yield Place(text.pointer)


def _english(concept: Concept) -> Iterator[Text]:
    return (text for text in defining(concept) if text.language.split("-")[0] == "en" and not text.quoted)


def _is_a_name(match: re.Match[str], text: Text, known: Surroundings) -> bool:
    """Whether the first word has its capital elsewhere too: everywhere, in this text, or in a term that begins here."""
    if match[1] in _names() or re.search(rf"[a-z,;] {match[1]}\b", text.text[match.end() :]):
        return True
    begun = (use for use in known.uses(text.text, text.language) if use.start == match.start(1))
    return any(each.term[:1].isupper() for use in begun for each in use.named)


@cache
def _names() -> frozenset[str]:
    """Words that always have a capital: languages, which are adjectives of countries too, countries and eponyms."""
    english = Locale("en")
    named = {*english.languages.values(), *english.territories.values()}
    return frozenset(name for name in named if name.isalpha()) - _ORDINARY_TOO | _EPONYMS
