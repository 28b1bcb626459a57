"""A concept as readers see it: its texts side by side, what hangs on it, and how it came to be."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response

from api.discovery.head import concept_head, links
from api.house import base_url, glossaries
from api.moments import asked_of, one_of
from api.pages.copying import copies
from api.pages.elsewhere import elsewhere
from api.pages.frame import Here, asked, page
from api.pages.graph import graph
from api.pages.neighbours import neighbours
from api.pages.neighbours import standing as newest
from api.pages.queries import EntryQuery
from api.pages.reading import Reading
from api.pages.routes import GLOSSARY, blueprint
from api.pages.standing import standing
from api.telling import revision_uri
from glossary import (
    Fault,
    Glossary,
    InvalidQuery,
    Revision,
    Settings,
    Style,
    citation,
    cited,
    day_of,
    micros,
)

BOTH = "both"
_WESTERN_FIRST: tuple[Style, ...] = ("apa", "bibtex", "csl-json", "sist02", "ja")
_JAPANESE_FIRST: tuple[Style, ...] = ("ja", "sist02", "apa", "bibtex", "csl-json")


@blueprint.get(f"{GLOSSARY}<id:concept>")
def entry(language: str, glossary: str, concept: str) -> Response:
    """One concept, now, at a date, in an edition, or one of its revisions."""
    query = asked(EntryQuery)
    one_of(query, "as_of", "edition", "revision")
    opened = glossaries()[glossary]
    settings = opened.settings()
    revision = _wording(opened, concept, query)
    reading = Reading(language, settings, query.get("calendar", "gregorian"))
    head = concept_head(revision, settings, language, Here().canonical, base_url())
    others = elsewhere(revision)
    around = neighbours(opened, revision, now=not _is_past(query))
    return page(
        "entry.html",
        settings,
        headers=links(head),
        discovery=head,
        query=query,
        revision=revision,
        tongues=_tongues(query.get("view", BOTH), revision, reading),
        shown=standing(opened, revision, query),
        around=around,
        graph=graph(reading, revision, around),
        elsewhere=others,
        successor=newest(opened, revision.concept.replaced_by),
        titles={each.glossary: glossaries()[each.glossary].settings().title for each in others},
        copies=copies(revision, reading, base_url() + _pinned(revision)),
        citations=_citations(revision, settings, language, query, opened),
    )


def _wording(opened: Glossary, concept: str, query: dict[str, Any]) -> Revision:
    if "revision" in query:
        return opened.revision(concept, query["revision"])
    return opened.concept(concept, asked_of(query)).revision


def _is_past(query: dict[str, Any]) -> bool:
    return bool(query.keys() & {"as_of", "edition", "revision"})


def _tongues(view: str, revision: Revision, reading: Reading) -> list[str]:
    """The languages that are shown. Raises `InvalidQuery` for one that the concept doesn't have."""
    known = reading.tongues(revision)
    if view not in (BOTH, *known):
        raise InvalidQuery([Fault("/view", "no-source-section", {"language": view})])
    return known if view == BOTH else [view]


def _pinned(revision: Revision) -> str:
    """The address of exactly this wording."""
    return Here()(revision=revision.number, as_of=None, edition=None, view=None, calendar=None)


def _citations(
    revision: Revision, settings: Settings, language: str, query: dict[str, Any], opened: Glossary
) -> dict[Style, str]:
    told = language if language in settings.languages else settings.source_language
    edition = opened.edition(query["edition"]) if "edition" in query else None
    what = citation(revision, settings, told, _today(settings), revision_uri(base_url(), revision), edition)
    styles = _JAPANESE_FIRST if language == "ja" else _WESTERN_FIRST
    return {style: cited(what, style, query.get("calendar", "gregorian")).strip() for style in styles}


def _today(settings: Settings) -> date:
    return day_of(micros(glossaries().now()), settings.time_zone)
