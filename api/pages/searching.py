"""The results of a search: what was found, why, and where in it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.house import glossaries
from api.moments import asked_of
from api.pages.frame import Here, asked, page
from api.pages.queries import SearchQuery
from api.pages.routes import REST, ROOT, blueprint
from glossary import Query, Settings

_PAGE = 20
_STATES = ("as_of", "edition")


@blueprint.get(f"{REST}search")
def search(language: str, glossary: str) -> Response:
    """What a reader may mean by some words: terms first, then texts; today, at a date, or in an edition."""
    query, opened = asked(SearchQuery), glossaries()[glossary]
    edition = opened.edition(query["edition"]) if "edition" in query else None
    return _results(query, opened.settings(), edition=edition)


@blueprint.get(f"{ROOT}-/search")
def search_all(language: str) -> Response:
    """The same in every glossary, today or at a date."""
    query = asked(SearchQuery)
    query.pop("edition", None)
    return _results(query, None, titles={each.id: each.settings().title for each in glossaries()})


def _results(query: dict[str, Any], settings: Settings | None, **facts: Any) -> Response:
    facts |= {"query": query, "state": {name: query[name] for name in _STATES if name in query}}
    if not query.get("q"):
        return page("search.html", settings, found=None, **facts)
    number = query.get("page", 1)
    found = glossaries().search(_question(query, settings, number), asked_of(query))
    hits = list(zip(found.hits, glossaries().revisions_of(found.hits), strict=True))
    more = Here()(page=number + 1) if number * _PAGE < found.total else None
    return page("search.html", settings, found=found, hits=hits, more=more, **facts)


def _question(query: dict[str, Any], settings: Settings | None, number: int) -> Query:
    def only(name: str) -> tuple[str, ...] | None:
        return (query[name],) if name in query else None

    return Query(
        text=query["q"],
        glossaries=(settings.id,) if settings else None,
        languages=only("language"),
        subjects=only("subject"),
        statuses=(query.get("status", "current"),),
        within=query.get("within", "current"),
        facets=True,
        offset=(number - 1) * _PAGE,
        limit=_PAGE,
    )
