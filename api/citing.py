"""Citing exactly one revision of a concept, as papers and programs want it."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from api.caching import current, finish
from api.documenting import refuses
from api.house import base_url, glossaries
from api.languages import reader_language
from api.moments import one_state
from api.parsing import HouseBlueprint
from api.queries import CiteQuery
from api.telling import revision_uri
from glossary import JAPANESE_STYLES, N_, Asked, Edition, Glossary, Revision, Style, citation, cited

blueprint = HouseBlueprint(
    "citations",
    __name__,
    url_prefix="/api/v1/glossaries/<id:glossary>/concepts",
    description=N_("Citations"),
)

BIBTEX, CSL_JSON = "application/x-bibtex", "application/vnd.citationstyles.csl+json"
_KINDS: dict[Style, str] = {"bibtex": BIBTEX, "csl-json": CSL_JSON}
_TEXT = {"schema": {"type": "string"}}
_CHOICE = ("as_of", "known_at", "edition", "revision")


@blueprint.route("/<id:concept>/cite")
@blueprint.arguments(CiteQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(200, {"type": "string"}, content_type="text/plain")
@blueprint.doc(responses={200: {"content": {BIBTEX: _TEXT, CSL_JSON: {"schema": {"type": "array"}}}}})
def cite(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Cite exactly the revision in force, or the one that a parameter chooses, with its source and its address.

    As `bibtex`, `csl-json`, `apa`, `sist02` or `ja` (as in Japanese public documents); else by `Accept-Language`.
    The day on which it was read is told where `accessed` says it: only who asks knows that.
    """
    opened = glossaries()[glossary]
    revision, edition = _chosen(opened, concept, {name: query[name] for name in _CHOICE if name in query})
    style: Style = query.get("style") or ("ja" if reader_language() == "ja" else "apa")
    language = query.get("language") or ("ja" if style in JAPANESE_STYLES else reader_language())
    settings, uri = opened.settings(), revision_uri(base_url(), revision)
    told = citation(revision, settings, language, query.get("accessed"), uri, edition)
    body = cited(told, style, query["calendar"])
    response = current_app.response_class(body, mimetype=_KINDS.get(style, "text/plain"))
    response.headers["Content-Language"] = told.language
    response.vary.add("Accept-Language")
    return finish(response, current())


def _chosen(opened: Glossary, concept: str, query: dict[str, Any]) -> tuple[Revision, Edition | None]:
    one_state(query)
    if "revision" in query:
        return opened.revision(concept, query["revision"]), None
    edition = opened.edition(query["edition"]) if "edition" in query else None
    return opened.concept(concept, Asked(**query)).revision, edition
