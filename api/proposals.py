"""Proposals: anybody makes them, reviewers decide on them, and the approved text is never disturbed."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from flask import Response, g

from api import proposal_answers as p
from api import proposal_schemas as s
from api import proposal_telling as tell
from api.at_the_desk import admits, admits_the_proposer, desk_of, expected_wording, origin, who
from api.caching import NO_HEADERS, reply
from api.cursors import link_next, next_url, read_cursor
from api.documenting import answers, bound_to_what_was_read, carried_out_once, creates, refuses, takes_a_token
from api.fields import NoQuery
from api.house import base_url, glossaries
from api.identity import author, needs
from api.languages import reader_language
from api.parsing import HouseBlueprint
from api.repeating import once
from glossary import (
    N_,
    PENDING,
    Amendment,
    Approval,
    Choice,
    Desk,
    Draft,
    Proposer,
    Queue,
    Wish,
    draft,
)

blueprint = HouseBlueprint(
    "proposals",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/proposals",
    description=N_("Proposals and their review"),
)
_ACTING = (401, 403, 404, 409, 413, 415, 422)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(s.ProposeQuery, location="query")
@blueprint.arguments(s.ProposalBody)
@creates(blueprint, p.ProposalAnswer)
@answers(blueprint, p.ProposalAnswer, errors=(404, 409, 413, 415, 422, 429))
@carried_out_once
def propose(query: dict[str, Any], body: dict[str, Any], glossary: str) -> Response:
    """Propose a new concept, a change, a retirement or a merge of two: with a key, or without one.

    `dry_run=true` answers what would come of it and stores nothing. Without a key the answer has a token, told only
    once: send it as `Proposal-Token` to follow, edit or withdraw the proposal.
    """
    desk, wish = desk_of(glossary), _wish(body)
    if query["dry_run"] == "true":
        return reply(tell.proposal_answer(desk.dry_run(wish, who()), base_url()))
    filing = desk.propose(wish, who(), Proposer(**(body.get("proposer") or {})), origin(), once())
    if filing.token:
        glossaries().wishes.reads(filing.file.proposal.person, reader_language())
    return _told(tell.proposal_answer(filing.file, base_url(), filing.token), status=201)


@blueprint.route("")
@blueprint.arguments(s.QueueQuery, location="query")
@answers(blueprint, p.QueueAnswer, errors=(401, 404))
def queue(query: dict[str, Any], glossary: str) -> Response:
    """List proposals, newest first: all to reviewers, to others their own, or all where the glossary shows them."""
    desk = glossaries()[glossary].desk
    before, limit = read_cursor(query.get("cursor"), int), query["limit"]
    found, names = desk.proposals(who(), _queue(query), before, limit + 1, query.get("older_than"))
    url = next_url(found[limit - 1].number if len(found) > limit else None)
    items = [tell.summary_answer(each, names, base_url()) for each in found[:limit]]
    return reply(p.QueueAnswer(items=items, next=url), link_next(url))


@blueprint.route("/<number:number>")
@admits
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, p.ProposalAnswer, errors=(401, 403, 404))
@takes_a_token
def proposal(_query: dict[str, Any], glossary: str, number: int) -> Response:
    """Read a proposal: its wording, what would come of it, and its thread."""
    return _answer(glossaries()[glossary].desk, number)


@blueprint.route("/<number:number>", methods=["PATCH"])
@admits_the_proposer
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.AmendmentBody)
@answers(blueprint, p.ProposalAnswer, errors=(*_ACTING, 412))
@bound_to_what_was_read
@takes_a_token
def edit(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Edit a proposal of your own, until review begins and again when changes were requested."""
    change = Amendment(
        base=body.get("base_revision"),
        draft=_draft(body.get("content")),
        into=body.get("into") or body.get("replaced_by"),
        rationale=body.get("rationale"),
        source=body.get("source"),
        proposer=Proposer(**body["proposer"]) if "proposer" in body else None,
    )
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.edit(number, who(), change, expected_wording()).number)


