"""The results of a search: what was found, why, and where in it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.house import glossaries
from api.moments import asked_of
from api.pages.frame import Here, asked, page
from api.pages.queries import SearchQuery
from api.pages.routes import REST, blueprint
from glossary import Query

_PAGE = 20
_STATES = ("as_of", "edition")


@blueprint.get(f"{REST}search")
def search(language: str, glossary: str) -> Response:
    """What a reader may mean by some words: terms first, then texts; today, at a date, or in an edition."""
    query = asked(SearchQuery)
    opened, state = glossaries()[glossary], asked_of(query)
    settings = opened.settings()
    edition = opened.edition(state.edition) if state.edition else None
    shown: dict[str, Any] = {
        "query": query,
        "edition": edition,
        "state": {name: query[name] for name in _STATES if name in query},
    }
    if not query.get("q"):
        return page("search.html", settings, found=None, **shown)
    number = query.get("page", 1)
    found = glossaries().search(_question(query, glossary, number), state)
    hits = list(zip(found.hits, glossaries().revisions_of(found.hits), strict=True))
    more = Here()(page=number + 1) if number * _PAGE < found.total else None
    return page("search.html", settings, found=found, hits=hits, more=more, **shown)


def _question(query: dict[str, Any], glossary: str, number: int) -> Query:
    def only(name: str) -> tuple[str, ...] | None:
        return (query[name],) if name in query else None

    return Query(
        text=query["q"],
        glossaries=(glossary,),
        languages=only("language"),
        subjects=only("subject"),
        statuses=(query.get("status", "current"),),
        within=query.get("within", "current"),
        facets=True,
        offset=(number - 1) * _PAGE,
        limit=_PAGE,
    )
