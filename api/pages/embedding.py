"""The page that makes the code to show a concept in another site, and shows what it will look like there."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

from flask import Response

from api.discovery.head import names
from api.embedding.codes import Look, element, frame_address, iframe, loader
from api.embedding.fitting import WIDTH, fitted
from api.embedding.queries import BOTH, Shown, Size, Theme
from api.embedding.showing import shown
from api.fields import Choice, Identifier
from api.house import base_url, glossaries
from api.languages import tongue_name
from api.pages.frame import POLICY, asked, page
from api.pages.queries import PageQuery
from api.pages.routes import REST, blueprint
from api.script.releases import newest
from api.telling import concept_uri, page_uri
from glossary import Revision, Settings

_FRAMES = f"{POLICY}; frame-src 'self'"
_MAJOR = 1
_HEIGHT = 400


class BuilderQuery(PageQuery):
    """Which concept, how it looks, which wording of it, and whether we may know where it is shown."""

    concept = Identifier()
    show = Shown(load_default=BOTH)
    theme = Choice(Theme, load_default="auto")
    size = Choice(Size, load_default="standard")
    wording = Choice(Literal["latest", "fixed", "notify"], load_default="latest")
    named = Choice(Literal["yes", "no"], load_default="yes")


class Codes(NamedTuple):
    """What a site's author copies, and the document that the iframe shows."""

    frame: str
    height: int
    iframe: str
    fixed_script: str
    moving_script: str
    element: str
    address: str
    oembed: str


@blueprint.get(f"{REST}embed")
def embed(language: str, glossary: str) -> Response:
    """The code for an iframe, the script and oEmbed, with the result."""
    query = asked(BuilderQuery)
    opened = glossaries()[glossary]
    settings = opened.settings()
    revision = opened.concept(query["concept"]).revision if "concept" in query else None
    response = page(
        "embed/builder.html",
        settings,
        query=query,
        revision=revision,
        tongues=[(tag, tongue_name(tag)) for tag in settings.languages],
        codes=_codes(revision, settings, query, language) if revision else None,
    )
    response.headers["Content-Security-Policy"] = _FRAMES
    return response


def _codes(revision: Revision, settings: Settings, query: dict[str, Any], language: str) -> Codes:
    concept, base = revision.concept.id, base_url()
    src = frame_address(base, settings.id, concept, _look(revision, query))
    told = shown(revision, settings, query["show"], query["size"])
    width, height = fitted(revision, settings, told, query["size"], (None, None)) or (WIDTH, _HEIGHT)
    own = page_uri(base, language, settings.id, concept)
    release = newest(_MAJOR)
    return Codes(
        frame=src,
        height=height,
        iframe=str(iframe(src, names(revision, language), width, height, named=query["named"] == "yes")),
        fixed_script=str(loader(f"{base}/embed/{release.version}/glossary.js", settings.id, release.integrity)),
        moving_script=str(loader(f"{base}/embed/v{_MAJOR}/glossary.js", settings.id)),
        element=str(element(concept, concept_uri(base, settings.id, concept), _term(revision, language))),
        address=own,
        oembed=f"{base}/oembed?{urlencode({'url': src})}",
    )


def _look(revision: Revision, query: dict[str, Any]) -> Look:
    kept = query["wording"]
    return Look(
        language=query["show"],
        theme=query["theme"],
        size=query["size"],
        revision=None if kept == "latest" else revision.number,
        mode="notify" if kept == "notify" else None,
    )


def _term(revision: Revision, language: str) -> str:
    sections = revision.concept.languages
    return (sections.get(language) or next(iter(sections.values()))).preferred.text
