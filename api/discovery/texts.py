"""robots.txt (RFC 9309) and llms.txt: what programs that walk through the service are told first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, current_app

from api.caching import HOUR, finish, hourly
from api.discovery.head import SITE, names, said
from api.documenting import refuses
from api.fields import NoQuery
from api.house import base_url, glossaries
from api.languages import reader_language
from api.parsing import HouseBlueprint
from api.telling import concept_uri, glossary_uri
from glossary import N_, Glossary, ListRequest, plain_markdown, translate

blueprint = HouseBlueprint("crawlers", __name__, description=N_("For crawlers and language models"))

TEXT = "text/plain"
_LISTED = 200


@blueprint.route("/robots.txt")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint)
@blueprint.response(200, {"type": "string"}, content_type=TEXT)
def robots(_query: dict[str, Any]) -> Response:
    """Let every crawler read everything but searches, and name the sitemap (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /api/v1/search",
        "Disallow: /api/v1/suggest",
        "",
        f"Sitemap: {base_url()}/sitemap.xml",
    ]
    return finish(current_app.response_class("\n".join(lines) + "\n", mimetype=TEXT), HOUR)


@blueprint.route("/llms.txt")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint)
@blueprint.response(200, {"type": "string"}, content_type=TEXT)
def llms(_query: dict[str, Any]) -> Response:
    """Tell language models what is here and where each concept is as Markdown (llmstxt.org)."""
    reader = reader_language()
    blocks = [*_service(reader), *(block for opened in glossaries() for block in _glossary(opened, reader))]
    response = current_app.response_class("\n\n".join(blocks) + "\n", mimetype=TEXT)
    response.headers["Content-Language"] = reader
    response.vary.add("Accept-Language")
    return finish(response, hourly())


def _service(reader: str) -> Iterator[str]:
    base = base_url()
    yield f"# {SITE}"
    yield f"> {translate(reader, N_('Terms in Japanese and English, with every version of every definition.'))}"
    yield f"## {translate(reader, N_('For programs'))}"
    yield "\n".join(
        f"- [{translate(reader, title)}]({base}{path})"
        for title, path in (
            (N_("Manual of the API"), "/api/docs"),
            (N_("The API as an OpenAPI document"), "/api/v1/openapi.json"),
            (N_("Look up a term"), "/api/v1/terms?form=LLM"),
            (N_("Search terms and texts"), "/api/v1/search?q=LLM"),
        )
    )


def _glossary(opened: Glossary, reader: str) -> Iterator[str]:
    settings, _head, count = opened.overview()
    yield f"## {plain_markdown(said(settings.title, reader, settings))}"
    attribution = said(settings.attribution, reader, settings)
    yield from (f"> {plain_markdown(attribution)}",) if attribution else ()
    page = opened.concepts(ListRequest(), limit=_LISTED)
    yield "\n".join(
        f"- [{plain_markdown(names(each, reader))}]({concept_uri(base_url(), opened.id, each.concept.id)}.md)"
        for each in page.items
    )
    told = translate(reader, N_("All concepts (JSON)")) + f": {count}"
    yield f"[{told}]({glossary_uri(base_url(), opened.id)}/concepts)"
