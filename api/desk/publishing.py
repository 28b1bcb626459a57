"""Editions at the desk: an editor drafts one, changes the draft, and publishes it for ever."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.routes import DESK, blueprint, for_a
from api.desk.showing import form_page
from api.desk.wording import Said, in_each, version
from api.fields import Identifier
from api.house import glossaries
from api.identity import allow, author
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.signing_in import to
from glossary import Edition, Fault, Glossary, GlossaryError, InvalidContent, day_of, micros

_PLACES = {"/id": "id", "/date": "date", "/title": "title-ja", "/cites": "cites-ja", "/sure": "sure"}


class DraftQuery(PageQuery):
    """Which draft is being written; none for a new one."""

    edition = Identifier()


@blueprint.get(f"{DESK}/editions")
@for_a("editor")
def draft_editions(language: str, glossary: str) -> AnyResponse:
    """The drafts of editions, and a form for one of them or for a new one."""
    query, opened = asked(DraftQuery), glossaries()[glossary]
    if "edition" in query:
        return _form(language, opened, _said_of(opened.edition_draft(query["edition"])))
    return _form(language, opened, {"date": _today(opened)})


@blueprint.post(f"{DESK}/editions")
def put_edition(language: str, glossary: str) -> AnyResponse:
    """Keep a draft, or publish it; where something is wrong, the form comes back with all that was written."""
    allow("editor", glossary)
    said, opened = request.form.to_dict(), glossaries()[glossary]
    publishes = said.get("act") == "publish"
    try:
        found = _kept(opened, said, sure=not publishes or "sure" in said)
        if publishes:
            opened.publish_draft(found.id, author(), found.draft)
    except GlossaryError as error:
        return _form(language, opened, said, wrong(error, language, _places(opened)))
    if publishes:
        return to(url_for("pages.edition", language=language, glossary=glossary, edition=found.id))
    return to(url_for("desk.draft_editions", language=language, glossary=glossary, edition=found.id, done="save"))


def _kept(opened: Glossary, said: Said, *, sure: bool) -> Edition:
    """The draft as the form has it. Raises `InvalidContent` where it would be published without a word for it."""
    if not sure:
        raise InvalidContent([Fault("/sure", "missing")])
    made, languages = said.get("id", "").strip(), opened.settings().languages
    title, cites = in_each(said, "title", languages), in_each(said, "cites", languages)
    edition = Edition(id=made, title=title, date=said.get("date", "").strip(), cites=cites or None)
    return opened.put_edition(edition, author(), version(said))


def _said_of(draft: Edition) -> dict[str, str]:
    """What the form says that shows a draft."""
    said = {"id": draft.id, "date": draft.date, "version": str(draft.draft)}
    said |= {f"title-{tag}": text for tag, text in draft.title.items()}
    return said | {f"cites-{tag}": text for tag, text in (draft.cites or {}).items()}


def _places(opened: Glossary) -> dict[str, str]:
    own = {f"/{name}/{tag}": f"{name}-{tag}" for name in ("title", "cites") for tag in opened.settings().languages}
    return _PLACES | own


def _today(opened: Glossary) -> str:
    return day_of(micros(glossaries().now()), opened.settings().time_zone).isoformat()


def _form(language: str, opened: Glossary, said: Said, wrong: Wrong | None = None) -> Response:
    drafts, published = opened.edition_drafts(), opened.editions()
    facts = {"drafts": drafts, "published": published, "done": request.args.get("done", "")[:20]}
    return form_page("draft_editions.html", language, opened.settings(), said, wrong, **facts)
