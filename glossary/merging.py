"""One concept takes in another (統合): its terms become admitted terms there; what they define is not mixed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from glossary.model import Concept, LanguageSection, Term


def absorbed(into: Concept, merged: Concept) -> Concept:
    """A concept that also has the terms of the one merged into it, and is no longer related to that one."""
    sections = dict(into.languages)
    for language, section in merged.languages.items():
        sections[language] = _with_terms(sections.get(language), section)
    relations = tuple(each for each in into.relations if each.target != merged.id)
    return replace(into, languages=sections, relations=relations)


def _with_terms(into: LanguageSection | None, merged: LanguageSection) -> LanguageSection:
    if into is None:
        return LanguageSection(text_status=merged.text_status, terms=merged.terms)
    had = {term.text for term in into.terms}
    return replace(into, terms=(*into.terms, *_demoted([term for term in merged.terms if term.text not in had])))


def _demoted(terms: Sequence[Term]) -> list[Term]:
    """The terms, none of them preferred: a language prefers one."""
    return [replace(term, status="admitted") if term.status == "preferred" else term for term in terms]
