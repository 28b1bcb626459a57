"""Memento (RFC 7089): a concept is its own TimeGate, its revisions are the mementos, the TimeMap lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Response, current_app, request
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import http_date

from api import answers as a
from api.caching import IMMUTABLE, current, finish, reply
from api.documenting import answers
from api.house import base_url, glossaries
from api.moments import lies_ahead
from api.parsing import HouseBlueprint
from api.queries import TimemapQuery
from api.telling import memento_links, resource_uri, revision_uri
from glossary import N_, Fault, Glossary, InvalidQuery, Memento, Revision, Timeline, micros, written_in_seconds

blueprint = HouseBlueprint(
    "mementos",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/concepts",
    description=N_("Earlier wordings by date (Memento)"),
)

LINK_FORMAT, JSON = "application/link-format", "application/json"
_FORMATS = {"link": LINK_FORMAT, "json": JSON}
_DAYS, _MONTHS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_HTTP_DATE = re.compile(
    rf"(?:{'|'.join(_DAYS)}), (\d\d) ({_MONTHS.replace(' ', '|')}) (\d{{4}}) (\d\d:\d\d:\d\d) GMT", re.ASCII
)
_SECOND = 1_000_000


@blueprint.route("/<id:concept>/timemap")
@blueprint.arguments(TimemapQuery, location="query")
@answers(blueprint, a.TimemapAnswer, errors=(404,))
@blueprint.doc(responses={200: {"content": {LINK_FORMAT: {"schema": {"type": "string"}}}}})
def timemap(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """List the wordings of a concept by the time since which each holds: a TimeMap, as links or as JSON.

    As `Accept` or `format` says; as links (RFC 6690) by default. Wordings that lie ahead are not in it.
    """
    kind = _FORMATS[query["format"]] if "format" in query else _accepted()
    found = glossaries()[glossary].timeline(concept)
    if kind == JSON:
        return reply(_as_json(glossary, concept, found), cache=current())
    body = ",\n".join(_lines(glossary, concept, found)) + "\n"
    return finish(current_app.response_class(body, content_type=LINK_FORMAT), current())


def negotiated(opened: Glossary, concept: str) -> Response | None:
    """The way to the wording that held at `Accept-Datetime`; None where the request doesn't name a moment."""
    asked = request.headers.get("Accept-Datetime")
    if asked is None:
        return None
    second = _second(asked)
    found = opened.timeline(concept)
    place = found.closest(second)
    response = current_app.response_class(status=302)
    response.headers.pop("Content-Type", None)
    where = _uri(opened.id, concept, found.mementos[place].number)
    return finish(response, current(), headers={"Location": where, "Link": _links(opened.id, concept, found, place)})


def memento_headers(revision: Revision) -> dict[str, str]:
    """What makes a revision a memento, for ever: since when it holds, and links that never change."""
    own = Memento(revision.number, revision.valid_at)
    links = memento_links(base_url(), revision.glossary, revision.concept.id)
    links.append(_link(revision_uri(base_url(), revision), own, "memento"))
    if own.number > 1:
        before = _uri(revision.glossary, revision.concept.id, own.number - 1)
        links.append(f'<{before}>; rel="predecessor-version"')
    return {"Memento-Datetime": _http_date(own), "Link": ", ".join(links)}


def kept_for_ever(revision: Revision) -> tuple[dict[str, str], str]:
    """The headers of a revision and how long it may be kept; one that lies ahead is no memento until it begins."""
    if lies_ahead(revision):
        return {}, current()
    return memento_headers(revision), IMMUTABLE


def _links(glossary: str, concept: str, found: Timeline, place: int) -> str:
    chosen = found.mementos[place]
    rels: dict[Memento, list[str]] = {chosen: []}
    for rel, memento in found.around(place).items():
        rels.setdefault(memento, []).append(rel)
    links = [
        _link(_uri(glossary, concept, memento.number), memento, *named, "memento")
        for memento, named in sorted(rels.items(), key=lambda item: item[0].valid_at)
    ]
    return ", ".join([*memento_links(base_url(), glossary, concept), *links])


def _lines(glossary: str, concept: str, found: Timeline) -> Iterator[str]:
    """The lines of a TimeMap, each address once."""
    where = resource_uri(base_url(), glossary, concept)
    yield f'<{where}>; rel="original timegate"'
    span = f'from="{_http_date(found.first)}"; until="{_http_date(found.last)}"'
    yield f'<{where}/timemap>; rel="self"; type="{LINK_FORMAT}"; {span}'
    yield f'<{where}/timemap?format=json>; rel="alternate"; type="{JSON}"'
    for memento in found.mementos:
        rels = [name for name, each in (("first", found.first), ("last", found.last)) if each is memento]
        yield _link(_uri(glossary, concept, memento.number), memento, *rels, "memento")


def _as_json(glossary: str, concept: str, found: Timeline) -> a.TimemapAnswer:
    where = resource_uri(base_url(), glossary, concept)
    listed = [
        a.MementoAnswer(datetime=written_in_seconds(each.valid_at), uri=_uri(glossary, concept, each.number))
        for each in found.mementos
    ]
    return a.TimemapAnswer(
        original_uri=where,
        timegate_uri=where,
        timemap_uri=a.TimemapAddresses(link_format=f"{where}/timemap", json_format=f"{where}/timemap?format=json"),
        mementos=a.MementoListAnswer(first=listed[0], last=listed[-1], items=listed),
    )


def _accepted() -> str:
    kind = request.accept_mimetypes.best_match(list(_FORMATS.values())) if request.accept_mimetypes else LINK_FORMAT
    if kind is None:
        raise NotAcceptable
    return kind


def _second(asked: str) -> int:
    """The moment of an `Accept-Datetime`, in seconds since 1970. Raises `InvalidQuery`."""
    try:
        day, month, year, clock = (_HTTP_DATE.fullmatch(asked.strip()) or _unreadable()).groups()
        moment = datetime.fromisoformat(f"{year}-{_MONTHS.split().index(month) + 1:02}-{day}T{clock}+00:00")
    except ValueError as error:
        raise InvalidQuery([Fault("/Accept-Datetime", "bad-http-date")]) from error
    return micros(moment) // _SECOND


def _unreadable() -> re.Match[str]:
    raise ValueError


def _uri(glossary: str, concept: str, number: int) -> str:
    return f"{resource_uri(base_url(), glossary, concept)}/revisions/{number}"


def _link(uri: str, memento: Memento, *rels: str) -> str:
    return f'<{uri}>; rel="{" ".join(rels)}"; datetime="{_http_date(memento)}"'


def _http_date(memento: Memento) -> str:
    return http_date(memento.second)
