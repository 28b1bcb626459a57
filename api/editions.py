"""Published editions: a named state of the glossary that never changes."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import answers as a
from api import telling as tell
from api.caching import IMMUTABLE, reply
from api.cursors import link_next, next_url, read_cursor
from api.documenting import answers
from api.fields import NoQuery
from api.house import base_url, glossaries
from api.parsing import HouseBlueprint
from api.schemas import EditionListQuery
from glossary import N_, Asked, ListRequest, Pin

blueprint = HouseBlueprint(
    "editions",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/editions/<id:edition>",
    description=N_("Published editions"),
)


@blueprint.route("")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.EditionAnswer, errors=(404,))
def edition(_query: dict[str, Any], glossary: str, edition: str) -> Response:
    """Read what an edition is: its titles, its date, and the entry of the log that it froze."""
    found = glossaries()[glossary].edition(edition)
    return reply(tell.edition_answer(glossary, found, base_url()), cache=IMMUTABLE)


@blueprint.route("/concepts")
@blueprint.arguments(EditionListQuery, location="query")
@answers(blueprint, a.ConceptListAnswer, errors=(404,))
def edition_concepts(query: dict[str, Any], glossary: str, edition: str) -> Response:
    """List the concepts of an edition as it has them."""
    request = ListRequest(asked=Asked(edition=edition), language=query.get("language"))
    after = read_cursor(query.get("cursor"), Pin)
    page = glossaries()[glossary].concepts(request, after, query["limit"])
    url = next_url(page.next)
    return reply(tell.list_answer(page, url, base_url()), link_next(url), cache=IMMUTABLE)


@blueprint.route("/concepts/<id:concept>")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.ConceptAnswer, errors=(404, 410))
def edition_concept(_query: dict[str, Any], glossary: str, edition: str, concept: str) -> Response:
    """Read a concept as an edition has it."""
    revision = glossaries()[glossary].concept(concept, Asked(edition=edition)).revision
    where = {"Content-Location": tell.revision_uri(base_url(), revision)}
    return reply(tell.concept_answer(revision, base_url()), where, cache=IMMUTABLE, etag=str(revision.number))
