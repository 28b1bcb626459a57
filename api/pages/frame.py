"""The frame of every page: who reads, in which language, under which address, and what caches may keep of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, g, render_template, request, url_for
from marshmallow import EXCLUDE, Schema, ValidationError

from api.caching import NO_HEADERS, Headers, current, finish
from api.fields import faults
from api.house import base_url
from api.languages import reader_language
from api.pages.reading import Reading
from api.query_strings import check_query
from glossary import InvalidQuery, Settings, languages

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_NOT_WHAT_IT_IS_ABOUT = frozenset({"view", "calendar"})


class Here:
    """The address of the page that is shown, and its neighbours: the same page otherwise asked."""

    def __init__(self) -> None:
        self._places: dict[str, Any] = dict(request.view_args or {})
        self._asked: dict[str, str] = g.get("asked", {})

    def __call__(self, **otherwise: Any) -> str:
        """The address of this page with other parameters; None takes one away."""
        places = {**self._places, **{name: value for name, value in otherwise.items() if name in self._places}}
        asked = {**self._asked, **{name: value for name, value in otherwise.items() if name not in self._places}}
        return url_for(request.endpoint or "", **places, **{n: v for n, v in asked.items() if v is not None})

    @property
    def canonical(self) -> str:
        """The address under which search engines should know this page, whole."""
        return base_url() + self(**dict.fromkeys(_NOT_WHAT_IT_IS_ABOUT))

    @property
    def tongues(self) -> dict[str, str]:
        """The same page in every language that pages have; nothing where the address names no language."""
        return {tag: self(language=tag) for tag in languages()} if "language" in self._places else {}


def asked(schema: type[Schema]) -> dict[str, Any]:
    """What the address asks. Parameters of strangers (`utm_source`) are passed over. Raises `InvalidQuery`."""
    check_query(request.query_string)
    given = {name: value for name, value in request.args.items() if value}
    read = schema()
    g.asked = {name: value for name, value in given.items() if name in _names(read)}
    try:
        found: dict[str, Any] = read.load(given, unknown=EXCLUDE)
    except ValidationError as error:
        raise InvalidQuery(list(faults(error.messages))) from error
    return found


def page(
    template: str,
    settings: Settings | None = None,
    *,
    status: int = 200,
    cache: str | None = None,
    headers: Headers = NO_HEADERS,
    **facts: Any,
) -> Response:
    """A page in the reader's language, in the frame that all have."""
    language = reader_language()
    reading = Reading(language, settings, g.get("asked", {}).get("calendar", "gregorian"))
    html = render_template(template, settings=settings, here=Here(), base=base_url(), **_words(reading), **facts)
    response = current_app.response_class(html, status=status, mimetype="text/html")
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = POLICY
    if "language" not in (request.view_args or {}):
        response.vary.add("Accept-Language")
    return finish(response, cache or current(), headers=headers)


def _words(reading: Reading) -> Mapping[str, Any]:
    """What templates say and show with."""
    return {"_": reading.say, "language": reading.language, "calendar": reading.calendar, "reading": reading}


def _names(schema: Schema) -> set[str]:
    return {field.data_key or name for name, field in schema.fields.items()}
