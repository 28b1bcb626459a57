"""Correcting how far a change goes: an editor reads the difference, chooses the grade, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.routes import DESK, back_to_concept, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, number_in, text_in
from api.fields import Count
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import RevisionQuery
from api.pages.standing import difference, only_language
from glossary import Fault, Glossary, GlossaryError, InvalidContent, Revision, choices, model

_PLACES = {"/grade": "grade"}


class GradeQuery(RevisionQuery):
    """Which revision, with another before it."""

    revision = Count(2, required=True)


@blueprint.get(f"{DESK}/grade")
@for_a("editor")
def grade(language: str, glossary: str) -> AnyResponse:
    """What changed with a revision, and how far that goes."""
    query = asked(GradeQuery)
    return _form(language, glossaries()[glossary], query["concept"], query["revision"], {})


@blueprint.post(f"{DESK}/grade")
def graded(language: str, glossary: str) -> AnyResponse:
    """Record how far the change goes in the editor's judgement."""
    allow("editor", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    concept, number = said.get("concept", ""), number_in(said, "number") or 0
    try:
        _grade(opened, opened.revision(concept, number), said)
    except GlossaryError as error:
        return _form(language, opened, concept, number, said, wrong(error, language, _PLACES))
    return back_to_concept(language, glossary, concept, "grade")


def _grade(opened: Glossary, revision: Revision, said: Said) -> None:
    grade, reason = said.get("grade", ""), text_in(said, "reason")
    faults = list(_faults(revision, grade, reason))
    if faults:
        raise InvalidContent(faults)
    opened.grade(revision.concept.id, revision.number, cast("model.Grade", grade), author(), reason)


def _faults(revision: Revision, grade: str, reason: str) -> Iterator[Fault]:
    """What cannot be recorded; the same grade once more would lose its reason."""
    known = choices(model.Grade)
    if grade not in known:
        yield Fault("/grade", "not-in-list", {"choices": ", ".join(known)})
    elif grade == revision.grade:
        yield Fault("/grade", "graded-so")
    if not reason:
        yield Fault("/reason", "missing")


def _form(
    language: str, opened: Glossary, concept: str, number: int, said: Said, wrong: Wrong | None = None
) -> Response:
    compared = opened.comparison(concept, number - 1, number)
    facts = {
        "compared": compared,
        "change": difference(compared, opened, language, only_language(compared, language)),
        "number": number,
        "graded": opened.revision(concept, number).grade,
        "grades": choices(model.Grade),
    }
    return form_page("grade.html", language, opened.settings(), said, wrong, **facts)
