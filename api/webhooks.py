"""Webhooks: administrators say who is told of what, see what arrived, and have it told again."""

from __future__ import annotations

from typing import Any, Literal

from flask import Response
from marshmallow import validate

from api import webhook_answers as w
from api.caching import reply
from api.cursors import link_next, next_url, read_cursor
from api.documenting import answers, carried_out_once, refuses
from api.fields import Choice, Listing, NoQuery, Strict, Whole, Words
from api.house import base_url, config, glossaries
from api.identity import author, needs
from api.parsing import HouseBlueprint
from api.repeating import once
from api.schemas import PageQuery
from glossary import MESSAGE_KINDS, N_, Fault, InvalidContent, Webhooks, place_of

blueprint = HouseBlueprint(
    "webhooks",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/webhooks",
    description=N_("Webhooks"),
)
_READING = (401, 403, 404)
_WRITING = (*_READING, 413, 415, 422)
_SHORT = validate.Length(max=2000, error="too-long?most=2000")


class WebhookBody(Strict):
    """Who is told of what."""

    url = Words(required=True, validate=_SHORT, metadata={"description": "an https address on the public internet"})
    kinds = Listing(
        Choice(Literal[MESSAGE_KINDS]), metadata={"description": "which messages; without any, all of them"}
    )


class ReplayBody(Strict):
    """What is told again: one message, or everything after an entry of the log, after an event, or both."""

    message = Words(validate=_SHORT)
    since_seq = Whole(metadata={"description": "all entries of the log after this one"})
    since_event = Whole(metadata={"description": "all events of proposals after this one"})


class DeliveriesQuery(PageQuery):
    """Which messages are listed."""

    state = Choice(Literal["pending", "delivered", "dead"])


@blueprint.route("")
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, w.WebhooksAnswer, errors=_READING)
def webhooks(_query: dict[str, Any], glossary: str) -> Response:
    """List who is told of what happens in a glossary."""
    return reply(w.WebhooksAnswer(items=[w.webhook_answer(each, base_url()) for each in _of(glossary).all()]))


@blueprint.route("", methods=["POST"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(WebhookBody)
@carried_out_once
@answers(blueprint, w.WebhookAnswer, status=201, errors=(*_WRITING, 409))
def make_webhook(_query: dict[str, Any], body: dict[str, Any], glossary: str) -> Response:
    """Tell a receiver from now on, signed as Standard Webhooks has it. The secret is told only in this answer."""
    made = w.webhook_answer(_once(glossary).make(body["url"], body.get("kinds", ()), author()), base_url(), True)
    return reply(made, {"Location": made.uri}, status=201)


@blueprint.route("/<id:webhook>")
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, w.WebhookAnswer, errors=_READING)
def webhook(_query: dict[str, Any], glossary: str, webhook: str) -> Response:
    """Read a webhook."""
    return reply(w.webhook_answer(_of(glossary).one(webhook), base_url()))


@blueprint.route("/<id:webhook>", methods=["DELETE"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint, *_READING)
@blueprint.response(204)
def remove_webhook(_query: dict[str, Any], glossary: str, webhook: str) -> Response:
    """Tell a receiver nothing any more."""
    _of(glossary).remove(webhook, author())
    return Response(status=204, headers={"Cache-Control": "no-store"})


@blueprint.route("/<id:webhook>/deliveries")
@needs("administrator")
@blueprint.arguments(DeliveriesQuery, location="query")
@answers(blueprint, w.DeliveriesAnswer, errors=_READING)
def deliveries(query: dict[str, Any], glossary: str, webhook: str) -> Response:
    """List what is or was on its way to a webhook, newest first; what arrived is kept for thirty days."""
    limit, before = query["limit"], read_cursor(query.get("cursor"), tuple[int, str, int])
    found = _of(glossary).deliveries(webhook, query.get("state"), before, limit + 1)
    url = next_url(place_of(found[limit - 1]) if len(found) > limit else None)
    items = [w.delivery_answer(each) for each in found[:limit]]
    return reply(w.DeliveriesAnswer(items=items, next=url), link_next(url))


@blueprint.route("/<id:webhook>/replay", methods=["POST"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(ReplayBody)
@carried_out_once
@answers(blueprint, w.WebhookAnswer, errors=_WRITING)
def replay(_query: dict[str, Any], body: dict[str, Any], glossary: str, webhook: str) -> Response:
    """Have a message told again, or everything since a number. Messages keep their ids."""
    hooks, message = _once(glossary), body.pop("message", None)
    if bool(message) is bool(body):
        raise InvalidContent([Fault("", "exclusive", {"names": "message, since_seq / since_event"})])
    told = hooks.replay_message(webhook, message, author()) if message else hooks.replay(webhook, author(), **body)
    return reply(w.webhook_answer(told, base_url()))


@blueprint.route("/<id:webhook>/secret", methods=["POST"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@carried_out_once
@answers(blueprint, w.WebhookAnswer, errors=(*_READING, 422))
def new_secret(_query: dict[str, Any], glossary: str, webhook: str) -> Response:
    """Make another secret, told only in this answer; for a day messages are signed with the one before as well."""
    return reply(w.webhook_answer(_once(glossary).new_secret(webhook, author()), base_url(), with_secret=True))


@blueprint.route("/<id:webhook>/test", methods=["POST"])
@needs("administrator")
@blueprint.arguments(NoQuery, location="query")
@carried_out_once
@answers(blueprint, w.DeliveryAnswer, status=202, errors=(*_READING, 422))
def test(_query: dict[str, Any], glossary: str, webhook: str) -> Response:
    """Send a message that says nothing, to see whether it arrives."""
    return reply(w.delivery_answer(_once(glossary).test(webhook, author())), status=202)


def _once(glossary: str) -> Webhooks:
    hooks = _of(glossary)
    hooks.once = once()
    return hooks


def _of(glossary: str) -> Webhooks:
    found = glossaries()[glossary].webhooks
    found.settings = config().telling
    return found
