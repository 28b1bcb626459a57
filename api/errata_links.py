"""Whoever reads through an edition is led to its errata, whatever they read."""

from __future__ import annotations

import re

from flask import Flask, Response, request

from api.differing import errata_link
from api.house import base_url
from glossary import ID_PATTERN

_ID = re.compile(ID_PATTERN)


def register(app: Flask) -> None:
    """Let every answer that `edition` chose name the errata of that edition."""
    app.after_request(_led)


def _led(response: Response) -> Response:
    edition, links = request.args.get("edition", ""), response.headers.get("Link", "")
    glossary = (request.view_args or {}).get("glossary") or request.args.get("glossary", "")
    named = _ID.fullmatch(edition) and _ID.fullmatch(glossary)
    if named and response.status_code in (200, 304) and 'title="errata"' not in links:
        response.headers["Link"] = ", ".join(filter(None, (links, errata_link(base_url(), glossary, edition))))
    return response
