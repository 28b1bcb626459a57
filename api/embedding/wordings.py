"""Which wording an embed shows: the one in force, a fixed one, or a fixed one that tells when another holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from api.moments import lies_ahead, one_of
from glossary import Asked, Comparison, Edition, Fault, Glossary, InvalidQuery, Revision, Settings, errors

_FIXES = ("revision", "edition", "as_of")


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """A revision to be shown, and what is to be said about it.

    moved -- whether another wording is in force, where that was asked for
    newer -- what differs from it; nothing where its text has been removed
    retired -- the retirement of the concept, likewise
    errata -- how many corrections of it the edition has had
    """

    revision: Revision
    settings: Settings
    pinned: bool = False
    edition: Edition | None = None
    errata: int = 0
    newer: Comparison | None = None
    moved: bool = False
    retired: Revision | None = None
    upcoming: bool = False


def wording(opened: Glossary, concept: str, query: Mapping[str, Any]) -> Wording:
    """The wording that a query asks for. Raises `Retired` for one that says that the concept is no more."""
    mode = _mode(dict(query))
    found = _fixed(opened, concept, query) or Wording(
        revision=opened.concept(concept).revision, settings=opened.settings()
    )
    if found.revision.status == "retired":
        raise _retirement(found.revision)
    if lies_ahead(found.revision):
        return msgspec.structs.replace(found, upcoming=True)
    return _compared(opened, found) if mode == "notify" else found


def _mode(query: dict[str, Any]) -> str | None:
    one_of(query, *_FIXES)
    fixed = any(name in query for name in _FIXES)
    mode: str | None = query.get("mode")
    if mode == "latest" and fixed:
        raise InvalidQuery([Fault("/mode", "exclusive", {"names": ", ".join(["mode=latest", *_FIXES])})])
    if mode == "notify" and not fixed:
        raise InvalidQuery([Fault("/mode", "nothing-fixed")])
    return mode


def _fixed(opened: Glossary, concept: str, query: Mapping[str, Any]) -> Wording | None:
    settings = opened.settings()
    if "revision" in query:
        revision = opened.revision(concept, query["revision"])
        return Wording(revision=revision, settings=settings, pinned=True)
    if "as_of" in query:
        revision = opened.concept(concept, Asked(as_of=query["as_of"])).revision
        return Wording(revision=revision, settings=settings, pinned=True)
    if "edition" in query:
        edition = query["edition"]
        found = opened.concept(concept, Asked(edition=edition)).revision
        corrections = len(opened.errata(edition, concept).corrections)
        return Wording(revision=found, settings=settings, edition=opened.edition(edition), errata=corrections)
    return None


def _compared(opened: Glossary, found: Wording) -> Wording:
    """A fixed wording with what has become of it."""
    try:
        now = opened.standing(found.revision.concept.id)
    except errors.Redacted:
        return msgspec.structs.replace(found, moved=True)
    if now is None or now.number == found.revision.number:
        return found
    if now.status == "retired":
        return msgspec.structs.replace(found, retired=now)
    newer = opened.comparison(now.concept.id, found.revision.number, now.number)
    moved = bool(newer.difference.changes)
    return msgspec.structs.replace(found, newer=newer if moved else None, moved=moved)


def _retirement(revision: Revision) -> errors.Retired:
    return errors.Retired(
        revision.glossary,
        revision.concept.id,
        revision.number,
        revision.valid_from,
        revision.concept.replaced_by,
    )
