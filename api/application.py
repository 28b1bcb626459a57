"""Putting the web application together."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api
from werkzeug.routing import BaseConverter

from api import (
    annotating,
    behind,
    citing,
    concepts,
    documenting,
    editions,
    exchange,
    feeds,
    glossaries,
    identifiers,
    identity,
    impact,
    logs,
    manual,
    mementos,
    operations,
    problems,
    proposal_feeds,
    proposals,
    search,
    stopping,
    webhooks,
)
from api.config import Config, from_env
from glossary import ID_PATTERN, Glossaries

_PUBLIC_POSTS = frozenset({"search.lookup", "annotations.annotate"})
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
_EXPOSED = "ETag, Link, Location, Content-Location, Content-Language, Memento-Datetime"


class IdConverter(BaseConverter):
    """The id of a concept, a glossary or an edition in an address."""

    regex = ID_PATTERN


class NumberConverter(BaseConverter):
    """The number of a revision in an address: plain digits without a leading zero."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class HouseApi(Api):
    """The API's document; errors, pages and entity tags are the house's own."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        """Problems are described beside each view."""

    def _register_etag_headers(self) -> None:
        """Entity tags are ours."""

    def _register_pagination_header(self) -> None:
        """Pages are ours."""

    def _register_error_handlers(self) -> None:
        """Errors are answered by `problems`."""


def build(config: Config | None = None) -> Flask:
    """The web application with its glossaries opened, and seeded where there were none."""
    config = config or from_env()
    app = Flask("api")
    app.config.update(_settings(config))
    app.url_map.converters.update(id=IdConverter, number=NumberConverter)
    app.url_map.merge_slashes = False
    house = Glossaries.open(config.where)
    house.seed()
    app.extensions.update({"glossaries": house, "glossary-config": config})
    logs.register(app)
    identity.register(app)
    problems.register(app)
    app.after_request(_protect)
    _routes(app)
    return app


def _settings(config: Config) -> dict[str, Any]:
    return {
        "MAX_CONTENT_LENGTH": config.max_body,
        "TRUSTED_HOSTS": list(config.trusted_hosts) or None,
        "SECRET_KEY": config.secret_key,
        "API_TITLE": "Taiyaku",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
    }


def _routes(app: Flask) -> None:
    api = HouseApi(app)
    api.register_converter(IdConverter, lambda _: {"type": "string", "pattern": f"^{ID_PATTERN}$"})
    api.register_converter(NumberConverter, lambda _: {"type": "integer", "minimum": 1})
    app.extensions["openapi"] = api
    documenting.describe(api)
    modules = (
        glossaries,
        editions,
        exchange,
        feeds,
        behind,
        concepts,
        mementos,
        citing,
        proposals,
        proposal_feeds,
        impact,
        webhooks,
        search,
        annotating,
        identifiers,
        operations,
    )
    for module in modules:
        api.register_blueprint(module.blueprint)
    app.register_blueprint(manual.blueprint)
    app.register_blueprint(manual.problems)
    app.register_blueprint(stopping.blueprint)


def _protect(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in _PUBLIC_POSTS:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Headers"] = "Accept-Datetime"
    if request.method == "OPTIONS" and request.endpoint in _PUBLIC_POSTS:
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Accept-Language"
    return response
