"""The page of a proposal: what is proposed, how it stands, and what each of those concerned can do with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from api import sessions
from api.desk.conflicts import SIDES, chosen, clashes, rebased
from api.desk.faulty import Wrong, wrong
from api.desk.hanging import hanging
from api.desk.looking import looked
from api.desk.naming import named
from api.desk.routes import PROPOSAL, blueprint, who
from api.desk.showing import form_page
from api.desk.wording import Said, text_in, version
from api.house import glossaries
from api.identity import may
from api.pages.frame import asked
from api.pages.queries import PageQuery
from api.pages.reading import Reading
from api.signing_in import to
from glossary import (
    REJECT_REASONS,
    Approval,
    Desk,
    Draft,
    Fault,
    File,
    Glossary,
    GlossaryError,
    InvalidContent,
    RejectReason,
    Who,
    errors,
    is_last,
    review_errors,
    step_of,
)

_SECRET = re.compile(r"typ_[A-Za-z0-9_-]{20,80}")
SHUT_OUT = (errors.KeyNeeded, review_errors.NotYourProposal, errors.RoleTooLow)
_NOTHING: Said = {}
_TEXTS = {"request-changes": "back", "reject": "why", "withdraw": "taken_back"}
Act = Callable[[Desk, int, Who, Said], object]


class Powers(NamedTuple):
    """What who looks at a proposal can do with it."""

    proposes: bool
    reviews: bool
    comments: bool


@blueprint.get(PROPOSAL)
def proposal(language: str, glossary: str, number: int) -> AnyResponse:
    """A proposal; to who may not read it, where to show that they may."""
    asked(PageQuery)
    try:
        return _shown(language, glossary, number)
    except SHUT_OUT:
        return _door(language, glossary, number)


@blueprint.post(f"{PROPOSAL}/open", endpoint="open")
def let_in(language: str, glossary: str, number: int) -> AnyResponse:
    """Let in who holds the secret of a proposal, or the link with it."""
    found = _SECRET.search(request.form.get("code", ""))
    token = found.group() if found else "-"
    try:
        glossaries()[glossary].desk.admit(number, Who(token=token), as_proposer=True)
    except SHUT_OUT as error:
        return _door(language, glossary, number, wrong(error, language))
    response = _here(language, glossary, number)
    sessions.keep_proposal_token(cast("Response", response), glossary, number, token)
    return response


@blueprint.post(PROPOSAL)
def act(language: str, glossary: str, number: int) -> AnyResponse:
    """Do something with a proposal: say something, take a step, send it back, decide, take it back, renew it."""
    said, opened = request.form.to_dict(), glossaries()[glossary]
    what = said.get("act", "")
    try:
        _act(what)(opened.desk, number, who(glossary, number), said)
    except SHUT_OUT as error:
        return _refused(language, glossary, number, said, error)
    except review_errors.Conflicted as error:
        return _shown(language, glossary, number, said, wrong(error, language), clashes=clashes(error, language))
    except review_errors.ProposalNotFound:
        raise
    except GlossaryError as error:
        places = {"/text": _TEXTS.get(what, "text")}
        return _shown(language, glossary, number, said, wrong(error, language, places))
    return _here(language, glossary, number, done=what)


def _refused(language: str, glossary: str, number: int, said: Said, error: GlossaryError) -> AnyResponse:
    """What was refused is told on the proposal's own page, where one may read that."""
    try:
        return _shown(language, glossary, number, said, wrong(error, language))
    except SHUT_OUT:
        return _door(language, glossary, number, wrong(error, language))


def _here(language: str, glossary: str, number: int, done: str | None = None) -> AnyResponse:
    return to(url_for("desk.proposal", language=language, glossary=glossary, number=number, done=done))


def _act(name: str) -> Act:
    if name not in _ACTS:
        raise InvalidContent([Fault("/act", "not-in-list", {"choices": ", ".join(_ACTS)})])
    return _ACTS[name]


def _comment(desk: Desk, number: int, who: Who, said: Said) -> None:
    desk.comment(number, who, text_in(said, "text"))


def _request_changes(desk: Desk, number: int, who: Who, said: Said) -> None:
    desk.request_changes(number, who, text_in(said, _TEXTS["request-changes"]))


def _accept(desk: Desk, number: int, who: Who, said: Said) -> None:
    desk.accept(number, who, approval(said), version(said))


def _reject(desk: Desk, number: int, who: Who, said: Said) -> None:
    reason = said.get("reason", "")
    if reason not in REJECT_REASONS:
        raise InvalidContent([Fault("/reason", "missing")])
    desk.reject(number, who, cast("RejectReason", reason), text_in(said, _TEXTS["reject"]))


def _withdraw(desk: Desk, number: int, who: Who, said: Said) -> None:
    desk.withdraw(number, who, text_in(said, _TEXTS["withdraw"]) or None)


def _rebase(desk: Desk, number: int, who: Who, said: Said) -> None:
    rebased(desk, number, who, chosen(said))


_ACTS: Mapping[str, Act] = {
    "comment": _comment,
    "request-changes": _request_changes,
    "accept": _accept,
    "reject": _reject,
    "withdraw": _withdraw,
    "rebase": _rebase,
}


def approval(said: Said, draft: Draft | None = None) -> Approval:
    """What a reviewer says with a step."""
    return Approval(
        remark=text_in(said, "remark") or None,
        deputy_for=text_in(said, "deputy_for") or None,
        valid_from=text_in(said, "valid_from") or None,
        published=text_in(said, "published") or None,
        concept=text_in(said, "new_id") or None,
        draft=draft,
    )


def powers(opened: Glossary, file: File, who: Who) -> Powers:
    """What somebody can do with a proposal."""
    number, proposes = file.proposal.number, True
    try:
        opened.desk.admit(number, who, as_proposer=True)
    except (errors.KeyNeeded, review_errors.NotYourProposal):
        proposes = False
    return Powers(proposes, may("reviewer", opened.id), proposes or may("contributor", opened.id))


def _shown(
    language: str, glossary: str, number: int, said: Said = _NOTHING, wrong: Wrong | None = None, **more: Any
) -> Response:
    opened, comer = glossaries()[glossary], who(glossary, number)
    file = opened.desk.proposal(number, comer)
    return form_page(
        "proposal.html",
        language,
        file.settings,
        said,
        wrong,
        file=file,
        proposal=file.proposal,
        seen=looked(file, language),
        can=powers(opened, file, comer),
        step=step_of(file.proposal, file.settings),
        last=is_last(file.proposal, file.settings),
        done=request.args.get("done", "")[:20],
        sides=SIDES,
        **_others(opened, file, Reading(language, file.settings), may("reviewer", glossary)),
        **more,
    )


def _others(opened: Glossary, file: File, reading: Reading, reviews: bool) -> dict[str, Any]:
    """The other concepts that the page speaks of; to those who decide, all that hangs on the one it is about."""
    into = [file.proposal.content.into] if file.proposal.content.into else []
    if reviews and file.proposal.base:
        return hanging(opened, file.proposal.concept, reading, *into)
    return {"terms": named(opened, into, reading)}


def _door(language: str, glossary: str, number: int, wrong: Wrong | None = None) -> Response:
    """Where one shows the secret of a proposal, or signs in."""
    settings = glossaries()[glossary].settings()
    wrong = wrong or Wrong(200, [])
    back = url_for("desk.proposal", language=language, glossary=glossary, number=number)
    return form_page("door.html", language, settings, _NOTHING, wrong, number=number, onward=back)
