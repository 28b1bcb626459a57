"""oEmbed 1.0: what a site shows when somebody pastes the address of a concept into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from flask import Response, current_app
from lxml import etree
from marshmallow import EXCLUDE, ValidationError

from api.caching import current, finish
from api.discovery.head import SITE, names, said
from api.documenting import answers
from api.embedding.addresses import Address, address_of
from api.embedding.answers import OembedAnswer
from api.embedding.codes import Look, frame_address, iframe
from api.embedding.fitting import fitted
from api.embedding.queries import BOTH, OembedQuery, WordingQuery
from api.embedding.showing import shown
from api.embedding.wordings import Wording, wording
from api.forms import also_as
from api.house import base_url, glossaries
from api.parsing import HouseBlueprint
from api.problems import FormatNotOffered, NoEmbed
from api.telling import glossary_page_uri
from glossary import N_, Asked, Glossary, GlossaryError, errors, nearest_language

blueprint = HouseBlueprint("oembed", __name__, description=N_("Embedding"))

_HOUR = 3600
_FAILURES = (errors.Busy, errors.StorageFailed)


@blueprint.route("/oembed")
@blueprint.arguments(OembedQuery, location="query", unknown=EXCLUDE)
@also_as(blueprint, "text/xml")
@answers(blueprint, OembedAnswer, errors=(404, 501))
def oembed(query: dict[str, Any]) -> Response:
    """Say how a concept is shown in another site (oEmbed 1.0), by the address of its page or any other of its own.

    An address that fixes a wording (`revision`, `edition`, `as_of`) embeds that wording. Other sites' addresses and
    concepts that cannot be shown are 404, formats other than json and xml 501.
    """
    write = _WRITERS.get(query["format"])
    if write is None:
        raise FormatNotOffered
    address = address_of(query["url"], base_url())
    if address is None:
        raise NoEmbed
    return finish(write(_answer(address, (query.get("maxwidth"), query.get("maxheight")))), current())


def _answer(address: Address, most: tuple[int | None, int | None]) -> OembedAnswer:
    opened = glossaries()[address.glossary]
    try:
        look = _look(opened, address)
        asked = {name: value for name, value in msgspec.structs.asdict(look).items() if value is not None}
        found = wording(opened, address.concept, asked)
        told = shown(found.revision, found.settings, look.language, look.size)
    except _FAILURES:
        raise
    except (GlossaryError, ValidationError) as error:
        raise NoEmbed from error
    size = fitted(found.revision, found.settings, told, look.size, most)
    return _told(found, look, size)


def _look(opened: Glossary, address: Address) -> Look:
    """How the address says that the concept should look; a moment becomes the revision that held then."""
    given = dict(address.wording)
    asked = Asked(as_of=given.pop("as_of", None), known_at=given.pop("known_at", None))
    look = Look(**WordingQuery().load(given))
    if asked.is_now:
        return look
    return msgspec.structs.replace(look, revision=opened.concept(address.concept, asked).revision.number)


def _told(found: Wording, look: Look, size: tuple[int, int] | None) -> OembedAnswer:
    revision, settings = found.revision, found.settings
    language = settings.source_language if look.language == BOTH else look.language
    title = f"{names(revision, language)} – {said(settings.title, language, settings)}"
    answer = OembedAnswer(
        version="1.0",
        type="link",
        title=title,
        author_name=said(settings.publisher, language, settings),
        author_url=glossary_page_uri(base_url(), nearest_language([language]), settings.id),
        provider_name=SITE,
        provider_url=f"{base_url()}/",
        cache_age=_HOUR,
    )
    if size is None:
        return answer
    src = frame_address(base_url(), settings.id, revision.concept.id, look)
    html = str(iframe(src, title, *size))
    return msgspec.structs.replace(answer, type="rich", html=html, width=size[0], height=size[1])


def _json(answer: OembedAnswer) -> Response:
    return current_app.response_class(msgspec.json.encode(answer), mimetype="application/json")


def _xml(answer: OembedAnswer) -> Response:
    root = etree.Element("oembed")
    for name, value in msgspec.to_builtins(answer).items():
        etree.SubElement(root, name).text = str(value)
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
    return current_app.response_class(body, mimetype="text/xml")


_WRITERS: Mapping[str, Callable[[OembedAnswer], Response]] = {"json": _json, "xml": _xml}
