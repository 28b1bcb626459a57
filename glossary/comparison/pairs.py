"""Two wordings of a concept laid side by side."""

from __future__ import annotations

from msgspec.structs import replace

from glossary.comparison.values import Comparison
from glossary.diff import Difference, compare, regraded
from glossary.model import Concept, Revision


def compared(before: Revision | None, after: Revision | None, language: str | None = None) -> Comparison:
    """Two wordings and what differs between them."""
    nothing = Comparison(before=before, after=after, difference=compare(None, None))
    if nothing.is_redacted:
        return nothing
    return replace(nothing, difference=_judged(compare(_content(before), _content(after), language), before, after))


def _judged(difference: Difference, before: Revision | None, after: Revision | None) -> Difference:
    """A difference as an editor judged it, where it is that of one revision from the one before it."""
    follows = before is not None and after is not None and after.number == before.number + 1
    return regraded(difference, after.grade) if follows and after and after.grade else difference


def _content(revision: Revision | None) -> Concept | None:
    return revision.concept if revision else None
