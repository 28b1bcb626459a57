"""Where the wording that is shown stands among the others: past, in force or upcoming, later corrected, behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from api.house import glossaries
from api.languages import reader_language
from glossary import Comparison, Glossary, Revision, as_html, errors, micros, within_a_page

_HISTORY = 10


class Cause(NamedTuple):
    """What changed in the source text since a section was checked against it."""

    language: str
    since: int
    until: int
    html: Markup


class Shown(NamedTuple):
    """What a reader must know of the wording before them."""

    history: Sequence[Revision]
    more: bool
    current: Revision | None
    upcoming: Sequence[Revision]
    correction: Revision | None
    causes: dict[str, Cause]
    authors: dict[str, str | None]


def standing(opened: Glossary, revision: Revision, query: dict[str, Any]) -> Shown:
    """Where a wording stands."""
    concept, now = revision.concept.id, micros(glossaries().now())
    found = opened.revisions(concept, limit=_HISTORY + 1)
    current = opened.standing(concept)
    return Shown(
        history=found[:_HISTORY],
        more=len(found) > _HISTORY,
        current=current,
        upcoming=[each for each in reversed(found) if each.valid_at > max(now, _begun(current))],
        correction=_correction(opened, revision, query),
        causes=causes(opened, revision),
        authors=opened.names(each.author for each in found),
    )


def _begun(current: Revision | None) -> int:
    return current.valid_at if current else 0


def _correction(opened: Glossary, revision: Revision, query: dict[str, Any]) -> Revision | None:
    """The newest correction of the very wording that somebody reads in an edition or by its number."""
    if not query.keys() & {"edition", "revision"}:
        return None
    number = opened.corrected_by(revision)
    return opened.revision(revision.concept.id, number) if number else None


def causes(opened: Glossary, revision: Revision) -> dict[str, Cause]:
    """For each language that is behind its source: what changed there."""
    sections = revision.concept.languages
    behind = [tag for tag, sync in revision.sync.items() if sync.state == "behind" and tag in sections]
    return {tag: cause for tag in behind if (cause := _cause(opened, revision, tag))}


def _cause(opened: Glossary, revision: Revision, tag: str) -> Cause | None:
    base = revision.concept.languages[tag].based_on
    if base is None or base.revision is None:
        return None
    try:
        compared = opened.comparison(revision.concept.id, base.revision, revision.number, base.language)
    except errors.Redacted:
        return None
    return Cause(
        base.language, base.revision, revision.number, difference(compared, opened, reader_language(), base.language)
    )


def only_language(compared: Comparison, reader: str) -> str | None:
    """The one language in which two wordings differ, the reader's for what all share; None where they are several."""
    places = [each.path.split("/") for each in compared.difference.changes]
    named = {place[2] for place in places if place[1:2] == ["languages"] and len(place) > 2}
    if named or not places or compared.before is None:
        return named.pop() if len(named) == 1 else None
    return reader if reader in compared.newest.concept.languages else None


def difference(compared: Comparison, opened: Glossary, reader: str, language: str | None = None) -> Markup:
    """A difference as a part of a page."""
    return Markup(as_html(compared, opened.settings(), reader, language, within_a_page))  # noqa: S704 - escaped there
