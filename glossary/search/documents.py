"""One document of the index a revision: how it stands, from when until when it holds, and its words.

Every word carries its language, and how the wording stands unless it is in force: `ja:幻覚`, `past/ja:幻覚`. So one
field serves all languages, the present is searched without looking at the past, and words are as rare as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.model import Revision
from glossary.search.entries import Standing, Wording, texts
from glossary.search.tokens import tokens
from glossary.search.whoosh_compat import ID, KEYWORD, STORED, Schema

FIELDS = {"terms": 3.0, "definition": 1.5, "notes": 1.0}
"""The fields that are searched, and how much each counts."""

SCHEMA = Schema(
    id=ID(stored=True, unique=True),
    concept=ID(),
    glossary=ID(),
    standing=ID(stored=True),
    held_from=STORED(),
    held_until=STORED(),
    **{name: KEYWORD(scorable=True, field_boost=boost) for name, boost in FIELDS.items()},
)


def document(wording: Wording) -> dict[str, object]:
    """A revision as the index has it."""
    revision = wording.revision
    found = _words(wording)
    return {
        "id": f"{revision.glossary}/{revision.concept.id}/{revision.number}",
        "concept": concept_key(revision.glossary, revision.concept.id),
        "glossary": revision.glossary,
        "standing": wording.standing,
        "held_from": revision.valid_at,
        "held_until": wording.until,
        **{name: words for name, words in found.items() if words},
    }


def concept_key(glossary: str, concept: str) -> str:
    """By which all documents of a concept are replaced."""
    return f"{glossary}/{concept}"


def marked(standing: Standing, language: str, word: str) -> str:
    """A word as the index has it."""
    return f"{language}:{word}" if standing == "current" else f"{standing}/{language}:{word}"


def _words(wording: Wording) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in FIELDS}
    for language, text in _terms(wording.revision):
        found["terms"] += [marked(wording.standing, language, word) for word in tokens(text)]
    for each in texts(wording.revision):
        field = "definition" if each.field == "definition" else "notes"
        found[field] += [marked(wording.standing, each.language, word) for word in tokens(each.text)]
    return found


def _terms(revision: Revision) -> Iterator[tuple[str, str]]:
    for language, section in revision.concept.languages.items():
        yield from ((language, term.text) for term in section.terms)
        yield from ((language, form) for form in section.search_forms)
