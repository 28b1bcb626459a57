"""Bringing back an earlier wording: an editor reads what that would change, says why, and does it."""

from __future__ import annotations

from flask import Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.noting import note_of, note_places, unsaid
from api.desk.routes import DESK, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, number_in, version
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import RevisionQuery
from api.pages.standing import difference, only_language
from api.signing_in import to
from glossary import Glossary, GlossaryError, InvalidContent, Revision


@blueprint.get(f"{DESK}/restore")
@for_a("editor")
def restore(language: str, glossary: str) -> AnyResponse:
    """What would change if an earlier wording were the newest again."""
    query = asked(RevisionQuery)
    return _form(language, glossary, query["concept"], query["revision"], {})


@blueprint.post(f"{DESK}/restore")
def restored(language: str, glossary: str) -> AnyResponse:
    """Make an earlier wording the newest, at once or from a day on."""
    allow("editor", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    concept, number = said.get("concept", ""), number_in(said, "number") or 0
    note, since = note_of(said, opened.settings()), said.get("valid_from", "").strip() or None
    try:
        if missing := list(unsaid(note)):
            raise InvalidContent(missing)
        made = opened.restore(concept, number, author(), note, version(said), since)
    except GlossaryError as error:
        return _form(language, glossary, concept, number, said, wrong(error, language, note_places(opened.settings())))
    return to(url_for("pages.entry", language=language, glossary=glossary, concept=concept, revision=made.number))


def _form(language: str, glossary: str, concept: str, number: int, said: Said, wrong: Wrong | None = None) -> Response:
    opened = glossaries()[glossary]
    wanted, newest = opened.revision(concept, number), opened.revisions(concept, limit=1)[0]
    facts = {"wanted": wanted, "newest": newest, "change": _change(opened, newest, number, language)}
    return form_page("restore.html", language, opened.settings(), said, wrong, **facts)


def _change(opened: Glossary, newest: Revision, number: int, reader: str) -> Markup | None:
    """What would change; None where the newest text was removed for good."""
    if not newest.concept.languages:
        return None
    compared = opened.comparison(newest.concept.id, newest.number, number)
    return difference(compared, opened, reader, only_language(compared, reader))
