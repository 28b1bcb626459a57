"""Wording a proposal anew: its proposer edits it, a reviewer accepts it with edits of their own."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api.desk.faulty import Wrong, wrong
from api.desk.files import SHUT_OUT, Powers, approval, powers
from api.desk.relating import id_of, relations_said, resolved
from api.desk.routes import PROPOSAL, blueprint, who
from api.desk.showing import form_page
from api.desk.wording import Said, Written, said_of, text_in, tidied, version, written
from api.house import glossaries
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from api.signing_in import to
from glossary import Amendment, Concept, Desk, Draft, File, GlossaryError, Who, is_last


@blueprint.get(f"{PROPOSAL}/edit", endpoint="edit")
def edit(language: str, glossary: str, number: int) -> AnyResponse:
    """The wording of a proposal as a form."""
    asked(PageQuery)
    try:
        file, can = _opened(glossary, number)
    except SHUT_OUT:
        return to(url_for("desk.proposal", language=language, glossary=glossary, number=number))
    content = file.proposal.content
    said = _said(content.concept, glossary, language) if content.concept else {}
    said |= {"correction": "1"} if content.correction else {}
    return _form(
        language, file, can, {**said, "source": content.source or "", "rationale": content.rationale or ""}, None
    )


@blueprint.post(f"{PROPOSAL}/edit", endpoint="edited")
def edited(language: str, glossary: str, number: int) -> AnyResponse:
    """Take the new wording: of the proposer as an edit, of a reviewer with the next step of the review."""
    file, can = _opened(glossary, number)
    said = tidied(request.form.to_dict())
    made = written(resolved(said, glossaries()[glossary]), file.proposal.content.concept, file.settings)
    done = "accept" if said.get("act") == "accept" else "edit"
    try:
        _carry_out(glossaries()[glossary].desk, file, who(glossary, number), said, made)
    except GlossaryError as error:
        return _form(language, file, can, said, wrong(error, language, made.places))
    return to(url_for("desk.proposal", language=language, glossary=glossary, number=number, done=done))


def _said(concept: Concept, glossary: str, language: str) -> dict[str, str]:
    opened = glossaries()[glossary]
    return {**said_of(concept), **relations_said(concept, opened, Reading(language, opened.settings()))}


def _opened(glossary: str, number: int) -> tuple[File, Powers]:
    opened, comer = glossaries()[glossary], who(glossary, number)
    file = opened.desk.proposal(number, comer)
    return file, powers(opened, file, comer)


def _carry_out(desk: Desk, file: File, who: Who, said: Said, made: Written) -> None:
    draft: Draft | None = made.draft if file.proposal.content.concept else None
    if said.get("act") == "accept":
        desk.accept(file.proposal.number, who, approval(said, draft=draft), version(said))
        return
    rationale, source = (text_in(said, name) for name in ("rationale", "source"))
    into = id_of(said.get("into", "").strip(), glossaries()[file.proposal.glossary]) or None
    change = Amendment(draft=draft, rationale=rationale, source=source or None, into=into)
    desk.edit(file.proposal.number, who, change, version(said))


def _form(language: str, file: File, can: Powers, said: Said, wrong: Wrong | None) -> Response:
    proposal = file.proposal
    return form_page(
        "edit_proposal.html",
        language,
        file.settings,
        said,
        wrong,
        proposal=proposal,
        can=can,
        last=is_last(proposal, file.settings),
    )
