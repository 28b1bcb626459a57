"""Two wordings of a concept laid side by side."""

from __future__ import annotations

from msgspec.structs import replace

from glossary.comparison.values import Comparison
from glossary.diff import compare
from glossary.model import Concept, Revision


def compared(before: Revision | None, after: Revision | None, language: str | None = None) -> Comparison:
    """Two wordings and what differs between them."""
    nothing = Comparison(before=before, after=after, difference=compare(None, None))
    if nothing.is_redacted:
        return nothing
    return replace(nothing, difference=compare(_content(before), _content(after), language))


def _content(revision: Revision | None) -> Concept | None:
    return revision.concept if revision else None
