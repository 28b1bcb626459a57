"""The page by which people stop letters, from the link in each of them."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, render_template

from api.caching import PRIVATE, finish
from api.documenting import refuses
from api.fields import NoQuery
from api.house import base_url, glossaries
from api.languages import reader_language
from api.parsing import HouseBlueprint
from glossary import N_, translate

blueprint = HouseBlueprint("stopping", __name__, url_prefix="/letters/stop/<id:token>", description=N_("Letters"))
_PAGE = {"type": "string"}


@blueprint.route("")
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, _PAGE, content_type="text/html")
def ask(_query: dict[str, Any], token: str) -> Response:
    """Ask whether letters shall stop; opening the link alone stops nothing."""
    if not glossaries().wishes.is_known(token):
        abort(404)
    return _page(is_stopped=False)


@blueprint.route("", methods=["POST"])
@blueprint.arguments(NoQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, _PAGE, content_type="text/html")
def stop(_query: dict[str, Any], token: str) -> Response:
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
