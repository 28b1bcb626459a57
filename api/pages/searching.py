"""The results of a search: what was found, why, and where in it."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.house import glossaries
from api.pages.frame import Here, asked, page
from api.pages.queries import SearchQuery
from api.pages.routes import REST, blueprint
from glossary import Query

_PAGE = 20


@blueprint.get(f"{REST}search")
def search(language: str, glossary: str) -> Response:
    """What a reader may mean by some words: terms first, then texts."""
    query = asked(SearchQuery)
    settings = glossaries()[glossary].settings()
    if not query.get("q"):
        return page("search.html", settings, query=query, found=None)
    number = query.get("page", 1)
    found = glossaries().search(_question(query, glossary, number))
    revisions = glossaries().revisions_of(found.hits)
    more = Here()(page=number + 1) if number * _PAGE < found.total else None
    return page(
        "search.html", settings, query=query, found=found, hits=list(zip(found.hits, revisions, strict=True)), more=more
    )


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
