"""Two wordings of a concept laid side by side."""

from __future__ import annotations

from msgspec.structs import replace

from glossary.comparison.values import Comparison
from glossary.diff import Change, Difference, compare, regraded
from glossary.model import Concept, Revision


def compared(before: Revision | None, after: Revision | None, language: str | None = None) -> Comparison:
    """Two wordings and what differs between them."""
    nothing = Comparison(before=before, after=after, difference=compare(None, None))
    if nothing.is_redacted:
        return nothing
    said = compare(_content(before), _content(after), language)
    return replace(nothing, difference=_judged(_with_status(said, before, after), before, after))


def _with_status(said: Difference, before: Revision | None, after: Revision | None) -> Difference:
    """The difference of two contents, and that the concept was retired or is back: that changes what it means."""
    if before is None or after is None or before.status == after.status:
        return said
    told = Change(
        path="/status", op="replace", before=before.status, after=after.status, grade="meaning", reason="changed"
    )
    return replace(said, changes=(told, *said.changes), grade="meaning")


def _judged(difference: Difference, before: Revision | None, after: Revision | None) -> Difference:
    """A difference as an editor judged it, where it is that of one revision from the one before it."""
    follows = before is not None and after is not None and after.number == before.number + 1
    return regraded(difference, after.grade) if follows and after and after.grade else difference


def _content(revision: Revision | None) -> Concept | None:
    return revision.concept if revision else None
