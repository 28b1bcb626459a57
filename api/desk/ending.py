"""Retiring a concept or merging it into another: an editor reads what hangs on it, says why, and does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.hanging import hanging
from api.desk.noting import note_of, note_places, unsaid
from api.desk.relating import id_of
from api.desk.routes import DESK, back_to_concept, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, version
from api.fields import Choice, Identifier
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from glossary import Fault, Glossary, GlossaryError, InvalidContent, errors, id_faults

Kind = Literal["retirement", "merge"]
_PLACES = {"/replaced_by": "into"}


class EndQuery(PageQuery):
    """Which concept is retired, or merged into another."""

    concept = Identifier(required=True)
    kind = Choice(Kind, load_default="retirement")


@blueprint.get(f"{DESK}/end")
@for_a("editor")
def end(language: str, glossary: str) -> AnyResponse:
    """What hangs on a concept that is to end, and a form to end it with."""
    query = asked(EndQuery)
    return _form(language, glossaries()[glossary], query["concept"], query["kind"], {})


@blueprint.post(f"{DESK}/end")
def ended(language: str, glossary: str) -> AnyResponse:
    """Retire a concept or merge it, at once or from a day on."""
    allow("editor", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    concept: str = said.get("concept", "")
    kind: Kind = "merge" if said.get("kind") == "merge" else "retirement"
    try:
        _end(opened, concept, kind, said)
    except GlossaryError as error:
        places = {**_PLACES, **note_places(opened.settings())}
        return _form(language, opened, concept, kind, said, wrong(error, language, places))
    return back_to_concept(language, glossary, concept, kind)


def _end(opened: Glossary, concept: str, kind: Kind, said: Said) -> None:
    into, note = id_of(said.get("into", "").strip(), opened), note_of(said, opened.settings())
    faults = list(_faults(kind, into, note))
    if faults:
        raise InvalidContent(faults)
    since = said.get("valid_from", "").strip() or None
    if kind == "merge":
        opened.merge(concept, author(), into, note, version(said), since)
    else:
        opened.retire(concept, author(), into or None, note, version(said), since)


def _faults(kind: Kind, into: str, note: Mapping[str, str]) -> Iterator[Fault]:
    """All that is missing, and a successor that names no concept."""
    if kind == "merge" and not into:
        yield Fault("/into", "missing")
    if into and any(id_faults(into, "")):
        yield Fault("/into", "unknown-target", {"target": into})
    yield from unsaid(note)


def _form(
    language: str, opened: Glossary, concept: str, kind: Kind, said: Said, wrong: Wrong | None = None
) -> Response:
    newest, settings = opened.revisions(concept, limit=1)[0], opened.settings()
    if newest.status == "retired" and wrong is None:
        raise errors.AlreadyRetired(concept)
    facts = hanging(opened, concept, Reading(language, settings))
    return form_page("end.html", language, settings, said, wrong, newest=newest, kind=kind, **facts)
