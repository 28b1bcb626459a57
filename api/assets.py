"""What pages load: one style sheet, the scripts, the icon; each under an address that changes with its content."""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from api.caching import HOUR

blueprint = Blueprint("assets", __name__)

_HERE = Path(__file__).parent
_STYLES = {
    "style.css": ("tokens", "base", "frame", "forms", "entry", "lists", "changes", "desk", "print"),
    "embed.css": ("embed",),
}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"
_VERSION_LENGTH = 12
_WORTH_COMPRESSING = 1024
_COMPRESSED = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})


@cache
def asset(name: str) -> bytes | None:
    """What is loaded under a name; None where there is no such thing."""
    if name in _STYLES:
        return b"".join((_HERE / "styles" / f"{each}.css").read_bytes() for each in _STYLES[name])
    path = _HERE / ("static" if name.endswith(".svg") else "scripts") / name
    return path.read_bytes() if path.is_file() else None


@cache
def version(name: str) -> str:
    """The name of a content, in an address that may be kept for ever."""
    return sha256(asset(name) or b"").hexdigest()[:_VERSION_LENGTH]


def asset_url(name: str) -> str:
    """Where something that pages load is."""
    return f"/static/{version(name)}/{name}"


@blueprint.get("/static/<version>/<asset>", endpoint="asset")
def send(version: str, asset: str) -> Response:
    """Something that pages load, for ever under this address; after an update, the new one for an hour."""
    return _sent(asset, version)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The icon, for browsers that ask for it where it used to be."""
    return _sent("icon.svg", "")


def compressed(response: Response) -> Response:
    """A public text with gzip for those who take it; its tag becomes weak, as one content then has two forms."""
    response.vary.add("Accept-Encoding") if response.mimetype in _COMPRESSED else None
    if not _may_be_compressed(response):
        return response
    response.set_data(gzip.compress(response.get_data(), mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return _weakly_tagged(response)


def _sent(name: str, asked: str) -> Response:
    kind, body = _TYPES.get(Path(name).suffix), asset(name)
    if kind is None or body is None:
        abort(404)
    response = current_app.response_class(body, mimetype=kind)
    response.headers["Cache-Control"] = _YEAR if asked == version(name) else HOUR
    return response


def _may_be_compressed(response: Response) -> bool:
    """Only what is the same for everybody: compressing a secret beside what a stranger chose would give it away."""
    return (
        response.status_code == 200
        and response.mimetype in _COMPRESSED
        and "public" in response.headers.get("Cache-Control", "")
        and "Content-Encoding" not in response.headers
        and request.accept_encodings["gzip"] > 0
        and len(response.get_data()) >= _WORTH_COMPRESSING
    )


def _weakly_tagged(response: Response) -> Response:
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
    return response
