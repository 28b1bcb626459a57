"""The glossaries themselves: what they say of themselves, and the end of their log."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, request

from api import answers as a
from api import telling as tell
from api.caching import PRIVATE, current, finish, reply
from api.cursors import link_next
from api.documenting import answers, carried_out_once, creates, refuses
from api.edition_schemas import EditionsQuery, LogQuery, NewEditionBody
from api.fields import NoQuery
from api.findings import MissedAnswer
from api.house import base_url, glossaries
from api.identity import author, may, needs
from api.parsing import HouseBlueprint
from api.preconditions import expected_revision
from api.repeating import once_in
from api.schemas import MissedQuery
from api.settings_schemas import SettingsBody, settings_of
from glossary import N_, Edition, Glossary

LINES = "application/x-ndjson"
LOG_PAGE = 1000

blueprint = HouseBlueprint(
    "glossaries", __name__, url_prefix="/api/v1/glossaries", description=N_("Glossaries and their editions")
)


@blueprint.route("")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.GlossaryListAnswer)
def list_glossaries(_query: dict[str, Any]) -> Response:
    """List the glossaries of this service."""
    return reply(a.GlossaryListAnswer(items=[_answer(each) for each in glossaries()]), cache=current())


@blueprint.route("/<id:glossary>")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.GlossaryAnswer, errors=(404,))
def glossary(_query: dict[str, Any], glossary: str) -> Response:
    """Read what a glossary says of itself: publisher, licence, languages, subject fields, the end of its log."""
    found = _answer(glossaries()[glossary])
    return reply(found, cache=current(), etag=str(found.seq))


@blueprint.route("/<id:glossary>", methods=["PUT"])
@needs("administrator")
@expected_revision
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(SettingsBody)
@creates(blueprint, a.GlossaryAnswer)
@answers(blueprint, a.GlossaryAnswer, errors=(401, 403, 404, 412, 413, 415, 422, 428))
def put_glossary(_query: dict[str, Any], body: dict[str, Any], glossary: str, expected: int | None) -> Response:
    """Change what a glossary says of itself, or make a new glossary.

    Send `If-Match` with the ETag of the glossary, or `If-None-Match: *` for a new one. A subject field or a language
    that concepts have stays: what leaves it out is refused (`subject-in-use`, `language-in-use`), with how many
    concepts have it and the first of them by name.
    """
    settings = settings_of({**body, "id": glossary})
    if expected is None:
        made = glossaries().make(settings, author())
        return _changed(made, status=201)
    glossaries()[glossary].change_settings(settings, author(), expected)
    return _changed(glossaries()[glossary])


@blueprint.route("/<id:glossary>/checkpoint")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, a.CheckpointAnswer, errors=(404,))
def checkpoint(_query: dict[str, Any], glossary: str) -> Response:
    """Read the end of the log, for a witness to keep."""
    _, head, _ = glossaries()[glossary].overview()
    return reply(tell.checkpoint_answer(glossary, head), cache=current())


@blueprint.route("/<id:glossary>/log")
@blueprint.arguments(LogQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, {"type": "string"}, content_type=LINES)
def log(query: dict[str, Any], glossary: str) -> Response:
    """Read the log as it is hashed, one JSON object a line, to check it yourself or against checkpoints.

    At most a thousand entries come at once; `Link: rel="next"` leads to those that follow.
    """
    opened = glossaries()[glossary]
    head = opened.overview()[1].seq
    last = min(query["after"] + LOG_PAGE, query.get("until", head), head)
    made = current_app.response_class(b"".join(opened.log(query["after"], last)), mimetype=LINES)
    more = last < min(query.get("until", head), head)
    return finish(made, current(), headers=link_next(_log_url(query, last) if more else None))


@blueprint.route("/<id:glossary>/missed-forms")
@needs("editor")
@blueprint.arguments(MissedQuery, location="query")
@answers(blueprint, MissedAnswer, errors=(401, 403, 404))
def missed_forms(query: dict[str, Any], glossary: str) -> Response:
    """List what people looked up in vain over the last month: terms they miss, without a trace of who asked."""
    return reply(MissedAnswer(items=glossaries().missed(glossary, query["limit"])))


@blueprint.route("/<id:glossary>/editions")
@blueprint.arguments(EditionsQuery, location="query")
@answers(blueprint, a.EditionListAnswer, errors=(404,))
def editions(query: dict[str, Any], glossary: str) -> Response:
    """List the published editions, newest first; editors may list the drafts."""
    opened = glossaries()[glossary]
    if query["state"] == "draft":
        drafts = opened.edition_drafts()
        return _editions(glossary, drafts if may("editor", glossary) else [], PRIVATE)
    return _editions(glossary, opened.editions(), current())


@blueprint.route("/<id:glossary>/editions", methods=["POST"])
@needs("editor")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(NewEditionBody)
@carried_out_once
@answers(blueprint, a.EditionAnswer, status=201, errors=(401, 403, 404, 409, 413, 415, 422))
def draft_edition(_query: dict[str, Any], body: dict[str, Any], glossary: str) -> Response:
    """Begin a draft of an edition. Only editors see it until it is published."""
    made = once_in(glossary).draft_edition(Edition(**body), author())
    found = tell.edition_answer(glossary, made, base_url())
    tag = str(made.draft) if made.draft else None  # published since, where somebody asks a second time
    return reply(found, {"Location": found.uri}, status=201, cache=PRIVATE, etag=tag)


def _answer(glossary: Glossary) -> a.GlossaryAnswer:
    return tell.glossary_answer(*glossary.overview(), base_url())


def _log_url(query: dict[str, Any], last: int) -> str:
    until = {"until": query["until"]} if "until" in query else {}
    return f"{base_url()}{request.path}?{urlencode({'after': last, **until})}"


def _editions(glossary: str, found: list[Edition], cache: str) -> Response:
    items = [tell.edition_answer(glossary, edition, base_url()) for edition in found]
    return reply(a.EditionListAnswer(items=items), cache=cache)


def _changed(glossary: Glossary, status: int = 200) -> Response:
    found = _answer(glossary)
    where = {"Location": found.uri} if status == 201 else {}
    return reply(found, where, status=status, cache=PRIVATE, etag=str(found.seq))
