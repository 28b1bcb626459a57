"""Looking things up: what is a form of a term, what is near it, and what texts speak of."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import findings as f
from api.caching import current, reply
from api.cursors import link_next, next_url, read_cursor
from api.documenting import answers
from api.fields import NoQuery
from api.house import base_url, glossaries, only
from api.moments import asked_of, faults_of_the_body, said
from api.parsing import HouseBlueprint
from api.schemas import LookupBody, SearchQuery, SuggestQuery, TermsQuery
from glossary import N_, Asked, Query

blueprint = HouseBlueprint("search", __name__, url_prefix="/api/v1", description=N_("Looking things up"))


@blueprint.route("/terms")
@blueprint.arguments(TermsQuery, location="query")
@answers(blueprint, f.MatchesAnswer, errors=(404,))
def terms(query: dict[str, Any]) -> Response:
    """Resolve a written form: which terms of which concepts it is a form of, in any way of writing."""
    asked = asked_of(query)
    found = glossaries().terms(query["form"], query.get("language"), only(query.get("glossary")), asked)
    answer = f.MatchesAnswer(form=query["form"], matches=f.match_answers(glossaries(), found, base_url()))
    return reply(answer, cache=current())


@blueprint.route("/terms/lookup", methods=["POST"])
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(LookupBody)
@answers(blueprint, f.LookupAnswer, errors=(404, 413, 415, 422))
def lookup(_query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Resolve up to 500 written forms at once, now or in another state."""
    found_in = only(body.get("glossary"))
    with faults_of_the_body():
        asked = asked_of(said(body))
        results = [_resolved(form, body.get("language"), found_in, asked) for form in body["forms"]]
    return reply(f.LookupAnswer(results=results))


@blueprint.route("/suggest")
@blueprint.arguments(SuggestQuery, location="query")
@answers(blueprint, f.SuggestionsAnswer, errors=(404,))
def suggest(query: dict[str, Any]) -> Response:
    """Complete what has been typed so far, in kanji, kana, romaji or English, now or in another state."""
    house = glossaries()
    found_in = only(query.get("glossary"))
    found = house.suggest(query["prefix"], query.get("language"), found_in, query["limit"], asked_of(query))
    suggestions = f.match_answers(house, found, base_url())
    return reply(f.SuggestionsAnswer(prefix=query["prefix"], suggestions=suggestions), cache=current())


@blueprint.route("/search")
@blueprint.arguments(SearchQuery, location="query")
@answers(blueprint, f.SearchAnswer, errors=(404,))
def search(query: dict[str, Any]) -> Response:
    """Search terms and texts in both languages; the words are taken literally."""
    house, limit = glossaries(), query["limit"]
    offset = read_cursor(query.get("cursor"), int) or 0
    asked = asked_of(query)
    found = house.search(_query(query, offset, limit), asked)
    more = offset + limit < found.total
    url = next_url(offset + limit if more and found.hits else None)
    answer = f.SearchAnswer(
        query=query["q"],
        hits=f.hit_answers(house, found.hits, base_url()),
        total=found.total,
        next=url,
        did_you_mean=found.did_you_mean,
        facets=found.facets,
        degraded=found.degraded,
    )
    return reply(answer, link_next(url), cache=current())


def _resolved(form: str, language: str | None, only: tuple[str, ...] | None, asked: Asked) -> f.MatchesAnswer:
    house = glossaries()
    found = house.terms(form, language, only, asked)
    return f.MatchesAnswer(form=form, matches=f.match_answers(house, found, base_url()))


def _query(query: dict[str, Any], offset: int, limit: int) -> Query:
    def chosen(name: str) -> tuple[str, ...] | None:
        return (query[name],) if name in query else None

    return Query(
        text=query["q"],
        languages=chosen("language"),
        glossaries=only(query.get("glossary")),
        statuses=(query.get("status", "current"),),
        within=query["within"],
        facets=query["facets"] == "true",
        subjects=chosen("subject"),
        syncs=(query["sync"],) if "sync" in query else None,
        offset=offset,
        limit=limit,
    )
