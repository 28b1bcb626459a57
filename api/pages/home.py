"""Where readers come in: the languages, the glossaries, and each glossary's own first page."""

from __future__ import annotations

from flask import Response, current_app, redirect, url_for

from api.caching import BRIEF, finish
from api.discovery.head import glossary_head
from api.house import base_url, glossaries
from api.languages import preferred_language
from api.pages.browsing import WHOLE, overlooked
from api.pages.comparing import contrasts
from api.pages.following import lines
from api.pages.frame import asked, page
from api.pages.queries import PageQuery
from api.pages.routes import GLOSSARY, REST, ROOT, blueprint
from api.telling import glossary_page_uri
from glossary import FORMATS, FollowRequest, Glossary, headings

_NEWEST = 5


@blueprint.get("/")
def entrance() -> Response:
    """Lead a reader to the pages in the language that the browser prefers."""
    where = url_for("pages.home", language=preferred_language())
    response = finish(current_app.make_response(redirect(f"{base_url()}{where}", 302)), BRIEF)
    response.vary.add("Accept-Language")
    return response


@blueprint.get(ROOT)
def home(language: str) -> Response:
    """The glossaries; where there is but one, its own first page."""
    asked(PageQuery)
    opened = list(glossaries())
    if len(opened) == 1:
        return _first_page(opened[0], language)
    return page("home.html", glossaries=[each.overview() for each in opened])


@blueprint.get(GLOSSARY)
def glossary(language: str, glossary: str) -> Response:
    """Where one begins to look something up."""
    asked(PageQuery)
    return _first_page(glossaries()[glossary], language)


@blueprint.get(f"{REST}about")
def about(language: str, glossary: str) -> Response:
    """Whose glossary this is, how it may be used, and how its history can be checked."""
    asked(PageQuery)
    settings, head, count = glossaries()[glossary].overview()
    return page("about.html", settings, head=head, count=count, formats=FORMATS)


def _first_page(opened: Glossary, language: str) -> Response:
    settings, _head, count = opened.overview()
    newest = lines(opened, language, FollowRequest(), limit=_NEWEST).items
    own = language if language in settings.languages else settings.source_language
    there = overlooked(opened, own, count)
    return page(
        "glossary.html",
        settings,
        discovery=glossary_head(settings, language, glossary_page_uri(base_url(), language, settings.id), base_url()),
        count=count,
        newest=newest,
        editions=opened.editions()[:_NEWEST],
        contrasts=contrasts(opened, _NEWEST),
        by=own,
        headings=headings(own),
        whole=count <= WHOLE,
        there=there.headings,
        tally=there.subjects,
    )