@blueprint.route("/<number:number>", methods=["DELETE"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint, 401, 403, 404, 409)
@blueprint.response(204)
def purge(_query: dict[str, Any], glossary: str, number: int) -> Response:
    """Remove a proposal that is spam, with all that was said about it, for good."""
    glossaries()[glossary].desk.purge(number, author())
    return Response(status=204, headers={"Cache-Control": "no-store"})


@blueprint.route("/<number:number>/comments", methods=["POST"])
@admits
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.CommentBody)
@answers(blueprint, p.ProposalAnswer, status=201, errors=_ACTING)
@takes_a_token
@carried_out_once
def comment(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Say something about a proposal. Where a reviewer does, the review has begun."""
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.comment(number, who(), body["text"], once()).number, status=201)


@blueprint.route("/<number:number>/accept", methods=["POST"])
@needs("reviewer")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.ApprovalBody)
@answers(blueprint, p.ProposalAnswer, errors=(*_ACTING, 412))
@bound_to_what_was_read
@carried_out_once
def accept(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Take the next step of the review, with edits if need be; with the last the proposal becomes a revision.

    With `If-Match`, only where the proposal still says what you read. Nobody accepts their own.
    """
    given = {name: value for name, value in body.items() if name != "content"}
    approval = Approval(**given, draft=_draft(body.get("content")))
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.accept(number, who(), approval, expected_wording(), once()).number)


@blueprint.route("/<number:number>/reject", methods=["POST"])
@needs("reviewer")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.RejectBody)
@answers(blueprint, p.ProposalAnswer, errors=_ACTING)
@carried_out_once
def reject(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Turn a proposal down, with a reason from the list and a text for its proposer."""
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.reject(number, who(), body["reason"], body["text"], once()).number)


@blueprint.route("/<number:number>/request-changes", methods=["POST"])
@needs("reviewer")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.CommentBody)
@answers(blueprint, p.ProposalAnswer, errors=_ACTING)
@carried_out_once
def request_changes(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Send a proposal back to its proposer, saying what to change."""
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.request_changes(number, who(), body["text"], once()).number)


@blueprint.route("/<number:number>/withdraw", methods=["POST"])
@admits_the_proposer
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.WithdrawBody)
@answers(blueprint, p.ProposalAnswer, errors=_ACTING)
@takes_a_token
@carried_out_once
def withdraw(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Take back a proposal of your own."""
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.withdraw(number, who(), body.get("text"), once()).number)


@blueprint.route("/<number:number>/rebase", methods=["POST"])
@admits
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(s.RebaseBody)
@answers(blueprint, p.ProposalAnswer, errors=_ACTING)
@takes_a_token
@carried_out_once
def rebase(_query: dict[str, Any], body: dict[str, Any], glossary: str, number: int) -> Response:
    """Bring a proposal up to date with the newest revision, field by field and language by language.

    Where both changed the same field it is a 409 with each path and its three values: send the values you choose.
    """
    chosen = [Choice(**each) for each in body.get("choices", ())]
    desk = glossaries()[glossary].desk
    return _answer(desk, desk.rebase(number, who(), chosen, body.get("head"), once()).number)


def _wish(body: dict[str, Any]) -> Wish:
    return Wish(
        kind=body.get("kind"),
        concept=body.get("concept"),
        base=body["base_revision"],
        draft=_draft(body.get("content")),
        into=body.get("into") or body.get("replaced_by"),
        rationale=body["rationale"],
        source=body.get("source"),
    )


def _draft(content: dict[str, Any] | None) -> Draft | None:
    return None if content is None else draft({**content, "id": ""}, "/content")


def _queue(query: dict[str, Any]) -> Queue:
    state, proposer = query.get("state"), query.get("proposer")
    mine = g.identity.person if proposer == "me" and g.identity else proposer
    return Queue(
        states=PENDING if state == "pending" else (state,) if state else None,
        kind=query.get("kind"),
        concept=query.get("concept"),
        person=mine,
        language=query.get("language"),
    )


def _answer(desk: Desk, number: int, status: int = 200) -> Response:
    """A proposal as it now stands."""
    return _told(tell.proposal_answer(desk.proposal(number, who()), base_url()), status)


def _told(told: p.ProposalAnswer, status: int) -> Response:
    """A proposal with an entity tag that names its wording, and all else that is told of it."""
    tag = f"{told.version}.{hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]}"
    where = {"Location": told.uri} if status == 201 and told.uri else NO_HEADERS
    return reply(told, where, status=status, etag=tag)
