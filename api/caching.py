"""What caches may keep and for how long, and the entity tags that tell versions apart (RFC 9110, 9111)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Flask, Response, current_app, g, request

from api.house import glossaries
from glossary import micros

Headers = Mapping[str, str]
NO_HEADERS: Headers = {}
IMMUTABLE = "public, max-age=604800, immutable"
PRIVATE = "no-store"
HOUR = "public, max-age=3600"
BRIEF = "public, max-age=60"
_HOUR_SECONDS = 3600
_FRESH_SECONDS = 60
_STALE_SECONDS = 600
_VARY = ("Accept", "Accept-Datetime", "Accept-Encoding")


def register(app: Flask) -> None:
    """Note when each request was made: a wording may come into force while it is being answered."""

    @app.before_request
    def note() -> None:
        g.asked_at = glossaries().now()


def current() -> str:
    """How long an answer about the present may be kept: never past the hour of the next scheduled wording."""
    left = _seconds_left()
    if left > _FRESH_SECONDS + _STALE_SECONDS:
        return f"public, max-age={_FRESH_SECONDS}, stale-while-revalidate={_STALE_SECONDS}"
    return f"public, max-age={min(_FRESH_SECONDS, left)}"


def hourly() -> str:
    """The same for what may be an hour behind what was changed, though not behind what was announced."""
    return f"public, max-age={min(_HOUR_SECONDS, _seconds_left())}"


def _seconds_left() -> int:
    """How long all stands as it did when the answer was asked for, if nobody changes anything."""
    return max(0, glossaries().next_begin(g.asked_at) - micros(g.asked_at)) // 1_000_000


def reply(
    value: Any,
    headers: Headers = NO_HEADERS,
    *,
    status: int = 200,
    cache: str = PRIVATE,
    etag: str | None = None,
) -> Response:
    """A JSON answer with its cache headers; 304 where the asker has it already."""
    return finish(
        current_app.response_class(msgspec.json.encode(value), status=status, mimetype="application/json"),
        cache,
        etag,
        headers,
    )


def finish(response: Response, cache: str, etag: str | None = None, headers: Headers = NO_HEADERS) -> Response:
    """Give a response its cache headers, its entity tag and further headers."""
    response.headers["Cache-Control"] = cache
    response.vary.update(_VARY)
    response.headers.update(headers)
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        return _unless_known(_tagged(response, etag))
    if etag:
        response.set_etag(etag)
    return response


def _tagged(response: Response, etag: str | None) -> Response:
    if etag:
        response.set_etag(etag)
    else:
        response.add_etag()
    return response


def _unless_known(response: Response) -> Response:
    """The answer, or 304 without a body to those who have it (RFC 9110, 13.1.2); other conditions are for writing."""
    tag, _weak = response.get_etag()
    if tag and request.if_none_match.contains_weak(tag):
        response.status_code = 304
        response.set_data(b"")
        for name in ("Content-Length", "Content-Type"):
            response.headers.pop(name, None)
    return response
