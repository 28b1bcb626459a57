"""The index of a glossary: by 五十音, by letters, by subject; today, at a date, or in an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Response

from api.cursors import next_url, read_cursor
from api.house import glossaries
from api.moments import asked_of
from api.pages.frame import asked, page
from api.pages.queries import BrowseQuery
from api.pages.routes import REST, blueprint
from glossary import Glossary, ListRequest, Page, Pin, Revision, heading, headings

WHOLE = 500
_PAGE = 200


class Group(NamedTuple):
    """The terms under one heading of the index."""

    heading: str
    items: Sequence[Revision]


class Overlooked(NamedTuple):
    """What there is in a glossary that is shown on one page: under which headings, how many of each subject."""

    headings: frozenset[str]
    subjects: Counter[str]


@blueprint.get(f"{REST}browse")
def browse(language: str, glossary: str) -> Response:
    """Every term: all on one page where they are few, else heading by heading."""
    query = asked(BrowseQuery)
    opened = glossaries()[glossary]
    settings, _head, count = opened.overview()
    by = query.get("by") or (language if language in settings.languages else settings.source_language)
    whole = count <= WHOLE
    found = opened.concepts(
        _request(query, by, whole), read_cursor(query.get("cursor"), Pin), WHOLE if whole else _PAGE
    )
    return page(
        "browse.html",
        settings,
        query=query,
        by=by,
        whole=whole,
        groups=_groups(found),
        headings=headings(by),
        more=next_url(found.next),
        editions=opened.editions(),
        errata=opened.errata(query["edition"]) if "edition" in query else None,
    )


def overlooked(opened: Glossary, by: str, count: int) -> Overlooked:
    """What a reader may expect behind each heading and subject; nothing is counted where there is too much for that."""
    if count > WHOLE:
        return Overlooked(frozenset(), Counter())
    found = opened.concepts(ListRequest(language=by), limit=WHOLE)
    subjects = Counter(subject for revision in found.items for subject in revision.concept.subjects)
    return Overlooked(frozenset(group.heading for group in _groups(found)), subjects)


def _request(query: dict[str, Any], by: str, whole: bool) -> ListRequest:
    first = None if whole or query.get("subject") else headings(by)[0]
    return ListRequest(
        language=by,
        heading=query.get("heading", first),
        subject=query.get("subject"),
        sync=query.get("sync"),
        asked=asked_of(query),
    )


def _groups(found: Page) -> list[Group]:
    """The terms by their headings; those that stand apart under one heading come together under the last of them."""
    under: dict[str, list[Revision]] = {}
    for revision in found.items:
        section = revision.concept.languages.get(found.language)
        name = heading(section.preferred.text, section.preferred.readings, found.language) if section else ""
        under.setdefault(name, []).append(revision)
    return [Group(name, under[name]) for name in (*headings(found.language), "") if name in under]
