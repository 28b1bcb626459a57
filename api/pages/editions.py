"""Editions, what changed from one to another, and what each has wrong."""

from __future__ import annotations

from typing import Any

from flask import Response
from markupsafe import Markup

from api.house import glossaries
from api.pages.frame import asked, page
from api.pages.queries import PageQuery, ReportQuery
from api.pages.routes import REST, blueprint
from api.pages.standing import only_language
from glossary import (
    Asked,
    Edition,
    Glossary,
    ListRequest,
    Report,
    dated_by,
    errata_html,
    report_html,
    report_table,
    within_a_page,
)

_SHOWN = 200
_EDITION = f"{REST}editions/<id:edition>"


@blueprint.get(f"{REST}editions")
def editions(language: str, glossary: str) -> Response:
    """The published editions, newest first."""
    asked(PageQuery)
    opened = glossaries()[glossary]
    return page("editions.html", opened.settings(), editions=opened.editions())


@blueprint.get(_EDITION)
def edition(language: str, glossary: str, edition: str) -> Response:
    """An edition: what it is, what is in it, and what it has wrong."""
    asked(PageQuery)
    opened = glossaries()[glossary]
    settings, found = opened.settings(), opened.edition(edition)
    by = language if language in settings.languages else settings.source_language
    listed = opened.concepts(ListRequest(language=by, asked=Asked(edition=edition)), limit=_SHOWN)
    return page(
        "edition.html",
        settings,
        edition=found,
        listed=listed,
        errata=opened.errata(edition),
        earlier=_earlier(opened, found),
    )


@blueprint.get(f"{_EDITION}/changes")
def edition_changes(language: str, glossary: str, edition: str) -> Response:
    """What changed since an earlier edition, as a list or as a 新旧対照表."""
    query = asked(ReportQuery)
    opened = glossaries()[glossary]
    found = opened.edition(edition)
    earlier = _earlier(opened, found)
    since = query.get("since") or (earlier[0].id if earlier else None)
    if since is None:
        return page("report.html", opened.settings(), query=query, edition=found, report=None)
    report = opened.changes(since, edition)
    told = _told(report, language, query)
    return page("report.html", report.settings, query=query, edition=found, report=report, told=told)


@blueprint.get(f"{_EDITION}/errata")
def edition_errata(language: str, glossary: str, edition: str) -> Response:
    """What an edition has wrong, and what is right instead."""
    query = asked(PageQuery)
    errata = glossaries()[glossary].errata(edition)
    tags = {only_language(each, language) for each in errata.corrections}
    only = tags.pop() if len(tags) == 1 else None
    with dated_by(query.get("calendar", "gregorian"), glossaries().now().date()):
        told = Markup(errata_html(errata, language, only, within_a_page))  # noqa: S704 - escaped there
    return page("errata.html", errata.settings, errata=errata, told=told)


def _earlier(opened: Glossary, edition: Edition) -> list[Edition]:
    """The editions published before one, newest first."""
    return [each for each in opened.editions() if (each.seq or 0) < (edition.seq or 0)]


def _told(report: Report, language: str, query: dict[str, Any]) -> Markup:
    with dated_by(query.get("calendar", "gregorian"), glossaries().now().date()):
        if query.get("form") == "table":
            html = report_table(report, language, order=query.get("order", "new-first"), frame=within_a_page)
        else:
            html = report_html(report, language, frame=within_a_page)
    return Markup(html)  # noqa: S704 - escaped there
