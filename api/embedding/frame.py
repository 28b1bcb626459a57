"""The document that other sites show in an iframe: a definition, where it comes from, and nothing that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request
from markupsafe import Markup

from api.caching import IMMUTABLE, current
from api.discovery.head import names, oembed_links
from api.documenting import refuses
from api.embedding import refusals
from api.embedding.framing import framed
from api.embedding.hosts import note
from api.embedding.queries import BOTH, FrameQuery
from api.embedding.showing import reading, related, shown
from api.embedding.wordings import Wording, wording
from api.house import base_url, glossaries
from api.languages import reader_language
from api.parsing import HouseBlueprint
from api.telling import concept_uri, page_uri
from glossary import (
    N_,
    Glossary,
    GlossaryError,
    as_html,
    labels,
    languages,
    listed,
    nearest_language,
    shown_moment,
    translate,
    within_a_page,
)

blueprint = HouseBlueprint("embed", __name__, description=N_("Embedding"))
blueprint.register_error_handler(GlossaryError, refusals.answer)


@blueprint.route("/embed/<id:glossary>/<id:concept>")
@blueprint.arguments(FrameQuery, location="query")
@refuses(blueprint, 404, 410)
@blueprint.response(200, {"type": "string"}, content_type="text/html")
def frame(query: dict[str, Any], glossary: str, concept: str) -> Response:
    """Show a concept in an iframe: the wording in force, or one fixed by `revision`, `edition` or `as_of`.

    The document sets no cookie, loads nothing of third parties and tells its height to the page around it. What is
    wrong is told as a small document to those who accept HTML.
    """
    opened = glossaries()[glossary]
    found = wording(opened, concept, query)
    response = _document(opened, found, query)
    note(glossary, concept)
    return response


def _document(opened: Glossary, found: Wording, query: dict[str, Any]) -> Response:
    language = query["language"]
    told = shown(found.revision, found.settings, language, query["size"])
    reader = reader_language() if language == BOTH or language not in languages() else language
    glossary, concept = found.revision.glossary, found.revision.concept.id
    page = page_uri(base_url(), reader, glossary, concept)
    html = render_template(
        "embed/frame.html",
        wording=found,
        revision=found.revision,
        settings=found.settings,
        shown=told,
        left_out=listed(reader, (translate(reader, each) for each in told.left_out)),
        size=query["size"],
        theme=query["theme"],
        reader=reader,
        page=page,
        page_in=lambda tag: page_uri(base_url(), nearest_language([tag, reader]), glossary, concept),
        permanent=concept_uri(base_url(), glossary, concept),
        related=related(opened, found.revision) if query["size"] == "full" else [],
        labels=labels,
        oembed=oembed_links(request.url, base_url()),
        names=names,
        reading=reading,
        difference=_difference(found, reader, told.languages),
        dated=lambda tag: shown_moment(found.revision.valid_from, found.settings.time_zone, tag),
        translate=translate,
    )
    return framed(html, reader, _kept(found, query), page)


def _difference(found: Wording, reader: str, languages: Sequence[str]) -> Markup:
    """What differs from the wording in force, in the languages that are shown."""
    if found.newer is None:
        return Markup()
    only = languages[0] if len(languages) == 1 else None
    html = as_html(found.newer, found.settings, reader, only, within_a_page)
    return Markup(html)  # noqa: S704 - escaped there


def _kept(found: Wording, query: dict[str, Any]) -> str:
    """A fixed wording never changes; what tells about the present is kept as briefly as the present is."""
    may_change = found.upcoming or query.keys() & {"mode", "as_of"}
    return IMMUTABLE if found.pinned and not may_change else current()
