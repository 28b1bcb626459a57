"""Removing a text for good: an administrator reads what would go, says why, and confirms that it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.routes import DESK, back_to_concept, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, number_in, text_in
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import RevisionQuery
from glossary import N_, Fault, Glossary, GlossaryError, InvalidContent, Revision, choices, errors, model, translate

_PLACES = {"/part": "part", "/sure": "sure"}
_NOT_ALL = N_("It could not be removed from all files yet. Please press the button again in a quiet moment.")


@blueprint.get(f"{DESK}/redact")
@for_a("administrator")
def redact(language: str, glossary: str) -> AnyResponse:
    """The texts of a revision, one of which is to go for good."""
    query = asked(RevisionQuery)
    return _form(language, glossaries()[glossary], query["concept"], query["revision"], {})


@blueprint.post(f"{DESK}/redact")
def redacted(language: str, glossary: str) -> AnyResponse:
    """Remove a text for good, from the record and from the files."""
    allow("administrator", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    concept, number = said.get("concept", ""), number_in(said, "number") or 0
    try:
        _redact(opened, concept, number, said)
    except (errors.Busy, errors.StorageFailed):
        return _form(language, opened, concept, number, said, Wrong(503, [(None, translate(language, _NOT_ALL))]))
    except GlossaryError as error:
        return _form(language, opened, concept, number, said, wrong(error, language, _PLACES))
    return back_to_concept(language, glossary, concept, "redact")


def _redact(opened: Glossary, concept: str, number: int, said: Said) -> None:
    part, reason = said.get("part", ""), text_in(said, "reason")
    faults = list(_faults(part, reason, sure="sure" in said))
    if faults:
        raise InvalidContent(faults)
    glossaries().redact(opened.id, concept, [number], cast("model.Part", part), reason, author())


def _faults(part: str, reason: str, *, sure: bool) -> Iterator[Fault]:
    if part not in choices(model.Part):
        yield Fault("/part", "missing")
    if not reason:
        yield Fault("/reason", "missing")
    if not sure:
        yield Fault("/sure", "missing")


def _form(
    language: str, opened: Glossary, concept: str, number: int, said: Said, wrong: Wrong | None = None
) -> Response:
    wanted = _wanted(opened, concept, number)
    origin = opened.origins([wanted]).get(wanted.seq)
    there = {
        "content": wanted.concept.languages,
        "change_note": wanted.change_note,
        "rationale": origin and (origin.text or origin.source),
    }
    facts = {
        "wanted": wanted,
        "origin": origin,
        "alike": opened.repeated(concept, [number]),
        "parts": [part for part, text in there.items() if text or part == said.get("part")],
    }
    return form_page("redact.html", language, opened.settings(), said, wrong, **facts)


def _wanted(opened: Glossary, concept: str, number: int) -> Revision:
    """A revision with what is left of it. Raises `ConceptNotFound` or `RevisionNotFound`."""
    found = opened.revisions(concept, number + 1, limit=1)
    if not found or found[0].number != number:
        raise errors.RevisionNotFound(opened.id, concept, number)
    return found[0]
