"""The page by which people stop letters, from the link in each of them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template

from api.caching import PRIVATE, finish
from api.house import base_url, glossaries
from api.languages import reader_language
from glossary import translate

blueprint = Blueprint("stopping", __name__, url_prefix="/letters/stop/<id:token>")


@blueprint.get("")
def ask(token: str) -> Response:
    """Ask whether letters shall stop; opening the link alone stops nothing."""
    if not glossaries().wishes.is_known(token):
        abort(404)
    return _page(is_stopped=False)


@blueprint.post("")
def stop(token: str) -> Response:
    """Send no more letters, in one step for mail programs too (RFC 8058)."""
    if not glossaries().wishes.stop(token):
        abort(404)
    return _page(is_stopped=True)


def _page(is_stopped: bool) -> Response:
    language = reader_language()
    html = render_template(
        "stopping.html",
        _=lambda message, **facts: translate(language, message, **facts),
        language=language,
        base=base_url(),
        is_stopped=is_stopped,
    )
    response = finish(current_app.response_class(html, mimetype="text/html"), PRIVATE)
    response.headers["Content-Language"] = language
    return response
