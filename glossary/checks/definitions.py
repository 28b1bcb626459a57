"""What a definition should have and should not be."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import definitions
from glossary.checks.values import Place
from glossary.model import Concept


@check("W401")
def names_no_source(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The definition names no source."""
    for text, definition in definitions(concept):
        if definition.source is None:
            yield Place(text.pointer.removesuffix("/text"))
