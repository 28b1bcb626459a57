"""Abbreviations in a definition that neither it nor the glossary explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import Text, definitions, terms
from glossary.checks.values import Place
from glossary.model import Concept

EVERYBODY_KNOWS = frozenset(
    (
        "AI",
        "IT",
        "PC",
        "CPU",
        "OS",
        "ID",
        "URL",
        "PDF",
        "HTML",
        "CD",
        "DVD",
        "TV",
        "SNS",
        "ATM",
        "QR",
        "EU",
        "UK",
        "US",
        "UN",
    )
)
_NOT_ABBREVIATIONS = frozenset(
    ("AND", "OR", "NOT", "IF", "MUST", "SHALL", "SHOULD", "MAY", "ALL", "ANY", "NO", "ONLY", "OK", "AM", "PM")
)
_ROMAN = re.compile("[IVX]+")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z0-9_&/.\-])([A-Z]{2,5}|[A-Z][a-z][A-Z]|[A-Z][a-z]{1,2}S)s?(?![A-Za-z0-9_&/\-]|\.\w)"
)
_EXPLAINED_BEFORE = re.compile(r"[（(][^（()）]*\Z")
_EXPLAINED_AFTER = re.compile(r"s?[\s」”\"]*[（(]")


@check("W406")
def uses_an_unexplained_abbreviation(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition uses the abbreviation “{abbreviation}”, which neither it nor the glossary explains."""
    own = [term.text for _, _, term in terms(concept)]
    for text, _ in definitions(concept):
        for found in dict.fromkeys(_unexplained(text.text)):
            if not any(found in term for term in own) and not _is_known(found, concept, text, known):
                yield Place(text.pointer, {"abbreviation": found})


def _is_known(abbreviation: str, concept: Concept, text: Text, known: Surroundings) -> bool:
    """Whether it is a term of the glossary, or the first letters of one that the concept or the definition uses."""
    if any(known.named(abbreviation, language) for language in known.settings.languages):
        return True
    others = {each.concept for use in known.uses(text.text, text.language) for each in use.named}
    used = [concept, *filter(None, map(known.concept, sorted(others)))]
    return any(abbreviation in _initials(term.text) for each in used for _, _, term in terms(each))


def _initials(term: str) -> str:
    return "".join(word[0].upper() for word in re.findall("[A-Za-z]+", term))


def _unexplained(text: str) -> Iterator[str]:
    """The abbreviations of a text, unless all of it is in capitals."""
    for match in _ABBREVIATION.finditer("" if text.isascii() and text.isupper() else text):
        is_ordinary = match[1] in EVERYBODY_KNOWS | _NOT_ABBREVIATIONS or _ROMAN.fullmatch(match[1])
        if not is_ordinary and not _is_explained(text, match):
            yield match[1]


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands after it, or it stands in one itself: LLM（大規模言語モデル）, large … model (LLM)."""
    inside = _EXPLAINED_BEFORE.search(text, max(0, match.start() - 60), match.start())
    return bool(inside or _EXPLAINED_AFTER.match(text, match.end()))
