"""Editions: drafted by editors, and once published a named state of the glossary that never changes."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import answers as a
from api import change_answers as c
from api import telling as tell
from api.caching import HOUR, IMMUTABLE, NO_HEADERS, PRIVATE, current, reply
from api.cursors import link_next, next_url, read_cursor
from api.differing import changes_answer, errata_answer, errata_link, errata_links
from api.documenting import answers, carried_out_once, creates
from api.edition_schemas import EditionBody, EditionListQuery
from api.fields import NoQuery
from api.forms import Form, Written, also_as, answered
from api.house import base_url, glossaries
from api.identity import author, may, needs
from api.parsing import HouseBlueprint
from api.preconditions import expected_revision, optional_revision
from api.queries import ChangesQuery, ErrataQuery
from api.repeating import once_in
from glossary import (
    N_,
    Asked,
    Edition,
    ListRequest,
    Pin,
    errata_html,
    errata_markdown,
    errors,
    report_html,
    report_markdown,
    report_table,
)

blueprint = HouseBlueprint(
    "editions",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/editions/<id:edition>",
    description=N_("Editions"),
)


@blueprint.route("")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.EditionAnswer, errors=(404,))
def edition(_query: dict[str, Any], glossary: str, edition: str) -> Response:
    """Read what an edition is: its titles, its date, and the entry of the log that it froze.

    A draft is there for editors alone.
    """
    opened = glossaries()[glossary]
    try:
        found = opened.edition(edition)
    except errors.EditionNotFound:
        if not may("editor", glossary):
            raise
        return _drafted(glossary, opened.edition_draft(edition))
    return reply(tell.edition_answer(glossary, found, base_url()), cache=IMMUTABLE)


@blueprint.route("", methods=["PUT"])
@needs("editor")
@expected_revision
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(EditionBody)
@creates(blueprint, a.EditionAnswer)
@answers(blueprint, a.EditionAnswer, errors=(401, 403, 404, 409, 412, 413, 415, 422, 428))
def put_edition(
    _query: dict[str, Any], body: dict[str, Any], glossary: str, edition: str, expected: int | None
) -> Response:
    """Change the draft of an edition, or begin one. A published edition never changes.

    Send `If-Match` with the ETag of the draft, or `If-None-Match: *` for a new one.
    """
    made = glossaries()[glossary].put_edition(Edition(**body, id=edition), author(), expected)
    return _drafted(glossary, made, status=201 if expected is None else 200)


@blueprint.route("/publish", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@carried_out_once
@answers(blueprint, a.EditionAnswer, errors=(401, 403, 404, 409, 412, 422))
def publish(_query: dict[str, Any], glossary: str, edition: str) -> Response:
    """Publish a draft: the edition is the glossary as it is known now and holds on its date, for ever.

    With `If-Match`, only where the draft still is what you read.
    """
    made = once_in(glossary).publish_draft(edition, author(), optional_revision())
    return reply(tell.edition_answer(glossary, made, base_url()), cache=PRIVATE)


@blueprint.route("/concepts")
@blueprint.arguments(EditionListQuery, location="query")
@answers(blueprint, a.ConceptListAnswer, errors=(404,))
def edition_concepts(query: dict[str, Any], glossary: str, edition: str) -> Response:
    """List the concepts of an edition as it has them."""
    request = ListRequest(asked=Asked(edition=edition), language=query.get("language"))
    after = read_cursor(query.get("cursor"), Pin)
    page = glossaries()[glossary].concepts(request, after, query["limit"])
    url = next_url(page.next)
    links = [*link_next(url).values(), errata_link(base_url(), glossary, edition)]
    return reply(tell.list_answer(page, url, base_url()), {"Link": ", ".join(links)}, cache=IMMUTABLE)


@blueprint.route("/concepts/<id:concept>")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.ConceptAnswer, errors=(404, 410))
def edition_concept(_query: dict[str, Any], glossary: str, edition: str, concept: str) -> Response:
    """Read a concept as an edition has it."""
    opened = glossaries()[glossary]
    revision = opened.concept(concept, Asked(edition=edition)).revision
    links = errata_links(opened.errata(edition, concept), concept, base_url())
    where = {"Content-Location": tell.revision_uri(base_url(), revision), "Link": links}
    return reply(tell.concept_answer(revision, base_url()), where, cache=IMMUTABLE, etag=tell.tag(revision))


@blueprint.route("/changes")
@blueprint.arguments(ChangesQuery, location="query")
@also_as(blueprint, "text/html", "text/markdown")
@answers(blueprint, c.ChangesAnswer, errors=(404, 410))
def changes(query: dict[str, Any], glossary: str, edition: str) -> Response:
    """Read what changed since an earlier edition, concept by concept, and why.

    What was added, changed, retired and corrected, each with its difference: as JSON, a page, a table or Markdown.
    """
    found, language = glossaries()[glossary].changes(query["since"], edition), query.get("language")
    forms: dict[Form, Written] = {
        "html": lambda reader: report_html(found, reader, language),
        "table": lambda reader: report_table(found, reader, language, query["order"]),
        "markdown": lambda reader: report_markdown(found, reader, language),
    }
    return answered(lambda: changes_answer(found, base_url()), forms, query, NO_HEADERS, HOUR)


@blueprint.route("/errata")
@blueprint.arguments(ErrataQuery, location="query")
@also_as(blueprint, "text/html", "text/markdown")
@answers(blueprint, c.ErrataAnswer, errors=(404, 410))
def errata(query: dict[str, Any], glossary: str, edition: str) -> Response:
    """Read what an edition has wrong and what is right instead, since when that is known, and why.

    The edition itself never changes. As JSON, a page or Markdown.
    """
    found, language = glossaries()[glossary].errata(edition, query.get("concept")), query.get("language")
    forms: dict[Form, Written] = {
        "html": lambda reader: errata_html(found, reader, language),
        "markdown": lambda reader: errata_markdown(found, reader, language),
    }
    return answered(lambda: errata_answer(found, base_url()), forms, query, NO_HEADERS, current())


def _drafted(glossary: str, draft: Edition, status: int = 200) -> Response:
    told = tell.edition_answer(glossary, draft, base_url())
    where = {"Location": told.uri} if status == 201 else {}
    return reply(told, where, status=status, cache=PRIVATE, etag=str(draft.draft))
