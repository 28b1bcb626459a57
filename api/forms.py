"""In which form something is answered: as `format` says, otherwise as `Accept` prefers, otherwise as JSON."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Literal

from flask import Response, current_app, request
from werkzeug.exceptions import NotAcceptable

from api.caching import finish, reply
from api.documenting import Decorated
from api.house import glossaries
from api.languages import reader_language
from api.parsing import HouseBlueprint
from glossary import STYLES, dated_by

Form = Literal["json", "html", "table", "markdown"]
Written = Callable[[str], str]
"""Writes a text in the language of the reader."""

_KINDS: Mapping[str, Form] = {"application/json": "json", "text/html": "html", "text/markdown": "markdown"}
_TYPES = {"html": "text/html", "table": "text/html", "markdown": "text/markdown"}


def _policy() -> str:
    """What a document of ours may do: show the styles that it brings with it, and nothing else."""
    hashes = (b64encode(sha256(style.encode()).digest()).decode() for style in STYLES)
    styles = " ".join(f"'sha256-{each}'" for each in hashes)
    return (
        f"default-src 'none'; style-src 'unsafe-hashes' {styles}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


POLICY = _policy()


def answered(
    value: Any, forms: Mapping[Form, Written], query: Mapping[str, Any], headers: Mapping[str, str], cache: str
) -> Response:
    """Something in the form and with the dates that are wanted; `value` makes what JSON says."""
    form = query.get("format") or _preferred()
    if form == "json":
        return reply(value(), headers, cache=cache)
    language = reader_language()
    with dated_by(query.get("calendar", "gregorian"), glossaries().now().date()):
        response = current_app.response_class(forms[form](language), mimetype=_TYPES[form])
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = POLICY
    response.vary.add("Accept-Language")
    return finish(response, cache, headers=headers)


def also_as(blueprint: HouseBlueprint, *types: str) -> Callable[[Decorated], Decorated]:
    """Say in the document in which other forms a view answers."""

    def decorate(view: Decorated) -> Decorated:
        for each in types:
            view = blueprint.alt_response(200, schema={"type": "string"}, content_type=each, success=True)(view)
        return view

    return decorate


def _preferred() -> Form:
    if not request.accept_mimetypes:
        return "json"
    best = request.accept_mimetypes.best_match(list(_KINDS))
    if best is None:
        raise NotAcceptable
    return _KINDS[best]
