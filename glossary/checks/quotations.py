"""Quotations that no longer say what was quoted."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import quotations
from glossary.checks.values import Place
from glossary.diff import compare
from glossary.model import Concept


@check("W408")
def alters_a_quotation(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The changed text is no longer the source’s words; its source still says quoted to the letter (identical)."""
    changed = {each.path for each in compare(known.before, concept).changes} if known.before else set()
    for pointer in quotations(concept):
        if f"{pointer}/text" in changed and f"{pointer}/source" not in changed:
            yield Place(f"{pointer}/text")
