"""How a document is sent that other sites may frame: under a policy of its own, without cookies, for no index."""

from __future__ import annotations

from flask import Response, current_app

from api.caching import finish
from api.house import config


def framed(html: str, reader: str, cache: str, page: str | None = None, status: int = 200) -> Response:
    """A document that others may frame, under a policy of its own."""
    response = current_app.response_class(html, mimetype="text/html", status=status)
    response.headers["Content-Language"] = reader
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["X-Robots-Tag"] = "noindex"
    response.vary.add("Accept-Language")
    return finish(response, cache, headers={"Link": f'<{page}>; rel="canonical"'} if page else {})


def _policy() -> str:
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {config().frame_ancestors}"
    )
