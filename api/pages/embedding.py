"""The page that makes the code to show a concept in another site, and shows what it will look like there."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

from flask import Response

from api.discovery.head import names
from api.embedding.codes import Look, element, frame_address, iframe, link, loader, passage
from api.embedding.fitting import WIDTH, fitted
from api.embedding.queries import BOTH, Shown, Size, Theme
from api.embedding.showing import shown
from api.fields import Choice, Identifier, Line
from api.house import base_url, glossaries
from api.languages import tongue_name
from api.pages.frame import POLICY, asked, page
from api.pages.meant import meant
from api.pages.queries import PageQuery
from api.pages.routes import REST, blueprint
from api.script.releases import newest
from api.telling import concept_uri, page_uri
from glossary import N_, Glossary, Revision, Settings, translate

_FRAMES = f"{POLICY}; frame-src 'self'"
_MAJOR = 1
_HEIGHT = 400


class BuilderQuery(PageQuery):
    """Which concept, by a term or its id, how it looks, which wording of it, and whether we may know where."""

    term = Line()
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
    passage: str
    link: str
    tag: str
    address: str
    oembed: str


@blueprint.get(f"{REST}embed")
def embed(language: str, glossary: str) -> Response:
    """The code for an iframe, the script and oEmbed, with the result."""
    query = asked(BuilderQuery)
    opened = glossaries()[glossary]
    settings = opened.settings()
    found = _found(opened, query)
    revision = found[0] if len(found) == 1 else None
    response = page(
        "embed/builder.html",
        settings,
        query=query,
        revision=revision,
        choices=found if len(found) > 1 else [],
        tongues=[(tag, tongue_name(tag)) for tag in settings.languages],
        codes=_codes(revision, settings, query, language) if revision else None,
        release=newest(_MAJOR),
    )
    response.headers["Content-Security-Policy"] = _FRAMES
    return response


def _found(opened: Glossary, query: dict[str, Any]) -> list[Revision]:
    """The concepts that are meant; of several that a term names the one that was chosen, where one was."""
    chosen = query.get("concept")
    if "term" not in query:
        return [opened.concept(chosen).revision] if chosen else []
    named = meant(opened, query["term"])
    return [each for each in named if each.concept.id == chosen] or named


def _codes(revision: Revision, settings: Settings, query: dict[str, Any], language: str) -> Codes:
    concept, base = revision.concept.id, base_url()
    src = frame_address(base, settings.id, concept, _look(revision, query))
    told = shown(revision, settings, query["show"], query["size"])
    width, height = fitted(revision, settings, told, query["size"], (None, None)) or (WIDTH, _HEIGHT)
    own, uri = page_uri(base, language, settings.id, concept), concept_uri(base, settings.id, concept)
    release, (tag, term) = newest(_MAJOR), _term(revision, language)
    return Codes(
        frame=src,
        height=height,
        iframe=str(iframe(src, names(revision, language), width, height, named=query["named"] == "yes")),
        fixed_script=str(loader(f"{base}/embed/{release.version}/glossary.js", settings.id, release.integrity)),
        moving_script=str(loader(f"{base}/embed/v{_MAJOR}/glossary.js", settings.id)),
        element=str(element(concept, uri, term)),
        passage=str(passage(language, translate(language, N_("What does “{term}” mean?"), term=term))),
        link=str(link(uri, term)),
        tag=tag,
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


def _term(revision: Revision, language: str) -> tuple[str, str]:
    """A language, the reader's where the concept has it, and the preferred term in it."""
    sections = revision.concept.languages
    tag = language if language in sections else next(iter(sections))
    return tag, sections[tag].preferred.text
