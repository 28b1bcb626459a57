"""The script for host pages: each release for ever at its own address, the newest at one that moves."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request
from marshmallow import EXCLUDE

from api.answers import ScriptAnswer, ScriptListAnswer
from api.caching import HOUR, IMMUTABLE, finish, reply
from api.documenting import answers, refuses
from api.fields import NoQuery
from api.house import base_url
from api.parsing import HouseBlueprint
from api.script.releases import Release, newest, releases
from glossary import N_

blueprint = HouseBlueprint("script", __name__, url_prefix="/embed", description=N_("The script for host pages"))

_MAJOR = 1
_HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Content-Type": "text/javascript; charset=utf-8"}


@blueprint.route("/")
@blueprint.arguments(NoQuery, location="query")
@answers(blueprint, ScriptListAnswer)
def scripts(_query: dict[str, Any]) -> Response:
    """List the releases of the script, each with the hash by which a page can insist on it (SRI)."""
    items = [
        ScriptAnswer(
            version=each.version, uri=f"{base_url()}/embed/{each.version}/glossary.js", integrity=each.integrity
        )
        for each in releases().values()
    ]
    return reply(ScriptListAnswer(newest=f"{base_url()}/embed/v{_MAJOR}/glossary.js", items=items), cache=HOUR)


@blueprint.route("/<version:version>/glossary.js")
@blueprint.arguments(NoQuery, location="query", unknown=EXCLUDE)
@refuses(blueprint, 404)
@blueprint.response(200, {"type": "string"}, content_type="text/javascript")
def pinned(_query: dict[str, Any], version: str) -> Response:
    """Load one release of the script, which never changes."""
    found = releases().get(version)
    return _sent(found, IMMUTABLE) if found else current_app.aborter(404)


@blueprint.route(f"/v{_MAJOR}/glossary.js")
@blueprint.arguments(NoQuery, location="query", unknown=EXCLUDE)  # WordPress and others add ?ver=6.8 to every script
@refuses(blueprint)
@blueprint.response(200, {"type": "string"}, content_type="text/javascript")
def latest(_query: dict[str, Any]) -> Response:
    """Load the newest release of the script that pages written for this major version can use."""
    return _sent(newest(_MAJOR), HOUR)


def _sent(found: Release, cache: str) -> Response:
    as_gzip = request.accept_encodings.quality("gzip") > 0
    body = found.compressed if as_gzip else found.plain
    response = finish(current_app.response_class(body), cache, headers=_HEADERS)
    response.headers["Vary"] = "Accept-Encoding"
    if as_gzip and response.status_code == 200:
        response.headers["Content-Encoding"] = "gzip"
    return response
