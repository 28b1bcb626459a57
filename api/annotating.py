"""Terms in running texts: found in a text that is sent, and compared in a translation. Nothing sent is kept."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import annotation_answers as a
from api.caching import reply
from api.documenting import answers
from api.fields import NoQuery
from api.house import base_url, glossaries, only
from api.moments import asked_of, faults_of_the_body, said
from api.parsing import HouseBlueprint
from api.prose import AnnotationBody, ChecksBody
from api.telling import concept_uri
from glossary import N_, Fault, InvalidContent, Passage, Prose

blueprint = HouseBlueprint("annotations", __name__, url_prefix="/api/v1", description=N_("Terms in running texts"))

_TEXTS = ("text", "html")


@blueprint.route("/annotations", methods=["POST"])
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(AnnotationBody)
@answers(blueprint, a.AnnotationAnswer, errors=(404, 413, 415, 422))
def annotate(_query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Find the terms in a text, or make links of them in HTML; what is sent is not kept."""
    base, annotator = base_url(), glossaries().annotator
    with faults_of_the_body():
        found = annotator.annotate(_prose(body), lambda *concept: concept_uri(base, *concept), asked_of(said(body)))
    return reply(a.annotation_answer(found, base))


@blueprint.route("/checks", methods=["POST"])
@blueprint.arguments(NoQuery, location="query")
@blueprint.arguments(ChecksBody)
@answers(blueprint, a.ChecksAnswer, errors=(404, 413, 415, 422))
def check(_query: dict[str, Any], body: dict[str, Any]) -> Response:
    """Compare the terms of a text with those of its translation; neither is kept."""
    source, target = Passage(**body["source"]), Passage(**body["target"])
    with faults_of_the_body():
        found = glossaries().annotator.term_use(source, target, only(body.get("glossary")), asked_of(said(body)))
    return reply(a.checks_answer(found, target, base_url()))


def _prose(body: dict[str, Any]) -> Prose:
    """The text or the HTML that was sent. Raises `InvalidContent` where it is not one of them."""
    texts = {name: text for name in _TEXTS if (text := body.get(name)) is not None}
    if len(texts) != 1:
        raise InvalidContent([Fault("/text", "exclusive" if texts else "one-of", {"names": ", ".join(_TEXTS)})])
    return Prose(
        text=next(iter(texts.values())),
        is_html="html" in texts,
        language=body.get("language"),
        glossaries=only(body.get("glossary")),
        first_only=body.get("first_only", False),
    )
