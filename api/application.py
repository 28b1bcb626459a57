"""Putting the web application together."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, current_app, request
from flask_smorest import Api
from werkzeug.middleware.proxy_fix import ProxyFix

from api import (
    account,
    annotating,
    audit,
    behind,
    caching,
    citing,
    concepts,
    documenting,
    editions,
    errata_links,
    exchange,
    feeds,
    glossaries,
    identifiers,
    identity,
    impact,
    limits,
    logs,
    manual,
    mementos,
    openid,
    operations,
    problems,
    proposal_feeds,
    proposals,
    script,
    search,
    signing_in,
    stopping,
    webhooks,
    word_lists,
)
from api.assets import compressed
from api.caching import PRIVATE
from api.config import Config, from_env
from api.converters import IdConverter, NumberConverter, VersionConverter
from api.desk import registering as desk_pages
from api.discovery import sitemaps, texts
from api.embedding import frame, oembed
from api.pages import registering
from api.pages.routes import LanguageConverter
from glossary import ID_PATTERN, Clock, Glossaries

_PUBLIC_POSTS = frozenset({"search.lookup", "annotations.annotate"})
_POSTS_THAT_READ = _PUBLIC_POSTS | {"annotations.check", "desk.preview"}
_POSTS_WITH_A_TOKEN_OF_THEIR_OWN = frozenset({"stopping.stop"})
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
_ALWAYS_TLS = "max-age=31536000"
_FRAMED = ("/embed/", "/static/")
_LIMITS = "RateLimit, RateLimit-Policy, Retry-After"
_EXPOSED = f"ETag, Link, Location, Content-Location, Content-Language, Memento-Datetime, {_LIMITS}"


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


def build(config: Config | None = None, clock: Clock | None = None) -> Flask:
    """The web application with its glossaries opened, and seeded where there were none."""
    config = config or from_env()
    app = Flask("api", static_folder=None)
    app.config.update(_settings(config))
    app.url_map.converters.update(
        id=IdConverter, number=NumberConverter, tongue=LanguageConverter, version=VersionConverter
    )
    app.url_map.merge_slashes = False
    house = Glossaries.open(config.where, clock) if clock else Glossaries.open(config.where)
    house.seed()
    app.extensions.update({"glossaries": house, "glossary-config": config})
    if config.proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Werkzeug's manual says
    logs.register(app)
    caching.register(app)
    app.before_request(_refuse_strange_hosts)
    identity.register(app, _POSTS_THAT_READ | _POSTS_WITH_A_TOKEN_OF_THEIR_OWN)
    limits.register(app, _POSTS_THAT_READ)
    problems.register(app)
    errata_links.register(app)
    app.after_request(compressed)
    app.after_request(_protect)
    app.after_request(_share)
    openid.register(app, config.oidc)
    _routes(app)
    return app


def _settings(config: Config) -> dict[str, Any]:
    secure = (config.base_url or "").startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-taiyaku-openid" if secure else "taiyaku-openid",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
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
    word_lists.register(app)
    api.register_converter(IdConverter, lambda _: {"type": "string", "pattern": f"^{ID_PATTERN}$"})
    api.register_converter(VersionConverter, lambda _: {"type": "string", "pattern": f"^{VersionConverter.regex}$"})
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
        frame,
        oembed,
        sitemaps,
        texts,
        word_lists,
        script,
        audit,
    )
    for module in modules:
        api.register_blueprint(module.blueprint)
    for pages in (manual.blueprint, signing_in.blueprint, openid.blueprint, account.blueprint):
        app.register_blueprint(pages)
    app.register_blueprint(manual.problems)
    registering.register(app)
    desk_pages.register(app)
    app.register_blueprint(stopping.blueprint)


def _refuse_strange_hosts() -> None:
    """Refuse what names no host that could be one (RFC 9112, 3.2): no address can be told to whoever sent it."""
    if not request.host:
        abort(400)


def _is_private(response: Response) -> bool:
    """Whether an answer is for whoever asks alone, and nothing for scripts of other sites."""
    return response.status_code < 400 and response.headers.get("Cache-Control") == PRIVATE


def _protect(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = _ALWAYS_TLS
    if request.path.startswith(_FRAMED):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _share(response: Response) -> Response:
    """Let scripts of other sites read what is public, always without cookies."""
    if request.endpoint in _PUBLIC_POSTS or (
        request.method in ("GET", "HEAD", "OPTIONS") and not _is_private(response)
    ):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Headers"] = "Accept-Datetime"
    if request.method == "OPTIONS" and request.endpoint in _PUBLIC_POSTS:
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, Accept-Language"
    return response
