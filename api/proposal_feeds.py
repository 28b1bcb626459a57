"""Following the proposals of a glossary as Atom and as JSON Feed, in the reader's language."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec
from flask import Response, current_app, request

from api import atom
from api import feed_answers as f
from api.at_the_desk import who
from api.caching import PRIVATE, finish
from api.cursors import link_next, next_url, read_cursor
from api.desk.naming import plainly_named
from api.documenting import refuses
from api.feeds import ATOM, BEGIN, JSON_FEED, address, in_language
from api.house import base_url, glossaries
from api.languages import reader_language
from api.pages.reading import Reading
from api.parsing import HouseBlueprint
from api.schemas import PageQuery
from glossary import N_, PROPOSAL_KINDS, PROPOSAL_STATES, Proposal, Settings, shown_moment, translate
from glossary import written as instant

blueprint = HouseBlueprint(
    "proposal_feeds",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>",
    description=N_("Proposals and their review"),
)


@blueprint.route("/proposals.atom")
@blueprint.arguments(PageQuery, location="query")
@refuses(blueprint, 401, 404)
@blueprint.response(200, {"type": "string"}, content_type=ATOM)
def proposals_atom(query: dict[str, Any], glossary: str) -> Response:
    """Follow the proposals of a glossary as an Atom feed, newest first: those that whoever asks may read."""
    feed = _feed(query, glossary)
    return _answered(atom.written(feed, _page(feed)), ATOM, feed)


@blueprint.route("/proposals.json")
@blueprint.arguments(PageQuery, location="query")
@refuses(blueprint, 401, 404)
@blueprint.response(200, "JsonFeedAnswer", content_type=JSON_FEED)
def proposals_json(query: dict[str, Any], glossary: str) -> Response:
    """Follow the proposals of a glossary as a JSON Feed, newest first: those that whoever asks may read."""
    feed = _feed(query, glossary)
    return _answered(msgspec.json.encode(feed), JSON_FEED, feed)


def _answered(document: bytes, kind: str, feed: f.JsonFeedAnswer) -> Response:
    response = current_app.response_class(document, content_type=kind)
    response.headers["Content-Language"] = feed.language
    response.vary.add("Accept-Language")
    return finish(response, PRIVATE, headers=link_next(feed.next_url if isinstance(feed.next_url, str) else None))


def _feed(query: dict[str, Any], glossary: str) -> f.JsonFeedAnswer:
    opened, limit, language = glossaries()[glossary], query["limit"], reader_language()
    found, _ = opened.desk.proposals(who(), before=read_cursor(query.get("cursor"), int), limit=limit + 1)
    settings = opened.settings()
    title = in_language(settings.title, settings, language)
    terms = plainly_named(opened, (each.concept for each in found[:limit]), Reading(language, settings))
    return f.JsonFeedAnswer(
        version=f.VERSION,
        title=translate(language, N_("Proposals on “{title}”"), title=title),
        home_page_url=f"{base_url()}/api/v1/glossaries/{glossary}/proposals",
        feed_url=address(request.args.items(multi=True)),
        language=language,
        authors=[f.FeedAuthorAnswer(name=in_language(settings.publisher, settings, language) or title)],
        next_url=next_url(found[limit - 1].number if len(found) > limit else None) or msgspec.UNSET,
        items=[_item(each, settings, language, terms.get(each.concept, each.concept)) for each in found[:limit]],
    )


def _item(proposal: Proposal, settings: Settings, language: str, term: str) -> f.FeedItemAnswer:
    """A proposal as it stands. Nobody is named, and its texts are read at its address."""
    where = f"{base_url()}/api/v1/glossaries/{proposal.glossary}/proposals/{proposal.number}"
    facts = {
        "number": proposal.number,
        "concept": term,
        "kind": translate(language, PROPOSAL_KINDS[proposal.kind]),
        "state": translate(language, PROPOSAL_STATES[proposal.state]),
    }
    changed = shown_moment(instant(proposal.changed_at), settings.time_zone, language)
    said = (
        translate(language, N_("Last changed {date}."), date=changed),
        translate(language, N_("Languages: {languages}"), languages=", ".join(proposal.languages)),
    )
    return f.FeedItemAnswer(
        id=where,
        url=where,
        title=translate(language, N_("Proposal {number}: {concept} ({kind}): {state}"), **facts),
        content_html="".join(f"<p>{escape(each)}</p>" for each in said),
        date_published=instant(proposal.opened_at),
        date_modified=instant(proposal.changed_at),
        language=language,
        tags=[proposal.state, proposal.kind],
    )


def _page(feed: f.JsonFeedAnswer) -> atom.Page:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    links = {"first": address(kept), **({"next": feed.next_url} if isinstance(feed.next_url, str) else {})}
    labels = {**PROPOSAL_STATES, **PROPOSAL_KINDS}
    return atom.Page(
        id=address(()),
        links=links,
        rights=None,
        updated=max((item.date_modified for item in feed.items), default=BEGIN),
        labels={code: translate(feed.language, label) for code, label in labels.items()},
    )
