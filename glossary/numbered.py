"""Revisions by their numbers, of many concepts of several glossaries at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from glossary.model import Revision
from glossary.store import Database, Reader

Numbered = tuple[str, str, int]
"""A glossary, a concept, and the number of a revision."""

_BATCH = 500


def revisions_by_number(database: Database, wanted: Iterable[Numbered]) -> dict[Numbered, Revision]:
    """Some revisions, each by its glossary, concept and number."""
    by_glossary: dict[str, dict[tuple[str, int], None]] = {}
    for glossary, concept, number in wanted:
        by_glossary.setdefault(glossary, {})[concept, number] = None
    found: dict[Numbered, Revision] = {}
    with database.reading() as connection:
        for glossary, numbers in by_glossary.items():
            reader, unread = Reader(connection, glossary), iter(numbers)
            while batch := list(islice(unread, _BATCH)):
                found |= {(glossary, each.concept.id, each.number): each for each in reader.numbered(batch)}
    return found
