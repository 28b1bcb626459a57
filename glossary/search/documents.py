"""One document of the index a revision: how it stands, from when until when it holds, and its words.

Every word carries its language, and how the wording stands unless it is in force: `ja:幻覚`, `past/ja:幻覚`. So one
field serves all languages, the present is searched without looking at the past, and words are as rare as they are.
"""

from __future__ import annotations

from glossary.search.tokens import tokens
from glossary.search.whoosh_compat import ID, KEYWORD, STORED, Schema
from glossary.search.wordings import Standing, Wording, names, texts

FIELDS = {"terms": 3.0, "definition": 1.5, "notes": 1.0, "contexts": 0.6}
"""The fields that are searched, and how much each counts."""

_FIELD_OF = {"term": "terms", "definition": "definition", "example": "contexts", "context": "contexts"}

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
    for each in (*names(wording.revision), *texts(wording.revision)):
        found[_FIELD_OF.get(each.field, "notes")] += [
            marked(wording.standing, each.language, word) for word in tokens(each.text)
        ]
    return found
