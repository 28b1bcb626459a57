"""Taking a glossary away as a file."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import Any

from flask import Response, current_app, request

from api.caching import HOUR, current, finish
from api.documenting import refuses
from api.house import glossaries
from api.moments import asked_of
from api.parsing import HouseBlueprint
from api.queries import ExportQuery
from glossary import FORMATS, N_

blueprint = HouseBlueprint(
    "exchange", __name__, url_prefix="/api/v1/glossaries/<id:glossary>", description=N_("Taking a glossary away")
)

_TYPES = {"json": "application/json", "jsonl": "application/x-ndjson"}


@blueprint.route("/export")
@blueprint.arguments(ExportQuery, location="query")
@refuses(blueprint, 404)
@blueprint.response(200, {"type": "string"}, content_type=_TYPES["jsonl"])
@blueprint.alt_response(200, schema={"type": "array"}, content_type=_TYPES["json"], success=True)
def export(query: dict[str, Any], glossary: str) -> Response:
    """Take away every current concept, now or in another state, in a form that can be loaded again.

    A list of concepts as JSON, or one a line; in all languages or in one. It is streamed, of whatever size.
    """
    opened, form = glossaries()[glossary], query["format"]
    head = opened.overview()[1]
    found = opened.export(asked_of(query), query.get("language"))
    body = _begun(FORMATS[form].pieces(found))
    response = current_app.response_class(body, mimetype=_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{glossary}-{head.seq}.{form}"'
    asked = sha256(request.query_string).hexdigest()[:16]
    tag = f"{head.seq}-{glossaries().next_begin()}-{asked}"
    return finish(response, HOUR if "edition" in query else current(), tag)


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, the first made at once: what is wrong with the question is answered as a problem."""
    return chain([next(pieces, b"")], pieces)
