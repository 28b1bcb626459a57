"""What caches may keep and for how long, and the entity tags that tell versions apart (RFC 9110, 9111)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from flask import Response, current_app, request

from glossary import micros

Headers = Mapping[str, str]
NO_HEADERS: Headers = {}
IMMUTABLE = "public, max-age=604800, immutable"
PRIVATE = "no-store"
BRIEF = "public, max-age=60"
_FRESH_SECONDS = 60
_STALE_SECONDS = 600
_VARY = ("Accept", "Accept-Datetime", "Accept-Encoding")


def current(now: datetime | None = None, next_begin: int | None = None) -> str:
    """How long an answer about the present may be kept: never past the hour of the next wording."""
    left = (next_begin - micros(now)) // 1_000_000 if now and next_begin is not None else None
    if left is None or left > _FRESH_SECONDS + _STALE_SECONDS:
        return f"public, max-age={_FRESH_SECONDS}, stale-while-revalidate={_STALE_SECONDS}"
    return f"public, max-age={max(0, min(_FRESH_SECONDS, left))}"


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
        _tag(response, etag)
        response.make_conditional(request)
        return response
    if etag:
        response.set_etag(etag)
    return response


def _tag(response: Response, etag: str | None) -> None:
    if etag:
        response.set_etag(etag)
    else:
        response.add_etag()
