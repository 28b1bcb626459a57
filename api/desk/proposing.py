"""Proposing on a page: a new concept, a change, a retirement or a merge, with a preview of what would come of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from flask import Response, g, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions
from api.at_the_desk import desk_of, origin
from api.desk.faulty import Wrong, wrong
from api.desk.looking import Looked, looked
from api.desk.relating import id_of, relations_said, resolved
from api.desk.routes import PROPOSE, blueprint, who
from api.desk.showing import form_page
from api.desk.wording import Said, Written, said_of, text_in, tidied, written
from api.fields import Choice, Identifier
from api.house import base_url, glossaries
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from api.paper import private_page
from api.proposal_telling import status_url
from api.signing_in import to
from glossary import N_, Fault, Glossary, GlossaryError, InvalidContent, Proposer, Revision, Wish, translate

Kind = Literal["new", "change", "retirement", "merge"]
_KINDS: dict[str, Kind] = {"retirement": "retirement", "merge": "merge"}
_SIGNED_OUT = N_("You are no longer signed in. Sign in again in another window, or send this without an account.")


class ProposeQuery(PageQuery):
    """What the proposal is about: nothing for a new concept."""

    concept = Identifier()
    kind = Choice(Literal["retirement", "merge"])


class About(NamedTuple):
    """What is proposed to be changed: which concept in which revision; a new one has none."""

    opened: Glossary
    kind: Kind
    base: Revision | None

    @property
    def has_wording(self) -> bool:
        """Whether the proposal has a text of its own."""
        return self.kind in ("new", "change")


@blueprint.get(PROPOSE)
def propose(language: str, glossary: str) -> Response:
    """The form to propose with."""
    query = asked(ProposeQuery)
    opened = glossaries()[glossary]
    base = opened.revisions(query["concept"], limit=1)[0] if "concept" in query else None
    about = About(opened, query.get("kind", "change") if base else "new", base)
    said = said_of(base.concept) if base and about.has_wording else {}
    if said and base:
        said |= relations_said(base.concept, opened, Reading(language, opened.settings()))
    return _form(language, about, {**said, **({} if base else _checked(opened))})


@blueprint.post(PROPOSE)
def send(language: str, glossary: str) -> AnyResponse:
    """Take a proposal; where something is wrong with it, the form comes back with all that was written."""
    about, said = _about(glossary), tidied(request.form.to_dict())
    written_, signed_out = _written(said, about), _signed_out(said, language)
    if signed_out:
        return _form(language, about, {**said, sessions.TOKEN_FIELD: ""}, signed_out)
    try:
        filing = desk_of(glossary).propose(_wish(said, about, written_), who(glossary), _proposer(said), origin())
    except GlossaryError as error:
        return _form(language, about, said, wrong(error, language, written_.places))
    number = filing.file.proposal.number
    if not filing.token:
        return to(url_for("desk.proposal", language=language, glossary=glossary, number=number, done="propose"))
    glossaries().wishes.reads(filing.file.proposal.person, language)
    return _kept(language, about, number, filing.token)


@blueprint.get(f"{PROPOSE}/preview", endpoint="back")
def back_to_the_form(language: str, glossary: str) -> AnyResponse:
    """Where one comes to who asks for a preview of nothing."""
    return to(url_for("desk.propose", language=language, glossary=glossaries()[glossary].id))


@blueprint.post(f"{PROPOSE}/preview")
def preview(language: str, glossary: str) -> AnyResponse:
    """What would come of a proposal, below the form; nothing is stored."""
    about, said = _about(glossary), tidied(request.form.to_dict())
    written_ = _written(said, about)
    try:
        file = about.opened.desk.dry_run(_wish(said, about, written_), who(glossary))
    except GlossaryError as error:
        return _form(language, about, said, wrong(error, language, written_.places))
    return _form(language, about, said, seen=looked(file, language))


def _about(glossary: str) -> About:
    opened, concept, number = glossaries()[glossary], request.form.get("concept"), request.form.get("base", "")
    if not concept:
        return About(opened, "new", None)
    known = number.isascii() and number.isdigit() and 0 < len(number) < 10
    base = opened.revision(concept, int(number)) if known else opened.revisions(concept, limit=1)[0]
    return About(opened, _KINDS.get(request.form.get("kind", ""), "change"), base)


def _checked(opened: Glossary) -> dict[str, str]:
    """What a new concept says of itself as long as nobody says otherwise: its languages say the same."""
    settings = opened.settings()
    return {f"{tag}-checked": "1" for tag in settings.languages if tag != settings.source_language}


def _written(said: Said, about: About) -> Written:
    return written(resolved(said, about.opened), about.base.concept if about.base else None, about.opened.settings())


def _wish(said: Said, about: About, written_: Written) -> Wish:
    rationale, source = (text_in(said, name) for name in ("rationale", "source"))
    _refuse_unfounded(about, rationale, source)
    return Wish(
        kind=about.kind,
        concept=about.base.concept.id if about.base else None,
        base=about.base.number if about.base else 0,
        draft=written_.draft if about.has_wording else None,
        into=id_of(said.get("into", "").strip(), about.opened) or None,
        rationale=rationale,
        source=source or None,
    )


def _refuse_unfounded(about: About, rationale: str, source: str) -> None:
    """Say at once all that is missing of the reasons. Raises `InvalidContent`."""
    missing = [Fault("/source", "missing")] if about.has_wording and not source else []
    missing += [] if rationale else [Fault("/rationale", "missing")]
    if missing:
        raise InvalidContent(missing)


def _proposer(said: Said) -> Proposer:
    given = {name: said.get(name, "").strip() or None for name in ("name", "contact", "credit")}
    return Proposer(**given)


def _signed_out(said: Said, language: str) -> Wrong | None:
    """What is said to who was signed in when they began to write, and is no more."""
    if not said.get(sessions.TOKEN_FIELD) or g.identity:
        return None
    return Wrong(403, [(None, translate(language, _SIGNED_OUT))])


def _form(language: str, about: About, said: Said, wrong: Wrong | None = None, seen: Looked | None = None) -> Response:
    return form_page("propose.html", language, about.opened.settings(), said, wrong, about=about, seen=seen)


def _kept(language: str, about: About, number: int, token: str) -> Response:
    """The secret link, which is told this once; until then this browser may go on without it."""
    glossary = about.opened.id
    link = status_url(base_url(), glossary, number, token)
    response = private_page("proposed.html", language, settings=about.opened.settings(), number=number, link=link)
    sessions.keep_proposal_token(response, glossary, number, token)
    return response
