"""Editorial checks: rules with codes (E… and W…) that an editor is told of and that never stop anybody."""

from __future__ import annotations

from glossary.checks import (
    abbreviations,
    characters,
    circles,
    definitions,
    quotations,
    readings,
    styles,
    terms,
    translations,
)
from glossary.checks.registry import CHECKS
from glossary.checks.surroundings import Named, Surroundings, Use
from glossary.checks.values import Check, Finding, Severity, filled
from glossary.model import Concept

_MODULES = (characters, terms, readings, definitions, circles, abbreviations, quotations, translations, styles)

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Named",
    "Severity",
    "Surroundings",
    "Use",
    "check",
    "message",
]


def check(concept: Concept, known: Surroundings) -> tuple[Finding, ...]:
    """All that an editor should look at in a concept, errors first, then by code and place."""
    found = (
        Finding(code=each.code, pointer=place.pointer, facts=place.facts)
        for each in CHECKS.values()
        for place in each.find(concept, known)
    )
    return tuple(sorted(found, key=lambda finding: (finding.code, finding.pointer)))


def message(finding: Finding, language: str) -> str:
    """What was found, in the reader's language."""
    return filled(CHECKS[finding.code].message, finding.facts, language)
