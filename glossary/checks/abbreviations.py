"""Abbreviations in a definition that neither it nor the glossary explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import definitions, terms
from glossary.checks.values import Place
from glossary.model import Concept

EVERYBODY_KNOWS = frozenset(
    ("AI", "IT", "PC", "OS", "ID", "URL", "PDF", "HTML", "CD", "DVD", "TV", "SNS", "ATM", "QR", "EU", "UK", "US", "UN")
)
_NOT_ABBREVIATIONS = frozenset(
    ("AND", "OR", "NOT", "IF", "MUST", "SHALL", "SHOULD", "MAY", "ALL", "ANY", "NO", "ONLY", "OK", "AM", "PM")
)
_ROMAN = re.compile("[IVX]+")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z0-9_&/.\-])([A-Z]{2,6}|[A-Z][a-z][A-Z]|[A-Z][a-z]{1,2}S)s?(?![A-Za-z0-9_&/\-]|\.\w)"
)
_EXPLAINED_BEFORE = re.compile(r"[（(][^（()）]*\Z")
_EXPLAINED_AFTER = re.compile(r"s?[\s」”\"]*[（(]")


@check("W406")
def uses_an_unexplained_abbreviation(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition uses the abbreviation “{abbreviation}”, which neither it nor the glossary explains."""
    own = " ".join(term.text for _, _, term in terms(concept))
    for text, _ in definitions(concept):
        if not text.text.isupper():
            for found in dict.fromkeys(_unexplained(text.text)):
                if found not in own and not _is_a_term(found, known):
                    yield Place(text.pointer, {"abbreviation": found})


def _unexplained(text: str) -> Iterator[str]:
    for match in _ABBREVIATION.finditer(text):
        is_ordinary = match[1] in EVERYBODY_KNOWS | _NOT_ABBREVIATIONS or _ROMAN.fullmatch(match[1])
        if not is_ordinary and not _is_explained(text, match):
            yield match[1]


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands after it, or it stands in one itself: LLM（大規模言語モデル）, large … model (LLM)."""
    inside = _EXPLAINED_BEFORE.search(text, max(0, match.start() - 60), match.start())
    return bool(inside or _EXPLAINED_AFTER.match(text, match.end()))


def _is_a_term(form: str, known: Surroundings) -> bool:
    return any(known.named(form, language) for language in known.settings.languages)
