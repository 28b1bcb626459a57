"""What changed: in the whole glossary, newest first, or between two wordings of one concept."""

from __future__ import annotations

from typing import Any

from flask import Response
from markupsafe import Markup

from api.house import glossaries
from api.pages.following import lines
from api.pages.frame import Here, asked, page
from api.pages.queries import ChangesQuery
from api.pages.routes import REST, blueprint
from api.pages.standing import only_language
from glossary import (
    NOW,
    Comparison,
    FollowRequest,
    Glossary,
    Settings,
    as_html,
    as_table,
    dated_by,
    within_a_page,
)

_PAGE = 20


@blueprint.get(f"{REST}changes")
def changes(language: str, glossary: str) -> Response:
    """The newest changes, each with what differs; or, where two wordings are named, their difference."""
    query = asked(ChangesQuery)
    opened = glossaries()[glossary]
    settings = opened.settings()
    if "concept" in query and query.keys() & {"from", "from_", "to", "form"}:
        return _difference(opened, settings, language, query)
    request = FollowRequest(concept=query.get("concept"), subject=query.get("subject"))
    found = lines(opened, language, request, query.get("before"), _PAGE)
    more = Here()(before=found.before) if found.before else None
    return page("changes.html", settings, query=query, lines=found.items, more=more)


def _difference(opened: Glossary, settings: Settings, language: str, query: dict[str, Any]) -> Response:
    compared = opened.comparison(query["concept"], query.get("from_"), query.get("to", NOW))
    return page(
        "difference.html", settings, query=query, compared=compared, told=_told(compared, settings, language, query)
    )


def _told(compared: Comparison, settings: Settings, language: str, query: dict[str, Any]) -> Markup:
    only = only_language(compared, language)
    with dated_by(query.get("calendar", "gregorian"), glossaries().now().date()):
        if query.get("form") == "table":
            html = as_table(compared, settings, language, only, query.get("order", "new-first"), within_a_page)
        else:
            html = as_html(compared, settings, language, only, within_a_page)
    return Markup(html)  # noqa: S704 - escaped there
