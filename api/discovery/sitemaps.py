"""Sitemaps (sitemaps.org 0.9): every concept's page in each language, with its other languages beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain
from typing import Any

from flask import Response, abort, current_app

from api.caching import HOUR, finish, hourly
from api.documenting import refuses
from api.fields import Identifier, NoQuery, Query
from api.house import base_url, glossaries
from api.parsing import HouseBlueprint
from api.telling import glossary_page_uri, page_uri
from glossary import DEFAULT_LANGUAGE, N_, Glossary, Listed, languages, written, written_in_seconds

blueprint = HouseBlueprint("sitemaps", __name__, description=N_("Sitemaps"))

XML = "application/xml"
MOST_ADDRESSES = 50_000
PAGE = 10_000
_BATCH = 500
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapQuery(Query):
    """After which concept a page of a sitemap begins."""

    after = Identifier(metadata={"description": N_("the last concept of the page before")})


@blueprint.route("/sitemap.xml")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint)
@blueprint.response(200, {"type": "string"}, content_type=XML)
def index(_query: dict[str, Any]) -> Response:
    """List the sitemaps of all glossaries."""
    parts = (part for opened in glossaries() for part in _parts(opened))
    body = f'{_DECLARED}<sitemapindex xmlns="{_SPACE}">\n{"".join(parts)}</sitemapindex>\n'
    return finish(current_app.response_class(body, mimetype=XML), HOUR)


@blueprint.route("/sitemap-<id:glossary>.xml")
@blueprint.arguments(SitemapQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, {"type": "string"}, content_type=XML)
def sitemap(query: dict[str, Any], glossary: str) -> Response:
    """List the pages of a glossary's concepts, in every language, with the day of their last change."""
    opened, after = glossaries()[glossary], query.get("after", "")
    head = opened.overview()[1]
    first = opened.roll(after, _BATCH)
    if after and not first:
        abort(404)
    addresses = _addresses(opened, first, PAGE)
    home = [] if after else [_glossary(base_url(), glossary)]
    pages = (_concept(base, glossary, each) for base in [base_url()] for each in addresses)
    body = chain([_opening()], home, pages, ["</urlset>\n"])
    response = current_app.response_class(body, mimetype=XML)
    return finish(response, hourly(), f"{head.seq}-{glossaries().next_begin()}")


def _parts(opened: Glossary) -> Iterator[str]:
    changed = opened.overview()[1].recorded_at
    modified = f"<lastmod>{written(changed)}</lastmod>" if changed else ""
    for after in ["", *opened.roll_ends(PAGE)]:
        query = f"?after={after}" if after else ""
        yield f"<sitemap><loc>{escape(base_url())}/sitemap-{opened.id}.xml{query}</loc>{modified}</sitemap>\n"


def _addresses(opened: Glossary, first: list[Listed], most: int) -> Iterator[Listed]:
    """Concepts in the order of their ids, read a few at a time so that no reading lasts as long as a slow reader."""
    batch, left = first, most
    while batch and left > 0:
        yield from batch[:left]
        left -= len(batch)
        batch = opened.roll(batch[-1].concept, _BATCH) if len(batch) == _BATCH else []


def _opening() -> str:
    return f'{_DECLARED}<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


def _glossary(base: str, glossary: str) -> str:
    return _urls({each: glossary_page_uri(base, each, glossary) for each in languages()}, "")


def _concept(base: str, glossary: str, listed: Listed) -> str:
    modified = f"<lastmod>{written_in_seconds(listed.since)}</lastmod>"
    return _urls({each: page_uri(base, each, glossary, listed.concept) for each in languages()}, modified)


def _urls(pages: dict[str, str], modified: str) -> str:
    """The same page in each language; each names all of them, itself too."""
    alternates = "".join(_alternates({**pages, "x-default": pages[DEFAULT_LANGUAGE]}.items()))
    return "".join(f"<url><loc>{escape(each)}</loc>{modified}{alternates}</url>\n" for each in pages.values())


def _alternates(pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    for tag, each in pages:
        yield f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(each)}"/>'
