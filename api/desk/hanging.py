"""What hangs on a concept, as pages tell it to those who decide about it."""

from __future__ import annotations

from typing import Any

from api.desk.naming import named
from api.pages.reading import Reading
from glossary import Glossary


def hanging(opened: Glossary, concept: str, reading: Reading, *others: str) -> dict[str, Any]:
    """What hangs on a concept, what all of that is called, and what some others are called of which a page speaks."""
    impact = opened.desk.impact(concept)
    concerned = [*(each.concept for each in impact.related), *(each.concept for each in impact.uses)]
    return {
        "impact": impact,
        "terms": named(opened, [*concerned, *others], reading),
        "edition_titles": {each.id: each.title for each in opened.editions()},
    }
