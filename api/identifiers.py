"""`/id/…` names a concept for ever and leads to the form that the asker wants (303, by `Accept`)."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, request, url_for
from werkzeug.exceptions import NotAcceptable

from api.caching import BRIEF, current, finish
from api.discovery.linked_data import JSON_LD, defined_term, encoded
from api.documenting import refuses
from api.fields import NoQuery
from api.house import base_url, glossaries
from api.languages import preferred_language
from api.parsing import HouseBlueprint
from api.schemas import IdentifierQuery
from api.telling import concept_uri
from glossary import N_, as_markdown, as_text, languages

blueprint = HouseBlueprint("identifiers", __name__, description=N_("Names of concepts"))

FORMS = {
    "text/plain": "identifiers.text",
    "text/markdown": "identifiers.markdown",
    "application/json": "concepts.concept",
    JSON_LD: "identifiers.linked_data",
    "text/html": "pages.entry",
}
_TAKE_NO_QUERY = ("application/json", JSON_LD)


@blueprint.route("/id/<id:glossary>/<id:concept>")
@blueprint.arguments(IdentifierQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(303)
def identifier(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Go to the concept as a page, JSON, JSON-LD, plain text or Markdown, as `Accept` says; plain text by default."""
    glossaries()[glossary].concept(concept)
    kind = request.accept_mimetypes.best_match(list(FORMS)) if request.accept_mimetypes else "text/plain"
    if kind is None:
        raise NotAcceptable
    where = url_for(FORMS[kind], glossary=glossary, concept=concept, **_passed(kind, query))
    response = current_app.make_response(redirect(f"{base_url()}{where}", 303))
    response.vary.add("Accept-Language")
    return finish(response, BRIEF)


def _passed(kind: str, query: dict[str, Any]) -> dict[str, Any]:
    """What of the query the form that somebody wants knows; a page is in a language of ours."""
    if kind != "text/html":
        return {} if kind in _TAKE_NO_QUERY else query
    wanted = query.get("language")
    return {**query, "language": wanted if wanted in languages() else preferred_language()}


@blueprint.route("/id/<id:glossary>/<id:concept>.txt")
@blueprint.arguments(IdentifierQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(200, {"type": "string"}, content_type="text/plain")
def text(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read a concept as plain text, in both languages unless `language` chooses one."""
    return _readable(as_text, "text/plain", "txt", query, glossary, concept)


@blueprint.route("/id/<id:glossary>/<id:concept>.md")
@blueprint.arguments(IdentifierQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(200, {"type": "string"}, content_type="text/markdown")
def markdown(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read a concept as Markdown, in both languages unless `language` chooses one."""
    return _readable(as_markdown, "text/markdown", "md", query, glossary, concept)


@blueprint.route("/id/<id:glossary>/<id:concept>.jsonld")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(200, {"type": "object"}, content_type=JSON_LD)
def linked_data(_query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Read a concept as JSON-LD: a DefinedTerm of schema.org, in every language."""
    opened = glossaries()[glossary]
    revision = opened.concept(concept).revision
    body = encoded(defined_term(revision, opened.settings(), base_url()))
    response = current_app.response_class(body, mimetype=JSON_LD)
    return finish(response, current(), f"{revision.number}-jsonld-all")


def _readable(write: Any, mimetype: str, form: str, query: dict[str, Any], glossary: str, concept: str) -> Response:
    opened = glossaries()[glossary]
    standing = opened.concept(concept)
    language, calendar = query.get("language"), query.get("calendar", "gregorian")
    uri = concept_uri(base_url(), glossary, concept)
    body: str = write(standing.revision, opened.settings(), language, uri, calendar)
    response = current_app.response_class(body, mimetype=mimetype)
    tag = f"{standing.revision.number}-{form}-{language or 'all'}"
    tag += "" if calendar == "gregorian" else f"-{calendar}"
    return finish(response, current(), tag)
